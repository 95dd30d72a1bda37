import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createFlags } from "#server/flags/service.ts";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { createSettings, defineSetting } from "#server/platform/settings.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { SETTINGS } from "#server/settings.ts";
import { createTelemetry } from "#server/telemetry/service.ts";
import { createAhead } from "#server/tuning/ahead.ts";
import { createTuning, type ProductKnob, type TuningDeps } from "#server/tuning/service.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
let folder: string;
let files = 0;
const processes: { settled: () => Promise<void> }[] = [];

beforeAll(async () => {
  pg = openDb({ url: database.url, poolSize: 4 });
  folder = await mkdtemp(join(tmpdir(), "roundsman-tuning-"));
});
afterAll(async () => {
  // A set that is taken up is still being written when its test ends: a folder that gains a file cannot be removed.
  await Promise.all(processes.map(({ settled }) => settled()));
  await pg.close();
  await rm(folder, { recursive: true, force: true });
});

const engineer: Scope = {
  ...{
    organisationId: 1,
    userId: "e",
    userName: "Eve",
    role: "engineer",
    depotIds: null,
    driverId: null,
    isOperator: true,
  },
};

const START = Date.parse("2026-11-26T09:00:00Z");
const SECOND = 1_000;
const MINUTE = 60_000;

/** A process with one knob, whose work takes as long as `tookMs` says of its value, and a clock of its own. */
const open = async (
  tookMs: (value: number) => number,
  more: Partial<TuningDeps> = {},
  shadow: ProductKnob["shadow"] = null,
  /** How long a piece takes by how many are at work; measured where it is given. */
  atWorkMs: ((atWork: number) => number) | null = null,
) => {
  await pg.db.$executeRaw(
    sql`TRUNCATE tuning_trial, flag_release, flag_evidence, flag_exposure, flag_version, setting, sample, audit RESTART IDENTITY`,
  );
  let nowMs = START;
  const now = () => nowMs;
  const setting = defineSetting({
    ...{ key: "work.slots", schema: z.number().min(1).max(9), fallback: 4, unit: "", doc: "Slots." },
  });
  const meter = createMeter({ now });
  const flags = createFlags({
    ...{ db: pg.db, meter, record, announce, now },
    file: join(folder, `${++files}.json`),
    publish: () => {},
    report: (error) => {
      throw error;
    },
    seenBefore: async () => ({ n: 0, bad: 0 }),
    undoChange: (scope, id) => audit.undo(scope, id),
  });
  processes.push(flags);
  const audit = createAudit({ db: pg.db, undoers: flags.undoers });
  const settings = createSettings({
    db: pg.db,
    registry: [setting, SETTINGS.tuningMode, SETTINGS.plansAhead],
    answer: flags.settingAnswer,
  });
  flags.onChange(settings.answersChanged);
  await settings.refresh();
  await flags.open();
  await flags.seed(flags.system, {
    flags: { [setting.key]: { state: "ENABLED", variants: { today: 4 } } },
  });
  const telemetry = createTelemetry({ db: pg.db, meter, pool: pg.pool, slow: createSlowTraces(), now });
  const tuning = createTuning({
    ...{ db: pg.db, settings, meter, telemetry, record, announce, now },
    ...{ modeSetting: SETTINGS.tuningMode, home: () => 1 },
    knobs: [
      {
        ...{ setting, kind: "window", min: 1, max: 9, step: 1, shrink: 0.5, risk: "low" },
        ...{ metric: "work.ms", shadow },
        curve: atWorkMs === null ? null : { metric: "work.at_work_ms", label: "running" },
      },
    ],
    flags: {
      ...{ system: flags.system, addVariant: flags.addVariant },
      hasVariant: (flag, variant) =>
        Object.hasOwn(flags.held().source.definition.flags[flag]?.variants ?? {}, variant),
      start: flags.releases.start,
      cancel: flags.releases.cancel,
      open: flags.releases.open,
    },
    shadow: async () => null,
    ahead: createAhead({
      ...{ db: pg.db, settings, telemetry, now, isOn: SETTINGS.plansAhead, pools: [] },
      ...{ home: () => 1, organisations: () => [1] },
      foretell: async ({ values }) => ({ point: values, high: values }),
    }),
    ...more,
  });
  const random = seeded("work");
  let slot = 0;
  /** Lets time go by with ten pieces of work a second; the worker looks every two seconds. */
  const work = async (forMs: number, isTuned: boolean) => {
    const until = nowMs + forMs;
    while (nowMs < until) {
      nowMs += SECOND;
      const current = Math.floor(nowMs / 10_000);
      if (current !== slot && flags.hasSlots()) settings.answersChanged();
      slot = current;
      for (let i = 0; i < 10; i++)
        meter.record("work.ms", tookMs(settings.get(setting)) * Math.exp(0.4 * random.normal()));
      if (atWorkMs !== null)
        for (let i = 0; i < 10; i++) {
          const running = 1 + (i % settings.get(setting));
          meter.record("work.at_work_ms", atWorkMs(running) * Math.exp(0.4 * random.normal()), { running });
        }
      await telemetry.tick();
      if (nowMs % (2 * SECOND) !== 0) continue;
      await flags.flush();
      await flags.look();
      await flags.releases.tick();
      if (isTuned && nowMs % (20 * SECOND) === 0) await tuning.step();
    }
  };
  return { setting, settings, flags, tuning, meter, work };
};

