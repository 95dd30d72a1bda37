import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { type Db, openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createTelemetry } from "#server/telemetry/service.ts";

const scope: Scope = {
  organisationId: 1,
  userId: "eli",
  userName: "Eli",
  role: "engineer",
  depotIds: null,
  driverId: null,
  isOperator: true,
};

describe("telemetry", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;
  let db: Db;
  let clockMs = 0;
  const open = (options = {}) => {
    const meter = createMeter({ now: () => clockMs });
    return {
      meter,
      telemetry: createTelemetry({
        db,
        meter,
        pool: { totalCount: 5, idleCount: 3, waitingFor: () => 1 },
        slow: createSlowTraces(),
        now: () => clockMs,
        ...options,
      }),
    };
  };
  const iso = (ms: number) => new Date(ms).toISOString();

  beforeAll(() => {
    opened = openDb({ url: database.url, poolSize: 4 });
    db = opened.db;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    clockMs = Date.parse("2026-11-23T10:00:00.500Z");
    await db.sample.deleteMany();
  });

  it("tells an organisation of its own slow requests, and the one that runs the platform of all", async () => {
    const slow = createSlowTraces({ nowMs: () => clockMs });
    for (const organisation of [1, 2]) {
      const whole = { id: 1, parentId: null, name: "ask.ask", beginMs: 0, tookMs: 9, error: null };
      const spans = [{ ...whole, kind: "call" as const, facts: { organisation } }];
      const trace = { id: "1", calledBy: null, name: "ask.ask", kind: "call", beganAtMs: clockMs } as const;
      slow.add({ ...trace, tookMs: organisation, error: null, spans, left: 0 });
    }
    const { telemetry } = open({ slow });
    const told = async (asker: Scope) =>
      (await telemetry.slowest(asker, { name: null })).traces.map(({ tookMs }) => tookMs);
    expect(await told(scope)).toEqual([2, 1]);
    expect(await told({ ...scope, isOperator: false })).toEqual([1]);
  });

  it("stores each second in one go, tells the live channel, and writes nothing where nothing happened", async () => {
    const told: unknown[] = [];
    const { meter, telemetry } = open({ publish: (sample: unknown) => told.push(sample) });
    await telemetry.tick();
    expect(await db.sample.count()).toBe(0);
    meter.record("api.request_ms", 12, { procedure: "fleet.sites" });
    meter.count("ingest.events", 3);
    await telemetry.tick();
    const rows = await db.sample.findMany({ orderBy: { name: "asc" } });
    expect(rows).toMatchObject([
      { name: "api.request_ms", labels: "procedure=fleet.sites", stepS: 1, count: 1n, p99: 12 },
      { name: "ingest.events", labels: "", kind: "counter", sum: 3, p50: null },
    ]);
    expect(told).toMatchObject([{ name: "api.request_ms", point: { at: "2026-11-23T10:00:00.000Z" } }, {}]);
  });

  it("notes how many connections there were in a second in which the API kept its promise", async () => {
    const { meter, telemetry } = open({ connections: () => 120 });
    const heldIn = async (ms: number) => {
      meter.record("api.request_ms", ms, { procedure: "fleet.sites" });
      await telemetry.tick();
      await telemetry.tick();
      return db.sample.count({ where: { name: "database.connections_held" } });
    };
    expect(await heldIn(900)).toBe(0);
    clockMs += 1_000;
    expect(await heldIn(20)).toBe(1);
  });

  it("adds up what two processes measured in the same second", async () => {
    for (const value of [10, 30]) {
      const { meter, telemetry } = open();
      meter.record("api.request_ms", value);
      await telemetry.tick();
    }
    expect(await db.sample.findMany()).toMatchObject([{ count: 2n, sum: 40, min: 10, max: 30, p99: 30 }]);
  });

  it("keeps a second that could not be stored and stores it with the next", async () => {
    let isDown = true;
    const flaky = new Proxy(db, {
      get: (target, key) =>
        key === "$executeRaw" && isDown
          ? () => Promise.reject(new Error("connection lost"))
          : Reflect.get(target, key),
    });
    const reports: unknown[] = [];
    const { meter, telemetry } = open({ db: flaky, report: (error: unknown) => reports.push(error) });
    meter.count("ingest.events", 3);
    await telemetry.tick();
    expect(reports).toHaveLength(1);
    isDown = false;
    clockMs += 1_000;
    meter.count("ingest.events", 4);
    await telemetry.tick();
    expect((await db.sample.findMany({ orderBy: { at: "asc" } })).map((each) => each.sum)).toEqual([3, 4]);
  });

  it("gives the scorecard of the last hour, and says where there was no traffic", async () => {
    const { meter, telemetry } = open();
    for (let second = 0; second < 90; second++) {
      clockMs += 1_000;
      meter.record("api.request_ms", 20, { procedure: "a" });
      meter.record("api.request_ms", 300, { procedure: second % 2 === 0 ? "b" : "c" });
      await telemetry.tick();
    }
    const lines = await telemetry.scorecard(scope);
    expect(lines).toHaveLength(15);
    const api = lines.find((line) => line.key === "api");
    expect(api).toMatchObject({
      unit: "ms",
      value: 300,
      isMet: false,
      count: 180,
      lastSeenAt: "2026-11-23T10:01:30.000Z",
    });
    expect(api?.trend.map((point) => [point.at, point.count])).toEqual([
      ["2026-11-23T10:00:00.000Z", 118],
      ["2026-11-23T10:01:00.000Z", 62],
    ]);
    const flags = lines.find((line) => line.key === "flags");
    expect(flags).toMatchObject({ value: null, isMet: null, count: 0, lastSeenAt: null, trend: [] });
  });

  it("makes minutes and hours of seconds, reads the same from both, never twice, and lets old seconds go", async () => {
    const { meter, telemetry } = open();
    for (let minute = 0; minute < 130; minute++) {
      clockMs += 60_000;
      meter.record("api.request_ms", minute, { procedure: minute % 2 === 0 ? "a" : "b" });
      await telemetry.tick();
    }
    const all = {
      name: "api.request_ms",
      labels: null,
      from: "2026-11-23T10:00:00Z",
      to: "2026-11-23T13:00:00Z",
    } as const;
    const hourly = () => telemetry.series(scope, { ...all, stepS: 3600 });
    const before = await hourly();
    expect(before.map((point) => [point.at, point.count, point.max])).toEqual([
      ["2026-11-23T10:00:00.000Z", 59, 58],
      ["2026-11-23T11:00:00.000Z", 60, 118],
      ["2026-11-23T12:00:00.000Z", 11, 129],
    ]);
    const first = await telemetry.rollUp(new Date(clockMs));
    expect(first).toEqual({ minutes: 128, hours: 4, deleted: 0 });
    expect(await telemetry.rollUp(new Date(clockMs))).toEqual({ minutes: 0, hours: 0, deleted: 0 });
    expect((await hourly()).map((point) => [point.at, point.count, point.sum])).toEqual(
      before.map((point) => [point.at, point.count, point.sum]),
    );
    expect(await telemetry.series(scope, { ...all, labels: "procedure=a", stepS: 60 })).toHaveLength(65);
    clockMs += 12 * 3_600_000;
    const late = await telemetry.rollUp(new Date(clockMs));
    expect(late).toMatchObject({ hours: 2, deleted: 130 });
  });

  it("tells one figure of a whole window, whichever widths it is kept in", async () => {
    const { meter, telemetry } = open();
    const from = iso(clockMs);
    for (let minute = 0; minute < 130; minute++) {
      clockMs += 60_000;
      meter.record("api.request_ms", minute, { procedure: minute % 2 === 0 ? "a" : "b" });
      await telemetry.tick();
    }
    const span = { name: "api.request_ms", from, to: iso(clockMs + 1_000) };
    const before = await telemetry.whole(scope, { ...span, labels: null });
    expect(before).toMatchObject({ count: 130, sum: (129 * 130) / 2, min: 0, max: 129 });
    await telemetry.rollUp(new Date(clockMs));
    const after = await telemetry.whole(scope, { ...span, labels: null });
    expect(after).toMatchObject({ count: 130, sum: before?.sum });
    expect(await telemetry.whole(scope, { ...span, labels: "procedure=a" })).toMatchObject({ count: 65 });
    expect(await telemetry.whole(scope, { ...span, name: "ask.answer_ms", labels: null })).toBeNull();
  });

  it("tells the changes of a window that can move a meter, in order, and no others", async () => {
    const { telemetry } = open();
    const organisationId = 7;
    await db.organisation.create({
      data: { id: organisationId, slug: "marks", name: "Marks", timeZone: "UTC", kind: "own" },
    });
    const audit = (minute: number, entity: string, action: string, of = organisationId) =>
      db.audit.create({
        data: {
          ...{ organisationId: of, actor: "Ann", at: new Date(Date.UTC(2026, 10, 24, 10, minute)) },
          ...{ action, entity, entityId: "x", before: {}, after: {} },
        },
      });
    await audit(1, "flag", "flag.save");
    await audit(3, "index", "index.rebuild");
    await audit(2, "exception", "exception.take");
    await audit(9, "flag", "flag.kill");
    const marks = await telemetry.marks(
      { ...scope, organisationId },
      { from: "2026-11-24T10:00:00Z", to: "2026-11-24T10:09:00Z" },
    );
    expect(marks.map(({ action }) => action)).toEqual(["flag.save", "index.rebuild"]);
    expect(marks[0]).toMatchObject({ at: "2026-11-24T10:01:00.000Z", actor: "Ann", entityId: "x" });
  });

  it("lists the series seen in the last hour", async () => {
    const { meter, telemetry } = open();
    meter.gauge("process.rss_mb", 90);
    meter.count("ingest.events", 1, { source: "simulator" });
    await telemetry.tick();
    expect(await telemetry.meters(scope)).toEqual([
      { name: "ingest.events", labels: "source=simulator", kind: "counter", lastSeenAt: iso(clockMs - 500) },
      { name: "process.rss_mb", labels: "", kind: "gauge", lastSeenAt: iso(clockMs - 500) },
    ]);
  });

  it("stores the last second when it stops, and notes the process itself while it runs", async () => {
    const { meter, telemetry } = open();
    telemetry.start();
    meter.count("ingest.events");
    await telemetry.stop();
    const names = (await db.sample.findMany()).map((each) => each.name);
    expect(names).toContain("ingest.events");
    expect(names).toContain("process.event_loop_delay_ms");
  });

  it("tells of the hour how much work was spared against the unoptimised path, as a line of the scorecard", async () => {
    const { meter, telemetry } = open();
    const line = async () => (await telemetry.scorecard(scope)).find(({ key }) => key === "overall");
    await telemetry.noteOverall();
    await telemetry.tick();
    expect(await line()).toMatchObject({ value: null, isMet: null });
    meter.count("llm.cache", 24, { by: "none", hit: "false" });
    meter.count("llm.cache", 75, { by: "text", hit: "true" });
    await telemetry.tick();
    clockMs += 60_000;
    await telemetry.noteOverall();
    await telemetry.tick();
    expect(await line()).toMatchObject({ value: 75, isMet: true });
  });
});
