import type { Failure } from "./outcome.ts";

/** How failed requests are tried again. */
export type RetryRule = {
  /** Requests of one call at most, where the service surely did nothing. */
  mostTries: number;
  /** Requests of one call at most that the service may have billed without an answer. */
  mostBilled: number;
  firstWaitMs: number;
  longestWaitMs: number;
};

/** What a decision to try again hangs on. */
export type TryState = {
  end: Failure;
  /** Requests sent so far. */
  tries: number;
  /** Of these, how many may have been billed. */
  billed: number;
  retryAfterMs: number | null;
  isRepeatable: boolean;
  /** Until nobody waits any more. */
  leftMs: number;
};

/**
 * Milliseconds until the next try; null where there is none. What the service asks for is kept to; else the wait is
 * drawn between nothing and a bound that doubles, so that many callers do not come back together.
 */
export const nextTryMs = (rule: RetryRule, state: TryState, random: () => number): number | null => {
  const { end, tries, billed, retryAfterMs, isRepeatable, leftMs } = state;
  if (end.kind === "refused" || tries >= rule.mostTries) return null;
  const isDone = end.kind === "throttled" || end.kind === "unreachable";
  if (!isDone && end.kind !== "fault" && billed >= rule.mostBilled) return null;
  // Whoever was throttled was not served; after anything else it may have arrived.
  if (!isRepeatable && end.kind !== "throttled") return null;
  const bound = Math.min(rule.longestWaitMs, rule.firstWaitMs * 2 ** (tries - 1));
  const waitMs = retryAfterMs === null ? Math.ceil(bound * random()) : retryAfterMs;
  return waitMs < leftMs ? waitMs : null;
};
