import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crowTravel, days, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { closureOf, travelUnder, UNREACHED_M, UNREACHED_S } from "./closure.ts";
import { keyOf, placesOf, problemOf } from "./day-problem.ts";
import { ordersOf, planDayOf } from "./plan-day.ts";
import { solve } from "./solve.ts";

const HOUR = 3_600;
const at = (hour: number): string => `2026-11-25T${String(hour).padStart(2, "0")}:00:00Z`;

describe("a closure", () => {
  const day = { midnightMs: Date.parse("2026-11-25T00:00:00Z"), now: 11 * HOUR };
  const closedStreets = ["Main Street"];

  it.each([
    [{ closedStreets: [] }, null],
    [{ closedStreets }, { from: 0, until: Number.POSITIVE_INFINITY }],
    [
      { closedStreets, closedFrom: at(10), closedUntil: at(14) },
      { from: 10 * HOUR, until: 14 * HOUR },
    ],
    [
      { closedStreets, closedUntil: at(14) },
      { from: 0, until: 14 * HOUR },
    ],
    [
      { closedStreets, closedFrom: at(12) },
      { from: 12 * HOUR, until: Number.POSITIVE_INFINITY },
    ],
    // It runs past midnight.
    [
      { closedStreets, closedFrom: at(22), closedUntil: "2026-11-26T02:00:00Z" },
      { from: 22 * HOUR, until: 26 * HOUR },
    ],
    // It ended before the day's now, or begins on another day.
    [{ closedStreets, closedFrom: at(8), closedUntil: at(11) }, null],
    [{ closedStreets, closedFrom: "2026-11-26T10:00:00Z" }, null],
  ])("of %j holds %j", (whatIf, expected) => {
    expect(closureOf(whatIf, day)).toEqual(expected && { streets: closedStreets, ...expected });
  });

  it("of a coming day holds as long as it touches that day", () => {
    const coming = { ...day, now: null };
    expect(closureOf({ closedStreets, closedUntil: at(1) }, coming)?.until).toBe(HOUR);
    expect(closureOf({ closedStreets, closedUntil: "2026-11-24T14:00:00Z" }, coming)).toBeNull();
  });
});

/** Travel in which some places cannot be come to, and all other ways are a third longer. */
const without = (places: readonly { lng: number; lat: number }[], lost: ReadonlySet<number>) => {
  const travel = crowTravel(places);
  if (travel.kind !== "table") throw new Error("expected a table");
  const cut = (values: ArrayLike<number>, most: number) =>
    Float64Array.from(values, (value, i) => {
      const [from, to] = [Math.floor(i / places.length), i % places.length];
      return from !== to && (lost.has(from) || lost.has(to)) ? most : value * 1.3;
    });
  return {
    places,
    travel: {
      ...travel,
      distance: cut(travel.distance, UNREACHED_M),
      seconds: cut(travel.seconds, UNREACHED_S),
    },
  };
};

describe("travel while a street is closed", () => {
  const picture = pictureOf([
    stopOf(1, { street: "Mill Lane" }),
    stopOf(2, { street: "MAIN STREET" }),
    stopOf(3, { street: null }),
    stopOf(4),
  ]);
  const places = placesOf(picture);
  const placeOf = (id: number) =>
    places.findIndex((place) => keyOf(place) === keyOf(picture.stops[id - 1] as (typeof places)[number]));

  it("goes around it, but to and from places on it, and those cut off by it, as over open streets", () => {
    const open = { places, travel: crowTravel(places) };
    // The closure cuts stop 3 off; the tables hold their places in another order.
    const turned = places.toReversed();
    const lost = new Set([turned.findIndex((place) => keyOf(place) === keyOf(places[placeOf(3)] as never))]);
    const closed = without(turned, lost);
    const { travel, shut, places: own } = travelUnder(picture, { streets: ["Main Street"] }, open, closed);
    expect(own).toEqual(places);
    const isShut = places.map((place) => shut.has(keyOf(place)));
    expect(isShut.flatMap((each, i) => (each ? [i] : []))).toEqual([placeOf(2), placeOf(3)].sort());
    if (travel.kind !== "table" || open.travel.kind !== "table") throw new Error("expected tables");
    // Threads are given them as they are, not a copy each.
    for (const table of [travel.distance, travel.seconds])
      expect(table.buffer).toBeInstanceOf(SharedArrayBuffer);
    for (let from = 0; from < places.length; from++)
      for (let to = 0; to < places.length; to++) {
        const free = open.travel.seconds[from * places.length + to] ?? 0;
        expect(travel.seconds[from * places.length + to]).toBeCloseTo(
          isShut[from] || isShut[to] ? free : free * 1.3,
          6,
        );
      }
  });
});

