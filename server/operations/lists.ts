import type { Scope } from "#server/lib/scope.ts";
import type { ExceptionRow, RouteRow, StopRow, VehicleRow } from "#server/operations/schema.ts";
import { type Sql, sql } from "#server/platform/db.ts";
import { defineList } from "#server/platform/list.ts";
import { byKey, byText, type ListColumn, type ListJoin } from "#server/platform/list-column.ts";

/** Who asks, and the time on the day clock of his organisation, ISO instant. */
export type DayScope = Scope & { now: string };

const inScope = (scope: Scope, alias: Sql): Sql =>
  scope.depotIds === null
    ? sql`${alias}.organisation_id = ${scope.organisationId}`
    : sql`${alias}.organisation_id = ${scope.organisationId} AND ${alias}.depot_id = ANY(${scope.depotIds}::int[])`;

// A driver sees his own routes and what hangs on them.
const ownRoute = (scope: Scope, alias: Sql): Sql =>
  scope.role === "driver" ? sql`AND ${alias}.driver_id = ${scope.driverId ?? -1}` : sql``;

const ofOrganisation =
  (alias: Sql) =>
  ({ organisationId }: DayScope): Sql =>
    sql`${alias}.organisation_id = ${organisationId}`;

const text = (source: Sql, join?: string): ListColumn<DayScope> => ({
  sql: source,
  type: "text",
  ...(join === undefined ? {} : { join }),
});
const int = (source: Sql, join?: string): ListColumn<DayScope> => ({ ...text(source, join), type: "int" });
const float = (source: Sql, join?: string): ListColumn<DayScope> => ({
  ...text(source, join),
  type: "float",
});
const time = (source: Sql, join?: string): ListColumn<DayScope> => ({ ...text(source, join), type: "time" });
const searched = (column: ListColumn<DayScope>): ListColumn<DayScope> => ({ ...column, search: true });

const secondsSince = (instant: Sql) => (scope: DayScope) =>
  sql`extract(epoch FROM ${scope.now}::timestamptz - ${instant})::int`;

// Day of the week, 1 for Monday to 7 for Sunday.
const weekday = (day: Sql): ListColumn<DayScope> => int(sql`extract(isodow FROM ${day})::int`);

// The Monday of the week, and the month, as days are written.
const weekOf = (day: Sql): ListColumn<DayScope> =>
  text(sql`to_char(date_trunc('week', ${day}), 'YYYY-MM-DD')`);
const monthOf = (day: Sql): ListColumn<DayScope> => text(sql`to_char(${day}, 'YYYY-MM')`);

const depotJoin = (alias: Sql): ListJoin<DayScope> => ({
  sql: sql`JOIN depot d ON d.id = ${alias}.depot_id`,
});

// A vehicle that stands as near to a place as this is at it: a site's ground and the queue before its gate lie about so far around it.
const AT_PLACE_M = 300;

// The nearest of the organisation's places of a kind that a vehicle is at; null where it is at none.
const placeNear = (table: Sql): Sql => sql`(SELECT q.name FROM ${table} q
  WHERE q.organisation_id = v.organisation_id AND ST_DWithin(q.location, x.location, ${AT_PLACE_M})
  ORDER BY ST_Distance(q.location, x.location) LIMIT 1)`;

