import type { Scope } from "#server/lib/scope.ts";
import { sql, type Tx } from "#server/platform/db.ts";

/** The columns of an exception that work on it changes; instants are ISO strings. */
export type ExceptionState = {
  id: number;
  status: "open" | "taken" | "closed";
  ownerId: string | null;
  ownerName: string | null;
  takenAt: string | null;
  closedAt: string | null;
  resolution: string | null;
};

/** The state of the exceptions `ids` that the scope may see, each locked until the transaction ends, in order of id. */
export const lockExceptions = async (tx: Tx, scope: Scope, ids: number[]): Promise<ExceptionState[]> => {
  const rows = await tx.$queryRaw<
    (Omit<ExceptionState, "takenAt" | "closedAt"> & { takenAt: Date | null; closedAt: Date | null })[]
  >(sql`
    SELECT id, status, owner_id AS "ownerId", owner_name AS "ownerName", taken_at AS "takenAt",
      closed_at AS "closedAt", resolution
    FROM exception
    WHERE organisation_id = ${scope.organisationId} AND id = ANY(${ids}::int[])
      AND (${scope.depotIds}::int[] IS NULL OR depot_id = ANY(${scope.depotIds}::int[]))
    ORDER BY id FOR UPDATE`);
  return rows.map((row) => ({
    ...row,
    takenAt: row.takenAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  }));
};

/** Writes the state of one exception. */
export const writeExceptionState = async (
  tx: Tx,
  organisationId: number,
  s: ExceptionState,
): Promise<void> => {
  await tx.$executeRaw(sql`
    UPDATE exception SET status = ${s.status}, owner_id = ${s.ownerId}, owner_name = ${s.ownerName},
      taken_at = ${s.takenAt}::timestamptz, closed_at = ${s.closedAt}::timestamptz, resolution = ${s.resolution}
    WHERE id = ${s.id} AND organisation_id = ${organisationId}`);
};
