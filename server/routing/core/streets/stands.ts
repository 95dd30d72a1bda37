import { arcCost, partOfCost } from "./arc-cost.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { Stand } from "./nearest-edge.ts";
import type { Streets } from "./streets.ts";
import type { Seeds } from "./upward-search.ts";

/** Points on their streets: undefined where a point has none near; `before` is the cost of the edge up to the point. */
export type Stands = { at: (Stand | undefined)[]; before: Float64Array; whole: Float64Array };

/** Puts points on streets: maps their places there to what it costs to reach them along their edges. */
export function toStands(at: (Stand | undefined)[], streets: Streets): Stands {
  const whole = Float64Array.from(at, (stand) =>
    stand ? arcCost(streets.edgeLengthM[stand.edge]!, streets.edgeSpeedKmh[stand.edge]!) : 0,
  );
  return { at, whole, before: whole.map((cost, i) => partOfCost(cost, at[i]?.share ?? 0)) };
}

/**
 * Where the ways from the points begin, or, with `isGoal`, where the ways to them end: the ends of their edges that
 * traffic on it leads to or comes from. A point that lies at an end counts as that end, one-way or not.
 */
export function seedsOf(stands: Stands, streets: Streets, { ranks }: Hierarchy, isGoal: boolean): Seeds {
  const count = stands.at.length;
  const seeds = { ranks: new Int32Array(2 * count).fill(-1), costs: new Float64Array(2 * count) };
  for (let i = 0; i < count; i++) {
    const stand = stands.at[i];
    if (!stand) continue;
    const before = stands.before[i]!;
    const after = stands.whole[i]! - before;
    const isTwoWay = streets.edgeIsOneWay[stand.edge] === 0;
    if (isTwoWay || before === 0 || isGoal) {
      seeds.ranks[2 * i] = ranks[streets.edgeFrom[stand.edge]!]!;
      seeds.costs[2 * i] = before;
    }
    if (isTwoWay || after === 0 || !isGoal) {
      seeds.ranks[2 * i + 1] = ranks[streets.edgeTo[stand.edge]!]!;
      seeds.costs[2 * i + 1] = after;
    }
  }
  return seeds;
}

/** The cost of staying on one edge from point `i` to point `j`; Infinity where they are on two, or traffic runs against it. */
export function costAlongEdge(from: Stands, i: number, to: Stands, j: number, streets: Streets): number {
  const a = from.at[i];
  const b = to.at[j];
  if (!a || !b || a.edge !== b.edge) return Number.POSITIVE_INFINITY;
  const cost = to.before[j]! - from.before[i]!;
  if (cost >= 0) return cost;
  return streets.edgeIsOneWay[a.edge] === 0 ? -cost : Number.POSITIVE_INFINITY;
}
