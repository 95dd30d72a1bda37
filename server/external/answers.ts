import type { Answer, Keeping } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import { freshnessOf, isKept, type Kept } from "#server/external/core/keeping.ts";
import type { Feature } from "#server/external/core/policy.ts";
import type { AnsweredBy, ServiceMode } from "#server/external/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Cache } from "#server/platform/cache.ts";

/** A question as the stage of kept answers sees it. */
export type Question<T> = {
  /** Service and key. */
  key: string;
  name: string;
  keep?: Keeping;
  deadlineMs: number;
  fallback?: () => Promise<T> | T;
  /** Asks the service; maps to the value, what it cost, and whether it travelled with others. */
  ask: () => Promise<{ value: T; units: number; by: "service" | "batch" }>;
  /** Told of each answer that was at hand. */
  avoided: (by: Exclude<AnsweredBy, "service">) => void;
};

// A switch to stale answers is for hours in which a service is gone.
const LONGEST_KEPT_MS = 7 * 86_400_000;

/**
 * Answers at hand: one that is fresh is given; a stale one is given while a new one is fetched; the same question on
 * its way is waited for; and where the service gives nothing, what is kept or what stands in is better than nothing.
 */
export const createAnswers = ({
  cache,
  clock,
  modeOf,
  without,
  report,
}: {
  cache: Pick<Cache, "get" | "set">;
  clock: Clock;
  modeOf: () => ServiceMode;
  without: Pick<ReadonlySet<Feature>, "has">;
  report: (error: unknown) => void;
}) => {
  const flights = new Map<string, Promise<Answer<unknown>>>();

  const keptOf = async ({ key, keep }: Question<unknown>): Promise<Kept | null> => {
    if (keep === undefined || without.has("keeping")) return null;
    const found = await cache.get<unknown>(key);
    return isKept(found) ? found : null;
  };

  const fetchNew = async <T>(question: Question<T>): Promise<Answer<T>> => {
    const { value, units, by } = await question.ask();
    const { keep, key } = question;
    if (keep !== undefined && !without.has("keeping"))
      await cache.set(
        key,
        { value, atMs: clock.nowMs() } satisfies Kept,
        Math.min(LONGEST_KEPT_MS, keep.freshMs + keep.staleMs),
      );
    return { value, by, ageMs: 0, units };
  };

  /** Joins the question on its way, or sends it; it goes on for those to come when its callers have left. */
  const fly = <T>(question: Question<T>): { flight: Promise<Answer<T>>; isJoined: boolean } => {
    const running = without.has("sharing") ? undefined : flights.get(question.key);
    if (running !== undefined) return { flight: running as Promise<Answer<T>>, isJoined: true };
    const flight = fetchNew(question).finally(() => {
      if (flights.get(question.key) === flight) flights.delete(question.key);
    });
    flights.set(question.key, flight);
    return { flight, isJoined: false };
  };

  const within = <T>(flight: Promise<T>, { name, deadlineMs }: Question<unknown>): Promise<T> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(deadlineMs, () =>
        reject(new AppError("TIMEOUT", `${name}: found no answer, expected one in ${deadlineMs} ms`)),
      );
      flight.then(resolve, reject).finally(cancel);
    });

  const instead = async <T>(question: Question<T>, kept: Kept | null, error: unknown): Promise<Answer<T>> => {
    const isRefused = error instanceof AppError && error.code === "BAD_REQUEST";
    if (kept !== null && !isRefused && !without.has("stale")) {
      question.avoided("stale");
      return staleOf<T>(kept);
    }
    if (question.fallback === undefined || isRefused || without.has("fallback")) throw error;
    question.avoided("fallback");
    return { value: await question.fallback(), by: "fallback", ageMs: 0, units: 0 };
  };

  const staleOf = <T>({ value, atMs }: Kept): Answer<T> => ({
    value: value as T,
    by: "stale",
    ageMs: Math.max(0, clock.nowMs() - atMs),
    units: 0,
  });

  return {
    async of<T>(question: Question<T>): Promise<Answer<T>> {
      const { name, keep, avoided } = question;
      const kept = await keptOf(question);
      const mode = modeOf();
      const freshness = kept === null || keep === undefined ? "gone" : freshnessOf(kept, keep, clock.nowMs());
      if (kept !== null && freshness === "fresh") {
        avoided("cache");
        return { value: kept.value as T, by: "cache", ageMs: clock.nowMs() - kept.atMs, units: 0 };
      }
      if (mode !== "live")
        return instead(
          question,
          mode === "stale" ? kept : null,
          new AppError("UNAVAILABLE", `${name}: is switched to ${mode}, and no answer is at hand`),
        );
      if (kept !== null && freshness === "stale" && !without.has("stale")) {
        // Whoever fetches it anew has no caller: its failure is seen in the ledger, and by the next who asks.
        const { flight, isJoined } = fly(question);
        if (!isJoined) flight.catch(report);
        avoided("stale");
        return staleOf<T>(kept);
      }
      const { flight, isJoined } = fly(question);
      try {
        const answer = await within(flight, question);
        if (!isJoined) return answer;
        avoided("shared");
        return { ...answer, by: "shared", units: 0 };
      } catch (error) {
        return instead(question, kept, error);
      }
    },
  };
};
/** Answers at hand of one service. */
export type Answers = ReturnType<typeof createAnswers>;
