import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IndexSettings } from "#server/vector/schema.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import type { Truth } from "./vectors/exact.ts";
import type { VectorResult, VectorTask } from "./vectors/task.ts";

const ROWS = 50_000;
// The one that takes longest to build comes last.
const EMBEDDED = ["ivf-flat", "ivf-pq", "ivf-hnsw-sq"] as const;
const SETTINGS = { maxConnections: 32, efConstruction: 200, ef: 100 };
/** The kind of index that is judged: the one a new store has. */
const JUDGED = "ivf-flat";

const perform = ({ env }: BenchContext, task: VectorTask): Promise<VectorResult> =>
  new Promise((done, fail) => {
    const names = ["WEAVIATE_URL", "WEAVIATE_GRPC_PORT", "WEAVIATE_API_KEY"];
    const passed = Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
    const child = fork("bench/vector-process.ts", [JSON.stringify(passed)], {
      execArgv: ["--import", "tsx"],
    });
    let result: VectorResult | undefined;
    child.on("message", (message) => {
      result = message as VectorResult;
    });
    child.once("error", fail);
    child.once("close", (code) =>
      code === 0 && result
        ? done(result)
        : fail(new Error(`vector: ${task.do} ended with ${code}, expected 0 and a result`)),
    );
    child.send(task);
  });

const searchFacts = (
  name: string,
  result: VectorResult,
  limits: { p99: number; filtered: number; hybrid: number } | null,
): Fact[] => {
  const { plain, filtered, hybrid, perSecond } = result;
  if (plain === undefined || filtered === undefined || hybrid === undefined)
    throw new Error(`vector: ${name} told no searches, expected three`);
  const at = (limit: number | undefined) => (limit === undefined ? {} : { target: { atMost: limit } });
  const recall = (of: string, value: number | null, isJudged: boolean): Fact => ({
    name: `${name}, recall@10${of}`,
    value,
    unit: "share",
    ...(isJudged ? { target: { atLeast: 0.95 } } : {}),
  });
  return [
    recall("", plain.recall, limits !== null),
    { name: `${name}, p99`, value: plain.ms.p99, unit: "ms", summary: plain.ms, ...at(limits?.p99) },
    {
      name: `${name}, processor time of a search`,
      value: plain.cpuMs,
      unit: "ms",
      note: `With a filter ${filtered.cpuMs.toFixed(1)} ms, with a filter and words ${hybrid.cpuMs.toFixed(1)} ms.`,
    },
    { name: `${name}, searches a second, 4 at once`, value: perSecond ?? null, unit: "/s" },
    recall(" with a filter", filtered.recall, limits !== null),
    {
      name: `${name}, tenant and type filtered, p99`,
      value: filtered.ms.p99,
      unit: "ms",
      summary: filtered.ms,
      note: "A tenant is a table of its own; the type is a fifth of its rows.",
      ...at(limits?.filtered),
    },
    {
      name: `${name}, hybrid with a filter, p99`,
      value: hybrid.ms.p99,
      unit: "ms",
      summary: hybrid.ms,
      note: "Three words and a vector, fused by rank.",
      ...at(limits?.hybrid),
    },
  ];
};

const gain = (name: string, brute: number, found: number): Fact => ({
  name: `${name}, less time than comparing with every row`,
  value: 100 * (1 - found / brute),
  unit: "%",
  against: { what: "a comparison with every row", times: brute / found },
  target: { atLeast: 85 },
});

