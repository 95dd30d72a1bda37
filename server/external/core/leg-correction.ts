import { STREET_CLASSES, type StreetClass, type TravelLearned } from "#server/external/schema.ts";
import { groupBy } from "#server/lib/group-by.ts";

/** A leg that a route drove: from a stop that was done to the next one. */
export type DrivenLeg = {
  routeId: number;
  driverId: number | null;
  /** Hour of its day in which it began. */
  hour: number;
  /** Its time and length by our streets without traffic, and what it took. */
  freeS: number;
  distanceM: number;
  tookS: number;
};

/** From this mean speed on a leg is of the class behind the one before. */
const CLASS_FROM_KMH: readonly [StreetClass, number][] = [
  ["motorway", 75],
  ["primary", 48],
  ["secondary", 32],
];

/** The class of street that a leg's mean speed without traffic is that of. */
export const classOf = (distanceM: number, freeS: number): StreetClass => {
  const kmh = freeS > 0 ? (3.6 * distanceM) / freeS : 0;
  return CLASS_FROM_KMH.find(([, least]) => kmh >= least)?.[0] ?? "residential";
};

/** Legs that a factor is held to what stands above it by: an hour by its class, a class by one, a driver by all. */
const HELD_BY = 60;
/** Where an hour is nearly one driver's own, the two are told apart slowly. */
const ROUNDS = 100;
/** Shorter legs are parking, not driving; longer ones than this times the free time hold a break, a tip or a breakdown. */
const LEAST_S = 10;
const MOST_TIMES = 3;
const MOST_MORE_S = 240;

/** Whether a leg was just driven: neither of no length, nor with anything else in it. */
export const isDriving = ({ freeS, tookS }: Pick<DrivenLeg, "freeS" | "tookS">): boolean =>
  freeS >= LEAST_S && Number.isFinite(freeS) && tookS > 0 && tookS <= MOST_TIMES * freeS + MOST_MORE_S;

/** Sums over legs; the weighted ones (`w…`) let long legs, which vary more, say less of the line through all. */
type Sum = {
  legs: number;
  took: number;
  free: number;
  w: number;
  wFree: number;
  wTook: number;
  wFree2: number;
  wFreeTook: number;
};

/** Legs of one driver on one class of street in one hour, together. */
type Group = { sum: Sum; of: StreetClass; hour: number; driverId: number | null };

const NONE: Sum = { legs: 0, took: 0, free: 0, w: 0, wFree: 0, wTook: 0, wFree2: 0, wFreeTook: 0 };
const KEYS = Object.keys(NONE) as (keyof Sum)[];
const plus = (a: Sum, b: Sum): Sum => {
  const sum = { ...NONE };
  for (const key of KEYS) sum[key] = a[key] + b[key];
  return sum;
};

/** Legs shorter than this vary as much as one so long. */
const EVEN_S = 60;

const groupsOf = (legs: readonly DrivenLeg[]): Group[] => {
  const groups = new Map<string, Group>();
  for (const { freeS: free, distanceM, tookS: took, hour, driverId } of legs) {
    const of = classOf(distanceM, free);
    const key = `${of} ${hour} ${driverId}`;
    const w = 1 / (free + EVEN_S);
    const one = { ...{ legs: 1, took, free, w }, ...{ wFree: w * free, wTook: w * took } };
    const sum = plus(groups.get(key)?.sum ?? NONE, {
      ...one,
      wFree2: w * free ** 2,
      wFreeTook: w * free * took,
    });
    groups.set(key, { sum, of, hour, driverId });
  }
  return [...groups.values()];
};

const sumBy = <K>(groups: readonly Group[], keyOf: (group: Group) => K): Map<K, Sum> => {
  const sums = new Map<K, Sum>();
  for (const group of groups) sums.set(keyOf(group), plus(sums.get(keyOf(group)) ?? NONE, group.sum));
  return sums;
};

/** The legs of a group as the mean driver would have taken them. */
const paced = (group: Group, pace: number): Group => {
  const { took, wTook, wFreeTook } = group.sum;
  return {
    ...group,
    sum: { ...group.sum, took: took / pace, wTook: wTook / pace, wFreeTook: wFreeTook / pace },
  };
};

/** `above` over `below`, drawn towards `held` as by {@link HELD_BY} more legs of the mean size. */
const ratioOf = (above: number, below: number, legs: number, held: number): number => {
  if (below <= 0) return held;
  const more = (HELD_BY * below) / legs;
  return (above + more * held) / (below + more);
};

type Factors = Pick<TravelLearned, "classes" | "drivers" | "legs" | "startS">;

/**
 * What legs take: so many seconds for pulling away and stopping, and their free time by the factor of their class of
 * street and hour. Drivers differ in pace, and each drives his own streets at his own hours; so paces and factors are
 * found together, in turns, and the paces are left out.
 */
