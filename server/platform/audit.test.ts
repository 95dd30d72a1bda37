import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role, Scope } from "#server/lib/scope.ts";
import { type AuditRow, assertUnchanged, createAudit, record, type Undoer } from "#server/platform/audit.ts";
import { type Db, openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const scopeOf = (userId: string, role: Role = "dispatcher", organisationId = 1): Scope => ({
  organisationId,
  userId,
  userName: userId,
  role,
  depotIds: null,
  driverId: null,
  isOperator: true,
});
const maria = scopeOf("maria");
const chen = scopeOf("chen");
const manager = scopeOf("ann", "manager");

describe("audit", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;
  let db: Db;
  const lamp = new Map<string, string | null>();

  /** The thing under change here: a lamp per id, off the database. */
  const undoer: Undoer = async (_tx, _scope, row) => {
    assertUnchanged(row, { colour: lamp.get(row.entityId) });
    lamp.set(row.entityId, (row.before as { colour: string }).colour);
  };
  const paint = (scope: Scope, id: string, colour: string): Promise<number> => {
    const before = { colour: lamp.get(id) ?? null };
    lamp.set(id, colour);
    const change = { action: "lamp.paint", entity: "lamp", entityId: id, before, after: { colour } };
    return db.$transaction((tx) => record(tx, scope, change));
  };
  const audit = () => createAudit({ db, undoers: { lamp: undoer } });

  beforeAll(() => {
    opened = openDb({ url: database.url, poolSize: 4 });
    db = opened.db;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    lamp.clear();
    await db.audit.deleteMany();
  });

  it("lists who changed what, newest first, and nothing of another organisation", async () => {
    await paint(maria, "1", "red");
    await paint(chen, "1", "green");
    await paint(scopeOf("eve", "admin", 2), "1", "black");
    const rows = await audit().list(chen, { entity: "lamp" });
    expect(rows.map((each) => [each.actor, each.before, each.after])).toEqual([
      ["chen", { colour: "red" }, { colour: "green" }],
      ["maria", { colour: null }, { colour: "red" }],
    ]);
    expect(await audit().list(chen, { userId: "maria" })).toHaveLength(1);
    expect(await audit().list(chen, { before: rows[0]?.id, limit: 1 })).toEqual([rows[1]]);
  });

  it("notes nothing when the change's transaction rolls back", async () => {
    const change = {
      action: "lamp.paint",
      entity: "lamp",
      entityId: 1,
      before: null,
      after: { colour: "red" },
    };
    const failed = db.$transaction(async (tx) => {
      await record(tx, maria, change);
      throw new Error("no paint");
    });
    await expect(failed).rejects.toThrow("no paint");
    expect(await audit().list(maria)).toEqual([]);
  });

  it("takes a change back, once, and notes the undo as a change", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    const undoId = await audit().undo(maria, id);
    expect(lamp.get("1")).toBe("red");
    const [undo, undone] = await audit().list(maria);
    expect(undo).toMatchObject({
      id: undoId,
      undoOf: id,
      before: { colour: "green" },
      after: { colour: "red" },
    });
    expect(undone?.undoneAt).toBeInstanceOf(Date);
    await expect(audit().undo(maria, id)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/undone already/),
    });
  });

  it("undoes an undo, and then the change stands again", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    await audit().undo(maria, await audit().undo(maria, id));
    expect(lamp.get("1")).toBe("green");
    await audit().undo(maria, id);
    expect(lamp.get("1")).toBe("red");
  });

  it("refuses while a later change of the same thing stands, and gives way once that is undone", async () => {
    await paint(maria, "1", "white");
    const first = await paint(maria, "1", "red");
    const second = await paint(maria, "1", "green");
    await paint(maria, "2", "blue");
    await expect(audit().undo(maria, first)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "lamp 1 changed since: maria did lamp.paint; undo that first",
    });
    const undone = await audit().undo(maria, second);
    await audit().undo(maria, first);
    expect(lamp.get("1")).toBe("white");
    await expect(audit().undo(maria, undone)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("refuses where the thing changed without a note, and leaves everything as it was", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    lamp.set("1", "black");
    await expect(audit().undo(maria, id)).rejects.toMatchObject({
      code: "CONFLICT",
      message: 'lamp 1 changed since: colour is now "black", expected "green"',
    });
    expect(await audit().list(maria)).toHaveLength(2);
    expect(lamp.get("1")).toBe("black");
  });

  it("lets two undos at once through only once", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    const results = await Promise.allSettled([audit().undo(maria, id), audit().undo(maria, id)]);
    expect(results.map((each) => each.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(lamp.get("1")).toBe("red");
  });

  it("keeps another's change from a dispatcher, not from a manager, and another organisation's from all", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    await expect(audit().undo(chen, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(audit().undo(scopeOf("eve", "admin", 2), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await audit().undo(manager, id);
    expect(lamp.get("1")).toBe("red");
  });

  it("lets nobody undo what he may not do, whoever did it, and starts with no undoer whose roles are not said", async () => {
    await paint(maria, "1", "red");
    const id = await paint(maria, "1", "green");
    const strict = createAudit({ db, undoers: { lamp: undoer }, roles: { lamp: ["admin"] } });
    const [row] = await strict.list(maria);
    for (const who of [maria, manager]) {
      await expect(strict.undo(who, id)).rejects.toMatchObject({
        code: "FORBIDDEN",
        message: `lamp.paint is for admin; you are ${who.role}`,
      });
      expect(strict.isUndoable(who, row as AuditRow)).toBe(false);
    }
    expect(lamp.get("1")).toBe("green");
    await strict.undo(scopeOf("ada", "admin"), id);
    expect(lamp.get("1")).toBe("red");
    expect(() => createAudit({ db, undoers: { lamp: undoer }, roles: {} })).toThrow(/no roles for .* lamp/);
  });

  it("prefers the undoer of the action, and says when there is none", async () => {
    const id = await paint(maria, "1", "red");
    const row = (await audit().list(maria))[0] as AuditRow;
    const bare = createAudit({ db, undoers: {} });
    expect([audit().isUndoable(maria, row), bare.isUndoable(maria, row)]).toEqual([true, false]);
    await expect(bare.undo(maria, id)).rejects.toMatchObject({ message: "lamp.paint has no way back" });
    const seen: string[] = [];
    const both = createAudit({
      db,
      undoers: { lamp: undoer, "lamp.paint": async () => void seen.push("ours") },
    });
    await both.undo(maria, id);
    expect(seen).toEqual(["ours"]);
  });
});
