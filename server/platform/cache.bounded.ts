import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  isBrokenCircuitError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import type { Cache } from "#server/platform/cache.ts";

type Options = {
  cache: Cache;
  /** A call that takes longer counts as failed. */
  timeoutMs?: number;
  /** So many failures in a row end the trust. */
  failures?: number;
  /** And for so long it is not asked. */
  restMs?: number;
  /** Told of each failure. */
  report?: (error: unknown) => void;
};

/**
 * A cache that may fail without anybody noticing but by the time it takes: what it does not give in time is not
 * there, what it does not take is not kept, and after some failures it is left alone for a while.
 */
export const createBoundedCache = (options: Options): Cache => {
  const { cache, timeoutMs = 100, failures = 3, restMs = 5_000, report = () => {} } = options;
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  const policy = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  // Counting walks over all that is held: that it takes long says nothing of the cache.
  const patient = timeout(20 * timeoutMs, TimeoutStrategy.Aggressive);
  const within = async <T>(
    call: () => Promise<T>,
    otherwise: T,
    limit: { execute: typeof policy.execute } = policy,
  ): Promise<T> => {
    try {
      return await limit.execute(call);
    } catch (error) {
      if (!isBrokenCircuitError(error)) report(error);
      return otherwise;
    }
  };
  return {
    get: <T>(key: string) => within<T | undefined>(() => cache.get<T>(key), undefined),
    set: (key, value, ttlMs, tags) => within(() => cache.set(key, value, ttlMs, tags), undefined),
    invalidate: (tag) => within(() => cache.invalidate(tag), 0),
    stats: (tag) =>
      within(
        () => cache.stats(tag),
        { hits: 0, misses: 0, entries: 0, bytes: 0, evictions: 0, oldestAgeMs: null },
        patient,
      ),
  };
};
