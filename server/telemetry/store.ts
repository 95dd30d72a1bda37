import { type Db, joinSql, noSql, sql } from "#server/platform/db.ts";
import type { Rollup } from "#server/platform/meter.ts";
import type { Bucket } from "#server/telemetry/core/merge.ts";
import type { LabelledBucket } from "#server/telemetry/core/scorecard.ts";

/** Widths of the buckets kept, seconds, from fine to coarse. */
export const STEPS_S = [1, 60, 3600] as const;
/** One of {@link STEPS_S}. */
export type StepS = (typeof STEPS_S)[number];

/** The series that marks steps as rolled up: found by index where the newest of all series would take a scan. */
export const ROLLED_UP = "telemetry.rolled_up";

/**
 * Stores rollups of one width in one statement. A bucket that is there already (another process, a second flush in
 * one second) is added to; its quantiles become the larger ones, since the parts are gone.
 */
export const storeRollups = async (db: Db, stepS: StepS, rollups: readonly Rollup[]): Promise<void> => {
  const column = <K extends keyof Rollup>(key: K) => rollups.map((each) => each[key]);
  await db.$executeRaw(sql`
    INSERT INTO sample AS s (at, step_s, name, labels, kind, count, sum, min, max, p50, p95, p99)
    SELECT at, ${stepS}, name, labels, kind, count, sum, min, max, p50, p95, p99
    FROM unnest(${column("at")}::timestamptz[], ${column("name")}::text[], ${column("labels")}::text[],
                ${column("kind")}::text[], ${column("count")}::bigint[], ${column("sum")}::float8[],
                ${column("min")}::float8[], ${column("max")}::float8[], ${column("p50")}::float8[],
                ${column("p95")}::float8[], ${column("p99")}::float8[])
      AS r(at, name, labels, kind, count, sum, min, max, p50, p95, p99)
    ON CONFLICT (at, step_s, name, labels) DO UPDATE SET
      count = s.count + excluded.count, sum = s.sum + excluded.sum,
      min = least(s.min, excluded.min), max = greatest(s.max, excluded.max),
      p50 = greatest(s.p50, excluded.p50), p95 = greatest(s.p95, excluded.p95), p99 = greatest(s.p99, excluded.p99)`);
};

/** The series seen in the hour before `now`, with their kind and when each was last seen. */
export const readSeriesNames = (db: Db, now: Date) => {
  // The minutes tell of the hour; the seconds only of what no minute has yet.
  const [hourAgo, minutesAgo] = [new Date(now.getTime() - 3_600_000), new Date(now.getTime() - 180_000)];
  return db.$queryRaw<{ name: string; labels: string; kind: Rollup["kind"]; lastAt: Date }[]>(sql`
    SELECT name, labels, min(kind) AS kind, max(at) AS "lastAt" FROM sample
    WHERE at >= ${hourAgo} AND (step_s = 60 OR step_s = 1 AND at >= ${minutesAgo}) AND name <> ${ROLLED_UP}
    GROUP BY name, labels ORDER BY name, labels`);
};

const COLUMNS = sql`at, name, labels, count::float8 AS count, sum, min, max, p50, p95, p99`;

/** Buckets of exactly one width in [from, to); all labels where `labels` is null. */
export const readBuckets = (
  db: Db,
  {
    names,
    labels,
    from,
    to,
    stepS,
  }: { names: readonly string[]; labels: string | null; from: Date; to: Date; stepS: StepS },
): Promise<LabelledBucket[]> =>
  db.$queryRaw<LabelledBucket[]>(sql`
    SELECT ${COLUMNS} FROM sample
    WHERE name IN (${joinSql([...names])}) AND step_s = ${stepS} AND at >= ${from} AND at < ${to}
      ${labels === null ? noSql : sql`AND labels = ${labels}`}
    ORDER BY at`);

/** Every series' buckets of one width in [from, to), with its kind: what a coarser bucket is made of. */
export const readWindow = (db: Db, stepS: StepS, from: Date, to: Date): Promise<(Bucket & Rollup)[]> =>
  db.$queryRaw<(Bucket & Rollup)[]>(sql`
    SELECT kind, ${COLUMNS} FROM sample WHERE step_s = ${stepS} AND at >= ${from} AND at < ${to}`);

