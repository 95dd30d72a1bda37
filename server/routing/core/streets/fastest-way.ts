import { type Hierarchy, unpackInto } from "./hierarchy.ts";
import { createUpwardSearch, type Seeds } from "./upward-search.ts";

/** A way over nodes: its cost, and the streets driven whole, each numbered twice its edge plus one against its drawing. */
export type WholeWay = { cost: number; firstNode: number; lastNode: number; streets: number[] };

/** Finds single ways over a hierarchy, from points given by their seeds; one search at a time. */
export function createFastestWay(hierarchy: Hierarchy) {
  const { up, down, order } = hierarchy;
  const forwards = createUpwardSearch(up, down);
  const backwards = createUpwardSearch(down, up);
  const meets = new Uint32Array(order.length);
  let round = 0;
  return {
    /** The fastest way from start `i` to goal `j`; undefined where no way leads there. */
    between(starts: Seeds, i: number, goals: Seeds, j: number): WholeWay | undefined {
      round++;
      const countUp = forwards.run(starts, i);
      for (let k = 0; k < countUp; k++) meets[forwards.reached[k]!] = round;
      const countDown = backwards.run(goals, j);
      let cost = Number.POSITIVE_INFINITY;
      let top = -1;
      for (let k = 0; k < countDown; k++) {
        const rank = backwards.reached[k]!;
        if (meets[rank] !== round) continue;
        const sum = forwards.costs[rank]! + backwards.costs[rank]!;
        if (sum >= cost) continue;
        cost = sum;
        top = rank;
      }
      if (top < 0) return undefined;
      const climbed: number[] = [];
      let first = top;
      for (; forwards.reachedBy[first]! >= 0; first = forwards.reachedFrom[first]!)
        climbed.push(up.arcs[forwards.reachedBy[first]!]!);
      const streets: number[] = [];
      for (const arc of climbed.reverse()) unpackInto(streets, hierarchy, arc);
      let last = top;
      for (; backwards.reachedBy[last]! >= 0; last = backwards.reachedFrom[last]!)
        unpackInto(streets, hierarchy, down.arcs[backwards.reachedBy[last]!]!);
      return { cost, firstNode: order[first]!, lastNode: order[last]!, streets };
    },
  };
}
/** What {@link createFastestWay} makes. */
export type FastestWay = ReturnType<typeof createFastestWay>;
