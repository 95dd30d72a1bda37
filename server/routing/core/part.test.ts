import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days, givenOf } from "#server/routing/fixtures/day.ts";
import { partOf } from "./part.ts";
import { clockworkOf, ordersOf, planDayOf, presentOrders } from "./plan-day.ts";
import { solve } from "./solve.ts";

describe("a part of a proposal", () => {
  it("gives the chosen trucks what was proposed, no stop twice, and the others no new breach", () => {
    fc.assert(
      fc.property(days(18), fc.subarray([1, 2, 3, 4]), (picture, ids) => {
        const given = givenOf(picture);
        const present = presentOrders(given);
        const { plan } = solve(given.problem, { seed: 1, now: () => 0, iterations: 40 });
        const proposed = ordersOf(given, plan);
        const chosen = new Set(ids);
        const orders = partOf(given, clockworkOf(given), present, proposed, chosen);
        const served = [...orders.values()].flat();
        expect(new Set(served).size).toBe(served.length);
        for (const id of chosen)
          expect(orders.get(id)).toEqual((proposed.get(id) ?? []).filter((visit) => visit >= 0));
        const told = planDayOf(given, orders, () => "left out");
        const was = planDayOf(given, present, () => "left out");
        for (const route of told.routes) {
          if (chosen.has(route.vehicleId)) continue;
          const before = was.routes.find(({ vehicleId }) => vehicleId === route.vehicleId);
          expect(route.lateStops).toBeLessThanOrEqual(before?.lateStops ?? 0);
        }
        // Nobody's stop is dropped but what a chosen truck had and gave up.
        const given_ = new Set([...chosen].flatMap((id) => present.get(id) ?? []));
        for (const [, order] of present)
          for (const visit of order) if (!served.includes(visit)) expect(given_.has(visit)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
