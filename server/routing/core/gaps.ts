import type { Neighbours } from "./neighbours.ts";
import type { PlainTables } from "./plain-tables.ts";

/** Where to look for a gap to put a stop in, `width` entries for each stop. */
export type Gaps = {
  width: number;
  /** Stops beside a gap between two stops, nearest first, with how far they are. */
  others: Int32Array;
  far: Float64Array;
  /** Stops beside a gap to the depot, in order of the detour between them and the depot, with this detour. */
  homeward: Int32Array;
  least: Float64Array;
};

/**
 * The gaps near each stop, in orders that let a scan end early: no gap between stops saves more than the longest way of
 * the tours, and what a detour between a stop and the depot costs does not depend on the tours.
 */
export const gapsOf = (tables: PlainTables, { width, list }: Neighbours): Gaps => {
  const { stops: n, distance, distanceTo } = tables;
  const size = n * width;
  const gaps = {
    width,
    others: new Int32Array(size),
    far: new Float64Array(size),
    homeward: new Int32Array(size),
    least: new Float64Array(size),
  };
  const keys = new Float64Array(n);
  const sorted = (row: Int32Array): Int32Array => row.slice().sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (let stop = 0; stop < n; stop++) {
    const row = stop * (n + 1);
    const start = stop * width;
    const near = list.subarray(start, start + width);
    for (const other of near) keys[other] = distanceTo[row + other]!;
    gaps.others.set(sorted(near), start);
    for (let k = start; k < start + width; k++) gaps.far[k] = keys[gaps.others[k]!]!;
    for (const other of near) {
      const home = other * (n + 1) + n;
      const last = distanceTo[row + other]! + distance[row + n]! - distance[home]!;
      const first = distanceTo[row + n]! + distance[row + other]! - distanceTo[home]!;
      keys[other] = Math.min(last, first);
    }
    gaps.homeward.set(sorted(near), start);
    for (let k = start; k < start + width; k++) gaps.least[k] = keys[gaps.homeward[k]!]!;
  }
  return gaps;
};
