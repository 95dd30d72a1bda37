import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { type CurveMinute, changedAt, spreadOf } from "./curve-window.ts";
import { isOverrun, readCurve } from "./scalability.ts";

const MINUTE_MS = 60_000;
type Law = { contention: number; crosstalk: number };

/** Minutes of work that follows a law with so many numbers at work; each time ends at random, so a mean of 60 is off by an eighth. */
const minutesOf = (seed: string, laws: readonly Law[], most: number, samples = 60): CurveMinute[] => {
  const random = seeded(seed);
  return laws.map(({ contention, crosstalk }, i) => ({
    atMs: i * MINUTE_MS,
    seen: Array.from({ length: most }, (_, k) => {
      const mean = 100 * (1 + contention * k + crosstalk * k * (k + 1));
      return { atWork: k + 1, meanMs: mean * (1 + random.normal() / Math.sqrt(samples)), samples };
    }),
  }));
};
const steady = (law: Law, minutes: number): Law[] => Array.from({ length: minutes }, () => law);

const LIGHT = { contention: 0.02, crosstalk: 0.004 };
const HEAVY = { contention: 0.35, crosstalk: 0.1 };

describe("the curve of work by how many are at work", () => {
  it.each([
    ["little crosstalk", { contention: 0.1, crosstalk: 0.01 }, 4, 12, 9],
    ["much crosstalk", HEAVY, 8, 8, 3],
    ["none of either", { contention: 0, crosstalk: 0 }, 4, 8, 12],
  ])("with %s has its best where the law has its peak", (_, law, now, most, best) => {
    const found = readCurve(minutesOf("peak", steady(law, 30), most, 600), { min: 1, max: 12, now });
    expect(Math.abs((found?.best ?? 0) - best)).toBeLessThanOrEqual(1);
  });

  it("promises nothing where the value stands at the peak, and tells of a move what it costs", () => {
    const curve = readCurve(minutesOf("stands", steady(HEAVY, 30), 8), { min: 1, max: 12, now: 3 });
    expect(curve?.best).toBe(3);
    expect(curve?.gain(3, 8).log).toBeLessThan(-0.2);
  });

  it("is the less sure of a promise the fewer samples it has", () => {
    const [few, many] = [30, 3_000].map(
      (n) =>
        readCurve(minutesOf("sure", steady(LIGHT, 2), 4, n), { min: 1, max: 12, now: 4 })?.gain(4, 8).chance,
    );
    expect(few).toBeGreaterThan(1.5 * (many ?? 0));
  });

  it("is believed up to twice what was seen", () => {
    const curve = readCurve(minutesOf("beyond", steady({ contention: 0, crosstalk: 0 }, 30), 5, 3_000), {
      ...{ min: 1, max: 12, now: 4 },
    });
    expect(curve?.best).toBe(10);
  });

  it("moves nothing for work that seldom begins at the limit, and tries what may well be where all of it does", () => {
    // The same times: only how often the newest work found all slots taken differs.
    const best = (takenSamples: number) =>
      readCurve(
        minutesOf("urgent", steady({ contention: 0.1, crosstalk: 0.01 }, 6), 6, 1500).map((minute) => ({
          ...minute,
          seen: minute.seen.map((p) => (p.atWork === 6 ? { ...p, samples: takenSamples } : p)),
        })),
        { min: 1, max: 12, now: 6 },
      )?.best;
    expect(best(20_000)).toBeGreaterThan(6);
    expect(best(20)).toBe(6);
  });

  it("takes no slots away where few pieces of work begin beyond the lower number", () => {
    const best = (beyond: number) =>
      readCurve(
        minutesOf("headroom", steady(HEAVY, 30), 8, 600).map((minute) => ({
          ...minute,
          seen: minute.seen.map((p) => (p.atWork > 3 ? { ...p, samples: beyond } : p)),
        })),
        { min: 1, max: 12, now: 8 },
      )?.best;
    expect(best(600)).toBeLessThanOrEqual(4);
    expect(best(1)).toBe(8);
  });

  it("is not told of a house that is full, whose other numbers were seen before", () => {
    const before = minutesOf("full", steady(LIGHT, 20), 6);
    const full = [20, 21].map((i) => ({
      atMs: i * MINUTE_MS,
      seen: [{ atWork: 8, meanMs: 300, samples: 500 }],
    }));
    expect(readCurve([...before, ...full], { min: 1, max: 12, now: 8 })).toBeNull();
  });

  it("is of the minute in which the work changed on, however few came since", () => {
    // Minutes before it would lend their times to numbers that the new work has not shown yet.
    for (const since of [1, 2, 3, 4]) {
      const minutes = minutesOf(`since ${since}`, [...steady(HEAVY, 40), ...steady(LIGHT, since)], 4, 300);
      expect(changedAt(minutes, spreadOf(minutes))).toBe(40 * MINUTE_MS);
    }
  });

  it("leaves a house overrun where it is full of work of which nothing else is known, and not where some is", () => {
    const before = minutesOf("overrun", steady(LIGHT, 20), 4);
    const full = [20, 21].map((i) => ({
      atMs: i * MINUTE_MS,
      seen: [{ atWork: 4, meanMs: 90, samples: 900 }],
    }));
    const of = (minutes: CurveMinute[]) =>
      isOverrun(minutes, readCurve(minutes, { min: 1, max: 12, now: 4 }));
    expect(of([...before, ...full])).toBe(true);
    expect(of([...before, ...full.slice(0, 1)])).toBe(false);
    expect(of(before)).toBe(false);
  });

  it("is not told from one number at work", () => {
    expect(readCurve(minutesOf("one", steady(LIGHT, 10), 1), { min: 1, max: 12, now: 1 })).toBeNull();
  });

  it("is that of the newest work where the work changed", () => {
    const minutes = minutesOf("changed", [...steady(LIGHT, 40), ...steady(HEAVY, 8)], 8);
    const curve = readCurve(minutes, { min: 1, max: 12, now: 8 });
    expect(curve?.sinceMs).toBe(40 * MINUTE_MS);
    expect(curve?.best).toBeLessThanOrEqual(4);
  });

  it("is of all minutes while nothing but chance parts them", () => {
    let parted = 0;
    for (let i = 0; i < 100; i++) {
      const minutes = minutesOf(`same ${i}`, steady(HEAVY, 60), 8);
      if (changedAt(minutes, spreadOf(minutes)) > 0) parted++;
    }
    expect(parted).toBeLessThanOrEqual(2);
  });
});
