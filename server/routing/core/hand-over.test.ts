import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days, givenOf, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import type { DayPicture } from "./day-picture.ts";
import { carryOver, handOver } from "./hand-over.ts";
import { clockworkOf, planDayOf, presentOrders } from "./plan-day.ts";

const HOUR = 3_600;
const dayOf = (picture: DayPicture) => {
  const given = givenOf(picture);
  return { given, clockwork: clockworkOf(given), orders: presentOrders(given) };
};
const idsOf = (picture: DayPicture, vehicleId: number) =>
  picture.stops.filter((stop) => stop.vehicleId === vehicleId).map(({ id }) => id);

describe("stops that are handed over", () => {
  it("go where no rule is broken by them, for what the day then costs more, and are written as they are shown", () => {
    let moved = 0;
    fc.assert(
      fc.property(days(16), fc.constantFrom(null, 3), (picture, only) => {
        const { given, clockwork, orders } = dayOf(picture);
        const ids = idsOf(picture, 1);
        const { moves, left, costCents } = handOver(given, clockwork, orders, ids, only);
        expect([...moves, ...left].map(({ stopId }) => stopId).sort()).toEqual(ids.toSorted());
        const written = carryOver(given, clockwork, orders, moves);
        expect(written.refusal).toBeNull();
        const told = (each: typeof orders) => planDayOf(given, each, () => "left");
        const [before, after] = [told(orders), told(written.orders)];
        expect(after.totals.costCents - before.totals.costCents).toBeCloseTo(costCents, 3);
        for (const { vehicleId, stopId, fromVehicleId } of moves) {
          moved++;
          expect(fromVehicleId).toBe(1);
          expect(vehicleId).toBe(only ?? vehicleId);
          expect(vehicleId).not.toBe(1);
          const route = after.routes.find((each) => each.vehicleId === vehicleId);
          expect(route?.visits.some((visit) => visit.stopId === stopId)).toBe(true);
          expect(route?.violations).toEqual([]);
        }
      }),
      { numRuns: 120, seed: 5 },
    );
    expect(moved).toBeGreaterThan(60);
  });

  it("are priced one after the other: the second costs little where the first is next door", () => {
    const far = { lng: 0.2, lat: 0.2, vehicleId: 1 };
    const { given, clockwork, orders } = dayOf(pictureOf([stopOf(1, far), stopOf(2, far)]));
    const { moves } = handOver(given, clockwork, orders, [1, 2], 3);
    const [first, second] = moves.map(({ extraCostCents }) => extraCostCents);
    expect(second).toBeLessThan((first ?? 0) / 5);
  });

  const refused = (
    stop: Parameters<typeof stopOf>[1],
    only: number,
    more: Partial<DayPicture["vehicles"][number]> = {},
  ) => {
    const day = pictureOf([
      stopOf(1, { vehicleId: 1, ...stop }),
      ...[2, 3, 4].map((id) => stopOf(id, { vehicleId: 3, service: HOUR, load: 1_000 })),
    ]);
    const vehicles = day.vehicles.map((each) => (each.id === only ? { ...each, ...more } : each));
    const { given, clockwork, orders } = dayOf({ ...day, vehicles });
    return handOver(given, clockwork, orders, [1], only).left[0]?.reason;
  };

  it.each([
    [{}, 2, {}, "Truck 2 does not collect its stream"],
    [{}, 1, {}, "Truck 1 has it already"],
    [{}, 9, {}, "vehicle 9 takes no work on this day"],
    [{}, 3, { isUsable: false }, "Truck 3 takes no work on this day"],
    [{ service: 6 * HOUR }, 3, {}, "Truck 3 would end after its shift"],
    [{}, 3, { shiftEnd: 8 * HOUR }, "the day of Truck 3 breaks a rule as it stands"],
    [
      { load: 3_700 },
      3,
      {},
      /^Truck 3 does not reach it in time: it is more than a vehicle that may serve it holds$/,
    ],
    [{ early: 6 * HOUR, late: 6 * HOUR + 1, lng: 0.3 }, 3, {}, /^Truck 3 does not reach it in time/],
  ] as const)("stay where they are, with why: %j to truck %d", (stop, only, more, reason) => {
    expect(refused(stop, only, more)).toMatch(reason);
  });

  it("are not given to a truck whose day breaks a rule already, however cheap it looks", () => {
    const day = pictureOf([stopOf(1, { vehicleId: 1 }), stopOf(2, { vehicleId: 3, service: 10 * HOUR })]);
    const { given, clockwork, orders } = dayOf(day);
    expect(handOver(given, clockwork, orders, [1], null)).toMatchObject({
      moves: [],
      left: [{ stopId: 1, reason: "no truck has room and time for it" }],
    });
  });

  it("are refused whole where the day no longer allows one of them", () => {
    const day = pictureOf([1, 2, 3].map((id) => stopOf(id, { vehicleId: id === 3 ? 3 : 1 })));
    const { given, clockwork, orders } = dayOf(day);
    const { moves } = handOver(given, clockwork, orders, [2, 1], 3);
    expect(moves).toHaveLength(2);
    const refusalOf = (
      change: Partial<DayPicture["stops"][number]>,
      vehicle: Partial<DayPicture["vehicles"][number]> = {},
    ) => {
      const stops = day.stops.map((stop) => (stop.id === 1 ? { ...stop, ...change } : stop));
      const vehicles = day.vehicles.map((each) => (each.id === 3 ? { ...each, ...vehicle } : each));
      const later = dayOf({ ...day, stops, vehicles });
      const { refusal, orders: written } = carryOver(later.given, later.clockwork, later.orders, moves);
      expect(written).toEqual(new Map(later.orders));
      return refusal;
    };
    expect(refusalOf({ status: "done", done: 25_000 })).toBe("stop 1 is done, under way or not of this day");
    expect(refusalOf({ vehicleId: 3 })).toBe(
      "Stop 1 was given to another truck since, expected it where it was",
    );
    expect(refusalOf({}, { shiftEnd: 6.2 * HOUR })).toBe(
      "Truck 3 has no longer room and time for what it was to take",
    );
    expect(refusalOf({}, { isUsable: false })).toBe("vehicle 3 takes no work on this day");
  });
});
