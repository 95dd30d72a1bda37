import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Redis } from "ioredis";
import type { Base } from "#server/compose.ts";
import { JOBS } from "#server/jobs.ts";
import type { Model } from "#server/llm/model.ts";
import { WANTED } from "#server/llm/use.ts";
import { createBoundedCache } from "#server/platform/cache.bounded.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createRedisCache } from "#server/platform/cache.redis.ts";
import type { Cache } from "#server/platform/cache.ts";
import { createPostgresRelay } from "#server/platform/live-relay.postgres.ts";
import { createRedisRelay } from "#server/platform/live-relay.redis.ts";
import type { LiveRelay } from "#server/platform/live-relay.ts";
import { createBullMqQueue } from "#server/platform/queue.bullmq.ts";
import { createPgBossQueue } from "#server/platform/queue.pgboss.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import { createDegradingStore } from "#server/vector/degrading-store.ts";
import { createMiniLmEmbedder } from "#server/vector/embedder.minilm.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { embeddedText } from "#server/vector/indexing.ts";
import { IndexSettings } from "#server/vector/schema.ts";

const CACHE_BYTES = 64 * 1024 * 1024;

/** The cache: on Redis where one is named, else in this process. */
export const openCache = ({ env, lifecycle, log }: Base): Cache => {
  if (env.redisUrl === null) return createMemoryCache({ maxBytes: CACHE_BYTES });
  const redis = new Redis(env.redisUrl);
  redis.on("error", (error: unknown) => log.warn({ err: error }, "Redis does not answer"));
  lifecycle.onStop("cache", () => redis.quit());
  return createBoundedCache({
    cache: createRedisCache({ redis }),
    report: (error) => log.warn({ err: error }, "the cache does not answer; all goes on without it"),
  });
};

/** The queue of jobs: on Redis where one is named, else on the database. */
export const openQueue = ({ env, log }: Base) => {
  const report = (error: unknown) => log.error({ err: error }, "the queue reports");
  return env.redisUrl === null
    ? createPgBossQueue({ url: env.databaseUrl, catalogue: JOBS, report })
    : createBullMqQueue({ url: env.redisUrl, catalogue: JOBS, report });
};

/** What carries live values between processes; a process that does everything itself needs none. */
export const openRelay = ({ env, lifecycle, log, pool }: Base): LiveRelay | null => {
  if (env.role === "all") return null;
  const report = (error: unknown) => log.warn({ err: error }, "live values wait between processes");
  const relay =
    env.redisUrl === null
      ? createPostgresRelay({ url: env.databaseUrl, pool, report })
      : createRedisRelay({ url: env.redisUrl, report });
  lifecycle.onStop("live relay", () => relay.close());
  return relay;
};

/** The vectors: on Weaviate with an embedded copy behind it where one is named, else embedded alone. */
export const openVectors = async (
  { env, lifecycle, log }: Base,
  organisations: () => number[],
  plainEmbedder: Embedder,
  settings: Pick<Settings, "get">,
) => {
  // Its native library is loaded by those who serve, not by every command that reads this file; not every machine has one.
  const lancedb = await import("#server/vector/store.lancedb.ts").catch((error: unknown) => {
    log.warn({ err: error }, "the search is off: the library of its embedded store could not be loaded");
    return null;
  });
  if (lancedb === null) return null;
  const embedder =
    env.embedderModel === null || settings.get(SETTINGS.embedder) === "plain"
      ? plainEmbedder
      : await createMiniLmEmbedder({ model: env.embedderModel, modules: join(env.dataDir, "embedder") });
  // Of a store that is new; what was chosen on its page stands in the store itself.
  const graph = Object.fromEntries(Object.entries(env.hnsw).filter(([, value]) => value !== null));
  const ef = env.hnsw.ef ?? undefined;
  const copy = await lancedb.createLanceDbStore({
    folder: join(env.dataDir, "vectors"),
    embedder: embedder.name,
    index: IndexSettings.parse({ kind: "ivf-flat", ...graph }),
    ...{ ef, effort: () => settings.get(SETTINGS.searchEffort) },
    report: (error) =>
      log.warn({ err: error }, "the vectors could not be put in order; the next change tries again"),
  });
  lifecycle.onStop("embedder", () => embedder.close());
  if (env.weaviate === null) {
    lifecycle.onStop("vectors", () => copy.close());
    return { store: copy, server: null, embedder };
  }
  const { createWeaviateStore } = await import("#server/vector/store.weaviate.ts");
  const store = createDegradingStore({
    primary: createWeaviateStore({
      address: env.weaviate,
      embedder: embedder.name,
      index: IndexSettings.parse({ kind: "hnsw", ...graph }),
      ef,
    }),
    copy,
    organisations,
    embed: (_, passages) => embedder.embed(passages.map(embeddedText)),
    report: ({ serving, reason }, cause) =>
      serving === "primary"
        ? log.info("Weaviate answers")
        : log.warn({ err: cause, reason }, "Weaviate fails, the embedded copy answers"),
  });
  lifecycle.onStop("vectors", () => store.close());
  return { store, server: store, embedder };
};

type ModelPlace = Parameters<typeof import("#server/llm/model.llama.ts").createLlamaModel>[0];

/** Opens a model file; what runs it is loaded by those who ask it, not by every command that reads this file. */
export const openModelFile = async (place: ModelPlace): Promise<Model> =>
  (await import("#server/llm/model.llama.ts")).createLlamaModel(place);

/** The model that is named, a file of this machine or a server; null where none is, and nothing is loaded. */
export const openModel = async ({ env, log }: Base, settings: Settings): Promise<Model | null> => {
  if (env.model === null) return null;
  const wanted = {
    contextTokens: settings.get(SETTINGS.modelContextTokens),
    // How many are worked on at once is moved while it runs: memory is set aside for the most there may be.
    sequences: WANTED.sequences,
  };
  if (env.model.kind === "server")
    return (await import("#server/llm/model.remote.ts")).createRemoteModel({ ...env.model, ...wanted });
  const report = (sentence: string) => log.info(sentence);
  const other = settings.get(SETTINGS.modelFile);
  const beside = join(dirname(env.model.file), other);
  const isThere = other !== "" && existsSync(beside);
  if (other !== "" && !isThere)
    log.warn(`llm.file: found no ${beside}, expected a model; the one that MODEL names serves`);
  return openModelFile({ file: isThere ? beside : env.model.file, dataDir: env.dataDir, wanted, report });
};
