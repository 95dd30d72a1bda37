import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateModel } from "#server/llm/gguf-file.ts";
import { findLibrary, libraryFolder } from "#server/llm/llama-library.ts";
import { createLlamaModel } from "#server/llm/model.llama.ts";
import type { Model } from "#server/llm/model.ts";
import { WANTED } from "#server/llm/use.ts";
import { scoreModel } from "#server/llm/validate.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { summarize } from "./harness/measure.ts";
import { askModel, crowd, PATIENT_MS, repeated, throughput } from "./models/load.ts";
import { drawQuestions, meaningSet, PREFIX } from "./models/questions.ts";

const HOME = ".roundsman";
const SEED = "llm/1";
/** Each part is to take about so long where nothing else is said, on whatever machine. */
const PART_MS = 40_000;
const USERS = 50;
const SEQUENCES = 8;
const QUEUE_LIMIT = 64;
const SHORT_QUEUE = 16;
const DEADLINE_MS = 1_500;
const REPEATED = { questions: 400, things: 40 };

const NOT_RUN = "not run: no real model; MODEL or --model names one with trained weights";

/** So many questions as a part may take, within bounds. */
type CountFor = (msEach: number, least: number, most: number) => number;
const countIn =
  (partMs: number): CountFor =>
  (msEach, least, most) =>
    Math.max(least, Math.min(most, Math.floor(partMs / msEach)));

const prefixFacts = async (model: Model, count: number): Promise<Fact[]> => {
  const times = async (prefixOf: (at: number) => string): Promise<number[]> => {
    const out: number[] = [];
    for (const [at, { text }] of drawQuestions(count, count, `${SEED}/prefix`).entries())
      out.push((await askModel(model, text, prefixOf(at))).usage.ms);
    return out;
  };
  const cold = summarize(await times((at) => `${at}. ${PREFIX}`));
  const warm = summarize(await times(() => PREFIX));
  return [
    { name: "one request, new prefix", value: cold.median, unit: "ms", summary: cold },
    { name: "one request, prefix known", value: warm.median, unit: "ms", summary: warm },
    {
      name: "time that a known prefix saves",
      value: 100 * (1 - warm.median / cold.median),
      unit: "%",
      against: { what: "each prefix read anew", times: cold.median / warm.median },
    },
  ];
};

const cacheFacts = async (model: Model, count: number): Promise<Fact[]> => {
  const things = Math.max(1, Math.floor(count / (REPEATED.questions / REPEATED.things)));
  const questions = drawQuestions(count, things, `${SEED}/cache`);
  const without = await repeated(model, questions, false);
  const { hits, wrong, ms } = await repeated(model, questions, true);
  const note = `${count} questions that ask ${things} things in 4 wordings, one after the other.`;
  return [
    { name: "similar inputs: hits", value: (100 * hits) / count, unit: "%", target: { atLeast: 80 }, note },
    { name: "similar inputs: wrong answers", value: wrong, unit: "", target: { atMost: 0 } },
    {
      name: "similar inputs: time saved",
      value: 100 * (1 - ms / without.ms),
      unit: "%",
      against: { what: "no answer kept", times: without.ms / ms },
      target: { atLeast: 50 },
      note: `${(ms / 1_000).toFixed(1)} s with the cache, ${(without.ms / 1_000).toFixed(1)} s without.`,
    },
  ];
};

const crowdFacts = async (model: Model, each: number, isReal: boolean): Promise<Fact[]> => {
  const all = await crowd(model, { users: USERS, each, deadlineMs: PATIENT_MS, queueLimit: QUEUE_LIMIT });
  const summary = summarize(all.ms);
  const pressed = await crowd(model, {
    ...{ users: USERS, each, deadlineMs: DEADLINE_MS, queueLimit: SHORT_QUEUE },
  });
  return [
    {
      name: `${USERS} users at once, p95`,
      value: summary.p95,
      unit: "ms",
      ...(isReal ? { target: { atMost: 2_000 } } : {}),
      summary,
      note: `${each} questions each; wait and answer.`,
    },
    {
      name: `${USERS} users at once: least share of answers of a user`,
      value: (100 * all.fewest) / each,
      unit: "%",
      target: { atLeast: 100 },
      note: `Longest queue ${all.longest} of ${QUEUE_LIMIT}; ${all.refused} refused, ${all.late} late.`,
    },
    {
      name: `longest queue where ${SHORT_QUEUE} may wait`,
      value: pressed.longest,
      unit: "",
      target: { atMost: SHORT_QUEUE },
      note: `${pressed.ms.length} answered within ${DEADLINE_MS} ms, ${pressed.refused} refused at once, ${pressed.late} late.`,
    },
  ];
};

