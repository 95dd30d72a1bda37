import { type Db, joinSql, sql } from "#server/platform/db.ts";
import type { NotedRow } from "#server/platform/noted-change.schema.ts";

/** Entities whose changes can move what meters measure. */
const MOVERS = [
  ...["flag", "setting", "tuning", "index", "database-index", "trained-file"],
  ...["external-mode", "external-reset", "alert-rule"],
];

/** Changes in [from, to) that can move what meters measure, the newest `most`, in order: of an organisation, and of the platform. */
export const readMovers = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  { from, to, most }: { from: Date; to: Date; most: number },
): Promise<NotedRow[]> => {
  const found = await db.$queryRaw<NotedRow[]>(sql`
    SELECT id, at, actor, action, entity_id AS "entityId" FROM audit
    WHERE organisation_id IN (0, ${organisationId}) AND entity IN (${joinSql(MOVERS)}) AND at >= ${from} AND at < ${to}
    ORDER BY id DESC LIMIT ${most}`);
  return found.reverse();
};
