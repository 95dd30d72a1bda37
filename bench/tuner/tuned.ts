import { decideRelease } from "#server/flags/core/release.ts";
import { countsOf } from "#server/flags/release-counts.ts";
import type { EvidenceRow } from "#server/flags/release-store.ts";
import { ReleasePlan } from "#server/flags/set.schema.ts";
import { SLOT_MS, WASHOUT_MS } from "#server/flags/slots.ts";
import { seeded } from "#server/lib/random.ts";
import { type Knob, nextTrial, PACE, type Past } from "#server/tuning/core/controller.ts";
import type { CurveMinute } from "#server/tuning/core/curve-window.ts";
import { isOverrun, readCurve } from "#server/tuning/core/scalability.ts";
import type { Promised } from "#server/tuning/core/scaling-law.ts";
import { sideBySide, trialVerdict } from "#server/tuning/core/verdict.ts";
import { createQueue, type Served, type Trace } from "./queue.ts";

/** The knob of the bench: slots side by side, as the product's of the model, up to half more. */
export const KNOB: Knob = {
  key: "slots",
  min: 1,
  max: 12,
  step: 1,
  kind: "window",
  shrink: 0.75,
  risk: "low",
  shipped: 8,
};
/** What the product ships with. */
export const START = KNOB.shipped;

/** So much of the newest past is known to the controller, as in the product. */
const RECENT_MINUTES = 60;

type Open = {
  past: Past;
  bound: number;
  tail: number;
  beganS: number;
  rows: [EvidenceRow[], EvidenceRow[]];
  promised: Promised | null;
};

/** What was measured within a minute. */
type Minute = CurveMinute & { samples: number; p50: number; p95: number };

const newRow = (guard: number, block: number, arm: "new" | "old"): EvidenceRow => ({
  ...{ releaseId: 1, guard, blockAt: new Date(block * 1_000), arm, n: 0, bad: 0, sum: 0, squares: 0 },
});

const verdictOf = ({ rows, promised }: Open, minutes: number, now: Promised | null) =>
  trialVerdict(
    sideBySide(
      rows[0].map(({ arm, n, bad, sum }) => ({
        ...(arm === "new" ? { newN: n, newBad: bad, newSum: sum } : { newN: 0, newBad: 0, newSum: 0 }),
        ...(arm === "old" ? { oldN: n, oldBad: bad, oldSum: sum } : { oldN: 0, oldBad: 0, oldSum: 0 }),
      })),
    ),
    minutes,
    { foretold: { before: promised, now } },
  );

const isBack = ({ rows, bound, tail }: Open, atS: number): boolean => {
  const plan = ReleasePlan.parse({
    ...{ flag: "slots", from: null, to: "new", isBySlot: true },
    stages: [{ percent: 50, leastMinutes: 60 * 24, leastSeen: 0 }],
    guards: [
      { kind: "above", metric: "work.ms", bound, tolerance: 1.25 },
      { kind: "above", metric: "work.ms", bound: tail, tolerance: 1.5 },
    ],
  });
  const begun = new Date(0);
  const release = { plan, stage: 0, stageAt: begun, startedAt: begun, before: [] };
  const counts = countsOf(release, rows.flat(), { new: 0, old: 0 }, new Date(atS * 1_000));
  return decideRelease(plan, counts).verdict.startsWith("rollback");
};

/** What a minute measured: how long work took by how many were at work, and what a full house cost a piece. */
const minuteOf = (atMs: number, seconds: readonly Served[]): Minute => {
  const by = new Map<number, { sum: number; samples: number }>();
  for (const { took } of seconds)
    for (const { atWork, ms } of took) {
      const held = by.get(atWork) ?? { sum: 0, samples: 0 };
      held.sum += ms;
      held.samples++;
      by.set(atWork, held);
    }
  const full = seconds.flatMap(({ slotMs }) => slotMs).sort((a, b) => a - b);
  return {
    atMs,
    seen: [...by].map(([atWork, { sum, samples }]) => ({ atWork, meanMs: sum / samples, samples })),
    samples: full.length,
    p50: full[full.length >> 1] ?? 0,
    p95: full[Math.floor(0.95 * full.length)] ?? 0,
  };
};

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** What came of a trace with the product's controller, test and guards. */
export type Tuned = { mean: number; kept: number; back: number; trials: number; last: number };

