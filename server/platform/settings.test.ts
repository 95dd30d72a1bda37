import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createSettings, defineSetting, shapeOf } from "#server/platform/settings.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const budget = defineSetting({
  key: "solver.budget-ms",
  schema: z.int().min(100).max(30_000),
  fallback: 5_000,
  unit: "ms",
  doc: "How long the solver may look for a better plan.",
});

const scope: Scope = {
  organisationId: 1,
  userId: "ann",
  userName: "Ann",
  role: "admin",
  depotIds: null,
  driverId: null,
  isOperator: true,
};

describe("the shape of a setting", () => {
  it.each([
    [z.boolean(), { kind: "switch" }],
    [z.number().max(1), { kind: "number", isWhole: false, min: null, max: 1 }],
    [z.int().min(16).max(1000), { kind: "number", isWhole: true, min: 16, max: 1000 }],
    [z.enum(["off", "some"]), { kind: "choice", choices: ["off", "some"] }],
    [z.string(), { kind: "text" }],
  ])("is read from its schema: %#", (schema, shape) => expect(shapeOf(schema)).toEqual(shape));
});

describe("settings", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;
  const open = async (report?: (sentence: string) => void) => {
    const settings = createSettings({ db: opened.db, registry: [budget], ...(report ? { report } : {}) });
    await settings.refresh();
    return settings;
  };

  beforeAll(() => {
    opened = openDb({ url: database.url, poolSize: 4 });
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await opened.db.setting.deleteMany();
    await opened.db.audit.deleteMany();
  });

  it("gives the organisation's own value, else the default of all, else the fallback", async () => {
    const settings = await open();
    expect(settings.get(budget, 1)).toBe(5_000);
    await settings.set(scope, budget, 2_000, { forAll: true });
    await settings.set(scope, budget, 900);
    expect([settings.get(budget, 1), settings.get(budget, 2), settings.get(budget)]).toEqual([
      900, 2_000, 2_000,
    ]);
    expect(settings.list(2)).toEqual([
      {
        ...{ key: budget.key, fallback: 5_000, unit: "ms", doc: budget.doc, value: 2_000, from: "default" },
        ...{ changedBy: "Ann", changedAt: expect.any(Date) },
        shape: { kind: "number", isWhole: true, min: 100, max: 30_000 },
      },
    ]);
    expect((await open()).get(budget, 1)).toBe(900);
  });

  it("refuses what its schema does not allow, and keys that are not there", async () => {
    const settings = await open();
    await expect(settings.set(scope, budget, 5)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(/^setting solver.budget-ms: got 5, expected /),
    });
    await expect(settings.setByKey(scope, "colour", "red")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await opened.db.audit.count()).toBe(0);
    expect(() => defineSetting({ ...budget, fallback: 1 })).toThrow();
    expect(() => createSettings({ db: opened.db, registry: [budget, budget] })).toThrow(/got two named/);
  });

  it("notes each change, undoes it, and goes back to the default without a value", async () => {
    const settings = await open();
    const audit = createAudit({ db: opened.db, undoers: settings.undoers });
    await settings.set(scope, budget, 900);
    await settings.set(scope, budget, 800);
    const [second, first] = await audit.list(scope);
    expect(second).toMatchObject({
      action: "setting.set",
      entityId: budget.key,
      before: { organisationId: 1, value: 900 },
      after: { organisationId: 1, value: 800 },
    });
    await audit.undo(scope, second?.id ?? 0);
    await settings.refresh();
    expect(settings.get(budget, 1)).toBe(900);
    await audit.undo(scope, first?.id ?? 0);
    await settings.refresh();
    expect(settings.get(budget, 1)).toBe(5_000);
    await settings.setByKey(scope, budget.key, 700);
    await settings.setByKey(scope, budget.key, undefined);
    expect(settings.get(budget, 1)).toBe(5_000);
  });

  it("is not undone over what another organisation's admin made the value of all since", async () => {
    const settings = await open();
    const audit = createAudit({ db: opened.db, undoers: settings.undoers });
    const first = await settings.set(scope, budget, 900, { forAll: true });
    const other = { ...scope, organisationId: 2, userId: "bob", userName: "Bob" };
    const second = await settings.set(other, budget, 800, { forAll: true });
    await expect(audit.undo(scope, first)).rejects.toMatchObject({
      code: "CONFLICT",
      message: `setting ${budget.key} changed since: value is now 800, expected 900`,
    });
    await audit.undo(other, second);
    await audit.undo(scope, first);
    await settings.refresh();
    expect(settings.get(budget)).toBe(5_000);
  });

  it("notes of changes at once what each of them found", async () => {
    const settings = await open();
    await Promise.all([700, 800, 900].map((value) => settings.set(scope, budget, value)));
    const rows = await opened.db.audit.findMany({ orderBy: { id: "asc" } });
    const numberOf = (side: unknown) => (side as { value: number } | null)?.value ?? null;
    expect(rows.map(({ before }) => numberOf(before))).toEqual([
      null,
      ...rows.slice(0, -1).map(({ after }) => numberOf(after)),
    ]);
  });

  it("tells subscribers of changes here and of those another process made, until they leave", async () => {
    const [settings, other] = [await open(), await open()];
    const told: [number, number][] = [];
    const leave = settings.subscribe(budget, (value, organisationId) => told.push([value, organisationId]));
    await settings.set(scope, budget, 900);
    await other.set(scope, budget, 800, { forAll: true });
    await settings.refresh();
    await settings.refresh();
    leave();
    await settings.set(scope, budget, 700);
    expect(told).toEqual([
      [900, 1],
      [800, 0],
    ]);
  });

  it("lets a flag stand over the value for one asker alone, and tells once of one that is not allowed", async () => {
    const reports: string[] = [];
    const said: Record<string, unknown> = { ann: 700, bob: 7, cy: undefined };
    const settings = createSettings({
      ...{ db: opened.db, registry: [budget], report: (sentence) => void reports.push(sentence) },
      answer: (_, { userId = "" }) => said[userId],
    });
    await settings.refresh();
    const valueFor = (userId: string) => settings.getFor(budget, { organisationId: 1, userId });
    expect(["ann", "bob", "bob", "cy"].map(valueFor)).toEqual([700, 5_000, 5_000, 5_000]);
    expect(settings.get(budget, 1)).toBe(5_000);
    expect(reports).toEqual([expect.stringMatching(/its flag says 7, which is not allowed/)]);
  });

  it("reports a stored value that is no longer allowed and gives the next in order", async () => {
    await opened.db.setting.create({ data: { organisationId: 1, key: budget.key, value: "soon" } });
    const reports: string[] = [];
    const settings = await open((sentence) => reports.push(sentence));
    expect(settings.get(budget, 1)).toBe(5_000);
    expect(reports).toEqual([expect.stringMatching(/^setting solver.budget-ms of organisation 1 is "soon"/)]);
  });
});
