import { describe, expect, it } from "vitest";
import { boundsOf, isInBounds, isInPolygons, middleOf } from "./geometry.ts";

const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

describe("places on the map", () => {
  it("finds the middle of polygons by their area, whichever way their rings run", () => {
    expect(middleOf([[square(0, 10)]])).toEqual([5, 5]);
    expect(middleOf([[square(0, 10).reverse()]])).toEqual([5, 5]);
    const [lng, lat] = middleOf([[square(0, 10)], [square(20, 22)]]);
    expect([lng, lat].map((each) => Math.round(each * 100) / 100)).toEqual([5.62, 5.62]);
    expect(middleOf([[square(7, 7)]])).toEqual([7, 7]);
  });

  it("finds a point in a polygon, not in its hole, and in a second polygon", () => {
    const polygons = [[square(0, 10), square(4, 6)], [square(20, 30)]];
    expect(isInPolygons(polygons, 1, 1)).toBe(true);
    expect(isInPolygons(polygons, 5, 5)).toBe(false);
    expect(isInPolygons(polygons, 25, 25)).toBe(true);
    expect(isInPolygons(polygons, 15, 15)).toBe(false);
  });

  it("makes a box around points that holds each of them", () => {
    const points: [number, number][] = [
      [3, -1],
      [-2, 5],
      [0, 0],
    ];
    const box = boundsOf(points);
    expect(box).toEqual([-2, -1, 3, 5]);
    for (const [lng, lat] of points) expect(box && isInBounds(box, lng, lat)).toBe(true);
    expect(boundsOf([])).toBeUndefined();
  });
});
