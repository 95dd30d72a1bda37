import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultFlags } from "#server/flags/default-set.ts";
import type { FlagsLive } from "#server/flags/live.schema.ts";
import { createFlags } from "#server/flags/service.ts";
import { ReleasePlan } from "#server/flags/set.schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createNotices } from "#server/platform/notices.ts";
import { announce } from "#server/platform/outbox.ts";
import { createSettings } from "#server/platform/settings.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { SETTINGS } from "#server/settings.ts";

const database = withTestDatabase();
let pg: ReturnType<typeof openDb>;
let folder: string;
let files = 0;
const processes: { settled: () => Promise<void> }[] = [];

beforeAll(async () => {
  pg = openDb({ url: database.url, poolSize: 4 });
  folder = await mkdtemp(join(tmpdir(), "roundsman-flags-"));
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
const MINUTE = 60_000;

/** The flags of one process, its clock, what its pages were told, and what it reported. */
const open = async (file = join(folder, `${++files}.json`), db = pg.db) => {
  let nowMs = START;
  const told: FlagsLive[] = [];
  const reported: unknown[] = [];
  const meter = createMeter();
  const flags = createFlags({
    ...{ db, meter, file, record, announce },
    publish: (value) => void told.push(value),
    report: (error) => void reported.push(error),
    seenBefore: async () => ({ n: 6_000, bad: 120 }),
    undoChange: (scope, id) => audit.undo(scope, id),
    now: () => nowMs,
  });
  processes.push(flags);
  const audit = createAudit({ db, undoers: flags.undoers });
  await flags.open();
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { flags, meter, told, reported, audit, file, pass };
};

const flagText = (more: object = {}) =>
  JSON.stringify({ state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "off", ...more });

let keys = 0;
/** A flag of its own, off for everybody. */
const withFlag = async (given: { more?: object } = {}) => {
  const process = await open();
  const key = `flag-${++keys}`;
  const saved = await process.flags.save(engineer, { key, text: flagText(given.more), prerequisites: [] });
  const isOn = (context: Record<string, unknown> = { targetingKey: "u" }) =>
    process.flags.resolve("boolean", key, false, context).value;
  return { ...process, key, saved, isOn };
};

describe("the platform's flags", () => {
  it("are changed in versions that tell other processes at their commit, and pages with what they may know", async () => {
    const here = await withFlag();
    const there = await open();
    const first = there.flags.held().version;
    const heard = new Promise<void>((resolve, reject) => {
      const notices = createNotices({
        ...{ url: database.url, channel: "flags", report: reject },
        heard: () => {
          void there.flags.look().then(async () => {
            if (there.flags.held().version === first) return;
            await notices.close();
            resolve();
          }, reject);
        },
      });
      const text = flagText({ defaultVariant: "on", metadata: { client: true } });
      const change = () => here.flags.save(engineer, { key: here.key, text, prerequisites: [] });
      notices.start().then(change).catch(reject);
    });
    await heard;
    expect(there.flags.held().version).toBe(here.flags.held().version);
    expect(there.flags.resolve("boolean", here.key, false, {}).value).toBe(true);
    const told = JSON.parse(there.told.at(-1)!.change);
    expect(Object.keys(told.flags)).toEqual([here.key]);
  });

  it("get one more variant that nobody has until a release says so, and each once", async () => {
    const { flags, key, isOn } = await withFlag();
    await flags.addVariant(flags.system, key, "half", false);
    expect(flags.held().source.definition.flags[key]?.variants).toEqual({
      on: true,
      off: false,
      half: false,
    });
    expect(isOn()).toBe(false);
    await expect(flags.addVariant(flags.system, key, "half", true)).rejects.toThrow(
      `flags/${key}: found a variant half already`,
    );
    await expect(flags.addVariant(flags.system, "no-such", "x", true)).rejects.toThrow(
      "found none of that key",
    );
  });

  it("are evaluated for a session, those alone that pages may have, until they change", async () => {
    const { flags, key, meter } = await withFlag({ more: { metadata: { client: true } } });
    const asked = { ...engineer, depotIds: [1, 2] };
    const first = flags.evaluate(asked, [key]);
    expect(flags.evaluate({ ...engineer, depotIds: [1, 2] }, [key])).toEqual(first);
    await flags.setOn(engineer, key, false);
    expect(flags.evaluate(asked, [key])).toEqual({
      [key]: { value: null, variant: null, reason: "DISABLED" },
    });
    expect(() => flags.evaluate(asked, ["none"])).toThrow(/found none of the key "none"/);
    const kept = await withFlag();
    expect(() => kept.flags.evaluate(asked, [kept.key])).toThrow(/for pages/);
    expect(meter.flush().map(({ name }) => name)).toContain("flags.evaluate_ms");
  });

  it("are told to pages when they change, and not again by a look that finds nothing new", async () => {
    const { flags, told, key } = await withFlag();
    const before = told.length;
    await flags.look();
    await flags.look();
    expect(told.length).toBe(before);
    await flags.setOn(engineer, key, false);
    expect(told.at(-1)?.version).toBe(flags.held().version);
    expect(told.length).toBe(before + 1);
  });

  it("are refused with the line and column of each fault, and the version in force stays", async () => {
    const { flags, key } = await withFlag();
    const { version } = flags.held();
    const text = '{\n  "state": "ENABLED",\n  "variants": { "on": true },\n  "targeting": { "iff": [] }\n}';
    await expect(flags.save(engineer, { key, text, prerequisites: [] })).rejects.toThrow(
      /line 4, column 25 \(targeting\/iff\): got "iff"/,
    );
    expect(flags.check('{ "state": }', "flag")).toMatchObject([{ line: 1, column: 12 }]);
    const circle = [{ flag: key, variant: "on", otherwise: null }];
    await expect(flags.save(engineer, { key, text: flagText(), prerequisites: circle })).rejects.toThrow(
      /a circle/,
    );
    expect(flags.held().version).toBe(version);
  });

  it("are tested in the order that their traffic teaches, and come to the same", async () => {
    // Order among texts is no test that a table knows, so that these stay a chain.
    const both = [{ ">=": [{ var: "country" }, "uk"] }, { ">=": [{ var: "plan" }, "pro"] }];
    const { flags, key, isOn } = await withFlag({ more: { targeting: { if: [{ and: both }, "on"] } } });
    const asked = [
      [{ country: "uk", plan: "free" }, false],
      [{ country: "uk", plan: "pro" }, true],
      [{ plan: "pro" }, false],
    ] as const;
    const form = async () => (await flags.get(key)).form.text;
    flags.teach();
    const before = await form();
    for (let i = 0; i < 64 * 64; i++) isOn({ country: "uk", plan: "free" });
    flags.teach();
    expect(await form()).not.toBe(before);
    for (const [context, on] of asked) expect(isOn(context)).toBe(on);
  });

  it("are switched off for everybody at once, and on again by the undo", async () => {
    const { flags, key, isOn } = await withFlag({ more: { defaultVariant: "on" } });
    const { auditId } = await flags.setOn(engineer, key, false);
    expect([isOn(), flags.resolve("boolean", key, true, {}).reason]).toEqual([false, "DISABLED"]);
    await flags.undo(engineer, auditId);
    expect(isOn()).toBe(true);
    await expect(flags.undo(engineer, auditId)).rejects.toThrow(/undone already/);
  });

  it("are served from the disk while the database is away", async () => {
    const { flags, key, file } = await withFlag({ more: { defaultVariant: "on" } });
    await flags.settled();
    const away = openDb({ url: "postgresql://nobody@127.0.0.1:1/none", poolSize: 1 });
    const process = await open(file, away.db);
    expect(process.flags.held()).toMatchObject({ from: "disk", version: flags.held().version });
    expect(process.flags.resolve("boolean", key, false, {}).value).toBe(true);
    expect(process.reported).toHaveLength(1);
    await away.close();
  });

  it("keep the last good version where a newer one cannot be used", async () => {
    const { flags, reported, isOn } = await withFlag({ more: { defaultVariant: "on" } });
    const { version } = flags.held();
    const bad = { compiled: '{"flags":[1]}', changedBy: "x", action: "x", flag: "x" };
    const { id } = await pg.db.flagVersion.create({ data: { ...bad, source: {} } });
    await flags.look();
    expect([isOn(), flags.held().version, reported.length]).toEqual([true, version, 1]);
    await flags.look();
    expect(reported).toHaveLength(1);
    await pg.db.flagVersion.delete({ where: { id } });
  });

  it("go out as plain flagd and come in again", async () => {
    const { flags, key, isOn } = await withFlag({ more: { defaultVariant: "on" } });
    const text = flags.exportSet();
    const { auditId } = await flags.importSet(engineer, '{ "flags": {} }');
    expect(flags.resolve("boolean", key, false, {}).errorCode).toBe("FLAG_NOT_FOUND");
    await flags.undo(engineer, auditId);
    await flags.importSet(engineer, text);
    expect(isOn()).toBe(true);
  });

  it("answer for a setting where a rule says so, and leave it as it is else", async () => {
    const { flags } = await open();
    expect(await flags.seed(engineer, defaultFlags(Object.values(SETTINGS)))).toBeGreaterThan(10);
    expect(await flags.seed(engineer, defaultFlags(Object.values(SETTINGS)))).toBe(0);
    const said: string[] = [];
    const settings = createSettings({
      ...{ db: pg.db, registry: Object.values(SETTINGS), report: (sentence) => void said.push(sentence) },
      answer: ({ key, fallback }, asker, value) => {
        const type = typeof fallback as "number";
        const found = flags.resolveFor(type, key, value, asker);
        return found.variant === undefined ? undefined : found.value;
      },
    });
    flags.onChange(settings.answersChanged);
    await settings.refresh();
    const { modelDeadlineMs: setting } = SETTINGS;
    expect(settings.get(setting, 4)).toBe(setting.fallback);
    const heard: number[] = [];
    settings.subscribe(setting, (value) => void heard.push(value));
    const rule = (value: number) =>
      JSON.stringify({
        ...{ state: "ENABLED", variants: { today: 1_500, trial: value } },
        targeting: { if: [{ "===": [{ var: "organisationId" }, 4] }, "trial"] },
      });
    await flags.save(engineer, { key: setting.key, text: rule(900), prerequisites: [] });
    expect([settings.get(setting, 4), settings.get(setting, 5)]).toEqual([900, setting.fallback]);
    expect(heard.length).toBeGreaterThan(0);
    expect(settings.list(4).find(({ key }) => key === setting.key)).toMatchObject({
      value: 900,
      from: "flag",
    });
    await flags.save(engineer, { key: setting.key, text: rule(1), prerequisites: [] });
    expect([settings.get(setting, 4), said.length]).toEqual([setting.fallback, 1]);
  });

  it("are drawn by the unit that a flag names, and work of nobody is in no user's arm", async () => {
    const process = await open();
    const { flags } = process;
    const units = ["user", "depot", "organisation", "process", "platform"] as const;
    for (const unit of units) {
      const key = `unit-${unit}`;
      const targeting = { if: [{ var: "targetingKey" }, { var: "targetingKey" }] };
      const variants = ["user/u1", "depot/7", "organisation/4", "process/one", "platform", "none"];
      const text = JSON.stringify({
        ...{ state: "ENABLED", defaultVariant: "none", metadata: { unit }, targeting },
        variants: Object.fromEntries(variants.map((name) => [name, name])),
      });
      await flags.save(engineer, { key, text, prerequisites: [] });
    }
    const drawnBy = (asker: Parameters<typeof flags.resolveFor>[3]) =>
      units.map((unit) => flags.resolveFor("string", `unit-${unit}`, "", asker).value);
    const user = { organisationId: 4, userId: "u1", role: "dispatcher", depotIds: [7] };
    expect(drawnBy(user)).toEqual(["user/u1", "depot/7", "organisation/4", "process/one", "platform"]);
    const whole = ["organisation/4", "organisation/4", "organisation/4", "process/one", "platform"];
    expect(drawnBy({ organisationId: 4, userId: "system:kpi", depotIds: [7, 8] })).toEqual(whole);
    for (const unit of ["user", "depot"] as const) {
      const key = `share-${unit}`;
      await flags.save(engineer, { key, text: flagText({ metadata: { unit } }), prerequisites: [] });
      await flags.releases.start(engineer, plan(key));
    }
    expect(flags.moves()).toBe(false);
    await flags.look();
    expect(flags.moves()).toBe(true);
    const armsOf = (asker: Parameters<typeof flags.labelsOf>[0]) => Object.keys(flags.labelsOf(asker)).sort();
    expect(armsOf(user)).toEqual(["flag.share-depot", "flag.share-user"]);
    expect(armsOf({ organisationId: 4, depotIds: [7] })).toEqual(["flag.share-depot"]);
    expect(armsOf({ organisationId: 4, userId: "system:kpi", depotIds: null })).toEqual([]);
    for (const { id } of await flags.releases.open()) await flags.releases.cancel(engineer, id);
    await flags.look();
    expect(flags.moves()).toBe(false);
  });

  it("tell why a flag is what it is, down to the bucket", async () => {
    const targeting = {
      if: [
        { "==": [{ var: "role" }, "admin"] },
        "on",
        {
          fractional: [
            ["on", 30],
            ["off", 70],
          ],
        },
      ],
    };
    const { flags, key } = await withFlag({ more: { targeting } });
    const { steps, value } = flags.explain(key, { targetingKey: "u1", role: "driver" });
    expect(steps.map(({ kind }) => kind)).toEqual(["condition", "share"]);
    const share = steps[1] as Extract<(typeof steps)[number], { kind: "share" }>;
    expect(share).toMatchObject({ hashed: `${key}u1`, total: 100 });
    expect(value).toBe(share.bucket < 30);
  });
});

const plan = (flag: string, more: object = {}) =>
  ReleasePlan.parse({
    ...{ flag, from: null, to: "on" },
    guards: [{ kind: "share", metric: "api.request_ms", bad: "outcome=failed" }],
    stages: [10, 50, 100].map((percent) => ({ percent, leastMinutes: 5, leastSeen: 100 })),
    ...more,
  });

describe("a guarded release", () => {
  /** Ten seconds of traffic of a hundred users, with the share of failures by arm. */
  const traffic = async (
    { flags, meter, pass }: Awaited<ReturnType<typeof withFlag>>,
    minutes: number,
    failures: { new: number; old: number },
  ) => {
    let [seen, key] = [{ new: 0, old: 0 }, ""];
    for (let block = 0; block < minutes * 6; block++) {
      for (let user = 0; user < 100; user++) {
        const labels = flags.labelsOf({ ...engineer, userId: `u${user}` });
        [key = ""] = Object.keys(labels);
        const arm = labels[key] as "new" | "old";
        seen = { ...seen, [arm]: seen[arm] + 1 };
        const outcome = (seen[arm] * failures[arm]) % 1 < failures[arm] ? "failed" : "ok";
        meter.record("api.request_ms", 5, { outcome, ...labels });
      }
      pass(10_000);
      if (block % 6 === 5) {
        await flags.flush();
        await flags.releases.tick();
        await flags.look();
      }
    }
    return key;
  };

  it("brings a variant to everybody in stages, and moves nobody back", async () => {
    const process = await withFlag();
    const { flags, key } = process;
    await flags.releases.start(engineer, plan(key));
    await flags.look();
    expect(await traffic(process, 1, { new: 0.02, old: 0.02 })).toBe(`flag.${key}`);
    const had = () => Array.from({ length: 100 }, (_, i) => process.isOn({ targetingKey: `user/u${i}` }));
    const first = had();
    expect(first.filter(Boolean).length).toBeGreaterThan(2);
    await traffic(process, 7, { new: 0.02, old: 0.02 });
    const second = had();
    expect(second.filter(Boolean).length).toBeGreaterThan(30);
    expect(first.every((was, i) => !was || second[i])).toBe(true);
    await traffic(process, 14, { new: 0.02, old: 0.02 });
    expect(had().every(Boolean)).toBe(true);
    const [release] = (await flags.get(key)).releases;
    expect(release).toMatchObject({ status: "done", decision: { verdict: "done" } });
    expect(JSON.parse((await flags.get(key)).text).defaultVariant).toBe("on");
    const replayed = await flags.replay(engineer, key);
    expect(replayed.length).toBe(3);
    for (const { verdict, again } of replayed) expect(again).toBe(verdict);
  });

  it("goes back at once where the new variant fails, says on which counts, and can be taken up again", async () => {
    const process = await withFlag();
    const { flags, key } = process;
    await flags.releases.start(engineer, plan(key));
    await flags.look();
    await traffic(process, 9, { new: 0.3, old: 0.02 });
    expect(process.isOn({ targetingKey: "user/u1" })).toBe(false);
    const [release] = (await flags.get(key)).releases;
    expect(release).toMatchObject({
      status: "rolled-back",
      decision: { verdict: "rollback-worse", guard: 0 },
    });
    const [replayed] = await flags.replay(engineer, key);
    expect(replayed).toMatchObject({ verdict: "rollback-worse", again: "rollback-worse" });
    await expect(flags.releases.start(engineer, plan(key))).rejects.toThrow(/was taken back at/);
    await flags.undo(engineer, replayed!.auditId);
    expect((await flags.get(key)).releases[0]).toMatchObject({ status: "running" });
    expect(flags.list().flags.find((row) => row.key === key)?.percent).toBeGreaterThan(0);
    await flags.releases.cancel(engineer, release!.id);
  });

  it("run on paper gives nobody the new variant and still decides", async () => {
    const process = await withFlag();
    const { flags, key, isOn } = process;
    const { id } = await flags.releases.start(engineer, plan(key, { isDry: true }));
    await flags.look();
    await traffic(process, 8, { new: 0.02, old: 0.02 });
    expect(Array.from({ length: 100 }, (_, i) => isOn({ targetingKey: `user/u${i}` }))).not.toContain(true);
    const [release] = (await flags.get(key)).releases;
    expect(release?.stage).toBeGreaterThan(0);
    expect((await flags.exposures(id)).length).toBeGreaterThan(0);
    await flags.releases.cancel(engineer, id);
    expect(flags.held().source.rollouts).toEqual({});
  });

  it("holds without traffic and says so, pauses and goes on by hand, and ends with the kill switch", async () => {
    const { flags, key, pass, isOn } = await withFlag();
    const { id } = await flags.releases.start(engineer, plan(key));
    await expect(flags.releases.start(engineer, plan(key))).rejects.toThrow(/found a release under way/);
    await expect(flags.save(engineer, { key, text: flagText(), prerequisites: [] })).rejects.toThrow(
      /found a release under way/,
    );
    pass(30 * MINUTE);
    expect(await flags.releases.tick()).toBe(0);
    expect((await flags.get(key)).releases[0]?.decision?.verdict).toBe("hold-quiet");
    await flags.releases.setPaused(engineer, id, true);
    await expect(flags.releases.setPaused(engineer, id, true)).rejects.toThrow(/is paused, expected running/);
    await flags.releases.setPaused(engineer, id, false);
    const { auditId } = await flags.setOn(engineer, key, false);
    expect((await flags.get(key)).releases[0]).toMatchObject({ status: "cancelled" });
    await flags.undo(engineer, auditId);
    expect((await flags.get(key)).releases[0]).toMatchObject({ status: "running" });
    expect(isOn({})).toBe(false);
    await flags.releases.cancel(engineer, id);
  });
});
