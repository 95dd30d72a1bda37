import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createApiKeys } from "#server/accounts/api-keys.ts";
import { ACCOUNT_UNDOERS, type Accounts, createAccounts } from "#server/accounts/service.ts";
import { lockMember, lockOrganisation } from "#server/accounts/store.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createSettings, defineSetting } from "#server/platform/settings.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { PLATFORM_UNDOERS, UNDO_ROLES } from "#server/undo-roles.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
let accounts: Accounts;
let demo: number;
let other: number;
let passwords: Map<Role, { email: string; password: string }>;

const frame = defineSetting({
  ...{ key: "live.frame", schema: z.int().min(16).max(1000), fallback: 50, unit: "ms" },
  doc: "Time between two frames.",
});

const ORIGIN = "http://localhost:4105";

let asked = 0;
/** Asks the sign-in, each time from another address, for tries from one are bounded. */
const post = (path: string, body: object, cookie = "") =>
  accounts.handleAuth(
    new Request(`${ORIGIN}/api/auth${path}`, {
      method: "POST",
      headers: {
        ...{ "content-type": "application/json", origin: ORIGIN, cookie },
        [accounts.addressHeader]: `10.0.0.${++asked}`,
      },
      body: JSON.stringify(body),
    }),
  );

const signIn = async (role: Role) => {
  const { email, password } = passwords.get(role) ?? { email: "", password: "" };
  const answer = await post("/sign-in/email", { email, password });
  expect(answer.status).toBe(200);
  const cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const got = await accounts.handleAuth(new Request(`${ORIGIN}/api/auth/token`, { headers: { cookie } }));
  const { token } = (await got.json()) as { token: string };
  const scope = await accounts.authenticate(token);
  if (scope === null) throw new Error(`sign-in as ${role}: got a token that is not accepted`);
  return { cookie, token, scope };
};

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 4 });
  const { db } = opened;
  const settings = createSettings({ db, registry: [frame] });
  accounts = createAccounts({
    db,
    settings,
    audit: createAudit({
      ...{ db, roles: UNDO_ROLES, platform: PLATFORM_UNDOERS },
      undoers: { ...ACCOUNT_UNDOERS, ...settings.undoers },
    }),
    fleet: {
      depots: async (id) => (id === demo ? [{ id: 7, name: "North depot" }] : []),
      hasDriver: async (_, id) => id === 3,
    },
    now: async () => new Date("2026-11-23T10:00:00Z"),
    secret: "a secret of a test, at least 32 characters",
    publicUrl: ORIGIN,
  });
  const make = (slug: string, kind: string, isOperator: boolean) =>
    db.organisation.create({ data: { slug, name: slug, timeZone: "Europe/London", kind, isOperator } });
  demo = (await make("demo", "demo", true)).id;
  other = (await make("other", "import", false)).id;
  const signIns = await accounts.createSignIns(demo, { id: 3, name: "Maria" });
  passwords = new Map(signIns.map((each) => [each.role, each]));
});
afterAll(() => opened.close());

