import { OVERTIME_PAY } from "#server/lib/overtime-pay.ts";
import { type Random, seeded } from "#server/lib/random.ts";
import type { City } from "./city.ts";
import type { DayOutcome } from "./day.ts";
import { isoOfDay, stamp } from "./days.ts";
import type { Incident } from "./incidents.ts";
import type { Sink } from "./sink.ts";
import { callBody } from "./texts/calls.ts";
import type { RouteOutcome, StopOutcome } from "./walk.ts";

/** Price of diesel, cents per litre. */
const FUEL_CENTS = 178;
/** Proofs are kept this long, days. */
const PROOF_DAYS = 14;

/** Whom the rows of a day belong to. */
export type Owner = { organisationId: number; now: number; city: City };

/** Litres burnt by a route: by distance, by hours, and more where it idled. */
const fuelOf = (route: RouteOutcome): number =>
  route.vehicle.fuel === "electric"
    ? 0
    : (route.distanceM / 1000) * 0.46 +
      (route.serviceS / 3_600) * 4.6 +
      (route.idleS / 3_600) * 3.1 +
      (route.disposalS / 3_600) * 2.4;

/**
 * Puts the rows of a service day into a sink: routes, stops, exceptions, calls, proofs, tickets and shifts;
 * maps to the route ids by truck.
 */
export const putDay = (sink: Sink, owner: Owner, outcome: DayOutcome): Map<number, number> => {
  const routeIds = new Map<number, number>();
  const random = seeded(owner.city.seed).fork(`rows ${outcome.day}`);
  let ticket = 0;
  const numberOf = (): string =>
    `WT-${isoOfDay(outcome.day).replaceAll("-", "").slice(2)}-${String(++ticket).padStart(3, "0")}`;
  for (const route of outcome.routes)
    routeIds.set(route.vehicle.id, putRoute(sink, owner, outcome, route, numberOf, random));
  for (const stop of outcome.unassigned)
    putStop(sink, owner, outcome.day, stop, null, sink.id("depot", stop.service.site.depotId));
  for (const each of outcome.orphans)
    sink.put("weigh_ticket", [
      sink.next("weigh_ticket"),
      owner.organisationId,
      sink.id("depot", each.vehicle?.depotId ?? 2),
      numberOf(),
      sink.id("facility", each.facility.id),
      each.vehicle ? sink.id("vehicle", each.vehicle.id) : null,
      null,
      isoOfDay(outcome.day),
      each.stream,
      stamp(each.arrivedAt),
      stamp(each.leftAt),
      each.netKg,
      feeOf(each.netKg, each.facility.feeCentsPerTonne),
    ]);
  return routeIds;
};

const feeOf = (kg: number, centsPerTonne: number): number => Math.round((kg * centsPerTonne) / 1000);

