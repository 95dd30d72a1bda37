import { blockOf, decideRelease, settledAt } from "#server/flags/core/release.ts";
import { countsOf } from "#server/flags/release-counts.ts";
import type { EvidenceRow } from "#server/flags/release-store.ts";
import { ReleasePlan } from "#server/flags/set.schema.ts";
import { SLOT_MS, WASHOUT_MS } from "#server/flags/slots.ts";
import { type Random, seeded } from "#server/lib/random.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";

const RUNS = 2_000;
const WORSE_RUNS = 1_000;
const PER_S = 100;
const HOUR_S = 3_600;
/** The worker looks so often; where in its beat a release begins is drawn. */
const LOOK_S = 2;
/** Beside it: a guard that is asked once a minute, as by a timer. */
const MINUTE_S = 60;
/** Latencies are log-normal about 60 ms; slow is past their 90 % mark as seen before the release. */
const MEDIAN_MS = 60;
const SIGMA = 0.5;
const SLOW_MS = MEDIAN_MS * Math.exp(1.2816 * SIGMA);
/** The load of the machine wanders and slows all alike: so much a second, held near none. */
const [WANDER, HOLD] = [0.02, 0.995];
const START = new Date(0);
const TURNS_MORE = 1.25;

type Kind = { percent: number; isBySlot: boolean };

const planOf = ({ percent, isBySlot }: Kind): ReleasePlan =>
  ReleasePlan.parse({
    ...{ flag: "bench", from: "old", to: "new", isBySlot },
    stages: [{ percent, leastMinutes: 60 * 24, leastSeen: 0 }],
    // Trials of knobs allow a tenth more, as their plans do: turns are never alike in load.
    guards: [
      { kind: "above", metric: "api.request_ms", bound: SLOW_MS, tolerance: isBySlot ? TURNS_MORE : 1 },
    ],
  });

// Normal distribution function (Abramowitz and Stegun 7.1.26, 1.5e-7), for the share that is past the bound.
const tail = (z: number): number => {
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const erf =
    1 -
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) *
      t *
      Math.exp((-z * z) / 2);
  return z >= 0 ? 0.5 * (1 - erf) : 0.5 * (1 + erf);
};

/** What the evidence table holds of one release: `ratio` times the latency for the new variant, second by second. */
const rowsOf = (
  random: Random,
  { percent, isBySlot }: Kind,
  ratio: number,
  seconds: number,
): EvidenceRow[] => {
  const rows = new Map<string, EvidenceRow>();
  let load = 0;
  let slotIsNew = false;
  for (let second = 0; second < seconds; second++) {
    load = HOLD * load + WANDER * random.normal();
    const inSlotMs = (second * 1_000) % SLOT_MS;
    if (inSlotMs === 0) slotIsNew = random.chance(percent / 100);
    if (isBySlot && inSlotMs < WASHOUT_MS) continue;
    const z = (Math.log(SLOW_MS / MEDIAN_MS) - load) / SIGMA;
    const slow = { old: tail(z), new: tail(z - Math.log(ratio) / SIGMA) };
    const blockAt = new Date(1_000 * blockOf(second));
    for (let i = 0; i < PER_S; i++) {
      const arm = (isBySlot ? slotIsNew : random.chance(percent / 100)) ? "new" : "old";
      const key = `${blockAt.getTime()}/${arm}`;
      let row = rows.get(key);
      if (row === undefined) {
        row = { releaseId: 1, guard: 0, blockAt, arm, n: 0, bad: 0, sum: 0, squares: 0 };
        rows.set(key, row);
      }
      row.n++;
      if (random.chance(slow[arm])) row.bad++;
    }
  }
  return [...rows.values()];
};

const isBack = (plan: ReleasePlan, rows: readonly EvidenceRow[], atS: number): boolean => {
  const at = new Date(1_000 * atS);
  const release = { plan, stage: 0, stageAt: START, startedAt: START, before: [{ n: 0, bad: 0 }] };
  const counts = countsOf(release, rows, { new: 0, old: 0 }, at);
  return decideRelease(plan, counts).verdict.startsWith("rollback");
};

const settled = (rows: readonly EvidenceRow[], atS: number) =>
  rows.filter(({ blockAt }) => settledAt(blockAt.getTime() / 1_000) <= atS);

