import type { Streets } from "./streets.ts";

const METRES_PER_DEGREE = 111_195.08;

/** The streets drawn on a plane in metres about their middle latitude; over a city its lengths are right to 0.1 %. */
export function createStreetPlane(streets: Streets) {
  const { nodeLng, nodeLat, edgeFrom, edgeTo, shapeOffsets, shape } = streets;
  let south = Number.POSITIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const lat of nodeLat) {
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  const perLng = METRES_PER_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180);
  return {
    x: (lng: number): number => lng * perLng,
    y: (lat: number): number => lat * METRES_PER_DEGREE,
    lng: (x: number): number => x / perLng,
    lat: (y: number): number => y / METRES_PER_DEGREE,
    /** Points of an edge as drawn, ends included, longitude and latitude interleaved. */
    lineOf(edge: number): Float64Array {
      const first = shapeOffsets[edge]!;
      const inside = shapeOffsets[edge + 1]! - first;
      const line = new Float64Array(2 * inside + 4);
      line[0] = nodeLng[edgeFrom[edge]!]!;
      line[1] = nodeLat[edgeFrom[edge]!]!;
      for (let i = 0; i < 2 * inside; i++) line[2 + i] = shape[2 * first + i]!;
      line[2 * inside + 2] = nodeLng[edgeTo[edge]!]!;
      line[2 * inside + 3] = nodeLat[edgeTo[edge]!]!;
      return line;
    },
    /** Metres from the start of a line at each of its points. */
    alongOf(line: Float64Array): Float64Array {
      const along = new Float64Array(line.length / 2);
      for (let i = 1; i < along.length; i++) {
        const dx = (line[2 * i]! - line[2 * i - 2]!) * perLng;
        const dy = (line[2 * i + 1]! - line[2 * i - 1]!) * METRES_PER_DEGREE;
        along[i] = along[i - 1]! + Math.sqrt(dx * dx + dy * dy);
      }
      return along;
    },
  };
}
/** What {@link createStreetPlane} makes. */
export type StreetPlane = ReturnType<typeof createStreetPlane>;
