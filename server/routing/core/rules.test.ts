import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { bestOfAll, replay, withTips } from "../fixtures/replay.ts";
import { type TinyChange, tinyDay, tinyVehicle } from "../fixtures/tiny-day.ts";
import { layOut } from "./day.ts";
import { placingsOf } from "./insert.ts";
import { fewestVehicles, lowerEstimate } from "./lower-estimate.ts";
import type { Plan, Problem } from "./problem.ts";
import { RouteClock } from "./route-clock.ts";
import { solve } from "./solve.ts";

const seeds = fc.integer({ min: 1, max: 1_000_000 });

const windows: TinyChange["stop"] = (_, __, random) => {
  const early = random.int(20);
  return { early, late: early + 4 + random.int(20) };
};

/** A while in which a stop's street is closed, inside its window or across an end of it. */
const shuts: TinyChange["stop"] = (stop, i, random) => {
  const from = random.int(24);
  return { ...windows(stop, i, random), shut: { from, until: from + 2 + random.int(14) } };
};

/** One rule each, and some together. */
const RULES: Readonly<Record<string, TinyChange>> = {
  "two depots and a mixed fleet": {},
  "time windows": { stop: windows },
  "streets closed for a while": { stop: shuts },
  "a tip behind a street closed for a while": {
    stop: (_, i, random) => (i === 0 ? { shut: { from: 4, until: 8 + random.int(12) } } : {}),
    problem: {
      facilities: [
        { place: 2, opens: 0, closes: 40, unload: 2, costPerLoad: 0, takes: 3, shut: { from: 9, until: 17 } },
      ],
    },
  },
  "a street closed for good": {
    stop: (_, i) => (i === 1 ? { shut: { from: -1, until: Number.POSITIVE_INFINITY } } : {}),
  },
  "release times": { stop: (_, __, random) => ({ release: random.int(12) }) },
  "releases and windows": {
    stop: (stop, i, random) => ({ ...windows(stop, i, random), release: random.int(12) }),
  },
  skills: {
    stop: (_, i) => ({ needs: i % 2 === 0 ? 1 : 2 }),
    vehicles: [tinyVehicle({ offers: 1 }), tinyVehicle({ offers: 3 })],
  },
  "stops that may be left out": {
    stop: (_, __, random) => ({ penalty: random.chance(0.6) ? 1 + random.int(14) : null }),
  },
  "priorities where not all fits": {
    stop: (_, i) => ({ priority: i % 3, service: 9 }),
    vehicles: [tinyVehicle({ shiftEnd: 30 })],
  },
  "most stops of a vehicle": {
    vehicles: [tinyVehicle({ maxStops: 1 }), tinyVehicle({ maxStops: 2, costFixed: 5 })],
  },
  "a day's load": {
    vehicles: [tinyVehicle({ dayCapacity: [7] }), tinyVehicle({ dayCapacity: [5], costPerSecond: 0.1 })],
  },
  "hours of the tip": {
    problem: { facilities: [{ place: 2, opens: 12, closes: 24, unload: 2, costPerLoad: 0, takes: 3 }] },
  },
  "hours past the normal ones": {
    vehicles: [
      tinyVehicle({ normalEnd: 14, costPerOvertime: 0.8 }),
      tinyVehicle({ normalEnd: 10, costPerOvertime: 0.2, start: 1, end: 1 }),
    ],
  },
  "a fee by load, and one that is less at a depot": {
    vehicles: [tinyVehicle()],
    problem: {
      facilities: [
        { place: 2, opens: 0, closes: 48, unload: 2, costPerLoad: 0.9, takes: 3 },
        { place: 1, opens: 0, closes: 48, unload: 2, costPerLoad: 0.4, takes: 3 },
      ],
    },
  },
  "a tip that takes one stream": {
    stop: (_, i) => ({ needs: i % 2 === 0 ? 1 : 2 }),
    problem: { facilities: [{ place: 2, opens: 0, closes: 48, unload: 1, costPerLoad: 0, takes: 1 }] },
  },
  "a usual territory": {
    vehicles: [tinyVehicle({ home: 3 }), tinyVehicle({ home: 4 })],
    problem: { territoryWeight: 0.7 },
  },
  "what is pinned": { vehicles: [tinyVehicle({ pinned: [1] }), tinyVehicle({ start: 1, end: 1 })] },
};

