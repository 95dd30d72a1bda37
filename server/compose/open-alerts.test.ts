import { afterAll, beforeAll, expect, it } from "vitest";
import type { RuleSpec } from "#server/alerts/schema.ts";
import { createMeterAlerts } from "#server/alerts/service.ts";
import { createCoordination } from "#server/coordination/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createWaysOut } from "#server/platform/ways-out.ts";
import { createTelemetry } from "#server/telemetry/service.ts";
import { storeRollups } from "#server/telemetry/store.ts";

const database = withTestDatabase();
const ANN: Scope = {
  ...{ organisationId: 1, userId: "ann", userName: "Ann", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};
let opened: ReturnType<typeof openDb>;
let nowMs = Date.now();
const now = () => nowMs;

beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => opened.close());

const open = () => {
  const { db, pool } = opened;
  const meter = createMeter({ now });
  const telemetry = createTelemetry({ db, meter, pool, slow: createSlowTraces(), now });
  const alerts = createMeterAlerts({
    ...{ db, meter, holder: "one", now, hours: telemetry.hours, minutes: telemetry.minutes },
    labelledMinutes: telemetry.labelledMinutes,
    ...{ out: { hasWebhooks: true, hasLetters: true, isPrivateAllowed: true }, publish: () => {} },
    report: (error) => {
      throw error;
    },
  });
  return { db, meter, telemetry, alerts };
};

const RATES = { minutesPerQuestion: 3, minutesPerPlan: 45, centsPerWorkHour: 3_000, centsPerComputeHour: 6 };

it("opens a blocker at the workstream that answers for the meter, and closes it with the alert", async () => {
  const { db, meter, alerts } = open();
  const coordination = createCoordination({
    ...{ db, targets: async () => [], savingRates: () => RATES, publicUrl: "https://r.example.org" },
    out: createWaysOut({ secret: null, send: null }),
    clock: () => ({
      now: new Date(nowMs).toISOString(),
      serviceDay: "2026-11-27",
      timeZone: "Europe/London",
    }),
  });
  await coordination.begin(ANN);
  await alerts.save(ANN, {
    ...{ name: "Slow searches", group: "vector", isOn: true, ways: { webhook: null, emails: [] } },
    spec: {
      ...{ kind: "threshold", meter: "vector.search_ms", reduce: "max", label: null, side: "above" },
      ...{ windowS: 10, raise: 60, clear: 60, least: 1, raiseForS: 0, clearForS: 0 },
    },
  });
  meter.record("vector.search_ms", 80);
  await alerts.tick();
  expect(await coordination.followCauses(1)).toBe(1);
  const { blockers, workstreams } = await coordination.records(ANN);
  const awaited = workstreams.find(({ id }) => id === blockers[0]?.awaitedId);
  expect(blockers).toMatchObject([{ title: "Slow searches: 1 of 1 over 60 ms (100%)", resolvedAt: null }]);
  expect(awaited?.name).toBe("Database");
  nowMs += 11_000;
  await alerts.tick();
  expect(await coordination.followCauses(1)).toBe(1);
  expect((await coordination.records(ANN)).blockers[0]?.resolvedAt).not.toBeNull();
});

it("reads a meter's minutes of seconds that no minute is made of yet, and counts none twice", async () => {
  const { db, telemetry } = open();
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
  const rollup = (atMs: number, count: number) => ({
    ...{ at: new Date(atMs), name: "m", labels: "", kind: "counter" as const, count, sum: count },
    ...{ min: 1, max: 1, p50: null, p95: null, p99: null },
  });
  await storeRollups(db, 1, [
    ...[rollup(minuteMs - 120_000, 2), rollup(minuteMs - 119_000, 3), rollup(minuteMs - 60_000, 4)],
    rollup(minuteMs, 5),
  ]);
  await telemetry.rollUp(new Date(minuteMs - 50_000));
  const found = await telemetry.minutes(new Date(minuteMs - 300_000), new Date(minuteMs + 60_000));
  expect(
    found.filter(({ name }) => name === "m").map(({ at, sum }) => [at.getTime() - minuteMs, sum]),
  ).toEqual([
    [-120_000, 5],
    [-60_000, 4],
    [0, 5],
  ]);
});

it("begins with a rule for each promise that traffic moves", async () => {
  const { alerts, telemetry } = open();
  await alerts.seed(telemetry.promises);
  const meters = (await alerts.list(ANN)).map(({ spec }) => spec.meter);
  expect(meters).toEqual(
    expect.arrayContaining(["api.request_ms", "alerts.raise_ms", "vector.cache", "tuning.rollback_s"]),
  );
  expect(meters).not.toContain("overall.gain_percent");
});

it("goes on with the burn rates of the process before it, from the minutes that are stored", async () => {
  const { db } = opened;
  await db.alertRule.deleteMany();
  await db.sample.deleteMany();
  const HOUR_S = 3_600;
  const spec: RuleSpec = {
    ...{ kind: "burn", meter: "burnt.ms", badAbove: 100, badLabel: null, objective: 99 },
    ...{ least: 100, raiseForS: 0, clearForS: 0 },
  };
  const byLabel: RuleSpec = { ...spec, badAbove: null, badLabel: "outcome=failed" };
  const before = open();
  const ways = { webhook: null, emails: [] };
  for (const [name, each] of Object.entries({ spec, byLabel }))
    await before.alerts.save(ANN, { name, group: "burn", isOn: true, spec: each, ways });
  // A fifth is bad for an hour: twenty times the budget of a hundredth.
  const beganMs = nowMs;
  for (let second = 0; second < HOUR_S; second += 10) {
    nowMs = beganMs + second * 1_000;
    for (let i = 0; i < 10; i++)
      before.meter.record("burnt.ms", i < 2 ? 500 : 20, { outcome: i < 2 ? "failed" : "done" });
    await before.telemetry.tick();
  }
  // A stored minute leaves a window as a whole, so the two may differ by what one holds.
  const standing = async (alerts: ReturnType<typeof open>["alerts"]) =>
    (await alerts.list(ANN)).map(({ name, now: reading }) => {
      const [, rates, values] = /^(.*), (\d+) values$/.exec(reading ?? "") ?? [];
      return [name, rates, Math.abs(Number(values) - 3_600) <= 60];
    });
  nowMs += 5_000;
  await before.alerts.tick();
  await before.telemetry.rollUp(new Date(nowMs));
  const told = await standing(before.alerts);
  const RATES_TOLD = "budget spent at 20 and 20 times the promised rate";
  expect(told).toEqual([
    ["spec", RATES_TOLD, true],
    ["byLabel", RATES_TOLD, true],
  ]);
  await before.alerts.close();

  const after = open();
  await after.alerts.refresh();
  await after.alerts.tick();
  expect(await standing(after.alerts)).toEqual(told);
  expect(
    (await db.alert.findMany({ where: { openRuleId: { not: null } } })).map(({ name }) => name).sort(),
  ).toEqual(["byLabel", "spec"]);
  await after.alerts.close();
});
