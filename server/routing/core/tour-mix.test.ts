import fc from "fast-check";
import { expect, it } from "vitest";
import { Draw } from "./draw.ts";
import { differing, mixed, type Order } from "./tour-mix.ts";

type Given = { seed: number; n: number; a: number[]; b: number[] };

// Each stop by a number: the tour it is in, or none; a stop's place in its tour follows from another number.
const given: fc.Arbitrary<Given> = fc.integer({ min: 1, max: 24 }).chain((n) => {
  const tours = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: n, maxLength: n });
  return fc.record({ seed: fc.integer(), n: fc.constant(n), a: tours, b: tours });
});

const orderOf = (tours: readonly (readonly number[])[], n: number): Order => {
  const next = new Int32Array(2 * n + 5).map((_, node) => node);
  const tour = new Int32Array(2 * n + 5).map((_, node) => (node < n ? -1 : node - n));
  tours.forEach((stops, t) => {
    let at = n + t;
    for (const stop of stops) {
      next[at] = stop;
      tour[stop] = t;
      at = stop;
    }
    next[at] = n + t;
  });
  return { next, tour };
};

const toursOf = ({ next }: Order, n: number): number[][] => {
  const tours: number[][] = [];
  for (let depot = n; depot < next.length; depot++) {
    const stops: number[] = [];
    for (let at = next[depot]!; at < n; at = next[at]!) stops.push(at);
    tours.push(stops);
  }
  return tours;
};

const shuffled = (of: readonly number[], draw: Draw): number[][] => {
  const tours: number[][] = [[], [], [], [], []];
  of.forEach((t, stop) => {
    const stops = tours[t];
    stops?.splice(draw.int(stops.length + 1), 0, stop);
  });
  return tours;
};

it("makes of two plans tours that are each a part of one of theirs, as many as the first has at most", () => {
  let fromBoth = 0;
  fc.assert(
    fc.property(given, ({ seed, n, a, b }) => {
      const draw = new Draw(seed);
      const [toursA, toursB] = [shuffled(a, draw), shuffled(b, draw)];
      const order = mixed(orderOf(toursA, n), orderOf(toursB, n), n, draw);
      const tours = toursOf(order, n).filter(({ length }) => length > 0);
      expect(new Set(tours.flat()).size).toBe(tours.flat().length);
      expect(tours.length).toBeLessThanOrEqual(toursA.filter(({ length }) => length > 0).length);
      toursOf(order, n).forEach((stops, t) => {
        for (const stop of stops) expect(order.tour[stop]).toBe(t);
      });
      for (let stop = 0; stop < n; stop++)
        if (!tours.flat().includes(stop)) expect(order.tour[stop]).toBe(-1);
      const isPart = (stops: readonly number[], whole: readonly number[]) =>
        stops.join() === whole.filter((stop) => stops.includes(stop)).join();
      for (const stops of tours)
        expect([...toursA, ...toursB].some((whole) => isPart(stops, whole))).toBe(true);
      const isWhole = (stops: readonly number[], all: readonly number[][]) =>
        all.some((whole) => whole.join() === stops.join());
      if (tours.some((stops) => !isWhole(stops, toursA)) && tours.some((stops) => isWhole(stops, toursA)))
        fromBoth++;
    }),
  );
  expect(fromBoth).toBeGreaterThan(10);
});

it("makes of a plan and itself that plan", () => {
  fc.assert(
    fc.property(given, ({ seed, n, a }) => {
      const draw = new Draw(seed);
      const order = orderOf(shuffled(a, draw), n);
      const both = mixed(order, order, n, draw);
      const leftOut = a.flatMap((t, stop) => (t < 0 ? [stop] : []));
      expect(differing(both, order, n)).toEqual(leftOut);
    }),
  );
});

it("finds the stops that have others beside them, whichever way a tour is driven", () => {
  const order = orderOf(
    [
      [0, 1, 2, 3],
      [4, 5],
    ],
    7,
  );
  expect(
    differing(
      order,
      orderOf(
        [
          [5, 4],
          [3, 2, 1, 0],
        ],
        7,
      ),
      7,
    ),
  ).toEqual([6]);
  expect(
    differing(
      order,
      orderOf(
        [
          [0, 2, 1, 3],
          [4, 5],
        ],
        7,
      ),
      7,
    ),
  ).toEqual([0, 1, 2, 3, 6]);
  expect(
    differing(
      order,
      orderOf(
        [
          [0, 1, 2],
          [4, 5, 6],
        ],
        7,
      ),
      7,
    ),
  ).toEqual([2, 3, 5, 6]);
});
