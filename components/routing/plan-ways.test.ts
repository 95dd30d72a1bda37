import { describe, expect, it } from "vitest";
import { routeOf } from "./fixture-day.ts";
import { stopFeatures, wayFeatures } from "./plan-ways.ts";

const line = (vehicleId: number, points = 2) => ({
  vehicleId,
  line: Array.from({ length: points }, (_, i): [number, number] => [i, vehicleId]),
});

describe("wayFeatures", () => {
  it("draws every way of the proposal and none of the old ones where no truck is chosen", () => {
    const { features } = wayFeatures([line(1)], [line(1), line(2)], null);
    expect(
      features.map(({ properties }) => [properties?.vehicleId, properties?.isBefore, properties?.isFaint]),
    ).toEqual([
      [1, false, false],
      [2, false, false],
    ]);
  });

  it("draws the chosen truck last, over its old way, and the others faintly", () => {
    const { features } = wayFeatures([line(1), line(2)], [line(1), line(2)], 1);
    expect(
      features.map(({ properties }) => [properties?.vehicleId, properties?.isBefore, properties?.isFaint]),
    ).toEqual([
      [2, false, true],
      [1, false, false],
      [1, true, false],
    ]);
  });

  it("leaves out a truck that goes nowhere", () => {
    expect(wayFeatures([], [line(1, 1), line(2, 0)], null).features).toEqual([]);
  });
});

describe("stopFeatures", () => {
  it("numbers the stops and marks those from elsewhere", () => {
    const { features } = stopFeatures(routeOf(1, [11, 12]), new Set([12]));
    expect(features.map(({ properties }) => [properties?.sequence, properties?.status])).toEqual([
      [1, "pending"],
      [2, "moved"],
    ]);
  });
});
