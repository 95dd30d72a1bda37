import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** A proof with the stop it is of; `fileId` is null where no file was stored with it. */
export type ProofOfStop = {
  id: number;
  kind: "photo" | "rfid" | "weight";
  /** ISO instant. */
  at: string;
  detail: string | null;
  fileId: number | null;
  stream: string;
  status: string;
  site: string;
  route: string | null;
  lifts: number;
  weightKg: number;
  timeZone: string;
};

/** A proof that the scope may see: of its depots, and of a driver's own routes only. Undefined where there is none. */
export const readProof = async (
  db: Pick<Db, "$queryRaw">,
  scope: Scope,
  id: number,
): Promise<ProofOfStop | undefined> => {
  const [row] = await db.$queryRaw<(Omit<ProofOfStop, "at"> & { at: Date })[]>(sql`
    SELECT p.id, p.kind, p.at, p.detail, p.file_id AS "fileId", s.stream, s.status, i.name AS site, r.name AS route,
      s.lifts::int AS lifts, s.weight_kg AS "weightKg", d.time_zone AS "timeZone"
    FROM proof p JOIN stop s ON s.id = p.stop_id JOIN site i ON i.id = s.site_id JOIN depot d ON d.id = s.depot_id
    LEFT JOIN route r ON r.id = s.route_id
    WHERE p.id = ${id} AND p.organisation_id = ${scope.organisationId}
      AND (${scope.depotIds}::int[] IS NULL OR s.depot_id = ANY(${scope.depotIds}::int[]))
      AND (${scope.role !== "driver"} OR r.driver_id = ${scope.driverId ?? -1})`);
  return row && { ...row, at: row.at.toISOString() };
};

/** The photo of an exception that the scope may see, as a proof; undefined where the exception has none. */
export const readExceptionPhoto = async (
  db: Pick<Db, "$queryRaw">,
  scope: Scope,
  id: number,
): Promise<ProofOfStop | undefined> => {
  const [row] = await db.$queryRaw<(Omit<ProofOfStop, "at"> & { at: Date })[]>(sql`
    SELECT e.id, 'photo' AS kind, e.opened_at AS at, concat_ws(': ', e.kind, e.note) AS detail,
      e.photo_file_id AS "fileId", coalesce(e.stream, r.stream, 'no stream') AS stream,
      coalesce(s.status, e.status) AS status, coalesce(i.name, 'on the road') AS site, r.name AS route,
      coalesce(s.lifts, 0)::int AS lifts, coalesce(s.weight_kg, 0) AS "weightKg", d.time_zone AS "timeZone"
    FROM exception e JOIN depot d ON d.id = e.depot_id LEFT JOIN stop s ON s.id = e.stop_id
    LEFT JOIN site i ON i.id = e.site_id LEFT JOIN route r ON r.id = e.route_id
    WHERE e.id = ${id} AND e.has_photo AND e.organisation_id = ${scope.organisationId}
      AND (${scope.depotIds}::int[] IS NULL OR e.depot_id = ANY(${scope.depotIds}::int[]))
      AND (${scope.role !== "driver"} OR e.driver_id = ${scope.driverId ?? -1})`);
  return row && { ...row, at: row.at.toISOString() };
};

/** Locks a stop that the scope may see, of its depots and of a driver's own routes only; false where there is none. */
export const lockStop = async (tx: Pick<Tx, "$queryRaw">, scope: Scope, stopId: number): Promise<boolean> => {
  const found = await tx.$queryRaw<unknown[]>(sql`
    SELECT s.id FROM stop s
    WHERE s.id = ${stopId} AND s.organisation_id = ${scope.organisationId}
      AND (${scope.depotIds}::int[] IS NULL OR s.depot_id = ANY(${scope.depotIds}::int[]))
      AND (${scope.role !== "driver"}
        OR s.route_id IN (SELECT id FROM route WHERE driver_id = ${scope.driverId ?? -1}))
    FOR UPDATE OF s`);
  return found.length > 0;
};

/** The proof that a stop has of a photo with this content. */
export const findPhoto = async (
  tx: Pick<Tx, "$queryRaw">,
  stopId: number,
  sha256: string,
): Promise<number | undefined> => {
  const [row] = await tx.$queryRaw<{ id: number }[]>(sql`
    SELECT p.id FROM proof p JOIN file f ON f.id = p.file_id
    WHERE p.stop_id = ${stopId} AND p.kind = 'photo' AND f.sha256 = ${sha256} ORDER BY p.id LIMIT 1`);
  return row?.id;
};

/** Writes the proof of a stored photo. */
export const insertPhoto = async (
  tx: Pick<Tx, "proof">,
  photo: { organisationId: number; stopId: number; at: string; fileId: number },
): Promise<number> =>
  (await tx.proof.create({ data: { ...photo, at: new Date(photo.at), kind: "photo" } })).id;
