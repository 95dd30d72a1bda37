import { expect, it } from "vitest";
import { createPatience } from "./patience.ts";

const RULE = { leastMs: 100, mostMs: 5_000, times: 4 };

it("waits its most until it knows an operation", () => {
  const patience = createPatience(RULE);
  for (let i = 0; i < 11; i++) patience.took("route", 50);
  expect(patience.of("route")).toBe(5_000);
  patience.took("route", 50);
  expect([patience.of("route"), patience.of("matrix")]).toEqual([200, 5_000]);
});

it("grows with a service that grows slow, and forgets what was long ago", () => {
  const patience = createPatience(RULE);
  for (let i = 0; i < 64; i++) patience.took("route", 10);
  expect(patience.of("route")).toBe(100);
  for (let i = 0; i < 64; i++) patience.took("route", 400);
  expect(patience.of("route")).toBe(1_600);
  for (let i = 0; i < 64; i++) patience.took("route", 9_000);
  expect(patience.of("route")).toBe(5_000);
});