/** Seconds of traffic after which a look of the worker takes the release back; Infinity where none does in time. */
const backAfterS = (
  plan: ReleasePlan,
  rows: readonly EvidenceRow[],
  phaseS: number,
  mostS: number,
  lookS: number,
): number => {
  for (let atS = phaseS; atS <= mostS; atS += lookS) if (isBack(plan, settled(rows, atS), atS)) return atS;
  return Number.POSITIVE_INFINITY;
};

const falseOf = (kind: Kind, runs: number, say: (text: string) => void): number => {
  const plan = planOf(kind);
  let back = 0;
  for (let i = 0; i < runs; i++) {
    if (i % 500 === 0) say(`A/A ${i} of ${runs} at ${kind.percent} %${kind.isBySlot ? ", in turns" : ""}`);
    // The verdict counts the largest evidence on the way, so the last look knows of every one before.
    if (
      isBack(plan, rowsOf(seeded(`a/a ${kind.percent} ${kind.isBySlot} ${i}`), kind, 1, HOUR_S), HOUR_S + 60)
    )
      back++;
  }
  return back;
};

const timesOf = (kind: Kind, ratio: number, mostS: number, lookS = LOOK_S): number[] =>
  Array.from({ length: WORSE_RUNS }, (_, i) => {
    const random = seeded(`worse ${kind.percent} ${kind.isBySlot} ${ratio} ${i}`);
    const phaseS = lookS * random.float();
    return backAfterS(planOf(kind), rowsOf(random, kind, ratio, mostS), phaseS, mostS, lookS);
  }).sort((a, b) => a - b);

const within = (times: readonly number[], limitS: number): number =>
  (100 * times.filter((each) => each <= limitS).length) / times.length;

const at = (times: readonly number[], share: number): string => {
  const value =
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(value) ? `${value.toFixed(1)} s` : "never";
};

const TEN: Kind = { percent: 10, isBySlot: false };
const ONE: Kind = { percent: 1, isBySlot: false };
const TURNS: Kind = { percent: 50, isBySlot: true };

const run = async ({ say, rows: runs = RUNS }: BenchContext): Promise<Fact[]> => {
  const traffic = `${PER_S} requests/s, log-normal latencies (spread ${SIGMA}) under a load that wanders, one latency guard`;
  const back = falseOf(TEN, runs, say);
  const turnsBack = falseOf(TURNS, runs / 4, say);
  say("latency times two");
  const [ten, one, turns] = [timesOf(TEN, 2, 120), timesOf(ONE, 2, 120), timesOf(TURNS, 2, 120)];
  const byMinute = timesOf(TEN, 2, 300, MINUTE_S);
  const median = (times: readonly number[]): number =>
    times[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
  return [
    {
      name: `releases of no change taken back, of ${runs} over 1 h`,
      value: back,
      unit: "releases",
      target: { atMost: (4 * runs) / RUNS },
      note: `${traffic}; 10 % on the new variant; every look of the worker counts.`,
    },
    {
      name: "latency times two taken back within 30 s of traffic",
      value: within(ten, 30),
      unit: "%",
      target: { atLeast: 95 },
      against: { what: "looked at once a minute", times: median(byMinute) / median(ten) },
      note: `${traffic}; 10 % on the new variant; ${WORSE_RUNS} releases, looks each ${LOOK_S} s at a drawn beat, blocks that every process has written; median ${at(ten, 0.5)}, 95 of 100 within ${at(ten, 0.95)}.`,
    },
    {
      name: "the same with 1 % on the new variant",
      value: within(one, 30),
      unit: "%",
      note: `One request a second tells less: median ${at(one, 0.5)}, 95 of 100 within ${at(one, 0.95)}.`,
    },
    {
      name: `trials of no change taken back, of ${runs / 4} over 1 h`,
      value: turnsBack,
      unit: "trials",
      target: { atMost: Math.max(1, (4 * runs) / RUNS / 4) },
      note: `Arms take turns of ${SLOT_MS / 1_000} s, the first ${WASHOUT_MS / 1_000} s of each left out; the load wanders between them, so neighbours in time differ by more than chance, for which a guard of turns lets ${TURNS_MORE} times pass.`,
    },
    {
      name: "latency times two in a trial, taken back within 60 s",
      value: within(turns, 60),
      unit: "%",
      note: `Arms in turns need both to have come: median ${at(turns, 0.5)}, 95 of 100 within ${at(turns, 0.95)}.`,
    },
  ];
};

/** How often a guard takes back what is no worse, and how soon what takes twice as long. */
export const rollback: Line = {
  about:
    "automatic rollback: false ones over seeded A/A runs, and twice the latency at 100 requests a second",
  run,
};
