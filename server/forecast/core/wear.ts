import { averagePrecision } from "#server/forecast/core/accuracy.ts";
import { medianOf } from "#server/forecast/core/life/run.ts";
import { nearEnds } from "#server/forecast/core/near-ends.ts";
import {
  BOOSTING,
  examplesFrom,
  expectedOf,
  type Forest,
  growForest,
  type Loss,
} from "#server/forecast/core/trees/boost.ts";
import { contributionsOf } from "#server/forecast/core/trees/contributions.ts";
import {
  CHANCE_DAYS,
  type DayReading,
  MOST_DAYS,
  WEAR_FEATURES,
  type WearFare,
  type WearHistory,
  type WearReason,
  type WearRisk,
} from "#server/forecast/maintenance.schema.ts";
import type { Random } from "#server/lib/random.ts";

/** What was learned of a fleet's failures. */
export type WearModel = {
  fare: WearFare;
  riskOf: (values: readonly number[]) => WearRisk;
};

/** Readings behind a day that are needed to tell anything of it. */
const LEAST_READINGS = 20;
const LEAST_FAILURES = 20;
const LEAST_VEHICLES = 10;
const FOLDS = 5;
const MOST_EXAMPLES = 3_000;
const REASONS = 4;
const LONG_AGO = 120;

const mean = (values: readonly number[]): number => {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, each) => sum + each, 0) / known.length;
};

const lastDay = (days: readonly number[], upTo: number): number =>
  days.reduce((last, day) => (day <= upTo && day > last ? day : last), Number.NEGATIVE_INFINITY);

/** Maps a vehicle and the place of a reading to the values of the features then; null where too few came before it. */
export const wearValues = (
  { readings, faults, repairs }: Omit<WearHistory, "vehicleId">,
  at: number,
): number[] | null => {
  const newest = readings[at];
  if (newest === undefined || at + 1 < LEAST_READINGS) return null;
  const { day } = newest;
  const near = readings.slice(Math.max(0, at - 2), at + 1);
  // Its own usual is what it showed before the last two weeks: by then a failure that comes may be there already.
  const before = readings.slice(Math.max(0, at - 60), at + 1).filter((each) => each.day < day - 14);
  const usual = (of: (each: DayReading) => number): number =>
    mean((before.length >= 5 ? before : near).map(of));
  const level = (of: (each: DayReading) => number): number => mean(near.map(of));
  const off = (of: (each: DayReading) => number): number => level(of) - usual(of);
  const weeks = readings[Math.max(0, at - 10)] as DayReading;
  const within = (days: number) => faults.filter((each) => each.day <= day && each.day > day - days);
  const since = (days: readonly number[]): number => Math.min(LONG_AGO, day - lastDay(days, day));
  return [
    level(({ volts }) => volts),
    off(({ volts }) => volts),
    level(({ coolantC }) => coolantC),
    off(({ coolantC }) => coolantC),
    level(({ oilKpa }) => oilKpa),
    off(({ oilKpa }) => oilKpa),
    within(7).length,
    within(14).length,
    within(14).filter(({ severity }) => severity >= 2).length,
    since(faults.map((each) => each.day)),
    since(repairs),
    repairs.filter((each) => each <= day && each > day - 90).length,
    (newest.odometerKm - weeks.odometerKm) / Math.max(1, day - weeks.day),
    newest.engineHours,
  ];
};

type Example = { values: number[]; vehicle: number; days: number; fails: number };

/**
 * What became of every so many days: how long it was to the next repair. The last month is left out whole: of its days
 * only those before a failure are known to the end, and alone they would make failures look likelier than they are.
 */
const examplesOf = (histories: readonly WearHistory[], lastKnown: number, stride: number): Example[] =>
  histories.flatMap((history, vehicle) =>
    history.readings.flatMap(({ day }, at): Example[] => {
      if (lastKnown - day < MOST_DAYS || (at + vehicle) % stride !== 0) return [];
      const next = history.repairs.find((each) => each > day);
      const days = Math.min(MOST_DAYS, next === undefined ? MOST_DAYS : next - day);
      const values = wearValues(history, at);
      return values === null ? [] : [{ values, vehicle, days, fails: days <= CHANCE_DAYS ? 1 : 0 }];
    }),
  );

