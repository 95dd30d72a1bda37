import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crowTravel, days, givenOf, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { keyOf, placesOf, problemOf } from "./day-problem.ts";
import { clockworkOf, presentOrders, runOrder } from "./plan-day.ts";
import { RouteClock } from "./route-clock.ts";

describe("a truck's day by the clock", () => {
  it("costs what the solver's clock says where no rule is broken, and says a fault where one is", () => {
    let [kept, broken] = [0, 0];
    fc.assert(
      fc.property(days(24), fc.integer({ min: 0, max: 24 }), (picture, until) => {
        const places = placesOf(picture);
        // Every other stop lies on a street that is closed from nine on, in some days until they are over.
        const shut = {
          ...{ from: 9 * 3_600, until: until > 18 ? Number.POSITIVE_INFINITY : until * 3_600 },
          places: new Set(picture.stops.flatMap((stop) => (stop.id % 2 === 0 ? [keyOf(stop)] : []))),
        };
        const given = problemOf(picture, places, crowTravel(places), {
          ...{ withoutVehicleIds: [], facilityIds: null },
          shut: until < 10 ? undefined : shut,
        });
        const clockwork = clockworkOf(given);
        const clock = new RouteClock(clockwork.day);
        for (const [id, order] of presentOrders(given)) {
          if (order.length === 0) continue;
          const told = runOrder(clockwork, id, order);
          const visits = told.moments.flatMap(({ visit }) => visit ?? []);
          const isKept = clock.run(clockwork.seatOf(id) ?? -1, Int32Array.from(visits), visits.length);
          const faults =
            told.moments.filter(({ late }) => late > 0).length +
            told.misfits.length +
            (told.overtime > 0 ? 1 : 0) +
            (told.overload > 0 ? 1 : 0) +
            (told.isBreakMissed ? 1 : 0);
          expect(faults === 0).toBe(isKept);
          if (!isKept) {
            broken++;
            continue;
          }
          kept++;
          expect(told.distance).toBeCloseTo(clock.distance, 6);
          expect(told.duration).toBeCloseTo(clock.duration, 6);
          expect(told.cost).toBeCloseTo(clock.cost, 6);
          expect(told.end - told.start).toBeCloseTo(told.duration, 6);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(kept).toBeGreaterThan(50);
    expect(broken).toBeGreaterThan(20);
  });

  it("tips only where the load is taken", () => {
    const given = givenOf(pictureOf([stopOf(1, { vehicleId: 2, stream: "glass", lng: 0.05, lat: 0 })]));
    const told = runOrder(clockworkOf(given), 2, presentOrders(given).get(2) ?? []);
    expect(told.moments.map(({ visit }) => visit)).toContain(-2);
    expect(told.moments.map(({ visit }) => visit)).not.toContain(-1);
  });

  it("pays at a tip for what it carries, as far as that is weighed", () => {
    const picture = pictureOf([1, 2].map((id) => stopOf(id, { vehicleId: 1, sequence: id, load: 700 * id })));
    const costAt = (loadUnit: "kg" | "l", feeCentsPerTonne: number): number => {
      const facilities = picture.facilities.map((each) => ({ ...each, feeCentsPerTonne }));
      const given = givenOf({ ...picture, loadUnit, facilities });
      return runOrder(clockworkOf(given), 1, presentOrders(given).get(1) ?? []).cost;
    };
    expect(costAt("kg", 5_000) - costAt("kg", 0)).toBeCloseTo(2.1 * 5_000, 6);
    expect(costAt("l", 5_000)).toBe(costAt("kg", 0));
  });

  it("goes on after a broken rule and says by how much", () => {
    const late = stopOf(1, { vehicleId: 1, early: 6 * 3600, late: 6 * 3600 + 60, lng: 0.08, lat: 0.08 });
    const given = givenOf(pictureOf([late, stopOf(2, { vehicleId: 1, load: 3_900 })]));
    const told = runOrder(clockworkOf(given), 1, presentOrders(given).get(1) ?? []);
    expect(told.moments.filter(({ visit }) => visit !== null && visit >= 0)).toHaveLength(2);
    expect(told.moments[0]?.late).toBeGreaterThan(600);
    expect(told.overload).toBeCloseTo(300, 6);
  });
});
