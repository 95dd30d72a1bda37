import type { Expected, PredictionKind } from "#server/forecast/schema.ts";
import { addDays, type DayRange } from "#server/lib/service-day.ts";
import { type Db, joinSql, rawSql, type Sql, sql, type Tx } from "#server/platform/db.ts";

/** What a stored value is of: a stream (empty for all) at a depot (0 for all), a vehicle, a route, a container of a stream. */
export type Subject = { subject: string; subjectId: number };

/** A value as it is stored: of which day, with when and by what it was made. */
export type Prediction = Expected &
  Subject & { kind: PredictionKind; day: string; madeFrom: string; method: string; risk: number | null };

/** A value as it is read: with what then happened, null until that is known. */
export type Told = Prediction & { actual: number | null };

const ROWS_AT_ONCE = 1_000;

// A day is kept as its noon in UTC, which lies on that day in the zone of no other.
const momentOf = (day: string): Date => new Date(`${day}T12:00:00Z`);
const amongKinds = (kinds: readonly PredictionKind[]): Sql => sql`kind = ANY(${[...kinds]}::text[])`;

const inParts = async <Row>(rows: readonly Row[], write: (part: readonly Row[]) => Promise<unknown>) => {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await write(rows.slice(at, at + ROWS_AT_ONCE));
};

/** Stores values; one made anew from the same day stands in the place of the one before. */
export const writePredictions = (db: Db | Tx, organisationId: number, rows: readonly Prediction[]) =>
  inParts(rows, (part) => {
    const values = part.map(
      (row) =>
        sql`(${organisationId}, ${row.kind}, ${row.subject}, ${row.subjectId}, ${momentOf(row.day)}, ${momentOf(row.madeFrom)}, ${row.point}, ${row.low80}, ${row.high80}, ${row.low90}, ${row.high90}, ${row.method}, ${row.risk})`,
    );
    return db.$executeRaw(sql`
      INSERT INTO prediction (organisation_id, kind, subject, subject_id, for_at, made_at, value, low80, high80, low90, high90, model, risk)
      VALUES ${joinSql(values)}
      ON CONFLICT (organisation_id, kind, subject, subject_id, for_at, made_at) DO UPDATE SET
        value = excluded.value, low80 = excluded.low80, high80 = excluded.high80, low90 = excluded.low90,
        high90 = excluded.high90, model = excluded.model, risk = excluded.risk`);
  });

/** The day from which the newest values of kinds were made; null where none are stored. */
export const lastMadeFrom = async (
  db: Db,
  organisationId: number,
  kinds: readonly PredictionKind[],
): Promise<string | null> => {
  const rows = await db.$queryRaw<{ day: string | null }[]>(sql`
    SELECT to_char(max(made_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day FROM prediction
    WHERE organisation_id = ${organisationId} AND ${amongKinds(kinds)}`);
  return rows[0]?.day ?? null;
};

/** What happened on a day. */
export type Happened = Subject & { kind: PredictionKind; day: string; actual: number };

/** Notes beside stored values what then happened. */
export const writeActuals = (db: Db | Tx, organisationId: number, rows: readonly Happened[]) =>
  inParts(rows, (part) => {
    const values = part.map(
      (row) =>
        sql`(${row.kind}, ${row.subject}, ${row.subjectId}::int, ${momentOf(row.day)}::timestamptz, ${row.actual}::float8)`,
    );
    return db.$executeRaw(sql`
      UPDATE prediction p SET actual = v.actual
      FROM (VALUES ${joinSql(values)}) AS v (kind, subject, subject_id, for_at, actual)
      WHERE p.organisation_id = ${organisationId} AND p.kind = v.kind AND p.subject = v.subject
        AND p.subject_id = v.subject_id AND p.for_at = v.for_at AND p.actual IS DISTINCT FROM v.actual`);
  });

/** Days that are over without a route were days of nothing: that is what happened on them. */
export const writeNothings = (
  db: Db | Tx,
  organisationId: number,
  kinds: readonly PredictionKind[],
  { from, to }: DayRange,
) =>
  db.$executeRaw(sql`
    UPDATE prediction SET actual = 0
    WHERE organisation_id = ${organisationId} AND ${amongKinds(kinds)} AND actual IS NULL
      AND for_at BETWEEN ${momentOf(from)} AND ${momentOf(to)}`);

/** How full containers were found at pickups: the level foretold, by how much heavier than usual the stop was, and full where that was reported. */
export const writeLevels = (
  db: Db,
  organisationId: number,
  rows: readonly { containerId: number; day: string; share: number; isOverfull: boolean }[],
) =>
  inParts(rows, (part) => {
    const values = part.map(
      ({ containerId, day, share, isOverfull }) =>
        sql`(${containerId}::int, ${momentOf(day)}::timestamptz, ${share}::float8, ${isOverfull}::boolean)`,
    );
    return db.$executeRaw(sql`
      UPDATE prediction p SET actual = greatest(p.value * v.share, CASE WHEN v.is_overfull THEN 100 END)
      FROM (VALUES ${joinSql(values)}) AS v (id, for_at, share, is_overfull)
      WHERE p.organisation_id = ${organisationId} AND p.kind = 'fill' AND p.subject_id = v.id AND p.for_at = v.for_at
        AND p.actual IS DISTINCT FROM greatest(p.value * v.share, CASE WHEN v.is_overfull THEN 100 END)`);
  });

/** Drops values of days to come that were made again since. */
export const dropOlder = (
  db: Db | Tx,
  organisationId: number,
  kinds: readonly PredictionKind[],
  madeFrom: string,
) =>
  db.$executeRaw(sql`
    DELETE FROM prediction WHERE organisation_id = ${organisationId} AND ${amongKinds(kinds)}
      AND for_at > ${momentOf(madeFrom)} AND made_at < ${momentOf(madeFrom)}`);

const COLUMNS = sql`kind, subject, subject_id AS "subjectId", to_char(for_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
  to_char(made_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "madeFrom", value AS point, low80, high80, low90, high90,
  model AS method, risk, actual`;
const KEYS = rawSql("kind, subject, subject_id, for_at");

/** Values of a kind of the days `from` to `to`, made before them, of each the last one made; of one subject where it is named. */
export const readTold = (
  db: Db,
  organisationId: number,
  kind: PredictionKind,
  { from, to }: DayRange,
  of: Subject | null = null,
): Promise<Told[]> =>
  db.$queryRaw<Told[]>(sql`
    SELECT DISTINCT ON (${KEYS}) ${COLUMNS} FROM prediction
    WHERE organisation_id = ${organisationId} AND kind = ${kind}
      AND ${of === null ? sql`true` : sql`subject = ${of.subject} AND subject_id = ${of.subjectId}`}
      AND for_at >= ${momentOf(from)} AND for_at < ${momentOf(addDays(to, 1))} AND made_at < for_at
    ORDER BY ${KEYS}, made_at DESC`);
