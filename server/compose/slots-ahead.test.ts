import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { forecast } from "#server/forecast/core/forecast.ts";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { createMeter, type Rollup } from "#server/platform/meter.ts";
import { createSettings, defineSetting } from "#server/platform/settings.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { SETTINGS } from "#server/settings.ts";
import { createTelemetry } from "#server/telemetry/service.ts";
import { ROLLED_UP, storeRollups } from "#server/telemetry/store.ts";
import { createAhead } from "#server/tuning/ahead.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
beforeAll(() => {
  pg = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => pg.close());
beforeEach(async () => {
  await pg.db.$executeRaw(sql`TRUNCATE setting, sample, audit RESTART IDENTITY`);
});

const admin: Scope = {
  ...{
    organisationId: 1,
    userId: "a",
    userName: "Ada",
    role: "admin",
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
};
const QUARTER = 900_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MIDNIGHT = Date.parse("2026-11-26T00:00:00Z");
const WORK_MS = 2_000;

const SLOTS = defineSetting({
  ...{ key: "work.slots", schema: z.int().min(1).max(12), fallback: 3, unit: "", doc: "Slots." },
});

/** Pieces of work in a quarter hour of a day: few at night, and a peak about nine. */
const loadAt = (hour: number): number => 60 + 1_800 * Math.exp(-((hour - 9) ** 2) / 2);

const rollup = (at: number, name: string, count: number, sum: number): Rollup => ({
  ...{ at: new Date(at), name, labels: "", kind: "histogram", count, sum, min: 0, max: 0 },
  ...{ p50: null, p95: null, p99: null },
});

/** So many days of such mornings up to midnight and the day that follows, and a clock that begins at midnight. */
const open = async ({ days = 10, curveMs = null as ((atWork: number) => number) | null } = {}) => {
  const random = seeded("load");
  const rows: Rollup[] = [];
  for (let at = MIDNIGHT - days * DAY; at < MIDNIGHT + DAY; at += QUARTER) {
    const count = Math.round(loadAt((at % DAY) / HOUR) * (1 + 0.05 * random.normal()));
    rows.push(rollup(at, "work.ms", count, count * WORK_MS));
    if (curveMs !== null)
      for (let n = 1; n <= 8; n++)
        rows.push({ ...rollup(at, "work.at_work_ms", 40, 40 * curveMs(n)), labels: `running=${n}` });
  }
  await storeRollups(pg.db, 60, [...rows, rollup(MIDNIGHT + DAY, ROLLED_UP, 1, 0)]);
  let nowMs = MIDNIGHT;
  const now = () => nowMs;
  const settings = createSettings({ db: pg.db, registry: [SLOTS, SETTINGS.plansAhead] });
  await settings.refresh();
  const telemetry = createTelemetry({
    ...{ db: pg.db, meter: createMeter({ now }), pool: pg.pool, slow: createSlowTraces(), now },
  });
  const curve = curveMs === null ? null : { metric: "work.at_work_ms", label: "running" };
  const ahead = createAhead({
    ...{ db: pg.db, settings, telemetry, now, isOn: SETTINGS.plansAhead },
    // The operator is not the organisation that was there first.
    ...{ home: () => 1, organisations: () => [2, 1] },
    pools: [
      { setting: SLOTS, min: 1, max: 12, came: "work.ms", answered: "work.ms", work: "work.ms", curve },
    ],
    foretell: async ({ values, horizon, season }) => {
      const { point, intervals } = forecast({ values, horizon, season, isNonNegative: true });
      return { point, high: intervals.find(({ level }) => level === 0.9)?.high ?? point };
    },
  });
  const audit = createAudit({ db: pg.db, undoers: settings.undoers });
  const slotsAt = async (hour: number) => {
    nowMs = MIDNIGHT + hour * HOUR;
    await ahead.apply();
    return settings.get(SLOTS);
  };
  const undoNewest = async () => {
    const [newest] = await audit.list(admin, { entity: "setting", entityId: SLOTS.key });
    await audit.undo(admin, newest?.id ?? 0);
    await settings.refresh();
  };
  return { ahead, settings, slotsAt, undoNewest };
};

it.each([
  ["of days", 10],
  ["of weeks", 14],
])(
  "sets slots before the morning's peak of a shape %s and takes them away when it is over, each change in the audit log",
  async (_, days) => {
    const { ahead, settings, slotsAt } = await open({ days });
    expect(await slotsAt(3)).toBe(3);
    await ahead.setOn(admin, true);
    expect(await slotsAt(3)).toBe(1);
    // 1,800 pieces of two seconds in a quarter hour keep four busy, six with room; the load itself is still small.
    const before = await slotsAt(7.25);
    expect(before).toBeGreaterThanOrEqual(6);
    expect((loadAt(7.25) / 900) * (WORK_MS / 1_000)).toBeLessThan(1);
    expect((await ahead.look()).pools[0]).toMatchObject({
      lacks: null,
      heldBy: null,
      slots: { now: before },
    });
    expect(await slotsAt(9)).toBeGreaterThanOrEqual(6);
    expect(await slotsAt(14)).toBe(1);
    const noted = await pg.db.audit.findMany({ where: { entityId: SLOTS.key }, orderBy: { id: "asc" } });
    expect(noted.length).toBeGreaterThanOrEqual(3);
    expect(new Set(noted.map(({ userId }) => userId))).toEqual(new Set(["system:slots-ahead"]));
    expect(new Set(noted.map(({ organisationId }) => organisationId))).toEqual(new Set([1]));
    expect(settings.get(SETTINGS.plansAhead)).toBe(true);
  },
);

it("leaves what a person set or took back for two hours, and then goes on", async () => {
  const { ahead, settings, slotsAt, undoNewest } = await open();
  await ahead.setOn(admin, true);
  const peak = await slotsAt(8);
  await undoNewest();
  expect(settings.get(SLOTS)).toBe(3);
  expect(await slotsAt(8.25)).toBe(3);
  expect((await ahead.look()).pools[0]?.heldBy).toBe("Ada");
  await settings.set(admin, SLOTS, 11, { forAll: true });
  expect(await slotsAt(8.5)).toBe(11);
  await pg.db.$executeRaw(sql`UPDATE audit SET at = at - interval '2 hours 1 minute'`);
  expect(await slotsAt(8.5)).toBe(peak);
});

it("puts back what stood before it began when it is switched off, unless a person changed it since", async () => {
  const { ahead, settings, slotsAt } = await open();
  await settings.set(admin, SLOTS, 4, { forAll: true });
  await pg.db.$executeRaw(sql`UPDATE audit SET at = at - interval '3 hours'`);
  await ahead.setOn(admin, true);
  expect(await slotsAt(3)).toBe(1);
  expect(await slotsAt(8)).toBeGreaterThan(4);
  await ahead.setOn(admin, false);
  expect(settings.get(SLOTS)).toBe(4);
  expect(await slotsAt(8.25)).toBe(4);
  await ahead.setOn(admin, true);
  await slotsAt(14);
  await settings.set(admin, SLOTS, 9, { forAll: true });
  await ahead.setOn(admin, false);
  expect(settings.get(SLOTS)).toBe(9);
});

it("sets no more slots than do most, where more at work were measured to slow each other", async () => {
  // Each pair adds a fifth: two or three do most, whatever comes.
  const { ahead, slotsAt } = await open({ curveMs: (n) => 400 * (1 + 0.2 * n * (n - 1)) });
  await ahead.setOn(admin, true);
  expect(await slotsAt(8)).toBe(2);
});

it("says what it lacks while too few days are known, and sets nothing", async () => {
  const { ahead, slotsAt } = await open({ days: 2 });
  await ahead.setOn(admin, true);
  expect(await slotsAt(8)).toBe(3);
  expect((await ahead.look()).pools[0]?.lacks).toMatch(/^2\.3 days of load are known/);
});
