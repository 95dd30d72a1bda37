import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyStreets } from "#server/routing/fixture-streets.ts";
import { createNearestEdge } from "./nearest-edge.ts";
import { createStreetPlane } from "./street-plane.ts";
import type { Streets } from "./streets.ts";

/** The oracle: looks at every segment of every edge. */
const gapByHand = (streets: Streets, lng: number, lat: number, isClosed: Uint8Array): number => {
  const plane = createStreetPlane(streets);
  let best = Number.POSITIVE_INFINITY;
  for (let e = 0; e < streets.edgeFrom.length; e++) {
    if (isClosed[e] === 1) continue;
    const line = plane.lineOf(e);
    for (let i = 2; i < line.length; i += 2) {
      const [ax, ay] = [plane.x(line[i - 2]!), plane.y(line[i - 1]!)];
      const [dx, dy] = [plane.x(line[i]!) - ax, plane.y(line[i + 1]!) - ay];
      const [px, py] = [plane.x(lng) - ax, plane.y(lat) - ay];
      const square = dx * dx + dy * dy;
      const part = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      best = Math.min(best, Math.hypot(px - part * dx, py - part * dy));
    }
  }
  return best;
};

const anyPlace = fc.record({
  lng: fc.double({ min: -5.62, max: -5.57, noNaN: true }),
  lat: fc.double({ min: 51.285, max: 51.325, noNaN: true }),
});

describe("createNearestEdge", () => {
  it("finds a place as near as any, within the limit, on an open street, at the share it says", () => {
    fc.assert(
      fc.property(
        anyStreets,
        fc.array(anyPlace, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(20, 300, 5_000),
        fc.array(fc.nat(33), { maxLength: 4 }),
        (streets, places, limitM, closed) => {
          const plane = createStreetPlane(streets);
          const nearest = createNearestEdge(plane, streets.edgeFrom.length);
          const isClosed = Uint8Array.from(streets.edgeId, (_, e) => (closed.includes(e) ? 1 : 0));
          for (const { lng, lat } of places) {
            const stand = nearest.stand(lng, lat, limitM, isClosed);
            const expectedM = gapByHand(streets, lng, lat, isClosed);
            if (stand === undefined) {
              expect(expectedM).toBeGreaterThanOrEqual(limitM - 1e-6);
              continue;
            }
            expect(stand.gapM).toBeCloseTo(expectedM, 6);
            expect(stand.gapM).toBeLessThanOrEqual(limitM);
            expect(isClosed[stand.edge]).toBe(0);
            // The share leads back to a place that far away.
            const line = plane.lineOf(stand.edge);
            const along = plane.alongOf(line);
            const atM = stand.share * along.at(-1)!;
            let i = 1;
            while (i < along.length - 1 && along[i]! < atM) i++;
            const segmentM = along[i]! - along[i - 1]!;
            const part = segmentM === 0 ? 0 : (atM - along[i - 1]!) / segmentM;
            const x = plane.x(line[2 * i - 2]! + (line[2 * i]! - line[2 * i - 2]!) * part);
            const y = plane.y(line[2 * i - 1]! + (line[2 * i + 1]! - line[2 * i - 1]!) * part);
            expect(Math.hypot(x - plane.x(lng), y - plane.y(lat))).toBeCloseTo(expectedM, 5);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
