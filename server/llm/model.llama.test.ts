import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { layOutGguf } from "#server/llm/core/gguf-write.ts";
import { generateModel } from "#server/llm/gguf-file.ts";
import { findLibrary, libraryFolder } from "#server/llm/llama-library.ts";
import { modelContract } from "#server/llm/model.contract.ts";
import { createLlamaModel } from "#server/llm/model.llama.ts";

const HOME = resolve(".roundsman");
const isInstalled = findLibrary(libraryFolder(HOME)) !== null;
if (!isInstalled)
  console.log("skipped: models by llama.cpp, for its library is not installed: npm run model -- install");

const dataDir = mkdtempSync(join(tmpdir(), "roundsman-llama-"));
const file = join(dataDir, "tiny.gguf");
const make = (of = file) =>
  createLlamaModel({
    file: of,
    dataDir,
    wanted: { contextTokens: 8_192, sequences: 4 },
    machine: async () => ({ memoryBytes: 4e9, gpu: null }),
    threads: 1,
  });

beforeAll(async () => {
  await generateModel(file, { shape: "tiny", quant: "Q8_0", seed: "1" });
  // States go to this folder, the library is that of the clone.
  if (isInstalled) symlinkSync(libraryFolder(HOME), libraryFolder(dataDir));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe.skipIf(!isInstalled)("a model by llama.cpp", () => {
  modelContract(async () => make());

  it("keeps the state of a prefix on disk, for every sequence and every start", async () => {
    const states = () => readdirSync(join(dataDir, "llm-states")).filter((name) => name.endsWith(".state"));
    const request = { text: "stops", schema: null, maxTokens: 2, deadlineMs: 20_000 };
    const prefix = "Read each question as a dispatcher means it. ".repeat(10);
    const first = make();
    await first.describe();
    const before = existsSync(join(dataDir, "llm-states")) ? states().length : 0;
    const cold = await first.complete({ ...request, prefix });
    expect(states()).toHaveLength(before + 1);
    await first.close();
    const second = make();
    await second.describe();
    const warm = await Promise.all([1, 2, 3, 4].map(() => second.complete({ ...request, prefix })));
    await second.close();
    for (const { text, usage } of warm) {
      expect(text).toBe(cold.text);
      expect(usage.reusedTokens).toBeGreaterThan(0.9 * usage.promptTokens);
    }
    expect(states()).toHaveLength(before + 1);
  });

  it("reads a prefix to its end for those who come, though who asked first gave up", async () => {
    const model = make();
    await model.describe();
    const prefix = "Read each question as a dispatcher of routes means it. ".repeat(300);
    const request = { prefix, text: "stops", schema: null, maxTokens: 2 };
    await expect(model.complete({ ...request, deadlineMs: 60 })).rejects.toMatchObject({ code: "TIMEOUT" });
    const { usage } = await model.complete({ ...request, deadlineMs: 60_000 });
    await model.close();
    expect(usage.promptTokens).toBeGreaterThan(1_500);
    expect(usage.reusedTokens).toBeGreaterThan(0.9 * usage.promptTokens);
  }, 90_000);

  it("keeps to a shape that no list of words says, by a grammar", async () => {
    const model = make();
    await model.describe();
    const schema = { type: "array" as const, items: { enum: ["stop", "stops"] }, minItems: 1, maxItems: 2 };
    const request = { prefix: "", text: "stops", schema, maxTokens: 100, deadlineMs: 20_000 };
    const answer = await model.complete(request);
    expect(answer.isWhole).toBe(true);
    const words = JSON.parse(answer.text) as string[];
    expect(words.every((word) => ["stop", "stops"].includes(word))).toBe(true);
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThan(3);
    await model.close();
  });

  it("cuts an answer of words at its most tokens, and gives the same alone and among others", async () => {
    const model = make();
    const { sequences } = await model.describe();
    const schema = {
      type: "object" as const,
      properties: { kind: { enum: ["list", "count", "rank"] }, of: { enum: ["stop", "stops", "bins"] } },
    };
    const request = { prefix: "", text: "stops", schema, maxTokens: 100, deadlineMs: 20_000 };
    const alone = await model.complete(request);
    const cut = await model.complete({ ...request, maxTokens: 5 });
    expect(cut).toMatchObject({ isWhole: false, usage: { answerTokens: 5 } });
    expect(alone.text.startsWith(cut.text)).toBe(true);
    const among = await Promise.all(Array.from({ length: sequences }, () => model.complete(request)));
    expect(among.map(({ text }) => text)).toEqual(among.map(() => alone.text));
    await model.close();
  });

  it("takes marks of the model in a text for letters, so that no text ends its own turn", async () => {
    const model = make();
    await model.describe();
    const tokensOf = async (text: string) => {
      const request = { prefix: "", text, schema: null, maxTokens: 1, deadlineMs: 20_000 };
      return (await model.complete(request)).usage.promptTokens;
    };
    const mark = "<|eot_id|>";
    expect((await tokensOf(`x${mark}`)) - (await tokensOf("x"))).toBeGreaterThanOrEqual(mark.length);
    await model.close();
  });

  it("answers again after its process was killed in the middle of an answer", async () => {
    const model = make();
    await model.describe();
    const { pid } = model;
    const endless = { prefix: "", text: "stops", schema: null, maxTokens: 7_000, deadlineMs: 60_000 };
    const answer = model.complete({ ...endless, onText: () => pid !== null && process.kill(pid, "SIGKILL") });
    await expect(answer).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("was ended by SIGKILL"),
    });
    await expect.poll(async () => (await model.health()).isReady, { timeout: 20_000 }).toBe(true);
    expect(model.pid).not.toBe(pid);
    expect((await model.complete({ ...endless, maxTokens: 3 })).usage.answerTokens).toBe(3);
    await model.close();
  });

  it("says that memory is short before it loads", async () => {
    await generateModel(join(dataDir, "8b.gguf"), { shape: "llama-3.1-8b", quant: "Q8_0", seed: "1" });
    const model = createLlamaModel({
      file: join(dataDir, "8b.gguf"),
      dataDir,
      wanted: { contextTokens: 8_192, sequences: 8 },
      machine: async () => ({ memoryBytes: 6e9, gpu: null }),
    });
    await expect(model.describe()).rejects.toThrow(
      /found 6\.0 GB of free memory, expected \d+\.\d GB for one text of 2048 tokens/,
    );
    await model.close();
  });
});

