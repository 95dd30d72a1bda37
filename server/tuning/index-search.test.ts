import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { candidateText } from "#server/tuning/core/index-candidate.ts";
import { askBareSchema, makeBareSchema } from "#server/tuning/fixture-bare-schema.ts";
import { searchIndexes } from "#server/tuning/index-search.ts";
import { prepareStatements } from "#server/tuning/statement-store.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 4 });
  expect(await prepareStatements(opened.db)).toBe("on");
  await makeBareSchema(opened.pool);
  await askBareSchema(opened.pool, 20);
});
afterAll(() => opened.close());

const THREE = ["shop.client (email)", "shop.part (repair_id)", "shop.repair (state, opened_at)"];

describe("a schema with three missing indexes", () => {
  it.each([true, false])("lacks those three and no other, indexes pretended: %s", async (mayPretend) => {
    const { advice, by } = await searchIndexes(opened, { mayPretend });
    if (!mayPretend) expect(by).toBe("reckoned");
    expect(advice.map(({ index }) => candidateText(index)).sort()).toEqual(THREE);
    for (const { gains } of advice) expect(gains[0]?.share).toBeGreaterThan(0.5);
  });
});
