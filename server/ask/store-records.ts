import {
  bool,
  date,
  float,
  hourOf,
  int,
  minuteOf,
  ofDay,
  ofVehicle,
  passed,
  type RecordScope,
  type Row,
  seen,
  text,
  time,
} from "#server/ask/record-columns.ts";
import type { RecordValue } from "#server/ask/record-groups.schema.ts";
import type { RecordName } from "#server/ask/schema.ts";
import { PLACE_RECORDS } from "#server/ask/store-place-records.ts";
import { RISK_RECORDS } from "#server/ask/store-risk-records.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, joinSql, type Sql, sql } from "#server/platform/db.ts";
import { defineList } from "#server/platform/list.ts";

/** Fault codes of vehicles, open or cleared. */
const faults = defineList<Row, RecordScope>({
  name: "faults",
  from: sql`fault_code f JOIN vehicle v ON v.id = f.vehicle_id`,
  id: sql`f.id`,
  scope: (scope) => sql`${seen(scope, sql`v`)} AND f.opened_at <= ${scope.now}::timestamptz`,
  columns: {
    id: int(sql`f.id`),
    ...ofVehicle,
    code: text(sql`f.code`),
    fault: text(sql`f.description`),
    severity: int(sql`f.severity`),
    meaning: text(
      sql`CASE f.severity WHEN 3 THEN 'do not drive' WHEN 2 THEN 'the duty mechanic decides' ELSE 'note' END`,
    ),
    openedAt: time(sql`f.opened_at`),
    clearedAt: passed(sql`f.cleared_at`),
    // Until it was cleared, or until now where it is not.
    ageS: float(
      (scope) =>
        sql`extract(epoch FROM least(coalesce(f.cleared_at, ${scope.now}::timestamptz), ${scope.now}::timestamptz) - f.opened_at)::float8`,
    ),
    clearedDay: date(
      (scope) =>
        sql`CASE WHEN f.cleared_at <= ${scope.now}::timestamptz THEN (f.cleared_at AT TIME ZONE ${scope.timeZone})::date END`,
    ),
    ...ofDay((scope) => sql`(f.opened_at AT TIME ZONE ${scope.timeZone})::date`),
    inWorkshop: bool(sql`v.in_workshop`),
    isActive: bool((scope) => sql`(f.cleared_at IS NULL OR f.cleared_at > ${scope.now}::timestamptz)`),
    serviceDay: date((scope) => sql`(f.opened_at AT TIME ZONE ${scope.timeZone})::date`),
  },
  defaultSort: [{ column: "severity", descending: true }],
});

/** The newest daily reading of each vehicle, and its mean of the two months before. */
const readings = defineList<Row, RecordScope>({
  name: "readings",
  from: (scope) => sql`vehicle v JOIN LATERAL (
      SELECT * FROM vehicle_reading n WHERE n.vehicle_id = v.id
        AND n.service_day <= (${scope.now}::timestamptz AT TIME ZONE ${scope.timeZone})::date
      ORDER BY n.service_day DESC LIMIT 1) x ON true`,
  id: sql`v.id`,
  scope: (scope) => seen(scope, sql`v`),
  columns: {
    id: int(sql`v.id`),
    ...ofVehicle,
    crankingVolts: float(sql`x.cranking_volts`),
    coolantMaxC: float(sql`x.coolant_max_c`),
    engineHours: float(sql`x.engine_hours`),
    measuredOn: date(sql`x.service_day`),
    usualVolts: float(
      sql`(SELECT round(avg(u.cranking_volts)::numeric, 2)::float8 FROM vehicle_reading u WHERE u.vehicle_id = v.id
        AND u.service_day BETWEEN x.service_day - 105 AND x.service_day - 45)`,
    ),
    inWorkshop: bool(sql`v.in_workshop`),
  },
  defaultSort: [{ column: "crankingVolts", descending: false }],
});

