import { type Random, seeded } from "#server/lib/random.ts";
import { pointHex } from "#server/platform/copy.ts";
import type { DayOutcome } from "./day.ts";
import type { Owner } from "./day-rows.ts";
import { DAY_S, isoOfDay, midnightOf, stamp } from "./days.ts";
import type { Sink } from "./sink.ts";
import { ACTIVE_FAULTS, FAULTS, REPAIRS, RETURNING } from "./texts/faults.ts";
import type { RouteOutcome } from "./walk.ts";
import { putWear, wearOn } from "./wear.ts";

/** Harsh events are kept this long, days. */
const HARSH_DAYS = 120;
const HARSH_PER_100KM = { braking: 1.1, acceleration: 0.45, cornering: 0.5, speeding: 0.3 } as const;
/** Trucks whose batteries are going: volts lost per day over the last 40 days. */
const FADING: Readonly<Record<number, number>> = { 9: 0.12, 27: 0.1, 40: 0.085 };

/** Puts the readings, wear and harsh events of a day into a sink, and adds its distance to the odometers (km, by truck). */
export const putReadings = (
  sink: Sink,
  owner: Owner,
  outcome: DayOutcome,
  odometers: number[],
  routeIds: ReadonlyMap<number, number>,
): void => {
  const { organisationId, city } = owner;
  const random = seeded(city.seed).fork(`readings ${outcome.day}`);
  // A stream of its own: what was drawn before it was read stays as it was.
  const oil = random.fork("oil");
  const winter = Math.cos((((outcome.day % 365) - 15) / 365) * 2 * Math.PI);
  for (const route of outcome.routes) {
    const { vehicle } = route;
    odometers[vehicle.id - 1] = (odometers[vehicle.id - 1] ?? vehicle.odometerKm) + route.distanceM / 1000;
    const fade = (FADING[vehicle.number] ?? 0) * Math.max(0, 40 - (city.anchor - outcome.day));
    if (route.startedAt !== null) {
      const wear = wearOn(city, vehicle.number, outcome.day);
      sink.put("vehicle_reading", [
        sink.id("vehicle", vehicle.id),
        isoOfDay(outcome.day),
        organisationId,
        Math.round((odometers[vehicle.id - 1] ?? 0) * 10) / 10,
        Math.round(((odometers[vehicle.id - 1] ?? 0) / 14.2) * 10) / 10,
        Math.round((20.6 - 0.5 * winter - fade + random.normal(0, 0.3) + wear.volts) * 100) / 100,
        Math.round((91 + random.normal(0, 2.5) + wear.coolantC) * 10) / 10,
        Math.round(oil.normal(380, 14) + wear.oilKpa),
      ]);
    }
    if (outcome.day > city.anchor - HARSH_DAYS)
      putHarsh(sink, owner, route, routeIds.get(vehicle.id) ?? null, random);
  }
  putWear(sink, owner, outcome.day);
};

const putHarsh = (
  sink: Sink,
  owner: Owner,
  route: RouteOutcome,
  routeId: number | null,
  random: Random,
): void => {
  const visited = route.stops.filter((each) => each.arrivedAt !== null);
  if (visited.length === 0) return;
  for (const [kind, per100Km] of Object.entries(HARSH_PER_100KM)) {
    let expected = (route.distanceM / 100_000) * per100Km * route.driver.harshFactor;
    for (; expected > 0; expected -= 1) {
      if (!random.chance(Math.min(1, expected))) continue;
      const stop = random.pick(visited);
      const limit = kind === "speeding" ? random.pick([32, 48, 48]) : null;
      sink.put("harsh_event", [
        sink.next("harsh_event"),
        owner.organisationId,
        sink.id("depot", route.tour.depot.id),
        sink.id("vehicle", route.vehicle.id),
        sink.id("driver", route.driver.id),
        routeId,
        stamp((stop.arrivedAt ?? 0) - 20),
        kind,
        limit === null ? Math.round(random.between(14, 46)) : Math.round(limit * random.between(1.15, 1.5)),
        limit,
        stop.service.site.street,
        pointHex(stop.service.site.lng, stop.service.site.lat),
      ]);
    }
  }
};