const putRoute = (
  sink: Sink,
  owner: Owner,
  outcome: DayOutcome,
  route: RouteOutcome,
  ticketNumber: () => string,
  random: Random,
): number => {
  const { tour, vehicle, driver } = route;
  const { organisationId, now } = owner;
  const routeId = sink.next("route");
  const depotId = sink.id("depot", tour.depot.id);
  const serviceDay = isoOfDay(outcome.day);
  const stream = tour.services[0]?.stream ?? "refuse";
  const sum = {
    done: 0,
    missed: 0,
    skipped: 0,
    onTime: 0,
    lifts: 0,
    notOut: 0,
    contaminated: 0,
    overfull: 0,
    exceptions: route.incidents.length,
    weightKg: 0,
  };
  for (const stop of route.stops) {
    const stopId = putStop(sink, owner, outcome.day, stop, routeId, depotId);
    if (stop.status === "done") sum.done++;
    else if (stop.status === "missed") sum.missed++;
    else if (stop.status === "skipped") sum.skipped++;
    if (stop.arrivedAt !== null && stop.arrivedAt >= stop.windowStartAt && stop.arrivedAt <= stop.windowEndAt)
      sum.onTime++;
    sum.lifts += stop.lifts;
    sum.weightKg += stop.weightKg;
    for (const incident of stop.incidents) {
      sum.exceptions++;
      if (incident.kind === "not-out") sum.notOut++;
      if (incident.kind === "contaminated") sum.contaminated++;
      if (incident.kind === "overfull") sum.overfull++;
      putIncident(sink, owner, outcome.day, route, routeId, incident, { stop, stopId }, random);
    }
    if (stop.status === "done" && outcome.day > owner.city.calendar.anchor - PROOF_DAYS)
      putProof(sink, organisationId, stopId, stop, random);
  }
  for (const incident of route.incidents)
    putIncident(sink, owner, outcome.day, route, routeId, incident, null, random);
  let disposalCents = 0;
  for (const tip of route.tips) {
    const feeCents = feeOf(tip.netKg, tip.facility.feeCentsPerTonne);
    disposalCents += feeCents;
    sink.put("weigh_ticket", [
      sink.next("weigh_ticket"),
      organisationId,
      depotId,
      ticketNumber(),
      sink.id("facility", tip.facility.id),
      sink.id("vehicle", vehicle.id),
      routeId,
      serviceDay,
      stream,
      stamp(tip.arrivedAt),
      stamp(tip.leftAt),
      tip.netKg,
      feeCents,
    ]);
  }
  const end = route.endedAt ?? now;
  const overtimeS = Math.max(0, end - route.shiftEndAt);
  const paidS =
    route.clockedInAt === null
      ? 0
      : Math.max(0, Math.min(end, route.shiftEndAt) - route.clockedInAt) + overtimeS * OVERTIME_PAY;
  const fuelL = Math.round(fuelOf(route) * 10) / 10;
  const heldUpS = Math.max(0, Math.round(route.delayS));
  sink.put("route", [
    routeId,
    organisationId,
    depotId,
    serviceDay,
    tour.route,
    `R-${tour.route}`,
    stream,
    sink.id("zone", zoneOf(tour.services)),
    sink.id("vehicle", vehicle.id),
    sink.id("driver", driver.id),
    vehicle.contractor,
    route.status,
    stamp(route.plannedStartAt),
    stamp(route.plannedEndAt),
    stamp(route.shiftEndAt),
    stamp(route.startedAt),
    stamp(route.endedAt),
    tour.distanceM,
    route.distanceM,
    tour.durationS,
    route.stops.length,
    sum.done,
    sum.missed,
    sum.skipped,
    sum.onTime,
    sum.lifts,
    sum.notOut,
    sum.contaminated,
    sum.overfull,
    sum.exceptions,
    sum.weightKg,
    route.tips.length,
    Math.round(route.transitS),
    Math.round(route.serviceS),
    Math.round(route.disposalS),
    Math.round(route.breakS),
    Math.round(route.idleS),
    overtimeS,
    fuelL,
    Math.round((paidS / 3_600) * driver.wageCentsPerHour),
    Math.round((route.distanceM / 1000) * vehicle.costCentsPerKm),
    Math.round(fuelL * FUEL_CENTS),
    disposalCents,
    route.startedAt === null ? Math.max(0, Math.round(now - route.plannedStartAt)) : Math.round(route.delayS),
    route.endedAt === null
      ? stamp(
          route.plannedEndAt + (route.startedAt === null ? Math.max(0, now - route.plannedStartAt) : heldUpS),
        )
      : stamp(route.endedAt),
    stamp(Math.min(now, route.endedAt ?? now)),
  ]);
  const clockedOutAt = route.endedAt === null ? null : route.endedAt + 300 + random.int(600);
  sink.put("shift", [
    sink.next("shift"),
    organisationId,
    depotId,
    sink.id("driver", driver.id),
    sink.id("vehicle", vehicle.id),
    serviceDay,
    stamp(route.plannedStartAt - 600),
    stamp(route.shiftEndAt),
    stamp(route.clockedInAt),
    stamp(route.startedAt),
    stamp(route.breakStartAt),
    stamp(route.breakEndAt),
    stamp(clockedOutAt !== null && clockedOutAt <= now ? clockedOutAt : null),
    overtimeS,
  ]);
  return routeId;
};