/** Every daily reading of each vehicle. */
const dailyReadings = defineList<Row, RecordScope>({
  name: "daily-readings",
  from: sql`vehicle_reading n JOIN vehicle v ON v.id = n.vehicle_id`,
  // Days of this century keep the number of a day below a hundred thousand.
  id: sql`(n.vehicle_id::bigint * 100000 + (n.service_day - DATE '2000-01-01'))`,
  scope: (scope) =>
    sql`${seen(scope, sql`v`)} AND n.service_day <= (${scope.now}::timestamptz AT TIME ZONE ${scope.timeZone})::date`,
  columns: {
    id: int(sql`(n.vehicle_id::bigint * 100000 + (n.service_day - DATE '2000-01-01'))`),
    ...ofVehicle,
    crankingVolts: float(sql`n.cranking_volts`),
    coolantMaxC: float(sql`n.coolant_max_c`),
    engineHours: float(sql`n.engine_hours`),
    measuredOn: date(sql`n.service_day`),
    ...ofDay(() => sql`n.service_day`),
    serviceDay: date(sql`n.service_day`),
  },
  defaultSort: [{ column: "serviceDay", descending: true }],
});

/** Repairs, each with the days since the repair of the same part of the same vehicle that was done last before. */
const repairs = defineList<Row, RecordScope>({
  name: "repairs",
  from: sql`repair e JOIN vehicle v ON v.id = e.vehicle_id LEFT JOIN LATERAL (
      SELECT b.done_at, b.description FROM repair b WHERE b.vehicle_id = e.vehicle_id AND b.component = e.component
        AND b.done_at <= e.opened_at AND b.id <> e.id ORDER BY b.done_at DESC LIMIT 1) b ON true`,
  id: sql`e.id`,
  scope: (scope) => sql`${seen(scope, sql`v`)} AND e.opened_at <= ${scope.now}::timestamptz`,
  columns: {
    id: int(sql`e.id`),
    ...ofVehicle,
    component: text(sql`e.component`),
    repair: text(sql`e.description`),
    openedAt: time(sql`e.opened_at`),
    doneAt: passed(sql`e.done_at`),
    repairedBefore: time(sql`b.done_at`),
    repairBefore: text(sql`b.description`),
    backAfterDays: float(
      sql`round((extract(epoch FROM e.opened_at - b.done_at) / 86400)::numeric, 1)::float8`,
    ),
    cost: int(sql`e.cost_cents`),
    // Until it was done, or until now where it is not.
    workshopDays: float(
      (scope) =>
        sql`(extract(epoch FROM least(coalesce(e.done_at, ${scope.now}::timestamptz), ${scope.now}::timestamptz) - e.opened_at) / 86400)::float8`,
    ),
    ...ofDay((scope) => sql`(e.opened_at AT TIME ZONE ${scope.timeZone})::date`),
    serviceDay: date((scope) => sql`(e.opened_at AT TIME ZONE ${scope.timeZone})::date`),
    doneDay: date(
      (scope) =>
        sql`CASE WHEN e.done_at <= ${scope.now}::timestamptz THEN (e.done_at AT TIME ZONE ${scope.timeZone})::date END`,
    ),
    inWorkshop: bool(sql`v.in_workshop`),
    isOpen: bool((scope) => sql`(e.done_at IS NULL OR e.done_at > ${scope.now}::timestamptz)`),
  },
  defaultSort: [{ column: "openedAt", descending: true }],
});

// Sites this near to an event name the place it happened at.
const NEAR_M = 200;

/** Harsh braking, acceleration and cornering, and speeding, with who drove and what stands near. */
const safety = defineList<Row, RecordScope>({
  name: "safety",
  from: sql`harsh_event h JOIN vehicle v ON v.id = h.vehicle_id LEFT JOIN driver p ON p.id = h.driver_id
    LEFT JOIN route r ON r.id = h.route_id`,
  id: sql`h.id`,
  scope: (scope) => sql`${seen(scope, sql`h`)} AND h.at <= ${scope.now}::timestamptz`,
  columns: {
    id: int(sql`h.id`),
    ...ofVehicle,
    driverId: int(sql`h.driver_id`),
    driver: text(sql`coalesce(p.name, 'no driver')`),
    route: { ...text(sql`r.name`), order: sql`r.number` },
    event: text(sql`h.kind`),
    // Where it happened, whatever zone the route was for.
    zone: text(
      sql`coalesce((SELECT z.name FROM zone z WHERE z.organisation_id = h.organisation_id
        AND ST_Covers(z.area, h.location) ORDER BY z.number LIMIT 1), 'no zone')`,
    ),
    ...ofDay((scope) => sql`(h.at AT TIME ZONE ${scope.timeZone})::date`),
    hour: hourOf(sql`h.at`),
    minuteOfDay: minuteOf(sql`h.at`),
    // That of the nearest address, where one is near.
    street: text(
      sql`coalesce((SELECT s.street FROM site s WHERE s.organisation_id = h.organisation_id
        AND ST_DWithin(s.location, h.location, ${NEAR_M}) ORDER BY ST_Distance(s.location, h.location), s.id LIMIT 1), 'no street')`,
    ),
    happenedAt: time(sql`h.at`),
    speedKmh: float(sql`h.speed_kmh`),
    limitKmh: float(sql`h.limit_kmh`),
    overKmh: float(sql`(h.speed_kmh - h.limit_kmh)`),
    place: text(sql`h.place`),
    near: text(
      sql`concat_ws('; ', h.place, (SELECT string_agg(s.name, '; ' ORDER BY s.id) FROM site s
        WHERE s.organisation_id = h.organisation_id AND ST_DWithin(s.location, h.location, ${NEAR_M})))`,
    ),
    lng: float(sql`ST_X(h.location::geometry)`),
    lat: float(sql`ST_Y(h.location::geometry)`),
    serviceDay: date((scope) => sql`(h.at AT TIME ZONE ${scope.timeZone})::date`),
  },
  defaultSort: [{ column: "happenedAt", descending: true }],
});

