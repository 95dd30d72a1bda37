import {
  boundOf,
  type Decision,
  decideRelease,
  noticedAfterMinutes,
  settledAt,
} from "#server/flags/core/release.ts";
import { WHOLE } from "#server/flags/core/source.ts";
import type { FlagChanges } from "#server/flags/flag-changes.ts";
import { partOf, withPart } from "#server/flags/flag-changes.ts";
import { countsOf } from "#server/flags/release-counts.ts";
import {
  addRelease,
  changeRelease,
  countAskers,
  type EvidenceRow,
  KeptState,
  listExposures,
  listReleases,
  noteDecision,
  openReleases,
  type ReleaseState,
  readEvidence,
  readRelease,
  type StoredRelease,
  stateOf,
} from "#server/flags/release-store.ts";
import {
  FlagSource,
  type Guard,
  type ReleaseCounts,
  type ReleasePlan,
  type Verdict,
} from "#server/flags/set.schema.ts";
import { lockFlags, readVersion, tellProcesses } from "#server/flags/set-store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type AuditRow, systemScope } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";

const MINUTE_MS = 60_000;
/** Each one more doubles the series of every meter that is split by it. */
const MOST_OPEN = 2;

const weightOf = (plan: ReleasePlan, stage: number): number =>
  Math.round(((plan.stages[stage]?.percent ?? 0) / 100) * WHOLE);

/** What was seen of a guard's meter before anybody had the new variant. */
export type SeenBefore = (guard: Guard) => Promise<{ n: number; bad: number }>;

/** What {@link createReleases} needs. */
export type ReleasesDeps = {
  db: Db;
  changes: Pick<FlagChanges, "apply">;
  /** Takes up the new version in this process. */
  changed: () => Promise<void>;
  seenBefore: SeenBefore;
  now: () => number;
};

/** What a verdict does to a release, in the words of the audit log; null where it changes nothing. */
const ACTIONS: Readonly<Record<Verdict, string | null>> = {
  wait: null,
  "hold-ratio": null,
  "hold-quiet": null,
  "pause-signal": "flag.release.pause",
  "rollback-hard": "flag.release.rollback",
  "rollback-worse": "flag.release.rollback",
  advance: "flag.release.advance",
  done: "flag.release.done",
};

