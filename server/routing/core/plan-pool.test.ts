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

it("gives up its dearest plan for a new one", () => {
  const pool = poolOf(pairs(9), crossed(5), crossed(6));
  pool.renew(crossed(7));
  expect(pool.size).toBe(3);
  expect(pool.child()).toBeNull();
});
