// Words and numbers alone: pages import these without a schema library behind them.

/** Statuses of a vehicle on its day. */
export const VEHICLE_STATUSES = [
  "yard",
  "moving",
  "stopped",
  "serving",
  "tipping",
  "break",
  "breakdown",
  "offline",
] as const;

/** Kinds of exceptions a driver can report, then those the office or the system raises. */
export const EXCEPTION_KINDS = [
  "not-out",
  "no-access",
  "blocked",
  "contaminated",
  "overfull",
  "overweight",
  "damaged-container",
  "missing-container",
  "wrong-stream",
  "unsafe",
  "extra-waste",
  "vehicle-breakdown",
  "missed-pickup",
] as const;

/** Statuses of an exception, in the order of its life. */
export const EXCEPTION_STATUSES = ["open", "taken", "closed"] as const;

/** Statuses of a route, in the order of its life. */
export const ROUTE_STATUSES = ["planned", "active", "done", "cancelled"] as const;

/** Statuses of a stop. */
export const STOP_STATUSES = ["pending", "done", "missed", "skipped"] as const;

/** Names of the KPIs, as PRODUCT.md defines them. */
export const KPI_NAMES = [
  "on-time",
  "completion",
  "missed-per-1000",
  "stops-per-hour",
  "tonnes-per-route-hour",
  "set-out-rate",
  "contamination",
  "overflow",
  "adherence",
  "idle",
  "cost-per-stop",
  "cost-per-tonne",
  "co2",
] as const;

/** What a KPI can be split by. */
export const KPI_DIMENSIONS = [
  "day",
  "week",
  "month",
  "route",
  "depot",
  "zone",
  "stream",
  "driver",
  "vehicle",
  "body-type",
  "contractor",
  "weekday",
] as const;

/** What people count as late, in seconds behind plan. */
export const LATE_S = 600;
/** A vehicle in service that has not reported for this long is silent, seconds. */
export const SILENT_S = 1200;
