/** How an alert stands: since when there have been rows, and when it was raised for them, milliseconds. */
export type AlertState = { crossedAtMs: number | null; raisedAtMs: number | null };

/** An alert after its rows were counted: it is raised once while they last, when they have lasted `forS`. */
export const alertStep = (
  { crossedAtMs, raisedAtMs }: AlertState,
  { count, nowMs, forS }: { count: number; nowMs: number; forS: number },
): AlertState & { isRaised: boolean } => {
  if (count === 0) return { crossedAtMs: null, raisedAtMs: null, isRaised: false };
  // A clock set back begins anew, else the alert would wait for ever.
  const since = crossedAtMs === null || crossedAtMs > nowMs ? nowMs : crossedAtMs;
  const isRaised = raisedAtMs === null && nowMs - since >= forS * 1_000;
  return { crossedAtMs: since, raisedAtMs: isRaised ? nowMs : raisedAtMs, isRaised };
};
