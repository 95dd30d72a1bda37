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

/** The alerts that stand now: those of an organisation's questions, and those of the platform's meters that were told. */
export const readRaisedAlerts = async (db: Db, organisationId: number): Promise<RaisedAlert[]> => {
  const [asked, measured] = await Promise.all([
    db.$queryRaw<{ id: number; words: string; raisedAt: Date }[]>(sql`
      SELECT id, words, raised_at AS "raisedAt" FROM ask_rule
      WHERE organisation_id = ${organisationId} AND raised_at IS NOT NULL AND ended_at IS NULL ORDER BY id`),
    db.$queryRaw<{ id: number; words: string; meter: string }[]>(sql`
      SELECT id, name || ': ' || words AS words, meter FROM alert
      WHERE open_rule_id IS NOT NULL AND told_at IS NOT NULL ORDER BY id`),
  ]);
  return [
    // An alert that falls and is raised again is another one.
    ...asked.map(({ id, words, raisedAt }) => ({
      key: `alert ${id} ${raisedAt.toISOString()}`,
      ...{ words, meter: null },
    })),
    ...measured.map(({ id, words, meter }) => ({ key: `meter-alert ${id}`, words, meter })),
  ];
};
