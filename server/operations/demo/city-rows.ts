import { seeded } from "#server/lib/random.ts";
import { type Cell, pointHex } from "#server/platform/copy.ts";
import type { City } from "./city.ts";
import { isInWorkshop } from "./day.ts";
import { isoOfDay, stamp } from "./days.ts";
import { edgeRows, landRows, nodeRows, streetRows, zoneRows } from "./network-rows.ts";
import type { Sink } from "./sink.ts";

/** Litres and time since each container was emptied, and what is wrong with it, by container number. */
export type ContainerState = ReadonlyMap<number, { emptiedAt: number; condition: string }>;

const address = (at: { number: number; street: string }): string => `${at.number} ${at.street}`;
const code = (letter: string, id: number, digits: number): string =>
  `${letter}-${String(id).padStart(digits, "0")}`;

/** Puts the streets and land of the city into a sink. */
export const putNetwork = (sink: Sink, organisationId: number, city: City): void => {
  const { network } = city.places;
  for (const row of streetRows(network)) sink.put("street", [organisationId, ...row]);
  for (const row of nodeRows(network)) sink.put("street_node", [organisationId, ...row]);
  for (const row of edgeRows(network)) sink.put("street_edge", [organisationId, ...row]);
  for (const row of landRows(network)) sink.put("land_feature", [organisationId, ...row]);
};

/** Puts yards, zones, customers, sites, trucks and drivers into a sink. */
export const putCity = (
  sink: Sink,
  organisationId: number,
  city: City,
  odometers: readonly number[],
): void => {
  const random = seeded(city.seed).fork("city rows");
  for (const depot of city.depots)
    sink.put("depot", [
      sink.next("depot"),
      organisationId,
      depot.externalId,
      depot.name,
      address(depot),
      pointHex(depot.lng, depot.lat),
      city.timeZone,
      210,
      1_200,
    ]);
  for (const [number, name, area] of zoneRows(city.places.network)) {
    const [lng, lat] = city.places.middleOfZone(number);
    const depot = [...city.depots].sort(
      (a, b) => city.places.metres(lng, lat, a.lng, a.lat) - city.places.metres(lng, lat, b.lng, b.lat),
    )[0]!;
    sink.put("zone", [
      sink.next("zone"),
      organisationId,
      sink.id("depot", depot.id),
      code("Z", number, 2),
      number,
      name,
      area,
    ]);
  }
  for (const each of city.facilities)
    sink.put("facility", [
      sink.next("facility"),
      organisationId,
      each.externalId,
      each.name,
      each.kind,
      address(each),
      pointHex(each.lng, each.lat),
      each.streams,
      300,
      1_140,
      each.unloadS,
      each.feeCentsPerTonne,
    ]);
  for (const each of city.customers) {
    const mail = `${each.name
      .toLowerCase()
      .replace(/[^a-z]+/g, ".")
      .replace(/^\.|\.$/g, "")}.${each.account}@mail.example`;
    sink.put("customer", [
      sink.next("customer"),
      organisationId,
      code("C", each.id, 5),
      String(each.account),
      each.name,
      each.kind,
      `+44 1632 96${String(each.id % 10_000).padStart(4, "0")}`,
      mail,
      isoOfDay(city.anchor - each.sinceDaysAgo),
    ]);
  }
  for (const each of city.vehicles) {
    const start = city.tour(each.number, 1, true)?.startMin ?? 360;
    const odometerKm = odometers[each.id - 1] ?? each.odometerKm;
    const dueInKm = each.number % 11 === 3 ? 60 + random.int(420) : 700 + random.int(9_000);
    sink.put("vehicle", [
      sink.next("vehicle"),
      organisationId,
      sink.id("depot", each.depotId),
      code("V", each.number, 3),
      each.number,
      `Truck ${each.number}`,
      `PE${String(18 + (each.number % 8))} ${plateLetters(each.number)}`,
      each.bodyType,
      each.fuel,
      each.capacityL,
      each.capacityKg,
      each.streams,
      start,
      start + 600,
      1_800,
      start + 150,
      start + 360,
      Math.round(odometerKm * 10) / 10,
      Math.round(odometerKm + dueInKm),
      each.contractor,
      isInWorkshop(city, each.number, city.anchor),
      each.costCentsPerKm,
    ]);
  }
  for (const each of city.drivers)
    sink.put("driver", [
      sink.next("driver"),
      organisationId,
      sink.id("depot", each.depotId),
      code("E", each.id, 3),
      each.name,
      each.phone,
      each.homeAddress,
      each.licence,
      each.skills,
      each.contractor,
      isoOfDay(city.anchor - Math.round(each.hiredYearsAgo * 365)),
      each.wageCentsPerHour,
    ]);
};

const plateLetters = (number: number): string =>
  [number * 7, number * 11 + 5, number * 17 + 3].map((n) => "ABCDEFGHJKLMNPRSTVWXY"[n % 21]).join("");

/** Puts sites and containers into a sink, with how full they are at `now` by the time since they were emptied. */
export const putSites = (
  sink: Sink,
  organisationId: number,
  city: City,
  now: number,
  states: ContainerState,
): void => {
  const fullest = new Map<number, number>();
  const rows: Cell[][] = [];
  for (const each of city.containers) {
    const state = states.get(each.id);
    const emptiedAt = state?.emptiedAt ?? now - 2 * 86_400;
    const fillPct = Math.min(130, Math.round(((now - emptiedAt) / 86_400) * each.fillPerDay * 10) / 10);
    fullest.set(each.siteId, Math.max(fullest.get(each.siteId) ?? 0, fillPct));
    rows.push([
      sink.next("container"),
      organisationId,
      sink.id("site", each.siteId),
      code("B", each.id, 5),
      each.stream,
      each.kind,
      each.volumeL,
      each.weekdays,
      each.weeks,
      Math.min(100, fillPct),
      each.fillPerDay,
      stamp(emptiedAt),
      state?.condition ?? "ok",
    ]);
  }
  for (const each of city.sites)
    sink.put("site", [
      sink.next("site"),
      organisationId,
      code("S", each.id, 5),
      sink.id("depot", each.depotId),
      sink.id("zone", each.zone),
      sink.id("customer", each.customerId),
      each.name,
      each.street,
      String(each.number),
      pointHex(each.lng, each.lat),
      each.streams,
      each.demandL,
      each.serviceS,
      each.windowStartMin,
      each.windowEndMin,
      Math.min(100, fullest.get(each.id) ?? 0),
      stamp(now),
    ]);
  for (const row of rows) sink.put("container", row);
};
