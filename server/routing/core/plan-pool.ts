import type { Draw } from "./draw.ts";
import type { Neighbours } from "./neighbours.ts";
import { differing, mixed, type Order } from "./tour-mix.ts";

/** Tours with what they cost. */
export type Tours = Order & { cost: number };

/** Tours to anneal, and the stops about which. */
type Child = { order: Order; open: number[] };

// Pairs tried for a child that is not its first parent again.
const PAIRS = 20;

/** A few plans of a search, two of which at a time are mixed; a better child takes the place of its first parent. */
export class PlanPool {
  readonly plans: Tours[] = [];
  private readonly stops: number;
  private readonly draw: Draw;
  private parent = 0;

  constructor(stops: number, draw: Draw) {
    this.stops = stops;
    this.draw = draw;
  }

  get size(): number {
    return this.plans.length;
  }

  add(plan: Tours): void {
    this.plans.push(plan);
  }

  /** Puts a plan in the place of the dearest. */
  renew(plan: Tours): void {
    const { plans } = this;
    let dearest = 0;
    for (let i = 1; i < plans.length; i++) if (plans[i]!.cost > plans[dearest]!.cost) dearest = i;
    plans[dearest] = plan;
  }

  /** Two plans mixed, with the stops that lie otherwise than in the first; null where all are alike. */
  child(): Child | null {
    const { plans, draw, stops: n } = this;
    for (let pair = 0; pair < PAIRS; pair++) {
      this.parent = draw.int(plans.length);
      const a = plans[this.parent]!;
      const b = plans[(this.parent + 1 + draw.int(plans.length - 1)) % plans.length]!;
      const order = mixed(a, b, n, draw);
      const open = differing(order, a, n);
      if (open.length > 0) return { order, open };
    }
    return null;
  }

  /** A plan as it is, with a stop of it and those nearest to this one, so many together. */
  part({ width, list }: Neighbours, most: number): Child {
    const { plans, draw, stops } = this;
    this.parent = draw.int(plans.length);
    const centre = draw.int(stops);
    const row = centre * width;
    return {
      order: plans[this.parent]!,
      open: [centre, ...list.subarray(row, row + Math.min(width, most - 1))],
    };
  }

  /** Keeps the last child, improved, where it is new and no dearer than its first parent; says whether it did. */
  settle(child: Tours): boolean {
    const { plans, parent } = this;
    if (child.cost > plans[parent]!.cost || plans.some(({ cost }) => cost === child.cost)) return false;
    plans[parent] = child;
    return true;
  }
}
