import type { PlanDay, PlanRoute, PlanVisit } from "#server/routing/schema.ts";

const HOUR_MS = 3_600_000;
const MORNING_MS = Date.parse("2026-11-23T06:00:00Z");
const at = (hours: number): string => new Date(MORNING_MS + hours * HOUR_MS).toISOString();

/** A stop of a test's day: one every half hour, by its place on the route. */
export const visitOf = (stopId: number, place: number, more: Partial<PlanVisit> = {}): PlanVisit => ({
  kind: "stop",
  stopId,
  facilityId: null,
  name: `Site ${stopId}`,
  stream: "refuse",
  lng: -5.6 + stopId / 1000,
  lat: 51.3,
  startAt: at(place / 2),
  endAt: at(place / 2 + 0.1),
  load: 100 * (place + 1),
  lateS: 0,
  isPinned: false,
  status: "pending",
  ...more,
});

/** A truck of a test's day with the stops of those numbers, the first so many of them pinned. */
export const routeOf = (
  vehicleId: number,
  stopIds: readonly number[],
  { pinned = 0, ...more }: Partial<PlanRoute> & { pinned?: number } = {},
): PlanRoute => ({
  vehicleId,
  vehicle: `Truck ${vehicleId}`,
  depotId: 1,
  routeId: vehicleId * 10,
  route: `R-${vehicleId}`,
  startAt: at(0),
  endAt: at(6),
  shiftStartAt: at(0),
  shiftEndAt: at(8),
  stops: stopIds.length,
  tips: 0,
  distanceM: 1_000 * stopIds.length,
  durationS: 600 * stopIds.length,
  costCents: 500 * stopIds.length,
  load: 100 * stopIds.length,
  lateStops: 0,
  overtimeS: 0,
  violations: [],
  visits: stopIds.map((stopId, i) => visitOf(stopId, i, { isPinned: i < pinned })),
  ...more,
});

/** A test's day of those trucks. */
export const dayOf = (routes: readonly PlanRoute[]): PlanDay => {
  const sum = (of: (route: PlanRoute) => number): number => routes.reduce((all, route) => all + of(route), 0);
  return {
    loadUnit: "kg",
    totals: {
      vehicles: routes.length,
      stops: sum(({ stops }) => stops),
      unserved: 0,
      distanceM: sum(({ distanceM }) => distanceM),
      durationS: sum(({ durationS }) => durationS),
      costCents: sum(({ costCents }) => costCents),
      lateStops: 0,
      overtimeS: 0,
      violations: 0,
    },
    routes: [...routes],
    unserved: [],
  };
};

/** A stop in the tray of a test's board. */
export const waitingOf = (stopId: number) => ({
  stopId,
  name: `Site ${stopId}`,
  stream: "refuse",
  lng: -5.6,
  lat: 51.3,
  load: 120,
  windowStartAt: at(1),
  windowEndAt: at(5),
  leftBy: null,
});
