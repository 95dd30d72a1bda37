import fc from "fast-check";
import { expect, it } from "vitest";
import { solomonText, vrpText } from "../fixtures/texts.ts";
import { readSolomon } from "../formats/solomon.ts";
import { readVrplib } from "../formats/vrplib.ts";
import { Draw } from "./draw.ts";
import { gapsOf } from "./gaps.ts";
import { type Kernel, kernelOf } from "./kernel.ts";
import { nearest } from "./neighbours.ts";
import { plainTables } from "./plain.ts";
import type { PlainTables } from "./plain-tables.ts";
import type { Problem } from "./problem.ts";

const timed = (seed: number, stops: number) => readSolomon("made", solomonText(seed, stops)).problem;
const untimed = (seed: number, stops: number) => readVrplib("made.vrp", vrpText(seed, stops)).problem;

const made = (seed: number, stops: number, problem: Problem) => {
  const tables = plainTables(problem);
  if (tables === null) throw new Error("made: expected a plain problem");
  const near = nearest(stops, 20, (from, to) => tables.distance[from * (stops + 1) + to]!);
  const kernel = kernelOf(tables, near, gapsOf(tables, near), new Draw(seed).words());
  kernel.begin({ stops: 6, longest: 5, splits: 0.5, grows: 0.1 });
  return { tables, kernel };
};

type Node = { next: number; prev: number; tour: number; edge: number; into: number };

/** All that the kernel keeps of its tours. */
const kept = (kernel: Kernel, { stops, mostTours }: PlainTables) => {
  const count = stops + mostTours;
  const wholes = kernel.wholes(kernel.nodes, count * 8);
  const reals = kernel.reals(kernel.nodes, count * 4);
  const nodes = Array.from({ length: count }, (_, node): Node => {
    const [next, prev, tour] = wholes.subarray(node * 8);
    const [edge, into] = reals.subarray(node * 4 + 2);
    return { next: next!, prev: prev!, tour: tour!, edge: edge!, into: into! };
  });
  return {
    nodes,
    loads: [...kernel.reals(kernel.loads, mostTours)],
    sizes: [...kernel.wholes(kernel.sizes, mostTours)],
    leaves: kernel.reals(kernel.leaves, count),
    latest: kernel.reals(kernel.latest, count),
    absent: [...kernel.wholes(kernel.absent, kernel.absentCount.value)],
  };
};

/** The stops of each tour in order. */
const orders = (kernel: Kernel, tables: PlainTables): number[][] => {
  const { nodes } = kept(kernel, tables);
  return Array.from({ length: tables.mostTours }, (_, t) => {
    const tour: number[] = [];
    for (let at = nodes[tables.stops + t]!.next; at < tables.stops; at = nodes[at]!.next) tour.push(at);
    return tour;
  });
};

/** That what the kernel keeps follows from the orders of its tours alone. */
const expectWhole = (kernel: Kernel, tables: PlainTables): void => {
  const { stops: n, distance, seconds, amount, windows, opens, closes, capacity } = tables;
  const { nodes, loads, sizes, leaves, latest, absent } = kept(kernel, tables);
  const tours = orders(kernel, tables);
  const way = (from: number, to: number) => distance[Math.min(from, n) * (n + 1) + Math.min(to, n)]!;
  const drive = (from: number, to: number) => seconds[Math.min(from, n) * (n + 1) + Math.min(to, n)]!;
  expect([...tours.flat(), ...absent].toSorted((a, b) => a - b)).toEqual([...Array(n).keys()]);
  for (const stop of absent)
    expect(nodes[stop]).toMatchObject({
      tour: -1,
      edge: Number.NEGATIVE_INFINITY,
      into: Number.NEGATIVE_INFINITY,
    });
  let length = 0;
  tours.forEach((tour, t) => {
    expect(sizes[t]).toBe(tour.length);
    expect(loads[t]).toBe(tour.reduce((sum, stop) => sum + amount[stop]!, 0));
    expect(loads[t]).toBeLessThanOrEqual(capacity);
    if (tour.length === 0) return;
    const ring = [n + t, ...tour, n + t];
    for (let i = 0; i + 1 < ring.length; i++) {
      const [from, to] = [ring[i]!, ring[i + 1]!];
      const edge = way(from, to);
      expect(nodes[from]).toMatchObject({ next: to, edge, tour: t });
      expect(nodes[to]).toMatchObject({ prev: from, into: edge, tour: t });
      length += edge;
    }
    if (windows === null) return;
    let clock = opens;
    for (let i = 0; i < tour.length; i++) {
      const stop = tour[i]!;
      clock = Math.max(clock + drive(ring[i]!, stop), windows.early[stop]!);
      expect(clock).toBeLessThanOrEqual(windows.late[stop]!);
      clock += windows.service[stop]!;
      expect(leaves[stop]).toBe(clock);
    }
    clock = closes;
    for (let i = tour.length - 1; i >= 0; i--) {
      const stop = tour[i]!;
      clock = Math.min(clock - drive(stop, ring[i + 2]!) - windows.service[stop]!, windows.late[stop]!);
      expect(latest[stop]).toBe(clock);
    }
  });
  expect(kernel.used.value).toBe(tours.filter(({ length }) => length > 0).length);
  expect(kernel.length.value).toBeCloseTo(length, 6);
};