/** Vehicles with their newest state, whether they have reported yet or not. */
export const vehicleList = defineList<VehicleRow, DayScope>({
  name: "vehicles",
  from: sql`vehicle v`,
  id: sql`v.id`,
  scope: (scope) =>
    scope.role === "driver"
      ? sql`${inScope(scope, sql`v`)} AND v.id IN (SELECT vehicle_id FROM route WHERE driver_id = ${scope.driverId ?? -1}
          AND organisation_id = ${scope.organisationId} AND service_day >= (${scope.now}::timestamptz)::date - 1)`
      : inScope(scope, sql`v`),
  joins: {
    depot: depotJoin(sql`v`),
    state: { sql: sql`LEFT JOIN vehicle_state x ON x.vehicle_id = v.id` },
    route: { sql: sql`LEFT JOIN route r ON r.id = x.route_id`, needs: ["state"] },
    driver: {
      sql: sql`LEFT JOIN driver p ON p.id = x.driver_id`,
      needs: ["state"],
      lookup: {
        own: sql`v.id`,
        of: sql`x.vehicle_id`,
        from: sql`vehicle_state x JOIN driver p ON p.id = x.driver_id`,
        where: ofOrganisation(sql`p`),
      },
    },
  },
  columns: {
    id: int(sql`v.id`),
    externalId: searched(text(sql`v.external_id`)),
    number: int(sql`v.number`),
    name: { ...searched(text(sql`v.name`)), order: sql`v.number` },
    plate: searched(text(sql`v.plate`)),
    bodyType: text(sql`v.body_type`),
    fuel: text(sql`v.fuel`),
    streams: { sql: sql`v.streams`, type: "text[]" },
    depotId: int(sql`v.depot_id`),
    depot: text(sql`d.name`, "depot"),
    contractor: text(sql`v.contractor`),
    capacityKg: int(sql`v.capacity_kg`),
    capacityL: int(sql`v.capacity_l`),
    odometerKm: float(sql`v.odometer_km`),
    serviceDueKm: float(sql`v.service_due_km`),
    inWorkshop: { sql: sql`v.in_workshop`, type: "bool" },
    status: text(sql`coalesce(x.status, 'offline')`, "state"),
    statusSince: time(sql`x.status_since`, "state"),
    speedKmh: float(sql`x.speed_kmh`, "state"),
    headingDeg: float(sql`x.heading_deg`, "state"),
    loadKg: int(sql`x.load_kg`, "state"),
    at: time(sql`x.at`, "state"),
    lng: float(sql`ST_X(x.location::geometry)`, "state"),
    lat: float(sql`ST_Y(x.location::geometry)`, "state"),
    routeId: int(sql`x.route_id`, "state"),
    route: { ...text(sql`r.name`, "route"), order: sql`r.number` },
    driverId: int(sql`x.driver_id`, "state"),
    driver: searched(text(sql`p.name`, "driver")),
  },
  hidden: {
    /** In the workshop, or broken down where it stands. */
    isOffRoad: {
      sql: sql`(v.in_workshop OR coalesce(x.status = 'breakdown', false))`,
      type: "bool",
      join: "state",
    },
    silentS: { sql: secondsSince(sql`x.at`), type: "int", join: "state" },
    statusS: { sql: secondsSince(sql`x.status_since`), type: "int", join: "state" },
    roomKg: int(sql`v.capacity_kg - coalesce(x.load_kg, 0)`, "state"),
    /** The zone the vehicle is in now. */
    zone: {
      sql: sql`(SELECT z.name FROM zone z WHERE z.organisation_id = v.organisation_id
        AND ST_Covers(z.area, x.location) ORDER BY z.number LIMIT 1)`,
      type: "text",
      join: "state",
    },
    /** The facility the vehicle stands at now, and the depot whose yard it is in. */
    facility: { sql: placeNear(sql`facility`), type: "text", join: "state" },
    yard: { sql: placeNear(sql`depot`), type: "text", join: "state" },
    loadPct: float(sql`100.0 * coalesce(x.load_kg, 0) / nullif(v.capacity_kg, 0)`, "state"),
    stopsLeft: int(sql`r.stops_total - r.stops_done - r.stops_missed - r.stops_skipped`, "route"),
    /** Metres to drive until the next service; negative where it is overdue. */
    serviceLeftM: int(sql`((v.service_due_km - v.odometer_km) * 1000)::int`),
    /** Fault codes of it that stand. */
    activeFaults: {
      sql: (scope) => sql`(SELECT count(*)::int FROM fault_code c WHERE c.vehicle_id = v.id
        AND c.opened_at <= ${scope.now}::timestamptz AND coalesce(c.cleared_at > ${scope.now}::timestamptz, true))`,
      type: "int",
    },
    /** A hundred where none stands, else nothing: its mean is the share of those without any. */
    faultFreePct: {
      sql: (scope) => sql`CASE WHEN EXISTS (SELECT FROM fault_code c WHERE c.vehicle_id = v.id
        AND c.opened_at <= ${scope.now}::timestamptz AND coalesce(c.cleared_at > ${scope.now}::timestamptz, true))
        THEN 0.0 ELSE 100.0 END`,
      type: "float",
    },
    /** Metres to its own depot by straight line. */
    depotM: {
      sql: sql`ST_Distance(x.location, (SELECT h.location FROM depot h WHERE h.id = v.depot_id))`,
      type: "float",
      join: "state",
    },
  },
  defaultSort: [{ column: "number", descending: false }],
  point: { lng: "lng", lat: "lat" },
});

