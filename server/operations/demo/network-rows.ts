import type { CityNetwork, StreetNetwork } from "./network.ts";
import { STREET_CLASSES } from "./network-line.ts";

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
