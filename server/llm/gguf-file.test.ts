import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { layOutGguf } from "#server/llm/core/gguf-write.ts";
import { generateModel, readModelFile } from "#server/llm/gguf-file.ts";

const folder = mkdtempSync(join(tmpdir(), "roundsman-gguf-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);
const hashOf = async (file: string) =>
  createHash("sha256")
    .update(await readFile(file))
    .digest("hex");

describe("a generated model file", () => {
  it("says what it is, and that its weights mean nothing", async () => {
    await generateModel(at("tiny.gguf"), { shape: "tiny", quant: "Q8_0", seed: "1" });
    expect(await readModelFile(at("tiny.gguf"))).toEqual({
      file: at("tiny.gguf"),
      name: "generated tiny",
      architecture: "llama",
      quant: "Q8_0",
      bytes: (await stat(at("tiny.gguf"))).size,
      layers: 2,
      width: 128,
      vocabulary: 2_048,
      trainedTokens: 8_192,
      keyValueWidth: 128,
      isGenerated: true,
    });
  });

  it("is the same for the same seed, and another for another", async () => {
    await generateModel(at("a.gguf"), { shape: "tiny", quant: "F16", seed: "1" });
    await generateModel(at("b.gguf"), { shape: "tiny", quant: "F16", seed: "1" });
    await generateModel(at("c.gguf"), { shape: "tiny", quant: "F16", seed: "2" });
    expect(await hashOf(at("b.gguf"))).toBe(await hashOf(at("a.gguf")));
    expect(await hashOf(at("c.gguf"))).not.toBe(await hashOf(at("a.gguf")));
  });

  it("has the true size of Llama 3.1 8B and takes a few megabytes on disk", async () => {
    await generateModel(at("8b.gguf"), { shape: "llama-3.1-8b", quant: "Q8_0", seed: "1" });
    const { size, blocks } = await stat(at("8b.gguf"));
    // 8,030,261,248 weights but 266,240 of the norms, 34 bytes for 32 of them.
    expect(size).toBeGreaterThan(8.53e9);
    expect(size).toBeLessThan(8.55e9);
    expect(blocks * 512).toBeLessThan(8e6);
    const facts = await readModelFile(at("8b.gguf"));
    expect(facts).toMatchObject({ layers: 32, width: 4_096, vocabulary: 128_256, keyValueWidth: 2_048 });
  });
});

describe("a file that is no model", () => {
  it("is refused where it is cut short", async () => {
    await generateModel(at("cut.gguf"), { shape: "tiny", quant: "Q8_0", seed: "1" });
    const { size } = await stat(at("cut.gguf"));
    await truncate(at("cut.gguf"), size - 100);
    await expect(readModelFile(at("cut.gguf"))).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: `cut.gguf, tensor output.weight: found the end of the file at byte ${size - 100}, expected ${size}: it is truncated`,
    });
  });

  it("is refused where it is of a family that cannot answer", async () => {
    const { head } = layOutGguf(new Map([["general.architecture", { kind: "string", value: "bert" }]]), []);
    await writeFile(at("bert.gguf"), head);
    await expect(readModelFile(at("bert.gguf"))).rejects.toThrow(
      /^bert\.gguf, general\.architecture: found "bert", expected one of llama, /,
    );
  });

  it("is refused where there is none", async () => {
    await expect(readModelFile(at("none.gguf"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