/** Weigh tickets of facilities, with the route that brought them where it is known. */
const tickets = defineList<Row, RecordScope>({
  name: "tickets",
  from: sql`weigh_ticket w JOIN facility f ON f.id = w.facility_id LEFT JOIN vehicle v ON v.id = w.vehicle_id
    LEFT JOIN route r ON r.id = w.route_id LEFT JOIN driver p ON p.id = r.driver_id`,
  id: sql`w.id`,
  scope: (scope) => sql`${seen(scope, sql`w`)} AND w.arrived_at <= ${scope.now}::timestamptz`,
  columns: {
    id: int(sql`w.id`),
    ticket: text(sql`w.number`),
    serviceDay: date(sql`w.service_day`),
    facilityId: int(sql`w.facility_id`),
    facility: text(sql`f.name`),
    vehicleId: int(sql`w.vehicle_id`),
    vehicle: { ...text(sql`v.name`), order: sql`v.number` },
    contractor: text(sql`v.contractor`),
    bodyType: text(sql`v.body_type`),
    depotId: int(sql`w.depot_id`),
    stream: text(sql`w.stream`),
    weightKg: int(sql`w.net_kg`),
    // What its truck can carry; of a truck that is not known nobody can tell.
    capacityKg: int(sql`v.capacity_kg`),
    overCapacityKg: int(sql`(w.net_kg - v.capacity_kg)`),
    fee: int(sql`w.fee_cents`),
    depot: text(sql`(SELECT d.name FROM depot d WHERE d.id = w.depot_id)`),
    ...ofDay(() => sql`w.service_day`),
    arrivedAt: time(sql`w.arrived_at`),
    leftAt: passed(sql`w.left_at`),
    hour: hourOf(sql`w.arrived_at`),
    minuteOfDay: minuteOf(sql`w.arrived_at`),
    // Known once the truck has left.
    stayS: float(
      (scope) =>
        sql`CASE WHEN w.left_at <= ${scope.now}::timestamptz THEN extract(epoch FROM w.left_at - w.arrived_at)::float8 END`,
    ),
    route: { ...text(sql`r.name`), order: sql`r.number` },
    driver: text(sql`p.name`),
    hasRoute: bool(sql`(w.route_id IS NOT NULL)`),
    isUnmatched: bool(sql`(w.route_id IS NULL)`),
  },
  defaultSort: [{ column: "arrivedAt", descending: true }],
});

// The limits of a day in the procedure "Driving hours and breaks".
const DUTY_LIMIT_S = 13 * 3600;
const DRIVING_LIMIT_S = 9 * 3600;

// When a driver is expected to be off duty: as recorded, else by his route, else by his plan, and not before now.
const offDuty = (
  scope: RecordScope,
): Sql => sql`coalesce(CASE WHEN h.clocked_out_at <= ${scope.now}::timestamptz
  THEN h.clocked_out_at END, greatest(${scope.now}::timestamptz, coalesce(r.expected_end_at, h.planned_end_at)))`;
