import { copyFile, readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { PLAIN_QUESTIONS, readPlainQuestions } from "#server/ask/plain-questions.ts";
import { openReader, READER } from "#server/ask/readers.ts";
import { subjectTask } from "#server/ask/suppose.ts";
import { AppError } from "#server/lib/errors.ts";
import type { PlanCase } from "#server/llm/core/compare.ts";
import { generateModel, readModelFile } from "#server/llm/gguf-file.ts";
import { driverNote, GPUS, installLibrary } from "#server/llm/install.ts";
import { libraryFolder } from "#server/llm/llama-library.ts";
import { readCard, readMachine } from "#server/llm/machine.ts";
import type { Model } from "#server/llm/model.ts";
import { checksumOf, pullModel } from "#server/llm/pull.ts";
import type { Registry } from "#server/llm/registry.ts";
import { AnswerSchema, QUANTS, SHAPE_NAMES } from "#server/llm/schema.ts";
import { noteShipped } from "#server/llm/shipped.ts";
import { fitHere, setVariable } from "#server/llm/use.ts";
import { compareScores, scoreModel } from "#server/llm/validate.ts";

const USAGE = `  generate --shape ${SHAPE_NAMES.join("|")} --quant ${QUANTS.join("|")} [--seed S] FILE.gguf
  install [--gpu ${GPUS.join("|")}]      the library that runs models
  pull hf:owner/repo/file.gguf           fetches a model; goes on where it broke off
  use FILE.gguf                          looks whether it fits this machine, and makes it the one that serves
  validate A.gguf B.gguf [--plans FILE.jsonl [--prefix FILE] [--schema FILE.json]]
  offer FILE.bin                         a reader of questions from \`npm run train -- --judged\`, as a variant of its flag
  list`;

const HOME = ".roundsman";

/** What a command of the models works with; what needs the database or a running model is opened when it is asked for. */
export type ModelTools = {
  print: (line: string) => void;
  /** Takes lines about how far it is. */
  progress: (line: string) => void;
  /** The file of variables that the product reads when it starts. */
  environment: string;
  withRegistry: (work: (registry: Registry) => Promise<void>) => Promise<void>;
  /** Gives a flag one more variant. */
  addVariant: (flag: string, variant: string, value: string) => Promise<void>;
  openModel: (place: { file: string; dataDir: string }) => Promise<Model>;
};

const one = (name: string, positionals: readonly string[]): string => {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new AppError("BAD_REQUEST", `model ${name}: found ${positionals.length} names, expected one`);
  return file;
};

const oneOf = <T extends string>(option: string, found: string | undefined, known: readonly T[]): T => {
  const match = known.find((each) => each === found);
  if (match === undefined)
    throw new AppError(
      "BAD_REQUEST",
      `model ${option}: found ${found === undefined ? "nothing" : `"${found}"`}, expected one of ${known.join(", ")}`,
    );
  return match;
};

const parse = <T>(schema: z.ZodType<T>, text: string, place: string): T => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", `${place}: found no JSON, expected it`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new AppError("BAD_REQUEST", `${place}: ${z.prettifyError(parsed.error)}`);
};

/** Does what the further words ask for; maps to false where a comparison refused. */
type Command = (args: string[], tools: ModelTools) => Promise<boolean>;

