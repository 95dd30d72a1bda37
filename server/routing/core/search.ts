import type { Plan } from "./problem.ts";

/** A search for a plan that can be run in pieces: a driver gives it steps and the share of the budget that is gone. */
export type Search = {
  run(steps: number, share: number): void;
  readonly iterations: number;
  /** What the search compares: the cost of the best plan, with what is left out. */
  bestCost(): number;
  plan(): Plan;
  /** Goes on from another plan where it is better than its own best. */
  adopt(plan: Plan): void;
};
