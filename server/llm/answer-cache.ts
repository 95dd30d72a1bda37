import {
  createGuardedCache,
  type Embed,
  type FoundBy,
  type GuardedStore,
} from "#server/lib/guarded-cache.ts";

/** How alike two prompts must be to share an answer, and how long it is kept. */
const LIMITS = { textLike: 0.9, wordLike: 0.8, ttlMs: 3_600_000, mostTexts: 20_000 };

/** Answers of the model, found again for prompts that ask the same. */
export const createAnswerCache = ({
  store,
  embed,
  stampOf,
  count,
}: {
  store: GuardedStore;
  embed: Embed;
  /** The state of an organisation's rows; another text means that some changed. */
  stampOf: (organisationId: number) => Promise<string>;
  count: (by: FoundBy) => void;
}) =>
  createGuardedCache<string>({
    name: "llm",
    store,
    embed,
    // A prompt that was made from no rows asks the same whatever they are.
    stampOf: async (organisationId, sources) => (sources.length === 0 ? "" : stampOf(organisationId)),
    limits: () => LIMITS,
    count,
  });
