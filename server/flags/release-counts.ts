import type { EvidenceRow, StoredRelease } from "#server/flags/release-store.ts";
import type { GuardCounts, ReleaseCounts } from "#server/flags/set.schema.ts";
import { joined } from "#server/lib/joined.ts";

const MINUTE_MS = 60_000;

type Pair = { at: number; new: EvidenceRow | null; old: EvidenceRow | null };

const pairsOf = (rows: readonly EvidenceRow[]): Pair[] => {
  const byBlock = new Map<number, Pair>();
  for (const row of rows) {
    const at = row.blockAt.getTime();
    const pair = byBlock.get(at) ?? { at, new: null, old: null };
    pair[row.arm] = row;
    byBlock.set(at, pair);
  }
  return [...byBlock.values()].sort((a, b) => a.at - b.at);
};

const added = (a: EvidenceRow | null, b: EvidenceRow | null): EvidenceRow | null =>
  a === null || b === null
    ? (a ?? b)
    : { ...a, n: a.n + b.n, bad: a.bad + b.bad, sum: a.sum + b.sum, squares: a.squares + b.squares };

/**
 * Blocks of a release whose arms take turns in time, put together until each holds both arms: only what stands side by
 * side is compared. Where one ends depends on when samples came, never on what they said, so the test stays valid. What
 * has no other arm yet waits.
 */
const sideBySide = (pairs: readonly Pair[]): Pair[] =>
  joined(
    pairs,
    (a, b) => ({ at: a.at, new: added(a.new, b.new), old: added(a.old, b.old) }),
    (pair) => pair.new !== null && pair.old !== null,
  );

const meansOf = (pairs: readonly Pair[]): Extract<GuardCounts, { kind: "mean" }> => {
  const sum = { newN: 0, newSum: 0, newSquares: 0, oldN: 0, oldSum: 0, oldSquares: 0 };
  const totals = pairs.map((pair) => {
    sum.newN += pair.new?.n ?? 0;
    sum.newSum += pair.new?.sum ?? 0;
    sum.newSquares += pair.new?.squares ?? 0;
    sum.oldN += pair.old?.n ?? 0;
    sum.oldSum += pair.old?.sum ?? 0;
    sum.oldSquares += pair.old?.squares ?? 0;
    return { ...sum };
  });
  return { kind: "mean", totals };
};

/** What the counts of a release hang on beside its evidence. */
export type CountedRelease = Pick<StoredRelease, "plan" | "stage" | "stageAt" | "startedAt" | "before">;

/** Maps what was written of a release to the counts that a decision stands on. */
export const countsOf = (
  { plan, stage, stageAt, startedAt, before }: CountedRelease,
  rows: readonly EvidenceRow[],
  askers: { new: number; old: number },
  at: Date,
): ReleaseCounts => {
  const ofGuard = plan.guards.map((_, i) => rows.filter(({ guard }) => guard === i));
  const guards = plan.guards.map(({ kind }, i): GuardCounts => {
    const all = pairsOf(ofGuard[i] ?? []);
    const pairs = plan.isBySlot ? sideBySide(all) : all;
    if (kind === "mean") return meansOf(pairs);
    const blocks = pairs.map((pair): [number, number, number, number] => [
      pair.new?.n ?? 0,
      pair.new?.bad ?? 0,
      pair.old?.n ?? 0,
      pair.old?.bad ?? 0,
    ]);
    return { kind, before: before[i] ?? { n: 0, bad: 0 }, blocks };
  });
  const seenBy = (arm: "new" | "old"): number => {
    const each = ofGuard.map((own) =>
      own.reduce((sum, row) => (row.arm === arm && row.blockAt >= stageAt ? sum + row.n : sum), 0),
    );
    return each.length === 0 ? askers[arm] : Math.min(...each);
  };
  const newest = rows.reduce(
    (latest, row) => (row.arm === "new" ? Math.max(latest, row.blockAt.getTime()) : latest),
    Math.max(startedAt.getTime(), stageAt.getTime()),
  );
  return {
    stage,
    stageMinutes: Math.max(0, (at.getTime() - stageAt.getTime()) / MINUTE_MS),
    seen: { new: seenBy("new"), old: seenBy("old") },
    askers,
    quietMinutes: Math.max(0, (at.getTime() - newest) / MINUTE_MS),
    guards,
  };
};
