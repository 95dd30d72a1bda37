import { type Placing, placingsOf } from "./insert.ts";
import type { Plan, Problem } from "./problem.ts";

/** Why a stop is where it is: its place, and the cheapest other ones with what they would cost more. */
export type Explanation = {
  present: Placing | null;
  alternatives: (Placing & { moreThanPresent: number })[];
};

/** Explains a stop of a plan by the `most` cheapest routes that could serve it instead. */
export const explain = (problem: Problem, plan: Plan, stop: number, most: number): Explanation => {
  const route = plan.routes.findIndex(({ visits }) => visits.includes(stop));
  const placings = placingsOf(problem, plan, stop);
  const present = placings.find((placing) => placing.route === route) ?? null;
  const base = present?.extraCost ?? 0;
  return {
    present,
    alternatives: placings
      .filter((placing) => placing !== present)
      .slice(0, most)
      .map((placing) => ({ ...placing, moreThanPresent: placing.extraCost - base })),
  };
};
