import { expect, it } from "vitest";
import { failuresOf, wearOn } from "./wear.ts";

const city = { seed: 7, anchor: 20_000 };

it("failures of a truck follow each other and are the same whenever they are asked for", () => {
  const failures = failuresOf(city, 3);
  expect(failures.length).toBeGreaterThan(10);
  failures.forEach(({ begins, fails }, i) => {
    expect(fails - begins).toBeGreaterThanOrEqual(10);
    expect(begins).toBeGreaterThan(failures[i - 1]?.fails ?? 0);
  });
  expect(failuresOf({ ...city }, 3)).toEqual(failures);
});

it("readings drift until a failure and are as before after it", () => {
  const trucks = Array.from({ length: 20 }, (_, i) => i + 1);
  const truck = trucks.find((each) => failuresOf(city, each)[2]?.component === "engine") ?? 0;
  const { begins, fails } = failuresOf(city, truck)[2] as { begins: number; fails: number };
  expect(wearOn(city, truck, begins)).toEqual({ coolantC: 0, oilKpa: 0, volts: 0 });
  expect(wearOn(city, truck, fails).coolantC).toBeCloseTo(12, 10);
  expect(wearOn(city, truck, fails - 2).coolantC).toBeLessThan(wearOn(city, truck, fails - 1).coolantC);
  expect(wearOn(city, truck, fails + 1).coolantC).toBe(0);
});
