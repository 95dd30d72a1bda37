import { seeded } from "#server/lib/random.ts";
import { drawArterials } from "./network-arterials.ts";
import { drawCulsDeSac, joinEnds } from "./network-ends.ts";
import { createField } from "./network-field.ts";
import { cutIntoGraph, type Graph } from "./network-graph.ts";
import { type Line, RANK } from "./network-line.ts";
import { drawStreamlines, minorRank } from "./network-streamlines.ts";
import { nameStreets, toArcs } from "./network-streets.ts";
import { createTerrain, type Ring } from "./network-terrain.ts";
import { planZones } from "./zones.ts";

/** A street graph in flat arrays. Nodes are junctions and dead ends; an edge is drawn from `edgeFrom` to `edgeTo`. */
export type StreetNetwork = {
  nodeLng: Float64Array;
  nodeLat: Float64Array;
  edgeFrom: Uint32Array;
  edgeTo: Uint32Array;
  edgeLengthM: Float64Array;
  edgeSpeedKmh: Uint8Array;
  edgeStreet: Uint32Array;
  /** 1 where traffic runs from `edgeFrom` to `edgeTo` only. */
  edgeIsOneWay: Uint8Array;
  /** First and last house number along an edge, in drawing order; 0 where nobody lives. */
  numberFrom: Uint16Array;
  numberTo: Uint16Array;
  /** Points strictly inside edge `e`: `shapeOffsets[e]` to `shapeOffsets[e + 1]`, longitude and latitude interleaved. */
  shapeOffsets: Uint32Array;
  shape: Float64Array;
  streetNames: string[];
  /** Index into `STREET_CLASSES` per street. */
  streetRanks: Uint8Array;
  /** Directed adjacency in compressed rows: arcs of node `i` are `offsets[i]` to `offsets[i + 1]`. */
  offsets: Uint32Array;
  heads: Uint32Array;
  /** Twice the edge of an arc, plus one where the arc runs against the edge's drawing. */
  arcs: Uint32Array;
};

/** A zone with its outline as a closed ring of longitude and latitude pairs. */
export type Zone = { number: number; name: string; ring: [number, number][] };

/** What the map draws besides streets; `land` is the island the city stands on. */
export type LandArea = {
  kind: "land" | "urban" | "water" | "park" | "industrial";
  name: string | null;
  ring: [number, number][];
};

/** The demo city: its streets, zones and land. */
export type CityNetwork = StreetNetwork & {
  name: string;
  timeZone: string;
  center: [lng: number, lat: number];
  zones: Zone[];
  land: LandArea[];
};

const CENTER = { lng: -5.6, lat: 51.3 };
const METRES_PER_DEGREE = 111_195.08;
/** Junctions of a city of the full radius; smaller cities have less radius, not wider streets. */
const FULL_JUNCTIONS = 17_000;
const FULL_RADIUS_M = 9_000;

const round7 = (value: number): number => Math.round(value * 1e7) / 1e7;
const lngOf = (x: number): number =>
  round7(CENTER.lng + x / (METRES_PER_DEGREE * Math.cos((CENTER.lat * Math.PI) / 180)));
const latOf = (y: number): number => round7(CENTER.lat + y / METRES_PER_DEGREE);

/**
 * Generates Port Ellery, a harbour town on an island that no real map knows, from a seed: equal seeds give
 * equal bytes. `junctions` is about how many it gets (16,000 and more by default). Coordinates are degrees,
 * rounded to 1e-7 so that they survive storage as text.
 */
