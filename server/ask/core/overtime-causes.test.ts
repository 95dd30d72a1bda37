import { expect, it } from "vitest";
import { causesOf, type Excess, mainCause } from "#server/ask/core/overtime-causes.ts";

const none: Excess = { lateStartS: 0, serviceS: 0, transitS: 0, disposalS: 0, idleS: 0, breakS: 0 };

it("names the part of a route that ran over most, and none where nothing did", () => {
  expect(mainCause({ ...none, serviceS: 60, disposalS: 900 })).toBe("longer at disposal sites");
  expect(mainCause({ ...none, serviceS: -60 })).toBeNull();
});

it("adds up what ran over, and sets no time saved on one route against another", () => {
  const causes = causesOf([
    { ...none, serviceS: 600, idleS: 60 },
    { ...none, serviceS: -500, idleS: 120 },
  ]);
  expect(causes.slice(0, 2)).toEqual([
    { cause: "longer at the stops", excessS: 600, routes: 1 },
    { cause: "more idling", excessS: 180, routes: 1 },
  ]);
});
