import type { ContainerPlace, RouteName, VehicleName } from "#server/forecast/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import { type Db, noSql, type Sql, sql } from "#server/platform/db.ts";

/** Routes that ran within so many days are named. */
const ROUTE_DAYS = 60;

const seen = (depot: Sql, { depotIds }: Scope): Sql =>
  depotIds === null ? noSql : sql`AND ${depot} = ANY(${depotIds}::int[])`;

/** The depots of an organisation by name. */
export const readDepotNames = (db: Db, organisationId: number): Promise<{ id: number; name: string }[]> =>
  db.$queryRaw(sql`SELECT id, name FROM depot WHERE organisation_id = ${organisationId} ORDER BY name`);

/** Vehicles that the asker sees, by number. */
export const readVehicleNames = (db: Db, scope: Scope): Promise<VehicleName[]> =>
  db.$queryRaw(sql`
    SELECT id, name, depot_id AS "depotId" FROM vehicle
    WHERE organisation_id = ${scope.organisationId} ${seen(sql`depot_id`, scope)} ORDER BY number`);

/** Where containers stand, those that the asker sees, of one depot where it is named. */
export const readContainerPlaces = (
  db: Db,
  scope: Scope,
  ids: readonly number[],
  depotId: number | null,
): Promise<ContainerPlace[]> =>
  db.$queryRaw(sql`
    SELECT c.id AS "containerId", c.external_id AS container, s.id AS "siteId", s.name AS site,
      d.id AS "depotId", d.name AS depot, c.volume_l AS "volumeL"
    FROM container c JOIN site s ON s.id = c.site_id JOIN depot d ON d.id = s.depot_id
    WHERE c.organisation_id = ${scope.organisationId} AND c.id = ANY(${[...ids]}::int[])
      ${seen(sql`s.depot_id`, scope)} ${depotId === null ? noSql : sql`AND s.depot_id = ${depotId}`}`);

/** The depot of each of some containers of an organisation. */
export const readContainerDepots = async (
  db: Db,
  organisationId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> => {
  const rows = await db.$queryRaw<{ id: number; depotId: number }[]>(sql`
    SELECT c.id, s.depot_id AS "depotId" FROM container c JOIN site s ON s.id = c.site_id
    WHERE c.organisation_id = ${organisationId} AND c.id = ANY(${[...ids]}::int[])`);
  return new Map(rows.map(({ id, depotId }) => [id, depotId]));
};

/** Routes that the asker sees as they last ran before `until`. */
export const readRouteNames = (db: Db, scope: Scope, until: string): Promise<RouteName[]> =>
  db.$queryRaw(sql`
    SELECT DISTINCT ON (r.number) r.number, r.name, r.stream, d.id AS "depotId", d.name AS depot, z.name AS zone
    FROM route r JOIN depot d ON d.id = r.depot_id LEFT JOIN zone z ON z.id = r.zone_id
    WHERE r.organisation_id = ${scope.organisationId} ${seen(sql`r.depot_id`, scope)}
      AND r.service_day BETWEEN ${addDays(until, -ROUTE_DAYS)}::date AND ${until}::date
    ORDER BY r.number, r.service_day DESC`);
