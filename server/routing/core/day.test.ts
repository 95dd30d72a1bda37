import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { recheckKim } from "../fixtures/recheck-kim.ts";
import { kimText } from "../fixtures/texts.ts";
import { readKim } from "../formats/kim.ts";
import { layOut } from "./day.ts";
import { explain } from "./explain.ts";
import { placingsOf } from "./insert.ts";
import type { Plan, Problem, Stop, Vehicle } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";
import { solve } from "./solve.ts";
import { violationsOf } from "./violations.ts";

const find = (problem: Problem, seed = 1, iterations = 150, start?: Plan) =>
  solve(problem, { seed, iterations, now: () => 0, ...(start ? { start } : {}) }).plan;

const truck = (change: Partial<Vehicle> = {}): Vehicle => ({
  count: 1,
  start: 0,
  end: 0,
  shiftStart: 6 * 3600,
  shiftEnd: 18 * 3600,
  capacity: [100, 20],
  dayCapacity: null,
  offers: 1,
  costPerDistance: 1,
  costPerSecond: 0.01,
  costFixed: 50,
  normalEnd: 15 * 3600,
  costPerOvertime: 0.004,
  maxStops: 100,
  pause: null,
  home: null,
  pinned: [],
  ...change,
});

/** A mixed day: two depots, two facilities, two kinds of trucks with breaks, two streams, releases, optional stops. */
const mixed = (seed: number, count: number, change: Partial<Problem> = {}): Problem => {
  const random = seeded(seed);
  const places = count + 4;
  const coordinates = () => Float64Array.from({ length: places }, () => random.int(10_000));
  const stops = Array.from(
    { length: count },
    (_, i): Stop => ({
      place: i + 4,
      amounts: [5 + random.int(30), 1 + random.int(5)],
      early: 6 * 3600 + random.int(4) * 3600,
      late: 15 * 3600 + random.int(3) * 3600,
      service: 60 + random.int(600),
      release: random.chance(0.2) ? 7 * 3600 : 0,
      needs: random.chance(0.5) ? 1 : 2,
      penalty: random.chance(0.2) ? 1000 + random.int(5000) : null,
      priority: random.int(3),
    }),
  );
  const facility = (place: number, takes: number) => ({
    place,
    opens: 7 * 3600,
    closes: 17 * 3600,
    unload: 600,
    costPerLoad: takes,
    takes,
  });
  return {
    travel: { kind: "plane", metric: "euclidean", x: coordinates(), y: coordinates(), secondsPerUnit: 0.12 },
    stops,
    vehicles: [
      truck({ count: 2, pause: { seconds: 2700, earliest: 11 * 3600, latest: 13 * 3600 } }),
      truck({ count: 2, start: 1, end: 1, offers: 3, costPerDistance: 1.3, maxStops: 12, home: 1 }),
    ],
    facilities: [facility(2, 3), facility(3, 1)],
    isEmptyAtEnd: true,
    isFleetFirst: false,
    speedByHour: null,
    balanceWeight: 0,
    territoryWeight: 0,
    ...change,
  };
};

const seeds = fc.integer({ min: 1, max: 1e6 });
const missing = (problem: Problem, plan: Plan) =>
  plan.unserved.map(({ stop }) => problem.stops[stop]!).filter(({ penalty }) => penalty === null);

/** What leaving out stops that must be served counts: those of a higher priority for more. */
const missed = (problem: Problem, plan: Plan): number =>
  missing(problem, plan).reduce((sum, { priority }) => sum + 1 + Math.max(0, priority), 0);

/** Whether a plan is no worse than another: first by what is left out, then by cost. */
const expectNoWorse = (problem: Problem, plan: Plan, than: Plan): void => {
  expect(missed(problem, plan)).toBeLessThanOrEqual(missed(problem, than));
  if (missed(problem, plan) === missed(problem, than))
    expect(plan.cost).toBeLessThanOrEqual(than.cost + 1e-6);
};

