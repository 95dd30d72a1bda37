import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestOrder, type SweepSite, sweep, tourLength, twoOpt } from "#server/operations/core/sweep.ts";

const coordinate = fc.integer({ min: -20_000, max: 20_000 });
const point = fc.record({ x: coordinate, y: coordinate });
const site = fc.record({
  x: coordinate,
  y: coordinate,
  demandL: fc.integer({ min: 0, max: 3_000 }),
  serviceS: fc.integer({ min: 0, max: 600 }),
});
const vehicle = fc.record({
  capacityL: fc.integer({ min: 3_000, max: 40_000 }),
  workS: fc.integer({ min: 1, max: 36_000 }),
});
const pace = { speedMs: 8, detour: 1.3 };

describe("the sweep", () => {
  it("puts every site into one tour once, and between two tips no more than the vehicle holds", () => {
    fc.assert(
      fc.property(
        fc.array(site, { maxLength: 120 }),
        fc.array(vehicle, { minLength: 1, maxLength: 8 }),
        fc.option(point),
        (sites, vehicles, tip) => {
          const tours = sweep(sites, vehicles, { depot: { x: 0, y: 0 }, tip, tipS: 600 }, pace);
          expect(tours.flatMap((tour) => tour.sites).sort((a, b) => a - b)).toEqual(sites.map((_, i) => i));
          for (const [v, tour] of tours.entries()) {
            const cuts = [0, ...tour.tipsAfter, tour.sites.length];
            for (let k = 1; k < cuts.length; k++) {
              const trip = tour.sites.slice(cuts[k - 1], cuts[k]);
              const load = trip.reduce((sum, i) => sum + (sites[i]?.demandL ?? 0), 0);
              expect(load).toBeLessThanOrEqual(vehicles[v]?.capacityL ?? 0);
            }
          }
        },
      ),
    );
  });

  it("shares the work evenly among equal vehicles, to within one site", () => {
    const sites: SweepSite[] = Array.from({ length: 300 }, (_, i) => ({
      ...{ x: 5_000 * Math.cos(i), y: 5_000 * Math.sin(i), demandL: 500, serviceS: 60 },
    }));
    const vehicles = Array.from({ length: 7 }, () => ({ capacityL: 20_000, workS: 28_800 }));
    const tours = sweep(sites, vehicles, { depot: { x: 0, y: 0 }, tip: null, tipS: 0 }, pace);
    for (const tour of tours) expect(Math.abs(tour.sites.length - 300 / 7)).toBeLessThanOrEqual(1);
  });

  it("refuses sites without a vehicle", () => {
    const places = { depot: { x: 0, y: 0 }, tip: null, tipS: 0 };
    expect(() => sweep([{ x: 1, y: 1, demandL: 1, serviceS: 1 }], [], places, pace)).toThrow(
      "got 1 sites and no vehicle",
    );
  });
});

describe("2-opt", () => {
  it("keeps the sites and never makes the tour longer", () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), point, (points, start) => {
        const before = nearestOrder(points, start);
        const after = twoOpt(points, before, start);
        expect([...after].sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
        expect(tourLength(points, after, start)).toBeLessThanOrEqual(
          tourLength(points, before, start) + 1e-6,
        );
      }),
    );
  });

  it("comes within a fifth of the best of all orders on small tours", () => {
    const permutations = (list: number[]): number[][] =>
      list.length < 2
        ? [list]
        : list.flatMap((head, i) => permutations(list.toSpliced(i, 1)).map((rest) => [head, ...rest]));
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), point, (points, start) => {
        const best = Math.min(
          ...permutations(points.map((_, i) => i)).map((order) => tourLength(points, order, start)),
        );
        const found = tourLength(points, twoOpt(points, nearestOrder(points, start), start), start);
        expect(found).toBeLessThanOrEqual(best * 1.2 + 1e-6);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
