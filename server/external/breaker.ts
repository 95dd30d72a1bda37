import { CircuitState, CountBreaker, circuitBreaker, handleWhenResult } from "cockatiel";
import type { Clock } from "#server/external/core/clock.ts";
import type { BreakerRule } from "#server/external/core/policy.ts";

/** State of a breaker in words. */
export type BreakerState = "closed" | "half-open" | "open";

// Cockatiel counts the rest by the clock of the world, which may jump; ours goes by a watch, so its own is always over.
const NO_REST_MS = Number.NEGATIVE_INFINITY;

/**
 * The breaker of one service: cockatiel counts and changes states, the rest goes by our watch and doubles while tries
 * fail. `waitMs` is asked before a request leaves: while one tries, nobody else may.
 */
export const createBreaker = <R>({
  rule,
  clock,
  isFailure,
  changed,
}: {
  rule: BreakerRule;
  clock: Pick<Clock, "elapsedMs">;
  isFailure: (result: R) => boolean;
  /** Told of each opening, also where a try failed, and of each closing, also by a person's word. */
  changed?: (state: "open" | "closed", isAgain: boolean) => void;
}) => {
  const make = () => {
    const made = circuitBreaker(
      handleWhenResult((result) => isFailure(result as R)),
      {
        halfOpenAfter: NO_REST_MS,
        breaker: new CountBreaker({ threshold: rule.threshold, size: rule.size }),
      },
    );
    made.onBreak(() => {
      openedAtMs = clock.elapsedMs();
      breaks++;
      changed?.("open", breaks > 1);
    });
    made.onReset(() => {
      breaks = 0;
      changed?.("closed", false);
    });
    return made;
  };
  let openedAtMs = 0;
  let breaks = 0;
  let isTrying = false;
  let breaker = make();
  const restMs = () => Math.min(rule.longestRestMs, rule.restMs * 2 ** Math.max(0, breaks - 1));

  return {
    state(): BreakerState {
      if (breaker.state === CircuitState.Closed) return "closed";
      return breaker.state === CircuitState.HalfOpen ? "half-open" : "open";
    },
    /** Milliseconds until a request may try; 0 where it may pass now, null while another one tries. */
    waitMs(): number | null {
      if (breaker.state === CircuitState.Closed) return 0;
      if (isTrying) return null;
      return Math.max(0, openedAtMs + restMs() - clock.elapsedMs());
    },
    /** A request will run: where the breaker is not closed, it is the one that tries. */
    take(): void {
      if (breaker.state !== CircuitState.Closed) isTrying = true;
    },
    async run(work: () => Promise<R>): Promise<R> {
      try {
        return await breaker.execute(work);
      } finally {
        isTrying = false;
      }
    },
    reset(): void {
      if (breaker.state !== CircuitState.Closed) changed?.("closed", false);
      breaks = 0;
      isTrying = false;
      breaker = make();
    },
  };
};
/** The breaker of one service. */
export type Breaker<R> = ReturnType<typeof createBreaker<R>>;
