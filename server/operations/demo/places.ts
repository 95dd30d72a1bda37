import type { Random } from "#server/lib/random.ts";
import type { CityNetwork } from "./network.ts";

/** A house: its street and number, where it stands, and the street edge and junction it is reached by. */
export type Address = {
  street: string;
  number: number;
  lng: number;
  lat: number;
  edge: number;
  /** Index into STREET_CLASSES of its street. */
  rank: number;
};

const METRES_PER_DEGREE = 111_195;
/** Houses stand this far from the middle of the street, metres. */
const SETBACK_M = 11;

/** True where a point lies inside a closed ring (even-odd rule). */
export const isInRing = (ring: readonly (readonly [number, number])[], lng: number, lat: number): boolean => {
  let isInside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i] ?? [0, 0];
    const [bx, by] = ring[j] ?? [0, 0];
    if (ay > lat !== by > lat && lng < ((bx - ax) * (lat - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside;
};

/** Finds addresses, zones and distances in a street network. */
export const createPlaces = (network: CityNetwork) => {
  const { edgeFrom, edgeTo, shape, shapeOffsets, nodeLng, nodeLat, numberFrom, numberTo } = network;
  const lngScale = METRES_PER_DEGREE * Math.cos((network.center[1] * Math.PI) / 180);
  const edgesOf = new Map<string, number[]>();
  const housed: number[] = [];
  for (let e = 0; e < edgeFrom.length; e++) {
    if (!numberFrom[e]) continue;
    const name = network.streetNames[network.edgeStreet[e] ?? 0] ?? "";
    const held = edgesOf.get(name);
    if (held) held.push(e);
    else edgesOf.set(name, [e]);
    housed.push(e);
  }

  const xOf = (lng: number): number => (lng - network.center[0]) * lngScale;
  const yOf = (lat: number): number => (lat - network.center[1]) * METRES_PER_DEGREE;

  /** Points of an edge, end junctions included, longitude and latitude interleaved. */
  const pointsOf = (edge: number): number[] => {
    const points = [nodeLng[edgeFrom[edge]!]!, nodeLat[edgeFrom[edge]!]!];
    for (let p = shapeOffsets[edge]!; p < shapeOffsets[edge + 1]!; p++)
      points.push(shape[2 * p]!, shape[2 * p + 1]!);
    points.push(nodeLng[edgeTo[edge]!]!, nodeLat[edgeTo[edge]!]!);
    return points;
  };

  const onEdge = (edge: number, number: number): Address => {
    const points = pointsOf(edge);
    const first = numberFrom[edge]!;
    const share = (number - first + 0.5) / (numberTo[edge]! - first + 1);
    let left = share * network.edgeLengthM[edge]!;
    let i = 0;
    for (; i + 4 < points.length; i += 2) {
      const step = Math.hypot(
        xOf(points[i + 2]!) - xOf(points[i]!),
        yOf(points[i + 3]!) - yOf(points[i + 1]!),
      );
      if (left <= step) break;
      left -= step;
    }
    const dx = xOf(points[i + 2]!) - xOf(points[i]!);
    const dy = yOf(points[i + 3]!) - yOf(points[i + 1]!);
    const step = Math.max(0.1, Math.hypot(dx, dy));
    const along = Math.min(1, left / step);
    // Odd numbers stand on the left of the drawing direction, even ones on the right.
    const side = number % 2 === 1 ? SETBACK_M : -SETBACK_M;
    const x = xOf(points[i]!) + dx * along - (dy / step) * side;
    const y = yOf(points[i + 1]!) + dy * along + (dx / step) * side;
    const street = network.edgeStreet[edge]!;
    return {
      street: network.streetNames[street] ?? "",
      number,
      lng: round6(network.center[0] + x / lngScale),
      lat: round6(network.center[1] + y / METRES_PER_DEGREE),
      edge,
      rank: network.streetRanks[street] ?? 3,
    };
  };

  return {
    network,
    /** Metres between two points, near enough for a town. */
    metres: (aLng: number, aLat: number, bLng: number, bLat: number): number =>
      Math.hypot((aLng - bLng) * lngScale, (aLat - bLat) * METRES_PER_DEGREE),
    /** The house of a street with that number, or the nearest number the street has; null without such a street. */
    address(street: string, number: number): Address | null {
      let best: Address | null = null;
      let bestGap = Number.POSITIVE_INFINITY;
      for (const edge of edgesOf.get(street) ?? []) {
        const clamped = Math.min(Math.max(number, numberFrom[edge]!), numberTo[edge]!);
        const gap = Math.abs(clamped - number);
        if (gap >= bestGap) continue;
        bestGap = gap;
        // The asked number is kept even where the street is a little too short for it.
        best = { ...onEdge(edge, clamped), number };
      }
      return best;
    },
    /** A house drawn evenly from all edges with houses. */
    randomAddress(random: Random): Address {
      const edge = random.pick(housed);
      return onEdge(edge, numberFrom[edge]! + random.int(numberTo[edge]! - numberFrom[edge]! + 1));
    },
    /** Number of the zone a point lies in, or of the one whose middle is nearest. */
    zoneAt(lng: number, lat: number): number {
      for (const zone of network.zones) if (isInRing(zone.ring, lng, lat)) return zone.number;
      let best = 1;
      let bestSquare = Number.POSITIVE_INFINITY;
      for (const zone of network.zones) {
        const [x, y] = middleOf(zone.ring);
        const square = (xOf(x) - xOf(lng)) ** 2 + (yOf(y) - yOf(lat)) ** 2;
        if (square < bestSquare) [best, bestSquare] = [zone.number, square];
      }
      return best;
    },
    /** The house nearest to a point among a sample of them, for depots and facilities near a wanted place. */
    addressNear(lng: number, lat: number): Address {
      let best = housed[0]!;
      let bestSquare = Number.POSITIVE_INFINITY;
      for (const edge of housed) {
        const node = edgeFrom[edge]!;
        const square = (xOf(nodeLng[node]!) - xOf(lng)) ** 2 + (yOf(nodeLat[node]!) - yOf(lat)) ** 2;
        if (square < bestSquare) [best, bestSquare] = [edge, square];
      }
      return onEdge(best, numberFrom[best]!);
    },
    middleOfZone: (number: number): [number, number] => {
      const zone = network.zones.find((each) => each.number === number);
      return zone ? middleOf(zone.ring) : network.center;
    },
    industrial: network.land.filter((area) => area.kind === "industrial").map((area) => middleOf(area.ring)),
  };
};
export type Places = ReturnType<typeof createPlaces>;

const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;

const middleOf = (ring: readonly (readonly [number, number])[]): [number, number] => {
  let lng = 0;
  let lat = 0;
  for (const [x, y] of ring) {
    lng += x;
    lat += y;
  }
  return [lng / ring.length, lat / ring.length];
};
