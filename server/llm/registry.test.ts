import { afterAll, beforeAll, expect, it } from "vitest";
import { createRegistry, type Registry } from "#server/llm/registry.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
let registry: Registry;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 4 });
  registry = createRegistry({ db: opened.db });
});
afterAll(() => opened.close());

const llama = (version: string, checksum = version) => ({
  kind: "model" as const,
  name: "Llama 3.1 8B",
  version,
  file: `.roundsman/models/${version}.gguf`,
  bytes: 8_540_000_000,
  checksum,
  recipe: { source: "hf:somebody/llama/file.gguf", contextTokens: 8_192 },
  trainingData: "as its makers say",
});

it("keeps each version with its recipe, data, checksum and score, and one of each kind in use", async () => {
  await registry.note(llama("Q8_0"));
  await registry.note(llama("Q4_K_M"));
  await registry.note({ ...llama("1"), kind: "embedding", name: "static" });
  await registry.use(llama("Q8_0"));
  await registry.use({ kind: "embedding", name: "static", version: "1" });
  await registry.use(llama("Q4_K_M"));
  await registry.judge("Q8_0", { set: "plans", exactShare: 0.91, cases: 200 });
  const rows = await registry.list();
  expect(rows.map(({ kind, version, isUsed }) => [kind, version, isUsed])).toEqual([
    ["embedding", "1", true],
    ["model", "Q4_K_M", true],
    ["model", "Q8_0", false],
  ]);
  expect(rows[2]).toEqual({
    ...llama("Q8_0"),
    score: { set: "plans", exactShare: 0.91, cases: 200 },
    isUsed: false,
  });
});

it("keeps use and score when a file is noted again", async () => {
  await registry.judge("Q4_K_M", { set: "plans", exactShare: 0.9, cases: 200 });
  await registry.note({ ...llama("Q4_K_M"), file: "elsewhere.gguf" });
  const row = (await registry.list()).find(({ version }) => version === "Q4_K_M");
  expect(row).toMatchObject({ file: "elsewhere.gguf", isUsed: true, score: { exactShare: 0.9 } });
});

it("leaves one in use however many choose at once", async () => {
  const versions = ["Q8_0", "Q4_K_M"];
  await Promise.all(Array.from({ length: 8 }, (_, i) => registry.use(llama(versions[i % 2] ?? ""))));
  const used = (await registry.list()).filter(({ kind, isUsed }) => kind === "model" && isUsed);
  expect(used).toHaveLength(1);
});

it("refuses to use what it does not know, and changes nothing", async () => {
  const before = await registry.list();
  await expect(registry.use(llama("Q2_K"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await registry.list()).toEqual(before);
});

it("writes an audit row for every change", async () => {
  const rows = await opened.db.$queryRaw<{ action: string }[]>(
    sql`SELECT DISTINCT action FROM audit WHERE entity = 'trained-file' ORDER BY action`,
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "trained-file.judge",
    "trained-file.note",
    "trained-file.use",
  ]);
});