/** A day with time for everything: where hours bind, the cheapest tips that the clock allows may be the second best. */
const unhurried = (problem: Partial<Problem>): TinyChange => ({
  stop: () => ({ late: 100 }),
  vehicles: [
    tinyVehicle({ shiftEnd: 100 }),
    tinyVehicle({ shiftEnd: 100, start: 1, end: 1, costPerDistance: 1.5 }),
  ],
  problem: {
    facilities: [{ place: 2, opens: 0, closes: 100, unload: 2, costPerLoad: 0, takes: 3 }],
    ...problem,
  },
});

/** Some of the stops in some order with tips drawn among them. */
const drawnRoute = (problem: Problem, seed: number): number[] => {
  const random = seeded(seed);
  const order = [...problem.stops.keys()].filter(() => random.chance(0.8));
  order.sort(() => (random.chance(0.5) ? 1 : -1));
  return [
    ...order.flatMap((stop) => (random.chance(0.3) ? [stop, -1] : [stop])),
    ...(random.chance(0.8) ? [-1] : []),
  ];
};

const runs = (problem: Problem, vehicle: number, visits: readonly number[]) => {
  const day = layOut(problem);
  const clock = new RouteClock(day);
  const isKept = clock.run(day.entryOf.indexOf(vehicle), Int32Array.from(visits), visits.length);
  const { cost, distance, duration } = clock;
  return isKept ? { cost, distance, duration } : null;
};

describe("the clock of a route", () => {
  it.each(Object.entries(RULES))("says what trying every start says: %s", (_, change) => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 1 }), (seed, which) => {
        const problem = tinyDay(seed, 4, change);
        const vehicle = Math.min(which, problem.vehicles.length - 1);
        const visits = drawnRoute(problem, seed);
        if (visits.every((visit) => visit < 0)) return;
        const found = runs(problem, vehicle, visits);
        const expected = replay(problem, problem.vehicles[vehicle]!, visits);
        if (expected === null) {
          expect(found).toBeNull();
          return;
        }
        for (const key of ["cost", "distance", "duration"] as const)
          expect(found?.[key]).toBeCloseTo(expected[key], 6);
      }),
      { numRuns: 40 },
    );
  });

  it("never finds a pause where trying every place of it finds none, and always one where only the shift is short", () => {
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, isTimed) => {
        const pause = { seconds: 5, earliest: 10 + (seed % 7), latest: 18 + (seed % 5) };
        const problem = tinyDay(seed, 4, {
          vehicles: [tinyVehicle({ pause, shiftEnd: 36 + (seed % 13) })],
          ...(isTimed ? { stop: seed % 2 === 0 ? windows : shuts } : {}),
        });
        const visits = drawnRoute(problem, seed);
        if (visits.every((visit) => visit < 0)) return;
        const found = runs(problem, 0, visits);
        const expected = replay(problem, problem.vehicles[0]!, visits);
        if (expected === null) expect(found).toBeNull();
        else if (!isTimed) expect(found).not.toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it("divides each drive by the speed of the hour in which it starts, behind a pause by that of the later hour", () => {
    const HOUR = 3_600;
    fc.assert(
      fc.property(seeds, fc.boolean(), (seed, hasPause) => {
        const base = tinyDay(seed, 3);
        if (base.travel.kind !== "table") return;
        const [slow, quick] = [0.5 + (seed % 4) / 8, 1 + (seed % 3) / 4];
        const pause = { seconds: 1_200, earliest: HOUR, latest: HOUR + 900 };
        const problem: Problem = {
          ...base,
          travel: { ...base.travel, seconds: base.travel.seconds.map((each) => each * 120) },
          stops: base.stops.map((stop) => ({ ...stop, late: 9 * HOUR, service: stop.service * 60 })),
          facilities: base.facilities.map((each) => ({ ...each, closes: 9 * HOUR })),
          speedByHour: Array.from({ length: 24 }, (_, hour) => (hour % 2 === 0 ? slow : quick)),
          vehicles: [tinyVehicle({ shiftEnd: 9 * HOUR, pause: hasPause ? pause : null })],
        };
        const visits = [...problem.stops.keys(), -1];
        const found = runs(problem, 0, visits);
        const ends = replay(problem, problem.vehicles[0]!, visits, 0);
        if (ends === null) expect(found).toBeNull();
        else if (!hasPause) expect(found?.duration).toBeCloseTo(ends.duration, 6);
        // Of the places of the pause the clock tries two.
        else expect(found?.duration ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(ends.duration - 1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the search of a tiny day", () => {
  it.each(Object.entries(RULES))("finds what trying everything finds: %s", (_, change) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = tinyDay(seed, 4, change);
        const { routes, unserved, cost } = solve(problem, { seed, iterations: 400, now: () => 0 }).plan;
        const best = bestOfAll(problem);
        const missed = unserved.reduce((sum, { stop }) => {
          const { penalty, priority } = problem.stops[stop]!;
          return sum + (penalty === null ? 1 + priority : 0);
        }, 0);
        expect(missed).toBe(best.missed);
        expect(cost).toBeCloseTo(best.cost, 6);
        for (const { vehicle, visits } of routes)
          expect(replay(problem, problem.vehicles[vehicle]!, visits)).not.toBeNull();
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it("counts uneven work as its weight says", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = tinyDay(seed, 5, unhurried({ balanceWeight: 0.8 }));
        const { plan } = solve(problem, { seed, iterations: 60, now: () => 0 });
        expect(plan.cost).toBeCloseTo(costOf(problem, plan), 6);
      }),
      { numRuns: 25 },
    );
  });
});

/** The cost of a plan that leaves nothing out, recomputed with its balance. */
const costOf = (problem: Problem, { routes, unserved }: Pick<Plan, "routes" | "unserved">): number => {
  expect(unserved).toEqual([]);
  const told = routes.map(({ vehicle, visits }) => replay(problem, problem.vehicles[vehicle]!, visits)!);
  const mean = told.reduce((sum, { duration }) => sum + duration, 0) / told.length;
  const uneven = told.reduce((sum, { duration }) => sum + Math.max(0, duration - mean), 0);
  return told.reduce((sum, { cost }) => sum + cost, 0) + problem.balanceWeight * uneven;
};

describe("the lower estimate", () => {
  it.each(Object.entries(RULES))("is never above the best of all plans: %s", (_, change) => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 4 }), (seed, count) => {
        const problem = tinyDay(seed, count, change);
        const best = bestOfAll(problem);
        if (best.missed > 0) return;
        expect(lowerEstimate(problem)).toBeLessThanOrEqual(best.cost + 1e-6);
        expect(fewestVehicles(problem)).toBeLessThanOrEqual(problem.vehicles.length);
      }),
      { numRuns: 15 },
    );
  });
});

