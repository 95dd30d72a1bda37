import type { Random } from "#server/lib/random.ts";
import type { Line } from "./network-line.ts";
import { noise2, smoothStep } from "./network-noise.ts";
import type { Terrain } from "./network-terrain.ts";

const CELL_M = 100;

type District = { x: number; y: number; angle: number; swirl: number; spacing: number };

/**
 * The direction field that streets follow and the spacing between them, on a coarse raster.
 * A direction is kept as the cosine and sine of its doubled angle, so that opposite directions are one and
 * a mean of directions is a sum (tensor fields for street layout, Chen et al. 2008).
 */
export function createField(terrain: Terrain, guides: Line[], density: number, random: Random) {
  const R = terrain.radiusM;
  const salt = random.int(1 << 30);
  const half = Math.ceil((1.3 * R) / CELL_M);
  const width = 2 * half + 1;
  const cos2 = new Float64Array(width * width);
  const sin2 = new Float64Array(width * width);
  const spacing = new Float32Array(width * width);

  const districts: District[] = [];
  const count = Math.round(9 + 22 * Math.min(1, R / 8000));
  for (let tries = 0; districts.length < count && tries < 2000; tries++) {
    const angle = random.between(0, 2 * Math.PI);
    const r = R * Math.sqrt(random.between(0.02, 1.1));
    const x = Math.cos(angle) * r;
    const y = Math.sin(angle) * r;
    const apart = (0.1 + 0.16 * (r / R)) * R * (1 - tries / 3000);
    if (districts.some((d) => Math.hypot(d.x - x, d.y - y) < apart)) continue;
    districts.push({
      x,
      y,
      angle: angle + random.between(-0.6, 0.6),
      // Some districts are ruled grids, others follow the land.
      swirl: random.chance(0.45) ? 0.06 : random.between(0.25, 0.65),
      spacing: random.between(0.84, 1.24),
    });
  }

  const blend = (0.16 * R) ** 2;
  for (let row = 0; row < width; row++) {
    const y = (row - half) * CELL_M;
    for (let column = 0; column < width; column++) {
      const x = (column - half) * CELL_M;
      const at = row * width + column;
      let nearest = Number.POSITIVE_INFINITY;
      for (const d of districts) nearest = Math.min(nearest, (d.x - x) ** 2 + (d.y - y) ** 2);
      let c = 0;
      let s = 0;
      let gap = 0;
      let weights = 0;
      for (const d of districts) {
        const lag = ((d.x - x) ** 2 + (d.y - y) ** 2 - nearest) / blend;
        if (lag > 0.8) continue;
        const weight = Math.exp(-lag * 7);
        const turned = d.angle + d.swirl * noise2(x / 900, y / 900, salt);
        c += weight * Math.cos(2 * turned);
        s += weight * Math.sin(2 * turned);
        gap += weight * d.spacing;
        weights += weight;
      }
      const r = Math.hypot(x, y);
      // The old centre grew around its market: circles and spokes, bent by age.
      const old = 1.6 * Math.exp(-((r / (0.085 * R)) ** 2));
      if (old > 0.01) {
        const spoke = Math.atan2(y, x) + 0.5 * noise2(x / 260, y / 260, salt + 1);
        c = c / weights + old * Math.cos(2 * spoke);
        s = s / weights + old * Math.sin(2 * spoke);
      } else {
        c /= weights;
        s /= weights;
      }
      cos2[at] = c;
      sin2[at] = s;
      const out = r / R;
      let metres = 64 + 31 * smoothStep(0.08, 0.45, out) + 52 * smoothStep(0.5, 0.95, out);
      metres *= gap / weights;
      if (terrain.isIndustrialAt(x, y)) metres = Math.max(metres * 1.7, 150);
      spacing[at] = metres * density;
    }
  }

  const splat = (x: number, y: number, dx: number, dy: number, strength: number, reachM: number): void => {
    const square = dx * dx + dy * dy;
    if (square === 0) return;
    const c = (dx * dx - dy * dy) / square;
    const s = (2 * dx * dy) / square;
    const column = Math.round(x / CELL_M) + half;
    const row = Math.round(y / CELL_M) + half;
    const reach = Math.ceil((2 * reachM) / CELL_M);
    for (let i = Math.max(0, row - reach); i <= Math.min(width - 1, row + reach); i++)
      for (let j = Math.max(0, column - reach); j <= Math.min(width - 1, column + reach); j++) {
        const ex = (j - half) * CELL_M - x;
        const ey = (i - half) * CELL_M - y;
        const weight = strength * Math.exp(-(ex * ex + ey * ey) / (reachM * reachM));
        cos2[i * width + j]! += weight * c;
        sin2[i * width + j]! += weight * s;
      }
  };
  // Streets near an arterial, the river or the shore run along it or straight away from it.
  for (const { xy } of guides)
    for (let i = 8; i < xy.length; i += 8)
      splat(xy[i]!, xy[i + 1]!, xy[i]! - xy[i - 8]!, xy[i + 1]! - xy[i - 7]!, 0.9, 150);
  const diagonal = Math.SQRT1_2;
  for (let v = terrain.mouthV; v < terrain.springV; v += 80) {
    const u = terrain.riverU(v);
    const du = terrain.riverU(v + 60) - terrain.riverU(v - 60);
    splat((u + v) * diagonal, (v - u) * diagonal, du + 120, 120 - du, 0.9, 230);
  }
  for (let u = -1.2 * R; u < 1.2 * R; u += 80) {
    const v = terrain.coastV(u) + 80;
    const dv = terrain.coastV(u + 60) - terrain.coastV(u - 60);
    splat((u + v) * diagonal, (v - u) * diagonal, 120 + dv, dv - 120, 0.7, 230);
  }

  const clampIndex = (value: number): number => Math.min(width - 2, Math.max(0, value));
  const direction = new Float64Array(2);
  return {
    /** Distance between neighbouring streets at a point, metres. */
    spacingAt(x: number, y: number): number {
      const column = clampIndex(Math.round(x / CELL_M) + half);
      const row = clampIndex(Math.round(y / CELL_M) + half);
      return spacing[row * width + column]!;
    },
    /** The unit direction of the field at a point; valid until the next call. */
    directionAt(x: number, y: number): Float64Array {
      const fx = x / CELL_M + half;
      const fy = y / CELL_M + half;
      const column = clampIndex(Math.floor(fx));
      const row = clampIndex(Math.floor(fy));
      const tx = fx - column;
      const ty = fy - row;
      const at = row * width + column;
      const w00 = (1 - tx) * (1 - ty);
      const w01 = tx * (1 - ty);
      const w10 = (1 - tx) * ty;
      const w11 = tx * ty;
      const c = w00 * cos2[at]! + w01 * cos2[at + 1]! + w10 * cos2[at + width]! + w11 * cos2[at + width + 1]!;
      const s = w00 * sin2[at]! + w01 * sin2[at + 1]! + w10 * sin2[at + width]! + w11 * sin2[at + width + 1]!;
      // Half of the doubled angle without trigonometry: cos = sqrt((1 + cos2) / 2), sin = sin2 / (2 cos).
      const length = Math.sqrt(c * c + s * s);
      const cos = length === 0 ? 1 : Math.sqrt(Math.max(0, (1 + c / length) / 2));
      direction[0] = cos;
      direction[1] = cos < 1e-6 ? 1 : length === 0 ? 0 : s / length / (2 * cos);
      return direction;
    },
  };
}
export type Field = ReturnType<typeof createField>;