/** The product's controller, test and guards over a trace, each at the product's own pace: trials by turns, what is kept moves the value. */
export const tunedOver = (trace: Trace, seed: string): Tuned => {
  const queue = createQueue(seeded(`queue ${trace.name}${seed}`));
  const turns = seeded(`turns ${trace.name}${seed}`);
  const past: Past[] = [];
  const minutes: Minute[] = [];
  let second60: Served[] = [];
  let value = START;
  let open: Open | null = null;
  let isNew = false;
  let [sum, count, kept, back] = [0, 0, 0, 0];
  const end = (status: Past["status"], second: number) => {
    if (open === null) return;
    open.past.status = status;
    open.past.endedAtMs = second * 1_000;
    open = null;
  };
  /** The job of each minute. */
  const step = (second: number): void => {
    const curve = readCurve(minutes, { ...KNOB, now: value });
    if (open !== null) {
      const { from, to, startedAtMs } = open.past;
      const isOther = curve !== null && curve.sinceMs > startedAtMs;
      const verdict = isOther
        ? "no-gain"
        : verdictOf(open, (second - open.beganS) / 60, curve?.gain(from, to) ?? null);
      if (verdict === "kept") {
        kept++;
        value = open.past.to;
      }
      if (verdict !== "wait") end(verdict, second);
      return;
    }
    const alike = minutes.filter(({ atMs }) => atMs >= (curve?.sinceMs ?? 0));
    const samples = minutes.reduce((all, minute) => all + minute.samples, 0);
    const state = { knob: KNOB, value, samples, curve, isOverrun: isOverrun(minutes, curve) };
    const move = nextTrial([state], past, second * 1_000, PACE);
    if (move === null) return;
    const trial: Past = {
      ...{ knob: "slots", from: move.from, to: move.to, status: "running", samples },
      ...{ startedAtMs: second * 1_000, endedAtMs: null },
    };
    past.push(trial);
    open = {
      ...{ past: trial, beganS: second + 1, rows: [[], []] },
      ...{ bound: middle(alike.map(({ p50 }) => p50)), tail: 2 * middle(alike.map(({ p95 }) => p95)) },
      promised: curve?.gain(move.from, move.to) ?? null,
    };
  };
  const noteArm = (second: number, { slotMs }: Served): void => {
    if (open === null || (second * 1_000) % SLOT_MS < WASHOUT_MS) return;
    const block = Math.floor((second - open.beganS) / 5) * 5;
    const arm = isNew ? "new" : "old";
    for (const [guard, bound] of [open.bound, open.tail].entries()) {
      const all = open.rows[guard] ?? [];
      let row = all.at(-1);
      if (row === undefined || row.arm !== arm || row.blockAt.getTime() !== block * 1_000) {
        row = newRow(guard, block, arm);
        all.push(row);
      }
      for (const took of slotMs) {
        row.n++;
        row.sum += took;
        if (took > bound) row.bad++;
      }
    }
  };
  for (let second = 0; second < trace.seconds; second++) {
    if ((second * 1_000) % SLOT_MS === 0) isNew = turns.chance(0.5);
    const running: Open | null = open;
    const slots: number = running !== null && isNew ? (running as Open).past.to : value;
    const out: Served = { latencyMs: [], slotMs: [], took: [] };
    queue.second(trace.weather(second), slots, out);
    for (const each of out.latencyMs) sum += each;
    count += out.latencyMs.length;
    noteArm(second, out);
    if (open !== null && second % 10 === 9 && isBack(open, second - (open as Open).beganS)) {
      back++;
      end("rolled-back", second);
    }
    second60.push(out);
    if (second % 60 !== 59) continue;
    minutes.push(minuteOf((second - 59) * 1_000, second60));
    second60 = [];
    if (minutes.length > RECENT_MINUTES) minutes.shift();
    step(second);
  }
  return { mean: sum / count, kept, back, trials: past.length, last: value };
};
