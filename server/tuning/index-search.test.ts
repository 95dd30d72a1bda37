import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { candidateText } from "#server/tuning/core/index-candidate.ts";
import {
  askBareLibrary,
  askBareSchema,
  makeBareLibrary,
  makeBareSchema,
} from "#server/tuning/fixture-bare-schema.ts";
import { searchIndexes } from "#server/tuning/index-search.ts";
import { prepareStatements } from "#server/tuning/statement-store.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 4 });
  expect(await prepareStatements(opened.db)).toBe("on");
  await makeBareSchema(opened.pool);
  await askBareSchema(opened.pool, 20);
  await makeBareLibrary(opened.pool);
  await askBareLibrary(opened.pool, 20);
});
afterAll(() => opened.close());

const LACKING = [
  "lib.loan (branch, due)",
  "lib.loan (reader_id)",
  "lib.reader ((lower(name)))",
  "shop.client (email)",
  "shop.part (repair_id)",
  "shop.repair (state, opened_at)",
];

const advised = async (mayPretend: boolean) => {
  const { advice, by } = await searchIndexes(opened, { mayPretend });
  return { advice, by, texts: advice.map(({ index }) => candidateText(index)).sort() };
};

describe("two schemas that lack three indexes each", () => {
  it.each([true, false])("lack those and no other, indexes pretended: %s", async (mayPretend) => {
    const { advice, by, texts } = await advised(mayPretend);
    if (!mayPretend) expect(by).toBe("reckoned");
    expect(texts).toEqual(LACKING);
    for (const { gains } of advice) expect(gains[0]?.share).toBeGreaterThan(0.5);
  });

  it("lack none once they are there, though the same is asked", async () => {
    await opened.pool.query(`
      CREATE INDEX ON lib.loan (branch, due); CREATE INDEX ON lib.loan (reader_id); CREATE INDEX ON lib.reader (lower(name));
      CREATE INDEX ON shop.client (email); CREATE INDEX ON shop.part (repair_id);
      CREATE INDEX ON shop.repair (state, opened_at DESC); ANALYZE`);
    expect((await advised(true)).texts).toEqual([]);
    expect((await advised(false)).texts).toEqual([]);
  });
});
