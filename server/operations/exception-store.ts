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

/** Writes the states of exceptions. */
export const writeExceptionStates = async (
  tx: Tx,
  organisationId: number,
  states: readonly ExceptionState[],
): Promise<void> => {
  await tx.$executeRaw(sql`
    UPDATE exception e SET status = n.status, owner_id = n.owner_id, owner_name = n.owner_name,
      taken_at = n.taken_at, closed_at = n.closed_at, resolution = n.resolution
    FROM unnest(${states.map(({ id }) => id)}::int[], ${states.map(({ status }) => status)}::text[],
      ${states.map(({ ownerId }) => ownerId)}::text[], ${states.map(({ ownerName }) => ownerName)}::text[],
      ${states.map(({ takenAt }) => takenAt)}::timestamptz[], ${states.map(({ closedAt }) => closedAt)}::timestamptz[],
      ${states.map(({ resolution }) => resolution)}::text[])
      AS n(id, status, owner_id, owner_name, taken_at, closed_at, resolution)
    WHERE e.id = n.id AND e.organisation_id = ${organisationId}`);
};
