import { type Db, sql, type Tx } from "#server/platform/db.ts";

/**
 * Sources of rows whose changes are told: of one kind, of one service day, of one kind of passages; or all at once. A
 * cache is one too: raised, whatever it holds is old.
 */
export type Source =
  | "all"
  | "exceptions"
  | "forecasts"
  | `day/${string}`
  | `passages/${string}`
  | `cache/${string}`;

/** The channel on which processes hear of sources that change seldom: the notice is `organisation source`. */
export const SOURCES_CHANNEL = "sources";
// A commit with a notice waits for every other such commit, so sources that change all the time are not told: who holds
// something of theirs looks at their version with each read.
const isTold = (source: Source): boolean =>
  source === "all" || source === "forecasts" || source.startsWith("cache/");

/**
 * Notes in the transaction of a change that rows of a source changed: what was made from them before is old from its
 * commit on.
 */
export const raiseSource = async (tx: Db | Tx, organisationId: number, source: Source): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO source_version (organisation_id, source) VALUES (${organisationId}, ${source})
    ON CONFLICT (organisation_id, source) DO UPDATE
    SET version = source_version.version + 1, changed_at = clock_timestamp()`);
  if (isTold(source))
    await tx.$executeRaw(sql`SELECT pg_notify(${SOURCES_CHANNEL}, ${`${organisationId} ${source}`})`);
};

/** The same as SQL over a connection of one's own, for all rows of an organisation at once: $1 is the organisation. */
export const RAISE_ALL = `
  WITH raised AS (
    INSERT INTO source_version (organisation_id, source) VALUES ($1, 'all')
    ON CONFLICT (organisation_id, source) DO UPDATE
    SET version = source_version.version + 1, changed_at = clock_timestamp()
    RETURNING organisation_id)
  SELECT pg_notify('${SOURCES_CHANNEL}', organisation_id || ' all') FROM raised`;

/** How often each cache was dropped, and when last, by its name. */
export const readDrops = async (db: Db): Promise<Map<string, { version: string; at: Date }>> => {
  const rows = await db.$queryRaw<{ name: string; version: string; at: Date }[]>(sql`
    SELECT substr(source, 7) AS name, version::text AS version, changed_at AS at FROM source_version
    WHERE organisation_id = 0 AND source LIKE 'cache/%'`);
  return new Map(rows.map(({ name, version, at }) => [name, { version, at }]));
};

/** Notes that the service days of some routes changed. */
export const raiseDaysOf = async (tx: Tx, routeIds: readonly number[]): Promise<void> => {
  if (routeIds.length === 0) return;
  // In order, so that two who raise the same days wait for each other instead of deadlocking.
  await tx.$executeRaw(sql`
    INSERT INTO source_version (organisation_id, source)
    SELECT organisation_id, source FROM (
      SELECT DISTINCT organisation_id, 'day/' || service_day AS source FROM route
      WHERE id = ANY(${[...routeIds]}::int[])) days
    ORDER BY organisation_id, source
    ON CONFLICT (organisation_id, source) DO UPDATE
    SET version = source_version.version + 1, changed_at = clock_timestamp()`);
};

/**
 * The state of sources as one text; another text means that rows changed. `day/2026-11-01..2026-11-30` stands for all
 * days of a span. Null while one of them changed within the last `settleMs`.
 */
export const readSourceStamp = async (
  db: Db,
  organisationId: number,
  sources: readonly string[],
  settleMs = 0,
): Promise<string | null> => {
  const single = ["all", ...sources.filter((source) => !source.includes(".."))];
  const spans = sources.filter((source) => source.includes("..")).map((source) => source.split(".."));
  const [row] = await db.$queryRaw<{ stamp: string; isSettled: boolean }[]>(sql`
    SELECT coalesce(sum(version), 0)::text AS stamp,
      coalesce(max(changed_at) < clock_timestamp() - make_interval(secs => ${settleMs / 1000}), true) AS "isSettled"
    FROM source_version
    WHERE organisation_id = ${organisationId} AND (source = ANY(${single}::text[]) OR EXISTS (
      SELECT FROM unnest(${spans.map(([from = ""]) => from)}::text[], ${spans.map(([, to = ""]) => `day/${to}`)}::text[])
        AS span(first, last)
      WHERE source COLLATE "C" BETWEEN first AND last))`);
  return row === undefined || !row.isSettled ? null : row.stamp;
};
