import type { MapNetwork } from "#server/fleet/map-features.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** The street network of an organisation as stored, in flat arrays: what a map draws, and what driving on it takes. */
export type StoredStreets = MapNetwork & {
  edgeId: Int32Array;
  edgeLengthM: Float64Array;
  edgeSpeedKmh: Float64Array;
};

const CLASSES = ["motorway", "primary", "secondary", "residential", "service"];

type EdgeRow = {
  id: number;
  street: number;
  from: number;
  to: number;
  isOneWay: boolean;
  lengthM: number;
  speedKmh: number;
  line: string;
};

/** Where each id of a table stands; refuses an id that is not there. */
const placesOf = (rows: readonly { id: number }[], table: string) => {
  const places = new Map(rows.map(({ id }, i) => [id, i]));
  return (id: number, edge: number): number => {
    const place = places.get(id);
    if (place === undefined)
      throw new RangeError(
        `street_edge ${edge}: got ${table} ${id}, expected one of the ${rows.length} stored`,
      );
    return place;
  };
};

/** Reads the streets of an organisation; undefined where none is stored, as with an imported fleet. */
export const readStreets = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
): Promise<StoredStreets | undefined> => {
  const [streets, nodes, edges] = await Promise.all([
    db.$queryRaw<{ id: number; name: string; class: string }[]>(sql`
      SELECT id, name, class FROM street WHERE organisation_id = ${organisationId} ORDER BY id`),
    db.$queryRaw<{ id: number; lng: number; lat: number }[]>(sql`
      SELECT id, ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat
      FROM street_node WHERE organisation_id = ${organisationId} ORDER BY id`),
    db.$queryRaw<EdgeRow[]>(sql`
      SELECT id, street_id AS street, from_node AS "from", to_node AS "to", is_one_way AS "isOneWay",
        length_m AS "lengthM", speed_kmh AS "speedKmh", ST_AsText(line) AS line
      FROM street_edge WHERE organisation_id = ${organisationId} ORDER BY id`),
  ]);
  if (edges.length === 0) return undefined;
  const nodeAt = placesOf(nodes, "node");
  const streetAt = placesOf(streets, "street");
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
    edgeId: Int32Array.from(edges, ({ id }) => id),
    edgeFrom: Uint32Array.from(edges, ({ from, id }) => nodeAt(from, id)),
    edgeTo: Uint32Array.from(edges, ({ to, id }) => nodeAt(to, id)),
    edgeStreet: Uint32Array.from(edges, ({ street, id }) => streetAt(street, id)),
    edgeIsOneWay: Uint8Array.from(edges, ({ isOneWay }) => (isOneWay ? 1 : 0)),
    edgeLengthM: Float64Array.from(edges, ({ lengthM }) => lengthM),
    edgeSpeedKmh: Float64Array.from(edges, ({ speedKmh }) => speedKmh),
    shapeOffsets,
    shape: Float64Array.from(shape),
    streetNames: streets.map(({ name }) => name),
    streetRanks: Uint8Array.from(streets, ({ class: name }) => Math.max(0, CLASSES.indexOf(name))),
  };
};

/** A text that is another once the stored streets of an organisation changed; the rows of a new seed are new rows. */
export const streetsVersionOf = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
): Promise<string> => {
  const [row] = await db.$queryRaw<{ version: string }[]>(sql`
    SELECT concat_ws('/', count(*), sum(length_m), sum(xmin::text::bigint)) AS version
    FROM street_edge WHERE organisation_id = ${organisationId}`);
  return row?.version ?? "";
};

/** The edges of the streets of some names; names are as on the map, letter case aside. */
export const readEdgesOf = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  names: readonly string[],
): Promise<number[]> => {
  const rows = await db.$queryRaw<{ id: number }[]>(sql`
    SELECT e.id FROM street_edge e JOIN street s ON s.organisation_id = e.organisation_id AND s.id = e.street_id
    WHERE e.organisation_id = ${organisationId} AND lower(s.name) = ANY(${names.map((name) => name.toLowerCase())})
    ORDER BY e.id`);
  return rows.map(({ id }) => id);
};

/** Names of the streets of an organisation that hold a text, letter case aside; those that begin with it come first. */
export const streetNamesOf = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  search: string,
  limit: number,
): Promise<string[]> => {
  const wanted = search.trim().toLowerCase();
  const rows = await db.$queryRaw<{ name: string }[]>(sql`
    SELECT name FROM (SELECT name, strpos(lower(name), ${wanted}) AS at FROM street
      WHERE organisation_id = ${organisationId} GROUP BY name) s
    WHERE at > 0 ORDER BY at > 1, length(name), name LIMIT ${limit}`);
  return rows.map(({ name }) => name);
};
