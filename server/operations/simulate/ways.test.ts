import { describe, expect, it } from "vitest";
import { greatCircleM } from "#server/lib/great-circle.ts";
import { createNetwork } from "#server/operations/demo/network.ts";
import { createPaths } from "#server/operations/demo/network-paths.ts";
import { alongWay, createStreetWays, straightWay } from "#server/operations/simulate/ways.ts";

const city = createNetwork({ seed: 5, junctions: 600 });
const placeOf = (node: number) => ({ lng: city.nodeLng[node]!, lat: city.nodeLat[node]! });

describe("createStreetWays", () => {
  const findWay = createStreetWays(city);
  const paths = createPaths(city);

  it("takes the fastest way between junctions, with one-way streets respected", () => {
    const isUneven = [10, 90, 250, 400].map((node, i) => {
      const [a, b] = [node, 37 * i + 5];
      const expected = paths.between(a, b);
      const way = findWay(placeOf(a), placeOf(b));
      expect(way.durationS).toBeCloseTo(expected?.durationS ?? Number.NaN, 6);
      expect(way.distanceM).toBeCloseTo(expected?.distanceM ?? Number.NaN, 6);
      return way.durationS !== findWay(placeOf(b), placeOf(a)).durationS;
    });
    expect(isUneven).toContain(true);
  });

  it("joins places beside the street by a straight line that counts", () => {
    const [from, to] = [placeOf(10), placeOf(300)];
    const beside = { lng: from.lng + 0.0001, lat: from.lat };
    expect(findWay(beside, to).distanceM - findWay(from, to).distanceM).toBeCloseTo(
      greatCircleM(beside, from),
      6,
    );
  });

  it("goes straight where no street is near", () => {
    const [from, to] = [placeOf(10), { lng: 0, lat: 52 }];
    expect(findWay(from, to)).toEqual(straightWay(from, to));
  });
});

it("stands at both ends of a way, and heads along it between them", () => {
  const way = straightWay({ lng: 1, lat: 50 }, { lng: 1, lat: 50.2 });
  expect(alongWay(way, 0)).toMatchObject({ lng: 1, lat: 50, headingDeg: 0 });
  expect(alongWay(way, 0.5).lat).toBeCloseTo(50.1, 6);
  expect(alongWay(way, 2)).toMatchObject({ lng: 1, lat: 50.2 });
});
