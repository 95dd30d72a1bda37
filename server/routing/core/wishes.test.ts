import fc from "fast-check";
import { expect, it } from "vitest";
import { days, givenOf } from "#server/routing/fixtures/day.ts";
import type { PlanWishes } from "../schema.ts";
import { componentsOf, joinPlans } from "./components.ts";
import { ordersOf, planDayOf } from "./plan-day.ts";
import { solve } from "./solve.ts";
import { createWishCost, withWishes } from "./wishes.ts";

const level = fc.constantFrom("off", "some", "strong") satisfies fc.Arbitrary<PlanWishes["evenWork"]>;
const wishes = fc.record({ evenWork: level, usualTerritory: level });
const middles = fc.array(
  fc.record({
    lng: fc.integer({ min: 0, max: 80 }).map((n) => n / 1000),
    lat: fc.integer({ min: 0, max: 80 }).map((n) => n / 1000),
  }),
  { minLength: 4, maxLength: 4 },
);

it("a plan's cost without what is wished is the money of its day, whatever is wished", () => {
  fc.assert(
    fc.property(days(12), wishes, middles, (picture, wished, places) => {
      const territories = new Map(places.map((place, i) => [i + 1, place]));
      const given = givenOf(withWishes(picture, wished, territories));
      const parts = componentsOf(given.problem).map((component) => ({
        component,
        plan: solve(component.problem, { seed: 1, now: () => 0, iterations: 20 }).plan,
      }));
      const plan = joinPlans(parts);
      // What cannot be served costs its absence, which is no money either.
      fc.pre(plan.unserved.length === 0);
      const { totals } = planDayOf(given, ordersOf(given, plan), () => "");
      expect(plan.cost - createWishCost(given.problem)(plan)).toBeCloseTo(totals.costCents, 4);
    }),
    { numRuns: 60 },
  );
});
