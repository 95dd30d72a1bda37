import type { Random } from "#server/lib/random.ts";
import { strongComponents } from "./network-components.ts";
import type { Graph } from "./network-graph.ts";
import { type Line, RANK } from "./network-line.ts";
import { createStreetNames, PROMISED_STREETS } from "./street-names.ts";

/** Frontage of one house number, metres; odd numbers stand on the left, even ones on the right. */
const NUMBER_M = 4;
/** The number that Harbour Street must reach however small the city is. */
const HARBOUR_NUMBERS = 1250;

/** Streets of a graph: a name and rank each, with the street, house numbers and direction of every edge. */
export type Streets = {
  names: string[];
  ranks: Uint8Array;
  edgeStreet: Uint32Array;
  numberFrom: Uint16Array;
  numberTo: Uint16Array;
  isOneWay: Uint8Array;
};

/** Makes streets of the lines a graph was cut from: splits long ones, names them, numbers their houses. */
export function nameStreets(
  graph: Graph,
  lines: readonly Line[],
  lengthM: Float64Array,
  radiusM: number,
  random: Random,
): Streets {
  const edges = graph.from.length;
  const edgeStreet = new Uint32Array(edges);
  const names: string[] = [];
  const streetLine: number[] = [];
  const streetLength: number[] = [];
  const draw = random.fork("lengths");
  let limit = 0;
  for (let e = 0; e < edges; e++) {
    const line = graph.lineOf[e]!;
    const street = streetLine.length - 1;
    const isNew = e === 0 || line !== graph.lineOf[e - 1];
    const isLong = !isNew && lines[line]!.name === undefined && streetLength[street]! > limit;
    if (isNew || isLong) {
      streetLine.push(line);
      streetLength.push(0);
      limit = lines[line]!.rank === RANK.secondary ? draw.between(2600, 5200) : draw.between(1100, 2600);
    }
    edgeStreet[e] = streetLine.length - 1;
    streetLength[streetLine.length - 1]! += lengthM[e]!;
  }

  const count = streetLine.length;
  const distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let e = 0; e < edges; e++) {
    const node = graph.from[e]!;
    distance[edgeStreet[e]!] = Math.min(
      distance[edgeStreet[e]!]!,
      Math.hypot(graph.x[node]!, graph.y[node]!),
    );
  }
  for (let s = 0; s < count; s++) names.push(lines[streetLine[s]!]!.name ?? "");
  const isTaken = names.map((name) => name !== "");
  for (const promise of PROMISED_STREETS) {
    // The one that fits best: long enough if any is, then near its wanted distance from the centre.
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    const wanted = promise.name === "Market Square" ? 0 : 0.3 * radiusM;
    for (let s = 0; s < count; s++) {
      const line = lines[streetLine[s]!]!;
      if (isTaken[s] || line.isCulDeSac !== promise.isCulDeSac || line.rank !== RANK.residential) continue;
      const lack = Math.max(0, promise.minLengthM - streetLength[s]!);
      const excess = Math.max(0, streetLength[s]! - 1.6 * promise.minLengthM);
      const cost = lack * 1000 + excess * 3 + Math.abs(distance[s]! - wanted);
      if (cost < bestCost) {
        bestCost = cost;
        best = s;
      }
    }
    if (best < 0) continue;
    names[best] = promise.name;
    isTaken[best] = true;
  }
  const next = createStreetNames(
    names.filter((name) => name !== ""),
    random.fork("names"),
  );
  for (let s = 0; s < count; s++) {
    const line = lines[streetLine[s]!]!;
    if (names[s] === "") names[s] = next(line.rank, line.isCulDeSac);
  }

  const numberFrom = new Uint16Array(edges);
  const numberTo = new Uint16Array(edges);
  const reached = new Float64Array(count);
  for (let e = 0; e < edges; e++) {
    const street = edgeStreet[e]!;
    if (lines[graph.lineOf[e]!]!.rank === RANK.motorway) continue;
    const perNumber =
      names[street] === "Harbour Street"
        ? Math.min(NUMBER_M, streetLength[street]! / HARBOUR_NUMBERS)
        : NUMBER_M;
    const first = Math.floor(reached[street]! / perNumber) + 1;
    reached[street]! += lengthM[e]!;
    const last = Math.floor(reached[street]! / perNumber);
    // A very short edge holds no house.
    if (last < first) continue;
    numberFrom[e] = first;
    numberTo[e] = last;
  }
  const ranks = Uint8Array.from(streetLine, (line) => lines[line]!.rank);
  return {
    names,
    ranks,
    edgeStreet,
    numberFrom,
    numberTo,
    isOneWay: directStreets(graph, lines, edgeStreet, count, radiusM, random.fork("one-way")),
  };
}

/** Chooses one-way streets, more of them near the centre, and gives back those that would cut a place off. */
function directStreets(
  graph: Graph,
  lines: readonly Line[],
  edgeStreet: Uint32Array,
  count: number,
  radiusM: number,
  random: Random,
): Uint8Array {
  const edges = graph.from.length;
  const isOneWayStreet = new Int8Array(count).fill(-1);
  const isOneWay = new Uint8Array(edges);
  for (let e = 0; e < edges; e++) {
    const line = lines[graph.lineOf[e]!]!;
    const street = edgeStreet[e]!;
    if (isOneWayStreet[street] === -1) {
      const node = graph.from[e]!;
      const out = Math.hypot(graph.x[node]!, graph.y[node]!) / radiusM;
      const share = out < 0.12 ? 0.5 : out < 0.35 ? 0.34 : 0.1;
      const isChosen = line.rank === RANK.residential && !line.isCulDeSac && random.chance(share);
      isOneWayStreet[street] = line.isOneWay || isChosen ? 1 : 0;
    }
    isOneWay[e] = isOneWayStreet[street]!;
  }
  // Opening every one-way edge between two components joins them: the graph without directions is connected.
  const { offsets, heads } = toArcs(graph.x.length, graph.from, graph.to, isOneWay);
  const { component, count: components } = strongComponents(offsets, heads);
  if (components > 1)
    for (let e = 0; e < edges; e++)
      if (component[graph.from[e]!] !== component[graph.to[e]!]) isOneWay[e] = 0;
  return isOneWay;
}

/**
 * Builds the directed adjacency of edges in compressed rows: the arcs of node `i` are `offsets[i]` to
 * `offsets[i + 1]`; `arcs` holds twice the edge, plus one where the arc runs against the edge's drawing.
 */
export function toArcs(nodes: number, from: Uint32Array, to: Uint32Array, isOneWay: Uint8Array) {
  const offsets = new Uint32Array(nodes + 1);
  for (let e = 0; e < from.length; e++) {
    offsets[from[e]! + 1]!++;
    if (isOneWay[e] === 0) offsets[to[e]! + 1]!++;
  }
  for (let i = 0; i < nodes; i++) offsets[i + 1]! += offsets[i]!;
  const heads = new Uint32Array(offsets[nodes]!);
  const arcs = new Uint32Array(offsets[nodes]!);
  const next = Uint32Array.from(offsets.subarray(0, nodes));
  for (let e = 0; e < from.length; e++) {
    const a = next[from[e]!]!++;
    heads[a] = to[e]!;
    arcs[a] = 2 * e;
    if (isOneWay[e] === 1) continue;
    const b = next[to[e]!]!++;
    heads[b] = from[e]!;
    arcs[b] = 2 * e + 1;
  }
  return { offsets, heads, arcs };
}
