import * as z from "zod";
import { type Db, sql, type Tx } from "#server/platform/db.ts";
import { type PairedBlock, sideBySide } from "#server/tuning/core/verdict.ts";
import { Gain, Shadow, TRIAL_STATUS } from "#server/tuning/schema.ts";

type Row = NonNullable<Awaited<ReturnType<Db["tuningTrial"]["findFirst"]>>>;

const toTrial = ({ status, shadow, gain, ...row }: Row) => ({
  ...row,
  status: z.enum(TRIAL_STATUS).parse(status),
  shadow: shadow === null ? null : Shadow.parse(shadow),
  gain: gain === null ? null : Gain.parse(gain),
});

/** A trial as it is stored. */
export type StoredTrial = ReturnType<typeof toTrial>;

// What was not measured is left out: a null of JSON would be a value.
const toData = <T extends Partial<StoredTrial>>({ shadow, gain, ...trial }: T) => ({
  ...trial,
  ...(shadow ? { shadow } : {}),
  ...(gain ? { gain } : {}),
});

/** Writes a trial; maps to its row. */
export const addTrial = async (tx: Tx, trial: Omit<StoredTrial, "id">): Promise<StoredTrial> =>
  toTrial(await tx.tuningTrial.create({ data: toData(trial) }));

/** Changes what became of a trial. */
export const changeTrial = async (
  tx: Tx,
  id: number,
  change: Partial<Pick<StoredTrial, "status" | "verdict" | "gain" | "auditId" | "finishedAt" | "releaseId">>,
): Promise<StoredTrial> => toTrial(await tx.tuningTrial.update({ where: { id }, data: toData(change) }));

/** Trials, newest first. */
export const listTrials = async (db: Db | Tx, limit: number): Promise<StoredTrial[]> =>
  (await db.tuningTrial.findMany({ orderBy: { id: "desc" }, take: limit })).map(toTrial);

/** A trial by its number; null where there is none. */
export const readTrial = async (db: Db | Tx, id: number): Promise<StoredTrial | null> => {
  const row = await db.tuningTrial.findUnique({ where: { id } });
  return row === null ? null : toTrial(row);
};

const ONE_AT_A_TIME = 0x7e57;

/** Lets one process at a time decide about trials. */
export const lockTrials = async (tx: Tx): Promise<void> => {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME})`);
};

/** What both arms of a release showed of its first guard, block by block, put together until each holds both. */
export const readPairs = async (db: Db, releaseId: number, before: Date): Promise<PairedBlock[]> => {
  const rows = await db.$queryRaw<PairedBlock[]>(sql`
    SELECT coalesce(sum(n) FILTER (WHERE arm = 'new'), 0)::float8 AS "newN",
      coalesce(sum(bad) FILTER (WHERE arm = 'new'), 0)::float8 AS "newBad",
      coalesce(sum(sum) FILTER (WHERE arm = 'new'), 0)::float8 AS "newSum",
      coalesce(sum(n) FILTER (WHERE arm = 'old'), 0)::float8 AS "oldN",
      coalesce(sum(bad) FILTER (WHERE arm = 'old'), 0)::float8 AS "oldBad",
      coalesce(sum(sum) FILTER (WHERE arm = 'old'), 0)::float8 AS "oldSum"
    FROM flag_evidence WHERE release_id = ${releaseId} AND guard = 0 AND block_at < ${before}
    GROUP BY block_at ORDER BY block_at`);
  return sideBySide(rows);
};

/** How a release stands. */
export const readReleaseState = async (
  db: Db,
  id: number,
): Promise<{ status: string; startedAt: Date } | null> =>
  db.flagRelease.findUnique({ where: { id }, select: { status: true, startedAt: true } });

/** Releases that a guard took back since an instant, with how long each had been with people. */
export const rolledBackSince = async (
  db: Db,
  since: Date,
): Promise<{ flag: string; finishedAt: Date; tookS: number }[]> =>
  db.$queryRaw(sql`
    SELECT flag, finished_at AS "finishedAt",
      extract(epoch FROM finished_at - greatest(stage_at, evidence_at))::float8 AS "tookS"
    FROM flag_release WHERE status = 'rolled-back' AND finished_at > ${since} ORDER BY finished_at`);

const Measured = z.object({ recall: z.number().nullable(), searches: z.int() });

/** The newest rebuild of the index that ended well, what stood before it, and what was found before and after. */
export const readNewestIndexChange = async (
  db: Db,
): Promise<{
  runId: number;
  organisationId: number;
  askedBy: string;
  finishedAt: Date;
  before: unknown;
  found: { before: z.infer<typeof Measured>; after: z.infer<typeof Measured> };
} | null> => {
  const run = await db.indexRun.findFirst({
    where: { kind: "rebuild", finishedAt: { not: null }, error: null },
    orderBy: { id: "desc" },
  });
  if (run === null || run.finishedAt === null) return null;
  const { organisationId } = run;
  const measures = { kind: "measure", organisationId, error: null };
  const [before, after, asked] = await Promise.all([
    db.indexRun.findFirst({
      where: { ...measures, finishedAt: { lt: run.askedAt } },
      orderBy: { id: "desc" },
    }),
    db.indexRun.findFirst({
      where: { ...measures, finishedAt: { gt: run.finishedAt } },
      orderBy: { id: "asc" },
    }),
    db.audit.findFirst({ where: { entity: "index", entityId: String(run.id), action: "index.rebuild" } }),
  ]);
  const found = { before: Measured.safeParse(before?.result), after: Measured.safeParse(after?.result) };
  if (!found.before.success || !found.after.success || asked === null) return null;
  return {
    ...{
      runId: run.id,
      organisationId,
      askedBy: run.askedBy,
      finishedAt: run.finishedAt,
      before: asked.before,
    },
    found: { before: found.before.data, after: found.after.data },
  };
};
