import { type Db, sql } from "#server/platform/db.ts";

/**
 * Deletes events received before an instant; maps to how many. The highest sequence of each vehicle stays, as the next
 * one counts on from it; so does what it said since it last began a route, from which its state is folded.
 */
export const deleteLedger = (db: Pick<Db, "$executeRaw">, before: Date): Promise<number> =>
  db.$executeRaw(sql`
    DELETE FROM event_ledger e USING (
      SELECT vehicle_id, max(sequence) AS newest, max(sequence) FILTER (WHERE kind = 'route-start') AS began
      FROM event_ledger GROUP BY vehicle_id) last
    WHERE e.vehicle_id = last.vehicle_id AND e.received_at < ${before} AND e.sequence < last.newest
      AND (e.kind = 'position' OR e.sequence < last.began)`);
