import type { Zone } from "./network.ts";

/** True where a point lies inside a ring (even-odd rule). */
function isInside(ring: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]!;
    const [bx, by] = ring[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Makes a function that maps longitude and latitude to the zone there; undefined outside all of them. */
export function createZoneFinder(zones: readonly Zone[]) {
  const boxes = zones.map(({ ring }) => {
    const xs = ring.map((p) => p[0]);
    const ys = ring.map((p) => p[1]);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
  });
  return (lng: number, lat: number): Zone | undefined =>
    zones.find((zone, i) => {
      const [west, south, east, north] = boxes[i]!;
      return lng >= west && lng <= east && lat >= south && lat <= north && isInside(zone.ring, lng, lat);
    });
}
