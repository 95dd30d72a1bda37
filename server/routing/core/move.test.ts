import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days, givenOf, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { moveStop, priceMove } from "./move.ts";
import { clockworkOf, planDayOf, presentOrders } from "./plan-day.ts";

const UNPLANNED = () => "in the tray";

describe("the price of a move", () => {
  it("is what the whole day costs more with the move made", () => {
    fc.assert(
      fc.property(
        days(20),
        fc.nat(),
        fc.nat({ max: 12 }),
        fc.nat({ max: 4 }),
        (picture, pick, position, truck) => {
          const given = givenOf(picture);
          const orders = presentOrders(given);
          const stop = picture.stops[pick % picture.stops.length]!;
          const to = truck === 0 ? null : { vehicleId: truck, position };
          const price = priceMove(given, clockworkOf(given), orders, stop.id, to);
          const before = planDayOf(given, orders, UNPLANNED).totals;
          const moved = moveStop(given, orders, stop.id, to);
          expect(moved.refusal).toBeNull();
          const after = planDayOf(given, new Map([...orders, ...moved.orders]), UNPLANNED).totals;
          expect(price.costCents).toBeCloseTo(after.costCents - before.costCents, 5);
          expect(price.distanceM).toBeCloseTo(after.distanceM - before.distanceM, 5);
          expect(price.durationS).toBeCloseTo(after.durationS - before.durationS, 5);
          expect(price.lateStops).toBe(after.lateStops - before.lateStops);
          expect(after.stops + after.unserved).toBe(picture.stops.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("says what the move breaks", () => {
    const given = givenOf(pictureOf([stopOf(1), stopOf(2, { vehicleId: 2, stream: "glass" })]));
    const price = priceMove(given, clockworkOf(given), presentOrders(given), 1, {
      vehicleId: 2,
      position: 0,
    });
    expect(price.violations).toEqual(["Truck 2: 1 stops that it may not serve, such as Stop 1"]);
  });

  it("does not go before what is done", () => {
    const done = stopOf(1, { vehicleId: 1, status: "done", arrived: 25_000, done: 25_300 });
    const given = givenOf(pictureOf([done, stopOf(2)], 3, 30_000));
    const price = priceMove(given, clockworkOf(given), presentOrders(given), 2, {
      vehicleId: 1,
      position: 0,
    });
    expect(price.violations).toEqual(["the first 1 stops of Truck 1 are done, expected a place behind them"]);
    expect(priceMove(given, clockworkOf(given), presentOrders(given), 1, null).violations).toEqual([
      "stop 1 is done, under way or not of this day",
    ]);
  });
});