const dutyS = (scope: RecordScope): Sql => sql`extract(epoch FROM ${offDuty(scope)} - h.clocked_in_at)`;
// Driven so far, and in the same share of what is left of the route.
const drivingS = (scope: RecordScope): Sql => sql`(r.transit_s * (1 + coalesce(
  greatest(0, extract(epoch FROM ${offDuty(scope)} - ${scope.now}::timestamptz))
    / nullif(extract(epoch FROM least(${scope.now}::timestamptz, r.ended_at) - r.started_at), 0), 0)))`;
// On duty so far, breaks included, as the limit counts it. Who never clocked out of a day that is over went as was planned.
const soFarS = (scope: RecordScope): Sql => sql`extract(epoch FROM coalesce(
  CASE WHEN h.clocked_out_at <= ${scope.now}::timestamptz THEN h.clocked_out_at END,
  CASE WHEN h.clocked_in_at < ${scope.now}::timestamptz - interval '1 day' THEN h.planned_end_at END,
  ${scope.now}::timestamptz) - h.clocked_in_at)`;
const onBreak = (scope: RecordScope): Sql =>
  sql`(h.break_start_at <= ${scope.now}::timestamptz AND (h.break_end_at IS NULL OR h.break_end_at > ${scope.now}::timestamptz))`;

/** Shifts of drivers with their hours: on duty and driving so far and expected, and worked since the last break. */
const shifts = defineList<Row, RecordScope>({
  name: "shifts",
  from: sql`shift h JOIN driver p ON p.id = h.driver_id LEFT JOIN vehicle v ON v.id = h.vehicle_id
    LEFT JOIN LATERAL (SELECT * FROM route o WHERE o.driver_id = h.driver_id AND o.service_day = h.service_day
      AND o.status <> 'cancelled' ORDER BY o.number LIMIT 1) r ON true`,
  id: sql`h.id`,
  scope: (scope) =>
    sql`${seen(scope, sql`h`)} AND ${scope.role === "driver" ? sql`h.driver_id = ${scope.driverId}` : sql`true`}`,
  columns: {
    id: int(sql`h.id`),
    driverId: int(sql`h.driver_id`),
    driver: text(sql`p.name`),
    vehicleId: int(sql`h.vehicle_id`),
    vehicle: { ...text(sql`v.name`), order: sql`v.number` },
    depotId: int(sql`h.depot_id`),
    depot: text(sql`(SELECT d.name FROM depot d WHERE d.id = h.depot_id)`),
    contractor: text(sql`p.contractor`),
    route: { ...text(sql`r.name`), order: sql`r.number` },
    // That of the day's route.
    zone: text(sql`(SELECT z.name FROM zone z WHERE z.id = r.zone_id)`),
    serviceDay: date(sql`h.service_day`),
    ...ofDay(() => sql`h.service_day`),
    clockedOutAt: passed(sql`h.clocked_out_at`),
    clockedInAt: passed(sql`h.clocked_in_at`),
    plannedStartAt: time(sql`h.planned_start_at`),
    lateInS: float(
      (scope) => sql`CASE WHEN h.clocked_in_at <= ${scope.now}::timestamptz
        THEN extract(epoch FROM h.clocked_in_at - h.planned_start_at)::float8 END`,
    ),
    // Off duty since the shift before, where both ends of that time are on record.
    restBeforeS: float(
      (scope) => sql`CASE WHEN h.clocked_in_at <= ${scope.now}::timestamptz
        THEN extract(epoch FROM h.clocked_in_at - (SELECT o.clocked_out_at FROM shift o
          WHERE o.organisation_id = h.organisation_id AND o.driver_id = h.driver_id AND o.service_day < h.service_day
            AND o.clocked_in_at IS NOT NULL ORDER BY o.service_day DESC LIMIT 1))::float8 END`,
    ),
    expectedOffAt: time(offDuty),
    expectedDutyS: float((scope) => sql`${dutyS(scope)}::float8`),
    expectedDrivingS: float((scope) => sql`${drivingS(scope)}::float8`),
    pastLimitS: float(
      (scope) =>
        sql`greatest(${dutyS(scope)} - ${DUTY_LIMIT_S}, coalesce(${drivingS(scope)} - ${DRIVING_LIMIT_S}, ${-DRIVING_LIMIT_S}))::float8`,
    ),
    dutyS: float((scope) => sql`${soFarS(scope)}::float8`),
    drivenS: float(sql`coalesce(r.transit_s, 0)::float8`),
    hoursLeftS: float(
      (scope) =>
        sql`least(${DUTY_LIMIT_S} - ${soFarS(scope)}, ${DRIVING_LIMIT_S} - coalesce(r.transit_s, 0))::float8`,
    ),
    // When the earlier of the two limits is reached, if he drives on as much of the time as so far.
    limitAt: time(
      (scope) => sql`least(h.clocked_in_at + make_interval(secs => ${DUTY_LIMIT_S}),
        r.started_at + (least(${scope.now}::timestamptz, r.ended_at) - r.started_at)
          * (${DRIVING_LIMIT_S}::float8 / nullif(r.transit_s, 0)))`,
    ),
    breakStartAt: passed(sql`h.break_start_at`),
    breakEndAt: passed(sql`h.break_end_at`),
    breakS: float(
      (
        scope,
      ) => sql`coalesce(extract(epoch FROM least(coalesce(h.break_end_at, ${scope.now}::timestamptz), ${scope.now}::timestamptz)
        - CASE WHEN h.break_start_at <= ${scope.now}::timestamptz THEN h.break_start_at END), 0)::float8`,
    ),
    hasBreak: bool((scope) => sql`coalesce(h.break_start_at <= ${scope.now}::timestamptz, false)`),
    isOnBreak: bool((scope) => sql`coalesce(${onBreak(scope)}, false)`),
    isOnDuty: bool(
      (scope) => sql`(coalesce(h.clocked_in_at <= ${scope.now}::timestamptz, false)
        AND coalesce(h.clocked_out_at > ${scope.now}::timestamptz, true))`,
    ),
    sinceBreakS: float(
      (
        scope,
      ) => sql`CASE WHEN coalesce(${onBreak(scope)}, false) THEN 0 ELSE extract(epoch FROM ${scope.now}::timestamptz
        - greatest(h.clocked_in_at, CASE WHEN h.break_end_at <= ${scope.now}::timestamptz THEN h.break_end_at END))::float8 END`,
    ),
  },
  defaultSort: [{ column: "driver", descending: false }],
});

