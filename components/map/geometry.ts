/** A box on the ground, degrees: west, south, east, north. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

type Rings = readonly (readonly (readonly number[])[])[];

/** Whether a point lies in a box, its edge included. */
export const isInBounds = ([west, south, east, north]: Bounds, lng: number, lat: number): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;

const isInRing = (ring: readonly (readonly number[])[], lng: number, lat: number): boolean => {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    if (yi > lat !== yj > lat && lng < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) isInside = !isInside;
  }
  return isInside;
};

/** Whether a point lies in a multipolygon: in an outer ring and in none of its holes (even-odd rule). */
export const isInPolygons = (polygons: readonly Rings[], lng: number, lat: number): boolean =>
  polygons.some(
    ([outer, ...holes]) =>
      outer !== undefined && isInRing(outer, lng, lat) && !holes.some((hole) => isInRing(hole, lng, lat)),
  );

/** The box around points, or undefined around none. */
export const boundsOf = (points: Iterable<readonly [number, number]>): Bounds | undefined => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of points) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return west === Infinity ? undefined : [west, south, east, north];
};
