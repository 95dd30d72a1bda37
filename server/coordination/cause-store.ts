import type { FailedRelease, RaisedAlert } from "#server/coordination/core/causes.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** The releases of an organisation that were rolled back, each the newest of its flag that came to an end; dry ones hold nobody up. */
export const readFailedReleases = (db: Db, organisationId: number): Promise<FailedRelease[]> =>
  db.$queryRaw<FailedRelease[]>(sql`
    SELECT id, flag, plan->'guards'->((decision->>'guard')::int)->>'metric' AS metric
    FROM (
      SELECT DISTINCT ON (flag) id, flag, status, plan, decision FROM flag_release
      WHERE organisation_id = ${organisationId} AND status IN ('done', 'rolled-back')
        AND NOT coalesce((plan->>'isDry')::boolean, false)
      ORDER BY flag, id DESC) newest
    WHERE status = 'rolled-back' ORDER BY id`);

/** The alerts of an organisation that are raised now. */
export const readRaisedAlerts = async (db: Db, organisationId: number): Promise<RaisedAlert[]> => {
  const rows = await db.$queryRaw<(Omit<RaisedAlert, "raisedAt"> & { raisedAt: Date })[]>(sql`
    SELECT id, words, raised_at AS "raisedAt" FROM ask_rule
    WHERE organisation_id = ${organisationId} AND raised_at IS NOT NULL AND ended_at IS NULL ORDER BY id`);
  return rows.map((row) => ({ ...row, raisedAt: row.raisedAt.toISOString() }));
};
