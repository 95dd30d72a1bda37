import { afterAll, beforeAll, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { cacheTiles } from "#server/operations/kpi-cache.ts";
import type { KpiTile } from "#server/operations/schema.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { openDb } from "#server/platform/db.ts";
import { RAISE_ALL, raiseSource, type Source } from "#server/platform/source-version.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());

const asker: Scope = {
  ...{ organisationId: 7, userId: "u", userName: "U", role: "manager" },
  ...{ depotIds: null, driverId: null, isOperator: false },
};
const DAY = { serviceDay: "2026-11-23" };
let counted = 0;
const tiles = async (): Promise<KpiTile[]> => {
  counted++;
  return [];
};
const open = () => {
  counted = 0;
  return cacheTiles(tiles, {
    db: opened.db,
    cache: createMemoryCache({ maxBytes: 1e6 }),
    ttlMs: () => 60_000,
  });
};

it.each<[Source, "kept" | "counted anew"]>([
  ["exceptions", "kept"],
  ["passages/note", "kept"],
  ["forecasts", "kept"],
  ["day/2026-10-26", "kept"],
  ["day/2026-11-24", "kept"],
  ["day/2026-10-27", "counted anew"],
  ["day/2026-11-16", "counted anew"],
  ["day/2026-11-23", "counted anew"],
])("once %s changed, the tiles of a day are %s", async (source, expected) => {
  const read = open();
  await read(asker, DAY);
  await raiseSource(opened.db, asker.organisationId, source);
  await read(asker, DAY);
  expect(counted).toBe(expected === "kept" ? 1 : 2);
});

it("counts anew what an import may have changed, and nothing for another organisation's", async () => {
  const read = open();
  await read(asker, DAY);
  await opened.pool.query(RAISE_ALL, [8]);
  await read(asker, DAY);
  expect(counted).toBe(1);
  await opened.pool.query(RAISE_ALL, [7]);
  await read(asker, DAY);
  expect(counted).toBe(2);
});

it("counts once for those who ask together, and for each depot and filter", async () => {
  const read = open();
  await Promise.all([read(asker, DAY), read(asker, DAY), read(asker, DAY)]);
  expect(counted).toBe(1);
  await read({ ...asker, depotIds: [3] }, DAY);
  await read(asker, { ...DAY, zones: ["North"] });
  await read(asker, { serviceDay: "2026-11-22" });
  expect(counted).toBe(4);
});
