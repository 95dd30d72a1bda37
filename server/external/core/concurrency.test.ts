import { expect, it } from "vitest";
import { createConcurrency } from "./concurrency.ts";

const RULE = { initial: 4, least: 1, most: 8, restMs: 1_000 };

it("grows by one a round while the limit is used, up to its most", () => {
  const limit = createConcurrency(RULE);
  for (let i = 0; i < 5; i++) limit.wentWell(4);
  expect(limit.limit()).toBe(5);
  for (let i = 0; i < 100; i++) limit.wentWell(8);
  expect(limit.limit()).toBe(8);
});

it("does not grow where nobody needs it", () => {
  const limit = createConcurrency(RULE);
  for (let i = 0; i < 100; i++) limit.wentWell(1);
  expect(limit.limit()).toBe(4);
});

it("is cut once for failures that come together, and never below its least", () => {
  const limit = createConcurrency(RULE);
  for (let i = 0; i < 10; i++) limit.wentWrong(i);
  expect(limit.limit()).toBe(3);
  for (let i = 1; i < 20; i++) limit.wentWrong(i * 1_000);
  expect(limit.limit()).toBe(1);
  limit.reset();
  expect(limit.limit()).toBe(4);
});