const generate: Command = async (args, { print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      shape: { type: "string" },
      quant: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const file = one("generate", positionals);
  const shape = oneOf("generate --shape", values.shape, SHAPE_NAMES);
  const quant = oneOf("generate --quant", values.quant, QUANTS);
  await generateModel(file, { shape, quant, seed: values.seed });
  const { name, bytes } = await readModelFile(file);
  print(
    `${file}: ${name}, ${quant}, ${(bytes / 1e6).toFixed(1)} MB when read; generated weights, speed only`,
  );
  return true;
};

const install: Command = async (args, { print, progress }) => {
  const { values } = parseArgs({ args, options: { gpu: { type: "string" } } });
  const { gpu: found } = await readMachine();
  const usual = found === null ? "none" : found.name === "Metal" ? "metal" : "cuda";
  const gpu = oneOf("install --gpu", values.gpu ?? usual, GPUS);
  const modules = libraryFolder(HOME);
  await installLibrary(modules, { gpu, tell: progress });
  const card = gpu === "cuda" ? await readCard() : null;
  const note = card === null ? null : driverNote(card);
  if (note !== null) print(note);
  print(`installed in ${relative(".", modules)}, ${gpu === "none" ? "for the processor" : `for ${gpu}`}`);
  return true;
};

const pull: Command = async (args, { print, progress }) => {
  const { model, checksum, source } = await pullModel(one("pull", args), {
    folder: join(HOME, "models"),
    tell: progress,
  });
  print(`${model.file}: ${model.name}, ${model.quant}, from ${source}, sha256 ${checksum}`);
  print(`next: npm run model -- use ${model.file}`);
  return true;
};

const use: Command = async (args, { print, progress, environment, withRegistry }) => {
  const file = resolve(one("use", args));
  const model = await readModelFile(file);
  const fit = await fitHere(model);
  progress("reading it for its checksum");
  const checksum = await checksumOf(file);
  const key = { kind: "model" as const, name: model.name, version: `${model.quant} ${checksum.slice(0, 8)}` };
  await withRegistry(async (registry) => {
    await registry.note({
      ...key,
      ...{ file: relative(".", file), bytes: model.bytes, checksum, recipe: fit },
      trainingData: model.isGenerated ? "none: generated weights" : "as its makers say",
    });
    await registry.use(key);
  });
  await setVariable(environment, "MODEL", relative(".", file));
  print(`${model.name} ${model.quant}: ${fit.sentence}`);
  print("MODEL stands in .env; the next npm start serves it");
  return true;
};

const PlanLine = z.object({ id: z.string(), prompt: z.string(), expected: z.unknown() });

/** The cases that models are compared on: those of a file, else the third reader's own task over sentences kept apart. */
const planSet = async ({
  plans,
  prefix,
  schema,
}: {
  plans?: string;
  prefix?: string;
  schema?: string;
}): Promise<{ set: string; cases: PlanCase[]; prefix: string; schema: AnswerSchema | null }> => {
  if (plans === undefined) {
    const page = await readPlainQuestions();
    const task = subjectTask(page);
    const cases = page.cases.map(({ id, text, subject }) => ({
      ...{ id, prompt: task.textOf(text), expected: task.answerOf(subject) },
    }));
    return { set: PLAIN_QUESTIONS, cases, prefix: task.prefix, schema: task.schema };
  }
  const lines = (await readFile(plans, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return {
    set: plans,
    cases: lines.map((line, at) => parse(PlanLine, line, `${plans}, line ${at + 1}`)),
    prefix: prefix === undefined ? "" : await readFile(prefix, "utf8"),
    schema: schema === undefined ? null : parse(AnswerSchema, await readFile(schema, "utf8"), schema),
  };
};

const validate: Command = async (args, { print, progress, withRegistry, openModel }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { plans: { type: "string" }, prefix: { type: "string" }, schema: { type: "string" } },
  });
  if (
    positionals.length !== 2 ||
    (values.plans === undefined && (values.prefix ?? values.schema) !== undefined)
  )
    throw new AppError("BAD_REQUEST", "model validate: expected A.gguf B.gguf [--plans FILE.jsonl …]");
  const { set, cases, prefix, schema } = await planSet(values);
  const scores = [];
  for (const file of positionals) {
    const model = await openModel({ file, dataDir: HOME });
    try {
      const tell = (done: number) => progress(`${file}: ${done} of ${cases.length}`);
      const score = await scoreModel(model, cases, { prefix, schema, tell });
      scores.push(score);
      const memory = score.memoryBytes === null ? "" : `, ${(score.memoryBytes / 1e9).toFixed(2)} GB`;
      print(
        `${file}: ${score.exact} of ${score.cases} plans exact, ${score.broken} none at all; median ${score.medianMs.toFixed(0)} ms, p95 ${score.p95Ms.toFixed(0)} ms${memory}`,
      );
      const checksum = await checksumOf(file);
      const { exact, cases: count } = score;
      await withRegistry((registry) =>
        registry.judge(checksum, { set, exactShare: count === 0 ? 0 : exact / count, cases: count }),
      );
    } finally {
      await model.close();
    }
  }
  const { isRefused, sentence } = compareScores(scores);
  print(sentence);
  return !isRefused;
};

const ReaderPage = z.object({
  madeBy: z.string(),
  sha256: z.string(),
  sentences: z.int(),
  apart: z.object({ sentences: z.int(), both: z.object({ right: z.number() }) }),
  judged: z.object({ learnt: z.int() }),
});

const offer: Command = async (args, { print, withRegistry, addVariant }) => {
  const draft = one("offer", args);
  await openReader(draft);
  const page = draft.replace(/\.bin$/, ".json");
  const made = parse(ReaderPage, await readFile(page, "utf8"), page);
  const checksum = await checksumOf(draft);
  if (checksum !== made.sha256)
    throw new AppError(
      "CONFLICT",
      `${draft}: found checksum ${checksum}, ${page} expects ${made.sha256}: train it again`,
    );
  const { size: bytes } = await stat(draft);
  // Under its version's name it stays when the next one is trained.
  const version = checksum.slice(0, 8);
  const file = join(dirname(draft), `reader-${version}.bin`);
  await copyFile(draft, file);
  await withRegistry(async (registry) => {
    await noteShipped(registry);
    await registry.note({
      ...{ kind: "classifier", name: "question-reader", version, file, bytes, checksum },
      recipe: { ...made },
      trainingData: `sentences of scripts/reader, ${made.judged.learnt} judged answers`,
    });
    const { sentences, both } = made.apart;
    await registry.judge(checksum, {
      ...{ set: "sentences of scripts/reader kept apart", exactShare: both.right, cases: sentences },
    });
  });
  await addVariant(READER.key, version, version);
  print(`${file}: a variant of the flag ${READER.key}, which nobody has yet`);
  print(`next: on /flags, release ${READER.key} to ${version}, guarded by ask.judged with verdict=down`);
  return true;
};

const list: Command = async (_, { print, withRegistry }) => {
  await withRegistry(async (registry) => {
    await noteShipped(registry);
    const files = await registry.list();
    if (!files.some(({ kind }) => kind === "model"))
      print("no model yet: npm run model -- pull hf:owner/repo/file.gguf, then use");
    for (const { kind, name, version, file, bytes, checksum, score, isUsed } of files) {
      const judged =
        score === null ? "not judged" : `${(100 * score.exactShare).toFixed(1)} % of ${score.cases} exact`;
      print(
        `${isUsed ? "*" : " "} ${kind} ${name} ${version}: ${file}, ${(bytes / 1e6).toFixed(1)} MB, sha256 ${checksum.slice(0, 12)}, ${judged}`,
      );
    }
  });
  return true;
};

const COMMANDS: Readonly<Record<string, Command>> = { generate, install, pull, use, validate, offer, list };

/** Runs `npm run model -- …`: makes, fetches, compares and chooses models; maps to the exit status, 1 for a refusal. */
export const runModel = async (
  [name = "", ...args]: readonly string[],
  tools: ModelTools,
): Promise<number> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new AppError("BAD_REQUEST", `model: found "${name}", expected:\n${USAGE}`);
  return (await command(args, tools)) ? 0 : 1;
};