export function createNetwork({
  seed,
  junctions = FULL_JUNCTIONS,
}: {
  seed: number | string;
  junctions?: number;
}): CityNetwork {
  if (!(junctions >= 200 && junctions <= 100_000))
    throw new RangeError(`createNetwork: got ${junctions} junctions, expected 200 to 100000.`);
  const random = seeded(seed).fork("network");
  const radiusM = FULL_RADIUS_M * Math.sqrt(junctions / FULL_JUNCTIONS);
  const terrain = createTerrain(radiusM, random.fork("terrain"));
  const arterials = drawArterials(terrain, random.fork("arterials"));
  for (const { rank, xy } of arterials)
    if (rank === RANK.motorway)
      for (let i = 0; i < xy.length; i += 2) terrain.closeForMotorway(xy[i]!, xy[i + 1]!, 40);
  const field = createField(terrain, arterials, 1, random.fork("field"));

  const avenues = drawStreamlines({
    terrain,
    field,
    random: random.fork("avenues"),
    drawn: arterials,
    rank: RANK.secondary,
    spacingAt: (x, y) => 6.5 * field.spacingAt(x, y),
    cellM: 60,
    maxLengthM: 9000,
    bridgeM: 320,
  });
  const major = joinEnds([...arterials, ...avenues], terrain, () => 320);
  const minor = drawStreamlines({
    terrain,
    field,
    random: random.fork("streets"),
    drawn: major,
    rank: RANK.residential,
    spacingAt: field.spacingAt,
    cellM: 18,
    maxLengthM: 3600,
    bridgeM: 0,
  }).map((line) => ({ ...line, rank: minorRank(terrain, line.xy) }));
  const streets = joinEnds([...major, ...minor], terrain, (x, y) => 1.35 * field.spacingAt(x, y));
  const spurs = drawCulsDeSac(streets, terrain, random.fork("spurs"), field.spacingAt);
  const lines: Line[] = [...streets, ...spurs];

  const graph = cutIntoGraph(lines);
  const lengthM = edgeLengths(graph);
  const named = nameStreets(graph, lines, lengthM, radiusM, random.fork("names"));
  const edges = graph.from.length;
  const edgeSpeedKmh = new Uint8Array(edges);
  for (let e = 0; e < edges; e++) {
    const node = graph.from[e]!;
    const isInner = Math.hypot(graph.x[node]!, graph.y[node]!) < 0.36 * radiusM;
    const rank = named.ranks[named.edgeStreet[e]!]!;
    edgeSpeedKmh[e] = [112, isInner ? 48 : 64, 48, 32, 24][rank]!;
  }
  const shape = new Float64Array(2 * graph.shapeX.length);
  for (let p = 0; p < graph.shapeX.length; p++) {
    shape[2 * p] = lngOf(graph.shapeX[p]!);
    shape[2 * p + 1] = latOf(graph.shapeY[p]!);
  }
  return {
    name: "Port Ellery",
    timeZone: "Europe/London",
    center: [CENTER.lng, CENTER.lat],
    nodeLng: graph.x.map(lngOf),
    nodeLat: graph.y.map(latOf),
    edgeFrom: graph.from,
    edgeTo: graph.to,
    edgeLengthM: lengthM,
    edgeSpeedKmh,
    edgeStreet: named.edgeStreet,
    edgeIsOneWay: named.isOneWay,
    numberFrom: named.numberFrom,
    numberTo: named.numberTo,
    shapeOffsets: graph.shapeOffsets,
    shape,
    streetNames: named.names,
    streetRanks: named.ranks,
    ...toArcs(graph.x.length, graph.from, graph.to, named.isOneWay),
    zones: planZones(terrain, random.fork("zones")).map(({ number, name, ring }) => ({
      number,
      name,
      ring: closedRing(ring),
    })),
    land: landAreas(terrain.outlines()),
  };
}

function closedRing(ring: Ring): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < ring.length; i += 2) out.push([lngOf(ring[i]!), latOf(ring[i + 1]!)]);
  const first = out[0];
  if (first) out.push([first[0], first[1]]);
  return out;
}

function landAreas(outlines: {
  island: Ring;
  urban: Ring;
  water: Ring[];
  parks: Ring[];
  industrial: Ring[];
}): LandArea[] {
  const parkNames = ["Abbey Gardens", "Ellery Down", "East Common"];
  return [
    { kind: "land", name: null, ring: closedRing(outlines.island) },
    { kind: "urban", name: null, ring: closedRing(outlines.urban) },
    ...outlines.industrial.map(
      (ring): LandArea => ({ kind: "industrial", name: null, ring: closedRing(ring) }),
    ),
    ...outlines.parks.map(
      (ring, i): LandArea => ({ kind: "park", name: parkNames[i] ?? null, ring: closedRing(ring) }),
    ),
    ...outlines.water.map(
      (ring, i): LandArea => ({ kind: "water", name: i === 0 ? "River Ell" : null, ring: closedRing(ring) }),
    ),
  ];
}

function edgeLengths(graph: Graph): Float64Array {
  return Float64Array.from(graph.from, (from, e) => {
    let x = graph.x[from]!;
    let y = graph.y[from]!;
    let sum = 0;
    for (let p = graph.shapeOffsets[e]!; p < graph.shapeOffsets[e + 1]!; p++) {
      sum += Math.hypot(graph.shapeX[p]! - x, graph.shapeY[p]! - y);
      x = graph.shapeX[p]!;
      y = graph.shapeY[p]!;
    }
    const to = graph.to[e]!;
    sum += Math.hypot(graph.x[to]! - x, graph.y[to]! - y);
    return Math.max(0.1, Math.round(sum * 100) / 100);
  });
}
