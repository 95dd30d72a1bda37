import { expect, it } from "vitest";
import { Draw } from "./draw.ts";
import { PlanPool, type Tours } from "./plan-pool.ts";

// Four stops and two tours; nodes 4 and 5 are their depots.
const plan = (next: number[], tour: number[], cost: number): Tours => ({
  next: Int32Array.from(next),
  tour: Int32Array.from([...tour, 0, 1]),
  cost,
});
const pairs = (cost: number) => plan([1, 4, 3, 5, 0, 2], [0, 0, 1, 1], cost);
const crossed = (cost: number) => plan([2, 3, 4, 5, 0, 1], [0, 1, 0, 1], cost);

const poolOf = (...plans: Tours[]): PlanPool => {
  const pool = new PlanPool(4, new Draw(1));
  for (const each of plans) pool.add(each);
  return pool;
};

it("has a child only where two plans are not alike", () => {
  expect(poolOf(pairs(5), pairs(6)).child()).toBeNull();
  expect(poolOf(pairs(5), crossed(6)).child()?.open.length).toBeGreaterThan(0);
});

it("keeps a child that is new and no dearer than its parent", () => {
  const pool = poolOf(pairs(5), crossed(5));
  pool.child();
  expect(pool.settle(pairs(6))).toBe(false);
  expect(pool.settle(pairs(5))).toBe(false);
  expect(pool.settle(pairs(4))).toBe(true);
  expect(pool.settle(pairs(4))).toBe(false);
});

it("has a part of a plan: a stop and those nearest to it, and keeps it no dearer", () => {
  const near = { width: 2, list: Int32Array.from([1, 2, 0, 3, 3, 0, 2, 1]) };
  const met = new Set<string>();
  const pool = poolOf(pairs(5));
  for (let k = 0; k < 40; k++) {
    const { order, open } = pool.part(near, 2);
    expect(order).toEqual(pairs(5));
    met.add(open.join());
  }
  expect([...met].sort()).toEqual(["0,1", "1,0", "2,3", "3,2"]);
  expect(pool.part(near, 9).open).toHaveLength(3);
  expect(pool.settle(crossed(6))).toBe(false);
  expect(pool.settle(crossed(4))).toBe(true);
  expect(pool.part(near, 2).order).toEqual(crossed(4));
});

it("gives up its dearest plan for a new one", () => {
  const pool = poolOf(pairs(9), crossed(5), crossed(6));
  pool.renew(crossed(7));
  expect(pool.size).toBe(3);
  expect(pool.child()).toBeNull();
});
