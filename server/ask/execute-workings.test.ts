import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { executeEngineer } from "#server/ask/execute-engineer.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createTelemetry } from "#server/telemetry/service.ts";

const database = withTestDatabase();
const scope: Scope = {
  ...{ organisationId: 1, userId: "eli", userName: "Eli", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};
const NOW_MS = Date.parse("2026-11-23T10:00:00.500Z");
let opened: ReturnType<typeof openDb>;
let db: Db;
let telemetry: ReturnType<typeof createTelemetry>;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 4 });
  db = opened.db;
  let clockMs = NOW_MS - 3 * 3_600_000;
  const now = () => clockMs;
  const meter = createMeter({ now });
  telemetry = createTelemetry({
    ...{ db, meter, now, slow: createSlowTraces() },
    pool: { totalCount: 5, idleCount: 3, waitingFor: () => 1 },
  });
  for (let i = 1; i <= 10; i++) {
    meter.record("api.request_ms", 20, { procedure: "fleet.sites", outcome: "ok" });
    meter.record("api.request_ms", 600, { procedure: "fleet.vehicles", outcome: "failed" });
    meter.record("api.request_ms", 300, { procedure: "ask.ask", outcome: "ok" });
  }
  await telemetry.tick();
  clockMs = NOW_MS - 600_000;
  for (let i = 1; i <= 100; i++) {
    meter.record("api.request_ms", i, { procedure: "fleet.sites", outcome: i > 90 ? "failed" : "ok" });
    meter.record("api.request_ms", 300, { procedure: "ask.ask", outcome: "ok" });
  }
  meter.record("api.request_ms", 5, { procedure: "kpi.tiles", outcome: "ok" });
  meter.count("cache.reads", 30, { of: "kpi-tiles", hit: "true" });
  meter.count("cache.reads", 10, { of: "kpi-tiles", hit: "false" });
  meter.count("llm.cache", 1, { by: "none", hit: "false" });
  meter.count("llm.cache", 4, { by: "text", hit: "true" });
  await telemetry.tick();
  clockMs = NOW_MS;
  const release = (flag: string, status: string, startedAt: string, finishedAt: string | null) =>
    opened.pool.query(
      `INSERT INTO flag_release (flag, organisation_id, plan, status, base_version, started_by, started_at, stage_at,
        evidence_at, finished_at) VALUES ($1, 1, '{}', $2, 1, 'Eli', $3, $3, $3, $4)`,
      [flag, status, startedAt, finishedAt],
    );
  await release("old", "done", "2026-11-01T09:00Z", "2026-11-02T09:00Z");
  await release("vector.ef", "rolled-back", "2026-11-12T09:00Z", "2026-11-20T09:00Z");
  await release("ask.reader", "running", "2026-11-22T09:00Z", null);
});
afterAll(() => opened.close());

const answer = async (plan: Partial<EngineerPlan> & Pick<EngineerPlan, "of">): Promise<Part[]> => {
  const parts: Part[] = [];
  const reads = {
    ...{ telemetry, settings: () => [], models: async () => [], nowMs: () => NOW_MS },
    index: () => Promise.reject(new Error("not asked")),
  };
  const whole: EngineerPlan = {
    ...{ kind: "engineer", meter: null, statistic: null, beside: null, fromS: 3_600, toS: 0, entities: [] },
    ...plan,
  };
  for await (const part of executeEngineer({ db, reads }, scope, whole)) parts.push(part);
  return parts;
};
const rowsOf = (parts: Part[]) => parts.find((part) => part.type === "rows")?.rows ?? [];
const figuresOf = (parts: Part[]) => parts.find((part) => part.type === "figures")?.figures ?? [];

