import { seeded } from "#server/lib/random.ts";
import { createAddresses } from "#server/operations/demo/addresses.ts";
import { createNetwork } from "#server/operations/demo/network.ts";
import { createPaths } from "#server/operations/demo/network-paths.ts";
import { contractStreets } from "#server/routing/core/streets/contraction.ts";
import type { Hierarchy } from "#server/routing/core/streets/hierarchy.ts";
import { createNearestEdge } from "#server/routing/core/streets/nearest-edge.ts";
import { createStreetPlane } from "#server/routing/core/streets/street-plane.ts";
import { createTravelNetwork, STRAY_M } from "#server/routing/core/streets/travel-network.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";
import { toCoordinates } from "#server/routing/travel.ts";
import type { Fact, Line } from "./harness/line.ts";
import { type Measured, measure, sink } from "./harness/measure.ts";

const PLACES = 1_000;
const MANY_PLACES = 3_000;
const DIJKSTRA_ROWS = 60;
const CLOSED_STREETS = 12;

const timed = (name: string, { ms, cpuMsEach }: Measured, note?: string): Fact => ({
  name,
  value: ms.median,
  unit: "ms",
  summary: ms,
  note: `${note === undefined ? "" : `${note}; `}${cpuMsEach.toFixed(1)} ms of CPU each.`,
});

const bytesOf = ({ order, ranks, up, down, first, second }: Hierarchy): number =>
  [order, ranks, first, second, ...Object.values(up), ...Object.values(down)].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  );

const run = async (): Promise<Fact[]> => {
  const city = createNetwork({ seed: 1 });
  const streets = { ...city, edgeId: Uint32Array.from(city.edgeFrom.keys()) };
  const addresses = createAddresses(city).draw(MANY_PLACES, seeded("streets"));
  const many = toCoordinates(addresses);
  const some = many.slice(0, 2 * PLACES);

  const built = await measure({ warmUp: 1, repetitions: 5 }, () => contractStreets(streets).first.length);
  const hierarchy = contractStreets(streets);
  const grid = await measure({ warmUp: 1, repetitions: 5 }, () => {
    createNearestEdge(createStreetPlane(streets), streets.edgeFrom.length);
  });
  const nearest = createNearestEdge(createStreetPlane(streets), streets.edgeFrom.length);
  const snapped = await measure({ warmUp: 3, repetitions: 20 }, () => {
    let edges = 0;
    for (let i = 0; i < MANY_PLACES; i++)
      edges += nearest.stand(many[2 * i] ?? 0, many[2 * i + 1] ?? 0, STRAY_M)?.edge ?? 0;
    return edges;
  });

  const network = createTravelNetwork(streets);
  const matrix = await measure(
    { warmUp: 2, repetitions: 10 },
    () => network.matrix(some, some, []).durationS[1],
  );
  const large = await measure(
    { warmUp: 1, repetitions: 4 },
    () => network.matrix(many, many, []).durationS[1],
  );
  const inserted = await measure({ warmUp: 5, repetitions: 30 }, (i) => {
    const one = many.slice(2 * (PLACES + i), 2 * (PLACES + i + 1));
    return (
      (network.matrix(one, some, []).durationS[1] ?? 0) + (network.matrix(some, one, []).durationS[1] ?? 0)
    );
  });
  const drawn = await measure({ warmUp: 100, repetitions: 400 }, (i) => {
    const [leg] = network.path(many.slice(2 * i, 2 * i + 4), []);
    return leg?.line.length;
  });
  const day = await measure({ warmUp: 3, repetitions: 20 }, () => network.path(some, []).length);
  let closures = 0;
  const closing = await measure({ warmUp: 1, repetitions: 6 }, () => {
    // Another set each time, so that none is ready.
    closures++;
    const closed = Array.from({ length: CLOSED_STREETS }, (_, k) => 500 * closures + 37 * k);
    return network.matrix(some, some, closed).durationS[1];
  });

  const travel = createStreetTravel(streets);
  const places = addresses.slice(0, PLACES);
  const asked = await measure(
    { warmUp: 2, repetitions: 6 },
    async () => (await travel.matrix(places)).durationS[1],
  );
  await travel.close();

  const paths = createPaths(city);
  const goals = addresses.slice(0, PLACES).map(({ node }) => node);
  const out = new Float64Array(PLACES);
  const rows = await measure({ warmUp: 5, repetitions: DIJKSTRA_ROWS }, (i) => {
    paths.secondsInto(out, goals[i] ?? 0, goals);
    return out[1];
  });
  sink(out.length);
  const dijkstraCpuMs = rows.cpuMsEach * PLACES;
  return [
    {
      ...timed(`matrix of ${PLACES} x ${PLACES}, snapping included`, matrix),
      target: { atMost: 10_000 },
    },
    {
      name: `the same by a plain Dijkstra a row, CPU`,
      value: dijkstraCpuMs,
      unit: "ms",
      summary: rows.ms,
      note: `${DIJKSTRA_ROWS} rows taken and reckoned up to ${PLACES}; seconds only, without distances and without snapping.`,
    },
    {
      name: "gain over plain Dijkstra, CPU",
      value: dijkstraCpuMs / matrix.cpuMsEach,
      unit: "times",
      against: { what: "a plain Dijkstra a row", times: dijkstraCpuMs / matrix.cpuMsEach },
    },
    { ...timed("the same matrix asked of the worker thread", asked, "with the way there and back") },
    timed(`matrix of ${MANY_PLACES} x ${MANY_PLACES}`, large),
    timed(`row and column of one more stop among ${PLACES}`, inserted),
    timed(
      `matrix of ${PLACES} x ${PLACES} with ${CLOSED_STREETS} streets just closed`,
      closing,
      "contracted again in the known order",
    ),
    timed("one way with its line", drawn),
    timed(`ways of a day with ${PLACES} places`, day),
    timed(`nearest street of ${MANY_PLACES} addresses`, snapped),
    timed("grid of nearest streets", grid),
    timed(
      "hierarchy of the city",
      built,
      `${city.nodeLng.length.toLocaleString("en")} junctions, ${city.edgeFrom.length.toLocaleString("en")} edges, seed 1, ${hierarchy.first.length.toLocaleString("en")} arcs and shortcuts`,
    ),
    { name: "memory of the hierarchy", value: bytesOf(hierarchy) / 1e6, unit: "MB" },
  ];
};

/** Times and ways over the demo city's streets. */
export const streets: Line = { about: "travel times and ways over the streets of the demo city", run };
