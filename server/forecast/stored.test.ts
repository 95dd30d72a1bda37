import { expect, it } from "vitest";
import { writePredictions } from "#server/forecast/store.ts";
import { createStored } from "#server/forecast/stored.ts";
import { openDb } from "#server/platform/db.ts";
import { raiseSource } from "#server/platform/source-version.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const DAYS = { from: "2026-11-24", to: "2026-11-25" };
const row = (day: string, point: number, madeFrom: string) => ({
  ...{ kind: "lifts" as const, subject: "", subjectId: 0, day, madeFrom, point },
  ...{ low80: point, high80: point, low90: point, high90: point, method: "theta", risk: null },
});

it("of each day the last value made before it is read, from memory until values are stored", async () => {
  const { db, close } = openDb({ url: database.url, poolSize: 2 });
  let nowMs = 0;
  const { read, changed, kept } = createStored(db, () => nowMs);
  const points = async () => (await read(1, "lifts", DAYS)).map(({ point }) => point);
  await writePredictions(db, 1, [
    row("2026-11-24", 1, "2026-11-22"),
    row("2026-11-24", 2, "2026-11-23"),
    // Made on the day itself: no forecast.
    row("2026-11-24", 3, "2026-11-24"),
    row("2026-11-26", 9, "2026-11-23"),
  ]);
  expect(await points()).toEqual([2]);
  await writePredictions(db, 1, [row("2026-11-25", 4, "2026-11-23")]);
  expect(await points()).toEqual([2]);
  await raiseSource(db, 1, "forecasts");
  expect(await points()).toEqual([2]);
  // Another process is looked for once a second, one's own work at once.
  nowMs = 1_000;
  expect(await points()).toEqual([2, 4]);
  await writePredictions(db, 1, [row("2026-11-25", 5, "2026-11-23")]);
  await raiseSource(db, 1, "forecasts");
  changed(1);
  expect(await points()).toEqual([2, 5]);
  // A notice of the database is as good as one's own word.
  await writePredictions(db, 1, [row("2026-11-25", 6, "2026-11-23")]);
  await raiseSource(db, 1, "forecasts");
  kept.changed?.(2, "forecasts");
  expect(await points()).toEqual([2, 5]);
  kept.changed?.(1, "forecasts");
  expect(await points()).toEqual([2, 6]);
  expect(await kept.read()).toMatchObject({ hits: 3, misses: 4, entries: 1, bytes: 320 });
  await close();
});
