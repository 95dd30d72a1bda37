import { decideRelease } from "#server/flags/core/release.ts";
import { ReleaseCounts, ReleasePlan } from "#server/flags/set.schema.ts";
import { type Random, seeded } from "#server/lib/random.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";

const RUNS = 2_000;
const WORSE_RUNS = 500;
const HOURS = 6;
const BLOCKS_A_MINUTE = 6;
const REQUESTS_A_BLOCK = 100;
const SHARE = 0.1;
const ERRORS = 0.02;
/** The hour before the release, in which everybody had the old variant. */
const BEFORE = 36_000;

const PLAN = ReleasePlan.parse({
  ...{ flag: "bench", from: "old", to: "new" },
  stages: [{ percent: 100 * SHARE, leastMinutes: 60 * HOURS, leastSeen: 0 }],
  guards: [{ kind: "share", metric: "api.request_ms", bad: "outcome=failed" }],
});

type Block = [number, number, number, number];

const blockOf = (random: Random, ratio: number): Block => {
  let [newN, newBad, oldN, oldBad] = [0, 0, 0, 0];
  for (let i = 0; i < REQUESTS_A_BLOCK; i++)
    if (random.chance(SHARE)) {
      newN++;
      if (random.chance(ERRORS * ratio)) newBad++;
    } else {
      oldN++;
      if (random.chance(ERRORS)) oldBad++;
    }
  return [newN, newBad, oldN, oldBad];
};

const badOf = (random: Random): number => {
  let bad = 0;
  for (let i = 0; i < BEFORE; i++) if (random.chance(ERRORS)) bad++;
  return bad;
};

const countsOf = (blocks: Block[], bad: number): ReleaseCounts => ({
  ...{ stage: 0, stageMinutes: blocks.length / BLOCKS_A_MINUTE, quietMinutes: 0 },
  ...{ seen: { new: 1, old: 1 }, askers: { new: 0, old: 0 } },
  guards: [{ kind: "share", before: { n: BEFORE, bad }, blocks }],
});

const isBack = (counts: ReleaseCounts): boolean => decideRelease(PLAN, counts).verdict.startsWith("rollback");

/**
 * One release of the seed with its verdict after the last block, which counts the largest evidence on the way, so that
 * it is the verdict of somebody who looked at every block.
 */
const runOf = (seed: string, ratio: number, minutes: number) => {
  const random = seeded(seed);
  const bad = badOf(random);
  const blocks = Array.from({ length: minutes * BLOCKS_A_MINUTE }, () => blockOf(random, ratio));
  const counts = countsOf(blocks, bad);
  return { counts, blocks, bad, isBack: isBack(counts) };
};

/** The first block after which the release goes back, found by halving: what went back stays back. */
const firstBack = ({ blocks, bad }: { blocks: Block[]; bad: number }): number => {
  let [low, high] = [1, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBack(countsOf(blocks.slice(0, middle), bad))) high = middle;
    else low = middle + 1;
  }
  return low;
};

const run = async ({ say, rows = RUNS }: BenchContext): Promise<Fact[]> => {
  let [back, replayed, decisions] = [0, 0, 0];
  const replay = (counts: ReleaseCounts): void => {
    const again = ReleaseCounts.parse(JSON.parse(JSON.stringify(counts)));
    decisions++;
    if (decideRelease(PLAN, again).verdict === decideRelease(PLAN, counts).verdict) replayed++;
  };
  for (let i = 0; i < rows; i++) {
    if (i % 500 === 0) say(`A/A ${i} of ${rows}`);
    const release = runOf(`a/a ${i}`, 1, 60 * HOURS);
    if (release.isBack) back++;
    if (release.isBack || i % 20 === 0) replay(release.counts);
  }
  say("errors times three");
  const minutes: number[] = [];
  for (let i = 0; i < WORSE_RUNS; i++) {
    const release = runOf(`worse ${i}`, 3, 60);
    const at = release.isBack ? firstBack(release) : Number.POSITIVE_INFINITY;
    minutes.push(at / BLOCKS_A_MINUTE);
    if (release.isBack) replay(countsOf(release.blocks.slice(0, at), release.bad));
  }
  minutes.sort((a, b) => a - b);
  const traffic = `600 requests a minute, ${100 * ERRORS} % errors, ${100 * SHARE} % on the new variant`;
  return [
    {
      name: `releases of no change taken back, of ${rows} over ${HOURS} h`,
      value: back,
      unit: "releases",
      target: { atMost: (4 * rows) / RUNS },
      note: `${traffic}; looked at after every ten seconds; the chance of one is bounded by ${PLAN.falseAlarm}.`,
    },
    {
      name: "errors times three to the way back, median",
      value: minutes[WORSE_RUNS >> 1] ?? null,
      unit: "min",
      target: { atMost: 5 },
      note: `${traffic}; ${WORSE_RUNS} releases; nine of ten within ${minutes[Math.floor(WORSE_RUNS * 0.9)]?.toFixed(1)} min.`,
    },
    {
      name: "decisions that replay to the same verdict from their stored counts",
      value: (100 * replayed) / decisions,
      unit: "%",
      target: { atLeast: 100 },
      note: `${decisions} decisions, each way back and every twentieth of the rest.`,
    },
  ];
};

/** Guarded releases: how often nothing is taken for something, and how soon something is. */
export const guard: Line = {
  about: "guarded releases: false alarms over seeded A/A runs, and the time to notice errors times three",
  run,
};
