import type { Fact } from "./line.ts";
import type { Machine } from "./machine.ts";
import type { Summary } from "./measure.ts";

/** What was measured where. */
export type Measurement = { facts: readonly Fact[]; machine: Machine };

/** A figure that is worse than it was, by more than such figures differ from run to run. */
export type Regression = { name: string; unit: string; was: number; is: number; mostWorse: number };

/** Of two times taken in one run; what else the machine does is in both, but not evenly. */
const RATIO = "times";
const TIMES = new Set([
  "ns",
  "us",
  "ms",
  "s",
  "/s",
  "1/s",
  "events/s",
  "frames/s",
  "x flagd-core",
  RATIO,
  "MB",
  "GB",
]);
/** Times of two quiet runs of one machine differ by as much: its cores are shared with others. */
const TIME_TOLERANCE = 0.5;
/** Counts, shares and scores come out the same from the same seeds, but for what time decides. */
const PLAIN_TOLERANCE = 0.03;
/** Standard errors of both runs together that are still chance. */
const ERRORS = 3;

const relativeError = (summary: Summary | undefined): number =>
  summary === undefined || summary.n < 2 || summary.median === 0
    ? 0
    : summary.sd / Math.sqrt(summary.n) / Math.abs(summary.median);

const isSameKind = (one: Machine, other: Machine): boolean =>
  one.cpu === other.cpu &&
  one.cores === other.cores &&
  one.system.split(" ")[0] === other.system.split(" ")[0];

/** Whether times taken there can be compared with each other: the same kind of machine, and nobody else at work. */
export const areTimesComparable = (now: Machine, before: Machine): boolean =>
  isSameKind(now, before) && now.load1 < now.cores && before.load1 < before.cores;

/**
 * Maps two measurements of a line to the figures that became worse beyond noise. What is better is told by a figure's
 * target; one without a target is compared by how it stands against the unoptimised path, else not at all. Times count
 * only where both machines are of one kind and were free.
 */
export const regressionsOf = (now: Measurement, before: Measurement): Regression[] => {
  const old = new Map(before.facts.map((fact) => [fact.name, fact]));
  const mayTime = areTimesComparable(now.machine, before.machine);
  return now.facts.flatMap((fact): Regression[] => {
    const was = old.get(fact.name);
    if (was === undefined) return [];
    const found: Regression[] = [];
    const compare = (name: string, unit: string, a: number, b: number, isLessBetter: boolean): void => {
      const noise = ERRORS * Math.hypot(relativeError(fact.summary), relativeError(was.summary));
      const tolerance = Math.max(TIMES.has(unit) ? TIME_TOLERANCE : PLAIN_TOLERANCE, noise);
      const mostWorse = isLessBetter ? b + Math.abs(b) * tolerance : b - Math.abs(b) * tolerance;
      if (isLessBetter ? a > mostWorse : a < mostWorse) found.push({ name, unit, was: b, is: a, mostWorse });
    };
    if (fact.value !== null && was.value !== null && fact.target !== undefined)
      if (mayTime || !TIMES.has(fact.unit))
        compare(fact.name, fact.unit, fact.value, was.value, "atMost" in fact.target);
    if (fact.against !== undefined && was.against !== undefined)
      compare(
        `${fact.name}, beside ${fact.against.what}`,
        RATIO,
        fact.against.times,
        was.against.times,
        false,
      );
    return found;
  });
};
