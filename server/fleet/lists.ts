import type { CustomerRow, DriverRow, NoteRow, SiteRow } from "#server/fleet/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Sql, sql } from "#server/platform/db.ts";
import { defineList } from "#server/platform/list.ts";
import { byKey } from "#server/platform/list-column.ts";

/** Who asks, and what time it is for his organisation. */
export type FleetScope = Scope & { now: Date };

/** The condition that a depot column lies within the asker's depots. */
export const inDepots = (scope: Scope, column: Sql): Sql =>
  scope.depotIds === null ? sql`true` : sql`${column} = ANY(${scope.depotIds}::int[])`;

/** The condition that a customer `c` has a site within the asker's depots. */
export const customerInDepots = (scope: Scope): Sql =>
  scope.depotIds === null
    ? sql`true`
    : sql`EXISTS (SELECT FROM site s WHERE s.customer_id = c.id AND ${inDepots(scope, sql`s.depot_id`)})`;

/** Sites of the asker's depots. */
export const siteList = defineList<SiteRow, FleetScope>({
  name: "sites",
  from: sql`site s`,
  id: sql`s.id`,
  scope: (scope) => sql`s.organisation_id = ${scope.organisationId} AND ${inDepots(scope, sql`s.depot_id`)}`,
  joins: {
    depot: { sql: sql`JOIN depot d ON d.id = s.depot_id` },
    zone: { sql: sql`LEFT JOIN zone z ON z.id = s.zone_id` },
    customer: {
      sql: sql`LEFT JOIN customer c ON c.id = s.customer_id`,
      lookup: byKey(
        sql`s.customer_id`,
        sql`c`,
        sql`customer c`,
        ({ organisationId }) => sql`c.organisation_id = ${organisationId}`,
      ),
    },
    containers: {
      sql: (scope) => sql`LEFT JOIN (SELECT site_id, count(*) AS n FROM container
        WHERE organisation_id = ${scope.organisationId} GROUP BY site_id) cn ON cn.site_id = s.id`,
    },
  },
  columns: {
    id: { sql: sql`s.id`, type: "int" },
    externalId: { sql: sql`s.external_id`, type: "text", search: true },
    name: { sql: sql`s.name`, type: "text", search: true },
    street: { sql: sql`s.street`, type: "text", search: true },
    houseNumber: { sql: sql`s.house_number`, type: "text", search: true },
    depotId: { sql: sql`s.depot_id`, type: "int" },
    depot: { sql: sql`d.name`, type: "text", join: "depot" },
    zone: { sql: sql`z.name`, type: "text", join: "zone" },
    customerId: { sql: sql`s.customer_id`, type: "int" },
    customer: { sql: sql`c.name`, type: "text", join: "customer", search: true },
    streams: { sql: sql`s.streams`, type: "text[]" },
    containers: {
      sql: sql`(SELECT count(*) FROM container k WHERE k.site_id = s.id)`,
      type: "int",
      bulk: { sql: sql`coalesce(cn.n, 0)`, join: "containers" },
    },
    demandL: { sql: sql`s.demand_l`, type: "int" },
    serviceS: { sql: sql`s.service_s`, type: "int" },
    windowStartMin: { sql: sql`s.window_start_min`, type: "int" },
    windowEndMin: { sql: sql`s.window_end_min`, type: "int" },
    fillPct: { sql: sql`s.fill_pct`, type: "float" },
    fillAt: { sql: sql`s.fill_at`, type: "time" },
    lng: { sql: sql`ST_X(s.location::geometry)`, type: "float" },
    lat: { sql: sql`ST_Y(s.location::geometry)`, type: "float" },
  },
  hidden: {
    zoneId: { sql: sql`s.zone_id`, type: "int" },
    zoneNumber: { sql: sql`z.number`, type: "int", join: "zone" },
  },
  defaultSort: [],
  point: { lng: "lng", lat: "lat" },
});

