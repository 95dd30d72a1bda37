import { expect, it } from "vitest";
import {
  classOf,
  correctedS,
  type DrivenLeg,
  factorOf,
  fareOf,
  isBetter,
  isDriving,
  learnFactors,
} from "#server/external/core/leg-correction.ts";
import { seeded } from "#server/lib/random.ts";

/** True factors: slow streets half as long again in the rush hour, and a fifth more at other times. */
const trueFactor = (kmh: number, hour: number): number => (kmh < 32 ? (hour === 8 ? 1.5 : 1.2) : 1);

const drive = (
  count: number,
  seed: string,
  paceOf: (driver: number) => number,
  hourOf = (i: number) => 6 + (i % 6),
) => {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i): DrivenLeg => {
    const [kmh, driverId, hour] = [random.chance(0.6) ? 20 : 60, i % 8, hourOf(i)];
    const freeS = random.between(20, 300);
    return {
      ...{ routeId: Math.floor(i / 50), driverId, hour, freeS, distanceM: (freeS * kmh) / 3.6 },
      tookS: (25 + freeS * trueFactor(kmh, hour)) * paceOf(driverId) * random.between(0.9, 1.1),
    };
  });
};

it("finds what each leg takes for its start, and each class of street in each hour", () => {
  const classes = learnFactors(drive(20_000, "plain", () => 1));
  expect([classes.legs, classes.drivers]).toEqual([20_000, 8]);
  expect(Math.abs(classes.startS - 25)).toBeLessThan(2);
  expect(factorOf(classes, "residential", 8)).toBeCloseTo(1.5, 1);
  expect(factorOf(classes, "residential", 9)).toBeCloseTo(1.2, 1);
  expect(factorOf(classes, "primary", 8)).toBeCloseTo(1, 1);
});

it("lays a slow driver to his pace and not to the streets and hours that he drives", () => {
  // Driver 0 takes twice as long, and most of the rush hour is his.
  const slow = (driver: number) => (driver === 0 ? 2 : 1);
  const hourOf = (i: number) => ((i % 8 === 0 && i % 5 > 0) || i % 19 === 0 ? 8 : 10);
  const classes = learnFactors(drive(40_000, "slow", slow, hourOf));
  const [rush, calm] = [8, 10].map((hour) => factorOf(classes, "residential", hour)) as [number, number];
  expect(rush / calm).toBeCloseTo(1.25, 1);
});

it("what few legs say hardly moves a factor from that of its class, and a class from one", () => {
  const few = drive(6, "few", () => 2);
  const sparse = learnFactors(few);
  // They took 50 seconds for it.
  expect(sparse.startS).toBeLessThan(25);
  for (const { factor } of sparse.classes) expect(Math.abs(factor - 1)).toBeLessThan(0.2);
  const many = drive(10_000, "many", () => 1);
  const odd = { ...many[0], hour: 23, tookS: 3 * (many[0]?.freeS ?? 0) } as DrivenLeg;
  const learned = learnFactors([...many, odd]);
  const of = classOf(odd.distanceM, odd.freeS);
  expect(Math.abs(factorOf(learned, of, 23) - factorOf(learned, of))).toBeLessThan(0.06);
});

it("on legs of other days corrected times err less where streets are slow, and are no better where times are right", () => {
  const { classes, startS } = learnFactors(drive(20_000, "first", () => 1));
  const fared = fareOf(
    { classes, startS },
    drive(4_000, "then", () => 1),
  );
  expect(fared.perLeg?.afterS).toBeLessThan(0.5 * (fared.perLeg?.beforeS ?? 0));
  expect(fared.perRoute?.afterS).toBeLessThan(0.2 * (fared.perRoute?.beforeS ?? 0));
  const learned = { legs: 1, drivers: 1, startS, classes, perStop: null };
  expect(isBetter({ ...learned, ...fared })).toBe(true);
  const right = drive(4_000, "right", () => 1).map((leg) => ({ ...leg, tookS: leg.freeS }));
  expect(isBetter({ ...learned, ...fareOf(learned, right) })).toBe(false);
  expect(isBetter({ ...learned, ...fareOf(learned, []) })).toBe(false);
});

it.each([
  ["a way through town", 60, 90, true],
  ["a leg with a break in it", 60, 2_700, false],
  ["a step to the next door", 4, 30, false],
  ["an end before its start", 60, -5, false],
  ["a place that no way leads to", Number.POSITIVE_INFINITY, 90, false],
])("%s is or is not driving", (_, freeS, tookS, expected) => {
  expect(isDriving({ freeS, tookS })).toBe(expected);
});

it.each([
  [20, "residential"],
  [40, "secondary"],
  [60, "primary"],
  [90, "motorway"],
])("a leg of %s km/h is of class %s", (kmh, of) => {
  expect(classOf((kmh * 100) / 3.6, 100)).toBe(of);
});

it("a leg of no length takes nothing, and where no way leads none is made", () => {
  const learned = { startS: 20, classes: [{ of: "residential" as const, legs: 9, factor: 2, hours: [] }] };
  expect(correctedS(learned, 0, 0)).toBe(0);
  expect(correctedS(learned, 100, 500)).toBe(220);
  expect(correctedS(learned, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(
    Number.POSITIVE_INFINITY,
  );
});

it("a time without a length is of the slowest class, and so is one of nought", () => {
  expect(classOf(0, 0)).toBe("residential");
});
