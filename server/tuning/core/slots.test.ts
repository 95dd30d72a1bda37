import { describe, expect, it } from "vitest";
import { quartersOf, slotsFor } from "./slots.ts";

describe("slots ahead of load", () => {
  it.each([
    [0, 1],
    [900, 2],
    [1_800, 3],
    [90_000, 8],
  ])("serves %d requests in a quarter hour of one second each with %d slots", (perQuarter, slots) => {
    expect(slotsFor(perQuarter, { took: () => 1_000, min: 1, max: 8 })).toBe(slots);
  });

  it("are those that do most where more would slow each other and none serve the load", () => {
    // Each pair adds a fifth: two do most, 1.43 a second.
    const took = (n: number) => 1_000 * (1 + 0.2 * n * (n - 1));
    expect(slotsFor(90_000, { took, min: 1, max: 8 })).toBe(2);
    expect(slotsFor(800, { took, min: 1, max: 8 })).toBe(2);
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