/** Switches tuning on and lets the first trial run to its end. */
const runTrial = async (opened: Awaited<ReturnType<typeof open>>, minutes: number) => {
  await opened.work(2 * MINUTE, false);
  await opened.tuning.setMode(engineer, "on");
  expect((await opened.tuning.step())?.status).toBe("running");
  await opened.flags.look();
  await opened.work(minutes * MINUTE, true);
  const { trials } = await opened.tuning.board();
  return trials;
};

describe("tuning", () => {
  it("keeps a value that makes work faster, with what it measured, and puts the old one back when asked", async () => {
    const opened = await open((value) => 400 / value);
    const [trial] = await runTrial(opened, 8);
    expect(trial).toMatchObject({ knob: "work.slots", from: 4, to: 5, status: "kept" });
    expect(trial?.gain?.percent).toBeGreaterThan(10);
    expect(trial?.gain?.low).toBeLessThan(20);
    expect(trial?.gain?.high).toBeGreaterThan(20);
    expect(trial?.verdict).toContain("Kept at 5");
    expect(opened.settings.get(opened.setting)).toBe(5);
    expect(await opened.flags.releases.open()).toEqual([]);
    await opened.tuning.undo(engineer, trial?.id ?? 0);
    expect(opened.settings.get(opened.setting)).toBe(4);
    await expect(opened.tuning.undo(engineer, trial?.id ?? 0)).rejects.toThrow("expected one that was kept");
  }, 120_000);

  it("has a value that does harm taken back by the release's guard, within two minutes of ten pieces a second, and says so", async () => {
    const opened = await open((value) => (value > 4 ? 250 : 100));
    const [trial] = await runTrial(opened, 3);
    expect(trial).toMatchObject({ to: 5, status: "rolled-back" });
    expect(trial?.verdict).toContain("A guard took it back");
    expect(opened.settings.get(opened.setting)).toBe(4);
    const rollback = opened.meter.totals().find(({ name }) => name === "tuning.rollback_s");
    const stored = await pg.db.flagRelease.findFirstOrThrow();
    const tookS = ((stored.finishedAt?.getTime() ?? 0) - stored.startedAt.getTime()) / SECOND;
    expect(rollback?.sum).toBe(tookS);
    expect(tookS).toBeLessThan(120);
  }, 120_000);

  it("writes down what it would do where it is dry, and changes nothing", async () => {
    const opened = await open((value) => 400 / value);
    await opened.work(2 * MINUTE, false);
    expect(await opened.tuning.step()).toMatchObject({ status: "dry", from: 4, to: 5 });
    expect(await opened.flags.releases.open()).toEqual([]);
    expect(opened.settings.get(opened.setting)).toBe(4);
    await opened.tuning.setMode(engineer, "off");
    expect(await opened.tuning.step()).toBeNull();
  }, 60_000);

  it("refuses a quality that a shadow measurement saw fall, before anybody had it", async () => {
    const shadow = async () => ({ before: 0.98, after: 0.9, cases: 50 });
    const opened = await open((value) => 400 / value, { shadow }, { measure: "recall@10", floor: 0.95 });
    await opened.work(2 * MINUTE, false);
    await opened.tuning.setMode(engineer, "on");
    const trial = await opened.tuning.step();
    expect(trial).toMatchObject({ status: "refused", shadow: { before: 0.98, after: 0.9, floor: 0.95 } });
    expect(trial?.verdict).toContain("0.900 instead of 0.980");
    expect(await opened.flags.releases.open()).toEqual([]);
  }, 60_000);

  it("ends the trial that runs when it is switched off, and leaves every step in the audit log", async () => {
    const opened = await open(() => 100);
    const trials = await runTrial(opened, 1);
    expect(trials[0]?.status).toBe("running");
    await opened.tuning.setMode(engineer, "off");
    expect(await opened.tuning.step()).toMatchObject({ status: "cancelled" });
    expect(await opened.flags.releases.open()).toEqual([]);
    const actions = await pg.db.audit.findMany({ where: { entity: "tuning" }, orderBy: { id: "asc" } });
    expect(actions.map(({ action }) => action)).toEqual(["tuning.running", "tuning.cancelled"]);
  }, 60_000);

  it("goes where measured times say that most is done, and keeps what its trial does not speak against", async () => {
    // Each other one at work costs half as much again, and each pair a third.
    const took = (n: number) => 20 * (1 + 0.5 * (n - 1) + 0.3 * n * (n - 1));
    const { tuning, work, settings, setting } = await open((value) => took(value) / value, {}, null, took);
    await tuning.setMode(engineer, "on");
    await work(5 * MINUTE, false);
    const begun = await tuning.step();
    expect(begun).toMatchObject({ from: 4, to: 2, status: "running" });
    expect(begun?.why).toMatch(/^measured times promise most at 1, and \d+% more done at 2 than at 4$/);
    await work(10 * MINUTE, true);
    const first = (await tuning.board()).trials.find(({ id }) => id === begun?.id);
    expect(first?.status).toBe("kept");
    expect(first?.verdict).toMatch(/measured times say \d+% more is done with it\.$/);
    expect(settings.get(setting)).toBeLessThanOrEqual(2);
  });
});
