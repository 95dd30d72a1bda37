import { clientDefinition } from "#server/flags/client-definition.ts";
import type { Context } from "#server/flags/core/evaluate.ts";
import { explainRule } from "#server/flags/core/explain.ts";
import { decideRelease } from "#server/flags/core/release.ts";
import { StoredDecision } from "#server/flags/decision.schema.ts";
import { partOf } from "#server/flags/flag-changes.ts";
import type { FlagSet, HeldSet } from "#server/flags/flag-set.ts";
import type { Releases } from "#server/flags/releases.ts";
import { BUCKETING, type FlagType } from "#server/flags/schema.ts";
import { type GuardCounts, ReleaseCounts, ReleasePlan } from "#server/flags/set.schema.ts";
import { listVersions } from "#server/flags/set-store.ts";
import type {
  Explained,
  ExposureRow,
  FlagDetail,
  FlagList,
  FlagRow,
  GuardView,
  ReleaseView,
} from "#server/flags/view.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

const FALLBACKS: Readonly<Record<FlagType, unknown>> = { boolean: false, string: "", number: 0, object: {} };

const kindOf = (variants: Readonly<Record<string, unknown>>): FlagType => {
  const [first] = Object.values(variants);
  return typeof first as FlagType;
};

const rowOf = ({ source }: HeldSet, key: string): FlagRow => {
  const { flag, prerequisites = [], rollout } = partOf(source, key);
  if (flag === undefined) throw new AppError("NOT_FOUND", `flags/${key}: found none of that key`);
  const { state, variants, defaultVariant = null, targeting, metadata } = flag;
  return {
    key,
    isOn: state === "ENABLED",
    kind: kindOf(variants),
    variants: Object.keys(variants),
    defaultVariant,
    hasRule: targeting !== undefined && Object.keys(Object(targeting)).length > 0,
    waitsFor: prerequisites.map((each) => each.flag),
    description: String(metadata?.description ?? ""),
    percent: rollout === undefined ? null : rollout.weight / 100,
  };
};

const sums = (counts: GuardCounts): Pick<GuardView, "newN" | "oldN" | "newValue" | "oldValue"> => {
  if (counts.kind === "mean") {
    const { newN = 0, newSum = 0, oldN = 0, oldSum = 0 } = counts.totals.at(-1) ?? {};
    const mean = (sum: number, n: number) => (n === 0 ? null : sum / n);
    return { newN, oldN, newValue: mean(newSum, newN), oldValue: mean(oldSum, oldN) };
  }
  let [newN, newBad, oldN, oldBad] = [0, 0, 0, 0];
  for (const block of counts.blocks) {
    newN += block[0];
    newBad += block[1];
    oldN += block[2];
    oldBad += block[3];
  }
  const share = (bad: number, n: number) => (n === 0 ? null : bad / n);
  return { newN, oldN, newValue: share(newBad, newN), oldValue: share(oldBad, oldN) };
};

type Listed = Awaited<ReturnType<Releases["list"]>>[number];

const viewOf = ({ release, counts, noticedAfterMinutes }: Listed): ReleaseView => {
  const { plan, stage, startedAt, stageAt, finishedAt, decision, id, flag, status, startedBy } = release;
  return {
    ...{ id, flag, status, plan, stage, startedBy, decision },
    percent: plan.stages[stage]?.percent ?? 100,
    startedAt: startedAt.toISOString(),
    stageAt: stageAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    askers: counts.askers,
    guards: plan.guards.map(({ metric, kind, action }, i): GuardView => {
      const own = counts.guards[i];
      const seen = own === undefined ? { newN: 0, oldN: 0, newValue: null, oldValue: null } : sums(own);
      const evidence = decision?.evidence[i] ?? null;
      return { metric, kind, action, ...seen, evidence, noticedAfterMinutes: noticedAfterMinutes[i] ?? null };
    }),
  };
};

/** What pages show of flags; nothing here changes anything. */
export const createFlagViews = ({
  db,
  set,
  releases,
  now,
}: {
  db: Db;
  set: FlagSet;
  releases: Releases;
  now: () => number;
}) => ({
  /** All flags in the order in which they were written. */
  list(): FlagList {
    const held = set.held();
    const { flags, $evaluators } = held.source.definition;
    return {
      version: held.version,
      changedAt: held.changedAt,
      from: held.from,
      flags: Object.keys(flags)
        .sort()
        .map((key) => rowOf(held, key)),
      evaluators: Object.keys($evaluators ?? {}),
    };
  },
  /** What a browser may evaluate by itself. */
  client(): { version: number; definition: string } {
    const { version, compiled } = set.held();
    return { version, definition: clientDefinition(compiled) };
  },
  /** One flag with its text, compiled form, history and releases. */
  async get(key: string): Promise<FlagDetail> {
    const held = set.held();
    const { flag, prerequisites = [] } = partOf(held.source, key);
    if (flag === undefined) throw new AppError("NOT_FOUND", `flags/${key}: found none of that key`);
    const { flags } = JSON.parse(held.compiled) as { flags: Record<string, unknown> };
    const [history, listed] = await Promise.all([listVersions(db, key, 20), releases.list(key, 5)]);
    return {
      key,
      version: held.version,
      text: JSON.stringify(flag, null, 2),
      prerequisites,
      compiled: JSON.stringify(flags[key], null, 2),
      form: set.formOf(key),
      history: history.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })),
      releases: listed.map(viewOf),
    };
  },
  /** What a flag is for somebody, and the way there. */
  explain(key: string, context: Context): Explained {
    const held = set.held();
    const { kind } = rowOf(held, key);
    const found = set.resolve(kind, key, FALLBACKS[kind], context);
    const { flags, $evaluators = {} } = JSON.parse(held.compiled) as {
      flags: Record<string, { state: string; targeting?: unknown }>;
      $evaluators?: Record<string, unknown>;
    };
    const flag = flags[key];
    const isAsked = flag?.state === "ENABLED" && Object.keys(Object(flag.targeting ?? {})).length > 0;
    const asked = { flagKey: key, timestampS: Math.floor(now() / 1000), context, bucketing: BUCKETING };
    return {
      value: found.value,
      variant: found.variant ?? null,
      reason: found.reason,
      errorCode: found.errorCode ?? null,
      errorMessage: found.errorMessage ?? null,
      metadata: found.flagMetadata,
      steps: isAsked ? explainRule(flag?.targeting, `flags/${key}/targeting`, $evaluators, asked) : [],
    };
  },
  /** Who was seen last in a release. */
  async exposures(id: number): Promise<ExposureRow[]> {
    const rows = await releases.exposures(id);
    return rows.map(({ asker, arm, stage, firstAt }) => ({
      ...{ asker, arm, stage },
      firstAt: firstAt.toISOString(),
    }));
  },
  /** The decisions of a flag's releases on record, each made again from the counts that stand beside it. */
  async replay({ organisationId }: Scope, key: string) {
    const rows = await db.audit.findMany({
      where: { organisationId, entity: "flag", entityId: key, action: { startsWith: "flag.release." } },
      orderBy: { id: "desc" },
      take: 50,
    });
    return rows.flatMap(({ id: auditId, at, after, undoOf }) => {
      const release = (after as { release?: Record<string, unknown> | null } | null)?.release;
      if (!release?.counts || undoOf !== null) return [];
      const { verdict } = StoredDecision.parse(release.decision);
      const again = decideRelease(ReleasePlan.parse(release.plan), ReleaseCounts.parse(release.counts));
      return [{ auditId, at: at.toISOString(), verdict, again: again.verdict }];
    });
  },
});
