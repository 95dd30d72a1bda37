import { type Db, sql } from "#server/platform/db.ts";

/**
 * Where trucks will go on a coming day, each place once, in a fixed order: depots, facilities, and the stops of that day
 * and of the day a week before, as collections come back weekly and a day may not be made yet.
 */
export const readDayPlaces = (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  serviceDay: string,
): Promise<{ lng: number; lat: number }[]> =>
  db.$queryRaw(sql`
    SELECT DISTINCT ST_X(p.location::geometry) AS lng, ST_Y(p.location::geometry) AS lat FROM (
      SELECT location FROM depot WHERE organisation_id = ${organisationId}
      UNION ALL SELECT location FROM facility WHERE organisation_id = ${organisationId}
      UNION ALL SELECT t.location FROM stop s JOIN site t ON t.id = s.site_id
      WHERE s.organisation_id = ${organisationId}
        AND s.service_day IN (${serviceDay}::date, ${serviceDay}::date - 7)) p
    ORDER BY 1, 2`);