/** The zone in which most of the stops lie. */
const zoneOf = (services: RouteOutcome["tour"]["services"]): number => {
  const votes = new Map<number, number>();
  for (const { site } of services) votes.set(site.zone, (votes.get(site.zone) ?? 0) + 1);
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 1;
};

const putStop = (
  sink: Sink,
  owner: Owner,
  day: number,
  stop: StopOutcome,
  routeId: number | null,
  depotId: number,
): number => {
  const id = sink.next("stop");
  sink.put("stop", [
    id,
    owner.organisationId,
    depotId,
    isoOfDay(day),
    routeId,
    sink.id("site", stop.service.site.id),
    stop.service.stream,
    stop.sequence,
    stop.doneSequence,
    stop.status,
    stamp(stop.plannedAt),
    stamp(stop.windowStartAt),
    stamp(stop.windowEndAt),
    stamp(stop.arrivedAt),
    stamp(stop.doneAt),
    stop.lifts,
    stop.weightKg,
    stop.reason,
    null,
  ]);
  return id;
};

const putIncident = (
  sink: Sink,
  owner: Owner,
  day: number,
  route: RouteOutcome,
  routeId: number,
  incident: Incident,
  at: { stop: StopOutcome; stopId: number } | null,
  random: Random,
): void => {
  const { organisationId } = owner;
  const depotId = sink.id("depot", route.tour.depot.id);
  const site = at?.stop.service.site;
  const isOfContainer = [
    "contaminated",
    "overfull",
    "overweight",
    "damaged-container",
    "missing-container",
    "wrong-stream",
  ].includes(incident.kind);
  const containerId = at && isOfContainer ? owner.city.containerOf(at.stop.service) : null;
  sink.put("exception", [
    sink.next("exception"),
    organisationId,
    depotId,
    isoOfDay(day),
    incident.kind,
    route.tour.services[0]?.stream ?? null,
    routeId,
    at?.stopId ?? null,
    site ? sink.id("site", site.id) : null,
    containerId === null ? null : sink.id("container", containerId),
    sink.id("vehicle", route.vehicle.id),
    sink.id("driver", route.driver.id),
    incident.closedAt !== null ? "closed" : incident.takenAt !== null ? "taken" : "open",
    stamp(incident.openedAt),
    stamp(incident.respondBy),
    stamp(incident.takenAt),
    null,
    incident.owner,
    stamp(incident.closedAt),
    incident.resolution,
    incident.note,
    null,
    incident.hasPhoto,
    incident.source,
  ]);
  if (incident.calledAt === null || !at || !site) return;
  sink.put("resident_call", [
    sink.next("resident_call"),
    organisationId,
    depotId,
    sink.id("site", site.id),
    sink.id("customer", site.customerId),
    at.stopId,
    stamp(incident.calledAt),
    incident.kind === "missed-pickup" || incident.kind === "not-out" ? "missed-pickup" : "complaint",
    callBody(incident.kind, site, at.stop.service.stream, random),
  ]);
};

const putProof = (
  sink: Sink,
  organisationId: number,
  stopId: number,
  stop: StopOutcome,
  random: Random,
): void => {
  const at = stamp((stop.doneAt ?? 0) - 8);
  if (stop.lifts > 0)
    sink.put("proof", [
      sink.next("proof"),
      organisationId,
      stopId,
      at,
      "rfid",
      null,
      `${stop.lifts} tag${stop.lifts > 1 ? "s" : ""} read on the lift, ${random
        .int(2 ** 31)
        .toString(16)
        .toUpperCase()
        .padStart(8, "0")}`,
    ]);
  if (stop.service.isFrontLoad)
    sink.put("proof", [
      sink.next("proof"),
      organisationId,
      stopId,
      at,
      "weight",
      null,
      `${stop.weightKg} kg on the lift's scale`,
    ]);
};
