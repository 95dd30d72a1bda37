import type { Guard, GuardCounts, ReleaseCounts, ReleasePlan, Verdict } from "#server/flags/set.schema.ts";
import { meanEvidence, ratioEvidence, type ShareBlock, shareEvidence } from "#server/lib/sequential-test.ts";

/** What a release does next, and what that stands on. */
export type Decision = {
  verdict: Verdict;
  /** The guard that decided, by its place in the plan; null where none did. */
  guard: number | null;
  /** Evidence of each guard against the new variant, as often as not 1: at `bound` the release is taken back. */
  evidence: readonly number[];
  bound: number;
  /** What is still lacking before the next stage; null where nothing is. */
  lacking: { minutes: number; samples: number } | null;
};

/** Least samples of the new arm before a hard limit is believed. */
const HARD_SEEN = 20;

/** Evidence at which the arms' ratio is no accident. */
const RATIO_BOUND = Math.log(1_000);

/** Largest evidence that is told as it is. */
const TOLD = 1e9;

const rowsOf = (counts: GuardCounts): readonly ShareBlock[] =>
  counts.kind === "mean"
    ? []
    : counts.blocks.map(([newN, newBad, oldN, oldBad]) => ({ newN, newBad, oldN, oldBad }));

/** How strongly a guard speaks against the new variant, as a natural logarithm: the most it ever did. */
const logEvidenceOf = (guard: Guard, counts: GuardCounts): number =>
  counts.kind === "mean"
    ? Math.max(0, ...counts.totals.map((totals) => meanEvidence(totals, guard.tolerance)))
    : Math.max(0, ...shareEvidence(rowsOf(counts), { tolerance: guard.tolerance, before: counts.before }));

const isDisaster = ({ hardLimit }: Guard, counts: GuardCounts): boolean => {
  if (hardLimit === null) return false;
  // The newest samples count: what was good for an hour must not hide what is bad now.
  if (counts.kind === "mean") {
    const { newN = 0, newSum = 0 } = counts.totals.at(-1) ?? {};
    const before = counts.totals.findLast((totals) => newN - totals.newN >= HARD_SEEN);
    const n = newN - (before?.newN ?? 0);
    return n >= HARD_SEEN && (newSum - (before?.newSum ?? 0)) / n > hardLimit;
  }
  let [n, bad] = [0, 0];
  for (let i = counts.blocks.length - 1; i >= 0 && n < HARD_SEEN; i--) {
    n += counts.blocks[i]![0];
    bad += counts.blocks[i]![1];
  }
  return n >= HARD_SEEN && bad / n > hardLimit;
};

/** The bound of one guard: the plan's chance of a false alarm is divided among those that take it back. */
export const boundOf = ({ guards, falseAlarm }: Pick<ReleasePlan, "guards" | "falseAlarm">): number =>
  Math.max(1, guards.filter(({ action }) => action === "rollback").length) / falseAlarm;

/**
 * What a release does next, from its plan and exact counts alone, so that the same counts always give the same
 * decision. A disaster comes first, then a guard that speaks loud enough; then what holds: arms that are not filled as
 * planned, a new arm nobody comes to. A signal metric only pauses.
 */
export const decideRelease = (plan: ReleasePlan, counts: ReleaseCounts): Decision => {
  const bound = boundOf(plan);
  const logs = plan.guards.map((guard, i) => {
    const own = counts.guards[i];
    if (own === undefined || (own.kind === "mean") !== (guard.kind === "mean"))
      throw new RangeError(`counts: got ${own?.kind ?? "none"} for guard ${i}, expected ${guard.kind}`);
    return logEvidenceOf(guard, own);
  });
  const evidence = logs.map((log) => Math.min(TOLD, Math.exp(log)));
  const stage = plan.stages[counts.stage];
  if (stage === undefined)
    throw new RangeError(`counts: got stage ${counts.stage}, expected one of ${plan.stages.length}`);
  const isLast = counts.stage === plan.stages.length - 1;
  const seen = stage.percent >= 100 ? counts.seen.new : Math.min(counts.seen.new, counts.seen.old);
  const minutes = Math.max(0, stage.leastMinutes - counts.stageMinutes);
  const samples = Math.max(0, stage.leastSeen - seen);
  const lacking = minutes > 0 || samples > 0 ? { minutes, samples } : null;
  const say = (verdict: Verdict, guard: number | null = null): Decision => ({
    verdict,
    guard,
    evidence,
    bound,
    lacking,
  });

  const first = (holds: (guard: Guard, i: number) => boolean): number => plan.guards.findIndex(holds);
  const disaster = first((guard, i) => guard.action === "rollback" && isDisaster(guard, counts.guards[i]!));
  if (disaster >= 0) return say("rollback-hard", disaster);
  const isLoud = (i: number): boolean => logs[i]! >= Math.log(bound);
  const worse = first((guard, i) => guard.action === "rollback" && isLoud(i));
  if (worse >= 0) return say("rollback-worse", worse);
  const signal = first(
    (guard, i) => guard.action === "pause" && (isLoud(i) || isDisaster(guard, counts.guards[i]!)),
  );
  if (signal >= 0) return say("pause-signal", signal);
  if (ratioEvidence(counts.askers.new, counts.askers.old, stage.percent / 100) >= RATIO_BOUND)
    return say("hold-ratio");
  if (plan.guards.length > 0 && counts.quietMinutes >= plan.quietMinutes) return say("hold-quiet");
  if (lacking !== null) return say("wait");
  return say(isLast ? "done" : "advance");
};

/**
 * After how many minutes of traffic like this a share that is `ratio` times the old one is noticed on average; null where
 * there is no traffic to tell by. It is what "too little traffic" means in time.
 */
export const noticedAfterMinutes = (
  counts: Extract<GuardCounts, { kind: "share" | "above" }>,
  minutes: number,
  bound: number,
  ratio: number,
): number | null => {
  let [newN, oldN, oldBad] = [0, 0, counts.before.bad];
  for (const block of counts.blocks) {
    newN += block[0];
    oldN += block[2];
    oldBad += block[3];
  }
  if (newN === 0 || oldN === 0 || minutes <= 0) return null;
  const oldP = (oldBad + 0.5) / (oldN + counts.before.n + 1);
  const newP = Math.min(0.97, oldP * ratio);
  const p = (newN * newP + oldN * oldP) / (newN + oldN);
  const gain = (q: number) => q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  const perMinute = (newN * gain(newP) + oldN * gain(oldP)) / minutes;
  return perMinute > 0 ? Math.log(bound) / perMinute : null;
};

/**
 * The block of time a second of a release belongs to: narrow at first, for a new variant is likeliest to fail in its
 * first minutes and a block is decided about as a whole; wider the longer it runs.
 */
export const blockOf = (second: number): number => Math.floor(second / widthOf(second)) * widthOf(second);

const widthOf = (second: number): number =>
  second < 600 ? 5 : second < 6 * 3_600 ? 10 : second < 3 * 86_400 ? 60 : 600;

/** So long after the end of a block every process has written what it counted of it. */
const SETTLE_S = 3;

/** The second of a release from which a block of its time may be decided about: before, one arm may be written and not the other. */
export const settledAt = (block: number): number => block + widthOf(block) + SETTLE_S;
