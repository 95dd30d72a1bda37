import type { Random } from "#server/lib/random.ts";
import type { Field } from "./network-field.ts";
import { type Line, RANK } from "./network-line.ts";
import { GROUND, type Terrain } from "./network-terrain.ts";

const STEP_M = 20;
/** A trace stops where a street of its family is nearer than this share of the spacing. */
const STOP_RATIO = 0.6;
/** A trace starts only where no street of its family is nearer than this share of the spacing. */
const START_RATIO = 0.9;
const RATIO_UNIT = 200;

type Options = {
  terrain: Terrain;
  field: Field;
  random: Random;
  /** Streets already drawn; they keep new ones at their distance. */
  drawn: readonly Line[];
  rank: number;
  spacingAt: (x: number, y: number) => number;
  cellM: number;
  maxLengthM: number;
  /** How far a street may run over water or through a park before it turns back, metres. */
  bridgeM: number;
};

/**
 * Draws streets along and across the field at an even distance from each other (streamline placement after
 * Jobard and Lefer 1997, two families at right angles as in Chen et al. 2008). Distances are kept in one
 * raster per family that holds the smallest distance to a street as a share of the local spacing.
 */
export function drawStreamlines(options: Options): Line[] {
  const { terrain, field, random, drawn, rank, spacingAt, cellM, maxLengthM, bridgeM } = options;
  const half = Math.ceil((1.3 * terrain.radiusM) / cellM);
  const width = 2 * half + 1;
  const near = [new Uint8Array(width * width).fill(255), new Uint8Array(width * width).fill(255)] as const;

  const stamp = (family: 0 | 1, x: number, y: number): void => {
    const raster = near[family];
    const reachM = spacingAt(x, y);
    const reach = Math.ceil(reachM / cellM);
    const row = Math.round(y / cellM) + half;
    const scale = RATIO_UNIT / reachM;
    for (let i = Math.max(0, row - reach); i <= row + reach && i < width; i++) {
      const dy = (i - half) * cellM - y;
      const span = reachM * reachM - dy * dy;
      if (span <= 0) continue;
      const chord = Math.sqrt(span);
      const last = Math.min(width - 1, Math.floor((x + chord) / cellM) + half);
      for (let j = Math.max(0, Math.ceil((x - chord) / cellM) + half); j <= last; j++) {
        const dx = (j - half) * cellM - x;
        const ratio = Math.sqrt(dx * dx + dy * dy) * scale;
        if (ratio < raster[i * width + j]!) raster[i * width + j] = ratio;
      }
    }
  };
  const ratioAt = (family: 0 | 1, x: number, y: number): number => {
    const column = Math.round(x / cellM) + half;
    const row = Math.round(y / cellM) + half;
    return column < 0 || row < 0 || column >= width || row >= width
      ? 0
      : near[family][row * width + column]! / RATIO_UNIT;
  };

  for (const { xy } of drawn)
    for (let i = 2; i < xy.length; i += 2) {
      const d = field.directionAt(xy[i]!, xy[i + 1]!);
      const dx = xy[i]! - xy[i - 2]!;
      const dy = xy[i + 1]! - xy[i - 1]!;
      const along = Math.abs(d[0]! * dx + d[1]! * dy) > Math.SQRT1_2 * Math.hypot(dx, dy);
      stamp(along ? 0 : 1, xy[i]!, xy[i + 1]!);
    }

  const isOpen = (ground: number): boolean =>
    ground === GROUND.open || (bridgeM > 0 && ground === GROUND.motorway);
  /** Points of each side that `follow` has stamped already. */
  const stamped = [0, 0];
  const maxPoints = Math.ceil(maxLengthM / STEP_M) + 2;
  const path = [new Float64Array(2 * maxPoints), new Float64Array(2 * maxPoints)] as const;

  /** Follows the field from a seed one way into `path[side]`; returns the number of points after the seed. */
  const follow = (family: 0 | 1, side: 0 | 1, x0: number, y0: number, budget: number): number => {
    const out = path[side];
    let x = x0;
    let y = y0;
    let hx = 0;
    let hy = 0;
    let count = 0;
    let dry = 0;
    const heading = (px: number, py: number): void => {
      const d = field.directionAt(px, py);
      let dx = family === 0 ? d[0]! : -d[1]!;
      let dy = family === 0 ? d[1]! : d[0]!;
      const forward = count === 0 && hx === 0 && hy === 0 ? (side === 0 ? 1 : -1) : dx * hx + dy * hy;
      if (forward < 0) {
        dx = -dx;
        dy = -dy;
      }
      hx = dx;
      hy = dy;
    };
    // The own tail is stamped late, so that a street keeps its distance from its own beginning too.
    const lag = Math.ceil((1.5 * spacingAt(x0, y0)) / STEP_M) + 2;
    while (count < budget) {
      const crossing = count > dry;
      const oldX = hx;
      const oldY = hy;
      if (!crossing) {
        heading(x, y);
        heading(x + (hx * STEP_M) / 2, y + (hy * STEP_M) / 2);
        if ((oldX !== 0 || oldY !== 0) && oldX * hx + oldY * hy < 0.8) break;
      }
      x += hx * STEP_M;
      y += hy * STEP_M;
      const ground = terrain.groundAt(x, y);
      if (ground === GROUND.outside || ratioAt(family, x, y) < STOP_RATIO) break;
      if (!isOpen(ground) && (count + 1 - dry) * STEP_M > bridgeM) break;
      out[2 * count] = x;
      out[2 * count + 1] = y;
      count++;
      if (isOpen(ground)) dry = count;
      if (count > lag) stamp(family, out[2 * (count - lag)]!, out[2 * (count - lag) + 1]!);
    }
    stamped[side] = Math.max(0, count - lag + 1);
    return dry;
  };

  const lines: Line[] = [];
  // Seeds stand beside the streets drawn so far, first come first served; a shuffled lattice fills what is left.
  const seeds: number[] = [];
  let taken = 0;
  const seedBeside = (xy: Float64Array): void => {
    for (let i = 6; i + 2 < xy.length; i += 8) {
      const dx = xy[i]! - xy[i - 2]!;
      const dy = xy[i + 1]! - xy[i - 1]!;
      const length = Math.hypot(dx, dy);
      if (length === 0) continue;
      const gap = spacingAt(xy[i]!, xy[i + 1]!) / length;
      const d = field.directionAt(xy[i]!, xy[i + 1]!);
      const family = Math.abs(d[0]! * dx + d[1]! * dy) > Math.SQRT1_2 * length ? 0 : 1;
      seeds.push(
        family,
        xy[i]! - dy * gap,
        xy[i + 1]! + dx * gap,
        family,
        xy[i]! + dy * gap,
        xy[i + 1]! - dx * gap,
      );
    }
  };
  const trySeed = (family: 0 | 1, x: number, y: number): void => {
    if (terrain.groundAt(x, y) !== GROUND.open || ratioAt(family, x, y) < START_RATIO) return;
    const ahead = follow(family, 0, x, y, maxPoints / 2);
    const behind = follow(family, 1, x, y, maxPoints / 2);
    const points = ahead + behind + 1;
    if ((points - 1) * STEP_M < spacingAt(x, y) * 1.1) return;
    const xy = new Float64Array(2 * points);
    for (let i = 0; i < behind; i++) {
      xy[2 * i] = path[1][2 * (behind - 1 - i)]!;
      xy[2 * i + 1] = path[1][2 * (behind - 1 - i) + 1]!;
    }
    xy[2 * behind] = x;
    xy[2 * behind + 1] = y;
    xy.set(path[0].subarray(0, 2 * ahead), 2 * behind + 2);
    // Point `behind` is the seed; beyond it on either side, what the trace has stamped is left out.
    for (let i = 0; i < points; i++) {
      const from = Math.abs(i - behind) - 1;
      const isStamped = from >= 1 && from < stamped[i > behind ? 0 : 1]!;
      if (!isStamped) stamp(family, xy[2 * i]!, xy[2 * i + 1]!);
    }
    lines.push({ rank, xy, isOneWay: false, isCulDeSac: false });
    seedBeside(xy);
  };

  for (const line of drawn) seedBeside(line.xy);
  const drain = (): void => {
    for (; taken < seeds.length; taken += 3)
      trySeed(seeds[taken] === 0 ? 0 : 1, seeds[taken + 1]!, seeds[taken + 2]!);
  };
  drain();
  const pitch = cellM * 5;
  const lattice: number[] = [];
  for (let at = 0, side = Math.floor((2.4 * terrain.radiusM) / pitch); at < side * side; at++)
    lattice.push(at);
  random.shuffle(lattice);
  const side = Math.round(Math.sqrt(lattice.length));
  for (const at of lattice) {
    const x = ((at % side) - side / 2 + random.float()) * pitch;
    const y = (Math.floor(at / side) - side / 2 + random.float()) * pitch;
    trySeed(random.chance(0.5) ? 0 : 1, x, y);
    drain();
  }
  return lines;
}

/** The rank a minor street earns by where it runs: service ways in industry, residential elsewhere. */
export function minorRank(terrain: Terrain, xy: Float64Array): number {
  let industrial = 0;
  for (let i = 0; i < xy.length; i += 2) if (terrain.isIndustrialAt(xy[i]!, xy[i + 1]!)) industrial++;
  return industrial * 4 > xy.length ? RANK.service : RANK.residential;
}
