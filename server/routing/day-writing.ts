import type { Scope } from "#server/lib/scope.ts";
import type { Tx } from "#server/platform/db.ts";
import type { PictureOverflow } from "#server/routing/core/day-picture.ts";
import type { DayProblem } from "#server/routing/core/day-problem.ts";
import type { Orders } from "#server/routing/core/plan-day.ts";
import type { DayChanged, PlanDay } from "#server/routing/schema.ts";

/** A truck's new order, with the times it is planned at (ISO instants). */
export type RouteOrder = {
  vehicleId: number;
  stops: { id: number; plannedAt: string }[];
  startAt: string;
  endAt: string;
  distanceM: number;
  durationS: number;
};

type ExtraRow = { id: number; siteId: number; stream: string };
type Offered = Pick<PictureOverflow, "chance" | "pickup">;

/** A change of a day's routes: the new orders of the trucks it touches, and the stops that go to the tray. */
export type DayChange = {
  action: "plan.accept" | "board.move" | "board.extra";
  planId: number | null;
  serviceDay: string;
  routes: RouteOrder[];
  tray: number[];
  /** Stops that the change adds to the day first. */
  extras?: ExtraRow[];
};

/** What a change did. */
export type DayWritten = DayChanged;

/** How routes of a day are changed: in one transaction, in which `within` writes what must stand or fall with it. */
export type DayWriting = {
  change: (
    scope: Scope,
    change: DayChange,
    within: (tx: Tx, auditId: number) => Promise<void>,
  ) => Promise<DayWritten>;
};

/** The stops beyond the day's own that its trucks take. */
export const extrasOf = ({ stops }: DayProblem, { routes }: PlanDay): (ExtraRow & Offered)[] => {
  const taken = new Set(routes.flatMap(({ visits }) => visits.flatMap(({ stopId }) => stopId ?? [])));
  return stops.flatMap((stop) =>
    stop?.overflow !== undefined && taken.has(stop.id)
      ? [{ id: stop.id, stream: stop.stream, ...stop.overflow }]
      : [],
  );
};

/** What has to be written for a day to be as another one tells it: the trucks whose order differs, and the tray. */
export const orderRoutes = (
  { stops }: DayProblem,
  orders: Orders,
  day: PlanDay,
): Pick<DayChange, "routes" | "tray"> => {
  const presentIds = (vehicleId: number): number[] =>
    (orders.get(vehicleId) ?? []).flatMap((visit) => (visit < 0 ? [] : (stops[visit]?.id ?? [])));
  const routes: RouteOrder[] = [];
  const told = new Set<number>();
  for (const { vehicleId, visits, startAt, endAt, distanceM, durationS } of day.routes) {
    told.add(vehicleId);
    const own = visits.flatMap(({ stopId, isPinned, startAt: plannedAt }) =>
      stopId === null || isPinned ? [] : [{ id: stopId, plannedAt }],
    );
    if (own.map(({ id }) => id).join() === presentIds(vehicleId).join()) continue;
    routes.push({ vehicleId, stops: own, startAt, endAt, distanceM, durationS });
  }
  for (const vehicleId of orders.keys())
    if (!told.has(vehicleId) && presentIds(vehicleId).length > 0)
      routes.push({ vehicleId, stops: [], startAt: "", endAt: "", distanceM: 0, durationS: 0 });
  const isGiven = new Set(
    stops.flatMap((stop) => (stop !== null && stop.vehicleId !== null ? [stop.id] : [])),
  );
  return { routes, tray: day.unserved.flatMap(({ stopId }) => (isGiven.has(stopId) ? [stopId] : [])) };
};
