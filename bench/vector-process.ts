import { createLanceDbStore } from "#server/vector/store.lancedb.ts";
import type { StoreQuery, VectorStore } from "#server/vector/store.ts";
import { createWeaviateStore } from "#server/vector/store.weaviate.ts";
import { summarize } from "./harness/measure.ts";
import { chunksOf, createClustered } from "./vectors/clustered.ts";
import { compareAll, FILTERED_KIND, recallOf, type Truth } from "./vectors/exact.ts";
import type { Search, VectorResult, VectorTask } from "./vectors/task.ts";

const TENANT = 1;
const LIMIT = 10;
/** As many as are measured: of a million rows each has then been read once. */
const WARM_UP = 1_000;
const QUERIES = 1_000;
const COMPARED = 100;
const BUSY_MS = 4_000;
const CALLERS = 4;
/** Chunks stored by one call. */
const CHUNKS = 5;

const environment = JSON.parse(process.argv[2] ?? "{}") as Record<string, string>;

const openStore = async ({ store, folder, alias, index }: VectorTask): Promise<VectorStore> =>
  store === "lancedb"
    ? createLanceDbStore({
        folder,
        embedder: "bench",
        index,
        // Rows are indexed by the rebuild that is measured, not on the way.
        minIndexedRows: Number.MAX_SAFE_INTEGER,
      })
    : createWeaviateStore({
        alias,
        embedder: "bench",
        index,
        address: {
          url: environment.WEAVIATE_URL ?? "",
          grpcPort: Number(environment.WEAVIATE_GRPC_PORT ?? 50_051),
          apiKey: environment.WEAVIATE_API_KEY ?? null,
        },
      });

const load = async (task: VectorTask, store: VectorStore): Promise<Partial<VectorResult>> => {
  const clustered = createClustered();
  const chunks = [...chunksOf(task.rows).entries()];
  // Each call looks for rows of the same id among all that are there: many rows a call make fewer looks.
  for (let at = 0; at < chunks.length; at += CHUNKS) {
    const part = chunks.slice(at, at + CHUNKS).flatMap(([chunk, count]) => clustered.passages(chunk, count));
    const [fault] = await store.upsert(TENANT, part);
    if (fault !== undefined) throw new Error(`${fault.id}: ${fault.message}`);
  }
  return {};
};

const compare = ({ rows }: VectorTask): Partial<VectorResult> => {
  const clustered = createClustered();
  const vectors = clustered.queries(COMPARED).map(({ vector }) => vector);
  const { truths, msEach } = compareAll(clustered, rows, vectors, LIMIT);
  return { truths, ms: summarize(msEach) };
};

const search = async (
  store: VectorStore,
  queries: readonly StoreQuery[],
  truths: readonly number[][] | null,
): Promise<Search> => {
  for (const query of queries.slice(0, WARM_UP)) await store.search(TENANT, query);
  const samples: number[] = [];
  let recall = 0;
  const before = process.cpuUsage();
  for (const [i, query] of queries.entries()) {
    const startedAt = performance.now();
    const found = await store.search(TENANT, query);
    samples.push(performance.now() - startedAt);
    const truth = truths?.[i];
    if (truth !== undefined)
      recall += recallOf(
        found.map(({ recordId }) => recordId),
        truth,
      );
  }
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1_000 / queries.length;
  return { ms: summarize(samples), cpuMs, recall: truths === null ? null : recall / truths.length };
};

const throughput = async (store: VectorStore, queries: readonly StoreQuery[]): Promise<number> => {
  const until = performance.now() + BUSY_MS;
  let done = 0;
  const caller = async (from: number): Promise<void> => {
    for (let i = from; performance.now() < until; i += CALLERS) {
      const query = queries[i % queries.length];
      if (query !== undefined) await store.search(TENANT, query);
      done++;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, from) => caller(from)));
  return done / (BUSY_MS / 1000);
};

const measured = async (store: VectorStore, truths: readonly Truth[]): Promise<Partial<VectorResult>> => {
  const queries = createClustered().queries(QUERIES);
  const filter = { kinds: [FILTERED_KIND] };
  const plain = queries.map(({ vector }) => ({ vector, limit: LIMIT }));
  const filtered = plain.map((query) => ({ ...query, filter }));
  const hybrid = queries.map(({ vector, words }) => ({ vector, words, filter, limit: LIMIT }));
  const { buildMs, diskBytes, unindexedRows } = await store.describe(TENANT);
  return {
    buildMs,
    diskMb: diskBytes === null ? null : diskBytes / 1e6,
    unindexedRows,
    plain: await search(
      store,
      plain,
      truths.map(({ all }) => all),
    ),
    filtered: await search(
      store,
      filtered,
      truths.map(({ ofKind }) => ofKind),
    ),
    hybrid: await search(store, hybrid, null),
    perSecond: await throughput(store, plain),
  };
};

const perform = async (task: VectorTask): Promise<Partial<VectorResult>> => {
  if (task.do === "compare") return compare(task);
  if (task.do === "build") {
    const { folder, index } = task;
    const store = await createLanceDbStore({ folder, embedder: "bench", index, minIndexedRows: 0 });
    const startedAt = performance.now();
    await store.rebuild({ index });
    const rebuildMs = performance.now() - startedAt;
    const { buildMs } = await store.describe(TENANT);
    await store.close();
    return { rebuildMs, buildMs };
  }
  const store = await openStore(task);
  try {
    return task.do === "load" ? await load(task, store) : await measured(store, task.truths);
  } finally {
    await store.close();
  }
};

// Started by the line `vector`: does one thing on a store, so that its memory is its own, tells what it took and ends.
process.once("message", async (message) => {
  const startedAt = performance.now();
  const result = await perform(message as VectorTask);
  const told: VectorResult = {
    ...result,
    seconds: (performance.now() - startedAt) / 1000,
    rssMb: process.memoryUsage.rss() / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1000,
  };
  process.send?.(told, () => process.exit());
});
