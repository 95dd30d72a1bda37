import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createStaticEmbedding } from "#server/vector/core/static-embedding.ts";
import { fromBytes } from "#server/vector/core/static-model.ts";
import { createStaticWords } from "#server/vector/core/static-words.ts";
import type { Embedder } from "#server/vector/embedder.ts";

const FILE = "server/vector/artifacts/static-embedding.bin";
/** After so many texts others get their turn: a text takes tenths of a millisecond. */
const TURN = 64;

/** The embedder that is always there: a table of words trained on the texts of waste collection, read from a file. */
export const createStaticEmbedder = async (file = FILE): Promise<Embedder> => {
  const bytes = await readFile(file);
  const embed = createStaticEmbedding(createStaticWords(fromBytes(bytes)));
  return {
    name: `static-${createHash("sha256").update(bytes).digest("hex").slice(0, 8)}`,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        vectors.push(embed(text));
        if (vectors.length % TURN === 0) await new Promise((done) => setImmediate(done));
      }
      return vectors;
    },
    async close() {},
  };
};
