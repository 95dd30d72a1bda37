import { createGuardedCache } from "#server/lib/guarded-cache.ts";
import type { Model } from "#server/llm/model.ts";
import { createInference, type Inference } from "#server/llm/service.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import { type BenchQuestion, drawQuestions, PLAN_SCHEMA, PREFIX } from "./questions.ts";

const ASKER = { organisationId: 1, role: "dispatcher", depotIds: null, setting: "" };
const MAX_TOKENS = 40;
const LIMITS = { textLike: 0.9, wordLike: 0.8, ttlMs: 3_600_000 };
const MOST_TEXTS = 20_000;

/** How long a line waits for an answer of a slow machine. */
export const PATIENT_MS = 600_000;

/** One request to a model itself; maps to what it took. */
export const askModel = (model: Model, text: string, prefix = PREFIX) =>
  model.complete({
    ...{ prefix, text, schema: PLAN_SCHEMA, maxTokens: MAX_TOKENS, deadlineMs: PATIENT_MS },
  });

/** Asks a model so many questions, so many at once; maps to the milliseconds of each and of all, and their tokens. */
export const throughput = async (
  model: Model,
  { atOnce, count, seed }: { atOnce: number; count: number; seed: string },
) => {
  const questions = drawQuestions(count, count, seed);
  const each: number[] = [];
  let tokens = 0;
  const startedAt = performance.now();
  const work = async (): Promise<void> => {
    for (let next = questions.shift(); next !== undefined; next = questions.shift()) {
      const askedAt = performance.now();
      const { usage } = await askModel(model, next.text);
      each.push(performance.now() - askedAt);
      tokens += usage.answerTokens;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { each, tokens, ms: performance.now() - startedAt };
};

/** The inference over a model as the product composes it, with or without its cache. */
const openInference = async (
  model: Model,
  { isCached, deadlineMs, queueLimit }: { isCached: boolean; deadlineMs: number; queueLimit: number },
): Promise<{ inference: Inference; meter: ReturnType<typeof createMeter> }> => {
  const meter = createMeter();
  const { embed } = await createStaticEmbedder();
  const cache = createGuardedCache<string>({
    name: "bench",
    store: createMemoryCache({ maxBytes: 64_000_000 }),
    embed,
    stampOf: async () => "",
    parse: String,
    limits: () => LIMITS,
    mostTexts: MOST_TEXTS,
    now: Date.now,
    elapsed: () => performance.now(),
  });
  const inference = createInference({
    model,
    cache: isCached ? cache : null,
    limits: () => ({ sequences: 8, queueLimit, deadlineMs }),
    meter,
    elapsed: () => performance.now(),
  });
  return { inference, meter };
};

const askAs = (inference: Inference, user: string, text: string) =>
  inference.complete({
    ...{ asker: ASKER, user, prefix: PREFIX, text, schema: PLAN_SCHEMA, maxTokens: MAX_TOKENS, sources: [] },
  });

/** A model whose answers also say what they were made for, so that one given for something else shows. */
const marked = (model: Model, asksOf: ReadonlyMap<string, string>): Model => ({
  ...model,
  async complete(request) {
    const answer = await model.complete(request);
    return { ...answer, isWhole: true, text: asksOf.get(request.text) ?? "" };
  },
});

/** Repeated patterns asked one after the other; maps to hits, answers made for something else, and time. */
export const repeated = async (model: Model, questions: readonly BenchQuestion[], isCached: boolean) => {
  const asksOf = new Map(questions.map(({ text, asks }) => [text, asks]));
  const limits = { isCached, deadlineMs: PATIENT_MS, queueLimit: 64 };
  const { inference } = await openInference(marked(model, asksOf), limits);
  let [hits, wrong] = [0, 0];
  const startedAt = performance.now();
  for (const { text, asks } of questions) {
    const { by, text: madeFor } = await askAs(inference, "ann", text);
    if (by !== "none") hits++;
    if (madeFor !== asks) wrong++;
  }
  return { hits, wrong, ms: performance.now() - startedAt };
};

/** Fifty users who each ask some questions, one after the other, all at once. */
export const crowd = async (
  model: Model,
  {
    users,
    each,
    deadlineMs,
    queueLimit,
  }: { users: number; each: number; deadlineMs: number; queueLimit: number },
) => {
  const { inference } = await openInference(model, { isCached: false, deadlineMs, queueLimit });
  const ms: number[] = [];
  const answeredBy = new Map<string, number>();
  let [refused, late, longest] = [0, 0, 0];
  const work = async (user: string): Promise<void> => {
    for (const { text } of drawQuestions(each, each, user)) {
      const askedAt = performance.now();
      try {
        await askAs(inference, user, text);
        ms.push(performance.now() - askedAt);
        answeredBy.set(user, (answeredBy.get(user) ?? 0) + 1);
      } catch (error) {
        const code = Reflect.get(Object(error), "code");
        if (code === "TOO_MANY_REQUESTS") refused++;
        else if (code === "TIMEOUT") late++;
        else throw error;
      }
      longest = Math.max(longest, (await inference.state()).waiting);
    }
  };
  const names = Array.from({ length: users }, (_, i) => `user ${i}`);
  await Promise.all(names.map(work));
  const counts = names.map((name) => answeredBy.get(name) ?? 0);
  return { ms, refused, late, longest, fewest: Math.min(...counts), most: Math.max(...counts) };
};
