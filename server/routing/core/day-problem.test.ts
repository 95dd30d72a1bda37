import { describe, expect, it } from "vitest";
import { crowTravel, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { ordersOfDay } from "./day-orders.ts";
import { placesOf, problemOf } from "./day-problem.ts";
import { planDayOf, presentOrders } from "./plan-day.ts";

describe("facilities that a plan is bound to", () => {
  const day = pictureOf(
    [stopOf(1, { stream: "refuse", vehicleId: 1 }), stopOf(2, { stream: "glass", vehicleId: 2 })],
    2,
  );
  const picture = {
    ...day,
    facilities: [1, 2].map((id) => ({
      ...(day.facilities[0] as (typeof day.facilities)[number]),
      id,
      streams: [],
    })),
  };
  const takenBy = (suppose: { facilityIds: number[] | null; facilityStreams?: string[] }) => {
    const places = placesOf(picture);
    const { problem, facilities } = problemOf(picture, places, crowTravel(places), {
      withoutVehicleIds: [],
      ...suppose,
    });
    return facilities.map(({ id }, i) => [
      id,
      problem.facilities[i]?.takes.toString(2).replaceAll("0", "").length,
    ]);
  };

  it("take every stream where none is bound", () => {
    expect(takenBy({ facilityIds: null })).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(takenBy({ facilityIds: [2] })).toEqual([[2, 2]]);
  });

  it("stay open to the other streams where only some are bound", () => {
    expect(takenBy({ facilityIds: [2], facilityStreams: ["glass"] })).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("stops of a truck that are to stay first", () => {
  const stops = [
    stopOf(1, { vehicleId: 1, status: "done", done: 25_000 }),
    ...[2, 3, 4, 5].map((id) => stopOf(id, { vehicleId: 1, sequence: 10 - id })),
    stopOf(6, { vehicleId: 2, stream: "glass" }),
  ];
  const picture = pictureOf(stops, 2, 26_000);
  const places = placesOf(picture);
  const keeping = (count: number) =>
    problemOf(picture, places, crowTravel(places), {
      ...{ withoutVehicleIds: [], facilityIds: null },
      keepFirst: [{ vehicleId: 1, count }],
    });
  const idsOf = (given: ReturnType<typeof keeping>, visits: readonly number[] = []) =>
    visits.flatMap((visit) => (visit < 0 ? [] : (given.stops[visit]?.id ?? [])));

  it("are pinned in their order, those done counted", () => {
    const given = keeping(3);
    expect(given.problem.vehicles.map(({ pinned }) => idsOf(given, pinned))).toEqual([[5, 4], []]);
    expect(keeping(1).problem.vehicles[0]?.pinned).toEqual([]);
  });

  it("stand once in the day's orders, also when a plan that was told is read back", () => {
    const given = keeping(3);
    const orders = presentOrders(given);
    expect(idsOf(given, orders.get(1))).toEqual([5, 4, 3, 2]);
    const told = planDayOf(given, orders, () => "left out");
    expect(idsOf(given, ordersOfDay(given, told).get(1))).toEqual([5, 4, 3, 2]);
  });
});

describe("a place that is to be done before a time", () => {
  const picture = pictureOf([
    stopOf(1, { name: "Mill Lane School" }),
    stopOf(2),
    stopOf(3, { early: 40_000 }),
  ]);
  const places = placesOf(picture);

  it("has its window end there, whatever leeway the day gives it, and the others keep theirs", () => {
    const { problem } = problemOf(picture, places, crowTravel(places), {
      ...{ withoutVehicleIds: [], facilityIds: null },
      before: [
        { name: "school", until: 32_400 },
        { name: "stop 3", until: 36_000 },
      ],
      leeway: { stops: new Map([[1, 60_000]]), vehicles: new Map(), facilities: new Map() },
    });
    expect(problem.stops.map(({ early, late }) => [early, late])).toEqual([
      [6 * 3_600, 32_400],
      [6 * 3_600, 16 * 3_600],
      [36_000, 36_000],
    ]);
  });
});

describe("a stop whose window has passed", () => {
  const HOUR_S = 3_600;
  const picture = pictureOf([stopOf(1, { late: 9 * HOUR_S }), stopOf(2)], 1, 10 * HOUR_S);
  const places = placesOf(picture);
  const lateOf = (leewayS: number, until: number | null = null) =>
    problemOf(picture, places, crowTravel(places), {
      ...{ withoutVehicleIds: [], facilityIds: null },
      ...(until === null ? {} : { before: [{ name: "stop 1", until }] }),
      leeway: { stops: new Map([[1, leewayS]]), vehicles: new Map(), facilities: new Map() },
    }).problem.stops[0]?.late;

  it("may be done until the end of the day, and as late past midnight as the day's own plan does it", () => {
    expect(lateOf(0)).toBe(24 * HOUR_S);
    expect(lateOf(20 * HOUR_S)).toBe(24 * HOUR_S);
    expect(lateOf(25 * HOUR_S)).toBe(25 * HOUR_S);
    expect(lateOf(25 * HOUR_S, 12 * HOUR_S)).toBe(12 * HOUR_S);
  });
});
