import { Heap } from "#server/lib/heap.ts";
import type { RemainingGraph } from "./remaining-graph.ts";

/** Searches short ways around a node, to show which shortcuts are not needed. */
export function createWitness(graph: RemainingGraph, nodes: number) {
  const heap = new Heap(nodes);
  const costs = new Float64Array(nodes);
  const round = new Uint32Array(nodes);
  const wanted = new Uint32Array(nodes);
  let current = 0;
  return {
    /**
     * Labels nodes from `source` without passing `avoided`, as far as `limit`, until the heads of all arcs out of
     * `avoided` are settled, or `settles` nodes are. What is found is a way; what is not found may still exist.
     */
    search(source: number, avoided: number, limit: number, settles: number): void {
      const { firstOut, nextOut, head, cost } = graph;
      current++;
      heap.clear();
      let waiting = 0;
      for (let a = firstOut[avoided]!; a >= 0; a = nextOut[a]!) {
        wanted[head[a]!] = current;
        waiting++;
      }
      costs[source] = 0;
      round[source] = current;
      heap.push(source, 0);
      for (let left = settles; left > 0 && heap.size > 0; left--) {
        const node = heap.pop();
        if (wanted[node] === current && --waiting === 0) return;
        const here = costs[node]!;
        for (let a = firstOut[node]!; a >= 0; a = nextOut[a]!) {
          const next = head[a]!;
          const there = here + cost[a]!;
          if (next === avoided || there > limit) continue;
          if (round[next] === current && there >= costs[next]!) continue;
          round[next] = current;
          costs[next] = there;
          heap.push(next, there);
        }
      }
    },
    /** After a search: the cost of the way found to a node, Infinity where none was. */
    costTo: (node: number): number => (round[node] === current ? costs[node]! : Number.POSITIVE_INFINITY),
  };
}
