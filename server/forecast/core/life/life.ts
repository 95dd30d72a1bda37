import { ALIKE, type Course, courseOf, lifeOfAlike, stepOf } from "#server/forecast/core/life/alike.ts";
import { type Condition, type Health, learnHealth } from "#server/forecast/core/life/health.ts";
import { medianOf, type Run } from "#server/forecast/core/life/run.ts";
import { type Feature, windowFeatures, windowValues } from "#server/forecast/core/life/windows.ts";
import { nearEnds } from "#server/forecast/core/near-ends.ts";
import {
  BOOSTING,
  examplesFrom,
  expectedOf,
  type Forest,
  growForest,
} from "#server/forecast/core/trees/boost.ts";
import { contributionsOf } from "#server/forecast/core/trees/contributions.ts";
import type { Random } from "#server/lib/random.ts";

/** What speaks for a longer (positive) or a shorter life, in cycles, with the value it has and what it usually is. */
export type Reason = { feature: Feature; value: number; usual: number; cycles: number };

/** Cycles that a unit is expected to have left, with the ends between which 90 of 100 cases lie, and why. */
export type Life = { cycles: number; low: number; high: number; reasons: Reason[] };

/** What was learned from units that ran to failure. */
export type LifeModel = {
  /** More cycles than this are not told apart: until wear shows, readings say nothing of the end. */
  mostCycles: number;
  /** Numbers of the sensors that tell wear. */
  sensors: number[];
  /** Root of the mean squared error on units that were held back, cycles, both sides at most `mostCycles`. */
  error: number;
  lifeOf: (run: Run) => Life;
};

/** Units that are held back in turn. */
const FOLDS = 10;
const LEAST_UNITS = 10;
/** Rows enough to learn from; the cycles of a unit hardly differ from their neighbours. */
const ROWS = 7_000;
const MOST_COURSES = 300;
/** Share of a usual run that is told apart: 125 of some 200 cycles, as published on such data. */
const TOLD_SHARE = 0.63;
/** Runs for which the lengths of the windows are made. */
const USUAL_CYCLES = 200;
const REASONS = 4;

type Row = { values: number[]; unit: number; left: number };

/** Features with their values of the first and all later cycles of a unit. */
const createLook = (
  health: Health,
  runs: readonly Run[],
  { pace, mostCycles }: { pace: number; mostCycles: number },
) => {
  const step = stepOf(pace);
  const features: Feature[] = [
    ...windowFeatures(health.sensors.length, pace),
    ...Array.from({ length: ALIKE }, (): Feature => ({ of: "alike", as: "now", cycles: 0 })),
  ];
  const windows = features.slice(0, features.length - ALIKE);
  const conditions = runs.map(health.conditionOf);
  const courses = conditions.map((each) => courseOf(each.health, step));
  const library = courses.slice(0, MOST_COURSES);
  const valuesAt = (condition: Condition, course: Course, at: number, own: number): number[] => [
    ...windowValues(condition, at, windows),
    // Longer lives count here too, so that a unit among young ones can be told from one among those half worn.
    ...lifeOfAlike(course, at, library, { step, mostCycles: 1.3 * mostCycles, pace, own }),
  ];
  return {
    features,
    /** The values of a unit that was learned from. */
    known: (unit: number, at: number): number[] =>
      valuesAt(conditions[unit] as Condition, courses[unit] as Course, at, unit),
    /** The values of another unit at its newest cycle. */
    newest: (run: Run): number[] => {
      const condition = health.conditionOf(run);
      return valuesAt(condition, courseOf(condition.health, step), run.cycles.length - 1, -1);
    },
  };
};

