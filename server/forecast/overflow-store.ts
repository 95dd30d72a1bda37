import type { OverflowStop } from "#server/forecast/schema.ts";
import type { DayRange } from "#server/lib/service-day.ts";
import { type Db, sql, type Tx } from "#server/platform/db.ts";

/** Notes the stops that a plan in force took for containers that may run over. */
export const writeOverflowStops = (
  tx: Tx,
  organisationId: number,
  day: string,
  rows: readonly OverflowStop[],
) =>
  tx.$executeRaw(sql`
    INSERT INTO overflow_stop (stop_id, organisation_id, service_day, pickup, chance, cost_cents)
    SELECT n.id, ${organisationId}, ${day}::date, n.pickup, n.chance, n.cents
    FROM unnest(${rows.map(({ stopId }) => stopId)}::int[], ${rows.map(({ pickup }) => pickup)}::date[],
      ${rows.map(({ chance }) => chance)}::float8[], ${rows.map(({ costCents }) => costCents)}::float8[])
      AS n(id, pickup, chance, cents)
    ON CONFLICT (stop_id) DO UPDATE SET pickup = excluded.pickup, chance = excluded.chance,
      cost_cents = excluded.cost_cents`);

/** The stops noted on some days. */
export const readOverflowStops = (
  db: Db,
  organisationId: number,
  { from, to }: DayRange,
): Promise<OverflowStop[]> =>
  db.$queryRaw(sql`
    SELECT stop_id AS "stopId", to_char(pickup, 'YYYY-MM-DD') AS pickup, chance, cost_cents AS "costCents"
    FROM overflow_stop WHERE organisation_id = ${organisationId}
      AND service_day BETWEEN ${from}::date AND ${to}::date ORDER BY stop_id`);
