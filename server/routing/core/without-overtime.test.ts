import { describe, expect, it } from "vitest";
import { crowTravel, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import type { DayPicture } from "./day-picture.ts";
import { type DayProblem, placesOf, problemOf, type Suppose } from "./day-problem.ts";
import { ordersOf, planDayOf, presentOrders } from "./plan-day.ts";
import { solve } from "./solve.ts";
import { withoutOvertime } from "./without-overtime.ts";

const HOUR = 3_600;
/** Two trucks of refuse and one of glass at 14:00, an hour before their shifts end, with more work than that. */
const late = (carried: number): DayPicture => {
  const day = pictureOf(
    Array.from({ length: 12 }, (_, i) =>
      stopOf(i + 1, { vehicleId: i < 8 ? 1 : 3, service: 900, load: 100 }),
    ),
    3,
    14 * HOUR,
  );
  return {
    ...day,
    vehicles: day.vehicles.map((vehicle) => ({
      ...vehicle,
      pause: null,
      // The first truck carries its load at the far end of the city.
      underWay: vehicle.id === 1 && carried > 0 ? { lng: 0.4, lat: 0.4, load: carried } : null,
    })),
    stops: [...day.stops, stopOf(90, { lng: 0.4, lat: 0.4, vehicleId: 1, status: "done", done: 13 * HOUR })],
  };
};
const planned = (picture: DayPicture, more: Partial<Suppose> = {}) => {
  const places = placesOf(picture);
  const under = (suppose: Suppose): DayProblem => problemOf(picture, places, crowTravel(places), suppose);
  const suppose: Suppose = {
    ...{ withoutVehicleIds: [], facilityIds: null, ...more },
    // As late as the day runs.
    leeway: {
      stops: new Map(),
      vehicles: new Map([1, 2, 3].map((id) => [id, 20 * HOUR])),
      facilities: new Map(),
    },
  };
  const given = under(withoutOvertime(suppose, under));
  const { plan } = solve(given.problem, { seed: 1, iterations: 200, now: () => 0 });
  return { given, plan, day: planDayOf(given, ordersOf(given, plan), () => "left"), under, suppose };
};

describe("a plan without overtime", () => {
  it("has no truck past its shift, and leaves what does not fit, where the day would run late", () => {
    const { given, day, plan, under, suppose } = planned(late(0));
    expect(given.overdue.size).toBe(0);
    expect(day.totals.overtimeS).toBe(0);
    expect(day.totals.stops).toBeGreaterThan(0);
    expect(day.unserved.length).toBeGreaterThan(0);
    expect(plan.unserved.map(({ reason }) => reason)).toContain(
      "no vehicle that may serve it has room and time left",
    );
    // With leeway all of it is done.
    const free = under(suppose);
    expect(planDayOf(free, presentOrders(free), () => "left").totals.overtimeS).toBeGreaterThan(HOUR);
  });

  it("brings a truck home that is past its shift whatever is done, gives it nothing else, and says so", () => {
    const { given, day } = planned(late(1_000));
    expect([...given.overdue]).toEqual([1]);
    const [first, ...others] = day.routes.toSorted((a, b) => a.vehicleId - b.vehicleId);
    expect(first?.visits.filter(({ isPinned }) => !isPinned).map(({ kind }) => kind)).toEqual(["tip"]);
    expect(first?.violations).toEqual([
      expect.stringMatching(/^Truck 1: ends \d+ min after its shift, whatever it leaves out$/),
    ]);
    expect(others.map(({ overtimeS }) => overtimeS)).toEqual(others.map(() => 0));
  });

  it("keeps the first stops of a truck although they end past its shift", () => {
    const { day, given } = planned(late(0), { keepFirst: [{ vehicleId: 1, count: 8 }] });
    expect([...given.overdue]).toEqual([1]);
    const kept = day.routes
      .find(({ vehicleId }) => vehicleId === 1)
      ?.visits.flatMap(({ stopId, isPinned }) => (isPinned ? [] : (stopId ?? [])));
    expect(kept).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
