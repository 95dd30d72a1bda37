import { type Random, seeded } from "#server/lib/random.ts";
import type { Owner } from "./day-rows.ts";
import { DAY_S, isoOfDay, midnightOf, stamp } from "./days.ts";
import type { Sink } from "./sink.ts";
import type { Site } from "./sites.ts";
import { otherCall } from "./texts/calls.ts";
import { DISPATCHER_NAMES } from "./texts/names.ts";
import { DRIVER_NOTES, ORDER_TEXTS, SITE_NOTES, SPECIAL_NOTES, VEHICLE_NOTES } from "./texts/notes.ts";
import { PROCEDURES } from "./texts/procedures.ts";

/** Share of sites that have a note. */
const NOTED = 0.24;
/** Orders that are asked for per day. */
const ORDERS_PER_DAY = 1.6;
const CALLS_PER_DAY = 7;

/** Puts what the office keeps into a sink: procedures, notes, orders and calls of the last `days`. */
export const putOffice = (sink: Sink, owner: Owner, days: number): void => {
  const random = seeded(owner.city.seed).fork("office");
  for (const { title, body } of PROCEDURES)
    sink.put("procedure", [
      sink.next("procedure"),
      owner.organisationId,
      title,
      body,
      stamp(owner.now - (60 + random.int(600)) * DAY_S),
    ]);
  putNotes(sink, owner, random.fork("notes"));
  putOrders(sink, owner, days, random.fork("orders"));
  putCalls(sink, owner, days, random.fork("calls"));
};

const putNotes = (sink: Sink, owner: Owner, random: Random): void => {
  const { organisationId, now, city } = owner;
  const put = (subject: string, subjectId: number, depotId: number, author: string, body: string): void => {
    const at = now - Math.round(random.between(0.3, 380) * DAY_S);
    sink.put("note", [
      sink.next("note"),
      organisationId,
      sink.id("depot", depotId),
      subject,
      subjectId,
      author,
      body,
      stamp(at),
    ]);
  };
  const author = (): string =>
    random.chance(0.6) ? random.pick(city.drivers).name : random.pick(DISPATCHER_NAMES);
  for (const { site: name, body } of SPECIAL_NOTES) {
    const site = city.sites.find((each) => each.name === name);
    if (site) put("site", sink.id("site", site.id), site.depotId, author(), body);
  }
  for (const site of city.sites)
    if (random.chance(NOTED)) {
      const body = random.pick(SITE_NOTES).replace("{code}", String(1_000 + random.int(9_000)));
      put("site", sink.id("site", site.id), site.depotId, author(), body);
    }
  for (const { truck, body } of VEHICLE_NOTES)
    put(
      "vehicle",
      sink.id("vehicle", truck),
      city.vehicles[truck - 1]?.depotId ?? 1,
      random.pick(DISPATCHER_NAMES),
      body,
    );
  for (const { driver, body } of DRIVER_NOTES)
    put(
      "driver",
      sink.id("driver", driver),
      city.drivers[driver - 1]?.depotId ?? 1,
      random.pick(DISPATCHER_NAMES),
      body,
    );
};

const putOrders = (sink: Sink, owner: Owner, days: number, random: Random): void => {
  const { organisationId, now, city } = owner;
  const today = city.anchor;
  const put = (
    site: Site,
    kind: string,
    stream: string,
    description: string,
    requestedAt: number,
    day: number | null,
    status: string,
  ): void => {
    const doneAt =
      status === "done" && day !== null
        ? midnightOf(day, city.timeZone) + Math.round(random.between(7, 15) * 3_600)
        : null;
    sink.put("service_order", [
      sink.next("service_order"),
      organisationId,
      sink.id("depot", site.depotId),
      sink.id("site", site.id),
      sink.id("customer", site.customerId),
      kind,
      stream,
      status,
      description,
      stamp(requestedAt),
      day === null ? null : isoOfDay(day),
      stamp(doneAt),
    ]);
  };
  for (let k = 0; k < days * ORDERS_PER_DAY; k++) {
    const site = random.pick(city.sites);
    const kind = random.pick([
      "bulky-pickup",
      "bulky-pickup",
      "container-delivery",
      "container-replacement",
      "extra-lift",
    ]);
    const requestedAt = now - Math.round(random.float() * days * DAY_S) - 1_800;
    const requestedDay = Math.floor(requestedAt / DAY_S);
    const day = requestedDay + 2 + random.int(9);
    const draw = random.float();
    const status =
      day < today
        ? draw < 0.05
          ? "cancelled"
          : "done"
        : requestedDay >= today - 2 && draw < 0.5
          ? "requested"
          : "scheduled";
    const description = random.pick(ORDER_TEXTS[kind] ?? ["Extra lift"]);
    put(
      site,
      kind,
      kind === "bulky-pickup" ? "bulky" : random.pick(site.streams),
      description,
      requestedAt,
      status === "requested" ? null : day,
      status,
    );
  }
  const at = (name: string): Site | undefined => city.sites.find((each) => each.name === name);
  const pine = at("5 Pine Close");
  if (pine)
    put(
      pine,
      "bulky-pickup",
      "bulky",
      "Sofa, three seats, under the carport",
      now - 3 * DAY_S,
      today + 1,
      "scheduled",
    );
  const mill = at("44 Mill Lane");
  if (mill)
    put(
      mill,
      "container-replacement",
      "refuse",
      "Replace container, wheel missing",
      now - 6 * DAY_S,
      today + 2,
      "scheduled",
    );
};

const putCalls = (sink: Sink, owner: Owner, days: number, random: Random): void => {
  const { organisationId, now, city } = owner;
  for (let k = 0; k < days * CALLS_PER_DAY; k++) {
    const site = random.pick(city.sites);
    const day = city.anchor - random.int(days + 1);
    const at = midnightOf(day, city.timeZone) + Math.round(random.between(7.5, 18) * 3_600);
    const { reason, body } = otherCall(site, random.pick(site.streams), random);
    if (at > now) continue;
    sink.put("resident_call", [
      sink.next("resident_call"),
      organisationId,
      sink.id("depot", site.depotId),
      sink.id("site", site.id),
      sink.id("customer", site.customerId),
      null,
      stamp(at),
      reason,
      body,
    ]);
  }
};
