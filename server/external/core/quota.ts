import type { PriceSheet } from "./prices.ts";
import type { RateReading } from "./rate-headers.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Spent = { atMs: number; units: number };

/** Sums what was spent within a span that slides. */
const createSpan = (spanMs: number, most: number | null) => {
  let spent: Spent[] = [];
  let first = 0;
  let sum = 0;
  const forget = (nowMs: number): void => {
    for (let head = spent[first]; head !== undefined && head.atMs <= nowMs - spanMs; head = spent[++first])
      sum -= head.units;
    if (first < 1_024) return;
    spent = spent.slice(first);
    first = 0;
  };
  return {
    /** Milliseconds until so many units more fit; never where they are more than fit at all. */
    waitMs(units: number, nowMs: number): number {
      if (most === null) return 0;
      if (units > most) return Number.POSITIVE_INFINITY;
      forget(nowMs);
      let over = sum + units - most;
      // Sums of fractions leave dust.
      for (let i = first; over > 1e-9; i++) {
        const each = spent[i];
        if (each === undefined) return 0;
        over -= each.units;
        if (over <= 1e-9) return Math.max(1, each.atMs + spanMs - nowMs);
      }
      return 0;
    },
    spend(units: number, nowMs: number): void {
      if (most === null) return;
      spent.push({ atMs: nowMs, units });
      sum += units;
    },
    giveBack(units: number, atMs: number): void {
      const at = spent.findIndex((each, i) => i >= first && each.atMs === atMs && each.units === units);
      const found = spent[at];
      if (found === undefined) return;
      sum -= found.units;
      spent[at] = { atMs, units: 0 };
    },
  };
};

/**
 * What may be sent by the published limits of a service and by what its headers say. Spans slide, so that what is
 * sent fits however the service's own spans lie. All times are of a watch that never goes back.
 */
export const createQuota = (limits: PriceSheet["limits"]) => {
  const bySecond = createSpan(SECOND_MS, limits.requestsPerSecond);
  const byMinute = createSpan(MINUTE_MS, limits.unitsPerMinute);
  let remaining: number | null = limits.unitsPerDay;
  let resetAtMs: number | null = null;
  let awayUntilMs = 0;
  /** Sent after the counter was read, or on their way: not in it yet. */
  let running = 0;

  const renew = (elapsedMs: number): void => {
    if (resetAtMs === null || elapsedMs < resetAtMs) return;
    remaining = limits.unitsPerDay;
    resetAtMs = limits.unitsPerDay === null ? null : resetAtMs + DAY_MS;
  };

  return {
    /** Milliseconds until a request of so many units may go. */
    waitMs(units: number, elapsedMs: number): number {
      renew(elapsedMs);
      const dayMs =
        remaining !== null && units > remaining - running + 1e-9
          ? resetAtMs === null
            ? Number.POSITIVE_INFINITY
            : resetAtMs - elapsedMs
          : 0;
      return Math.max(
        dayMs,
        awayUntilMs - elapsedMs,
        bySecond.waitMs(1, elapsedMs),
        byMinute.waitMs(units, elapsedMs),
        0,
      );
    },
    /** A request leaves. */
    spend(units: number, elapsedMs: number): void {
      bySecond.spend(1, elapsedMs);
      byMinute.spend(units, elapsedMs);
      running += units;
    },
    /** It came back; what it says of the limits is believed. */
    hear(
      { units, sentAtMs, isBilled }: { units: number; sentAtMs: number; isBilled: boolean },
      reading: RateReading | null,
      { isThrottled, elapsedMs }: { isThrottled: boolean; elapsedMs: number },
    ): void {
      running = Math.max(0, running - units);
      if (!isBilled) byMinute.giveBack(units, sentAtMs);
      else if (remaining !== null && reading?.remaining == null) remaining = Math.max(0, remaining - units);
      if (isThrottled) {
        // The headers of a refusal tell of the limit that refused, which need not be that of the day.
        const waitMs = reading?.retryAfterMs ?? reading?.resetInMs ?? null;
        if (waitMs !== null) awayUntilMs = Math.max(awayUntilMs, elapsedMs + waitMs);
        return;
      }
      if (reading?.remaining == null) return;
      remaining = reading.remaining;
      if (reading.resetInMs !== null) resetAtMs = elapsedMs + reading.resetInMs;
    },
    remaining: () => remaining,
    /** On the watch; null until the service has said it. */
    resetAtMs: () => resetAtMs,
    /** Forgets that the service asked us to stay away. */
    reset(): void {
      awayUntilMs = 0;
    },
  };
};
/** What may be sent now. */
export type Quota = ReturnType<typeof createQuota>;