/** Learns how many cycles units have left from units that ran to failure. */
export const learnLife = (runs: readonly Run[], random: Random): LifeModel => {
  if (runs.length < LEAST_UNITS)
    throw new RangeError(
      `life: found ${runs.length} units that ran to failure, expected ${LEAST_UNITS} at least.`,
    );
  const usual = medianOf(runs.map(({ cycles }) => cycles.length));
  const mostCycles = Math.max(1, Math.round(TOLD_SHARE * usual));
  const pace = usual / USUAL_CYCLES;
  const health = learnHealth(runs, mostCycles);
  const look = createLook(health, runs, { pace, mostCycles });
  const all = runs.reduce((sum, { cycles }) => sum + cycles.length, 0);
  const stride = Math.max(1, Math.round(all / ROWS));
  const rows: Row[] = [];
  for (const [unit, { cycles }] of runs.entries())
    for (let at = Math.min(cycles.length - 1, Math.round(20 * pace)); at < cycles.length; at += stride)
      rows.push({
        values: look.known(unit, at),
        unit,
        left: Math.min(mostCycles, cycles.length - 1 - at),
      });
  const fold = random.shuffle(Array.from(runs, (_, unit) => unit % FOLDS));
  const examplesOf = (held: readonly Row[]) => examplesFrom(held, look.features.length, ({ left }) => left);
  const tried: { expected: number; error: number }[] = [];
  const forests: Forest[] = [];
  for (let f = 0; f < FOLDS; f++) {
    const held = rows.filter(({ unit }) => fold[unit] === f);
    const forest = growForest(
      examplesOf(rows.filter(({ unit }) => fold[unit] !== f)),
      {
        ...BOOSTING,
        ...{ trees: 400, shrinkage: 0.03, leaves: 6, leastWeight: 20 },
        ...{ columnShare: 0.4, rowShare: 0.3, bins: 64, patience: 40 },
      },
      random.fork(`fold ${f}`),
      examplesOf(held),
    );
    forests.push(forest);
    for (const { values, left } of held) {
      const expected = clamped(expectedOf(forest, values), mostCycles);
      tried.push({ expected, error: left - expected });
    }
  }
  tried.sort((a, b) => a.expected - b.expected);
  const usuals = look.features.map((_, f) => medianOf(rows.map(({ values }) => values[f] as number)));
  return {
    mostCycles,
    sensors: health.sensors,
    error: Math.sqrt(tried.reduce((sum, { error }) => sum + error * error, 0) / tried.length),
    lifeOf: (run) => {
      const values = look.newest(run);
      const cycles = clamped(
        forests.reduce((sum, forest) => sum + expectedOf(forest, values), 0) / forests.length,
        mostCycles,
      );
      const parts = new Float64Array(values.length);
      for (const forest of forests)
        contributionsOf(forest, values).parts.forEach((part, f) => {
          parts[f] = (parts[f] as number) + part / forests.length;
        });
      return { cycles, ...rangeOf(tried, cycles), reasons: reasonsOf(look.features, parts, values, usuals) };
    },
  };
};

const clamped = (cycles: number, most: number): number => Math.min(most, Math.max(0, cycles));

/** The ends between which 90 of 100 held back cases lay that were expected to have about as many cycles left. */
const rangeOf = (
  tried: readonly { expected: number; error: number }[],
  cycles: number,
): { low: number; high: number } => {
  const { low, high } = nearEnds(tried, cycles, ({ error }) => error);
  return { low: Math.max(0, cycles + Math.min(0, low)), high: Math.max(cycles, cycles + high) };
};

/** The parts that weigh most, those of one sensor together: windows of it say much the same. */
const reasonsOf = (
  features: readonly Feature[],
  parts: Float64Array,
  values: readonly number[],
  usuals: readonly number[],
): Reason[] => {
  const byPart = new Map<Feature["of"], { cycles: number; first: number }>();
  features.forEach(({ of }, f) => {
    const part = parts[f] as number;
    const known = byPart.get(of);
    if (known === undefined) byPart.set(of, { cycles: part, first: f });
    else {
      known.cycles += part;
      if (Math.abs(part) > Math.abs(parts[known.first] as number)) known.first = f;
    }
  });
  return [...byPart.values()]
    .sort((a, b) => Math.abs(b.cycles) - Math.abs(a.cycles))
    .slice(0, REASONS)
    .map(({ cycles, first }) => ({
      feature: features[first] as Feature,
      value: values[first] as number,
      usual: usuals[first] as number,
      cycles,
    }));
};
