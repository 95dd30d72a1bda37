import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { AppError } from "#server/lib/errors.ts";
import { orderBatch } from "#server/llm/core/batch-order.ts";
import { loadLibrary } from "#server/llm/llama-library.ts";
import { Order, type Report } from "#server/llm/llama-protocol.ts";
import { createSequences, type Sequences } from "#server/llm/llama-sequences.ts";

// The process of a model: loads it, answers over the channel to its parent, and ends with it.

const BATCH_TOKENS = 512;
const OOM_SCORE = "/proc/self/oom_score_adj";

const say = (report: Report): void => void process.send?.(report);
const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

let sequences: Sequences | null = null;

const load = async (order: Extract<Order, { do: "load" }>): Promise<void> => {
  // Where memory runs out, the system shall end the model and not the server.
  if (existsSync(OOM_SCORE)) await writeFile(OOM_SCORE, "800");
  const library = await loadLibrary(order.modules);
  const llama = await library.getLlama({
    gpu: order.gpuLayers === 0 ? false : "auto",
    maxThreads: order.threads,
    build: "never",
    skipDownload: true,
    logLevel: "error",
    logger: (_, message) => void process.stderr.write(message),
  });
  const model = await llama.loadModel({
    modelPath: order.file,
    gpuLayers: order.gpuLayers,
    onLoadProgress: (share) => say({ is: "loading", share }),
  });
  const context = await model.createContext({
    sequences: order.sequences,
    contextSize: order.contextTokens,
    batchSize: BATCH_TOKENS,
    failedCreationRemedy: false,
    batching: { itemPrioritizationStrategy: orderBatch },
  });
  sequences = createSequences({ library, llama, model, context, order, batchTokens: BATCH_TOKENS });
  const { ram, vram } = context.memoryUsage;
  const device = llama.gpu === false ? "the CPU" : (await llama.getGpuDeviceNames()).join(", ");
  say({
    is: "ready",
    facts: {
      name: order.name,
      version: order.version,
      sequences: order.sequences,
      contextTokens: context.contextSize,
      device,
      memoryBytes: model.size + ram + vram,
      isGenerated: order.isGenerated,
    },
  });
};

const complete = async ({ id, ...request }: Extract<Order, { do: "complete" }>): Promise<void> => {
  if (sequences === null) throw new AppError("UNAVAILABLE", "model: asked before it was loaded");
  const answer = await sequences.complete(id, request, (piece) => say({ is: "text", id, piece }));
  if (answer !== null) say({ is: "end", id, ...answer });
};

process.on("disconnect", () => process.exit(0));
process.on("message", (message) => {
  const order = Order.parse(message);
  switch (order.do) {
    case "ping":
      return say({ is: "pong" });
    case "abort":
      return sequences?.abort(order.id);
    case "load":
      load(order).catch((error: unknown) => {
        say({ is: "failed", message: sentenceOf(error) });
        process.disconnect();
      });
      return;
    case "complete":
      complete(order).catch((error: unknown) => {
        const code = error instanceof AppError && error.code === "BAD_REQUEST" ? error.code : "UNAVAILABLE";
        say({ is: "error", id: order.id, code, message: sentenceOf(error) });
      });
  }
});
