import type { RemainingGraph } from "./remaining-graph.ts";

/** Arcs between a node and nodes of higher rank, in compressed rows by rank: those of `r` are `offsets[r]` to `offsets[r + 1]`. */
export type RankedArcs = {
  offsets: Uint32Array;
  /** Rank of the higher end. */
  ends: Uint32Array;
  costs: Float64Array;
  /** Number of the arc in `first` and `second` of its hierarchy. */
  arcs: Uint32Array;
};

/** A contraction hierarchy: every fastest way goes up along `up` and then down along `down`. Nodes are known by rank. */
export type Hierarchy = {
  /** The node of each rank, and the rank of each node. */
  order: Uint32Array;
  ranks: Uint32Array;
  /** Arcs from a node to higher ones, and arcs from higher ones to it. */
  up: RankedArcs;
  down: RankedArcs;
  /** The two arcs a shortcut stands for; for a street `first` is its number and `second` -1. */
  first: Int32Array;
  second: Int32Array;
};

function rankedArcs(
  { order, ranks, cost }: { order: Uint32Array; ranks: Uint32Array; cost: Float64Array },
  firsts: Int32Array,
  nexts: Int32Array,
  farEnd: Int32Array,
): RankedArcs {
  const offsets = new Uint32Array(order.length + 1);
  order.forEach((node, rank) => {
    let count = 0;
    for (let a = firsts[node]!; a >= 0; a = nexts[a]!) count++;
    offsets[rank + 1] = offsets[rank]! + count;
  });
  const arcs = new Uint32Array(offsets[order.length]!);
  order.forEach((node, rank) => {
    let at = offsets[rank]!;
    for (let a = firsts[node]!; a >= 0; a = nexts[a]!) arcs[at++] = a;
  });
  return {
    offsets,
    ends: arcs.map((a) => ranks[farEnd[a]!]!),
    costs: Float64Array.from(arcs, (a) => cost[a]!),
    arcs,
  };
}

/** Packs a graph of which every node was contracted, in the given order, into rows by rank. */
export function toHierarchy(graph: RemainingGraph, order: Uint32Array): Hierarchy {
  const ranks = new Uint32Array(order.length);
  order.forEach((node, rank) => {
    ranks[node] = rank;
  });
  const by = { order, ranks, cost: graph.cost };
  return {
    order,
    ranks,
    up: rankedArcs(by, graph.firstOut, graph.nextOut, graph.head),
    down: rankedArcs(by, graph.firstIn, graph.nextIn, graph.tail),
    first: graph.first.slice(0, graph.size),
    second: graph.second.slice(0, graph.size),
  };
}

/** Writes the streets that an arc stands for, in driving order, onto the end of a list. */
export function unpackInto(out: number[], { first, second }: Hierarchy, arc: number): void {
  const stack = [arc];
  for (let a = stack.pop(); a !== undefined; a = stack.pop())
    if (second[a]! < 0) out.push(first[a]!);
    else stack.push(second[a]!, first[a]!);
}
