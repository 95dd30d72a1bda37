import { Heap } from "#server/lib/heap.ts";
import type { RankedArcs } from "./hierarchy.ts";

/** Up to two nodes per point where its ways begin or end, and what lies between; rank -1 where there is none. */
export type Seeds = { ranks: Int32Array; costs: Float64Array };

/**
 * Dijkstra from a point up a hierarchy: along `arcs` only. A node that a higher one reaches more cheaply through
 * `opposite` (arcs the other way) lies on no fastest way and is left out with all behind it: stall on demand.
 * Buffers are allocated once, so one instance serves one search at a time.
 */
export function createUpwardSearch(arcs: RankedArcs, opposite: RankedArcs) {
  const nodes = arcs.offsets.length - 1;
  const heap = new Heap(nodes);
  const costs = new Float64Array(nodes);
  const round = new Uint32Array(nodes);
  /** Where the arc lies by which a node was reached, and its lower end; -1 at a seed. */
  const reachedBy = new Int32Array(nodes);
  const reachedFrom = new Int32Array(nodes);
  const reached = new Uint32Array(nodes);
  let current = 0;

  const isStalled = (rank: number, cost: number): boolean => {
    for (let a = opposite.offsets[rank]!; a < opposite.offsets[rank + 1]!; a++) {
      const higher = opposite.ends[a]!;
      if (round[higher] === current && costs[higher]! + opposite.costs[a]! < cost) return true;
    }
    return false;
  };
  const label = (rank: number, cost: number, arc: number, from: number): void => {
    if (round[rank] === current && cost >= costs[rank]!) return;
    round[rank] = current;
    costs[rank] = cost;
    reachedBy[rank] = arc;
    reachedFrom[rank] = from;
    heap.push(rank, cost);
  };

  return {
    /** Ranks reached by the last run, nearest first; how many is what `run` gave. */
    reached,
    /** Cost of each of them, by rank. */
    costs,
    /** By rank: place in `arcs` of the arc a node was reached by, -1 at a seed; and the rank it was reached from. */
    reachedBy,
    reachedFrom,
    /** Reaches every higher node that may lie on a fastest way of point `i`; gives how many. */
    run({ ranks: seedRanks, costs: seedCosts }: Seeds, i: number): number {
      current++;
      let count = 0;
      for (let s = 2 * i; s < 2 * i + 2; s++)
        if (seedRanks[s]! >= 0) label(seedRanks[s]!, seedCosts[s]!, -1, -1);
      while (heap.size > 0) {
        const rank = heap.pop();
        const here = costs[rank]!;
        if (isStalled(rank, here)) continue;
        reached[count++] = rank;
        for (let a = arcs.offsets[rank]!; a < arcs.offsets[rank + 1]!; a++)
          label(arcs.ends[a]!, here + arcs.costs[a]!, a, rank);
      }
      return count;
    },
  };
}
