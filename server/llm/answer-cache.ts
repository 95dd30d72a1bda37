import {
  createGuardedCache,
  type Embed,
  type FoundBy,
  type GuardedStore,
} from "#server/lib/guarded-cache.ts";

/** How alike two prompts must be to share an answer, and how long it is kept. */
const LIMITS = { textLike: 0.9, wordLike: 0.8, ttlMs: 3_600_000 };
const MOST_TEXTS = 20_000;

/** Answers of the model, found again for prompts that ask the same. */
export const createAnswerCache = ({
  store,
  embed,
  stampOf,
  elapsed,
  count,
  report,
}: {
  store: GuardedStore;
  embed: Embed;
  /** The state of an organisation's rows by their sources; null while they may still be changing. */
  stampOf: (organisationId: number, sources: readonly string[]) => Promise<string | null>;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
  count: (by: FoundBy) => void;
  /** The vectors of a text could not be made. */
  report: (error: unknown) => void;
}) =>
  createGuardedCache<string>({
    name: "llm",
    store,
    embed,
    // A prompt that was made from no rows asks the same whatever they are.
    stampOf: async (organisationId, sources) =>
      sources.length === 0 ? "" : stampOf(organisationId, sources),
    parse: (value) => (typeof value === "string" ? value : undefined),
    limits: () => LIMITS,
    mostTexts: MOST_TEXTS,
    now: Date.now,
    elapsed,
    watch: { found: count, refused: () => {}, looked: () => {}, failed: report },
  });
