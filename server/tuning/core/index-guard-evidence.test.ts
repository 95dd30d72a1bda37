import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { between, slowerEvidence, type Times } from "#server/tuning/core/index-guard-evidence.ts";

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