/** Customers, for a user limited to depots those with a site there. */
export const customerList = defineList<CustomerRow, FleetScope>({
  name: "customers",
  from: sql`customer c`,
  id: sql`c.id`,
  scope: (scope) => sql`c.organisation_id = ${scope.organisationId} AND ${customerInDepots(scope)}`,
  joins: {
    sites: {
      sql: (scope) => sql`LEFT JOIN (SELECT customer_id, count(*) AS n FROM site
        WHERE organisation_id = ${scope.organisationId} GROUP BY customer_id) sn ON sn.customer_id = c.id`,
    },
    orders: {
      sql: (scope) => sql`LEFT JOIN (SELECT customer_id, count(*) AS n FROM service_order
        WHERE organisation_id = ${scope.organisationId} AND status IN ('requested', 'scheduled')
        GROUP BY customer_id) od ON od.customer_id = c.id`,
    },
    calls: {
      sql: (scope) => sql`LEFT JOIN (SELECT customer_id, count(*) AS n FROM resident_call
        WHERE organisation_id = ${scope.organisationId} AND at <= ${scope.now}
          AND at > ${scope.now}::timestamptz - interval '90 days'
        GROUP BY customer_id) ca ON ca.customer_id = c.id`,
    },
    risk: { sql: sql`LEFT JOIN customer_risk cr ON cr.customer_id = c.id` },
  },
  columns: {
    id: { sql: sql`c.id`, type: "int" },
    externalId: { sql: sql`c.external_id`, type: "text" },
    accountNumber: { sql: sql`c.account_number`, type: "text", search: true },
    name: { sql: sql`c.name`, type: "text", search: true },
    kind: { sql: sql`c.kind`, type: "text" },
    phone: { sql: sql`c.phone`, type: "text", search: true },
    email: { sql: sql`c.email`, type: "text", search: true },
    since: { sql: sql`c.since`, type: "date" },
    sites: {
      sql: sql`(SELECT count(*) FROM site s WHERE s.customer_id = c.id)`,
      type: "int",
      bulk: { sql: sql`coalesce(sn.n, 0)`, join: "sites" },
    },
    openOrders: {
      sql: sql`(SELECT count(*) FROM service_order o
        WHERE o.customer_id = c.id AND o.status IN ('requested', 'scheduled'))`,
      type: "int",
      bulk: { sql: sql`coalesce(od.n, 0)`, join: "orders" },
    },
    calls90d: {
      sql: (scope) => sql`(SELECT count(*) FROM resident_call r WHERE r.customer_id = c.id
        AND r.at <= ${scope.now} AND r.at > ${scope.now}::timestamptz - interval '90 days')`,
      type: "int",
      bulk: { sql: sql`coalesce(ca.n, 0)`, join: "calls" },
    },
    complaintRisk: { sql: sql`cr.complaint_risk`, type: "float", join: "risk" },
    leaveIndex: { sql: sql`cr.leave_index`, type: "int", join: "risk" },
  },
  defaultSort: [],
});

/** Drivers of the asker's depots with the shift of the depot's current service day; a driver sees himself. */
export const driverList = defineList<DriverRow, FleetScope>({
  name: "drivers",
  from: sql`driver r`,
  id: sql`r.id`,
  scope: (scope) => sql`r.organisation_id = ${scope.organisationId} AND ${inDepots(scope, sql`r.depot_id`)}
    AND ${scope.role === "driver" ? sql`r.id = ${scope.driverId}` : sql`true`}`,
  joins: {
    depot: { sql: sql`JOIN depot d ON d.id = r.depot_id` },
    shift: {
      sql: (scope) => sql`LEFT JOIN shift h ON h.driver_id = r.id
        AND h.service_day = (${scope.now}::timestamptz AT TIME ZONE d.time_zone)::date`,
      needs: ["depot"],
    },
    vehicle: { sql: sql`LEFT JOIN vehicle v ON v.id = h.vehicle_id`, needs: ["shift"] },
  },
  columns: {
    id: { sql: sql`r.id`, type: "int" },
    externalId: { sql: sql`r.external_id`, type: "text", search: true },
    name: { sql: sql`r.name`, type: "text", search: true },
    depotId: { sql: sql`r.depot_id`, type: "int" },
    depot: { sql: sql`d.name`, type: "text", join: "depot" },
    contractor: { sql: sql`r.contractor`, type: "text", search: true },
    skills: { sql: sql`r.skills`, type: "text[]" },
    hiredOn: { sql: sql`r.hired_on`, type: "date" },
    vehicle: { sql: sql`v.name`, type: "text", join: "vehicle", order: sql`v.number` },
    // Those of the running day: a driver may have two.
    route: {
      sql: (
        scope,
      ) => sql`(SELECT string_agg(q.name, ', ' ORDER BY q.number) FROM route q WHERE q.driver_id = r.id
        AND q.organisation_id = r.organisation_id
        AND q.service_day = (${scope.now}::timestamptz AT TIME ZONE d.time_zone)::date)`,
      type: "text",
      join: "depot",
    },
    clockedInAt: { sql: sql`h.clocked_in_at`, type: "time", join: "shift" },
    leftYardAt: { sql: sql`h.left_yard_at`, type: "time", join: "shift" },
    breakStartAt: { sql: sql`h.break_start_at`, type: "time", join: "shift" },
    clockedOutAt: { sql: sql`h.clocked_out_at`, type: "time", join: "shift" },
    plannedEndAt: { sql: sql`h.planned_end_at`, type: "time", join: "shift" },
    overtimeS: { sql: sql`h.overtime_s`, type: "int", join: "shift" },
  },
  defaultSort: [{ column: "name", descending: false }],
});

/** Notes of the asker's depots and those of no depot, newest first; a driver does not read notes on people. */
export const noteList = defineList<NoteRow, FleetScope>({
  name: "notes",
  from: sql`note n`,
  id: sql`n.id`,
  scope: (scope) => sql`n.organisation_id = ${scope.organisationId}
    AND (n.depot_id IS NULL OR ${inDepots(scope, sql`n.depot_id`)})
    AND ${scope.role === "driver" ? sql`n.subject NOT IN ('driver', 'customer')` : sql`true`}`,
  columns: {
    id: { sql: sql`n.id`, type: "int" },
    subject: { sql: sql`n.subject`, type: "text" },
    subjectId: { sql: sql`n.subject_id`, type: "int" },
    author: { sql: sql`n.author`, type: "text", search: true },
    body: { sql: sql`n.body`, type: "text", search: true, sort: false },
    createdAt: { sql: sql`n.created_at`, type: "time" },
  },
  defaultSort: [{ column: "createdAt", descending: true }],
});
