import type { ExpectedDay, ForecastMeasure, PastDay } from "#server/forecast/schema.ts";
import { addDays, type DayRange } from "#server/lib/service-day.ts";
import { type Db, joinSql, type Sql, sql } from "#server/platform/db.ts";

/** A forecast as it is stored: of a measure, at a depot, for a stream, with when and by what it was made. */
export type StoredDay = ExpectedDay & {
  measure: ForecastMeasure;
  depotId: number;
  stream: string;
  madeFrom: string;
  method: string;
};

const ROWS_AT_ONCE = 1_000;

// A day is kept as its noon in UTC, which lies on that day in the zone of no other.
const momentOf = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** Stores forecasts; one made anew from the same day stands in the place of the one before. */
export const writeDays = async (
  db: Db,
  organisationId: number,
  rows: readonly StoredDay[],
): Promise<void> => {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const values = rows
      .slice(at, at + ROWS_AT_ONCE)
      .map(
        (row) =>
          sql`(${organisationId}, ${row.measure}, ${row.stream}, ${row.depotId}, ${momentOf(row.day)}, ${momentOf(row.madeFrom)}, ${row.point}, ${row.low80}, ${row.high80}, ${row.low90}, ${row.high90}, ${row.method})`,
      );
    await db.$executeRaw(sql`
      INSERT INTO prediction (organisation_id, kind, subject, subject_id, for_at, made_at, value, low80, high80, low90, high90, model)
      VALUES ${joinSql(values)}
      ON CONFLICT (organisation_id, kind, subject, subject_id, for_at, made_at) DO UPDATE SET
        value = excluded.value, low80 = excluded.low80, high80 = excluded.high80, low90 = excluded.low90,
        high90 = excluded.high90, model = excluded.model`);
  }
};

/** The day from which the newest forecasts were made; null where none are stored. */
export const lastMadeFrom = async (db: Db, organisationId: number): Promise<string | null> => {
  const rows = await db.$queryRaw<{ day: string | null }[]>(sql`
    SELECT to_char(max(made_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM prediction
    WHERE organisation_id = ${organisationId} AND kind IN ('tonnage', 'lifts', 'set-out')`);
  return rows[0]?.day ?? null;
};

/** Notes beside stored forecasts what then happened. */
export const writeActuals = async (
  db: Db,
  organisationId: number,
  rows: readonly { measure: ForecastMeasure; depotId: number; stream: string; day: string; actual: number }[],
): Promise<void> => {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const values = rows
      .slice(at, at + ROWS_AT_ONCE)
      .map(
        (row) =>
          sql`(${row.measure}, ${row.stream}, ${row.depotId}::int, ${momentOf(row.day)}::timestamptz, ${row.actual}::float8)`,
      );
    await db.$executeRaw(sql`
      UPDATE prediction p SET actual = v.actual
      FROM (VALUES ${joinSql(values)}) AS v (kind, subject, subject_id, for_at, actual)
      WHERE p.organisation_id = ${organisationId} AND p.kind = v.kind AND p.subject = v.subject
        AND p.subject_id = v.subject_id AND p.for_at = v.for_at`);
  }
};

/** A stored forecast of a day that is over, with what happened. */
export type FaredDay = PastDay & { depotId: number; stream: string; madeFrom: string; method: string };

const STORED = sql`to_char(for_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, subject_id AS "depotId", subject AS stream,
  to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "madeFrom", value AS point, low80, high80, low90, high90, model AS method`;

/** Stored forecasts of the days `from` to `to`, of each day the last one made; `more` is read beside it, of rows that `where` also holds for. */
const readLast = <Row>(
  db: Db,
  organisationId: number,
  measure: ForecastMeasure,
  { from, to }: DayRange,
  { more, where }: { more: Sql; where: Sql },
): Promise<Row[]> =>
  db.$queryRaw<Row[]>(sql`
    SELECT DISTINCT ON (for_at, subject_id, subject) ${STORED}, ${more}
    FROM prediction
    WHERE organisation_id = ${organisationId} AND kind = ${measure}
      AND for_at >= ${momentOf(from)} AND for_at < ${momentOf(addDays(to, 1))} AND ${where}
    ORDER BY for_at, subject_id, subject, made_at DESC`);

/** How forecasts of the days `from` to `to` fared: of each day the last one made before it. */
export const readFared = (
  db: Db,
  organisationId: number,
  measure: ForecastMeasure,
  days: DayRange,
): Promise<FaredDay[]> =>
  readLast(db, organisationId, measure, days, {
    more: sql`actual`,
    where: sql`actual IS NOT NULL AND made_at < for_at`,
  });

/** Stored forecasts of the days `from` to `to`, of each the last one made. */
export const readDays = (
  db: Db,
  organisationId: number,
  measure: ForecastMeasure,
  days: DayRange,
): Promise<StoredDay[]> =>
  readLast(db, organisationId, measure, days, { more: sql`kind AS measure`, where: sql`true` });