/** Puts what happened near the school this morning into a sink: trucks that were too fast there. */
export const putSchoolRun = (
  sink: Sink,
  owner: Owner,
  today: DayOutcome,
  routeIds: ReadonlyMap<number, number>,
): void => {
  const school = owner.city.sites.find((each) => each.name === "Harbour Primary School");
  if (!school) return;
  for (const [k, number] of [22, 41, 16, 34].entries()) {
    const route = today.routes.find((each) => each.tour.route === number);
    const at = today.midnight + 8 * 3_600 + (14 + 9 * k) * 60;
    if (!route || route.startedAt === null || at > owner.now || route.startedAt > at) continue;
    sink.put("harsh_event", [
      sink.next("harsh_event"),
      owner.organisationId,
      sink.id("depot", route.tour.depot.id),
      sink.id("vehicle", route.vehicle.id),
      sink.id("driver", route.driver.id),
      routeIds.get(route.vehicle.id) ?? null,
      stamp(at),
      "speeding",
      44 + 3 * k,
      32,
      "Harbour Primary School, School Lane",
      pointHex(school.lng + 0.0002 * k, school.lat - 0.0001 * k),
    ]);
  }
};

/** Puts fault codes and repairs of the whole history into a sink. */
export const putWorkshop = (sink: Sink, owner: Owner, days: number): void => {
  const { organisationId, now, city } = owner;
  const random = seeded(city.seed).fork("workshop");
  const fault = (truck: number, code: string, openedAt: number, clearedAt: number | null): void => {
    const known = FAULTS.find((each) => each.code === code);
    if (!known || openedAt > now) return;
    sink.put("fault_code", [
      sink.next("fault_code"),
      organisationId,
      sink.id("vehicle", truck),
      known.code,
      known.description,
      known.severity,
      stamp(openedAt),
      stamp(clearedAt !== null && clearedAt <= now ? clearedAt : null),
    ]);
  };
  const repair = (truck: number, component: string, openedAt: number, hours: number): void => {
    const known = REPAIRS.find((each) => each.component === component);
    if (!known || openedAt > now) return;
    const doneAt = openedAt + Math.round(hours * 3_600);
    sink.put("repair", [
      sink.next("repair"),
      organisationId,
      sink.id("vehicle", truck),
      component,
      random.pick(known.descriptions),
      stamp(openedAt),
      stamp(doneAt <= now ? doneAt : null),
      Math.round(random.between(...known.cents) / 100) * 100,
    ]);
  };
  for (let day = city.anchor - days; day < city.anchor; day++)
    for (const vehicle of city.vehicles.slice(0, 50)) {
      const at = midnightOf(day, city.timeZone) + Math.round(random.between(5, 16) * 3_600);
      if (random.chance(0.006))
        fault(vehicle.number, random.pick(FAULTS).code, at, at + Math.round(random.between(3, 120) * 3_600));
      if (!random.chance(0.0035)) continue;
      const fits = REPAIRS.filter(
        ({ component }) => component !== "arm" || vehicle.bodyType === "automated-side-loader",
      );
      repair(vehicle.number, random.pick(fits).component, at, random.between(2, 60));
    }
  for (const { truck, component, daysAgo } of RETURNING)
    for (const ago of daysAgo)
      if (ago <= days) repair(truck, component, now - ago * DAY_S - 7_200, 5 + (ago % 7));
  repair(4, "brakes", now - 25 * 3_600, 72);
  for (const { truck, code, hoursAgo } of ACTIVE_FAULTS)
    fault(truck, code, Math.round(now - hoursAgo * 3_600), null);
};
