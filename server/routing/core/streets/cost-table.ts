import type { Hierarchy } from "./hierarchy.ts";
import { createUpwardSearch, type Seeds } from "./upward-search.ts";

/** What each point reached, one after the other: entries of point `i` end at `ends[i]`. */
type Reached = { ends: Uint32Array; ranks: Uint32Array; costs: Float64Array };

function reachAll(hierarchy: Hierarchy, goals: Seeds): Reached {
  const points = goals.ranks.length / 2;
  const search = createUpwardSearch(hierarchy.down, hierarchy.up);
  const ends = new Uint32Array(points);
  let ranks = new Uint32Array(128 * points);
  let costs = new Float64Array(128 * points);
  let size = 0;
  for (let i = 0; i < points; i++) {
    const count = search.run(goals, i);
    if (size + count > ranks.length) {
      const capacity = 2 * (size + count);
      const moreRanks = new Uint32Array(capacity);
      const moreCosts = new Float64Array(capacity);
      moreRanks.set(ranks);
      moreCosts.set(costs);
      [ranks, costs] = [moreRanks, moreCosts];
    }
    for (let k = 0; k < count; k++, size++) {
      ranks[size] = search.reached[k]!;
      costs[size] = search.costs[ranks[size]!]!;
    }
    ends[i] = size;
  }
  return { ends, ranks: ranks.subarray(0, size), costs: costs.subarray(0, size) };
}

/**
 * Costs from every start to every goal, in rows by start (Knopp and others 2007): searches down to each goal leave
 * its cost in a bucket at every node they reach, and searches up from each start look into the buckets. A fastest
 * way turns at its highest node, where both leave a label, so the least sum is its cost; Infinity where there is none.
 */
export function costTable(hierarchy: Hierarchy, starts: Seeds, goals: Seeds): Float64Array {
  const nodes = hierarchy.order.length;
  const rows = starts.ranks.length / 2;
  const columns = goals.ranks.length / 2;
  const { ends, ranks, costs } = reachAll(hierarchy, goals);

  // Buckets in compressed rows, by counting; each holds its goals in ascending order, so a row is written forwards.
  const offsets = new Uint32Array(nodes + 1);
  for (let k = 0; k < ranks.length; k++) offsets[ranks[k]! + 1]!++;
  for (let r = 0; r < nodes; r++) offsets[r + 1]! += offsets[r]!;
  const next = offsets.slice(0, nodes);
  const bucketGoals = new Uint32Array(ranks.length);
  const bucketCosts = new Float64Array(ranks.length);
  for (let goal = 0, k = 0; goal < columns; goal++)
    for (; k < ends[goal]!; k++) {
      const at = next[ranks[k]!]!++;
      bucketGoals[at] = goal;
      bucketCosts[at] = costs[k]!;
    }

  const table = new Float64Array(rows * columns).fill(Number.POSITIVE_INFINITY);
  const search = createUpwardSearch(hierarchy.up, hierarchy.down);
  for (let start = 0; start < rows; start++) {
    const count = search.run(starts, start);
    const row = table.subarray(start * columns, (start + 1) * columns);
    for (let k = 0; k < count; k++) {
      const rank = search.reached[k]!;
      const here = search.costs[rank]!;
      const last = offsets[rank + 1]!;
      for (let b = offsets[rank]!; b < last; b++) {
        const cost = here + bucketCosts[b]!;
        const goal = bucketGoals[b]!;
        if (cost < row[goal]!) row[goal] = cost;
      }
    }
  }
  return table;
}
