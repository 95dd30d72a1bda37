import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { orderBatch } from "#server/llm/core/batch-order.ts";

/** The library that runs models, installed on demand. */
export const LIBRARY = { name: "node-llama-cpp", version: "3.22.1" } as const;

// The library's types come with the library; these are the parts of it that are used.
/** A token, by its number in the vocabulary. */
export type Token = number;
/** A text in parts, some of which are marks of the model. */
export type LlamaText = { tokenize(tokenizer: unknown): Token[] };
/** The rules an answer keeps to. */
export type Grammar = { stopGenerationTriggers: unknown };
/** The place of a text's tokens in a batch. */
type Place = { evaluationPriority: number };
/** One of the texts that a context goes on with side by side. */
export type Sequence = {
  readonly contextTokens: readonly Token[];
  readonly nextTokenIndex: number;
  compareContextTokens(tokens: readonly Token[]): { firstDifferentIndex: number };
  adaptStateToTokens(tokens: readonly Token[], allowShift: boolean): Promise<void>;
  clearHistory(): Promise<void>;
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly Token[], options: Place): Promise<void>;
  evaluate(
    tokens: readonly Token[],
    options: Place & { temperature: number; grammarEvaluationState?: unknown },
  ): AsyncGenerator<Token, void, void>;
  /** Reads tokens; of one that asks for it, the logits of some tokens to come next. */
  controlledEvaluate(
    input: (Token | [Token, { generateNext: { logits: { filter: { tokens: readonly Token[] } } } }])[],
    options: Place,
  ): Promise<({ next: { logits?: Map<Token, number> } } | undefined)[]>;
  saveStateToFile(file: string): Promise<unknown>;
  loadStateFromFile(file: string, risk: { acceptRisk: true }): Promise<void>;
};
/** A model with the memory for its sequences. */
export type Context = {
  readonly contextSize: number;
  readonly memoryUsage: { ram: number; vram: number };
  getSequence(): Sequence;
};
/** A loaded model. */
export type LoadedModel = {
  readonly tokenizer: unknown;
  readonly size: number;
  tokenize(text: string, specialTokens: boolean, options: "trimLeadingSpace"): Token[];
  detokenize(tokens: readonly Token[], specialTokens?: boolean): string;
  createContext(options: {
    sequences: number;
    contextSize: number;
    batchSize: number;
    failedCreationRemedy: false;
    batching: { itemPrioritizationStrategy: typeof orderBatch };
  }): Promise<Context>;
};
/** The library, opened for a CPU or a GPU. */
export type Llama = {
  readonly gpu: string | false;
  getGpuDeviceNames(): Promise<string[]>;
  loadModel(options: {
    modelPath: string;
    gpuLayers: number | "auto";
    onLoadProgress: (share: number) => void;
  }): Promise<LoadedModel>;
  createGrammarForJsonSchema(schema: unknown): Promise<Grammar>;
};
type ChatItem = { type: "system" | "user"; text: string } | { type: "model"; response: string[] };
/** How a model is spoken to. */
export type ChatWrapper = {
  generateContextState(options: { chatHistory: ChatItem[] }): { contextText: LlamaText };
};
/** What is used of the library. */
export type LlamaLibrary = {
  getLlama(options: {
    gpu: "auto" | false;
    maxThreads: number;
    build: "never";
    skipDownload: true;
    logLevel: "error";
    logger: (level: string, message: string) => void;
  }): Promise<Llama>;
  resolveChatWrapper(model: LoadedModel): ChatWrapper;
  LlamaGrammarEvaluationState: new (options: { model: LoadedModel; grammar: Grammar }) => unknown;
};

const Library = z.custom<LlamaLibrary>(
  (value) => typeof Reflect.get(Object(value), "getLlama") === "function",
);

/** The folder the library is installed to, under that of the product's own things. */
export const libraryFolder = (dataDir: string): string => resolve(dataDir, "llm");

/** Where the library is in a folder it was installed to; null where it is not. */
export const findLibrary = (modules: string): string | null => {
  try {
    return createRequire(join(resolve(modules), "package.json")).resolve(LIBRARY.name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
};

/** Where the library is; says how to install it where it is not there. */
export const needLibrary = (modules: string): string => {
  const entry = findLibrary(modules);
  if (entry !== null) return entry;
  throw new AppError(
    "UNAVAILABLE",
    `MODEL: found no ${LIBRARY.name} in ${modules}, expected it: npm run model -- install`,
  );
};

/** Loads the library from the folder it was installed to. */
export const loadLibrary = async (modules: string): Promise<LlamaLibrary> => {
  const entry = needLibrary(modules);
  return Library.parse(await import(pathToFileURL(entry).href));
};
