import { seeded } from "#server/lib/random.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { createQueue, type Served, type Trace } from "./tuner/queue.ts";
import { drawnTraces, TRACES } from "./tuner/traces.ts";
import { KNOB, START, type Tuned, tunedOver } from "./tuner/tuned.ts";

/** Traces drawn by a seed that are run beside the published ones. */
const DRAWN = 8;
/** The seed they are drawn by where none is given. */
const SEED = "held out";

const VALUES = Array.from({ length: KNOB.max }, (_, i) => i + 1);

/** Mean latency over a trace at one value. */
const staticMean = (trace: Trace, slots: number, seed: string): number => {
  const queue = createQueue(seeded(`queue ${trace.name}${seed}`));
  let [sum, count] = [0, 0];
  for (let second = 0; second < trace.seconds; second++) {
    const out: Served = { latencyMs: [], slotMs: [], took: [] };
    queue.second(trace.weather(second), slots, out);
    for (const each of out.latencyMs) sum += each;
    count += out.latencyMs.length;
  }
  return sum / count;
};

const geometric = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, each) => sum + Math.log(each), 0) / values.length);

type Row = { trace: Trace; statics: number[]; best: number; bestAt: number; tuned: Tuned };

const rowOf = (trace: Trace, seed: string): Row => {
  const statics = VALUES.map((slots) => staticMean(trace, slots, seed));
  const best = Math.min(...statics);
  return {
    ...{ trace, statics, best, bestAt: VALUES[statics.indexOf(best)] ?? 0 },
    tuned: tunedOver(trace, seed),
  };
};

const percentOf = ({ tuned, best }: Row): number => 100 * (tuned.mean / best - 1);

/** The worst of a table, and its whole against the best single value over it, as somebody would choose it who knew it all. */
const wholeOf = (table: readonly Row[], what: string, note: string): Fact[] => {
  const overall = VALUES.map((_, i) => geometric(table.map(({ statics, best }) => (statics[i] ?? 0) / best)));
  const bestOverall = Math.min(...overall);
  const tunedOverall = geometric(table.map(({ tuned, best }) => tuned.mean / best));
  return [
    {
      ...{
        name: `the tuner against the best static value of each ${what}, the worst of them`,
        unit: "% worse",
      },
      ...{ value: Math.max(...table.map(percentOf)), target: { atMost: 5 }, note },
    },
    {
      ...{ name: `the tuner against the best single static value over all ${what}s`, unit: "% better" },
      ...{ value: 100 * (1 - tunedOverall / bestOverall), target: { atLeast: 0.01 } },
      note: `geometric mean of latency over the best of each: tuner ${tunedOverall.toFixed(3)}, ${VALUES[overall.indexOf(bestOverall)]} slots ${bestOverall.toFixed(3)}.`,
    },
  ];
};

const run = async ({ say, seed }: BenchContext): Promise<Fact[]> => {
  const rowsOf = (traces: readonly Trace[], suffix: string): Row[] =>
    traces.map((trace) => {
      say(`${trace.name}: ${VALUES.length} static values and the tuner`);
      return rowOf(trace, suffix);
    });
  const table = rowsOf(TRACES, seed === undefined ? "" : ` ${seed}`);
  const drawn = rowsOf(drawnTraces(seed ?? SEED, DRAWN), "");
  return [
    ...wholeOf(
      table,
      "trace",
      `mean latency over ${TRACES.length} traces by seed; started at ${START} slots of 1 to ${KNOB.max}, at the product's own pace; trials, their turns and what they cost are counted. Costs are assumed, and these traces were looked at while the controller was made.`,
    ),
    ...wholeOf(
      drawn,
      "drawn trace",
      `${DRAWN} traces of a day drawn by the seed "${seed ?? SEED}": shapes, costs, load and when they change. One of those of "${SEED}" was looked at when the controller was mended; another --seed draws others.`,
    ),
    ...[...table, ...drawn].map(
      (row): Fact => ({
        name: `${row.trace.name}: the tuner against the best static value`,
        ...{ value: percentOf(row), unit: "% worse" },
        note: `${row.tuned.mean.toFixed(0)} ms, best ${row.best.toFixed(0)} ms at ${row.bestAt}, worst ${Math.max(...row.statics).toFixed(0)} ms; ${row.tuned.trials} trials, ${row.tuned.kept} kept, ${row.tuned.back} taken back, ended at ${row.tuned.last}.`,
      }),
    ),
  ];
};

/** The tuner on work that drifts, against every static value. */
export const tuner: Line = {
  about: "the tuner on published and on drawn traces that drift, against every static value of its knob",
  run,
};
