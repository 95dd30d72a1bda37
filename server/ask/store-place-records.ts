import {
  date,
  float,
  int,
  passed,
  type RecordScope,
  type Row,
  seen,
  text,
  time,
} from "#server/ask/record-columns.ts";
import { type Sql, sql } from "#server/platform/db.ts";
import { defineList } from "#server/platform/list.ts";

const today = (scope: RecordScope): Sql =>
  sql`(${scope.now}::timestamptz AT TIME ZONE ${scope.timeZone})::date`;

// What hangs on a site is asked for by the site or by its customer.
const ofSite = {
  siteId: int(sql`i.id`),
  site: text(sql`i.name`),
  street: text(sql`i.street`),
  customerId: int(sql`i.customer_id`),
  customer: text(sql`c.name`),
};

/** Stops at sites up to today, with who drove: what was done there, and who knows the place. */
const visits = defineList<Row, RecordScope>({
  name: "visits",
  from: sql`stop s JOIN site i ON i.id = s.site_id LEFT JOIN customer c ON c.id = i.customer_id
    LEFT JOIN route r ON r.id = s.route_id LEFT JOIN driver p ON p.id = r.driver_id LEFT JOIN vehicle v ON v.id = r.vehicle_id
    LEFT JOIN zone z ON z.id = i.zone_id`,
  id: sql`s.id`,
  scope: (scope) => sql`${seen(scope, sql`s`)} AND s.service_day <= ${today(scope)}`,
  columns: {
    id: int(sql`s.id`),
    ...ofSite,
    zone: text(sql`z.name`),
    depotId: int(sql`s.depot_id`),
    serviceDay: date(sql`s.service_day`),
    stream: text(sql`s.stream`),
    status: text(sql`s.status`),
    plannedAt: time(sql`s.planned_at`),
    doneAt: passed(sql`s.done_at`),
    lifts: int(sql`s.lifts`),
    weightKg: int(sql`s.weight_kg`),
    reason: text(sql`s.reason`),
    route: { ...text(sql`r.name`), order: sql`r.number` },
    driverId: int(sql`r.driver_id`),
    driver: text(sql`coalesce(p.name, 'no driver')`),
    vehicleId: int(sql`r.vehicle_id`),
    vehicle: { ...text(sql`v.name`), order: sql`v.number` },
  },
  defaultSort: [{ column: "serviceDay", descending: true }],
});

/** What customers ordered: bulky pickups, containers, extra lifts. */
const orders = defineList<Row, RecordScope>({
  name: "orders",
  from: sql`service_order n JOIN site i ON i.id = n.site_id LEFT JOIN customer c ON c.id = i.customer_id
    LEFT JOIN zone z ON z.id = i.zone_id`,
  id: sql`n.id`,
  scope: (scope) => sql`${seen(scope, sql`n`)} AND n.requested_at <= ${scope.now}::timestamptz`,
  columns: {
    id: int(sql`n.id`),
    ...ofSite,
    zone: text(sql`coalesce(z.name, 'no zone')`),
    depotId: int(sql`n.depot_id`),
    order: text(sql`replace(n.kind, '-', ' ')`),
    stream: text(sql`n.stream`),
    status: text(sql`n.status`),
    detail: text(sql`n.description`),
    requestedAt: time(sql`n.requested_at`),
    scheduledFor: date(sql`n.scheduled_for`),
    doneAt: passed(sql`n.done_at`),
  },
  defaultSort: [{ column: "requestedAt", descending: true }],
});

const DAYS = sql`ARRAY['Monday','Tuesday','Wednesday','Thursday','Friday','Saturday','Sunday']`;
// The rhythm repeats after two weeks, and a container is emptied on one of its days.
const SOON_DAYS = 21;

/** Containers at sites with the days on which they are emptied, and the next of them. */
const collections = defineList<Row, RecordScope>({
  name: "collections",
  from: sql`container k JOIN site i ON i.id = k.site_id LEFT JOIN customer c ON c.id = i.customer_id`,
  id: sql`k.id`,
  scope: (scope) => seen(scope, sql`i`),
  columns: {
    id: int(sql`k.id`),
    ...ofSite,
    depotId: int(sql`i.depot_id`),
    container: text(sql`k.external_id`),
    containerKind: text(sql`k.kind`),
    stream: text(sql`k.stream`),
    volumeL: float(sql`k.volume_l::float8`),
    collectedOn: text(sql`(SELECT string_agg((${DAYS})[d], ', ' ORDER BY d) FROM unnest(k.weekdays) d)`),
    weeks: text(sql`k.weeks || CASE k.weeks WHEN 'every' THEN ' week' ELSE ' weeks' END`),
    // Days of the running week, those that are over among them.
    thisWeek: text(
      (scope) => sql`(SELECT string_agg(to_char(x.d, 'FMDay DD Mon'), ', ' ORDER BY x.d)
        FROM generate_series(date_trunc('week', ${today(scope)}::timestamp), date_trunc('week', ${today(scope)}::timestamp) + interval '6 days',
          interval '1 day') x(d)
        WHERE extract(isodow FROM x.d)::int = ANY(k.weekdays)
          AND (k.weeks = 'every' OR (k.weeks = 'even') = (extract(week FROM x.d)::int % 2 = 0)))`,
    ),
    nextDay: date(
      (
        scope,
      ) => sql`(SELECT min(x.d)::date FROM generate_series(${today(scope)}, ${today(scope)} + ${SOON_DAYS}::int, interval '1 day') x(d)
        WHERE extract(isodow FROM x.d)::int = ANY(k.weekdays)
          AND (k.weeks = 'every' OR (k.weeks = 'even') = (extract(week FROM x.d)::int % 2 = 0)))`,
    ),
    emptiedAt: passed(sql`k.emptied_at`),
  },
  defaultSort: [{ column: "nextDay", descending: false }],
});

/** Records that hang on a site. */
export const PLACE_RECORDS = { visits, orders, collections };
