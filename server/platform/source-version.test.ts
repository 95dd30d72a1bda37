import { afterAll, beforeAll, expect, it } from "vitest";
import { openDb } from "#server/platform/db.ts";
import { RAISE_ALL, raiseSource, readSourceStamp } from "#server/platform/source-version.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());

it("tells a change of the sources asked about, and of no others", async () => {
  const { db, pool } = opened;
  const stamp = (...sources: string[]) => readSourceStamp(db, 1, sources);
  const before = await stamp("exceptions");
  await raiseSource(db, 1, "passages/note");
  await raiseSource(db, 2, "exceptions");
  expect(await stamp("exceptions")).toBe(before);
  await raiseSource(db, 1, "exceptions");
  const after = await stamp("exceptions");
  expect(after).not.toBe(before);
  await raiseSource(db, 1, "exceptions");
  expect(await stamp("exceptions")).not.toBe(after);
  const all = await stamp("day/2026-11-01..2026-11-30");
  await pool.query(RAISE_ALL, [1]);
  expect(await stamp("day/2026-11-01..2026-11-30")).not.toBe(all);
});

it("tells a change of a day within a span, its ends too, and of none outside", async () => {
  const { db } = opened;
  const stamp = () => readSourceStamp(db, 3, ["day/2026-11-02..2026-11-04"]);
  for (const [day, isInside] of [
    ["2026-11-01", false],
    ["2026-11-02", true],
    ["2026-11-04", true],
    ["2026-11-05", false],
  ] as const) {
    const before = await stamp();
    await raiseSource(db, 3, `day/${day}`);
    expect((await stamp()) !== before).toBe(isInside);
  }
});

it("has no stamp while a source may still be changing, and tells nothing of a change that is taken back", async () => {
  const { db } = opened;
  await raiseSource(db, 4, "passages/note");
  expect(await readSourceStamp(db, 4, ["passages/note"], 60_000)).toBeNull();
  const before = await readSourceStamp(db, 4, ["passages/note"]);
  await expect(
    db.$transaction(async (tx) => {
      await raiseSource(tx, 4, "passages/note");
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  expect(await readSourceStamp(db, 4, ["passages/note"])).toBe(before);
});