describe("day search", () => {
  it("keeps all of Kim's rules, by a check that reads the file itself", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 40 }), (seed, count) => {
        const text = kimText(seed, count);
        const { problem, numbers } = readKim("made.txt", text);
        const plan = find(problem, seed);
        const placeOf = (visit: number) =>
          visit >= 0 ? problem.stops[visit]!.place : problem.facilities[-1 - visit]!.place;
        const routes = plan.routes.map(({ visits }) => [
          0,
          ...visits.map((visit) => numbers[placeOf(visit)]!),
          0,
        ]);
        const { miles, faults } = recheckKim(text, routes);
        expect(faults).toEqual([]);
        expect(plan.distance / 5280).toBeCloseTo(miles, 6);
      }),
      { numRuns: 20 },
    );
  });

  it("serves every stop at most once and breaks nothing but what it says it leaves out", () => {
    const changes: Partial<Problem>[] = [
      {},
      { speedByHour: Array.from({ length: 24 }, (_, hour) => (hour < 9 ? 0.6 : 1)) },
      { balanceWeight: 0.5, territoryWeight: 0.2 },
    ];
    fc.assert(
      fc.property(seeds, fc.constantFrom(...changes), (seed, change) => {
        const problem = mixed(seed, 25, change);
        const plan = find(problem, seed, 60);
        expect(violationsOf(problem, plan, String)).toHaveLength(missing(problem, plan).length);
        expect(plan.routes.flatMap(({ visits }) => visits).filter((visit) => visit >= 0).length).toBe(
          25 - plan.unserved.length,
        );
      }),
      { numRuns: 20 },
    );
  });

  it("gives equal plans for equal seeds and never a dearer one than it was given", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = mixed(seed, 20);
        const start = find(problem, seed, 20);
        expect(find(problem, seed, 20)).toEqual(start);
        const improved = find(problem, seed + 1, 40, start);
        expectNoWorse(problem, improved, start);
      }),
      { numRuns: 15, examples: [[876_324], [321_785]] },
    );
  });

  it("leaves what is pinned at the front of its vehicle's route", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const base = mixed(seed, 15);
        const open = base.stops.map((stop) => ({ ...stop, needs: 1, early: 0, release: 0 }));
        const problem = { ...base, stops: open, vehicles: [truck({ pinned: [3, 1] }), ...base.vehicles] };
        const route = find(problem, seed, 60).routes.find(({ vehicle }) => vehicle === 0);
        expect(route?.visits.slice(0, 2)).toEqual([3, 1]);
      }),
      { numRuns: 15 },
    );
  });

  it("leaves an optional stop out when serving it costs more, and serves it when not", () => {
    const problem = mixed(5, 1);
    const stop = { ...problem.stops[0]!, needs: 1 };
    const withPenalty = (penalty: number) => find({ ...problem, stops: [{ ...stop, penalty }] }).unserved;
    expect(withPenalty(1)).toHaveLength(1);
    expect(withPenalty(1e6)).toHaveLength(0);
  });

  it("says of each stop that no vehicle may serve why", () => {
    const problem = mixed(8, 5);
    const [first, second, third, fourth, fifth] = problem.stops.map((stop) => ({
      ...stop,
      penalty: null,
      needs: 1,
    }));
    const stops = [
      { ...first!, needs: 4 },
      { ...second!, amounts: [101, 1] },
      { ...third!, late: 6 * 3600, early: 0 },
      { ...fourth!, needs: 2 },
      // All are shut by the time it is served.
      { ...fifth!, early: 17 * 3600, late: 17 * 3600 },
    ];
    const facilities = problem.facilities.map((facility) => ({ ...facility, takes: 1 }));
    const tooLate =
      "no vehicle that may serve it reaches it in its window, tips while a facility is open and is back in its shift";
    expect(find({ ...problem, stops, facilities }).unserved.map(({ reason }) => reason)).toEqual([
      "no vehicle offers what it needs",
      "it is more than a vehicle that may serve it holds",
      tooLate,
      "no facility takes what it loads",
      tooLate,
    ]);
    const isEmptyAtEnd = false;
    expect(find({ ...problem, stops: [stops[2]!], facilities: [], isEmptyAtEnd }).unserved[0]?.reason).toBe(
      "no vehicle that may serve it reaches it in its window and is back in its shift",
    );
  });
});

describe("placings", () => {
  it("prices each place as the plan that has the stop there costs more than the one without it", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = mixed(seed, 20);
        const plan = find(problem, seed, 60);
        const stop = plan.routes[0]!.visits.find((visit) => visit >= 0)!;
        const day = layOut(problem);
        const clock = new RouteClock(day);
        const priceOf = (vehicle: number, visits: readonly number[]): number => {
          if (visits.length === 0) return 0;
          expect(clock.run(day.entryOf.indexOf(vehicle), Int32Array.from(visits), visits.length)).toBe(true);
          return clock.cost;
        };
        const placings = placingsOf(problem, plan, stop);
        expect(placings.map(({ extraCost }) => extraCost)).toEqual(
          placings.map(({ extraCost }) => extraCost).sort((a, b) => a - b),
        );
        for (const { route, vehicle, visits, extraCost } of placings) {
          const left = (plan.routes[route ?? -1]?.visits ?? []).filter((visit) => visit !== stop);
          // With nothing left but tips the vehicle stands still.
          const without = left.some((visit) => visit >= 0) ? left : [];
          expect(extraCost).toBeCloseTo(priceOf(vehicle, visits) - priceOf(vehicle, without), 6);
          const routes = plan.routes.map((each, i) =>
            i === route
              ? { vehicle, visits }
              : { ...each, visits: each.visits.filter((visit) => visit !== stop) },
          );
          if (route === null) routes.push({ vehicle, visits });
          const whole = { ...plan, routes: routes.filter((each) => each.visits.some((visit) => visit >= 0)) };
          expect(violationsOf(problem, whole, String).filter((fault) => fault.startsWith("route"))).toEqual(
            [],
          );
        }
        // Taken up again it may serve what was left out, which makes it longer.
        expectNoWorse(problem, find(problem, 1, 0, plan), plan);
      }),
      { numRuns: 10, examples: [[16]] },
    );
  });

  it("explains a stop by its place and by dearer ones when the plan is the best", () => {
    const problem = mixed(11, 6, { facilities: mixed(11, 6).facilities });
    const plan = find(problem, 1, 800);
    const stop = plan.routes[0]!.visits.find((visit) => visit >= 0)!;
    const { present, alternatives } = explain(problem, plan, stop, 3);
    expect(present?.route).toBe(0);
    for (const { moreThanPresent } of alternatives) expect(moreThanPresent).toBeGreaterThanOrEqual(-1e-6);
  });
});
