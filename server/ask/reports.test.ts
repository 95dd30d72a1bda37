import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role, Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { NewExample } from "./examples.schema.ts";
import { createExamples } from "./examples.ts";
import { hearOne } from "./fixture-read.ts";
import type { NewReport } from "./reports.schema.ts";
import { createReports, undoReport } from "./reports.ts";
import type { QueryPlan } from "./schema.ts";

const database = withTestDatabase();
let db: ReturnType<typeof openDb>;
let reports: ReturnType<typeof createReports>;
let examples: ReturnType<typeof createExamples>;
let audit: ReturnType<typeof createAudit>;

beforeAll(() => {
  db = openDb({ url: database.url, poolSize: 2 });
  reports = createReports({ db: db.db });
  examples = createExamples({ db: db.db, hear: (_, text) => hearOne(text) });
  audit = createAudit({ db: db.db, undoers: { report: undoReport } });
});
afterAll(() => db.close());

const user = (userId: string, role: Role = "dispatcher", organisationId = 1): Scope => ({
  ...{ organisationId, userId, userName: userId.toUpperCase(), role },
  ...{ depotIds: null, driverId: null, isOperator: true },
});
const PLAN: QueryPlan = {
  ...{ kind: "list", list: "routes", filters: [], sort: [], limit: 10, columns: ["name"], view: "table" },
};
const named = (name: string, more: Partial<NewReport> = {}): NewReport => ({
  ...{ name, question: "which routes are late", plan: PLAN, isShared: false },
  span: { kind: "named", name: "last-week" },
  ...more,
});
const namesFor = async (scope: Scope) => (await reports.list(scope)).map(({ name }) => name);

describe("kept plans", () => {
  it("are their owner's, and the organisation's where they are shared; never another organisation's", async () => {
    const ann = user("ann");
    const own = await reports.save(ann, named("Mine"));
    await reports.save(ann, named("Ours", { isShared: true }));
    expect(await namesFor(ann)).toEqual(["Mine", "Ours"]);
    expect(await namesFor(user("bob"))).toEqual(["Ours"]);
    expect(await namesFor(user("eve", "admin", 2))).toEqual([]);
    await expect(reports.get(user("bob"), own.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await reports.get(ann, own.id)).toMatchObject({
      plan: PLAN,
      span: { kind: "named", name: "last-week" },
      mayChange: true,
    });
  });

  it("are changed by their owner and by managers alone", async () => {
    const cat = user("cat");
    const { id } = await reports.save(cat, named("Late in the north", { isShared: true }));
    await expect(reports.change(user("bob"), { id, name: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(reports.remove(user("bob"), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await reports.change(user("mia", "manager"), { id, name: "North, late" });
    expect(await namesFor(cat)).toContain("North, late");
  });

  it("keep one name to one report of an owner", async () => {
    const dan = user("dan");
    const first = await reports.save(dan, named("A"));
    await reports.save(dan, named("B"));
    await expect(reports.save(dan, named("A"))).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(reports.change(dan, { id: first.id, name: "B" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await reports.save(user("dora"), named("A"));
  });

  it("come back when their removal is undone, and get their old name back", async () => {
    const fay = user("fay");
    const { id } = await reports.save(fay, named("Weekly"));
    const { auditId } = await reports.remove(fay, id);
    expect(await namesFor(fay)).not.toContain("Weekly");
    await audit.undo(fay, auditId);
    expect(await reports.get(fay, id)).toMatchObject({ name: "Weekly", plan: PLAN });
    const renamed = await reports.change(fay, { id, name: "Every week" });
    await audit.undo(fay, renamed.auditId);
    expect((await reports.get(fay, id)).name).toBe("Weekly");
  });

  it("of an older version say what to do instead of being run", async () => {
    const gil = user("gil");
    const { id } = await reports.save(gil, named("Old"));
    await db.db.$executeRawUnsafe(`UPDATE ask_report SET plan = '{"kind":"gone"}' WHERE id = ${id}`);
    await expect(reports.get(gil, id)).rejects.toThrow('ask "which routes are late" again');
  });

  it("hold nothing the role may not see", async () => {
    const safety = { ...PLAN, kind: "records", of: "safety", show: "rows" } as unknown as QueryPlan;
    await expect(reports.save(user("hal"), named("x", { plan: safety }))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("judged answers", () => {
  const judged = (question: string, more: Partial<NewExample> = {}): NewExample => ({
    ...{ question, plan: PLAN, reader: "rules", verdict: "down", meant: null },
    correction: "routes that end after the shift",
    ...more,
  });

  it("hold a user's last word on a question", async () => {
    const scope = user("ida", "dispatcher", 7);
    const first = await examples.save(scope, judged("late?"));
    const second = await examples.save(scope, judged("late?", { verdict: "up", correction: null }));
    expect(second.id).toBe(first.id);
    await examples.save(user("joe", "dispatcher", 7), judged("late?"));
    expect(await examples.list(scope)).toMatchObject({ up: 1, down: 1 });
  });

  it("go into a file of one JSON value a line, without who gave them", async () => {
    const scope = user("kim", "engineer", 8);
    await examples.save(
      scope,
      judged('say "hi"\nplease', { meant: { ...PLAN, list: "stops" } as QueryPlan }),
    );
    await examples.save(scope, judged("poem", { plan: null, correction: null }));
    const lines = (await examples.file(scope)).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({
      question: 'say "hi"\nplease',
      plan: { list: "routes" },
      meant: { list: "stops" },
      correction: "routes that end after the shift",
      verdict: "down",
      role: "engineer",
      frame: { subject: "list stops" },
    });
    expect(lines.join()).not.toMatch(/kim/i);
  });

  it("tell a training what was meant, and mask the fleet's names", async () => {
    const scope = user("oli", "engineer", 11);
    const saved: [question: string, more: Partial<NewExample>][] = [
      ["R-9 how much behind?", { verdict: "up", correction: null }],
      ["runs that blow past knocking-off time", { correction: "which routes are behind schedule" }],
      ["hm", { correction: "no idea what I want" }],
      ["tell me a joke", { plan: null, verdict: "up", correction: null }],
    ];
    for (const [question, more] of saved) await examples.save(scope, judged(question, more));
    const lines = (await examples.file(scope)).trimEnd().split("\n").reverse();
    const [first, second, third, fourth] = lines.map((line) => JSON.parse(line));
    expect(first).toMatchObject({ signs: { words: expect.arrayContaining(["<route>"]) } });
    expect(first.frame).toEqual({ subject: "list routes", by: "-", order: "-", compare: "-" });
    expect(second.frame).toMatchObject({ subject: expect.stringContaining("list routes") });
    expect([third.frame, fourth.frame]).toEqual([null, null]);
  });

  it("are taken away by who gave them and by engineers, and seen by no other organisation", async () => {
    const lea = user("lea", "dispatcher", 9);
    const { id } = await examples.save(lea, judged("a"));
    await expect(examples.remove(user("max", "dispatcher", 9), id)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(examples.remove(user("max", "admin", 10), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await examples.remove(lea, id);
    const other = await examples.save(lea, judged("b"));
    await examples.remove(user("nia", "engineer", 9), other.id);
    expect((await examples.list(lea)).rows).toEqual([]);
  });
});
