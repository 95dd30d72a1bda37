import type { Random } from "#server/lib/random.ts";
import { noise1, noiseRound } from "./network-noise.ts";

/** What the ground is, per cell of the terrain raster. */
export const GROUND = { open: 0, water: 1, park: 2, motorway: 3, outside: 4 } as const;

/** A closed outline in metres east and north of the city centre, x and y interleaved. */
export type Ring = number[];

const CELL_M = 25;
const DIAGONAL = Math.SQRT1_2;

type Blob = { x: number; y: number; rx: number; ry: number; turn: number; salt: number };

/** True where a point lies inside a blob's noisy ellipse. */
function isInBlob(blob: Blob, x: number, y: number): boolean {
  const c = Math.cos(blob.turn);
  const s = Math.sin(blob.turn);
  const u = ((x - blob.x) * c + (y - blob.y) * s) / blob.rx;
  const v = ((y - blob.y) * c - (x - blob.x) * s) / blob.ry;
  const square = u * u + v * v;
  if (square > 1.7) return false;
  const edge = 1 + 0.28 * noiseRound(Math.atan2(v, u), 1.4, blob.salt);
  return square < edge * edge;
}

/** The outline of a blob. */
function blobRing(blob: Blob): Ring {
  const ring: Ring = [];
  const c = Math.cos(blob.turn);
  const s = Math.sin(blob.turn);
  for (let i = 0; i < 48; i++) {
    const angle = (i / 48) * 2 * Math.PI;
    const edge = 1 + 0.28 * noiseRound(angle, 1.4, blob.salt);
    const u = Math.cos(angle) * edge * blob.rx;
    const v = Math.sin(angle) * edge * blob.ry;
    ring.push(blob.x + u * c - v * s, blob.y + u * s + v * c);
  }
  return ring;
}

/**
 * Lays out coast, river, docks, parks and industrial ground of a city of the given radius (metres).
 * The sea lies to the south-west; the river comes from the north-east. The axes used inside are `u`, along
 * the coast to the south-east, and `v`, inland to the north-east.
 */
