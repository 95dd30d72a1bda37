import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runModel } from "#server/cli/model.ts";
import type { Model } from "#server/llm/model.ts";
import { createRegistry } from "#server/llm/registry.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());
const folder = mkdtempSync(join(tmpdir(), "roundsman-model-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

/** A model that is right about the first so many of its cases. */
const rightAbout = (count: number): Model => ({
  complete: async ({ text }) => ({
    text: JSON.stringify({ kind: Number(text) < count ? "list" : "count" }),
    isWhole: true,
    usage: { promptTokens: 1, reusedTokens: 0, answerTokens: 1, firstMs: 1, ms: 2 },
  }),
  health: async () => ({ isReady: true, sentence: "" }),
  describe: async () => ({
    ...{ name: `${count} right`, version: "1", sequences: 4, contextTokens: 100, device: "memory" },
    ...{ memoryBytes: null, isGenerated: true },
  }),
  close: async () => {},
});

const variants: string[] = [];
const model = async (line: string, right: Record<string, number> = {}) => {
  const lines: string[] = [];
  const status = await runModel(line.split(" "), {
    print: (each) => lines.push(each),
    progress: () => {},
    environment: at(".env"),
    withRegistry: (work) => work(createRegistry({ db: opened.db })),
    addVariant: async (...added) => void variants.push(added.join(" ")),
    openModel: async ({ file }) => rightAbout(right[file] ?? 0),
  });
  return { status, text: lines.join("\n") };
};

it("makes a model, chooses it and lists it beside the files that come with the product", async () => {
  expect(await model(`generate --shape tiny --quant Q8_0 ${at("a.gguf")}`)).toMatchObject({ status: 0 });
  await model(`generate --shape tiny --quant F16 ${at("b.gguf")}`);
  const { text } = await model(`use ${at("a.gguf")}`);
  expect(text).toMatch(/^generated tiny Q8_0: .* 8 texts of 8192 tokens at once/);
  expect(await readFile(at(".env"), "utf8")).toMatch(/^MODEL=.*a\.gguf\n$/);
  await model(`use ${at("b.gguf")}`);
  expect(await readFile(at(".env"), "utf8")).toMatch(/^MODEL=.*b\.gguf\n$/);
  const listed = (await model("list")).text.split("\n");
  expect(listed).toHaveLength(4);
  expect(listed[0]).toMatch(/^\* classifier question-reader \w{8}: server\/ask\/artifacts\//);
  expect(listed[1]).toMatch(/^\* embedding static-embedding \w{8}: server\/vector\/artifacts\//);
  expect(listed[2]).toMatch(
    /^\* model generated tiny F16 \w{8}: .*b\.gguf, 1\.7 MB, sha256 \w{12}, not judged$/,
  );
  expect(listed[3]).toMatch(/^ {2}model generated tiny Q8_0 /);
  expect((await model("list")).text.split("\n")).toEqual(listed);
});

it("refuses a model that makes over three points fewer exact plans, and keeps what each reached", async () => {
  const cases = Array.from({ length: 100 }, (_, i) => ({
    id: String(i),
    prompt: String(i),
    expected: { kind: "list" },
  }));
  await writeFile(at("plans.jsonl"), cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const compare = (a: number, b: number) =>
    model(`validate ${at("a.gguf")} ${at("b.gguf")} --plans ${at("plans.jsonl")}`, {
      [at("a.gguf")]: a,
      [at("b.gguf")]: b,
    });
  expect(await compare(90, 87)).toMatchObject({ status: 0, text: expect.stringMatching(/: passed$/) });
  expect(await compare(90, 86)).toMatchObject({
    status: 1,
    text: expect.stringMatching(/86 right makes 4\.0 points fewer exact plans than 90 right; .*: refused$/),
  });
  const { text } = await model("list");
  expect(text).toMatch(/F16 .* 86\.0 % of 100 exact/);
  expect(text).toMatch(/Q8_0 .* 90\.0 % of 100 exact/);
});

it.each([
  ["paint a.gguf", 'model: found "paint", expected:'],
  ["generate --shape big --quant Q8_0 x.gguf", 'model generate --shape: found "big", expected one of tiny'],
  ["use", "model use: found 0 names, expected one"],
  ["validate a.gguf", "model validate: expected A.gguf B.gguf [--plans FILE.jsonl …]"],
  ["validate a.gguf b.gguf --schema s.json", "model validate: expected A.gguf B.gguf [--plans FILE.jsonl …]"],
  ["install --gpu abacus", 'model install --gpu: found "abacus", expected one of none, cuda, vulkan, metal'],
])("says what is wrong with %j", async (line, says) => {
  await expect(model(line)).rejects.toThrow(says);
});

it("offers a reader that was trained, under a name that stays, as a variant that nobody has yet", async () => {
  const bytes = await readFile("server/ask/artifacts/reader.bin");
  const page = JSON.parse(await readFile("server/ask/artifacts/reader.json", "utf8"));
  const judged = { learnt: 3, apart: 0, knownBefore: 0, known: 0 };
  await writeFile(at("next-reader.bin"), bytes);
  await writeFile(at("next-reader.json"), JSON.stringify({ ...page, judged }));
  const version = page.sha256.slice(0, 8);
  const { text } = await model(`offer ${at("next-reader.bin")}`);
  expect(text).toContain(`reader-${version}.bin: a variant of the flag ask.reader`);
  expect(variants).toEqual([`ask.reader ${version} ${version}`]);
  expect((await readFile(at(`reader-${version}.bin`))).equals(bytes)).toBe(true);
  expect((await model("list")).text).toMatch(
    new RegExp(`question-reader ${version}: .*% of ${page.apart.sentences} exact`),
  );

  await writeFile(at("next-reader.json"), JSON.stringify({ ...page, judged, sha256: "00" }));
  await expect(model(`offer ${at("next-reader.bin")}`)).rejects.toThrow(/found checksum .* expects 00/);
  await writeFile(at("next-reader.bin"), bytes.subarray(0, 1_000));
  await expect(model(`offer ${at("next-reader.bin")}`)).rejects.toThrow();
});
