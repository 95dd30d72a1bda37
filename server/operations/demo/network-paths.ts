import { Heap } from "#server/lib/heap.ts";
import type { StreetNetwork } from "./network.ts";

const RADIANS = Math.PI / 180;
const METRES_PER_DEGREE = 111_195.08;

/** A way along streets: nodes in order, its drawing as longitude and latitude interleaved, and what it costs. */
export type StreetPath = {
  nodes: Uint32Array;
  line: Float64Array;
  /** Metres from the start at each point of `line`. */
  alongM: Float64Array;
  distanceM: number;
  durationS: number;
};

/** The parts of a street network that ways over it need. */
export type PathGraph = { edgeSpeedKmh: Uint8Array | Float64Array } & Pick<
  StreetNetwork,
  | "nodeLng"
  | "nodeLat"
  | "edgeFrom"
  | "edgeTo"
  | "edgeLengthM"
  | "shapeOffsets"
  | "shape"
  | "offsets"
  | "heads"
  | "arcs"
>;

/**
 * Fastest ways by car over a street network that respect one-way streets. Buffers are allocated once and
 * reused, so one instance serves one caller at a time; a label from an earlier search is told apart by its
 * round number instead of being cleared.
 */
export function createPaths(network: PathGraph) {
  const { nodeLng, nodeLat, edgeLengthM, edgeSpeedKmh, offsets, heads, arcs, shapeOffsets, shape } = network;
  const n = nodeLng.length;
  const heap = new Heap(n);
  const seconds = new Float64Array(n);
  const reachedBy = new Int32Array(n); // arc index; -1 at the start
  const round = new Uint32Array(n);
  const isSettled = new Uint32Array(n);
  const wanted = new Uint32Array(n);
  let current = 0;

  const arcSeconds = new Float64Array(arcs.length);
  const arcTail = new Uint32Array(arcs.length);
  let fastestKmh = 1;
  for (let i = 0; i < n; i++)
    for (let a = offsets[i]!; a < offsets[i + 1]!; a++) {
      const edge = arcs[a]! >> 1;
      arcSeconds[a] = (edgeLengthM[edge]! * 3.6) / edgeSpeedKmh[edge]!;
      arcTail[a] = i;
      if (edgeSpeedKmh[edge]! > fastestKmh) fastestKmh = edgeSpeedKmh[edge]!;
    }
  // Plane metres for the lower bound of A*. Edges are drawn in nearly the same plane; two per cent of slack
  // covers rounding and the change of a degree's width over the extent of a city.
  let middle = 0;
  for (let i = 0; i < n; i++) middle += nodeLat[i]! / n;
  const perLng = METRES_PER_DEGREE * Math.cos(middle * RADIANS);
  const secondsPerMetre = (3.6 / fastestKmh) * 0.98;
  const boundS = (a: number, b: number): number => {
    const dx = (nodeLng[a]! - nodeLng[b]!) * perLng;
    const dy = (nodeLat[a]! - nodeLat[b]!) * METRES_PER_DEGREE;
    return Math.sqrt(dx * dx + dy * dy) * secondsPerMetre;
  };

  const check = (node: number, place: string): void => {
    if (!(node >= 0 && node < n && Number.isInteger(node)))
      throw new RangeError(`${place}: got node ${node}, expected an integer from 0 to ${n - 1}.`);
  };
  const begin = (source: number): void => {
    heap.clear();
    current++;
    seconds[source] = 0;
    reachedBy[source] = -1;
    round[source] = current;
  };
  /** Settles nodes from the source until `goal` is (A*), or until all `waiting` wanted nodes are (Dijkstra). */
  const search = (source: number, goal: number, waiting: number, limitS: number): void => {
    begin(source);
    heap.push(source, goal < 0 ? 0 : boundS(source, goal));
    while (heap.size > 0) {
      const node = heap.pop();
      isSettled[node] = current;
      if (node === goal) return;
      if (wanted[node] === current && --waiting === 0) return;
      const here = seconds[node]!;
      if (here > limitS) return;
      for (let a = offsets[node]!; a < offsets[node + 1]!; a++) {
        const head = heads[a]!;
        if (isSettled[head] === current) continue;
        const there = here + arcSeconds[a]!;
        if (round[head] === current && there >= seconds[head]!) continue;
        round[head] = current;
        seconds[head] = there;
        reachedBy[head] = a;
        heap.push(head, goal < 0 ? there : there + boundS(head, goal));
      }
    }
  };

  const unroll = (target: number): StreetPath => {
    let hops = 0;
    let points = 1;
    for (let node = target; reachedBy[node]! >= 0; node = arcTail[reachedBy[node]!]!) {
      const edge = arcs[reachedBy[node]!]! >> 1;
      hops++;
      points += 1 + shapeOffsets[edge + 1]! - shapeOffsets[edge]!;
    }
    const nodes = new Uint32Array(hops + 1);
    const line = new Float64Array(2 * points);
    let at = points;
    const put = (lng: number, lat: number): void => {
      at--;
      line[2 * at] = lng;
      line[2 * at + 1] = lat;
    };
    let distanceM = 0;
    let node = target;
    nodes[hops] = node;
    put(nodeLng[node]!, nodeLat[node]!);
    while (reachedBy[node]! >= 0) {
      const a = reachedBy[node]!;
      const edge = arcs[a]! >> 1;
      const first = shapeOffsets[edge]!;
      const last = shapeOffsets[edge + 1]!;
      // Written from the end, so an edge driven as drawn gives its points backwards.
      if ((arcs[a]! & 1) === 0) for (let p = last - 1; p >= first; p--) put(shape[2 * p]!, shape[2 * p + 1]!);
      else for (let p = first; p < last; p++) put(shape[2 * p]!, shape[2 * p + 1]!);
      distanceM += edgeLengthM[edge]!;
      node = arcTail[a]!;
      nodes[--hops] = node;
      put(nodeLng[node]!, nodeLat[node]!);
    }
    const alongM = new Float64Array(points);
    for (let i = 1; i < points; i++) {
      const dx = (line[2 * i]! - line[2 * i - 2]!) * perLng;
      const dy = (line[2 * i + 1]! - line[2 * i - 1]!) * METRES_PER_DEGREE;
      alongM[i] = alongM[i - 1]! + Math.sqrt(dx * dx + dy * dy);
    }
    return { nodes, line, alongM, distanceM, durationS: seconds[target]! };
  };

  return {
    /** The fastest way between two nodes (A*); undefined where no way leads there. */
    between(source: number, target: number): StreetPath | undefined {
      check(source, "paths.between source");
      check(target, "paths.between target");
      search(source, target, 0, Number.POSITIVE_INFINITY);
      return isSettled[target] === current ? unroll(target) : undefined;
    },
    /**
     * Writes driving seconds from one node to each target into `out` (Dijkstra, stops when the last target is
     * settled); Infinity where no way leads within `limitS`.
     */
    secondsInto(
      out: Float64Array | Float32Array,
      source: number,
      targets: ArrayLike<number>,
      limitS = Number.POSITIVE_INFINITY,
    ): void {
      check(source, "paths.secondsInto source");
      if (out.length < targets.length)
        throw new RangeError(`paths.secondsInto: got room for ${out.length}, expected ${targets.length}.`);
      let waiting = 0;
      for (let i = 0; i < targets.length; i++) {
        check(targets[i]!, `paths.secondsInto target ${i}`);
        // The search raises the round number by one when it begins.
        if (wanted[targets[i]!] === current + 1) continue;
        wanted[targets[i]!] = current + 1;
        waiting++;
      }
      if (waiting === 0) return;
      search(source, -1, waiting, limitS);
      for (let i = 0; i < targets.length; i++) {
        const target = targets[i]!;
        out[i] =
          isSettled[target] === current && seconds[target]! <= limitS
            ? seconds[target]!
            : Number.POSITIVE_INFINITY;
      }
    },
    /** After `secondsInto`: metres along the fastest way to a target of that search; Infinity where none led there. */
    metresTo(target: number): number {
      check(target, "paths.metresTo");
      if (isSettled[target] !== current) return Number.POSITIVE_INFINITY;
      let sum = 0;
      for (let node = target; reachedBy[node]! >= 0; node = arcTail[reachedBy[node]!]!)
        sum += edgeLengthM[arcs[reachedBy[node]!]! >> 1]!;
      return sum;
    },
  };
}
export type Paths = ReturnType<typeof createPaths>;