describe("the places of a stop", () => {
  it.each([0, 0.8])(
    "are the cheapest of each route where no hour binds, balance weighing %d, by trying every place and every tip",
    (balanceWeight) => {
      fc.assert(
        fc.property(seeds, (seed) => {
          const problem = tinyDay(seed, 5, unhurried({ balanceWeight }));
          const { plan } = solve(problem, { seed, iterations: 60, now: () => 0 });
          const stop = seed % 5;
          const without = plan.routes
            .map(({ vehicle, visits }) => ({ vehicle, visits: visits.filter((visit) => visit !== stop) }))
            .map(({ vehicle, visits }) => ({
              vehicle,
              visits: visits.some((visit) => visit >= 0) ? visits : [],
            }));
          const left = costOf(problem, {
            routes: without.filter(({ visits }) => visits.length > 0),
            unserved: [],
          });
          for (const { route, vehicle, visits: offered, extraCost } of placingsOf(problem, plan, stop)) {
            const own = route === null ? [] : without[route]!.visits.filter((visit) => visit >= 0);
            const others = without.filter((each, i) => i !== route && each.visits.length > 0);
            const more = (visits: readonly number[]): number =>
              costOf(problem, { routes: [...others, { vehicle, visits }], unserved: [] }) - left;
            expect(extraCost).toBeCloseTo(more(offered), 6);
            // A needless tip evens work out, so under a weight of it not every route is offered.
            if (balanceWeight > 0) continue;
            let least = Number.POSITIVE_INFINITY;
            for (let at = 0; at <= own.length; at++)
              for (const visits of withTips([...own.slice(0, at), stop, ...own.slice(at)], 1))
                if (replay(problem, problem.vehicles[vehicle]!, visits) !== null)
                  least = Math.min(least, more(visits));
            expect(extraCost).toBeCloseTo(least, 6);
          }
        }),
        { numRuns: 25 },
      );
    },
  );
});
