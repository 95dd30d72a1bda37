import { describe, expect, it } from "vitest";
import { quartersOf, slotsFor } from "./slots.ts";

describe("slots ahead of load", () => {
  it.each([
    [0, 1],
    [900, 2],
    [1_800, 3],
    [90_000, 8],
  ])("serves %d requests in a quarter hour of one second each with %d slots", (perQuarter, slots) => {
    expect(slotsFor(perQuarter, { serviceMs: 1_000, min: 1, max: 8 })).toBe(slots);
  });

  it("counts by quarter hour and tells those in which nothing came", () => {
    const at = (text: string) => Date.parse(`2026-11-26T${text}:00Z`);
    const points = [
      { at: "2026-11-26T08:01:00Z", count: 3 },
      { at: "2026-11-26T08:14:00Z", count: 4 },
      { at: "2026-11-26T08:31:00Z", count: 5 },
    ];
    expect(quartersOf(points, at("08:00"), at("08:45")).map(({ count }) => count)).toEqual([7, 0, 5]);
  });
});