/** Routes of service days. */
export const routeList = defineList<RouteRow, DayScope>({
  name: "routes",
  from: sql`route r`,
  id: sql`r.id`,
  scope: (scope) => sql`${inScope(scope, sql`r`)} ${ownRoute(scope, sql`r`)}`,
  joins: {
    depot: depotJoin(sql`r`),
    zone: {
      sql: sql`LEFT JOIN zone z ON z.id = r.zone_id`,
      lookup: byKey(sql`r.zone_id`, sql`z`, sql`zone z`, ofOrganisation(sql`z`)),
    },
    vehicle: {
      sql: sql`LEFT JOIN vehicle v ON v.id = r.vehicle_id`,
      lookup: byKey(sql`r.vehicle_id`, sql`v`, sql`vehicle v`, ofOrganisation(sql`v`)),
    },
    driver: {
      sql: sql`LEFT JOIN driver p ON p.id = r.driver_id`,
      lookup: byKey(sql`r.driver_id`, sql`p`, sql`driver p`, ofOrganisation(sql`p`)),
    },
    // A route is where its truck is while that drives it.
    state: { sql: sql`LEFT JOIN vehicle_state x ON x.vehicle_id = r.vehicle_id AND x.route_id = r.id` },
  },
  columns: {
    id: int(sql`r.id`),
    name: { ...searched(text(sql`r.name`)), order: sql`r.number` },
    number: int(sql`r.number`),
    serviceDay: { sql: sql`r.service_day`, type: "date", isNeverNull: true },
    depotId: int(sql`r.depot_id`),
    depot: text(sql`d.name`, "depot"),
    zone: searched(text(sql`z.name`, "zone")),
    stream: text(sql`r.stream`),
    vehicleId: int(sql`r.vehicle_id`),
    vehicle: { ...searched(text(sql`v.name`, "vehicle")), order: sql`v.number` },
    driverId: int(sql`r.driver_id`),
    driver: searched(text(sql`p.name`, "driver")),
    contractor: text(sql`r.contractor`),
    status: text(sql`r.status`),
    plannedStartAt: time(sql`r.planned_start_at`),
    plannedEndAt: time(sql`r.planned_end_at`),
    shiftEndAt: time(sql`r.shift_end_at`),
    startedAt: time(sql`r.started_at`),
    endedAt: time(sql`r.ended_at`),
    expectedEndAt: time(sql`r.expected_end_at`),
    delayS: int(sql`r.delay_s`),
    stopsTotal: int(sql`r.stops_total`),
    stopsDone: int(sql`r.stops_done`),
    stopsMissed: int(sql`r.stops_missed`),
    stopsSkipped: int(sql`r.stops_skipped`),
    stopsLeft: int(sql`r.stops_total - r.stops_done - r.stops_missed - r.stops_skipped`),
    exceptions: int(sql`r.exceptions`),
    weightKg: int(sql`r.weight_kg`),
    plannedDistanceM: int(sql`r.planned_distance_m`),
    actualDistanceM: int(sql`r.actual_distance_m`),
    plannedDurationS: int(sql`r.planned_duration_s`),
    overtimeS: int(sql`r.overtime_s`),
    updatedAt: time(sql`r.updated_at`),
    lng: float(sql`ST_X(x.location::geometry)`, "state"),
    lat: float(sql`ST_Y(x.location::geometry)`, "state"),
  },
  hidden: {
    bodyType: text(sql`v.body_type`, "vehicle"),
    idleS: int(sql`r.idle_s`),
    costCents: int(sql`r.wage_cents + r.distance_cents + r.fuel_cents + r.disposal_cents`),
    notOut: int(sql`r.not_out`),
    weekday: weekday(sql`r.service_day`),
    donePct: float(sql`100.0 * r.stops_done / nullif(r.stops_total, 0)`),
    /** Seconds by which the route is expected to end, or ended, after its shift; negative where there is time left. */
    pastShiftS: int(sql`extract(epoch FROM coalesce(r.ended_at, r.expected_end_at) - r.shift_end_at)::int`),
  },
  defaultSort: [
    { column: "serviceDay", descending: true },
    { column: "number", descending: false },
  ],
});

// A pending stop is expected when it was planned plus what its route is behind, and never in the past.
const expectedAt = (scope: DayScope): Sql => sql`CASE WHEN s.status = 'pending'
  THEN greatest(s.planned_at + make_interval(secs => coalesce(r.delay_s, 0)), ${scope.now}::timestamptz) END`;