/** Up to when buckets of a width are complete: the end of the newest mark; null where there is none. */
export const readRolledUpTo = async (db: Db, stepS: StepS): Promise<Date | null> => {
  const [newest] = await db.$queryRaw<{ at: Date }[]>(
    sql`SELECT at FROM sample WHERE name = ${ROLLED_UP} AND step_s = ${stepS} ORDER BY at DESC LIMIT 1`,
  );
  return newest === undefined ? null : new Date(newest.at.getTime() + stepS * 1000);
};

/** The oldest bucket of a width at or after `from`; null where there is none. */
export const readOldest = async (db: Db, stepS: StepS, from: Date): Promise<Date | null> => {
  const [oldest] = await db.$queryRaw<{ at: Date }[]>(
    sql`SELECT at FROM sample WHERE step_s = ${stepS} AND at >= ${from} ORDER BY at LIMIT 1`,
  );
  return oldest?.at ?? null;
};

/** When each meter was last seen in any width. */
export const readLastSeen = async (db: Db, names: readonly string[]): Promise<Map<string, Date>> => {
  const rows = await db.$queryRaw<{ name: string; at: Date }[]>(sql`
    SELECT n.name, max(newest.at) AS at
    FROM unnest(${[...names]}::text[]) AS n(name) CROSS JOIN unnest(ARRAY[1, 60, 3600]) AS w(step_s)
    CROSS JOIN LATERAL (SELECT at FROM sample s WHERE s.name = n.name AND s.step_s = w.step_s
                        ORDER BY at DESC LIMIT 1) AS newest
    GROUP BY n.name`);
  return new Map(rows.map(({ name, at }) => [name, at]));
};

/** One hour of a meter over all labels. */
export type HourOf = { atMs: number; count: number; sum: number };

/** One minute of a meter over all labels. */
export type MinuteOf = { name: string; kind: Rollup["kind"]; at: Date; count: number; sum: number };

/** Hours of the past of meters since an instant, over all labels. */
export const readHours = async (
  db: Db,
  meters: readonly string[],
  from: Date,
): Promise<Map<string, HourOf[]>> => {
  const found = new Map<string, HourOf[]>(meters.map((meter) => [meter, []]));
  if (meters.length === 0) return found;
  const rows = await db.$queryRaw<{ name: string; at: Date; count: number; sum: number }[]>(sql`
    SELECT name, at, sum(count)::float8 AS count, sum(sum)::float8 AS sum FROM sample
    WHERE name IN (${joinSql([...meters])}) AND step_s = 3600 AND at >= ${from}
    GROUP BY name, at ORDER BY at`);
  for (const { name, at, count, sum } of rows) found.get(name)?.push({ atMs: at.getTime(), count, sum });
  return found;
};

/** Every meter's minutes in [from, to) over all labels: stored minutes, and seconds where no minute is made of them yet. */
export const readMinutes = (db: Db, from: Date, to: Date): Promise<MinuteOf[]> =>
  db.$queryRaw<MinuteOf[]>(sql`
    WITH made AS (SELECT max(at) + interval '1 minute' AS upto FROM sample
                  WHERE name = ${ROLLED_UP} AND step_s = 60 AND at < ${to})
    SELECT name, min(kind) AS kind, date_trunc('minute', at) AS at, sum(count)::float8 AS count,
           sum(sum)::float8 AS sum
    FROM sample, made
    WHERE at >= ${from} AND at < ${to} AND name <> ${ROLLED_UP}
      AND (step_s = 60 OR step_s = 1 AND at >= coalesce(made.upto, ${from}))
    GROUP BY name, date_trunc('minute', at) ORDER BY 3`);

/** Deletes buckets of one width before a time; maps to how many. */
export const deleteBuckets = (db: Db, stepS: StepS, before: Date): Promise<number> =>
  db.$executeRaw(sql`DELETE FROM sample WHERE step_s = ${stepS} AND at < ${before}`);