/**
 * Learns from a fleet's days how soon vehicles fail; maps to null where too few failures lie in them. It yields between
 * forests, so that whoever runs it can let others in between.
 */
export function* learnWear(
  histories: readonly WearHistory[],
  lastKnown: number,
  random: Random,
): Generator<void, WearModel | null> {
  const days = histories.reduce((sum, { readings }) => sum + readings.length, 0);
  const examples = examplesOf(histories, lastKnown, Math.max(1, Math.ceil(days / MOST_EXAMPLES)));
  const failures = histories.reduce((sum, { repairs }) => sum + repairs.length, 0);
  const vehicles = new Set(examples.map(({ vehicle }) => vehicle)).size;
  if (failures < LEAST_FAILURES || vehicles < LEAST_VEHICLES || !examples.some(({ fails }) => fails === 1))
    return null;
  const fold = random.shuffle(histories.map((_, vehicle) => vehicle % FOLDS));
  const grown = (loss: Loss, target: (each: Example) => number, f: number): Forest => {
    const dataOf = (held: readonly Example[]) => examplesFrom(held, WEAR_FEATURES.length, target);
    return growForest(
      dataOf(examples.filter(({ vehicle }) => fold[vehicle] !== f)),
      { ...BOOSTING, loss, trees: 100, leaves: 8, leastWeight: loss === "squared" ? 20 : 3, bins: 64 },
      random.fork(`${loss} ${f}`),
      dataOf(examples.filter(({ vehicle }) => fold[vehicle] === f)),
    );
  };
  const chances: Forest[] = [];
  const spans: Forest[] = [];
  const tried: { expected: number; chance: number; example: Example }[] = [];
  for (let f = 0; f < FOLDS; f++) {
    const held = examples.filter(({ vehicle }) => fold[vehicle] === f);
    if (held.length === 0) continue;
    const chance = grown("logistic", ({ fails }) => fails, f);
    yield;
    const span = grown("squared", ({ days }) => days, f);
    yield;
    chances.push(chance);
    spans.push(span);
    for (const example of held)
      tried.push({
        expected: within(expectedOf(span, example.values)),
        chance: expectedOf(chance, example.values),
        example,
      });
  }
  tried.sort((a, b) => a.expected - b.expected);
  const usual = mean(examples.map(({ days }) => days));
  const usuals = WEAR_FEATURES.map((_, c) => medianOf(examples.map(({ values }) => values[c] as number)));
  return {
    fare: {
      ...{ vehicles, failures, examples: examples.length },
      precision: averagePrecision(
        tried.map(({ chance }) => chance),
        tried.map(({ example }) => example.fails === 1),
      ),
      baseShare: mean(examples.map(({ fails }) => fails)),
      errorDays: mean(tried.map(({ expected, example }) => Math.abs(expected - example.days))),
      usualErrorDays: mean(examples.map(({ days }) => Math.abs(days - usual))),
    },
    riskOf: (values) => {
      const days = within(mean(spans.map((forest) => expectedOf(forest, values))));
      const { low, high } = nearEnds(tried, days, ({ example }) => example.days);
      return {
        chance: mean(chances.map((forest) => expectedOf(forest, values))),
        ...{ days, lowDays: Math.min(days, low), highDays: Math.max(days, high) },
        reasons: reasonsOf(spans, values, usuals),
      };
    },
  };
}

const within = (days: number): number => Math.min(MOST_DAYS, Math.max(0, days));

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

const reasonsOf = (
  forests: readonly Forest[],
  values: readonly number[],
  usuals: readonly number[],
): WearReason[] => {
  const parts = forests.map((forest) => contributionsOf(forest, values).parts);
  return WEAR_FEATURES.map((feature, c) => ({
    feature,
    value: known(values[c] as number),
    usual: known(usuals[c] as number),
    days: mean(parts.map((part) => part[c] as number)),
  }))
    .sort((a, b) => Math.abs(b.days) - Math.abs(a.days))
    .slice(0, REASONS);
};