/** Stops of service days, assigned or not. */
export const stopList = defineList<StopRow, DayScope>({
  name: "stops",
  from: sql`stop s`,
  id: sql`s.id`,
  scope: (scope) =>
    scope.role === "driver"
      ? sql`${inScope(scope, sql`s`)} AND s.route_id IN (SELECT id FROM route WHERE driver_id = ${scope.driverId ?? -1})`
      : inScope(scope, sql`s`),
  joins: {
    route: { sql: sql`LEFT JOIN route r ON r.id = s.route_id` },
    site: {
      sql: sql`JOIN site i ON i.id = s.site_id`,
      lookup: byKey(sql`s.site_id`, sql`i`, sql`site i`, ofOrganisation(sql`i`)),
    },
    depot: depotJoin(sql`s`),
    zone: { sql: sql`LEFT JOIN zone z ON z.id = i.zone_id`, needs: ["site"] },
    driver: { sql: sql`LEFT JOIN driver p ON p.id = r.driver_id`, needs: ["route"] },
    vehicle: { sql: sql`LEFT JOIN vehicle v ON v.id = r.vehicle_id`, needs: ["route"] },
  },
  columns: {
    id: int(sql`s.id`),
    serviceDay: { sql: sql`s.service_day`, type: "date", isNeverNull: true },
    routeId: int(sql`s.route_id`),
    route: { ...text(sql`r.name`, "route"), order: sql`r.number` },
    sequence: int(sql`s.sequence`),
    doneSequence: int(sql`s.done_sequence`),
    siteId: int(sql`s.site_id`),
    site: searched(text(sql`i.name`, "site")),
    street: text(sql`i.street`, "site"),
    zone: text(sql`z.name`, "zone"),
    depotId: int(sql`s.depot_id`),
    stream: text(sql`s.stream`),
    status: text(sql`s.status`),
    plannedAt: time(sql`s.planned_at`),
    expectedAt: { sql: expectedAt, type: "time", join: "route" },
    windowStartAt: time(sql`s.window_start_at`),
    windowEndAt: time(sql`s.window_end_at`),
    arrivedAt: time(sql`s.arrived_at`),
    doneAt: time(sql`s.done_at`),
    lifts: int(sql`s.lifts`),
    weightKg: int(sql`s.weight_kg`),
    // Crews pick most reasons from a list, so that there are few beside the rows that have one.
    reason: {
      ...searched(text(sql`s.reason`)),
      lookup: byText(
        sql`s.reason`,
        ({ organisationId }) => sql`
        SELECT DISTINCT reason FROM stop WHERE organisation_id = ${organisationId} AND reason IS NOT NULL`,
      ),
    },
    lng: float(sql`ST_X(i.location::geometry)`, "site"),
    lat: float(sql`ST_Y(i.location::geometry)`, "site"),
  },
  hidden: {
    isOutOfSequence: {
      sql: sql`coalesce(s.done_sequence <> s.sequence, false)`,
      type: "bool",
    },
    /** Will not be done that day: expected after the shift of its route, or on no route. */
    isLeftOver: {
      sql: (scope) =>
        sql`(s.status = 'pending' AND (s.route_id IS NULL OR coalesce(${expectedAt(scope)} > r.shift_end_at, false)))`,
      type: "bool",
      join: "route",
    },
    /** Will be done too late for its window. */
    isAfterWindow: {
      sql: (scope) => sql`(s.status = 'pending' AND coalesce(${expectedAt(scope)} > s.window_end_at, false))`,
      type: "bool",
      join: "route",
    },
    /** Either of both: expected after its window or after the shift of its route, or on no route. */
    isAtRisk: {
      sql: (scope) => sql`(s.status = 'pending' AND (s.route_id IS NULL OR coalesce(${expectedAt(scope)} >
        least(coalesce(s.window_end_at, 'infinity'::timestamptz), coalesce(r.shift_end_at, 'infinity'::timestamptz)), false)))`,
      type: "bool",
      join: "route",
    },
    isUnassigned: { sql: sql`(s.route_id IS NULL)`, type: "bool" },
    /** From arriving at the stop to its end. */
    atStopS: float(sql`extract(epoch FROM s.done_at - s.arrived_at)::float8`),
    hasPhoto: {
      sql: sql`EXISTS (SELECT FROM proof f WHERE f.stop_id = s.id AND f.kind = 'photo')`,
      type: "bool",
    },
    hasProof: { sql: sql`EXISTS (SELECT FROM proof f WHERE f.stop_id = s.id)`, type: "bool" },
    weekday: weekday(sql`s.service_day`),
    driverId: int(sql`r.driver_id`, "route"),
    vehicleId: int(sql`r.vehicle_id`, "route"),
    driver: text(sql`p.name`, "driver"),
    vehicle: text(sql`v.name`, "vehicle"),
    depot: text(sql`d.name`, "depot"),
    routeStatus: text(sql`r.status`, "route"),
  },
  defaultSort: [
    { column: "serviceDay", descending: true },
    { column: "routeId", descending: false },
    { column: "sequence", descending: false },
  ],
  point: { lng: "lng", lat: "lat" },
});

