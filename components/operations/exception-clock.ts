import type { ExceptionRow } from "#server/operations/schema.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** An open exception with less time left than this is close to its end. */
const SOON_MS = 10 * MINUTE_MS;

/** Where the service clock of an exception stands: how long until somebody must respond, or since then. */
export type ServiceClock =
  | { state: "left" | "soon" | "overdue"; ms: number }
  | { state: "taken" | "closed"; ms: number };

/** Reads the service clock at `nowMs` by the day clock; `ms` is never negative. */
export const serviceClock = (
  row: Pick<ExceptionRow, "status" | "respondBy" | "takenAt" | "closedAt" | "openedAt">,
  nowMs: number,
): ServiceClock => {
  if (row.status !== "open") {
    const since = (row.status === "closed" ? row.closedAt : row.takenAt) ?? row.openedAt;
    return { state: row.status, ms: Math.max(0, nowMs - Date.parse(since)) };
  }
  const leftMs = Date.parse(row.respondBy) - nowMs;
  if (leftMs < 0) return { state: "overdue", ms: -leftMs };
  return { state: leftMs < SOON_MS ? "soon" : "left", ms: leftMs };
};

/** Milliseconds as a count-down: "9:05 min" under an hour, "2:09 h" under a day, "3 d" beyond. */
export const countdown = (ms: number): string => {
  const two = (n: number) => String(n).padStart(2, "0");
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)}:${two(Math.floor((ms % MINUTE_MS) / 1000))} min`;
  if (ms < 24 * HOUR_MS)
    return `${Math.floor(ms / HOUR_MS)}:${two(Math.floor((ms % HOUR_MS) / MINUTE_MS))} h`;
  return `${Math.floor(ms / (24 * HOUR_MS))} d`;
};
