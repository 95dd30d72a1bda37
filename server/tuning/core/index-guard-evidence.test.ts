import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import {
  between,
  slowerEvidence,
  type Times,
  timesBefore,
} from "#server/tuning/core/index-guard-evidence.ts";

const drawn = (name: string, n: number, meanMs: number): Times => {
  const random = seeded(name);
  const values = Array.from({ length: n }, () => meanMs * Math.exp(0.4 * random.normal()));
  return {
    n,
    sum: values.reduce((sum, each) => sum + each, 0),
    squares: values.reduce((sum, each) => sum + each * each, 0),
  };
};

describe("evidence that an index slows its table down", () => {
  it("stays under the bound of a guarded release where nothing changed", () => {
    const statements = Array.from({ length: 10 }, (_, i) => ({
      ...{ id: String(i), before: drawn(`old ${i}`, 400, 2), since: drawn(`new ${i}`, 400, 2) },
    }));
    expect(slowerEvidence(statements).log).toBeLessThan(Math.log(500));
  });

  it("passes it where one write of ten statements takes twice as long, and names it", () => {
    const statements = Array.from({ length: 10 }, (_, i) => ({
      ...{ id: String(i), before: drawn(`old ${i}`, 400, 2), since: drawn(`new ${i}`, 400, i === 7 ? 4 : 2) },
    }));
    const { log, worst } = slowerEvidence(statements);
    expect(log).toBeGreaterThan(Math.log(500));
    expect(worst).toBe("7");
  });

  it("passes it where a write of almost nothing takes five hundred times as long", () => {
    const [before, since] = [drawn("old", 60, 0.009), drawn("new", 60, 4.4)];
    expect(slowerEvidence([{ id: "a", before, since }]).log).toBeGreaterThan(Math.log(500));
  });

  it("shows nothing by a handful of times, however long they took", () => {
    const [before, since] = [drawn("old", 6, 1), drawn("new", 400, 50)];
    expect(slowerEvidence([{ id: "a", before, since }]).log).toBe(0);
    expect(slowerEvidence([{ id: "a", before: drawn("old", 60, 1), since: drawn("new", 6, 50) }]).log).toBe(
      0,
    );
  });

  it("shows nothing without statements, nor of counters that began anew", () => {
    expect(slowerEvidence([])).toEqual({ log: 0, worst: null });
    expect(between({ n: 9, sum: 9, squares: 9 }, { n: 2, sum: 2, squares: 2 })).toBeNull();
    expect(slowerEvidence([{ id: "a", before: drawn("a", 99, 1), since: null }]).log).toBe(0);
  });
});

describe("what a statement took before a change", () => {
  const HOUR_MS = 3_600_000;
  const at = (atMs: number, times: Times) => ({ atMs, times: new Map([["s", times]]) });
  const slow = { n: 1_000, sum: 9_000, squares: 90_000 };
  const now = { n: 1_200, sum: 9_200, squares: 90_200 };

  it("is what it took since the oldest reading of the last hour, not since counting began", () => {
    const readings = [at(0, { n: 0, sum: 0, squares: 0 }), at(HOUR_MS, slow), at(1.5 * HOUR_MS, now)];
    expect(timesBefore(readings, "s", now, 1.9 * HOUR_MS)).toEqual({ n: 200, sum: 200, squares: 200 });
  });

  it("is all since counting began where no reading is at hand, where it was seldom asked, and where its counter began anew", () => {
    expect(timesBefore([], "s", now, HOUR_MS)).toBe(now);
    expect(timesBefore([at(0, slow)], "s", now, 2 * HOUR_MS)).toBe(now);
    expect(timesBefore([at(HOUR_MS, slow)], "other", now, HOUR_MS)).toBe(now);
    const seldom = { ...now, n: slow.n + 5 };
    expect(timesBefore([at(HOUR_MS, slow)], "s", seldom, HOUR_MS)).toBe(seldom);
    const anew = { n: 30, sum: 30, squares: 30 };
    expect(timesBefore([at(HOUR_MS, slow)], "s", anew, HOUR_MS)).toBe(anew);
  });

  it("lets the guard see a statement that is slower than lately and no slower than it once was", () => {
    const [lately, since] = [drawn("lately", 200, 1), drawn("since", 200, 4)];
    const all = { n: 1_200, sum: lately.sum + 9_000, squares: lately.squares + 90_000 };
    const before = timesBefore([at(0, { n: 1_000, sum: 9_000, squares: 90_000 })], "s", all, HOUR_MS);
    const log = (of: Times) => slowerEvidence([{ id: "s", before: of, since }]).log;
    expect(log(before)).toBeGreaterThan(Math.log(500));
    expect(log(all)).toBeLessThan(Math.log(500));
  });
});
