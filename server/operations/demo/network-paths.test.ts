import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNetwork } from "./network.ts";
import { createPaths } from "./network-paths.ts";
import { toArcs } from "./network-streets.ts";

/** A random small street graph in plain arrays. */
const smallGraph = fc
  .tuple(
    fc.integer({ min: 2, max: 14 }),
    fc.array(
      fc.tuple(
        fc.nat(13),
        fc.nat(13),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
      ),
      { maxLength: 40 },
    ),
  )
  .map(([n, drawn]) => {
    const edges = drawn.map(([a, b, stretch, speed, oneWay]) => ({
      a: a % n,
      b: b % n,
      stretch,
      speed,
      oneWay,
    }));
    const nodeLng = Float64Array.from({ length: n }, (_, i) => -5.6 + ((i * 7) % n) * 0.001);
    const nodeLat = Float64Array.from({ length: n }, (_, i) => 51.3 + ((i * 5) % n) * 0.001);
    const from = Uint32Array.from(edges, (e) => e.a);
    const to = Uint32Array.from(edges, (e) => e.b);
    const isOneWay = Uint8Array.from(edges, (e) => (e.oneWay ? 1 : 0));
    return {
      n,
      nodeLng,
      nodeLat,
      edgeFrom: from,
      edgeTo: to,
      edgeIsOneWay: isOneWay,
      // Never shorter than the straight line between its ends: the bound of A* rests on that.
      edgeLengthM: Float64Array.from(edges, (e) => {
        const dx = (nodeLng[e.a]! - nodeLng[e.b]!) * 70_000;
        const dy = (nodeLat[e.a]! - nodeLat[e.b]!) * 111_200;
        return Math.hypot(dx, dy) * (1 + e.stretch / 10) + 1;
      }),
      edgeSpeedKmh: Uint8Array.from(edges, (e) => e.speed * 10),
      shapeOffsets: new Uint32Array(edges.length + 1),
      shape: new Float64Array(0),
      ...toArcs(n, from, to, isOneWay),
    };
  });

/** Floyd and Warshall: seconds between all pairs. */
function allPairs(graph: {
  n: number;
  edgeFrom: Uint32Array;
  edgeTo: Uint32Array;
  edgeIsOneWay: Uint8Array;
  edgeLengthM: Float64Array;
  edgeSpeedKmh: Uint8Array;
}): number[][] {
  const { n } = graph;
  const d = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  graph.edgeFrom.forEach((a, e) => {
    const b = graph.edgeTo[e]!;
    const s = (graph.edgeLengthM[e]! * 3.6) / graph.edgeSpeedKmh[e]!;
    d[a]![b] = Math.min(d[a]![b]!, s);
    if (graph.edgeIsOneWay[e] === 0) d[b]![a] = Math.min(d[b]![a]!, s);
  });
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) d[i]![j] = Math.min(d[i]![j]!, d[i]![k]! + d[k]![j]!);
  return d;
}

describe("createPaths", () => {
  it("agrees with Floyd and Warshall on every pair of any small graph, one to many and one to one", () => {
    fc.assert(
      fc.property(smallGraph, (graph) => {
        const oracle = allPairs(graph);
        const paths = createPaths(graph);
        const targets = Array.from({ length: graph.n }, (_, i) => i);
        const out = new Float64Array(graph.n);
        for (let source = 0; source < graph.n; source++) {
          paths.secondsInto(out, source, targets);
          for (const target of targets) {
            const expected = oracle[source]![target]!;
            if (expected === Number.POSITIVE_INFINITY) expect(out[target]).toBe(expected);
            else expect(out[target]).toBeCloseTo(expected, 6);
          }
        }
        for (let source = 0; source < graph.n; source++)
          for (const target of targets) {
            const found = paths.between(source, target);
            const expected = oracle[source]![target]!;
            if (found === undefined) expect(expected).toBe(Number.POSITIVE_INFINITY);
            else expect(found.durationS).toBeCloseTo(expected, 6);
          }
      }),
      { numRuns: 150 },
    );
  });

  const city = createNetwork({ seed: 5, junctions: 900 });
  const paths = createPaths(city);

  it("draws a way from the first node to the last whose points measure what it says", () => {
    const last = city.nodeLng.length - 1;
    const path = paths.between(0, last);
    if (!path) throw new Error("expected a way across a strongly connected city");
    expect(path.nodes[0]).toBe(0);
    expect(path.nodes[path.nodes.length - 1]).toBe(last);
    expect([path.line[0], path.line[1]]).toEqual([city.nodeLng[0], city.nodeLat[0]]);
    expect([path.line.at(-2), path.line.at(-1)]).toEqual([city.nodeLng[last], city.nodeLat[last]]);
    expect(path.alongM.length * 2).toBe(path.line.length);
    const drawnM = path.alongM[path.alongM.length - 1]!;
    expect(Math.abs(drawnM - path.distanceM) / path.distanceM).toBeLessThan(0.01);
  });

  it("stops at the time limit and calls what lies beyond unreachable", () => {
    const targets = Array.from({ length: city.nodeLng.length }, (_, i) => i);
    const all = new Float64Array(targets.length);
    const near = new Float64Array(targets.length);
    paths.secondsInto(all, 3, targets);
    paths.secondsInto(near, 3, targets, 60);
    for (const target of targets)
      expect(near[target]).toBe(all[target]! <= 60 ? all[target] : Number.POSITIVE_INFINITY);
    expect(near.some((s) => s === Number.POSITIVE_INFINITY)).toBe(true);
  });

  it("measures the metres of a searched way like the way itself", () => {
    const out = new Float64Array(1);
    const path = paths.between(1, 250);
    paths.secondsInto(out, 1, [250]);
    expect(out[0]).toBeCloseTo(path?.durationS ?? Number.NaN, 6);
    expect(paths.metresTo(250)).toBeGreaterThan(0);
  });

  it("refuses a node that is not there and names it", () => {
    expect(() => paths.between(-1, 0)).toThrow("got node -1");
    expect(() => paths.secondsInto(new Float64Array(1), 0, [1, 2])).toThrow("expected 2");
  });
});
