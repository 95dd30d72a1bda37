import type { CityNetwork, StreetNetwork } from "./network.ts";
import { STREET_CLASSES } from "./network-line.ts";
import { toArcs } from "./network-streets.ts";

/** Columns of table `street` after the organisation: id, name, class. */
export type StreetRow = [id: number, name: string, streetClass: string];
/** Columns of table `street_node` after the organisation: id, location as EWKT. */
export type NodeRow = [id: number, location: string];
/** Columns of table `street_edge` after the organisation; the line as EWKT, drawn from its first node to its last. */
export type EdgeRow = [
  id: number,
  streetId: number,
  fromNode: number,
  toNode: number,
  isOneWay: boolean,
  lengthM: number,
  speedKmh: number,
  numberFrom: number | null,
  numberTo: number | null,
  line: string,
];
/** Number and name of a zone and its area as EWKT. */
export type ZoneRow = [number: number, name: string, area: string];
/** Columns of table `land_feature` after the organisation; the area as EWKT. */
export type LandRow = [id: number, kind: string, name: string | null, area: string];

const multiPolygon = (ring: readonly (readonly [number, number])[]): string =>
  `SRID=4326;MULTIPOLYGON(((${ring.map(([lng, lat]) => `${lng} ${lat}`).join(",")})))`;

/** Rows of the table `street`. */
export function* streetRows(network: StreetNetwork): Generator<StreetRow> {
  for (let s = 0; s < network.streetNames.length; s++)
    yield [s, network.streetNames[s]!, STREET_CLASSES[network.streetRanks[s]!]!];
}

/** Rows of the table `street_node`. */
export function* nodeRows(network: StreetNetwork): Generator<NodeRow> {
  for (let i = 0; i < network.nodeLng.length; i++)
    yield [i, `SRID=4326;POINT(${network.nodeLng[i]} ${network.nodeLat[i]})`];
}

/** Rows of the table `street_edge`. */
export function* edgeRows(network: StreetNetwork): Generator<EdgeRow> {
  const { nodeLng, nodeLat, shape, shapeOffsets, numberFrom, numberTo } = network;
  for (let e = 0; e < network.edgeFrom.length; e++) {
    const from = network.edgeFrom[e]!;
    const to = network.edgeTo[e]!;
    let line = `SRID=4326;LINESTRING(${nodeLng[from]} ${nodeLat[from]}`;
    for (let p = shapeOffsets[e]!; p < shapeOffsets[e + 1]!; p++)
      line += `,${shape[2 * p]} ${shape[2 * p + 1]}`;
    line += `,${nodeLng[to]} ${nodeLat[to]})`;
    const isNumbered = numberFrom[e]! > 0;
    yield [
      e,
      network.edgeStreet[e]!,
      from,
      to,
      network.edgeIsOneWay[e] === 1,
      network.edgeLengthM[e]!,
      network.edgeSpeedKmh[e]!,
      isNumbered ? numberFrom[e]! : null,
      isNumbered ? numberTo[e]! : null,
      line,
    ];
  }
}

/** Numbers, names and areas of the zones. */
export function* zoneRows({ zones }: Pick<CityNetwork, "zones">): Generator<ZoneRow> {
  for (const { number, name, ring } of zones) yield [number, name, multiPolygon(ring)];
}

/** Rows of the table `land_feature`, in drawing order. */
export function* landRows({ land }: Pick<CityNetwork, "land">): Generator<LandRow> {
  for (const [id, { kind, name, ring }] of land.entries()) yield [id, kind, name, multiPolygon(ring)];
}

/** Numbers of a WKT or EWKT geometry in order, longitude and latitude interleaved. */
function numbersOf(wkt: string, place: string): number[] {
  const body = wkt.slice(wkt.indexOf("(")).match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi);
  if (!body || body.length % 2 === 1)
    throw new TypeError(`${place}: got "${wkt.slice(0, 60)}", expected WKT with pairs of coordinates.`);
  return body.map(Number);
}

/**
 * Rebuilds a street network from stored rows in any order. Geometries are WKT or EWKT (`ST_AsText` or
 * `ST_AsEWKT`). Node, edge and street ids must be 0 to count minus one, as the iterators here give them.
 */
export function networkFromRows(rows: {
  streets: Iterable<StreetRow>;
  nodes: Iterable<NodeRow>;
  edges: Iterable<EdgeRow>;
}): StreetNetwork {
  const byId = (a: readonly [number, ...unknown[]], b: readonly [number, ...unknown[]]): number =>
    a[0] - b[0];
  const numbered = <R extends readonly [number, ...unknown[]]>(items: Iterable<R>, table: string): R[] => {
    const sorted = [...items].sort(byId);
    sorted.forEach((row, i) => {
      if (row[0] !== i) throw new RangeError(`networkFromRows ${table}: got id ${row[0]}, expected ${i}.`);
    });
    return sorted;
  };
  const streets = numbered(rows.streets, "street");
  const nodes = numbered(rows.nodes, "street_node");
  const edges = numbered(rows.edges, "street_edge");
  const points = nodes.map(([id, location]) => numbersOf(location, `networkFromRows street_node ${id}`));
  const shapeOffsets = new Uint32Array(edges.length + 1);
  const shape: number[] = [];
  edges.forEach((row, e) => {
    const line = numbersOf(row[9], `networkFromRows street_edge ${row[0]}`);
    for (let i = 2; i < line.length - 2; i++) shape.push(line[i]!);
    shapeOffsets[e + 1] = shape.length / 2;
  });
  const within = (value: number, count: number, edge: number, column: string): number => {
    if (!(value >= 0 && value < count))
      throw new RangeError(
        `networkFromRows street_edge ${edge} ${column}: got ${value}, expected below ${count}.`,
      );
    return value;
  };
  const edgeFrom = Uint32Array.from(edges, (row) => within(row[2], nodes.length, row[0], "from_node"));
  const edgeTo = Uint32Array.from(edges, (row) => within(row[3], nodes.length, row[0], "to_node"));
  const edgeIsOneWay = Uint8Array.from(edges, (row) => (row[4] ? 1 : 0));
  return {
    nodeLng: Float64Array.from(points, (p) => p[0]!),
    nodeLat: Float64Array.from(points, (p) => p[1]!),
    edgeFrom,
    edgeTo,
    edgeStreet: Uint32Array.from(edges, (row) => within(row[1], streets.length, row[0], "street_id")),
    edgeIsOneWay,
    edgeLengthM: Float64Array.from(edges, (row) => row[5]),
    edgeSpeedKmh: Uint8Array.from(edges, (row) => row[6]),
    numberFrom: Uint16Array.from(edges, (row) => row[7] ?? 0),
    numberTo: Uint16Array.from(edges, (row) => row[8] ?? 0),
    shapeOffsets,
    shape: Float64Array.from(shape),
    streetNames: streets.map((row) => row[1]),
    streetRanks: Uint8Array.from(streets, ([id, , name]) => {
      const rank = (STREET_CLASSES as readonly string[]).indexOf(name);
      if (rank < 0)
        throw new RangeError(
          `networkFromRows street ${id}: got class "${name}", expected ${STREET_CLASSES.join(", ")}.`,
        );
      return rank;
    }),
    ...toArcs(nodes.length, edgeFrom, edgeTo, edgeIsOneWay),
  };
}
