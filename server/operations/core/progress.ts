/** A stop of a route as progress needs it, in planned order; instants are epoch seconds. */
export type ProgressStop = { plannedS: number; arrivedS: number | null; isPending: boolean };

/** How far a route is behind its plan (positive) or ahead, seconds, and the end expected from it, epoch seconds. */
export type RouteProgress = { delayS: number; expectedEndS: number };

/**
 * Progress of a route: the last stop arrived at fixes where it is, and what is left takes as long as planned: for every
 * pending stop the planned time since the stop before it, and the planned way from the last stop to the end. Done in
 * planned order, that is the lateness at the last arrival; a stop left out or done early saves its own share.
 * Null before the first arrival.
 */
export const routeProgress = (stops: readonly ProgressStop[], plannedEndS: number): RouteProgress | null => {
  let lastArrivalS = Number.NEGATIVE_INFINITY;
  let pendingS = 0;
  for (const [i, stop] of stops.entries()) {
    const before = stops[i - 1];
    if (stop.arrivedS !== null) lastArrivalS = Math.max(lastArrivalS, stop.arrivedS);
    // A stop being served has been reached: the way to it is behind us.
    if (stop.isPending && stop.arrivedS === null && before) pendingS += stop.plannedS - before.plannedS;
  }
  if (!Number.isFinite(lastArrivalS)) return null;
  const tailS = plannedEndS - (stops.at(-1)?.plannedS ?? plannedEndS);
  const expectedEndS = lastArrivalS + pendingS + tailS;
  return { delayS: Math.round(expectedEndS - plannedEndS), expectedEndS };
};
