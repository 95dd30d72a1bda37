import fc from "fast-check";
import { expect, it } from "vitest";
import { solomonText, vrpText } from "../fixtures/texts.ts";
import { readSolomon } from "../formats/solomon.ts";
import { readVrplib } from "../formats/vrplib.ts";
import { Draw } from "./draw.ts";
import { gapsOf } from "./gaps.ts";
import { nearest } from "./neighbours.ts";
import { plainTables } from "./plain.ts";
import { Recreate } from "./recreate.ts";
import { Ruin } from "./ruin.ts";
import { Tails } from "./tails.ts";
import { Tours } from "./tours.ts";

const timed = (seed: number, stops: number) => readSolomon("made", solomonText(seed, stops)).problem;
const untimed = (seed: number, stops: number) => readVrplib("made.vrp", vrpText(seed, stops)).problem;

const made = (seed: number, stops: number, problem = timed(seed, stops)) => {
  const tables = plainTables(problem);
  if (tables === null) throw new Error("made: expected a plain problem");
  const { distance } = tables;
  const near = nearest(stops, 20, (from, to) => distance[from * (stops + 1) + to]!);
  const draw = new Draw(seed);
  const tours = new Tours(tables);
  return {
    tables,
    near,
    tours,
    draw,
    ruin: new Ruin(tours, near, draw, { stops: 6, longest: 5, splits: 0.5, grows: 0.1 }),
    recreate: new Recreate(tours, gapsOf(tables, near), draw, 0.01),
  };
};

// All that tours keep beside the order of their stops, or what a copy built from that order alone keeps.
const kept = (tours: Tours, stops: number) => ({
  next: [...tours.next],
  prev: [...tours.prev],
  edge: [...tours.edge],
  reach: [...tours.reach].slice(0, stops).map((reach, stop) => (tours.tour[stop]! < 0 ? null : reach)),
  outer: [...tours.isOuter],
  load: [...tours.load],
  size: [...tours.size],
  leaves: [...tours.leaves].map((at, stop) => (tours.tour[stop]! < 0 ? null : at)),
  latest: [...tours.latest].map((at, stop) => (tours.tour[stop]! < 0 ? null : at)),
  used: tours.used,
});

const expectWhole = (tours: Tours): void => {
  const { tables } = tours;
  const { stops } = tables;
  const snapshot = tours.snapshot();
  tours.saveInto(snapshot);
  const anew = new Tours(tables);
  anew.next.set(tours.next);
  anew.prev.set(tours.prev);
  anew.restore(snapshot);
  const a = kept(tours, stops);
  const b = kept(anew, stops);
  for (let node = 0; node < stops; node++)
    if (tours.tour[node]! < 0)
      for (const each of [a, b]) each.next[node] = each.prev[node] = each.edge[node] = 0;
  expect(a).toEqual(b);
  expect(tours.distance).toBeCloseTo(anew.distance, 6);
};

it("keeps after every step, taken or undone, what tours built anew from the same orders keep", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 6, max: 40 }), (seed, stops) => {
      const { tours, ruin, recreate } = made(seed, stops);
      recreate.all();
      tours.commit();
      for (let step = 0; step < 20; step++) {
        const absent = tours.absent.slice(0, tours.absentCount);
        const order = [...tours.next];
        ruin.around((seed + step) % stops);
        recreate.all();
        if (step % 3 === 0) tours.commit();
        else {
          tours.undo();
          tours.absent.set(absent);
          tours.absentCount = absent.length;
          for (let node = 0; node < order.length; node++)
            if (tours.tour[node]! >= 0) expect(tours.next[node]).toBe(order[node]);
        }
        expectWhole(tours);
      }
    }),
    { numRuns: 20 },
  );
});

it("exchanges ends and turns parts within the capacity, and gets dearer by less than it may", () => {
  let changes = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3, max: 40 }), (seed, stops) => {
      const { tours, tables, near, draw, recreate } = made(seed, stops, untimed(seed, stops));
      const tails = new Tails(tours, near, draw);
      recreate.all();
      tours.commit();
      for (let step = 0; step < 60; step++) {
        const before = tours.distance;
        const slack = step % 2 === 0 ? 0 : 40;
        if (!tails.attempt(slack)) continue;
        changes++;
        expect(tours.distance).toBeLessThan(before + slack);
        expectWhole(tours);
        expect(Math.max(...tours.load)).toBeLessThanOrEqual(tables.capacity);
        expect([...tours.tour].slice(0, stops)).not.toContain(-1);
      }
    }),
    { numRuns: 40 },
  );
  expect(changes).toBeGreaterThan(40);
});

it("lists the gaps between stops by how far they are, and those to the depot by the detour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 30 }), (seed, stops) => {
      const { tables, near } = made(seed, stops);
      const { width, others, far, homeward, least } = gapsOf(tables, near);
      const way = (from: number, to: number): number => tables.distance[from * (stops + 1) + to]!;
      for (let stop = 0; stop < stops; stop++) {
        const row = [...near.list.subarray(stop * width, (stop + 1) * width)];
        const span = (list: ArrayLike<number>) => Array.from(list).slice(stop * width, (stop + 1) * width);
        expect(span(others)).toEqual(row.toSorted((a, b) => way(a, stop) - way(b, stop) || a - b));
        expect(span(far)).toEqual(span(others).map((other) => way(other, stop)));
        const detour = (other: number) => way(other, stop) + way(stop, stops) - way(other, stops);
        expect(span(homeward).toSorted((a, b) => a - b)).toEqual(row.toSorted((a, b) => a - b));
        span(least).forEach((each, k) => {
          expect(each).toBeCloseTo(detour(span(homeward)[k]!), 6);
          expect(each).toBeGreaterThanOrEqual(span(least)[k - 1] ?? each);
        });
      }
    }),
    { numRuns: 20 },
  );
});
