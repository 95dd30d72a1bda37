import type { Scope } from "#server/lib/scope.ts";
import type { Db } from "#server/platform/db.ts";

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
