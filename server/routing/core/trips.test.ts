import fc from "fast-check";
import { expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { withTips } from "../fixtures/replay.ts";
import { tinyDay, tinyVehicle } from "../fixtures/tiny-day.ts";
import { layOut } from "./day.ts";
import type { Facility } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";
import { Trips } from "./trips.ts";

const LONG = 1_000;
const FEES = [0, 0.3, 0.3, 1.5];

it("tips where it costs least, ways, time and fees together, by trying every tip behind every stop", () => {
  let withFees = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 1, max: 2 }),
      (seed, count, kept, dimensions) => {
        const random = seeded(seed);
        const facility = (place: number): Facility => ({
          place,
          opens: 0,
          closes: LONG,
          unload: random.int(3),
          costPerLoad: random.pick(FEES),
          takes: 3,
        });
        const facilities = [facility(0), facility(1), facility(2)];
        const problem = tinyDay(seed, count, {
          stop: ({ amounts }) => ({ late: LONG, amounts: dimensions === 1 ? amounts : [...amounts, 1] }),
          vehicles: [tinyVehicle({ shiftEnd: LONG, capacity: dimensions === 1 ? [7] : [7, 3] })],
          problem: { facilities, isEmptyAtEnd: random.chance(0.8) },
        });
        const order = [...problem.stops.keys()];
        const fixed = order.slice(0, kept);
        // What is kept is not placed anew, so it must fit as it is.
        fc.pre(fixed.reduce((sum, stop) => sum + problem.stops[stop]!.amounts[0]!, 0) <= 7);
        const day = layOut(problem);
        const clock = new RouteClock(day);
        const costOf = (visits: readonly number[]): number =>
          clock.run(0, Int32Array.from(visits), visits.length) ? clock.cost : Number.POSITIVE_INFINITY;
        const tips = withTips(order, facilities.length).filter(
          (visits) =>
            fixed.every((stop, i) => visits[i] === stop) && (problem.isEmptyAtEnd || visits.at(-1)! >= 0),
        );
        const costs = tips.map(costOf);
        const trips = new Trips(day);
        const isPlaced = trips.place(0, Int32Array.from(order), count, Math.min(kept, count));
        expect(isPlaced).toBe(Math.min(...costs) < Number.POSITIVE_INFINITY);
        if (!isPlaced) return;
        const visits = Array.from(trips.out.subarray(0, trips.length));
        expect(costOf(visits)).toBeCloseTo(Math.min(...costs), 3);
        if (new Set(visits.filter((visit) => visit < 0)).size > 1) withFees++;
      },
    ),
    { numRuns: 400 },
  );
  expect(withFees).toBeGreaterThan(20);
});
