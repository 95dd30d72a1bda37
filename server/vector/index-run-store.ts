import { type Db, sql, type Tx } from "#server/platform/db.ts";
import { IndexMeasure, type IndexRun, IndexSettings } from "#server/vector/schema.ts";

/** What a run does: makes the index anew, or measures what it finds. */
export type RunKind = "rebuild" | "measure";

type Row = NonNullable<Awaited<ReturnType<Db["indexRun"]["findFirst"]>>>;

/** A run as it is stored: whose it is, beside what a page shows of it. */
export type StoredRun = IndexRun & { organisationId: number };

const toRun = ({ kind: _, result: __, ...row }: Row): StoredRun => ({
  ...row,
  askedAt: row.askedAt.toISOString(),
  startedAt: row.startedAt?.toISOString() ?? null,
  finishedAt: row.finishedAt?.toISOString() ?? null,
  index: row.index === null ? null : IndexSettings.parse(row.index),
});

const ONE_AT_A_TIME = 0x1d78;

/** Lets one ask for runs at a time, until the transaction ends. */
export const lockRuns = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME}::int)`);
};

/** Notes a run that somebody asked for; maps to its number. */
export const addRun = async (
  db: Db | Tx,
  run: { organisationId: number; kind: RunKind; index: IndexSettings | null; askedBy: string },
): Promise<number> => {
  const { index, ...rest } = run;
  const { id } = await db.indexRun.create({ data: { ...rest, ...(index === null ? {} : { index }) } });
  return id;
};

/** A run by its number; null where there is none. */
export const readRun = async (db: Db, id: number): Promise<StoredRun | null> => {
  const row = await db.indexRun.findUnique({ where: { id } });
  return row === null ? null : toRun(row);
};

/** The newest run of a kind, of one organisation or, with null, of any. */
export const newestRun = async (
  db: Db | Tx,
  kind: RunKind,
  organisationId: number | null,
): Promise<StoredRun | null> => {
  const where = { kind, ...(organisationId === null ? {} : { organisationId }) };
  const row = await db.indexRun.findFirst({ where, orderBy: { id: "desc" } });
  return row === null ? null : toRun(row);
};

/** What the newest measurement of an organisation found, and when; null where none came to an end. */
export const newestMeasure = async (
  db: Db,
  organisationId: number,
): Promise<{ at: Date; found: IndexMeasure } | null> => {
  const row = await db.indexRun.findFirst({
    where: { kind: "measure", organisationId, error: null, finishedAt: { not: null } },
    orderBy: { id: "desc" },
  });
  return row?.finishedAt ? { at: row.finishedAt, found: IndexMeasure.parse(row.result) } : null;
};

/** Runs that were asked for and did not come to an end. */
export const unfinishedRuns = async (db: Db): Promise<{ id: number; kind: RunKind }[]> => {
  const rows = await db.indexRun.findMany({ where: { finishedAt: null }, orderBy: { id: "asc" } });
  return rows.map(({ id, kind }) => ({ id, kind: kind as RunKind }));
};

/** Notes how far a run is; the first note is its start. */
export const noteProgress = async (db: Db, id: number, progress: number, at: Date): Promise<void> => {
  await db.$executeRaw(sql`
    UPDATE index_run SET progress = ${progress}::float8, started_at = coalesce(started_at, ${at}::timestamptz)
    WHERE id = ${id} AND finished_at IS NULL`);
};

/** Notes the end of a run: what it found, or why it failed. */
export const finishRun = async (
  db: Db,
  id: number,
  at: Date,
  end: { result: IndexMeasure | null } | { error: string },
): Promise<void> => {
  const data = "error" in end ? end : { progress: 1, ...(end.result === null ? {} : { result: end.result }) };
  await db.indexRun.update({ where: { id }, data: { ...data, finishedAt: at } });
};

/** The newest rebuilds, each with the arrangement that it found; null where that is not on record. */
export const rebuildsOfLate = async (
  db: Db,
  limit = 50,
): Promise<(StoredRun & { before: IndexSettings | null })[]> => {
  const rows = await db.indexRun.findMany({
    where: { kind: "rebuild" },
    orderBy: { id: "desc" },
    take: limit,
  });
  const noted = await db.audit.findMany({
    where: {
      entity: "index",
      action: "index.rebuild",
      entityId: { in: rows.map(({ id }) => String(id)) },
    },
    select: { entityId: true, before: true },
  });
  const before = new Map(
    noted.map((row) => [row.entityId, IndexSettings.safeParse(row.before).data ?? null]),
  );
  return rows.map((row) => ({ ...toRun(row), before: before.get(String(row.id)) ?? null }));
};
