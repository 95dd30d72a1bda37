import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { embedderContract } from "#server/vector/embedder.contract.ts";
import { createMiniLmEmbedder } from "#server/vector/embedder.minilm.ts";

// biome-ignore lint/style/noProcessEnv: the model to test is named by whoever runs the suite.
const { EMBEDDER_MODEL: model = "", EMBEDDER_MODULES: modules = ".roundsman/embedder" } = process.env;
if (model === "") console.log("skipped: the sentence model, for EMBEDDER_MODEL names no folder");

describe.skipIf(model === "")("the sentence model", () => {
  embedderContract(() => createMiniLmEmbedder({ model, modules }));
});

describe("a sentence model without its library", () => {
  const folder = mkdtempSync(join(tmpdir(), "roundsman-minilm-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is named, and says how the library is installed", async () => {
    const embedder = await createMiniLmEmbedder({ model: "somebody/a-model", modules: folder });
    expect(embedder.name).toBe("minilm-somebody/a-model");
    await expect(embedder.embed(["gate"])).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining(`npm install --prefix ${folder} @huggingface/transformers@4.3.1`),
    });
    await embedder.close();
  });
});
