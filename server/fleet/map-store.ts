import type { MapArea, MapNetwork } from "#server/fleet/map-features.ts";
import { readStreets } from "#server/fleet/street-store.ts";
import { type Db, sql } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** The ground of an organisation as stored: streets, land and zones. */
export type MapSource = {
  network: MapNetwork;
  land: MapArea[];
  zones: { number: number; name: string; ring: [number, number][] }[];
};

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

/** Reads the ground of an organisation; undefined where no street of it is stored, as with an imported fleet. */
export const readMapSource = async (db: Reader, organisationId: number): Promise<MapSource | undefined> => {
  const network = await readStreets(db, organisationId);
  if (network === undefined) return undefined;
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
