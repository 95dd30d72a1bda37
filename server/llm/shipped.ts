import { readFile } from "node:fs/promises";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import { checksumOf } from "#server/llm/pull.ts";
import type { Registry } from "#server/llm/registry.ts";

/** Trained files that come with the product, each with its recipe beside it. */
const SHIPPED = [
  {
    kind: "embedding" as const,
    name: "static-embedding",
    file: "server/vector/artifacts/static-embedding.bin",
    trainingData: "texts of the demo city, scripts/embedding/lexicon",
  },
  {
    kind: "classifier" as const,
    name: "question-reader",
    file: "server/ask/artifacts/reader.bin",
    trainingData: "sentences of scripts/reader",
  },
];

const Recipe = z.object({
  madeBy: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  recipe: z.record(z.string(), z.unknown()),
});

/** Notes the trained files that come with the product, unless the registry knows them as they are. */
export const noteShipped = async (registry: Registry): Promise<void> => {
  const known = new Set((await registry.list()).map(({ checksum }) => checksum));
  for (const shipped of SHIPPED) {
    const { madeBy, sha256, bytes, recipe } = Recipe.parse(
      JSON.parse(await readFile(shipped.file.replace(/\.bin$/, ".json"), "utf8")),
    );
    if (known.has(sha256)) continue;
    const checksum = await checksumOf(shipped.file);
    if (checksum !== sha256)
      throw new AppError(
        "CONFLICT",
        `${shipped.file}: found checksum ${checksum}, its recipe expects ${sha256}: make it again with ${madeBy}`,
      );
    const file = { ...shipped, version: sha256.slice(0, 8), bytes, checksum, recipe: { madeBy, ...recipe } };
    await registry.note(file);
    await registry.use(file);
  }
};