/** Records of the fleet that can be asked for, by name. */
export const RECORDS = {
  faults,
  readings,
  "daily-readings": dailyReadings,
  repairs,
  safety,
  tickets,
  shifts,
  ...PLACE_RECORDS,
  ...RISK_RECORDS,
} as const satisfies Record<RecordName, unknown>;

/** Records of a group: how many, and what a column of them comes to. */
export type RecordGroup = { key: string; count: number; value: number | null };

// What is told of the values of a column; a share is that of the records of which it holds.
const TOLD: Readonly<Record<RecordValue["as"], (of: Sql) => Sql>> = {
  sum: (of) => sql`sum(${of})`,
  mean: (of) => sql`avg(${of})`,
  min: (of) => sql`min(${of})`,
  max: (of) => sql`max(${of})`,
  distinct: (of) => sql`count(DISTINCT ${of})`,
  share: (of) => sql`100.0 * avg((${of})::int)`,
};

/** Rows of a record list counted per value of each of some columns, with what another comes to; whole where none is given. */
export const countRecords = (
  db: Db,
  selection: { from: Sql; where: Sql },
  by: readonly Sql[],
  told?: { of: Sql; as: RecordValue["as"] },
): Promise<RecordGroup[]> => {
  const keys = by.map((each) => sql`coalesce(${each}::text, 'none')`);
  return db.$queryRaw<RecordGroup[]>(sql`
    SELECT ${keys.length === 0 ? sql`'all'` : joinSql(keys, " || ', ' || ")} AS key, count(*)::int AS count,
      (${told ? TOLD[told.as](told.of) : sql`NULL`})::float8 AS value
    FROM ${selection.from} WHERE ${selection.where}
    ${keys.length === 0 ? sql`` : sql`GROUP BY 1`} ORDER BY 2 DESC, 1`);
};

/** A procedure of the handbook. */
export type ProcedureText = { title: string; body: string };

/** Procedures that speak of any of these words, those that name the most of them first. */
export const findProcedures = (db: Db, scope: Scope, words: readonly string[]): Promise<ProcedureText[]> =>
  db.$queryRaw<ProcedureText[]>(sql`
    SELECT title, body FROM (SELECT title, body, (SELECT count(*) FROM unnest(${[...words]}::text[]) w
        WHERE position(lower(w) IN lower(title || ' ' || body)) > 0) AS hits
      FROM procedure WHERE organisation_id = ${scope.organisationId}) found
    WHERE hits > 0 ORDER BY hits DESC, title LIMIT 3`);
