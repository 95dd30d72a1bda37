import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemScope } from "#server/platform/audit.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createShelf } from "#server/platform/cache-shelf.ts";
import { createCaches, type KnownCache } from "#server/platform/caches.ts";
import { openDb } from "#server/platform/db.ts";
import { createNotices } from "#server/platform/notices.ts";
import { raiseSource, SOURCES_CHANNEL } from "#server/platform/source-version.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const engineer = systemScope(1, "Ada");
let opened: ReturnType<typeof openDb>;
const stops: (() => Promise<void>)[] = [];
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 4 });
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await opened.close();
});

/** A cache that counts what befalls it. */
const told = (name: string) => {
  const seen: string[] = [];
  const cache: KnownCache = {
    ...{ name, isShared: false, endedBy: "notice", of: "rows", staleMs: 1_000 },
    read: () => ({ hits: 3, misses: 1, entries: 2, bytes: 500, oldestAgeMs: 1_000 }),
    drop: () => void seen.push("dropped"),
    changed: (organisationId, source) => void seen.push(`${organisationId} ${source}`),
  };
  return { seen, cache };
};

/** The caches of a process of its own, which hears of changes. */
const openProcess = async (...known: KnownCache[]) => {
  const measured: string[] = [];
  const faults: unknown[] = [];
  const caches = createCaches({
    db: opened.db,
    report: (error) => void faults.push(error),
    meter: {
      gauge: (name, value, labels) => void measured.push(`${name} ${labels?.of} ${value}`),
      count: (name, by, labels) => void measured.push(`${name} ${labels?.of} ${labels?.hit} ${by}`),
    },
  });
  caches.declare(...known);
  await caches.look();
  const notices = createNotices({
    ...{ url: database.url, channel: SOURCES_CHANNEL, report: (error) => void faults.push(error) },
    heard: (isAfterBreak, notice) => {
      if (isAfterBreak || notice !== null) caches.heard(notice);
    },
  });
  await notices.start();
  stops.push(() => notices.close());
  return { caches, measured, faults };
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (let i = 0; i < 250 && !isSo(); i++) await sleep(20);
  expect(isSo()).toBe(true);
};

describe("the caches of a process", () => {
  it("are told with what they hold, and how old that is", async () => {
    const { caches } = await openProcess(told("tiles").cache, told("names").cache);
    expect(await caches.list()).toEqual(
      ["names", "tiles"].map((name) => ({
        ...{ name, isShared: false, endedBy: "notice", of: "rows", staleMs: 1_000, hits: 3, misses: 1 },
        ...{ entries: 2, bytes: 500, oldestAgeMs: 1_000, droppedAt: null },
      })),
    );
    expect(() => caches.declare(told("tiles").cache)).toThrow(/two named tiles/);
  });

  it("are dropped in every process, on record, and nothing else is", async () => {
    const [mine, other, theirs] = [told("tiles"), told("names"), told("tiles")];
    const here = await openProcess(mine.cache, other.cache);
    await openProcess(theirs.cache);
    await here.caches.drop(engineer, "tiles");
    expect(mine.seen).toContain("dropped");
    await until(() => theirs.seen.includes("dropped"));
    expect(other.seen).not.toContain("dropped");
    expect((await here.caches.list()).find(({ name }) => name === "tiles")?.droppedAt).not.toBeNull();
    const rows = await opened.db.audit.findMany({ where: { entity: "cache" } });
    expect(rows.map(({ action, entityId, actor }) => `${action} ${entityId} ${actor}`)).toEqual([
      "cache.drop tiles Ada",
    ]);
    expect(await opened.db.outbox.count({ where: { topic: "cache.dropped" } })).toBe(1);
    await expect(here.caches.drop(engineer, "pies")).rejects.toThrow(
      /found no pies, expected one of tiles, names/,
    );
  });

  it("that begin later are not dropped for what was asked before them", async () => {
    const late = told("tiles");
    const { caches } = await openProcess(late.cache);
    await caches.look();
    expect(late.seen).not.toContain("dropped");
  });

  it("hear of rows that another process changed, once they are committed, and of no others", async () => {
    const { cache, seen } = told("forecasts");
    const { caches, faults } = await openProcess(cache);
    await opened.db.$transaction(async (tx) => {
      await raiseSource(tx, 7, "forecasts");
      await raiseSource(tx, 7, "exceptions");
    });
    await until(() => seen.length > 0);
    expect(seen).toEqual(["7 forecasts"]);
    caches.heard(null);
    expect(seen).toContain("null null");
    caches.heard("nonsense");
    expect(String(faults[0])).toContain("got the notice nonsense");
  });

  it("are measured by what was looked for since the last time", async () => {
    const { caches, measured } = await openProcess(told("tiles").cache);
    await caches.sample();
    await caches.sample();
    expect(measured.sort()).toEqual([
      "cache.bytes tiles 500",
      "cache.bytes tiles 500",
      "cache.entries tiles 2",
      "cache.entries tiles 2",
      "cache.reads tiles false 1",
      "cache.reads tiles true 3",
    ]);
  });
});

describe("a shelf of the store", () => {
  it("counts and drops its own values alone", async () => {
    const store = createMemoryCache({ maxBytes: 1_000_000 });
    const facts = { isShared: false, endedBy: "time", of: "rows", staleMs: null } as const;
    const [one, two] = ["one", "two"].map((name) => createShelf(store, { name, ...facts }));
    if (one === undefined || two === undefined) throw new Error("found no shelves");
    await one.cache.set("a", 1, 60_000, ["fleet"]);
    await two.cache.set("b", 2, 60_000, ["fleet"]);
    await one.cache.get("a");
    await one.cache.get("c");
    expect(await one.known.read()).toMatchObject({ hits: 1, misses: 1, entries: 1 });
    expect(await two.known.read()).toMatchObject({ hits: 0, misses: 0, entries: 1 });
    await one.known.drop();
    expect([await one.cache.get("a"), await two.cache.get("b")]).toEqual([undefined, 2]);
    expect(await two.cache.invalidate("fleet")).toBe(1);
  });
});
