const RADIANS = Math.PI / 180;
const EARTH_M = 6_371_008.8;

/** Metres along the ground between two points of the unit sphere, from the square of the straight line through it. */
export const arcOfChordM = (squaredChord: number): number =>
  2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(squaredChord) / 2));

/** Metres between two places along the great circle (haversine). */
export const greatCircleM = (a: { lng: number; lat: number }, b: { lng: number; lat: number }): number => {
  const half = (x: number) => Math.sin((x * RADIANS) / 2) ** 2;
  const h = half(b.lat - a.lat) + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * half(b.lng - a.lng);
  return arcOfChordM(4 * h);
};

/** Places as points of the unit sphere, three numbers each, from longitude and latitude interleaved. */
export const onUnitSphere = (places: Float64Array): Float64Array => {
  const points = new Float64Array((places.length / 2) * 3);
  for (let i = 0; 2 * i < places.length; i++) {
    const lng = places[2 * i]! * RADIANS;
    const lat = places[2 * i + 1]! * RADIANS;
    points[3 * i] = Math.cos(lat) * Math.cos(lng);
    points[3 * i + 1] = Math.cos(lat) * Math.sin(lng);
    points[3 * i + 2] = Math.sin(lat);
  }
  return points;
};