describe("how the product works", () => {
  it("tells several percentiles of a meter side by side", async () => {
    const parts = await answer({
      of: "meter",
      meter: "api.request_ms",
      statistic: "p50",
      also: ["p95", "max"],
    });
    expect(figuresOf(parts).map(({ label }) => label)).toEqual([
      ...["median", "p95", "slowest"].map((word) => `${word} of api.request_ms`),
      "measured",
    ]);
    expect(figuresOf(parts).map(({ value }) => value)).toEqual([expect.any(Number), 300, 300, 201]);
    expect(rowsOf(parts)).toMatchObject([{ count: 201, p95: 300, max: 300 }]);
  });

  it("ranks procedures whatever became of their calls, as many as are wanted", async () => {
    const parts = await answer({ of: "procedures", meter: "api.request_ms", statistic: "p95", limit: 2 });
    expect(rowsOf(parts).map(({ key, count }) => [key, count])).toEqual([
      ["ask.ask", 100],
      ["fleet.sites", 100],
    ]);
    expect(figuresOf(parts).map(({ value }) => value)).toEqual([3, 201]);
    expect(rowsOf(parts)[1]?.max).toBe(100);
  });

  it("puts the calls of a part of the product together before it ranks the parts", async () => {
    const parts = await answer({
      ...{ of: "procedures", by: "service", meter: "api.request_ms", statistic: "p95", limit: 20 },
      ...{ fromS: 4 * 3_600, toS: 2 * 3_600 },
    });
    const rows = rowsOf(parts).map(({ key, count, p95, mean, max }) => ({ key, count, p95, mean, max }));
    expect(rows).toMatchObject([
      { key: "fleet", count: 20, mean: 310, max: 600 },
      { key: "ask", count: 10, mean: 300, max: 300 },
    ]);
    expect(Number(rows[0]?.p95)).toBeGreaterThan(500);
    expect(figuresOf(parts)).toMatchObject([
      { label: "parts of the product called", value: 2 },
      { label: "calls", value: 30 },
    ]);
  });

  it("sets a hit rate against the time before, in rows and in a sentence", async () => {
    const parts = await answer({ of: "meter", meter: "llm.cache", statistic: "hits", fromS: 900 });
    expect(rowsOf(parts).map(({ key, hits, reads, value }) => [key, hits, reads, value])).toEqual([
      ["the time asked about", 4, 5, 80],
      ["the time before, as long", 0, 0, null],
    ]);
    const earlier = await answer({
      ...{ of: "meter", meter: "llm.cache", statistic: "hits", fromS: 300, againstS: 420 },
    });
    expect(rowsOf(earlier).map(({ reads, value }) => [reads, value])).toEqual([
      [0, null],
      [5, 80],
    ]);
    expect(earlier.find((part) => part.type === "text")?.text).toBe(
      "Nothing was looked up in llm.cache in that time.",
    );
  });

  it("sets each figure of a meter against that of the time before", async () => {
    const parts = await answer({
      ...{ of: "meter", meter: "api.request_ms", statistic: "p95", also: ["max", "count"] },
      ...{ fromS: 300, againstS: 420 },
    });
    expect(figuresOf(parts).map(({ value, compare }) => [value, compare?.value])).toEqual([
      [null, 300],
      [null, 300],
      [0, 201],
      [0, undefined],
    ]);
    expect(figuresOf(parts)[0]?.compare?.label).toBe("the same length of time 7 min before");
    const same = await answer({ of: "meter", meter: "api.request_ms", statistic: "p95", fromS: 900 });
    expect(figuresOf(same).every(({ compare }) => compare === null)).toBe(true);
  });

  it("tells the hit rate of each cache", async () => {
    const parts = await answer({ of: "caches", statistic: "hits" });
    expect(rowsOf(parts)).toEqual([
      { key: "cache.reads, kpi-tiles", hits: 30, reads: 40, value: 75 },
      { key: "llm.cache", hits: 4, reads: 5, value: 80 },
    ]);
    expect(figuresOf(parts)[0]?.value).toBeCloseTo((100 * 34) / 45, 9);
    const best = await answer({ of: "caches", statistic: "hits", order: "most", limit: 1 });
    expect(rowsOf(best).map(({ key }) => key)).toEqual(["llm.cache"]);
    const worst = await answer({ of: "caches", statistic: "hits", order: "least" });
    expect(rowsOf(worst).map(({ key }) => key)).toEqual(["cache.reads, kpi-tiles", "llm.cache"]);
  });

  it("tells which calls failed, by part of the product and by procedure, the worst first", async () => {
    const parts = await answer({ of: "errors", by: "service", order: "most" });
    expect(rowsOf(parts)).toEqual([
      { key: "fleet", calls: 100, failed: 10, refused: 0, value: 10 },
      { key: "ask", calls: 100, failed: 0, refused: 0, value: 0 },
      { key: "kpi", calls: 1, failed: 0, refused: 0, value: 0 },
    ]);
    expect(figuresOf(parts).map(({ value }) => value)).toEqual([1000 / 201, 10, 201]);
    const one = await answer({ of: "errors", by: "procedure", order: "most", limit: 1 });
    expect(rowsOf(one).map(({ key }) => key)).toEqual(["fleet.sites"]);
    expect(rowsOf(await answer({ of: "errors" }))).toEqual([]);
  });

  it("sets the calls that failed against those of a stretch before, where one is asked", async () => {
    const parts = await answer({ of: "errors", againstS: 9_000 });
    expect(figuresOf(parts).map(({ compare }) => compare?.value)).toEqual([1000 / 30, 10, 30]);
    expect(figuresOf(await answer({ of: "errors" })).map(({ compare }) => compare)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("tells the releases of a week and those that were rolled back in it", async () => {
    const week = 7 * 86_400;
    const all = await answer({ of: "releases", fromS: week });
    expect(rowsOf(all).map(({ flag }) => flag)).toEqual(["ask.reader", "vector.ef"]);
    expect(figuresOf(all).map(({ value }) => value)).toEqual([2, 1]);
    const back = await answer({ of: "releases", fromS: week, isRolledBack: true });
    expect(rowsOf(back).map(({ flag }) => flag)).toEqual(["vector.ef"]);
  });

  it("tells what was changed by whom, oldest first, and how often each thing was", async () => {
    const change = (id: string, actor: string, at: string) =>
      opened.pool.query(
        `INSERT INTO audit (organisation_id, actor, action, entity, entity_id, before, after, at)
          VALUES (0, $2, 'change', 'setting', $1, '{"value":1}', '{"value":2}', $3)`,
        [id, actor, at],
      );
    await change("routing.budget_s", "Priya Rao", "2026-11-23T08:00Z");
    await change("routing.budget_s", "Eli", "2026-11-23T09:00Z");
    await change("vector.ef", "Eli", "2026-11-23T09:30Z");
    const own = (plan: Partial<EngineerPlan>) =>
      answer({ of: "changes", entities: ["setting"], fromS: 86_400, ...plan });
    const subjects = async (plan: Partial<EngineerPlan>) =>
      rowsOf(await own(plan)).map(({ subject }) => subject);
    expect(await subjects({ isOldestFirst: true, limit: 2 })).toEqual(
      Array(2).fill("setting routing.budget_s"),
    );
    expect(await subjects({ prefix: "vector." })).toEqual(["setting vector.ef"]);
    expect(await subjects({ actor: "priya" })).toEqual(["setting routing.budget_s"]);
    expect(rowsOf(await own({ by: "subject" })).map(({ key, value }) => [key, value])).toEqual([
      ["setting routing.budget_s", 2],
      ["setting vector.ef", 1],
    ]);
  });
});
