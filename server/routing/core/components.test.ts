import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { days, givenOf, pictureOf, stopOf } from "#server/routing/fixtures/day.ts";
import { componentsOf, joinPlans, linesOf, planWithin } from "./components.ts";
import { lowerEstimate } from "./lower-estimate.ts";
import { solve } from "./solve.ts";
import { violationsOf } from "./violations.ts";
import { Ways } from "./ways.ts";

describe("the parts of a problem", () => {
  it("hold every stop once, and their plans together keep every rule of the whole", () => {
    fc.assert(
      fc.property(days(16), (picture) => {
        const { problem } = givenOf(picture);
        const components = componentsOf(problem);
        expect(components.flatMap(({ stops }) => stops).sort((a, b) => a - b)).toEqual([
          ...problem.stops.keys(),
        ]);
        const parts = components.map((component) => ({
          component,
          plan: solve(component.problem, { seed: 3, now: () => 0, iterations: 30 }).plan,
        }));
        const whole = joinPlans(parts);
        const faults = violationsOf(problem, whole, String).filter(
          (fault) => !fault.includes("is not served"),
        );
        expect(faults).toEqual([]);
        for (const { component, plan } of parts) {
          const { routes, unserved } = planWithin(component, whole);
          expect({ routes, unserved }).toEqual({ routes: plan.routes, unserved: plan.unserved });
        }
        if (whole.unserved.length === 0)
          expect(lowerEstimate(problem)).toBeLessThanOrEqual(whole.cost + 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it("keep their ways in tables of their own places", () => {
    fc.assert(
      fc.property(days(12), (picture) => {
        const { problem } = givenOf(picture);
        const ways = new Ways(problem.travel);
        for (const component of componentsOf(problem)) {
          const own = new Ways(component.problem.travel);
          const trucks = component.vehicles.map((vehicle, index) => [
            problem.vehicles[vehicle]!.start,
            component.problem.vehicles[index]!.start,
          ]);
          const tips = problem.facilities.map(({ place }, f) => [
            place,
            component.problem.facilities[f]!.place,
          ]);
          const sites = component.stops.map((stop, index) => [
            problem.stops[stop]!.place,
            component.problem.stops[index]!.place,
          ]);
          const places = [...trucks, ...tips, ...sites];
          for (const [from, ownFrom] of places)
            for (const [to, ownTo] of places) {
              expect(own.distance(ownFrom!, ownTo!)).toBe(ways.distance(from!, to!));
              expect(own.seconds(ownFrom!, ownTo!)).toBe(ways.seconds(from!, to!));
            }
        }
      }),
      { numRuns: 20 },
    );
  });

  it("is one where a truck may serve all of it", () => {
    const { problem } = givenOf(pictureOf([stopOf(1), stopOf(2, { stream: "glass" })]));
    const both = { ...problem, vehicles: problem.vehicles.map((each) => ({ ...each, offers: 3 })) };
    expect(componentsOf(both)).toHaveLength(1);
    expect(componentsOf(problem)).toHaveLength(2);
  });
});

describe("lines", () => {
  it("hold every item once, no more lines than asked for, and about as much each", () => {
    const size = (each: number) => each;
    expect(linesOf([5, 9, 1, 4], size, 1).flat().toSorted()).toEqual([1, 4, 5, 9]);
    expect(linesOf([5, 9, 1, 4], size, 2)).toEqual([
      [9, 1],
      [5, 4],
    ]);
    expect(linesOf([5, 9], size, 8)).toEqual([[9], [5]]);
    expect(linesOf([], size, 3)).toEqual([[]]);
  });
});
