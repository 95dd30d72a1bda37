import { type Db, sql } from "#server/platform/db.ts";

/**
 * Deletes events received before an instant; maps to how many. The highest sequence of each vehicle stays, as the next
 * one counts on from it, and that of what a service told of it; so does what it said since it last began a route, from
 * which its state is folded.
 */
export const deleteLedger = (db: Pick<Db, "$executeRaw">, before: Date): Promise<number> =>
  db.$executeRaw(sql`
    DELETE FROM event_ledger e USING (
      SELECT vehicle_id, max(sequence) FILTER (WHERE sequence >= 0) AS newest,
        max(sequence) FILTER (WHERE sequence < 0) AS told, max(sequence) FILTER (WHERE kind = 'route-start') AS began,
        (array_agg(at ORDER BY sequence DESC) FILTER (WHERE kind = 'route-start'))[1] AS began_at
      FROM event_ledger GROUP BY vehicle_id) last
    WHERE e.vehicle_id = last.vehicle_id AND e.received_at < ${before}
      AND e.sequence IS DISTINCT FROM last.newest AND e.sequence IS DISTINCT FROM last.told
      AND (e.kind = 'position' OR CASE WHEN e.sequence >= 0 THEN e.sequence < last.began ELSE e.at <= last.began_at END)`);
