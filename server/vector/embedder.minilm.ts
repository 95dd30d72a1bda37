import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startThread } from "#server/platform/thread.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import type { MiniLmPlace, MiniLmThread } from "#server/vector/minilm.thread.ts";
import { DIMENSIONS } from "#server/vector/schema.ts";

const ENTRY = "server/vector/minilm.thread.ts";
/** Texts in one run of the model: more fill its memory, not its cores. */
const BATCH = 16;
const TIMEOUT_MS = 120_000;

/** Says which model this is: by its files where it is a folder, for a file may be exchanged; else by its name. */
const nameOf = async (model: string): Promise<string> => {
  const files = ["onnx/model.onnx", "onnx/model_quantized.onnx", "tokenizer.json"].map((file) =>
    join(model, file),
  );
  const found = files.filter((file) => existsSync(file));
  if (found.length === 0) return `minilm-${model}`;
  const hash = createHash("sha256");
  for (const file of found) hash.update(await readFile(file));
  return `minilm-${hash.digest("hex").slice(0, 8)}`;
};

/** The embedder of a sentence model such as all-MiniLM-L6-v2 (transformers.js), in a worker thread of its own. */
export const createMiniLmEmbedder = async (place: MiniLmPlace): Promise<Embedder> => {
  const name = await nameOf(place.model);
  const thread = startThread<MiniLmThread>({ entry: ENTRY, data: place });
  return {
    name,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += BATCH) {
        const part = texts.slice(from, from + BATCH);
        const numbers = await thread.call("embed", part, { timeoutMs: TIMEOUT_MS });
        for (let i = 0; i < part.length; i++)
          vectors.push(numbers.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS));
      }
      return vectors;
    },
    close: () => thread.stop(),
  };
};
