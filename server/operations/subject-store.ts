import type { Scope } from "#server/lib/scope.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** The depot of a route, stop or exception: null where it has none, undefined where there is no such thing. */
export const readDepotOf = async (
  db: Db,
  scope: Scope,
  subject: "route" | "stop" | "exception",
  id: number,
): Promise<number | null | undefined> => {
  const query = { where: { id, organisationId: scope.organisationId }, select: { depotId: true } } as const;
  const found =
    subject === "route"
      ? await db.route.findFirst(query)
      : subject === "stop"
        ? await db.stop.findFirst(query)
        : await db.exception.findFirst(query);
  return found?.depotId;
};

/** The driver of the first route of a day, one that is out where there is one. */
export const readDriverOf = async (
  db: Pick<Db, "$queryRaw">,
  organisationId: number,
  day: string,
): Promise<{ id: number; name: string } | undefined> => {
  const [row] = await db.$queryRaw<{ id: number; name: string }[]>(sql`
    SELECT d.id, d.name FROM route r JOIN driver d ON d.id = r.driver_id
    WHERE r.organisation_id = ${organisationId} AND r.service_day = ${day}::date
    ORDER BY r.status = 'active' DESC, r.number LIMIT 1`);
  return row;
};