describe("stops on a street that is closed for a while", () => {
  const shut = (from: number, until: number, ...stops: { lng: number; lat: number }[]) => ({
    ...{ withoutVehicleIds: [], facilityIds: null },
    shut: { from: from * HOUR, until: until * HOUR, places: new Set(stops.map(keyOf)) },
  });
  const given = (stop: Parameters<typeof stopOf>[1], now: number | null, from = 10, until = 14) => {
    const own = stopOf(1, stop);
    const picture = pictureOf([own], 1, now);
    const places = placesOf(picture);
    return problemOf(picture, places, crowTravel(places), shut(from, until, own)).problem.stops[0];
  };

  it("keep their window where half an hour of it is open, and are done before the street is closed", () => {
    expect(given({ early: 8 * HOUR, late: 12 * HOUR, service: 600 }, null)).toMatchObject({
      ...{ early: 8 * HOUR, late: 12 * HOUR },
      shut: { from: 10 * HOUR - 600, until: 14 * HOUR },
    });
    expect(given({ early: 11 * HOUR, late: 15 * HOUR }, 9 * HOUR)).toMatchObject({ late: 15 * HOUR });
  });

  it.each([
    ["that lies in the closure", { early: 11 * HOUR, late: 13 * HOUR }, null],
    ["whose open part has passed", { early: 8 * HOUR, late: 12 * HOUR }, 9.75 * HOUR],
    ["whose open part is minutes", { early: 12 * HOUR, late: 14.25 * HOUR }, null],
  ])("are done when they can be, with a window %s", (_, stop, now) => {
    expect(given(stop, now)).toMatchObject({ early: stop.early, late: 24 * HOUR });
  });

  it("are begun outside the closure in every plan, and so is a tip behind it", () => {
    let visited = 0;
    fc.assert(
      fc.property(
        days(10),
        fc.integer({ min: 6, max: 13 }),
        fc.integer({ min: 1, max: 5 }),
        (picture, from, hours) => {
          const isOn = (id: number): boolean => id % 2 === 0;
          const tip = picture.facilities[0] as (typeof picture.facilities)[number];
          const suppose = shut(from, from + hours, tip, ...picture.stops.filter(({ id }) => isOn(id)));
          const places = placesOf(picture);
          const found = problemOf(picture, places, crowTravel(places), suppose);
          const { plan } = solve(found.problem, { seed: 3, iterations: 40, now: () => 0 });
          const day = planDayOf(found, ordersOf(found, plan), () => "left");
          for (const { kind, stopId, facilityId, startAt, endAt, lng, lat } of day.routes.flatMap(
            ({ visits }) => visits,
          )) {
            const isShut =
              kind === "tip"
                ? facilityId === tip.id
                : suppose.shut.places.has(keyOf({ lng: lng ?? 0, lat: lat ?? 0 }));
            if (kind === "break" || !isShut) continue;
            visited++;
            const [begun, done] = [startAt, endAt].map(
              (instant) => (Date.parse(instant) - picture.midnightMs) / 1000,
            );
            expect({
              stopId,
              isOutside: (done ?? 0) <= from * HOUR + 1 || (begun ?? 0) >= (from + hours) * HOUR - 1,
            }).toEqual({ stopId, isOutside: true });
          }
        },
      ),
      { numRuns: 60, seed: 11 },
    );
    expect(visited).toBeGreaterThan(100);
  });
});
