/** What a route did up to a moment, seconds. */
export type RouteTimes = {
  delayS: number;
  /** Left so much after its planned start; negative before it. */
  lateStartS: number;
  transitS: number;
  serviceS: number;
  disposalS: number;
  breakS: number;
  idleS: number;
  stopsDone: number;
  tips: number;
  /** How long its truck was broken down. */
  downS: number;
};

/** What the same route took on other days: per stop done, and in all up to as many stops. */
export type UsualTimes = {
  days: number;
  transitPerStopS: number;
  servicePerStopS: number;
  idlePerStopS: number;
  breakS: number;
  /** Time at facilities before as many stops were done. */
  disposalBeforeS: number;
  /** Time at facilities for one tip. */
  stayPerTipS: number;
};

/** A cause of a delay with the seconds it accounts for, what was taken and what is usual. */
export type DelayCause = { cause: string; addsS: number; actualS: number | null; usualS: number | null };

// Below half a minute a difference says nothing.
const LEAST_S = 30;

/**
 * Accounts for a delay: what took longer than on the same route's other days for as many stops, largest first, and last
 * what is left over. The parts always sum to the delay, so nothing is claimed twice.
 */
export const delayCauses = (now: RouteTimes, usual: UsualTimes): DelayCause[] => {
  const n = now.stopsDone;
  const against = (cause: string, actualS: number, usualS: number): DelayCause => ({
    cause,
    addsS: actualS - usualS,
    actualS,
    usualS,
  });
  const atTip = now.disposalS - usual.disposalBeforeS;
  const queueS = now.tips > 0 ? now.disposalS - now.tips * usual.stayPerTipS : 0;
  const found: DelayCause[] = [
    { cause: "late start", addsS: now.lateStartS, actualS: null, usualS: null },
    against("service at stops", now.serviceS, n * usual.servicePerStopS),
    against("driving and traffic", now.transitS, n * usual.transitPerStopS),
    ...(now.tips > 0
      ? [against("waiting at the disposal site", now.disposalS, now.tips * usual.stayPerTipS)]
      : []),
    // A tip that usually comes later costs its time now and gives it back then.
    {
      cause:
        atTip - queueS >= 0
          ? "tipped earlier in the route than usual"
          : "has yet to tip, usually done by now",
      addsS: atTip - queueS,
      actualS: null,
      usualS: usual.disposalBeforeS,
    },
    ...(now.breakS > 0 ? [against("break", now.breakS, usual.breakS)] : []),
    against("standing with the engine on", now.idleS, n * usual.idlePerStopS),
  ];
  const known = usual.days > 0 ? found : found.slice(0, 1);
  const sum = known.reduce((total, { addsS }) => total + addsS, 0);
  // A breakdown takes what nothing else explains: its time may lie in the driving already.
  const downS = Math.min(now.downS, Math.max(0, now.delayS - sum));
  const parts = [
    ...known,
    ...(now.downS > 0 ? [{ cause: "breakdown", addsS: downS, actualS: now.downS, usualS: 0 }] : []),
  ].filter(({ addsS, cause }) => Math.abs(addsS) >= LEAST_S || cause === "breakdown");
  const told = parts.reduce((total, { addsS }) => total + addsS, 0);
  return [
    ...parts.sort((a, b) => b.addsS - a.addsS),
    { cause: "not explained by what is recorded", addsS: now.delayS - told, actualS: null, usualS: null },
  ];
};
