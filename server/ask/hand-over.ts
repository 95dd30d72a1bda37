import type { Proposal, ProposePlan } from "#server/ask/proposal.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { HandOver } from "#server/routing/schema.ts";
import type { Routing } from "#server/routing/service.ts";

type HandOverProposal = Extract<Proposal, { action: "hand-over" }>;
/** What is read to hand stops over. */
export type HandOverReads = {
  operations: Pick<Operations, "page" | "serviceDay">;
  handOver: Routing["board"]["handOver"];
};

/** A proposal with what is shown of it, so that its draft writes just that; others as they are. */
export const withShown = async (
  reads: Omit<HandOverReads, "handOver"> & { handOver: HandOverReads["handOver"] | null },
  scope: Scope,
  plan: ProposePlan,
): Promise<ProposePlan> => {
  const { proposal } = plan;
  const { handOver } = reads;
  if (proposal.action !== "hand-over" || handOver === null) return plan;
  return {
    ...plan,
    proposal: { ...proposal, shown: await handedOver({ ...reads, handOver }, scope, proposal) },
  };
};

/** Whether nothing of a proposal could be written: no stop of a hand-over fits anywhere. */
export const isInVain = ({ proposal }: ProposePlan): boolean =>
  proposal.action === "hand-over" && proposal.shown?.moves.length === 0;

/** The truck of a route of today that still runs; null where there is none. */
export const truckOfRoute = async (
  operations: HandOverReads["operations"],
  scope: Scope,
  route: string,
): Promise<number | null> => {
  const { rows } = await operations.page("routes", scope, {
    filters: [
      { column: "serviceDay", op: "eq", value: operations.serviceDay(scope) },
      { column: "name", op: "eq", value: route },
      { column: "status", op: "in", value: ["planned", "active"] },
    ],
    sort: [],
    offset: 0,
    limit: 1,
  });
  return rows[0]?.vehicleId ?? null;
};

/**
 * The last stops a route has left, the very last first, given to the trucks that take them at least cost, or to the only
 * one that may, as the day stands.
 */
export const handedOver = async (
  { operations, handOver }: HandOverReads,
  scope: Scope,
  { route, count, toVehicleId, toRoute, withoutOvertime }: HandOverProposal,
): Promise<HandOver> => {
  const serviceDay = operations.serviceDay(scope);
  const { rows } = await operations.page("stops", scope, {
    filters: [
      { column: "serviceDay", op: "eq", value: serviceDay },
      { column: "route", op: "eq", value: route },
      { column: "status", op: "eq", value: "pending" },
    ],
    sort: [{ column: "plannedAt", descending: true }],
    offset: 0,
    limit: count,
  });
  const ids = rows.map(({ id }) => id);
  const only = toRoute === undefined ? (toVehicleId ?? null) : await truckOfRoute(operations, scope, toRoute);
  if (toRoute !== undefined && only === null) {
    const reason = `${toRoute} does not run today, or has no truck`;
    return { serviceDay, moves: [], left: ids.map((stopId) => ({ stopId, reason })), costCents: 0 };
  }
  return handOver(scope, serviceDay, ids, only, withoutOvertime);
};