export const learnFactors = (all: readonly DrivenLeg[]): Factors => {
  const legs = all.filter(isDriving);
  const groups = groupsOf(legs);
  const paces = new Map<number | null, number>();
  const ofClass = new Map<StreetClass, number>();
  const ofCell = new Map<string, number>();
  const factorIn = ({ of, hour }: Pick<Group, "of" | "hour">): number => ofCell.get(`${of} ${hour}`) ?? 1;
  let startS = 0;
  const byClass = sumBy(groups, ({ of }) => of);
  const byCell = sumBy(groups, ({ of, hour }) => `${of} ${hour}`);
  const byDriver = groupBy(groups, ({ driverId }) => driverId);
  for (let round = 0; round < ROUNDS; round++) {
    const even = groups.map((group) => paced(group, paces.get(group.driverId) ?? 1));
    const classSums = [...sumBy(even, ({ of }) => of)];
    // The line through all legs: one start for all classes, a slope for each.
    const [above, below] = classSums.reduce(
      ([a, b], [of, { w, wTook, wFree }]) => [a + wTook - (ofClass.get(of) ?? 1) * wFree, b + w],
      [0, 0],
    );
    startS = Math.max(0, ratioOf(above, below, legs.length, 0));
    for (const [of, { wFreeTook, wFree, wFree2, legs: count }] of classSums)
      ofClass.set(of, ratioOf(wFreeTook - startS * wFree, wFree2, count, 1));
    const cellSums = sumBy(even, ({ of, hour }) => `${of} ${hour}`);
    for (const { of, hour } of groups) {
      const { took, free, legs: count } = cellSums.get(`${of} ${hour}`) ?? NONE;
      ofCell.set(`${of} ${hour}`, ratioOf(took - startS * count, free, count, ofClass.get(of) ?? 1));
    }
    let [weighed, weight] = [0, 0];
    for (const [id, own] of byDriver) {
      const [took, usual, count] = own.reduce(
        ([a, b, n], { sum, ...group }) => [
          a + sum.took,
          b + startS * sum.legs + sum.free * factorIn(group),
          n + sum.legs,
        ],
        [0, 0, 0],
      );
      const pace = ratioOf(took, usual, count, 1);
      paces.set(id, pace);
      weighed += pace * usual;
      weight += usual;
    }
    // Paces are against the mean driver: what all have in common is the streets'.
    if (weight > 0) for (const [id, pace] of paces) paces.set(id, (pace * weight) / weighed);
  }
  const classes = STREET_CLASSES.flatMap((of) => {
    const sum = byClass.get(of);
    if (sum === undefined) return [];
    const hours = Array.from({ length: 24 }, (_, hour) => hour).flatMap((hour) => {
      const count = byCell.get(`${of} ${hour}`)?.legs ?? 0;
      return count === 0 ? [] : [{ hour, legs: count, factor: factorIn({ of, hour }) }];
    });
    return [{ of, legs: sum.legs, factor: ofClass.get(of) ?? 1, hours }];
  });
  return { legs: legs.length, drivers: paces.size, startS, classes };
};

type Learned = Pick<TravelLearned, "classes" | "startS">;

/** By what the free time of a class is taken, in an hour or in the mean of hours; 1 where nothing is known. */
export const factorOf = ({ classes }: Learned, of: StreetClass, hour: number | null = null): number => {
  const found = classes.find((each) => each.of === of);
  const inHour = hour === null ? undefined : found?.hours.find((each) => each.hour === hour);
  return inHour?.factor ?? found?.factor ?? 1;
};

/** What a leg takes, in an hour or in the mean of hours; one of no length takes nothing. */
export const correctedS = (
  learned: Learned,
  freeS: number,
  distanceM: number,
  hour: number | null = null,
): number =>
  freeS > 0 && Number.isFinite(freeS)
    ? learned.startS + freeS * factorOf(learned, classOf(distanceM, freeS), hour)
    : freeS;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;

/**
 * How far legs and the driving of whole routes were off by free times and by corrected ones, on legs that the factors
 * were not learned from. Nobody's pace is known beforehand, so none counts.
 */
export const fareOf = (
  learned: Learned,
  all: readonly DrivenLeg[],
): Pick<TravelLearned, "perLeg" | "perRoute"> => {
  const legs = all.filter(isDriving);
  if (legs.length === 0) return { perLeg: null, perRoute: null };
  const foretold = ({ distanceM, freeS, hour }: DrivenLeg): number =>
    correctedS(learned, freeS, distanceM, hour);
  const routes = new Map<number, { took: number; free: number; foretold: number }>();
  for (const leg of legs) {
    const sum = routes.get(leg.routeId) ?? { took: 0, free: 0, foretold: 0 };
    routes.set(leg.routeId, {
      took: sum.took + leg.tookS,
      free: sum.free + leg.freeS,
      foretold: sum.foretold + foretold(leg),
    });
  }
  const sums = [...routes.values()];
  return {
    perLeg: {
      count: legs.length,
      beforeS: meanOf(legs.map(({ tookS, freeS }) => Math.abs(tookS - freeS))),
      afterS: meanOf(legs.map((leg) => Math.abs(leg.tookS - foretold(leg)))),
    },
    perRoute: {
      count: sums.length,
      beforeS: meanOf(sums.map(({ took, free }) => Math.abs(took - free))),
      afterS: meanOf(sums.map((sum) => Math.abs(sum.took - sum.foretold))),
    },
  };
};

/** Whether what was learned errs less than free times, by legs and by routes, on the week held back. */
export const isBetter = ({ perLeg, perRoute }: TravelLearned): boolean =>
  perLeg !== null &&
  perRoute !== null &&
  perLeg.afterS <= perLeg.beforeS &&
  perRoute.afterS < perRoute.beforeS;