const embeddedFacts = async (
  context: BenchContext,
  rows: number,
  truths: Truth[],
  bruteMs: number,
): Promise<Fact[]> => {
  const kinds = EMBEDDED.filter((kind) => context.index === undefined || kind === context.index);
  if (kinds.length === 0)
    throw new Error(`--index: found "${context.index}", expected one of ${EMBEDDED.join(", ")}`);
  const folder = await mkdtemp(join(tmpdir(), "roundsman-vector-bench-"));
  const shared = { store: "lancedb" as const, folder, alias: "", rows };
  const facts: Fact[] = [];
  try {
    context.say(`storing ${rows.toLocaleString("en")} rows`);
    const index = IndexSettings.parse({ kind: JUDGED, ...SETTINGS });
    const loaded = await perform(context, { ...shared, index, do: "load" });
    facts.push({ name: "rows stored, columns and words indexed", value: loaded.seconds, unit: "s" });
    for (const kind of kinds) {
      context.say(`building and searching ${kind}`);
      const settings = IndexSettings.parse({ kind, ...SETTINGS });
      const task = { ...shared, index: settings };
      // Memory is that of a process that only searches: a build may use more, and is told beside it.
      const built = await perform(context, { ...task, do: "build" });
      const served = await perform(context, { ...task, do: "measure", truths });
      const isJudged = kind === JUDGED;
      const { plain, filtered, hybrid } = served;
      context.say(
        `${kind}: built in ${((built.buildMs ?? 0) / 1000).toFixed(0)} s, recall ${plain?.recall?.toFixed(3)}, p99 ${plain?.ms.p99.toFixed(1)}, filtered ${filtered?.ms.p99.toFixed(1)}, hybrid ${hybrid?.ms.p99.toFixed(1)} ms, ${served.peakMb.toFixed(0)} MB`,
      );
      facts.push(
        {
          name: `${kind}, build`,
          value: (built.buildMs ?? 0) / 1000,
          unit: "s",
          ...(isJudged ? { target: { atMost: 600 } } : {}),
        },
        {
          name: `${kind}, resident memory while searching`,
          value: served.peakMb,
          unit: "MB",
          ...(isJudged ? { target: { atMost: 2_500 } } : {}),
        },
        {
          name: `${kind}, rebuild beside the old one, with the copy of the rows`,
          value: (built.rebuildMs ?? 0) / 1000,
          unit: "s",
        },
        { name: `${kind}, largest resident memory of the build`, value: built.peakMb, unit: "MB" },
        { name: `${kind}, on disk`, value: served.diskMb ?? null, unit: "MB" },
        ...searchFacts(kind, served, isJudged ? { p99: 10, filtered: 40, hybrid: 50 } : null),
        gain(kind, bruteMs, served.plain?.ms.median ?? bruteMs),
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return facts;
};

const weaviateFacts = async (
  context: BenchContext,
  rows: number,
  truths: Truth[],
  bruteMs: number,
): Promise<Fact[]> => {
  if (!context.env.WEAVIATE_URL)
    return [
      {
        name: "Weaviate",
        value: null,
        unit: "ms",
        skipped: "WEAVIATE_URL names no server; see docker-compose.ai-ml.yml",
      },
    ];
  const index = IndexSettings.parse({ kind: "hnsw", ...SETTINGS });
  const shared = {
    store: "weaviate" as const,
    folder: "",
    alias: `RoundsmanBench${process.pid}`,
    rows,
    index,
  };
  context.say(`storing ${rows.toLocaleString("en")} rows on Weaviate`);
  const loaded = await perform(context, { ...shared, do: "load" });
  context.say("searching");
  const served = await perform(context, { ...shared, do: "measure", truths });
  return [
    { name: "Weaviate, rows stored and indexed", value: loaded.seconds, unit: "s" },
    {
      name: "Weaviate, memory",
      value: null,
      unit: "MB",
      skipped: "the server does not tell it to its clients; see its process",
    },
    ...searchFacts("Weaviate, hnsw", served, { p99: 60, filtered: 60, hybrid: 60 }),
    gain("Weaviate, hnsw", bruteMs, served.plain?.ms.median ?? bruteMs),
  ];
};

const run = async (context: BenchContext): Promise<Fact[]> => {
  const rows = context.rows ?? ROWS;
  const store = context.store ?? "embedded";
  if (store !== "embedded" && store !== "weaviate")
    throw new Error(`--store: found "${store}", expected embedded or weaviate`);
  context.say("comparing 100 queries with every row");
  const index = IndexSettings.parse({ kind: JUDGED });
  const brute = await perform(context, {
    ...{ store: "lancedb", folder: "", alias: "", rows, index, do: "compare" },
  });
  const { ms, truths = [] } = brute;
  if (ms === undefined) throw new Error("vector: the comparison told no times");
  const facts = store === "weaviate" ? weaviateFacts : embeddedFacts;
  return [
    {
      name: `comparing with each of ${rows.toLocaleString("en")} rows`,
      value: ms.median,
      unit: "ms",
      summary: ms,
      note: "One thread, vectors in memory; 384 numbers around 2,000 centres plus noise, of length one.",
    },
    ...(await facts(context, rows, truths, ms.median)),
  ];
};

/** Searches by vector, with filters and with words, by each kind of index. */
export const vector: Line = {
  about: "searches by meaning: time, memory and recall of each index",
  inAll: { index: JUDGED },
  run,
};
