import { customerInDepots, inDepots } from "#server/fleet/lists.ts";
import type {
  ContainerRow,
  DepotRow,
  DriverPrivate,
  FacilityRow,
  NoteSubject,
  ZoneCollection,
  ZoneWeeks,
} from "#server/fleet/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, rawSql, sql, type Tx } from "#server/platform/db.ts";

type Reader = Pick<Db, "$queryRaw">;

/** Depots of an organisation that the asker sees, by name. */
export const depotsOf = (db: Reader, scope: Scope): Promise<DepotRow[]> =>
  db.$queryRaw<DepotRow[]>(sql`
    SELECT d.id, d.external_id AS "externalId", d.name, d.address, d.time_zone AS "timeZone",
           d.opens_min AS "opensMin", d.closes_min AS "closesMin",
           ST_X(d.location::geometry) AS lng, ST_Y(d.location::geometry) AS lat
    FROM depot d WHERE d.organisation_id = ${scope.organisationId} AND ${inDepots(scope, sql`d.id`)}
    ORDER BY d.name, d.id`);

/** Facilities of an organisation, by name; every depot tips at all of them. */
export const facilitiesOf = (db: Reader, scope: Scope): Promise<FacilityRow[]> =>
  db.$queryRaw<FacilityRow[]>(sql`
    SELECT f.id, f.external_id AS "externalId", f.name, f.kind, f.address, f.streams, f.opens_min AS "opensMin",
           f.closes_min AS "closesMin", f.unload_s AS "unloadS", f.fee_cents_per_tonne AS "feeCentsPerTonne",
           ST_X(f.location::geometry) AS lng, ST_Y(f.location::geometry) AS lat
    FROM facility f WHERE f.organisation_id = ${scope.organisationId} ORDER BY f.name, f.id`);

/** Zones of the asker's depots, and those of none, as GeoJSON with coordinates to a metre. */
export const zonesOf = async (db: Reader, scope: Scope): Promise<ZoneCollection> => {
  type Feature = ZoneCollection["features"][number];
  const rows = await db.$queryRaw<(Feature["properties"] & Pick<Feature, "id" | "geometry">)[]>(sql`
    SELECT z.id, z.number, z.name, z.depot_id AS "depotId", ST_AsGeoJSON(z.area, 5)::json AS geometry
    FROM zone z WHERE z.organisation_id = ${scope.organisationId}
      AND (z.depot_id IS NULL OR ${inDepots(scope, sql`z.depot_id`)})
    ORDER BY z.number, z.id`);
  return {
    type: "FeatureCollection",
    features: rows.map(({ id, geometry, ...properties }) => ({ type: "Feature", id, geometry, properties })),
  };
};

/** Zones of the asker's depots, and those of none, that have a stream collected, with the weeks most of it is due in. */
export const zoneWeeksOf = (db: Reader, scope: Scope, stream: string): Promise<ZoneWeeks[]> =>
  db.$queryRaw<ZoneWeeks[]>(sql`
    SELECT z.name AS zone, w.weeks, w.sites FROM zone_weeks w JOIN zone z ON z.id = w.zone_id
    WHERE w.organisation_id = ${scope.organisationId} AND w.stream = ${stream}
      AND (z.depot_id IS NULL OR ${inDepots(scope, sql`z.depot_id`)})
    ORDER BY z.number, z.id`);

/** Containers at a site, by stream; the caller has checked that the site may be seen. */
export const containersOf = async (db: Reader, siteId: number): Promise<ContainerRow[]> => {
  type Raw = Omit<ContainerRow, "emptiedAt"> & { emptiedAt: Date | null };
  const rows = await db.$queryRaw<Raw[]>(sql`
    SELECT id, external_id AS "externalId", stream, kind, volume_l AS "volumeL", weekdays, weeks, fill_pct AS "fillPct",
           fill_per_day AS "fillPerDay", emptied_at AS "emptiedAt", condition
    FROM container WHERE site_id = ${siteId} ORDER BY stream, id`);
  return rows.map((row) => ({ ...row, emptiedAt: row.emptiedAt?.toISOString() ?? null }));
};

/** Whether an organisation has a driver. */
export const hasDriver = async (
  db: Pick<Db, "driver">,
  organisationId: number,
  id: number,
): Promise<boolean> => (await db.driver.count({ where: { id, organisationId } })) > 0;

/** What admins alone see of a driver; null where there is none. */
export const privateOf = async (
  db: Reader,
  scope: Scope,
  driverId: number,
): Promise<DriverPrivate | null> => {
  const [row] = await db.$queryRaw<DriverPrivate[]>(sql`
    SELECT phone, home_address AS "homeAddress", licence, wage_cents_per_hour AS "wageCentsPerHour"
    FROM driver WHERE id = ${driverId} AND organisation_id = ${scope.organisationId}`);
  return row ?? null;
};

const TABLE_OF = { site: "site", vehicle: "vehicle", driver: "driver" } as const;

/** The depot of a thing of the fleet a note can be on: null where it has none, undefined where the asker sees none. */
export const depotOfSubject = async (
  db: Reader,
  scope: Scope,
  subject: Extract<NoteSubject, "site" | "vehicle" | "driver" | "customer">,
  id: number,
): Promise<number | null | undefined> => {
  const query =
    subject === "customer"
      ? sql`SELECT NULL::int AS "depotId" FROM customer c
            WHERE c.id = ${id} AND c.organisation_id = ${scope.organisationId} AND ${customerInDepots(scope)}`
      : sql`SELECT depot_id AS "depotId" FROM ${rawSql(TABLE_OF[subject])}
            WHERE id = ${id} AND organisation_id = ${scope.organisationId}`;
  const [row] = await db.$queryRaw<{ depotId: number | null }[]>(query);
  return row === undefined ? undefined : row.depotId;
};

/** Writes a note; maps to its id. */
export const insertNote = async (
  tx: Tx,
  scope: Scope,
  note: { subject: NoteSubject; subjectId: number; depotId: number | null; body: string; at: Date },
): Promise<number> => {
  const { organisationId, userName } = scope;
  const { subject, subjectId, depotId, body, at } = note;
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    INSERT INTO note (organisation_id, depot_id, subject, subject_id, author, body, created_at)
    VALUES (${organisationId}, ${depotId}, ${subject}, ${subjectId}, ${userName}, ${body}, ${at}) RETURNING id`);
  if (row === undefined) throw new AppError("INTERNAL", "note: the insert gave no id, expected one");
  return row.id;
};
