import * as z from "zod";
import { StoredDecision } from "#server/flags/decision.schema.ts";
import { RELEASE_STATUS, ReleasePlan } from "#server/flags/set.schema.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

const Before = z.array(z.object({ n: z.number(), bad: z.number() }));

type Row = NonNullable<Awaited<ReturnType<Db["flagRelease"]["findFirst"]>>>;

const toRelease = ({ plan, status, decision, before, ...row }: Row) => ({
  ...row,
  plan: ReleasePlan.parse(plan),
  status: z.enum(RELEASE_STATUS).parse(status),
  decision: decision === null ? null : StoredDecision.parse(decision),
  before: Before.parse(before),
});

/** A release as it is stored. */
export type StoredRelease = ReturnType<typeof toRelease>;

/** What of a release changes while it runs. */
export type ReleaseState = Pick<StoredRelease, "status" | "stage" | "stageAt" | "evidenceAt" | "finishedAt">;

/** What changes of a release, as the audit log keeps it. */
export const stateOf = ({ id, status, stage, stageAt, evidenceAt, finishedAt }: StoredRelease) => ({
  id,
  status,
  stage,
  stageAt: stageAt.toISOString(),
  evidenceAt: evidenceAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

/** The state of a release as {@link stateOf} wrote it. */
export const KeptState = z.object({
  id: z.int(),
  status: z.enum(RELEASE_STATUS),
  stage: z.int(),
  stageAt: z.coerce.date(),
  evidenceAt: z.coerce.date(),
  finishedAt: z.coerce.date().nullable(),
});

/** Writes a release that begins; maps to its row. */
export const addRelease = async (
  tx: Tx,
  {
    plan,
    before,
    ...rest
  }: Omit<StoredRelease, "id" | "decision" | "finishedAt" | "plan" | "before"> & {
    plan: ReleasePlan;
    before: z.infer<typeof Before>;
  },
): Promise<StoredRelease> =>
  toRelease(await tx.flagRelease.create({ data: { ...rest, plan: plan as never, before: before as never } }));

/** A release by its number; null where there is none. */
export const readRelease = async (db: Db | Tx, id: number): Promise<StoredRelease | null> => {
  const row = await db.flagRelease.findUnique({ where: { id } });
  return row === null ? null : toRelease(row);
};

/** Releases, newest first: all, or those of one flag. */
export const listReleases = async (
  db: Db | Tx,
  flag: string | null,
  limit: number,
): Promise<StoredRelease[]> => {
  const where = flag === null ? {} : { flag };
  return (await db.flagRelease.findMany({ where, orderBy: { id: "desc" }, take: limit })).map(toRelease);
};

/** The releases that are under way. */
export const openReleases = async (db: Db | Tx): Promise<StoredRelease[]> => {
  const where = { status: { in: ["running", "paused"] } };
  return (await db.flagRelease.findMany({ where, orderBy: { id: "asc" } })).map(toRelease);
};

/** Changes the state of a release. */
export const changeRelease = async (
  tx: Tx,
  id: number,
  state: Partial<ReleaseState>,
): Promise<StoredRelease> => toRelease(await tx.flagRelease.update({ where: { id }, data: state }));

/** Notes the newest look at a release. */
export const noteDecision = async (db: Db | Tx, id: number, decision: StoredDecision): Promise<void> => {
  await db.flagRelease.update({ where: { id }, data: { decision: decision as never } });
};

/** Samples of one guard and block, to be added to what is there. */
export type EvidenceRow = {
  releaseId: number;
  guard: number;
  blockAt: Date;
  arm: "new" | "old";
  n: number;
  bad: number;
  sum: number;
  squares: number;
};

/** Adds samples of this process to those of all. */
export const addEvidence = async (db: Db, rows: readonly EvidenceRow[]): Promise<void> => {
  const column = <K extends keyof EvidenceRow>(key: K) => rows.map((row) => row[key]);
  await db.$executeRaw(sql`
    INSERT INTO flag_evidence AS e (release_id, guard, block_at, arm, n, bad, sum, squares)
    SELECT * FROM unnest(${column("releaseId")}::int[], ${column("guard")}::int[], ${column("blockAt")}::timestamptz[],
      ${column("arm")}::text[], ${column("n")}::int[], ${column("bad")}::int[], ${column("sum")}::float8[],
      ${column("squares")}::float8[])
    ON CONFLICT (release_id, guard, block_at, arm) DO UPDATE SET n = e.n + excluded.n, bad = e.bad + excluded.bad,
      sum = e.sum + excluded.sum, squares = e.squares + excluded.squares`);
};

/** Samples of a release from a time to before another, in order of time. */
export const readEvidence = (db: Db, releaseId: number, from: Date, to: Date): Promise<EvidenceRow[]> =>
  db.flagEvidence.findMany({
    where: { releaseId, blockAt: { gte: from, lt: to } },
    orderBy: [{ blockAt: "asc" }, { guard: "asc" }],
  }) as Promise<EvidenceRow[]>;

/** Somebody seen in an arm. */
export type Exposure = { releaseId: number; stage: number; asker: string; arm: "new" | "old"; firstAt: Date };

/** Notes askers; one who was noted in the stage stays as he was. */
export const addExposures = async (db: Db, rows: readonly Exposure[]): Promise<void> => {
  await db.flagExposure.createMany({ data: [...rows], skipDuplicates: true });
};

/** Different askers of a stage by arm. */
export const countAskers = async (
  db: Db,
  releaseId: number,
  stage: number,
): Promise<{ new: number; old: number }> => {
  const groups = await db.flagExposure.groupBy({
    by: ["arm"],
    where: { releaseId, stage },
    _count: { _all: true },
  });
  const of = (arm: string) => groups.find((group) => group.arm === arm)?._count._all ?? 0;
  return { new: of("new"), old: of("old") };
};

/** Who was seen last in a release. */
export const listExposures = (db: Db, releaseId: number, limit: number): Promise<Exposure[]> =>
  db.flagExposure.findMany({
    where: { releaseId },
    orderBy: [{ firstAt: "desc" }, { asker: "asc" }],
    take: limit,
  }) as Promise<Exposure[]>;