describe("signing in", () => {
  it("gives a token whose scope is the user's", async () => {
    const { scope } = await signIn("driver");
    expect(scope).toMatchObject({ organisationId: demo, role: "driver", driverId: 3, depotIds: null });
  });

  it("is refused with a wrong password, and nobody signs up by himself", async () => {
    const email = passwords.get("admin")?.email;
    expect((await post("/sign-in/email", { email, password: "wrong-wrong-wrong" })).status).toBe(401);
    const newcomer = { email: "new@x.example", password: "long-enough-word", name: "New" };
    expect((await post("/sign-up/email", newcomer)).status).toBe(400);
  });

  it("ends at once with sign-out", async () => {
    const { token, cookie } = await signIn("manager");
    await post("/sign-out", {}, cookie);
    expect(await accounts.authenticate(token)).toBeNull();
  });

  it("gives a token that no other text passes for", async () => {
    const { token } = await signIn("engineer");
    const [head, body, signature] = token.split(".");
    const claims = JSON.parse(Buffer.from(body ?? "", "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, role: "admin" })).toString("base64url");
    expect(await accounts.authenticate([head, forged, signature].join("."))).toBeNull();
    expect(await accounts.authenticate("nonsense")).toBeNull();
  });
});

describe("an admin", () => {
  const create = async (admin: Scope, email: string) =>
    accounts.users.create(admin, { name: "Ada", email, role: "dispatcher", depotIds: [7], driverId: null });

  it("changes a role, which revokes the user's token, notes it, and can be taken back", async () => {
    const { scope: admin } = await signIn("admin");
    const { token, scope } = await signIn("dispatcher");
    await accounts.users.change(admin, { id: scope.userId, role: "manager", depotIds: [7] });
    expect(await accounts.authenticate(token)).toBeNull();
    expect((await signIn("dispatcher")).scope).toMatchObject({ role: "manager", depotIds: [7] });
    const [row] = await accounts.auditLog(admin, { limit: 1 });
    expect(row).toMatchObject({
      action: "user.change",
      subject: scope.userName,
      before: { role: "dispatcher", depotIds: [] },
      after: { role: "manager", depotIds: [7] },
      isUndoable: true,
    });
    await accounts.undo(admin, row?.id ?? 0);
    expect((await signIn("dispatcher")).scope).toMatchObject({ role: "dispatcher", depotIds: null });
  });

  it("takes a right away for good: who lost it cannot bring it back by undo", async () => {
    const { scope: admin } = await signIn("admin");
    const { scope: second } = await signIn("manager");
    await accounts.users.change(admin, { id: second.userId, role: "admin" });
    await accounts.users.change(admin, { id: second.userId, role: "manager" });
    const { scope: demoted } = await signIn("manager");
    const [row] = await accounts.auditLog(demoted, { limit: 1 });
    expect(row).toMatchObject({ action: "user.change", after: { role: "manager" }, isUndoable: false });
    await expect(accounts.undo(demoted, row?.id ?? 0)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await signIn("manager")).scope.role).toBe("manager");
  });

  it("cannot be the last one to go", async () => {
    const { scope: admin } = await signIn("admin");
    await expect(accounts.users.change(admin, { id: admin.userId, role: "manager" })).rejects.toThrow(
      "last admin",
    );
  });

  it("cannot touch users of an organisation of which he is no member", async () => {
    const { scope: admin } = await signIn("admin");
    const { id } = await create(admin, "ada@x.example");
    const foreign: Scope = { ...admin, organisationId: other, userId: "elsewhere" };
    await expect(accounts.users.change(foreign, { id, banned: true })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await opened.db.membership.create({ data: { userId: id, organisationId: other } });
    await expect(accounts.users.change(foreign, { id, banned: true })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("may do in his name what his role allows now, and nothing once he is shut out or no member", async () => {
    const { scope: admin } = await signIn("admin");
    const { id } = await create(admin, "abe@x.example");
    const { role } = (await accounts.scopeOf(admin.organisationId, id)) ?? {};
    expect(role).toBe("dispatcher");
    await accounts.users.change(admin, { id, role: "engineer" });
    expect((await accounts.scopeOf(admin.organisationId, id))?.role).toBe("engineer");
    expect(await accounts.scopeOf(other, id)).toBeNull();
    await accounts.users.change(admin, { id, banned: true });
    expect(await accounts.scopeOf(admin.organisationId, id)).toBeNull();
  });

  it("is told which depots there are where he names another", async () => {
    const { scope: admin } = await signIn("admin");
    const user = {
      name: "Bo",
      email: "bo@x.example",
      role: "manager" as const,
      depotIds: [8],
      driverId: null,
    };
    await expect(accounts.users.create(admin, user)).rejects.toThrow("expected some of 7 (North depot)");
  });
});

/** Makes somebody a member of the other organisation. */
const join = ({ userId }: Scope) =>
  opened.db.membership.create({ data: { userId, organisationId: other, depotIds: [] } });

/** Until so many statements wait for locks, or all that was begun has ended. */
const untilWaiting = async (count: number, begun: readonly Promise<unknown>[]): Promise<void> => {
  let isOver = false;
  void Promise.allSettled(begun).then(() => {
    isOver = true;
  });
  const waiting = async () => {
    const { rows } = await opened.pool.query(
      "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return (rows[0] as { n: number }).n;
  };
  while (!isOver && (await waiting()) < count) await new Promise((done) => setTimeout(done, 5));
};

describe("organisations", () => {
  it("are switched to by members only, and the old token ends", async () => {
    const { scope, token } = await signIn("manager");
    await expect(accounts.switchOrganisation(scope, other)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await join(scope);
    await accounts.switchOrganisation(scope, other);
    expect(await accounts.authenticate(token)).toBeNull();
    const { scope: elsewhere } = await signIn("manager");
    expect(elsewhere.organisationId).toBe(other);
    await accounts.switchOrganisation(elsewhere, demo);
  });

  it("are not switched to by who is taken out of them at that moment", async () => {
    const { scope } = await signIn("engineer");
    await join(scope);
    let switched: Promise<void> | undefined;
    await opened.db.$transaction(async (tx) => {
      await lockMember(tx, other, scope.userId);
      switched = accounts.switchOrganisation(scope, other);
      await untilWaiting(1, [switched]);
      await tx.membership.delete({
        where: { userId_organisationId: { userId: scope.userId, organisationId: other } },
      });
    });
    await expect(switched).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await signIn("engineer")).scope.organisationId).toBe(demo);
  });
});

describe("an imported organisation", () => {
  const imported = async (slug: string): Promise<number> =>
    (await opened.db.organisation.create({ data: { slug, name: slug, timeZone: "UTC", kind: "import" } })).id;
  const rolesIn = async (organisationId: number) => {
    const members = await opened.db.membership.findMany({
      where: { organisationId },
      include: { user: true },
    });
    return members.map(({ user }) => user.role).sort();
  };
  const noted = (organisationId: number) =>
    opened.db.audit.findMany({ where: { organisationId, action: "user.admit" } });

  it("is open to who imported it and the admins where he works, each noted, and not to their colleagues", async () => {
    const { scope: manager } = await signIn("manager");
    const { scope: admin } = await signIn("admin");
    const id = await imported("by-a-manager");
    await accounts.grantOrganisation(id, {
      id: manager.userId,
      name: manager.userName,
      organisationId: demo,
    });
    const ids = (await opened.db.membership.findMany({ where: { organisationId: id } })).map(
      ({ userId }) => userId,
    );
    expect(ids.sort()).toEqual([manager.userId, admin.userId].sort());
    expect((await noted(id)).map(({ userId, entityId }) => [userId, entityId]).sort()).toEqual(
      ids.map((each) => [manager.userId, each]).sort(),
    );
    const { scope: dispatcher } = await signIn("dispatcher");
    await expect(accounts.switchOrganisation(dispatcher, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("lets nobody in by another import once it has members", async () => {
    const { scope: manager } = await signIn("manager");
    const id = await imported("imported-twice");
    await opened.db.membership.create({ data: { userId: manager.userId, organisationId: id } });
    for (const importer of [
      { id: null, name: "import" },
      { id: manager.userId, name: "Ann", organisationId: demo },
    ])
      await accounts.grantOrganisation(id, importer);
    expect(await rolesIn(id)).toEqual(["manager"]);
  });

  it("is open, imported from the shell, to the office of who runs the platform, but for who sees some depots only", async () => {
    const { scope: admin } = await signIn("admin");
    const { scope: engineer } = await signIn("engineer");
    const limit = (depotIds: number[]) => accounts.users.change(admin, { id: engineer.userId, depotIds });
    await limit([7]);
    const id = await imported("by-shell");
    await accounts.grantOrganisation(id, { id: null, name: "import" });
    const roles = await rolesIn(id);
    expect(new Set(roles)).toEqual(new Set(["admin", "dispatcher", "manager"]));
    await limit([]);
  });

  it("lets a colleague in whom its admin adds with his address, by his own password, until that is taken back", async () => {
    const { scope: admin } = await signIn("admin");
    const { scope: dispatcher } = await signIn("dispatcher");
    const id = await imported("to-colleagues");
    await accounts.grantOrganisation(id, { id: admin.userId, name: admin.userName, organisationId: demo });
    const there: Scope = { ...admin, organisationId: id, isOperator: false };
    const email = passwords.get("dispatcher")?.email ?? "";
    const added = { name: "Any", email, role: "dispatcher" as const, depotIds: [], driverId: null };
    await expect(accounts.users.create(there, { ...added, role: "manager" })).rejects.toThrow(
      "role: found manager, expected dispatcher",
    );
    expect(await accounts.users.create(there, added)).toEqual({
      ...{ id: dispatcher.userId, email, password: null },
    });
    await expect(accounts.users.create(there, added)).rejects.toMatchObject({ code: "CONFLICT" });
    await accounts.switchOrganisation(dispatcher, id);
    const { scope: switched, token } = await signIn("dispatcher");
    expect(switched.organisationId).toBe(id);
    const admitted = (await noted(id)).find(({ entityId }) => entityId === dispatcher.userId);
    const undo = await accounts.undo(there, admitted?.id ?? 0);
    expect(await accounts.authenticate(token)).toBeNull();
    expect((await signIn("dispatcher")).scope.organisationId).toBe(demo);
    expect(await accounts.scopeOf(id, dispatcher.userId)).toBeNull();
    await accounts.undo(there, undo);
    expect(await accounts.scopeOf(id, dispatcher.userId)).toMatchObject({ role: "dispatcher" });
  });

  it("does not tell an admin who is a stranger to somebody's organisations of him, nor lose its last admin", async () => {
    const { scope: admin } = await signIn("admin");
    const id = await imported("strangers");
    const foreign: Scope = { ...admin, organisationId: id, userId: "elsewhere", isOperator: false };
    const email = passwords.get("engineer")?.email ?? "";
    await expect(
      accounts.users.create(foreign, { name: "Any", email, role: "engineer", depotIds: [], driverId: null }),
    ).rejects.toThrow("which a user has already");
    await accounts.grantOrganisation(id, { id: admin.userId, name: admin.userName, organisationId: demo });
    const admitted = (await noted(id)).find(({ entityId }) => entityId === admin.userId);
    const there: Scope = { ...admin, organisationId: id, isOperator: false };
    await opened.db.membership.deleteMany({ where: { organisationId: id, userId: { not: admin.userId } } });
    await expect(accounts.undo(there, admitted?.id ?? 0)).rejects.toThrow("last admin");
  });

  it("keeps one of its last two admins where both are taken out at once", async () => {
    const { scope: admin } = await signIn("admin");
    const id = await imported("two-admins");
    const ben = { name: "Ben", email: "ben@x.example", role: "admin" as const, depotIds: [], driverId: null };
    const { id: benId } = await accounts.users.create(admin, ben);
    await accounts.grantOrganisation(id, { id: admin.userId, name: admin.userName, organisationId: demo });
    expect(await rolesIn(id)).toEqual(["admin", "admin"]);
    const there: Scope = { ...admin, organisationId: id, isOperator: false };
    const rows = await noted(id);
    let undone: Promise<number>[] = [];
    await opened.db.$transaction(async (tx) => {
      await lockOrganisation(tx, id);
      undone = rows.map((row) => accounts.undo(there, row.id));
      await untilWaiting(2, undone);
    });
    const ends = await Promise.allSettled(undone);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(String(ends.find((end) => end.status === "rejected")?.reason)).toContain("last admin");
    expect(await rolesIn(id)).toEqual(["admin"]);
    // Ben is no admin of the other tests, whichever of the two is left here.
    await opened.db.membership.deleteMany({ where: { organisationId: id } });
    await accounts.users.change(admin, { id: benId, banned: true });
  });

  it("lets nobody in who is shut out, nor again whose role is another by now", async () => {
    const { scope: admin } = await signIn("admin");
    const id = await imported("shut-out");
    await opened.db.membership.create({ data: { userId: admin.userId, organisationId: id } });
    const there: Scope = { ...admin, organisationId: id, isOperator: false };
    const cem = { name: "Cem", email: "cem@x.example", depotIds: [], driverId: null };
    const { id: cemId } = await accounts.users.create(admin, { ...cem, role: "manager" });
    await accounts.users.change(admin, { id: cemId, banned: true });
    const admit = () => accounts.users.create(there, { ...cem, role: "manager" });
    await expect(admit()).rejects.toThrow("Cem is shut out of every organisation");
    await accounts.users.change(admin, { id: cemId, banned: false });
    await admit();
    const undo = await accounts.undo(there, (await noted(id))[0]?.id ?? 0);
    await accounts.users.change(admin, { id: cemId, banned: true });
    await expect(accounts.undo(there, undo)).rejects.toThrow("Cem is shut out of every organisation");
    await accounts.users.change(admin, { id: cemId, banned: false, role: "engineer" });
    await expect(accounts.undo(there, undo)).rejects.toThrow("role: found manager, expected engineer");
    expect(await rolesIn(id)).toEqual(["admin"]);
  });

  it("is of the admins of where its importer worked as he began, wherever he works once it is in", async () => {
    const { scope: manager } = await signIn("manager");
    const { scope: admin } = await signIn("admin");
    await accounts.switchOrganisation(manager, other);
    const id = await imported("by-who-moved-on");
    await accounts.grantOrganisation(id, {
      id: manager.userId,
      name: manager.userName,
      organisationId: demo,
    });
    expect(await accounts.scopeOf(id, admin.userId)).toMatchObject({ role: "admin" });
    const { scope: moved } = await signIn("manager");
    await accounts.switchOrganisation(moved, demo);
  });
});

describe("the organisation that runs the platform", () => {
  it("is told by every way in, and by the page of who is signed in", async () => {
    const { scope, cookie } = await signIn("engineer");
    expect(scope.isOperator).toBe(true);
    expect((await accounts.authenticateCookie(new Headers({ cookie })))?.isOperator).toBe(true);
    expect((await accounts.scopeOf(demo, scope.userId))?.isOperator).toBe(true);
    expect(await accounts.me(scope)).toMatchObject({ organisation: { isOperator: true }, operator: "demo" });
    await join(scope);
    await accounts.switchOrganisation(scope, other);
    const { scope: elsewhere } = await signIn("engineer");
    expect(elsewhere.isOperator).toBe(false);
    expect((await accounts.scopeOf(other, scope.userId))?.isOperator).toBe(false);
    expect(await accounts.me(elsewhere)).toMatchObject({
      ...{ organisation: { isOperator: false }, operator: "demo" },
    });
    await accounts.switchOrganisation(elsewhere, demo);
  });

  it("alone undoes what is all organisations', wherever the change is noted", async () => {
    const { scope: admin } = await signIn("admin");
    const elsewhere: Scope = { ...admin, organisationId: other, isOperator: false };
    // A change from the time before, which stands in the other organisation's log.
    const { auditId } = await accounts.settings.set(elsewhere, { key: frame.key, value: 300 });
    const [row] = await accounts.auditLog(elsewhere, { limit: 1 });
    expect(row).toMatchObject({ action: "setting.set", isUndoable: false });
    await expect(accounts.undo(elsewhere, auditId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await accounts.settings.set(admin, { key: frame.key });
  });

  it("is another one from the command on, at once and in the log of both", async () => {
    const { token } = await signIn("admin");
    await expect(accounts.setOperator("nowhere")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(accounts.setOperator("demo")).rejects.toMatchObject({ code: "CONFLICT" });
    await accounts.setOperator("other");
    expect((await accounts.authenticate(token))?.isOperator).toBe(false);
    const noted = await opened.db.audit.findMany({ where: { action: "organisation.operator" } });
    expect(noted.map(({ organisationId, before, after }) => [organisationId, before, after])).toEqual([
      [demo, { operator: "demo" }, { operator: "other" }],
      [other, { operator: "demo" }, { operator: "other" }],
    ]);
    await accounts.setOperator("demo");
    expect((await accounts.authenticate(token))?.isOperator).toBe(true);
    const second = opened.db.organisation.update({ where: { id: other }, data: { isOperator: true } });
    await expect(second).rejects.toThrow(/nique/);
  });
});

describe("an API key", () => {
  it("opens what it is for until it is revoked", async () => {
    const { scope: admin } = await signIn("admin");
    const { id, key } = await accounts.apiKeys.create(admin, { name: "box", scopes: ["telemetry:write"] });
    const { apiKeys } = accounts;
    expect((await apiKeys.authenticate(key, "telemetry:write")).organisationId).toBe(admin.organisationId);
    await expect(apiKeys.authenticate(key, "search:read")).rejects.toMatchObject({ code: "FORBIDDEN" });
    await apiKeys.revoke(admin, id);
    await expect(apiKeys.authenticate(key, "telemetry:write")).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  it("that is revoked in another process is refused within a second, and its use is noted once a minute", async () => {
    const { scope: admin } = await signIn("admin");
    let atMs = Date.now();
    const [here, there] = [
      createApiKeys({ db: opened.db, now: () => atMs }),
      createApiKeys({ db: opened.db }),
    ];
    const { id, key } = await here.create(admin, { name: "box", scopes: ["telemetry:write"] });
    await Promise.all([1, 2, 3].map(() => here.authenticate(key, "telemetry:write")));
    const noted = () => opened.db.apiKey.findUniqueOrThrow({ where: { id } }).then((row) => row.lastUsedAt);
    const first = await noted();
    expect(first?.getTime()).toBe(atMs);
    expect(here.kept.read()).toMatchObject({ hits: 2, misses: 1, entries: 1 });
    await there.revoke(admin, id);
    atMs += 1_000;
    await expect(here.authenticate(key, "telemetry:write")).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(await noted()).toEqual(first);
  });
});

describe("a setting", () => {
  it("is changed within its bounds, tells who did, and undo brings the value before back at once", async () => {
    const { scope: admin } = await signIn("admin");
    const shown = () => accounts.settings.list().map(({ value, changedBy }) => [value, changedBy]);
    expect(shown()).toEqual([[50, null]]);
    await accounts.settings.set(admin, { key: frame.key, value: 100 });
    const { auditId } = await accounts.settings.set(admin, { key: frame.key, value: 200 });
    expect(shown()).toEqual([[200, admin.userName]]);
    await expect(accounts.settings.set(admin, { key: frame.key, value: 5 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    await accounts.undo(admin, auditId);
    expect(shown()).toEqual([[100, admin.userName]]);
    await accounts.settings.set(admin, { key: frame.key });
    expect(shown()).toEqual([[50, null]]);
  });
});
