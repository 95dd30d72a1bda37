import type { Scope } from "#server/lib/scope.ts";
import { type Sql, sql } from "#server/platform/db.ts";
import type { ListColumn } from "#server/platform/list-column.ts";

/** Who asks, the time on his day clock, and the zone its days are counted in. */
export type RecordScope = Scope & { now: string; timeZone: string };

/** A row of a record list. */
export type Row = Record<string, unknown>;

type Column = ListColumn<RecordScope>;

const column =
  (type: Column["type"]) =>
  (source: Column["sql"], join?: string): Column => ({
    sql: source,
    type,
    ...(join === undefined ? {} : { join }),
  });

/** Columns of record lists by what they hold. */
export const text = column("text");
/** A whole number. */
export const int = column("int");
/** A number. */
export const float = column("float");
/** An instant. */
export const time = column("time");
/** An instant that is known once it is over. */
export const passed = (instant: Sql): Column =>
  time((scope) => sql`CASE WHEN ${instant} <= ${scope.now}::timestamptz THEN ${instant} END`);
/** A day. */
export const date = column("date");
/** A claim. */
export const bool = column("bool");

/** Limits rows to those of the asker's organisation and depots. */
export const seen = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

const localTime = (instant: Sql) => (scope: RecordScope) => sql`(${instant} AT TIME ZONE ${scope.timeZone})`;
/** The hour of the day of an instant, such as "07:00". */
export const hourOf = (instant: Sql): Column =>
  text((scope) => sql`to_char(${localTime(instant)(scope)}, 'HH24') || ':00'`);
/** The minute of the day of an instant. */
export const minuteOf = (instant: Sql): Column =>
  int(
    (scope) =>
      sql`(extract(hour FROM ${localTime(instant)(scope)}) * 60 + extract(minute FROM ${localTime(instant)(scope)}))::int`,
  );

/** What hangs on a vehicle `v` tells of it; it is seen by who sees the vehicle. */
export const ofVehicle = {
  vehicleId: int(sql`v.id`),
  vehicle: { ...text(sql`v.name`), order: sql`v.number` },
  streams: column("text[]")(sql`v.streams`),
  depotId: int(sql`v.depot_id`),
  bodyType: text(sql`v.body_type`),
  contractor: text(sql`v.contractor`),
  depot: text(sql`(SELECT d.name FROM depot d WHERE d.id = v.depot_id)`),
};

const TIMES = {
  day: (day: Sql) => sql`to_char(${day}, 'YYYY-MM-DD')`,
  week: (day: Sql) => sql`to_char(date_trunc('week', ${day}), 'YYYY-MM-DD')`,
  month: (day: Sql) => sql`to_char(${day}, 'YYYY-MM')`,
  weekday: (day: Sql) => sql`extract(isodow FROM ${day})::int::text`,
} as const;

/** The stretches of time that a record of a service day falls into. */
export const ofDay = (day: (scope: RecordScope) => Sql) => ({
  day: text((scope) => TIMES.day(day(scope))),
  week: text((scope) => TIMES.week(day(scope))),
  month: text((scope) => TIMES.month(day(scope))),
  weekday: text((scope) => TIMES.weekday(day(scope))),
});
