import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";

const seen = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

/** Names of the routes of the last 60 service days, such as R-17. */
export const routeNames = async (db: Db, scope: Scope, today: string): Promise<string[]> => {
  const rows = await db.$queryRaw<{ name: string }[]>(sql`
    SELECT r.name FROM route r WHERE ${seen(scope, sql`r`)} AND r.service_day > ${today}::date - 60
    GROUP BY r.name, r.number ORDER BY r.number`);
  return rows.map((row) => row.name);
};

/** A place a question names by address or street, with its site where there is one. */
export type FoundPlace = { siteId: number | null; label: string; lng: number; lat: number };

/** Sites at a street and house number; without a number the middle of the street. */
export const findPlaces = async (
  db: Db,
  scope: Scope,
  street: string,
  houseNumber: string | null,
): Promise<FoundPlace[]> => {
  const sites = await db.$queryRaw<FoundPlace[]>(sql`
    SELECT id AS "siteId", concat_ws(' ', house_number, street) AS label,
      ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat
    FROM site s WHERE ${seen(scope, sql`s`)} AND street = ${street}
      AND (${houseNumber}::text IS NULL OR house_number = ${houseNumber}) ORDER BY id LIMIT 20`);
  if (houseNumber !== null || sites.length === 0) return sites;
  const lng = sites.reduce((sum, site) => sum + site.lng, 0) / sites.length;
  const lat = sites.reduce((sum, site) => sum + site.lat, 0) / sites.length;
  return [{ siteId: null, label: street, lng, lat }];
};

/** Where a house number of a street lies by the street network; undefined where the street has no such number. */
export const findOnStreet = async (
  db: Db,
  scope: Scope,
  street: string,
  houseNumber: number,
): Promise<FoundPlace | undefined> => {
  const rows = await db.$queryRaw<FoundPlace[]>(sql`
    SELECT NULL::int AS "siteId", ${`${houseNumber} ${street}`} AS label, ST_X(p) AS lng, ST_Y(p) AS lat
    FROM (
      SELECT ST_LineInterpolatePoint(e.line::geometry, least(1, greatest(0,
        (${houseNumber}::float8 - e.number_from) / nullif(e.number_to - e.number_from, 0)))) AS p
      FROM street t JOIN street_edge e ON e.organisation_id = t.organisation_id AND e.street_id = t.id
      WHERE t.organisation_id = ${scope.organisationId} AND t.name = ${street}
        AND ${houseNumber}::int BETWEEN least(e.number_from, e.number_to) AND greatest(e.number_from, e.number_to)
      LIMIT 1) found WHERE p IS NOT NULL`);
  return rows[0];
};

/** Where a facility or depot lies. */
export const findFixedPlace = async (
  db: Db,
  scope: Scope,
  kind: "facility" | "depot",
  id: number,
): Promise<FoundPlace | undefined> => {
  const table = kind === "facility" ? sql`facility` : sql`depot`;
  const rows = await db.$queryRaw<FoundPlace[]>(sql`
    SELECT NULL::int AS "siteId", name AS label, ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat
    FROM ${table} WHERE id = ${id} AND organisation_id = ${scope.organisationId}`);
  return rows[0];
};

/** Visits of sites in a span of service days, with what proves them. */
export type ServedStop = {
  stopId: number;
  site: string;
  stream: string;
  route: string | null;
  vehicle: string | null;
  status: string;
  plannedAt: Date;
  arrivedAt: Date | null;
  doneAt: Date | null;
  lifts: number;
  weightKg: number;
  reason: string | null;
  proofs: string;
  proofId: number | null;
};

/** Visits of the sites in service days first..last, newest first. */
export const readProofs = (
  db: Db,
  scope: Scope,
  siteIds: number[],
  first: string,
  last: string,
): Promise<ServedStop[]> =>
  db.$queryRaw<ServedStop[]>(sql`
    SELECT s.id AS "stopId", i.name AS site, s.stream, r.name AS route, v.name AS vehicle, s.status,
      s.planned_at AS "plannedAt", s.arrived_at AS "arrivedAt", s.done_at AS "doneAt", s.lifts, s.weight_kg AS "weightKg",
      s.reason, coalesce(p.kinds, '') AS proofs, p.photo AS "proofId"
    FROM stop s JOIN site i ON i.id = s.site_id LEFT JOIN route r ON r.id = s.route_id
      LEFT JOIN vehicle v ON v.id = r.vehicle_id
      LEFT JOIN LATERAL (SELECT string_agg(kind || coalesce(' ' || detail, ''), ', ' ORDER BY at) AS kinds,
        min(id) FILTER (WHERE kind = 'photo') AS photo FROM proof WHERE stop_id = s.id) p ON true
    WHERE ${seen(scope, sql`s`)} AND s.site_id = ANY(${siteIds}::int[])
      AND s.service_day BETWEEN ${first}::date AND ${last}::date
    ORDER BY s.planned_at DESC LIMIT 50`);

/** Containers that stand at a selection of stops for the stream of the stop. */
export const countContainers = async (db: Db, selection: { from: Sql; where: Sql }): Promise<number> => {
  const rows = await db.$queryRaw<{ n: number }[]>(sql`
    SELECT count(*)::int AS n FROM ${selection.from}
      JOIN container k ON k.site_id = s.site_id AND k.stream = s.stream
    WHERE ${selection.where}`);
  return rows[0]?.n ?? 0;
};

/** Harsh events and breakdown counts of a span, for the summary's safety line. */
export const countSafety = async (
  db: Db,
  scope: Scope,
  from: string,
  to: string,
): Promise<{ harsh: number; speeding: number; breakdowns: number }> => {
  const rows = await db.$queryRaw<{ harsh: number; speeding: number; breakdowns: number }[]>(sql`
    SELECT
      (SELECT count(*) FROM harsh_event h WHERE ${seen(scope, sql`h`)} AND h.kind <> 'speeding'
        AND h.at >= ${from}::timestamptz AND h.at < ${to}::timestamptz)::int AS harsh,
      (SELECT count(*) FROM harsh_event h WHERE ${seen(scope, sql`h`)} AND h.kind = 'speeding'
        AND h.at >= ${from}::timestamptz AND h.at < ${to}::timestamptz)::int AS speeding,
      (SELECT count(*) FROM exception e WHERE ${seen(scope, sql`e`)} AND e.kind = 'vehicle-breakdown'
        AND e.opened_at >= ${from}::timestamptz AND e.opened_at < ${to}::timestamptz)::int AS breakdowns`);
  return rows[0] ?? { harsh: 0, speeding: 0, breakdowns: 0 };
};
