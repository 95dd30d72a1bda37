import type { MapArea, MapNetwork } from "#server/fleet/map-features.ts";
import { type Db, sql } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** The ground of an organisation as stored: streets, land and zones. */
export type MapSource = {
  network: MapNetwork;
  land: MapArea[];
  zones: { number: number; name: string; ring: [number, number][] }[];
};

const CLASSES = ["motorway", "primary", "secondary", "residential", "service"];

/** A text that is another after anything of an organisation's ground changed. */
export const mapVersionOf = async (db: Reader, organisationId: number): Promise<string> => {
  const [row] = await db.$queryRaw<{ version: string }[]>(sql`
    SELECT md5(concat_ws('/',
      (SELECT concat(count(*), ',', sum(length_m)) FROM street_edge WHERE organisation_id = ${organisationId}),
      (SELECT concat(count(*), ',', sum(ST_NPoints(area::geometry))) FROM land_feature WHERE organisation_id = ${organisationId}),
      (SELECT string_agg(concat(number, name, ST_Area(area)::int), ',' ORDER BY id) FROM zone WHERE organisation_id = ${organisationId})
    )) AS version`);
  return row?.version ?? "";
};

type Polygons = { coordinates: [number, number][][][] };

const firstRing = ({ coordinates }: Polygons): [number, number][] => coordinates[0]?.[0] ?? [];

const readNetwork = async (db: Reader, organisationId: number): Promise<MapNetwork> => {
  const [streets, nodes, edges] = await Promise.all([
    db.$queryRaw<{ id: number; name: string; class: string }[]>(sql`
      SELECT id, name, class FROM street WHERE organisation_id = ${organisationId}`),
    db.$queryRaw<{ id: number; lng: number; lat: number }[]>(sql`
      SELECT id, ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat
      FROM street_node WHERE organisation_id = ${organisationId}`),
    db.$queryRaw<{ street: number; from: number; to: number; isOneWay: boolean; line: string }[]>(sql`
      SELECT street_id AS street, from_node AS "from", to_node AS "to", is_one_way AS "isOneWay", ST_AsText(line) AS line
      FROM street_edge WHERE organisation_id = ${organisationId} ORDER BY id`),
  ]);
  const nodeAt = new Map(nodes.map(({ id }, i) => [id, i]));
  const streetAt = new Map(streets.map(({ id }, i) => [id, i]));
  const shapeOffsets = new Uint32Array(edges.length + 1);
  const shape: number[] = [];
  for (const [e, { line }] of edges.entries()) {
    const points = line.slice(line.indexOf("(") + 1, -1).split(",");
    // The ends are the nodes; the line's own points lie between them.
    for (const point of points.slice(1, -1)) {
      const [lng, lat] = point.split(" ");
      shape.push(Number(lng), Number(lat));
    }
    shapeOffsets[e + 1] = shape.length / 2;
  }
  return {
    nodeLng: Float64Array.from(nodes, ({ lng }) => lng),
    nodeLat: Float64Array.from(nodes, ({ lat }) => lat),
    edgeFrom: Uint32Array.from(edges, ({ from }) => nodeAt.get(from) ?? 0),
    edgeTo: Uint32Array.from(edges, ({ to }) => nodeAt.get(to) ?? 0),
    edgeStreet: Uint32Array.from(edges, ({ street }) => streetAt.get(street) ?? 0),
    edgeIsOneWay: Uint8Array.from(edges, ({ isOneWay }) => (isOneWay ? 1 : 0)),
    shapeOffsets,
    shape: Float64Array.from(shape),
    streetNames: streets.map(({ name }) => name),
    streetRanks: Uint8Array.from(streets, ({ class: name }) => Math.max(0, CLASSES.indexOf(name))),
  };
};

/** Reads the ground of an organisation; undefined where no street of it is stored, as with an imported fleet. */
export const readMapSource = async (db: Reader, organisationId: number): Promise<MapSource | undefined> => {
  const network = await readNetwork(db, organisationId);
  if (network.edgeFrom.length === 0) return undefined;
  const [land, zones] = await Promise.all([
    db.$queryRaw<{ kind: string; name: string | null; area: Polygons }[]>(sql`
      SELECT kind, name, ST_AsGeoJSON(area, 6)::json AS area
      FROM land_feature WHERE organisation_id = ${organisationId} ORDER BY id`),
    db.$queryRaw<{ number: number; name: string; area: Polygons }[]>(sql`
      SELECT number, name, ST_AsGeoJSON(area, 6)::json AS area
      FROM zone WHERE organisation_id = ${organisationId} ORDER BY number, id`),
  ]);
  return {
    network,
    land: land.map(({ kind, name, area }) => ({ kind, name, ring: firstRing(area) })),
    zones: zones.map(({ number, name, area }) => ({ number, name, ring: firstRing(area) })),
  };
};