export function createTerrain(radiusM: number, random: Random) {
  const R = radiusM;
  const salt = random.int(1 << 30);
  const mouthU = R * random.between(0.155, 0.2);
  const coastV = (u: number): number => {
    const bay = (u - mouthU) / (0.16 * R);
    return (
      R * (-0.44 + 0.045 * noise1(u / (0.33 * R), salt) + 0.018 * noise1(u / (0.09 * R), salt + 1)) +
      0.055 * R * Math.exp(-bay * bay)
    );
  };
  const mouthV = coastV(mouthU);
  const riverU = (v: number): number => {
    const inland = Math.min(1, Math.max(0, (v - mouthV) / (0.5 * R)));
    return (
      mouthU + R * inland * (0.09 * noise1(v / (0.37 * R), salt + 2) + 0.07 * noise1(v / (0.9 * R), salt + 3))
    );
  };
  const springV = 1.55 * R;
  const riverHalf = (v: number): number => {
    const scale = Math.min(1, R / 7000);
    const estuary = 150 * Math.exp(-Math.max(0, v - mouthV) / (0.11 * R));
    return scale * (34 + 42 * Math.max(0, 1 - (v - mouthV) / (springV - mouthV)) + estuary);
  };

  const docks: { u: number; half: number; from: number; to: number }[] = [];
  for (const offset of [-0.2, -0.155, -0.11, 0.1, 0.145]) {
    const u = mouthU + offset * R;
    const from = Math.max(coastV(u - 60), coastV(u + 60));
    docks.push({ u, half: 0.0085 * R, from: from - 0.02 * R, to: from + R * random.between(0.026, 0.034) });
  }

  const blob = (x: number, y: number, rx: number, ry: number): Blob => ({
    x: x * R,
    y: y * R,
    rx: rx * R,
    ry: ry * R,
    turn: random.between(0, Math.PI),
    salt: random.int(1 << 30),
  });
  const uv = (u: number, v: number): [number, number] => [((u + v) * DIAGONAL) / R, ((v - u) * DIAGONAL) / R];
  const quay = (u: number) => {
    const [x, y] = uv(u, coastV(u) + 0.03 * R);
    return { ...blob(x, y, 0.11, 0.036), turn: -Math.PI / 4 };
  };
  const industrial: Blob[] = [
    quay(mouthU - 0.17 * R),
    quay(mouthU + 0.17 * R),
    blob(0.66, -0.02, 0.1, 0.075),
    blob(0.24, 0.68, 0.085, 0.06),
    blob(-0.56, 0.43, 0.07, 0.05),
  ];
  const parks: Blob[] = [
    blob(-0.17, 0.12, 0.055, 0.038),
    blob(-0.44, 0.62, 0.15, 0.11),
    blob(0.45, 0.3, 0.07, 0.045),
  ];
  for (let tries = 0; parks.length < 24 && tries < 400; tries++) {
    const angle = random.between(0, 2 * Math.PI);
    const r = Math.sqrt(random.between(0.015, 0.8));
    const size = random.between(0.009, 0.03) * (0.6 + r);
    const next = blob(Math.cos(angle) * r, Math.sin(angle) * r, size, size * random.between(0.5, 1));
    const clear = [...parks, ...industrial].every(
      (p) => Math.hypot(p.x - next.x, p.y - next.y) > p.rx + next.rx + 0.02 * R,
    );
    const u = (next.x - next.y) * DIAGONAL;
    const v = (next.x + next.y) * DIAGONAL;
    if (clear && v > coastV(u) + 0.05 * R) parks.push(next);
  }

  const limit = (angle: number): number =>
    R * (0.86 + 0.19 * noiseRound(angle, 3.4, salt + 4) + 0.08 * noiseRound(angle, 11, salt + 6));

  const isWater = (x: number, y: number): boolean => {
    const u = (x - y) * DIAGONAL;
    const v = (x + y) * DIAGONAL;
    if (v < coastV(u)) return true;
    // The bank's slope makes the river narrower across its course than along u; half a width of slack covers it.
    if (v < springV && Math.abs(u - riverU(v)) < riverHalf(v)) return true;
    return docks.some((d) => Math.abs(u - d.u) < d.half && v > d.from && v < d.to);
  };

  const half = Math.ceil((1.3 * R) / CELL_M);
  const width = 2 * half + 1;
  const ground = new Uint8Array(width * width);
  const isBuiltIndustry = new Uint8Array(width * width);
  for (let row = 0; row < width; row++) {
    const y = (row - half) * CELL_M;
    for (let column = 0; column < width; column++) {
      const x = (column - half) * CELL_M;
      const at = row * width + column;
      const square = x * x + y * y;
      if (square > 1.69 * R * R) ground[at] = GROUND.outside;
      else if (isWater(x, y)) ground[at] = GROUND.water;
      else if (square > 0.4 * R * R && Math.sqrt(square) > limit(Math.atan2(y, x)))
        ground[at] = GROUND.outside;
    }
  }
  const paint = (blobs: Blob[], target: Uint8Array, value: number): void => {
    for (const b of blobs) {
      const reach = Math.max(b.rx, b.ry) * 1.3;
      const r0 = Math.max(0, Math.floor((b.y - reach) / CELL_M) + half);
      const r1 = Math.min(width - 1, Math.ceil((b.y + reach) / CELL_M) + half);
      const c0 = Math.max(0, Math.floor((b.x - reach) / CELL_M) + half);
      const c1 = Math.min(width - 1, Math.ceil((b.x + reach) / CELL_M) + half);
      for (let row = r0; row <= r1; row++)
        for (let column = c0; column <= c1; column++) {
          const at = row * width + column;
          if (ground[at] !== GROUND.water && isInBlob(b, (column - half) * CELL_M, (row - half) * CELL_M))
            target[at] = value;
        }
    }
  };
  paint(parks, ground, GROUND.park);
  paint(industrial, isBuiltIndustry, 1);

  const cell = (x: number, y: number): number => {
    const column = Math.round(x / CELL_M) + half;
    const row = Math.round(y / CELL_M) + half;
    return column < 0 || row < 0 || column >= width || row >= width ? -1 : row * width + column;
  };

  return {
    radiusM: R,
    coastV,
    mouthU,
    mouthV,
    riverU,
    springV,
    /** The kind of ground at a point, one of `GROUND`. */
    groundAt(x: number, y: number): number {
      const at = cell(x, y);
      return at < 0 ? GROUND.outside : ground[at]!;
    },
    isIndustrialAt(x: number, y: number): boolean {
      const at = cell(x, y);
      return at >= 0 && isBuiltIndustry[at] === 1;
    },
    /** Closes open ground around a point of a motorway to smaller streets. */
    closeForMotorway(x: number, y: number, reachM: number): void {
      for (let dy = -reachM; dy <= reachM; dy += CELL_M)
        for (let dx = -reachM; dx <= reachM; dx += CELL_M) {
          const at = cell(x + dx, y + dy);
          if (at >= 0 && ground[at] === GROUND.open) ground[at] = GROUND.motorway;
        }
    },
    /** Outlines of the island the city stands on, of the built-up area, its water, parks and industrial ground. */
    outlines() {
      const xy = (ring: Ring, u: number, v: number): void => {
        ring.push((u + v) * DIAGONAL, (v - u) * DIAGONAL);
      };
      const island: Ring = [];
      for (let u = -1.5 * R; u <= 1.5 * R; u += 50) xy(island, u, coastV(u));
      // The far shore: an arc around a point inland, from the coast's east end back to its west end.
      const start = Math.atan2(coastV(1.5 * R) - 0.6 * R, 1.5 * R);
      const end = Math.atan2(coastV(-1.5 * R) - 0.6 * R, -1.5 * R) + 2 * Math.PI;
      const from = Math.hypot(1.5 * R, coastV(1.5 * R) - 0.6 * R);
      for (let i = 1; i < 160; i++) {
        const t = i / 160;
        const angle = start + (end - start) * t;
        const reach = from * (1 + Math.sin(Math.PI * t) * (0.05 + 0.16 * noiseRound(angle, 3, salt + 5)));
        xy(island, Math.cos(angle) * reach, 0.6 * R + Math.sin(angle) * reach);
      }
      // The built-up area is seen whole from the centre; towards the sea it ends at the shore.
      const urban: Ring = [];
      for (let i = 0; i < 360; i++) {
        const angle = (i / 360) * 2 * Math.PI;
        const c = Math.cos(angle);
        const s = Math.sin(angle);
        let reach = limit(angle) + 60;
        while (reach > 0 && (c + s) * reach * DIAGONAL < coastV((c - s) * reach * DIAGONAL)) reach -= 10;
        urban.push(c * reach, s * reach);
      }
      const river: Ring = [];
      const top = springV - 1;
      const bottom = mouthV - 0.04 * R;
      for (let v = bottom; v < top; v += 40)
        xy(river, riverU(v) - riverHalf(v) * Math.min(1, (top - v) / (0.3 * R)), v);
      for (let v = top; v > bottom; v -= 40)
        xy(river, riverU(v) + riverHalf(v) * Math.min(1, (top - v) / (0.3 * R)), v);
      const water = [river];
      for (const d of docks) {
        const ring: Ring = [];
        xy(ring, d.u - d.half, d.from);
        xy(ring, d.u + d.half, d.from);
        xy(ring, d.u + d.half, d.to);
        xy(ring, d.u - d.half, d.to);
        water.push(ring);
      }
      return { island, urban, water, parks: parks.map(blobRing), industrial: industrial.map(blobRing) };
    },
  };
}
export type Terrain = ReturnType<typeof createTerrain>;
