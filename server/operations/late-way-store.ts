import { LATE_S } from "#server/operations/names.schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** What a late truck still has before it: where it is, then its next stops in order, degrees. */
export type LateWay = { routeId: number; name: string; places: { lng: number; lat: number }[] };

/** The routes on the road that are furthest behind, at most `most`, each with its next `stops` places. */
export const readLateWays = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  serviceDay: string,
  { most, stops, without }: { most: number; stops: number; without: readonly number[] },
): Promise<LateWay[]> => {
  const rows = await db.$queryRaw<{ routeId: number; name: string; lngs: number[]; lats: number[] }[]>(sql`
    SELECT r.id AS "routeId", r.name, ST_X(v.location::geometry) || n.lngs AS lngs,
      ST_Y(v.location::geometry) || n.lats AS lats
    FROM route r JOIN vehicle_state v ON v.route_id = r.id
    CROSS JOIN LATERAL (
      SELECT array_agg(ST_X(p.location::geometry) ORDER BY p.sequence) AS lngs,
        array_agg(ST_Y(p.location::geometry) ORDER BY p.sequence) AS lats
      FROM (SELECT t.location, s.sequence FROM stop s JOIN site t ON t.id = s.site_id
        WHERE s.route_id = r.id AND s.service_day = r.service_day AND s.status = 'pending'
        ORDER BY s.sequence LIMIT ${stops}::int) p) n
    WHERE r.organisation_id = ${organisationId} AND r.service_day = ${serviceDay}::date AND r.status = 'active'
      AND r.delay_s >= ${LATE_S} AND n.lngs IS NOT NULL AND r.id <> ALL(${[...without]}::int[])
    ORDER BY r.delay_s DESC, r.id LIMIT ${most}::int`);
  return rows.map(({ routeId, name, lngs, lats }) => ({
    ...{ routeId, name },
    places: lngs.map((lng, i) => ({ lng, lat: lats[i] ?? 0 })),
  }));
};