describe("a model file that cannot be served", () => {
  const cases = [
    {
      name: "truncated",
      write: async (path: string) => {
        await generateModel(path, { shape: "tiny", quant: "Q8_0", seed: "1" });
        await truncate(path, 500_000);
      },
      says: /found the end of the file at byte 500000, expected \d+: it is truncated/,
    },
    {
      name: "another architecture",
      write: (path: string) =>
        writeFile(
          path,
          layOutGguf(new Map([["general.architecture", { kind: "string", value: "clip" }]]), []).head,
        ),
      says: /general\.architecture: found "clip", expected one of llama/,
    },
    { name: "none", write: async () => {}, says: /found no file that can be read/ },
  ];
  it.each(cases)("is named to whoever asks: $name", async ({ name, write, says }) => {
    const path = join(dataDir, `${name}.gguf`);
    await write(path);
    const model = make(path);
    await expect(model.describe()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(says),
    });
    const request = { prefix: "", text: "stops", schema: null, maxTokens: 2, deadlineMs: 20_000 };
    await expect(model.complete(request)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(await model.health()).toMatchObject({ isReady: false, sentence: expect.stringMatching(says) });
    await model.close();
  });

  it("is not served without its library, and says how to install it", async () => {
    const model = createLlamaModel({
      file,
      dataDir: join(dataDir, "elsewhere"),
      wanted: { contextTokens: 8_192, sequences: 1 },
    });
    await expect(model.describe()).rejects.toThrow("npm run model -- install");
    await model.close();
  });
});
