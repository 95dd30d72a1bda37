import type { BudgetRule } from "./budget.ts";
import type { ConcurrencyRule } from "./concurrency.ts";
import type { PatienceRule } from "./patience.ts";
import type { HeaderNames } from "./rate-headers.ts";
import type { RetryRule } from "./retry.ts";

/** What the gateway does for a call beside sending it; each can be left out, which is how its worth is measured. */
export const FEATURES = [
  "sharing",
  "batching",
  "keeping",
  "stale",
  "pacing",
  "retries",
  "breaker",
  "concurrency",
  "patience",
  "hedging",
  "fallback",
] as const;
/** One of {@link FEATURES}. */
export type Feature = (typeof FEATURES)[number];

/** When a breaker opens, and how long it lets a service rest. */
export type BreakerRule = {
  /** Share of the last `size` requests that must have failed. */
  threshold: number;
  size: number;
  restMs: number;
  longestRestMs: number;
};

/** How a service is called. */
export type Policy = {
  without: Pick<ReadonlySet<Feature>, "has">;
  headers: HeaderNames | null;
  retry: RetryRule;
  concurrency: ConcurrencyRule;
  patience: PatienceRule;
  breaker: BreakerRule;
  budget: BudgetRule;
  /**
   * Share of its caller's time that a request waits for room in the quota. Where more is asked than the quota holds, a
   * longer line serves nobody more and everybody later.
   */
  quotaWaitShare: number;
  /** Calls that travel together are at most so many, however many their plan lets, and wait so many times as long as it says. */
  gathering: { most: number; waitTimes: number };
  /** A doubtful request is settled when it is so old: by then the service has billed it or never will. */
  settleAfterMs: number;
};

/** How a service is called where nothing else is said. */
export const USUAL_POLICY: Policy = {
  without: new Set(),
  headers: null,
  retry: { mostTries: 8, mostBilled: 4, firstWaitMs: 60, longestWaitMs: 600 },
  concurrency: { initial: 16, least: 2, most: 64, restMs: 1_000 },
  patience: { leastMs: 700, mostMs: 10_000, times: 5 },
  breaker: { threshold: 0.9, size: 20, restMs: 500, longestRestMs: 15_000 },
  budget: { unitsPerDay: null, thresholds: [0.5, 0.8, 0.95], offPeakShare: 0.8 },
  quotaWaitShare: 0.3,
  gathering: { most: 100, waitTimes: 1 },
  settleAfterMs: 30_000,
};
