import type { OverflowOutcome } from "#server/forecast/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** What became of stops that the scope sees, and whether their site was reported overfull after them up to a pickup. */
export const readOverflowOutcomes = (
  db: Db,
  { organisationId, depotIds }: Scope,
  depotId: number | null,
  stops: readonly { stopId: number; pickup: string }[],
): Promise<OverflowOutcome[]> =>
  db.$queryRaw(sql`
    SELECT s.id AS "stopId", s.status, EXISTS (SELECT FROM exception e
      WHERE e.organisation_id = s.organisation_id AND e.site_id = s.site_id AND e.kind = 'overfull'
        AND (e.stream IS NULL OR e.stream = s.stream)
        AND e.service_day > s.service_day AND e.service_day <= n.pickup) AS "isOverfull"
    FROM unnest(${stops.map(({ stopId }) => stopId)}::int[], ${stops.map(({ pickup }) => pickup)}::date[])
      AS n(id, pickup) JOIN stop s ON s.id = n.id
    WHERE s.organisation_id = ${organisationId}
      AND (${depotIds}::int[] IS NULL OR s.depot_id = ANY(${depotIds}::int[]))
      AND (${depotId}::int IS NULL OR s.depot_id = ${depotId}::int)`);
