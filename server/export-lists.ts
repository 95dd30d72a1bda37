import type { Coordination } from "#server/coordination/service.ts";
import type { Fleet } from "#server/fleet/service.ts";
import type { ExportList } from "#server/http/export.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";
import type { ListQuery } from "#server/platform/list.schema.ts";

type Sources = {
  db: Db;
  operations: Pick<Operations, "lists" | "dayScope">;
  fleet: Pick<Fleet, "lists" | "timed">;
  coordination: Pick<Coordination, "exportOf" | "exportPools">;
};

/** The lists that can be exported, by name, each under the scope that its page has. */
export const exportLists = ({ db, operations, fleet, coordination }: Sources): Record<string, ExportList> => {
  const inDay = (list: (typeof operations.lists)[keyof typeof operations.lists]): ExportList => ({
    keys: list.keys,
    stream: (scope: Scope, query: ListQuery) => list.stream(db, operations.dayScope(scope), query),
  });
  const inFleet = (list: (typeof fleet.lists)[keyof typeof fleet.lists]): ExportList => ({
    keys: list.keys,
    stream: async (scope: Scope, query: ListQuery) => list.stream(db, await fleet.timed(scope), query),
  });
  return {
    vehicles: inDay(operations.lists.vehicles),
    routes: inDay(operations.lists.routes),
    stops: inDay(operations.lists.stops),
    exceptions: inDay(operations.lists.exceptions),
    sites: inFleet(fleet.lists.sites),
    customers: inFleet(fleet.lists.customers),
    drivers: inFleet(fleet.lists.drivers),
    workstreams: coordination.exportOf("workstreams"),
    milestones: coordination.exportOf("milestones"),
    blockers: coordination.exportOf("blockers"),
    handoffs: coordination.exportOf("handoffs"),
    pools: coordination.exportPools(),
  };
};