/** How often a model with trained weights names the question that asks for the same. */
const meaningFacts = async (model: Model): Promise<Fact[]> => {
  const { task, cases } = await meaningSet();
  const { exact, broken } = await scoreModel(model, cases, { ...task, tell: () => {} });
  const answers = task.schema.properties.asks.enum.length;
  return [
    {
      ...{ name: "plans exact", value: (100 * exact) / cases.length, unit: "%" },
      note: `${exact} of ${cases.length} sentences kept apart, one of ${answers} answers each; ${broken} without an answer.`,
    },
  ];
};

const measureModel = async (model: Model, countFor: CountFor, say: BenchContext["say"]): Promise<Fact[]> => {
  const startedAt = performance.now();
  const facts = await model.describe();
  const loadMs = performance.now() - startedAt;
  const isReal = !facts.isGenerated;
  const label = isReal ? "" : "generated weights: speed only. ";
  const about = `${label}${facts.name} on ${facts.device}, ${facts.sequences} sequences of ${facts.contextTokens} tokens.`;
  say("a first question, which reads the prefix");
  await askModel(model, "show the stops");
  const { ms: msEach } = (await askModel(model, "show the routes")).usage;
  const count = countFor(msEach, 4, 200);
  say(`one at a time, ${count} questions`);
  const alone = await throughput(model, { atOnce: 1, count, seed: `${SEED}/alone` });
  const atOnce = Math.min(SEQUENCES, facts.sequences);
  say(`${atOnce} at once`);
  // Each sequence takes the state of the prefix once; that is not what a question costs.
  await throughput(model, { atOnce, count: atOnce, seed: `${SEED}/warm` });
  const together = await throughput(model, { atOnce, count: count * 2, seed: `${SEED}/together` });
  const perSecond = ({ tokens, ms }: typeof alone) => (1_000 * tokens) / ms;
  const one = summarize(alone.each);
  const many = summarize(together.each);
  const target = isReal ? { target: { atMost: 600 } } : {};
  say("prefixes");
  const prefixes = await prefixFacts(model, countFor(msEach, 3, 20));
  say("similar inputs");
  const cached = await cacheFacts(model, countFor(msEach, 20, REPEATED.questions));
  say(`${USERS} users at once`);
  const users = await crowdFacts(model, countFor(msEach * USERS, 1, 4), isReal);
  if (isReal) say("the meaning of answers");
  const meaning = isReal ? await meaningFacts(model) : [];
  return [
    { name: "load", value: loadMs, unit: "ms", note: about },
    { name: "memory", value: (facts.memoryBytes ?? 0) / 1e9, unit: "GB", note: "Weights and context." },
    { name: "inference, 1 in flight, p95", value: one.p95, unit: "ms", summary: one },
    { name: `inference, ${atOnce} in flight, p95`, value: many.p95, unit: "ms", ...target, summary: many },
    { name: "answer tokens a second, 1 in flight", value: perSecond(alone), unit: "1/s" },
    { name: `answer tokens a second, ${atOnce} in flight`, value: perSecond(together), unit: "1/s" },
    {
      name: "gain of a batch",
      value: perSecond(together) / perSecond(alone),
      unit: "x",
      against: { what: "one request at a time", times: perSecond(together) / perSecond(alone) },
      ...(facts.device === "the CPU" ? {} : { target: { atLeast: 1.3 } }),
    },
    ...prefixes,
    ...cached,
    ...users,
    ...meaning,
    ...(isReal
      ? []
      : [
          {
            name: "scorecard: model inference, p95 at 8 in flight",
            value: null,
            unit: "ms",
            skipped: NOT_RUN,
          },
          {
            name: "scorecard: question to answer, p95 at 50 users",
            value: null,
            unit: "ms",
            skipped: NOT_RUN,
          },
        ]),
  ];
};

const run = async ({ modelFile, partMs, env, say }: BenchContext): Promise<Fact[]> => {
  if (findLibrary(libraryFolder(HOME)) === null)
    return [
      {
        ...{ name: "model inference", value: null, unit: "ms" },
        skipped: "not run: its library is not installed; npm run model -- install",
      },
    ];
  const folder = await mkdtemp(join(tmpdir(), "roundsman-bench-llm-"));
  const named = modelFile ?? env.MODEL;
  const file = named === undefined || named === "" ? join(folder, "tiny.gguf") : resolve(named);
  try {
    if (named === undefined || named === "")
      await generateModel(file, { shape: "tiny", quant: "Q8_0", seed: SEED });
    say(`loading ${file}`);
    const model = createLlamaModel({ file, dataDir: HOME, wanted: WANTED, report: say });
    try {
      return await measureModel(model, countIn(partMs ?? PART_MS), say);
    } finally {
      await model.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** What the model serves, alone, in a batch, with known prefixes and questions, and under fifty users. */
export const llm: Line = {
  about: "the model: throughput, batches, known prefixes, similar inputs, fifty users at once",
  run,
};
