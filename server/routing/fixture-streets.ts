import fc from "fast-check";
import { arcCost, partOfCost } from "#server/routing/core/streets/arc-cost.ts";
import type { Streets } from "#server/routing/core/streets/streets.ts";

/** Small street networks of any form: loops, twins, one-way streets, parts that nothing joins, bent edges. */
export const anyStreets: fc.Arbitrary<Streets> = fc
  .record({
    places: fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { minLength: 2, maxLength: 14 }),
    edges: fc.array(
      fc.record({
        from: fc.nat(13),
        to: fc.nat(13),
        lengthM: fc.integer({ min: 0, max: 900 }),
        kmh: fc.integer({ min: 1, max: 9 }),
        isOneWay: fc.boolean(),
        bend: fc.option(fc.tuple(fc.nat(1_000), fc.nat(1_000))),
      }),
      { minLength: 1, maxLength: 34 },
    ),
  })
  .map(({ places, edges }) => {
    const lngOf = (x: number) => -5.6 + x * 1e-5;
    const latOf = (y: number) => 51.3 + y * 1e-5;
    const shapeOffsets = [0];
    const shape: number[] = [];
    for (const { bend } of edges) {
      if (bend) shape.push(lngOf(bend[0]), latOf(bend[1]));
      shapeOffsets.push(shape.length / 2);
    }
    return {
      nodeLng: Float64Array.from(places, ([x]) => lngOf(x)),
      nodeLat: Float64Array.from(places, ([, y]) => latOf(y)),
      edgeId: edges.map((_, e) => 100 + 3 * e),
      edgeFrom: edges.map(({ from }) => from % places.length),
      edgeTo: edges.map(({ to }) => to % places.length),
      edgeLengthM: edges.map(({ lengthM }) => lengthM),
      edgeSpeedKmh: edges.map(({ kmh }) => kmh * 10),
      edgeIsOneWay: edges.map(({ isOneWay }) => (isOneWay ? 1 : 0)),
      shapeOffsets,
      shape,
    };
  });

/** A square of streets 150 m apart, all of it in reach: those inside run one way, in turn, those around it both. */
export const gridStreets = (side: number) => {
  const nodes = Array.from({ length: side * side }, (_, i) => ({
    column: i % side,
    row: Math.floor(i / side),
  }));
  const isInside = (line: number) => line > 0 && line < side - 1;
  const edges = nodes.flatMap(({ column, row }, i) => [
    ...(column + 1 < side ? [{ a: i, b: i + 1, line: row }] : []),
    ...(row + 1 < side ? [{ a: i, b: i + side, line: column }] : []),
  ]);
  return {
    nodeLng: Float64Array.from(nodes, ({ column }) => -5.6 + column * 0.00215),
    nodeLat: Float64Array.from(nodes, ({ row }) => 51.3 + row * 0.00135),
    edgeId: edges.map((_, e) => e),
    edgeFrom: edges.map(({ a, b, line }) => (line % 2 === 0 ? a : b)),
    edgeTo: edges.map(({ a, b, line }) => (line % 2 === 0 ? b : a)),
    edgeLengthM: edges.map(() => 150),
    edgeSpeedKmh: edges.map(({ line }) => (isInside(line) ? 20 + ((line * 7) % 30) : 50)),
    edgeIsOneWay: edges.map(({ line }) => (isInside(line) ? 1 : 0)),
    shapeOffsets: new Uint32Array(edges.length + 1),
    shape: [],
  };
};

/** A point on a street: the edge and the share of it that lies before. */
type OnStreet = { edge: number; share: number };

/**
 * The oracle: least costs between points on streets, by cutting every street at every point on it and taking all
 * pairs of the finer network (Floyd and Warshall).
 */
export const costsByCutting = (
  streets: Streets,
  points: readonly OnStreet[],
  isClosed: (edge: number) => boolean = () => false,
): number[][] => {
  const nodes = streets.nodeLng.length;
  const count = nodes + points.length;
  const costs = Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (_, j) => (i === j ? 0 : Number.POSITIVE_INFINITY)),
  );
  const join = (a: number, b: number, cost: number) => {
    const row = costs[a] ?? [];
    row[b] = Math.min(row[b] ?? Number.POSITIVE_INFINITY, cost);
  };
  for (let e = 0; e < streets.edgeFrom.length; e++) {
    if (isClosed(e)) continue;
    const whole = arcCost(streets.edgeLengthM[e] ?? 0, streets.edgeSpeedKmh[e] ?? 1);
    const cuts = points
      .flatMap(({ edge, share }, i) =>
        edge === e ? [{ node: nodes + i, at: partOfCost(whole, share) }] : [],
      )
      .sort((a, b) => a.at - b.at);
    const stops = [
      { node: streets.edgeFrom[e] ?? 0, at: 0 },
      ...cuts,
      { node: streets.edgeTo[e] ?? 0, at: whole },
    ];
    for (const [i, next] of stops.slice(1).entries()) {
      const stop = stops[i] ?? next;
      join(stop.node, next.node, next.at - stop.at);
      // Two points at one place are one place, also where traffic runs one way.
      if (streets.edgeIsOneWay[e] === 0 || next.at === stop.at) join(next.node, stop.node, next.at - stop.at);
    }
  }
  for (let k = 0; k < count; k++)
    for (const row of costs)
      for (let j = 0; j < count; j++) {
        const through = (row[k] ?? 0) + (costs[k]?.[j] ?? 0);
        if (through < (row[j] ?? 0)) row[j] = through;
      }
  return costs;
};