/** Releases in stages: begun, watched, moved on or taken back, each step one transaction with its counts on record. */
export const createReleases = ({ db, changes, changed, seenBefore, now }: ReleasesDeps) => {
  const mustRead = async (tx: Tx | Db, id: number): Promise<StoredRelease> => {
    const release = await readRelease(tx, id);
    if (release === null) throw new AppError("NOT_FOUND", `flags: there is no release ${id}`);
    return release;
  };

  const withWeight = (source: FlagSource, release: StoredRelease, stage: number): FlagSource => {
    const { flag, plan, id } = release;
    const { from, to, isDry, isBySlot } = plan;
    const rollout = { id, from, to, isDry, isBySlot, weight: weightOf(plan, stage) };
    return withPart(source, flag, { ...partOf(source, flag), rollout });
  };

  // At the end everybody has the new variant by default, and no share is drawn any more.
  const withDefault = (source: FlagSource, { flag: key, plan }: StoredRelease): FlagSource => {
    const part = partOf(source, key);
    const flag =
      part.flag === undefined || plan.isDry ? part.flag : { ...part.flag, defaultVariant: plan.to };
    return withPart(source, key, { ...part, flag, rollout: undefined });
  };

  const withBase = async (tx: Tx, source: FlagSource, release: StoredRelease): Promise<FlagSource> => {
    const base = await readVersion(tx, release.baseVersion);
    if (base === null)
      throw new AppError(
        "CONFLICT",
        `flags: found no version ${release.baseVersion}, expected the last good one`,
      );
    return withPart(source, release.flag, {
      ...partOf(FlagSource.parse(base.source), release.flag),
      rollout: undefined,
    });
  };

  /** One step of a release: its row, the version, the audit row with what it stands on. */
  const step = (
    tx: Tx,
    scope: Scope,
    release: StoredRelease,
    action: string,
    state: Partial<ReleaseState>,
    sourceOf: (source: FlagSource, tx: Tx) => Promise<FlagSource> | FlagSource,
    standsOn: object = {},
  ): Promise<{ version: number; auditId: number }> => {
    let after: StoredRelease | null = null;
    return changes.apply(tx, scope, {
      ...{ action, flag: release.flag },
      change: async (source, inside) => {
        after = await changeRelease(inside, release.id, state);
        return sourceOf(source, inside);
      },
      noted: () => ({
        before: stateOf(release),
        after: after === null ? null : { ...stateOf(after), ...standsOn },
      }),
    });
  };

  /** Whether every process has written what it counted of the block of a row. */
  const isSettled =
    ({ startedAt }: StoredRelease, at: Date) =>
    ({ blockAt }: EvidenceRow): boolean =>
      startedAt.getTime() + 1_000 * settledAt((blockAt.getTime() - startedAt.getTime()) / 1_000) <=
      at.getTime();

  const readCounts = async (
    release: StoredRelease,
    at: Date,
    isIn: (row: EvidenceRow) => boolean = isSettled(release, at),
  ): Promise<ReleaseCounts> => {
    const rows = await readEvidence(db, release.id, release.evidenceAt, at);
    return countsOf(release, rows.filter(isIn), await countAskers(db, release.id, release.stage), at);
  };

  const stateAfter = (release: StoredRelease, verdict: Verdict, at: Date): Partial<ReleaseState> => {
    if (verdict === "advance") return { stage: release.stage + 1, stageAt: at };
    if (verdict === "done") return { status: "done", finishedAt: at };
    if (verdict === "pause-signal") return { status: "paused" };
    return { status: "rolled-back", finishedAt: at };
  };

  const act = async (release: StoredRelease, counts: ReleaseCounts, decision: Decision, at: Date) => {
    const action = ACTIONS[decision.verdict];
    const noted = { ...decision, evidence: [...decision.evidence], at: at.toISOString() };
    return db.$transaction(async (tx) => {
      await lockFlags(tx);
      const current = await mustRead(tx, release.id);
      // Somebody, or another worker, was faster: the next look decides about what is there then.
      if (current.status !== "running" || current.stage !== release.stage) return false;
      await noteDecision(tx, release.id, noted);
      if (action === null) {
        await tellProcesses(tx);
        return false;
      }
      const scope = systemScope(release.organisationId, "release guard");
      const state = stateAfter(release, decision.verdict, at);
      const source = (now: FlagSource, inside: Tx) => {
        if (decision.verdict === "advance") return withWeight(now, release, release.stage + 1);
        if (decision.verdict === "done") return withDefault(now, release);
        return decision.verdict === "pause-signal" ? now : withBase(inside, now, release);
      };
      await step(tx, scope, release, action, state, source, { decision: noted, plan: release.plan, counts });
      return true;
    });
  };

  return {
    /** Begins a release at its first stage; refused where the flag has one, just had one taken back, or two others run. */
    async start(scope: Scope, plan: ReleasePlan): Promise<{ id: number; auditId: number }> {
      const before = await Promise.all(plan.guards.map(seenBefore));
      const at = new Date(now());
      const started = await db.$transaction(async (tx) => {
        let release: StoredRelease | null = null;
        const { auditId } = await changes.apply(tx, scope, {
          ...{ action: "flag.release.start", flag: plan.flag },
          change: async (source, inside, version) => {
            await refuseStart(inside, source, plan, at);
            release = await addRelease(inside, {
              ...{ flag: plan.flag, organisationId: scope.organisationId, plan, before },
              ...{ status: "running", stage: 0, baseVersion: version, startedBy: scope.userName },
              ...{ startedAt: at, stageAt: at, evidenceAt: at },
            });
            return withWeight(source, release, 0);
          },
          noted: () => ({ before: null, after: release === null ? null : stateOf(release) }),
        });
        if (release === null) throw new AppError("INTERNAL", "flags: found no release, expected the new one");
        return { id: (release as StoredRelease).id, auditId };
      });
      await changed();
      return started;
    },
    /** Looks at every running release and does what its counts say; maps to how many changed. */
    async tick(): Promise<number> {
      let count = 0;
      for (const release of await openReleases(db)) {
        if (release.status !== "running") continue;
        const at = new Date(now());
        const counts = await readCounts(release, at);
        const decision = decideRelease(release.plan, counts);
        if (await act(release, counts, decision, at)) count++;
      }
      if (count > 0) await changed();
      return count;
    },
    /** Goes on after a pause, with evidence counted anew; or pauses. */
    async setPaused(scope: Scope, id: number, isPaused: boolean): Promise<{ auditId: number }> {
      const at = new Date(now());
      const made = await db.$transaction(async (tx) => {
        const release = await mustRead(tx, id);
        const from = isPaused ? "running" : "paused";
        if (release.status !== from)
          throw new AppError("CONFLICT", `flags: release ${id} is ${release.status}, expected ${from}`);
        const state: Partial<ReleaseState> = isPaused
          ? { status: "paused" }
          : { status: "running", evidenceAt: at };
        return step(
          tx,
          scope,
          release,
          `flag.release.${isPaused ? "pause" : "resume"}`,
          state,
          (source) => source,
        );
      });
      await changed();
      return made;
    },
    /** Takes a release back to the last good version of its flag. */
    async cancel(scope: Scope, id: number): Promise<{ auditId: number }> {
      const made = await db.$transaction(async (tx) => {
        const release = await mustRead(tx, id);
        if (release.status !== "running" && release.status !== "paused")
          throw new AppError("CONFLICT", `flags: release ${id} is ${release.status}, expected one under way`);
        const state: Partial<ReleaseState> = { status: "cancelled", finishedAt: new Date(now()) };
        return step(tx, scope, release, "flag.release.cancel", state, (source, inside) =>
          withBase(inside, source, release),
        );
      });
      await changed();
      return made;
    },
    /** Ends the release of a flag inside a change that makes it pointless, such as the kill switch. */
    async endWith(tx: Tx, flag: string): Promise<{ before: StoredRelease; after: StoredRelease } | null> {
      const before = (await openReleases(tx)).find((release) => release.flag === flag);
      if (before === undefined) return null;
      const state: Partial<ReleaseState> = { status: "cancelled", finishedAt: new Date(now()) };
      return { before, after: await changeRelease(tx, before.id, state) };
    },
    /** Puts the row of a release back as a change found it; called by the audit log's undo. */
    async putBack(tx: Tx, row: AuditRow): Promise<void> {
      const [before, after] = [row.before, row.after] as { release?: unknown }[];
      const then = before?.release ?? null;
      if (then !== null) {
        const { id, ...state } = KeptState.parse(then);
        await changeRelease(tx, id, state);
      } else if (after?.release) {
        const { id } = KeptState.parse(after.release);
        await changeRelease(tx, id, { status: "cancelled", finishedAt: new Date(now()) });
      }
    },
    /** The releases with what each stands on now, newest first. */
    async list(flag: string | null, limit = 20) {
      const rows = await listReleases(db, flag, limit);
      return Promise.all(
        rows.map(async (release) => {
          const at = release.finishedAt ?? new Date(now());
          const counts = await readCounts(release, at, () => true);
          const minutes = (at.getTime() - release.evidenceAt.getTime()) / MINUTE_MS;
          const bound = boundOf(release.plan);
          return {
            release,
            counts,
            noticedAfterMinutes: counts.guards.map((own) =>
              own.kind === "mean" ? null : noticedAfterMinutes(own, minutes, bound, 2),
            ),
          };
        }),
      );
    },
    /** Who was seen last in a release. */
    async exposures(id: number, limit = 50) {
      await mustRead(db, id);
      return listExposures(db, id, limit);
    },
    /** The releases that are under way. */
    open: () => openReleases(db),
  };
};
/** See {@link createReleases}. */
export type Releases = ReturnType<typeof createReleases>;

