import type { Random } from "#server/lib/random.ts";
import type { CityNetwork } from "./network.ts";
import { createZoneFinder } from "./zone-finder.ts";

/** A house: its street and number, where it stands, and where on the street its door is. */
export type Address = {
  street: string;
  number: number;
  lng: number;
  lat: number;
  /** The edge it stands on, metres from the edge's first node, and the nearer node of the two. */
  edge: number;
  offsetM: number;
  node: number;
  /** Number of its zone. */
  zone: number;
};

/** Metres between the middle of the street and a house. */
const SETBACK_M = 10;
const METRES_PER_DEGREE = 111_195.08;
/** Likelihood of a drawn address per house number, by street class in order of rank. */
const CLASS_WEIGHT = [0, 0.5, 0.8, 1, 0.45] as const;

/** Finds, lists and draws the addresses of a city: odd numbers stand on the left of a street's drawing, even ones on the right. */
export function createAddresses(network: CityNetwork) {
  const {
    numberFrom,
    numberTo,
    edgeStreet,
    edgeFrom,
    edgeTo,
    edgeLengthM,
    nodeLng,
    nodeLat,
    shape,
    shapeOffsets,
  } = network;
  const zoneAt = createZoneFinder(network.zones);
  const perLng = METRES_PER_DEGREE * Math.cos((network.center[1] * Math.PI) / 180);

  const edgesOf = new Map<string, number[]>();
  for (let e = 0; e < edgeStreet.length; e++) {
    if (numberFrom[e] === 0) continue;
    const name = network.streetNames[edgeStreet[e]!]!.toLowerCase();
    const held = edgesOf.get(name);
    if (held) held.push(e);
    else edgesOf.set(name, [e]);
  }

  const onEdge = (edge: number, number: number): Address => {
    const count = numberTo[edge]! - numberFrom[edge]! + 1;
    const share = (number - numberFrom[edge]! + 0.5) / count;
    const offsetM = edgeLengthM[edge]! * share;
    const first = shapeOffsets[edge]!;
    const points = shapeOffsets[edge + 1]! - first;
    let x = nodeLng[edgeFrom[edge]!]! * perLng;
    let y = nodeLat[edgeFrom[edge]!]! * METRES_PER_DEGREE;
    let left = offsetM;
    for (let i = 0; i <= points; i++) {
      const isLast = i === points;
      const nx = (isLast ? nodeLng[edgeTo[edge]!]! : shape[2 * (first + i)]!) * perLng;
      const ny = (isLast ? nodeLat[edgeTo[edge]!]! : shape[2 * (first + i) + 1]!) * METRES_PER_DEGREE;
      const length = Math.hypot(nx - x, ny - y);
      if (left > length && !isLast) {
        left -= length;
        x = nx;
        y = ny;
        continue;
      }
      const t = length === 0 ? 0 : Math.min(1, left / length);
      const side = length === 0 ? 0 : ((number % 2 === 1 ? 1 : -1) * SETBACK_M) / length;
      const hx = x + (nx - x) * t - (ny - y) * side;
      const hy = y + (ny - y) * t + (nx - x) * side;
      x = hx;
      y = hy;
      break;
    }
    const lng = Math.round((x / perLng) * 1e7) / 1e7;
    const lat = Math.round((y / METRES_PER_DEGREE) * 1e7) / 1e7;
    return {
      street: network.streetNames[edgeStreet[edge]!]!,
      number,
      lng,
      lat,
      edge,
      offsetM,
      node: share < 0.5 ? edgeFrom[edge]! : edgeTo[edge]!,
      zone: zoneAt(lng, lat)?.number ?? 0,
    };
  };

  return {
    /** The address of a street name (any case) and number; undefined where there is none. */
    addressAt(street: string, number: number): Address | undefined {
      const edge = edgesOf
        .get(street.toLowerCase())
        ?.find((e) => numberFrom[e]! <= number && number <= numberTo[e]!);
      return edge === undefined ? undefined : onEdge(edge, number);
    },
    /** Every address, street by street. */
    *all(): Generator<Address> {
      for (const edges of edgesOf.values())
        for (const edge of edges)
          for (let number = numberFrom[edge]!; number <= numberTo[edge]!; number++)
            yield onEdge(edge, number);
    },
    /**
     * Draws distinct addresses, more of them in lived-in streets and towards the centre. Throws when the city
     * has too few that `accepts` lets through.
     */
    draw(count: number, random: Random, accepts: (address: Address) => boolean = () => true): Address[] {
      const edges = edgeStreet.length;
      const cumulated = new Float64Array(edges);
      let total = 0;
      for (let e = 0; e < edges; e++) {
        if (numberFrom[e]! > 0) {
          const dx = (nodeLng[edgeFrom[e]!]! - network.center[0]) * perLng;
          const dy = (nodeLat[edgeFrom[e]!]! - network.center[1]) * METRES_PER_DEGREE;
          const density = 0.5 + 1.5 * Math.exp(-Math.hypot(dx, dy) / 3000);
          const weight = CLASS_WEIGHT[network.streetRanks[edgeStreet[e]!]!] ?? 0;
          total += (numberTo[e]! - numberFrom[e]! + 1) * weight * density;
        }
        cumulated[e] = total;
      }
      const drawn = new Map<number, Address>();
      for (let tries = 0; drawn.size < count; tries++) {
        if (tries > 60 * count + 10_000)
          throw new RangeError(`addresses.draw: found ${drawn.size} addresses, expected ${count}.`);
        const mark = random.float() * total;
        let low = 0;
        let high = edges - 1;
        while (low < high) {
          const middle = (low + high) >> 1;
          if (cumulated[middle]! > mark) high = middle;
          else low = middle + 1;
        }
        const number = numberFrom[low]! + random.int(numberTo[low]! - numberFrom[low]! + 1);
        const key = low * 65536 + number;
        if (drawn.has(key)) continue;
        const address = onEdge(low, number);
        if (accepts(address)) drawn.set(key, address);
      }
      return [...drawn.values()];
    },
    /** The node nearest to a point. */
    nearestNode(lng: number, lat: number): number {
      let best = 0;
      let bestSquare = Number.POSITIVE_INFINITY;
      for (let i = 0; i < nodeLng.length; i++) {
        const dx = (nodeLng[i]! - lng) * perLng;
        const dy = (nodeLat[i]! - lat) * METRES_PER_DEGREE;
        const square = dx * dx + dy * dy;
        if (square < bestSquare) {
          bestSquare = square;
          best = i;
        }
      }
      return best;
    },
  };
}
export type Addresses = ReturnType<typeof createAddresses>;
