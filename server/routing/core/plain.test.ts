import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recheck } from "../fixtures/recheck.ts";
import { solomonText, vrpText } from "../fixtures/texts.ts";
import { readSolomon } from "../formats/solomon.ts";
import { readVrplib } from "../formats/vrplib.ts";
import { plainTables, searchPlain } from "./plain.ts";
import type { Plan, Problem } from "./problem.ts";
import { solve } from "./solve.ts";
import { violationsOf } from "./violations.ts";

const still = { now: () => 0 };
const numbered = (plan: Plan, depot: number) =>
  plan.routes.map(({ visits }) => [depot, ...visits.map((stop) => stop + depot + 1), depot]);
const find = (problem: Problem, seed = 1, iterations = 400) =>
  solve(problem, { ...still, seed, iterations }).plan;

/** The shortest length of tours over all orders and all ways to cut them, within a capacity. */
const exhaustive = ({ travel, stops, vehicles }: Problem): number => {
  if (travel.kind !== "table") throw new Error("exhaustive: expected a table");
  const d = (a: number, b: number) => travel.distance[a * travel.size + b]!;
  const capacity = vehicles[0]!.capacity[0]!;
  let best = Number.POSITIVE_INFINITY;
  const grow = (left: readonly number[], at: number, load: number, length: number): void => {
    if (length >= best) return;
    if (left.length === 0) best = Math.min(best, length + d(at, 0));
    for (const stop of left) {
      const { place, amounts } = stops[stop]!;
      const rest = left.filter((each) => each !== stop);
      if (load + amounts[0]! <= capacity) grow(rest, place, load + amounts[0]!, length + d(at, place));
      if (at !== 0) grow(rest, place, amounts[0]!, length + d(at, 0) + d(0, place));
    }
  };
  grow(
    stops.map((_, index) => index),
    0,
    0,
    0,
  );
  return best;
};

describe("plain search", () => {
  it("finds the shortest tours of small problems that exhaustive search finds", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 7 }), (seed, stops) => {
        const { problem } = readVrplib("made.vrp", vrpText(seed, stops));
        expect(find(problem).distance).toBe(exhaustive(problem));
      }),
      { numRuns: 25 },
    );
  });

  it("keeps every constraint, by a check that reads the file itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 40 }), (seed, stops) => {
        for (const { text, problem, depot } of [
          { text: vrpText(seed, stops), problem: readVrplib("a", vrpText(seed, stops)).problem, depot: 1 },
          {
            text: solomonText(seed, stops),
            problem: readSolomon("b", solomonText(seed, stops)).problem,
            depot: 0,
          },
        ]) {
          const plan = find(problem, seed);
          const { distance, faults } = recheck(text, numbered(plan, depot));
          expect(faults).toEqual([]);
          expect(plan.distance).toBeCloseTo(distance, 6);
          expect(violationsOf(problem, plan, String)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("gives equal plans for equal seeds and never a dearer one than it was given", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { problem } = readSolomon("made", solomonText(seed, 30));
        const start = find(problem, seed, 20);
        expect(find(problem, seed, 20)).toEqual(start);
        const improved = solve(problem, { ...still, seed: seed + 1, iterations: 100, start }).plan;
        expect(improved.cost).toBeLessThanOrEqual(start.cost + 1e-9);
      }),
      { numRuns: 25 },
    );
  });

  it("searches as well where its tables took a part of the time as where they took none", () => {
    const { problem } = readVrplib("made.vrp", vrpText(7, 40));
    // A clock that goes on by so much at each look; the search begins between the first and the second.
    const costOf = (tablesMs: number): number => {
      let looks = 0;
      const now = () => (looks++ === 0 ? 0 : tablesMs + looks);
      return solve(problem, { seed: 1, now, untilMs: tablesMs + 400 }).plan.cost;
    };
    expect(costOf(20)).toBe(costOf(0));
  });

  it("keeps the best plan when it is cancelled", () => {
    const { problem } = readVrplib("made.vrp", vrpText(7, 60));
    const told: number[] = [];
    let asked = 0;
    const { plan } = solve(problem, {
      seed: 1,
      now: () => asked * 5,
      untilMs: 10_000,
      onImprovement: ({ plan: { cost } }) => told.push(cost),
      isCancelled: () => ++asked > 1500,
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => b - a));
    expect(plan.cost).toBe(Math.min(...told));
    expect(violationsOf(problem, plan, String)).toEqual([]);
  });

  // Many steps a stop make several plans; fewer one, whose neighbourhoods are annealed again.
  it.each([150_000, 30_000])("loses no plan of %i steps and finds the same ones for equal seeds", (steps) => {
    for (const text of [vrpText(5, 12), vrpText(6, 12).replace("CAPACITY : 18", "CAPACITY : 36")]) {
      const { problem } = readVrplib("made.vrp", text);
      const run = (adopted: Plan | null): Plan => {
        const tables = plainTables(problem);
        if (tables === null) throw new Error("made: expected a plain problem");
        const search = searchPlain(problem, tables, 3);
        let least = Number.POSITIVE_INFINITY;
        for (let done = 0; done < steps; done += 1000) {
          if (done % (steps / 3) === 0 && adopted !== null) search.adopt(adopted);
          search.run(1000, done / steps);
          expect(search.bestCost()).toBeLessThanOrEqual(least);
          least = search.bestCost();
        }
        const plan = search.plan();
        expect(plan.cost).toBe(least);
        expect(recheck(text, numbered(plan, 1))).toEqual({ distance: plan.distance, faults: [] });
        return plan;
      };
      const plan = run(null);
      expect(run(null)).toEqual(plan);
      expect(run(plan).cost).toBe(plan.cost);
      expect(plan.cost).toBe(find(problem, 9, steps).cost);
    }
  });

  it("leaves out what no vehicle can serve and says why", () => {
    const text = solomonText(3, 12).replace(/^ *5 .*$/m, "5 1000 1000 1 0 10 1");
    const { problem } = readSolomon("far", text);
    const plan = find(problem);
    expect(plan.unserved).toEqual([
      { stop: 4, reason: "no vehicle that may serve it reaches it in its window and is back in its shift" },
    ]);
    expect(violationsOf(problem, plan, String)).toHaveLength(1);
  });

  it("comes near the best known length of a published instance", (context) => {
    const folder = "../shared/data/vrp/x";
    let text: string;
    try {
      text = readFileSync(`${folder}/X-n101-k25.vrp`, "utf8");
    } catch {
      return context.skip(`there is no folder ${folder}`);
    }
    const plan = find(readVrplib("X-n101-k25.vrp", text).problem, 1, 20_000);
    expect(plan.distance).toBeLessThan(27_591 * 1.02);
  });
});