const refuseStart = async (tx: Tx, source: FlagSource, plan: ReleasePlan, at: Date): Promise<void> => {
  const flag = partOf(source, plan.flag).flag;
  const place = `flags/${plan.flag}`;
  if (flag === undefined) throw new AppError("NOT_FOUND", `${place}: found none of that key`);
  if (flag.state === "DISABLED")
    throw new AppError("CONFLICT", `${place}: found it switched off, expected it on`);
  for (const variant of plan.from === null ? [plan.to] : [plan.from, plan.to])
    if (!Object.hasOwn(flag.variants, variant))
      throw new AppError(
        "BAD_REQUEST",
        `${place}: got the variant ${JSON.stringify(variant)}, expected one of ${Object.keys(flag.variants).join(", ")}`,
      );
  const open = await openReleases(tx);
  if (open.some((release) => release.flag === plan.flag))
    throw new AppError("CONFLICT", `${place}: found a release under way, expected none`);
  if (open.length >= MOST_OPEN)
    throw new AppError("CONFLICT", `flags: ${open.length} releases are under way, expected at most one more`);
  const [last] = await listReleases(tx, plan.flag, 1);
  if (last?.status !== "rolled-back" || last.finishedAt === null) return;
  const warmAt = last.finishedAt.getTime() + last.plan.cooldownMinutes * MINUTE_MS;
  if (at.getTime() < warmAt)
    throw new AppError(
      "CONFLICT",
      `${place}: its release ${last.id} was taken back at ${last.finishedAt.toISOString()}, expected a start after ${new Date(warmAt).toISOString()}`,
    );
};
