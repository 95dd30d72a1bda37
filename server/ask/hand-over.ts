import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { PlanWhy } from "#server/routing/schema.ts";
import type { Routing } from "#server/routing/service.ts";

type Place = PlanWhy["alternatives"][number];
/** What is read to hand stops over. */
export type HandOverReads = {
  operations: Pick<Operations, "page" | "serviceDay">;
  places: Routing["board"]["places"];
};

/** A stop that is to be handed over, and the cheapest place for it on another truck; null where none takes it. */
export type Handed = { stop: Record<string, unknown> & { id: number }; place: Place | null };

/** The last stops a route has left, the very last first, each with the cheapest place on another truck as the day stands. */
export const handedOver = async (
  { operations, places }: HandOverReads,
  scope: Scope,
  { route, count }: { route: string; count: number },
): Promise<Handed[]> => {
  const day = operations.serviceDay(scope);
  const { rows } = await operations.page("stops", scope, {
    filters: [
      { column: "serviceDay", op: "eq", value: day },
      { column: "route", op: "eq", value: route },
      { column: "status", op: "eq", value: "pending" },
    ],
    sort: [{ column: "plannedAt", descending: true }],
    offset: 0,
    limit: count,
  });
  const handed: Handed[] = [];
  for (const stop of rows) {
    const { present, alternatives } = await places(scope, day, stop.id);
    const place = alternatives.find(({ vehicleId }) => vehicleId !== present?.vehicleId) ?? null;
    handed.push({ stop, place });
  }
  return handed;
};