const sizes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  stops: fc.integer({ min: 6, max: 40 }),
  isTimed: fc.boolean(),
});

it("keeps after every step, taken or undone, what follows from the orders of its tours", () => {
  let undone = 0;
  let taken = 0;
  fc.assert(
    fc.property(sizes, ({ seed, stops, isTimed }) => {
      const { kernel, tables } = made(seed, stops, (isTimed ? timed : untimed)(seed, stops));
      expectWhole(kernel, tables);
      for (let step = 0; step < 20; step++) {
        const before = { orders: orders(kernel, tables), cost: kernel.cost() };
        // At no temperature a step is taken only where it saves something.
        const isCold = step % 3 !== 0;
        kernel.run(1, isCold ? 0 : 1e9, 0);
        expectWhole(kernel, tables);
        if (!isCold) taken++;
        else if (kernel.cost() === before.cost) {
          undone++;
          expect(orders(kernel, tables)).toEqual(before.orders);
        } else expect(kernel.cost()).toBeLessThan(before.cost);
      }
    }),
    { numRuns: 20 },
  );
  expect(Math.min(undone, taken)).toBeGreaterThan(40);
});

it("exchanges ends and turns parts within the capacity, and gets dearer by less than it may", () => {
  let changes = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 3, max: 40 }), (seed, stops) => {
      const { kernel, tables } = made(seed, stops, untimed(seed, stops));
      for (let step = 0; step < 60; step++) {
        const before = kernel.cost();
        const slack = step % 2 === 0 ? 0 : 40;
        if (kernel.attempt(slack) === 0) continue;
        changes++;
        expect(kernel.cost()).toBeLessThan(before + slack);
        expectWhole(kernel, tables);
        expect(kernel.absentCount.value).toBe(0);
      }
    }),
    { numRuns: 40 },
  );
  expect(changes).toBeGreaterThan(40);
});

it("keeps the cheapest tours that it met", () => {
  fc.assert(
    fc.property(sizes, ({ seed, stops, isTimed }) => {
      const { kernel, tables } = made(seed, stops, (isTimed ? timed : untimed)(seed, stops));
      let least = kernel.cost();
      for (let step = 0; step < 40; step++) {
        kernel.run(1, step % 2 === 0 ? 20 : 0, 0);
        least = Math.min(least, kernel.cost());
        expect(kernel.bestCost.value).toBeCloseTo(least, 6);
      }
      kernel.takeUp();
      expect(kernel.cost()).toBeCloseTo(least, 6);
      expectWhole(kernel, tables);
    }),
    { numRuns: 20 },
  );
});

it("forgets the best where it is told to, and tears out about the stops that it is aimed at", () => {
  const { kernel, tables } = made(4, 40, untimed(4, 40));
  kernel.run(500, 1, 0);
  kernel.forget();
  expect(kernel.bestCost.value).toBe(Number.POSITIVE_INFINITY);
  kernel.run(1, 1e9, 0);
  expect(kernel.bestCost.value).toBe(kernel.cost());
  kernel.run(500, 1, 0);
  /** How often one step from the best tours changes the one that holds stop 7. */
  const changes = (): number => {
    let count = 0;
    for (let trial = 0; trial < 60; trial++) {
      kernel.takeUp();
      const before = orders(kernel, tables);
      kernel.run(1, 1e9, 0);
      const after = new Set(orders(kernel, tables).map((tour) => tour.join()));
      expect(before.some((tour) => after.has(tour.join()))).toBe(true);
      if (!after.has(before.find((tour) => tour.includes(7))!.join())) count++;
    }
    return count;
  };
  const atLarge = changes();
  kernel.wholes(kernel.seeds, 1)[0] = 7;
  kernel.aim(1);
  expect(changes()).toBeGreaterThan(1.5 * atLarge);
});

it("refuses more stops than its lists hold", () => {
  const { tables } = made(1, 6, untimed(1, 6));
  const none = { width: 0, list: new Int32Array(0) };
  const many = { ...tables, stops: 10_000 };
  expect(() => kernelOf(many, none, gapsOf(tables, none), new Draw(1).words())).toThrow(
    "got 10000 stops, expected 8192 at most",
  );
});
