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

const areaOf = (ring: Rings[number]): { area: number; lng: number; lat: number } => {
  let [area, lng, lat] = [0, 0, 0];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi = 0, yi = 0] = ring[i] ?? [];
    const [xj = 0, yj = 0] = ring[j] ?? [];
    const cross = xj * yi - xi * yj;
    area += cross / 2;
    lng += ((xi + xj) * cross) / 6;
    lat += ((yi + yj) * cross) / 6;
  }
  return { area, lng, lat };
};

/** The middle of a multipolygon, by area, its holes left aside. */
export const middleOf = (polygons: readonly Rings[]): readonly [lng: number, lat: number] => {
  let [area, lng, lat] = [0, 0, 0];
  for (const [outer = []] of polygons) {
    const ring = areaOf(outer);
    // Rings may run either way round.
    const sign = Math.sign(ring.area);
    area += sign * ring.area;
    lng += sign * ring.lng;
    lat += sign * ring.lat;
  }
  const [first = 0, second = 0] = polygons[0]?.[0]?.[0] ?? [];
  return area === 0 ? [first, second] : [lng / area, lat / area];
};

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
