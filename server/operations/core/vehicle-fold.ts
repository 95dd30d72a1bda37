import type { VehicleEvent, VehicleStatus } from "#server/operations/schema.ts";

/** What a vehicle says of itself, apart from where it is; instants are epoch milliseconds. */
export type VehicleSaid = {
  status: VehicleStatus;
  sinceMs: number;
  routeId: number | null;
  driverId: number | null;
  loadKg: number;
};

/** An event that is no position: those are not part of what a vehicle says. */
export type SaidEvent = Exclude<VehicleEvent, { kind: "position" }>;

/** What is known of a vehicle before it has said anything. */
export const silentSince = (sinceMs: number): VehicleSaid => ({
  status: "offline",
  sinceMs,
  routeId: null,
  driverId: null,
  loadKg: 0,
});

const statusAfter = (event: SaidEvent): VehicleStatus | null => {
  switch (event.kind) {
    case "status":
      return event.status;
    case "arrive":
      return "serving";
    case "route-start":
    case "lift":
    case "skip":
    case "tip":
    case "break-end":
      return "moving";
    case "break-start":
      return "break";
    case "exception":
      return event.exception === "vehicle-breakdown" ? "breakdown" : null;
    case "clock-in":
    case "clock-out":
    case "route-end":
      return "yard";
    case "fault":
    case "fault-clear":
      return null;
  }
};

/**
 * What a vehicle says after one more event. A route start depends on nothing before it, so the state of a vehicle is
 * the fold of its events, in order of their sequence, since its last route start.
 */
export const afterEvent = (before: VehicleSaid, event: SaidEvent): VehicleSaid => {
  const after = { ...before };
  const status = statusAfter(event);
  if (status !== null && (status !== before.status || event.kind === "route-start")) {
    after.status = status;
    after.sinceMs = Date.parse(event.at);
  }
  if (event.kind === "status") after.routeId = event.routeId;
  else if (event.kind === "clock-in") after.driverId = event.driverId;
  else if (event.kind === "clock-out") after.driverId = null;
  else if (event.kind === "route-start") {
    after.routeId = event.routeId;
    after.driverId = event.driverId;
    after.loadKg = 0;
  } else if (event.kind === "route-end") after.routeId = null;
  else if (event.kind === "lift") after.loadKg += event.weightKg;
  else if (event.kind === "tip") after.loadKg = 0;
  return after;
};
