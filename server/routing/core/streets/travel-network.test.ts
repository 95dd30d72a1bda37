import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyStreets, costsByCutting, gridStreets } from "#server/routing/fixture-streets.ts";
import { metresOf, secondsOf } from "./arc-cost.ts";
import { createNearestEdge } from "./nearest-edge.ts";
import { createStreetPlane } from "./street-plane.ts";
import { createTravelNetwork, STRAY_M } from "./travel-network.ts";

const anyPlaces = fc
  .array(
    fc.tuple(
      fc.double({ min: -5.603, max: -5.587, noNaN: true }),
      fc.double({ min: 51.299, max: 51.311, noNaN: true }),
    ),
    { minLength: 2, maxLength: 7 },
  )
  .map((places) => Float64Array.from(places.flat()));

describe("createTravelNetwork", () => {
  it("agrees with cutting every street at every point, with streets open and closed", () => {
    fc.assert(
      fc.property(anyStreets, anyPlaces, fc.array(fc.nat(33), { maxLength: 4 }), (streets, places, drawn) => {
        const edges = streets.edgeFrom.length;
        const closed = [...new Set(drawn.map((e) => e % edges))];
        const network = createTravelNetwork(streets);
        const nearest = createNearestEdge(createStreetPlane(streets), edges);
        const count = places.length / 2;
        for (const shut of [[], closed]) {
          const isClosed = Uint8Array.from(streets.edgeId, (_, e) => (shut.includes(e) ? 1 : 0));
          const stands = Array.from({ length: count }, (_, i) =>
            nearest.stand(places[2 * i]!, places[2 * i + 1]!, STRAY_M, isClosed),
          );
          const found = stands.flatMap((stand, i) => (stand ? [{ ...stand, i }] : []));
          const costs = costsByCutting(streets, found, (e) => shut.includes(e));
          const nodes = streets.nodeLng.length;
          const seconds = new Float32Array(count * count).fill(Number.POSITIVE_INFINITY);
          const metres = new Float32Array(count * count).fill(Number.POSITIVE_INFINITY);
          found.forEach((a, p) => {
            found.forEach((b, q) => {
              seconds[a.i * count + b.i] = secondsOf(costs[nodes + p]![nodes + q]!);
              metres[a.i * count + b.i] = metresOf(costs[nodes + p]![nodes + q]!);
            });
          });
          const ids = shut.map((e) => streets.edgeId[e]!);
          const matrix = network.matrix(places, places, ids);
          expect(matrix.durationS).toEqual(seconds);
          expect(matrix.distanceM).toEqual(metres);
          expect([...matrix.strays]).toEqual(stands.flatMap((stand, i) => (stand ? [] : [i])));
          const legs = network.path(places, ids);
          expect(legs.map((leg) => Math.fround(leg.durationS))).toEqual(
            legs.map((_, i) => seconds[i * count + i + 1]),
          );
          expect(legs.map((leg) => Math.fround(leg.distanceM))).toEqual(
            legs.map((_, i) => metres[i * count + i + 1]),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("answers rows and columns of other places like the part of the square", () => {
    fc.assert(
      fc.property(anyStreets, anyPlaces, (streets, places) => {
        const network = createTravelNetwork(streets);
        const count = places.length / 2;
        const square = network.matrix(places, places, []);
        const row = network.matrix(places.slice(0, 2), places, []);
        const column = network.matrix(places, places.slice(0, 2), []);
        expect(row.durationS).toEqual(square.durationS.slice(0, count));
        expect(column.durationS).toEqual(square.durationS.filter((_, k) => k % count === 0));
      }),
      { numRuns: 60 },
    );
  });
});

describe("createTravelNetwork over streets in a grid", () => {
  const streets = gridStreets(20);
  const network = createTravelNetwork(streets);

  it("leads around a closed street, and along it again when it is open", () => {
    const at = (node: number) => [streets.nodeLng[node]!, streets.nodeLat[node]!];
    // The middle of the first street, which runs both ways.
    const edge = streets.edgeFrom.indexOf(9);
    const places = Float64Array.from([at(streets.edgeFrom[edge]!), at(streets.edgeTo[edge]!)].flat());
    const open = network.matrix(places, places, []);
    const shut = network.matrix(places, places, [streets.edgeId[edge]!]);
    expect(shut.durationS[1]!).toBeGreaterThan(2 * open.durationS[1]!);
    expect(network.matrix(places, places, []).durationS).toEqual(open.durationS);
  });

  it("gives the same answers about closed streets however many sets were asked for since", () => {
    const places = Float64Array.of(-5.6, 51.3, -5.59, 51.31);
    const ask = (e: number) => network.matrix(places, places, [streets.edgeId[e]!]).durationS;
    const first = Array.from({ length: 8 }, (_, e) => ask(e));
    expect(Array.from({ length: 8 }, (_, e) => ask(e))).toEqual(first);
  });

  it("refuses to close a street that is not there", () => {
    const places = Float64Array.of(-5.6, 51.3);
    expect(() => network.matrix(places, places, [-4])).toThrow("got edge -4, expected one of the");
  });
});

describe("checkStreets", () => {
  it.each([
    ["a speed no truck drives", { edgeSpeedKmh: [500] }, "street edge 7: got km/h 500, expected 1 to 130."],
    ["a node that is not there", { edgeTo: [9] }, "street edge 7: got node 9, expected 0 to 1."],
    ["a column that is too short", { edgeIsOneWay: [] }, "streets edgeIsOneWay: got 0 values, expected 1"],
    ["an edge without length", { edgeLengthM: [Number.NaN] }, "street edge 7: got metres NaN"],
    ["no edges", { edgeFrom: [] }, "streets: got no edges, expected at least one."],
  ])("refuses %s", (_, change, message) => {
    const streets = {
      nodeLng: Float64Array.of(0, 0.01),
      nodeLat: Float64Array.of(0, 0),
      edgeId: [7],
      edgeFrom: [0],
      edgeTo: [1],
      edgeLengthM: [1_112],
      edgeSpeedKmh: [50],
      edgeIsOneWay: [0],
      shapeOffsets: [0, 0],
      shape: [],
    };
    expect(() => createTravelNetwork({ ...streets, ...change })).toThrow(message);
  });
});
