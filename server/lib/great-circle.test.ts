import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcOfChordM, greatCircleM, onUnitSphere } from "./great-circle.ts";

const place = fc.record({
  lng: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
});

describe("great circle", () => {
  it.each([
    ["a quarter of the equator", [0, 0], [90, 0], 10_007_557],
    ["pole to pole", [12, 90], [-70, -90], 20_015_114],
    ["a sixth of a circle over two latitudes of 45", [0, 45], [90, 45], 6_671_705],
    ["a place to itself", [-5.6, 51.3], [-5.6, 51.3], 0],
  ] as const)("measures %s", (_, [aLng, aLat], [bLng, bLat], expectedM) => {
    expect(Math.round(greatCircleM({ lng: aLng, lat: aLat }, { lng: bLng, lat: bLat }))).toBe(expectedM);
  });

  it("measures the same through the unit sphere", () => {
    fc.assert(
      fc.property(place, place, (a, b) => {
        const p = onUnitSphere(Float64Array.of(a.lng, a.lat, b.lng, b.lat));
        const square = (p[0]! - p[3]!) ** 2 + (p[1]! - p[4]!) ** 2 + (p[2]! - p[5]!) ** 2;
        const expectedM = greatCircleM(a, b);
        // Near the far side of the earth asin is steep, so rounding grows to metres there.
        expect(Math.abs(arcOfChordM(square) - expectedM)).toBeLessThan(expectedM > 20_000_000 ? 1_000 : 0.1);
      }),
    );
  });
});