/** Exceptions, in the order in which their service clocks run out. */
export const exceptionList = defineList<ExceptionRow, DayScope>({
  name: "exceptions",
  from: sql`exception e`,
  id: sql`e.id`,
  scope: (scope) => sql`${inScope(scope, sql`e`)} ${ownRoute(scope, sql`e`)}`,
  joins: {
    depot: depotJoin(sql`e`),
    route: { sql: sql`LEFT JOIN route r ON r.id = e.route_id` },
    site: {
      sql: sql`LEFT JOIN site i ON i.id = e.site_id`,
      lookup: byKey(sql`e.site_id`, sql`i`, sql`site i`, ofOrganisation(sql`i`)),
    },
    zone: { sql: sql`LEFT JOIN zone z ON z.id = coalesce(i.zone_id, r.zone_id)`, needs: ["site", "route"] },
    customer: { sql: sql`LEFT JOIN customer c ON c.id = i.customer_id`, needs: ["site"] },
    vehicle: { sql: sql`LEFT JOIN vehicle v ON v.id = e.vehicle_id` },
    driver: {
      sql: sql`LEFT JOIN driver p ON p.id = e.driver_id`,
      lookup: byKey(sql`e.driver_id`, sql`p`, sql`driver p`, ofOrganisation(sql`p`)),
    },
  },
  columns: {
    id: int(sql`e.id`),
    kind: text(sql`e.kind`),
    status: text(sql`e.status`),
    stream: text(sql`e.stream`),
    serviceDay: { sql: sql`e.service_day`, type: "date", isNeverNull: true },
    openedAt: time(sql`e.opened_at`),
    respondBy: time(sql`e.respond_by`),
    takenAt: time(sql`e.taken_at`),
    closedAt: time(sql`e.closed_at`),
    ownerId: text(sql`e.owner_id`),
    owner: searched(text(sql`e.owner_name`)),
    resolution: searched(text(sql`e.resolution`)),
    note: searched(text(sql`e.note`)),
    hasPhoto: { sql: sql`e.has_photo`, type: "bool" },
    source: text(sql`e.source`),
    depotId: int(sql`e.depot_id`),
    depot: text(sql`d.name`, "depot"),
    zone: text(sql`z.name`, "zone"),
    routeId: int(sql`e.route_id`),
    route: { ...text(sql`r.name`, "route"), order: sql`r.number` },
    stopId: int(sql`e.stop_id`),
    siteId: int(sql`e.site_id`),
    site: searched(text(sql`i.name`, "site")),
    vehicleId: int(sql`e.vehicle_id`),
    vehicle: { ...text(sql`v.name`, "vehicle"), order: sql`v.number` },
    driverId: int(sql`e.driver_id`),
    driver: searched(text(sql`p.name`, "driver")),
    calledAfter: {
      sql: sql`EXISTS (SELECT FROM resident_call c WHERE c.site_id = e.site_id
        AND c.at > e.opened_at AND c.at < e.opened_at + interval '3 days')`,
      type: "bool",
    },
    lng: float(sql`ST_X(i.location::geometry)`, "site"),
    lat: float(sql`ST_Y(i.location::geometry)`, "site"),
  },
  hidden: {
    isOpen: { sql: sql`(e.status <> 'closed')`, type: "bool" },
    ageS: { sql: secondsSince(sql`e.opened_at`), type: "int" },
    closedAfterS: int(sql`extract(epoch FROM e.closed_at - e.opened_at)::int`),
    contractor: text(sql`p.contractor`, "driver"),
    weekday: weekday(sql`e.service_day`),
    week: weekOf(sql`e.service_day`),
    month: monthOf(sql`e.service_day`),
    isOverdue: {
      sql: (scope) => sql`(e.status = 'open' AND e.respond_by < ${scope.now}::timestamptz)`,
      type: "bool",
    },
    street: text(sql`i.street`, "site"),
    customerId: int(sql`i.customer_id`, "site"),
    // Two customers of one name are two: the account number parts them.
    customer: text(sql`c.name || ' (' || c.account_number || ')'`, "customer"),
  },
  defaultSort: [{ column: "respondBy", descending: false }],
  point: { lng: "lng", lat: "lat" },
});
