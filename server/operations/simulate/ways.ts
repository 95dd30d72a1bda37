import { greatCircleM } from "#server/lib/great-circle.ts";
import { createPaths, type PathGraph } from "#server/operations/demo/network-paths.ts";
import { toArcs } from "#server/operations/demo/network-streets.ts";

/** A place on the map, degrees. */
export type Place = { lng: number; lat: number };

/** A way between two places: its points, the metres from the start at each, and how long driving it takes. */
export type Way = {
  line: ArrayLike<number>;
  alongM: ArrayLike<number>;
  distanceM: number;
  durationS: number;
};

/** Finds a way from one place to another. */
export type FindWay = (from: Place, to: Place) => Way;

const RADIANS = Math.PI / 180;
/** Streets are longer than the straight line by this much; the usual figure for towns. */
const DETOUR = 1.3;
const TOWN_KMH = 30;

/** Bearing from one place to another, degrees clockwise from north, 0 to 360. */
export const headingOf = (a: Place, b: Place): number => {
  const east = (b.lng - a.lng) * Math.cos(((a.lat + b.lat) / 2) * RADIANS);
  return (Math.atan2(east, b.lat - a.lat) / RADIANS + 360) % 360;
};

/** The straight line, with the length and time that streets would make of it. */
export const straightWay: FindWay = (from, to) => {
  const distanceM = greatCircleM(from, to) * DETOUR;
  return {
    line: [from.lng, from.lat, to.lng, to.lat],
    alongM: [0, distanceM],
    distanceM,
    durationS: (distanceM * 3.6) / TOWN_KMH,
  };
};

/** The parts of a street network that driving on it takes. */
export type DrivenStreets = Omit<PathGraph, "offsets" | "heads" | "arcs"> & { edgeIsOneWay: Uint8Array };

/** Ways along the streets of a network; places are joined to their nearest junction by a straight line. */
export const createStreetWays = (streets: DrivenStreets): FindWay => {
  const { nodeLng, nodeLat, edgeFrom, edgeTo, edgeIsOneWay } = streets;
  const paths = createPaths({ ...streets, ...toArcs(nodeLng.length, edgeFrom, edgeTo, edgeIsOneWay) });
  // Junctions by cells of about 300 m, so that the nearest is found without looking at all of them.
  const CELL = 0.003;
  const cells = new Map<string, number[]>();
  const cellOf = (x: number) => Math.floor(x / CELL);
  for (const [i, lng] of nodeLng.entries()) {
    const key = `${cellOf(lng)}/${cellOf(nodeLat[i] ?? 0)}`;
    const list = cells.get(key);
    if (list) list.push(i);
    else cells.set(key, [i]);
  }
  const nodeAt = (i: number): Place => ({ lng: nodeLng[i] ?? 0, lat: nodeLat[i] ?? 0 });
  const nearest = (place: Place): number => {
    let best = -1;
    let bestM = Number.POSITIVE_INFINITY;
    for (let ring = 1; ring <= 12 && best < 0; ring += 2)
      for (let x = -ring; x <= ring; x++)
        for (let y = -ring; y <= ring; y++)
          for (const i of cells.get(`${cellOf(place.lng) + x}/${cellOf(place.lat) + y}`) ?? []) {
            const m = greatCircleM(place, nodeAt(i));
            if (m < bestM) [best, bestM] = [i, m];
          }
    return best;
  };
  return (from, to) => {
    const [a, b] = [nearest(from), nearest(to)];
    const path = a < 0 || b < 0 || a === b ? undefined : paths.between(a, b);
    if (!path) return straightWay(from, to);
    const [first, last] = [greatCircleM(from, nodeAt(a)), greatCircleM(nodeAt(b), to)];
    return {
      line: [from.lng, from.lat, ...path.line, to.lng, to.lat],
      alongM: [0, ...Array.from(path.alongM, (m) => m + first), first + path.distanceM + last],
      distanceM: first + path.distanceM + last,
      durationS: path.durationS + ((first + last) * 3.6) / TOWN_KMH,
    };
  };
};

/** Where a vehicle is after a share (0 to 1) of the way, and where it heads. */
export const alongWay = ({ line, alongM, distanceM }: Way, share: number): Place & { headingDeg: number } => {
  const wantedM = Math.min(1, Math.max(0, share)) * distanceM;
  let low = 1;
  let high = alongM.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((alongM[middle] ?? 0) < wantedM) low = middle + 1;
    else high = middle;
  }
  const [startM, endM] = [alongM[low - 1] ?? 0, alongM[low] ?? 0];
  const part = endM > startM ? (wantedM - startM) / (endM - startM) : 0;
  const a = { lng: line[2 * low - 2] ?? 0, lat: line[2 * low - 1] ?? 0 };
  const b = { lng: line[2 * low] ?? a.lng, lat: line[2 * low + 1] ?? a.lat };
  return {
    lng: a.lng + (b.lng - a.lng) * part,
    lat: a.lat + (b.lat - a.lat) * part,
    headingDeg: headingOf(a, b),
  };
};
