import { beforeAll, describe, expect, it } from "vitest";
import { type City, createCity } from "./city.ts";
import { type DayOutcome, makeDay } from "./day.ts";
import { dayOfIso, midnightOf } from "./days.ts";
import { runsOn } from "./rounds.ts";
import { CITY_SIZE } from "./sites.ts";

const anchor = dayOfIso("2026-11-23");
let city: City;
let now: number;
let live: DayOutcome;
beforeAll(() => {
  city = createCity({ seed: 3, anchor, junctions: 1_500 });
  now = midnightOf(anchor, city.timeZone) + 10.5 * 3_600;
  live = makeDay(city, anchor, { now, isLive: true, isTraced: true });
});

describe("the city", () => {
  it("has its promised number of customers, sites and containers", () => {
    expect([city.customers.length, city.sites.length, city.containers.length]).toEqual([
      CITY_SIZE.customers,
      CITY_SIZE.sites,
      CITY_SIZE.containers,
    ]);
    expect(new Set(city.customers.map((each) => each.account)).size).toBe(CITY_SIZE.customers);
    expect(city.customers.some((each) => each.account === 88_213)).toBe(true);
  });

  it.each([true, false])(
    "visits every service on exactly its weekdays, on one route (even week: %s)",
    (even) => {
      const visits = new Map<object, number[]>();
      for (let weekday = 1; weekday <= 7; weekday++)
        for (let route = 1; route <= 50; route++)
          for (const service of city.tour(route, weekday, even)?.services ?? []) {
            if (service.route !== route)
              throw new Error(`site ${service.site.id} is on R-${route}, expected R-${service.route}`);
            visits.set(service, [...(visits.get(service) ?? []), weekday]);
          }
      for (const service of city.services)
        expect(visits.get(service) ?? []).toEqual(
          service.weeks === (even ? "odd" : "even")
            ? []
            : service.weekdays.filter((day) => runsOn(service.route, day)),
        );
    },
  );

  it("takes the recycling of a zone's homes every other week, all of them in the same one", () => {
    const byZone = new Map<number, Set<string>>();
    for (const { site, stream, weeks } of city.services) {
      if (stream !== "recycling") expect(weeks).toBe("every");
      else if (weeks !== "every") byZone.set(site.zone, (byZone.get(site.zone) ?? new Set()).add(weeks));
    }
    expect(byZone.size).toBe(10);
    expect([...byZone.values()].every((weeks) => weeks.size === 1)).toBe(true);
    // What most of a zone's containers say is what its weeks are taken from.
    for (const zone of byZone.keys()) {
      const all = city.services.filter((each) => each.site.zone === zone && each.stream === "recycling");
      const alternating = all.filter((each) => each.weeks !== "every");
      expect(alternating.length).toBeGreaterThan(all.length / 2);
    }
  });

  it("keeps its recycling trucks as busy in even weeks as in odd ones", () => {
    const stopsIn = (even: boolean) => {
      let stops = 0;
      for (let weekday = 1; weekday <= 7; weekday++)
        for (let route = 1; route <= 50; route++) {
          const services = city.tour(route, weekday, even)?.services ?? [];
          if (services[0]?.stream === "recycling") stops += services.length;
        }
      return stops;
    };
    expect(stopsIn(true) / stopsIn(false)).toBeGreaterThan(0.9);
    expect(stopsIn(true) / stopsIn(false)).toBeLessThan(1.1);
  });
});

describe("a day", () => {
  it("is the same when it is made again, by another city of the same seed", () => {
    const again = createCity({ seed: 3, anchor, junctions: 1_500 });
    const facts = (day: DayOutcome) =>
      day.routes.map((route) => [
        route.tour.route,
        route.driver.name,
        route.endedAt,
        route.distanceM,
        ...route.stops.map((stop) => `${stop.status} ${stop.arrivedAt} ${stop.weightKg}`),
      ]);
    expect(facts(makeDay(again, anchor - 30, { now }))).toEqual(facts(makeDay(city, anchor - 30, { now })));
  });

  it("has each vehicle and each driver on one route at most", () => {
    for (const day of [anchor - 1, anchor - 2, anchor - 3, anchor]) {
      const { routes } = makeDay(city, day, { now });
      expect(new Set(routes.map((route) => route.driver.id)).size).toBe(routes.length);
      expect(new Set(routes.map((route) => route.vehicle.id)).size).toBe(routes.length);
    }
  });

  it("passes no more time than there was, and tips what was lifted", () => {
    for (const route of makeDay(city, anchor - 4, { now }).routes) {
      if (route.startedAt === null || route.endedAt === null)
        throw new Error(`R-${route.tour.route} of a past day is not done`);
      const spent = route.transitS + route.serviceS + route.disposalS + route.breakS + route.idleS;
      expect(spent).toBeLessThanOrEqual(route.endedAt - route.startedAt);
      const lifted = route.stops.reduce((sum, stop) => sum + stop.weightKg, 0);
      expect(route.tips.reduce((sum, tip) => sum + tip.netKg, 0)).toBe(lifted);
    }
  });

  it("on a bank holiday has no routes", () => {
    expect(makeDay(city, dayOfIso("2026-08-31"), { now }).routes).toEqual([]);
  });
});

describe("the live day", () => {
  it("holds nothing that comes after now", () => {
    for (const route of live.routes) {
      const times = [
        route.startedAt,
        route.endedAt,
        route.breakStartAt,
        route.breakEndAt,
        ...route.tips.map((tip) => tip.leftAt),
      ];
      for (const stop of route.stops)
        times.push(
          stop.arrivedAt,
          stop.doneAt,
          ...stop.incidents.flatMap((each) => [each.openedAt, each.takenAt, each.closedAt, each.calledAt]),
        );
      for (const time of times) if (time !== null) expect(time).toBeLessThanOrEqual(now);
    }
  });

  it("has R-9 about two hours late, truck 12 broken down at stop 14, and trucks that did not leave the yard", () => {
    const route = (number: number) => live.routes.find((each) => each.tour.route === number);
    expect(route(9)?.delayS).toBeGreaterThan(1.4 * 3_600);
    expect(route(9)?.delayS).toBeLessThan(2.8 * 3_600);
    expect(route(12)?.incidents.map((each) => each.kind)).toEqual(["vehicle-breakdown"]);
    expect(
      route(12)
        ?.stops.map((stop) => stop.status)
        .indexOf("pending"),
    ).toBe(13);
    expect(
      live.routes
        .filter((each) => each.clockedInAt !== null && each.startedAt === null)
        .map((each) => each.tour.route),
    ).toEqual([32, 50]);
    expect(live.unassigned.length).toBeGreaterThan(5);
  });

  it("traces each truck without gaps in time", () => {
    for (const { stretches } of live.routes)
      for (let i = 1; i < stretches.length; i++) {
        expect(stretches[i]?.from).toBe(stretches[i - 1]?.to);
        expect(stretches[i]?.a).toEqual(stretches[i - 1]?.b);
      }
  });
});
