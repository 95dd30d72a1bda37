import { afterAll, beforeAll, expect, it } from "vitest";
import type { BreakerChange, ServiceMode, ServiceState, ServiceUse } from "#server/external/schema.ts";
import { createIntegrations } from "#server/external/service.ts";
import { createAudit, systemScope } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const SCOPE = systemScope(1, "engineer");
const make = () => {
  const held = {
    ...{ mode: "live" as ServiceMode, resets: 0, canSwitch: true },
    ...{ nowMs: Date.parse("2026-11-26T23:49:00Z"), counted: [] as number[], days: [] as ServiceUse[] },
    changes: [] as BreakerChange[],
  };
  const state = (service: ServiceState["service"]): ServiceState => ({
    ...{ service, mode: held.mode, isEmulator: true, breaker: "closed", reason: null },
    ...{ running: 0, waiting: 0, concurrency: 4, inDoubt: 0 },
    quota: { remaining: null, resetAtMs: null, limit: null },
    budget: { spentUnits: 3, spentCents: 0, limitUnits: 10, thresholds: [0.5], passed: null },
  });
  const integrations = createIntegrations({
    db: open.db,
    nowMs: () => held.nowMs,
    accountOf: async (service) => (service === "graphhopper" ? 2 : 1),
    gateway: {
      states: async () => [state("graphhopper"), state("samsara")],
      use: async (days) => {
        held.counted.push(days);
        return held.days.slice(0, days);
      },
      breakerChanges: async (fromMs, toMs) =>
        held.changes.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
      setMode: async (_, mode) => {
        if (!held.canSwitch) throw new Error("the table is away");
        held.mode = mode;
      },
      reset: async () => void held.resets++,
    },
  });
  return { held, integrations, audit: createAudit({ db: open.db, undoers: integrations.undoers }) };
};

it("switches a service with a row that undoes it, and undoes the undo", async () => {
  const { held, integrations, audit } = make();
  const { auditId } = await integrations.setMode(SCOPE, "samsara", "paused");
  expect(held.mode).toBe("paused");
  const undoId = await audit.undo(SCOPE, auditId);
  expect(held.mode).toBe("live");
  await audit.undo(SCOPE, undoId);
  expect(held.mode).toBe("paused");
});

it("leaves no row of a switch that failed, and says which service is not set up", async () => {
  const { held, integrations } = make();
  held.canSwitch = false;
  const rows = () => open.db.audit.count({ where: { entity: "external-mode" } });
  const before = await rows();
  await expect(integrations.setMode(SCOPE, "samsara", "stale")).rejects.toThrow("the table is away");
  await expect(integrations.setMode(SCOPE, "hubspot", "stale")).rejects.toThrow("hubspot: is not set up");
  await expect(integrations.reset(SCOPE, "graphhopper")).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await rows()).toBe(before);
});

it("notes who reset a breaker", async () => {
  const { held, integrations } = make();
  await integrations.reset(SCOPE, "samsara");
  expect(held.resets).toBe(1);
  expect(await open.db.audit.findMany({ where: { entity: "external-reset" } })).toMatchObject([
    { action: "external.reset", entityId: "samsara", actor: "engineer" },
  ]);
});

it("tells how services stand, which are not set up, and the account's day in UTC", async () => {
  const { integrations } = make();
  expect(await integrations.overview(SCOPE)).toMatchObject({
    states: [{ service: "samsara", budget: { spentUnits: 3 } }],
    ...{ days: [], notSetUp: ["graphhopper", "hubspot"], today: "2026-11-26" },
  });
});

it("shows and switches a service to the organisation whose account it is, and to no other", async () => {
  const { held, integrations } = make();
  const other = systemScope(2, "engineer of another");
  const seen = await integrations.overview(other);
  expect(seen.states.map(({ service }) => service)).toEqual(["graphhopper"]);
  expect(seen.notSetUp).toContain("samsara");
  await expect(integrations.setMode(other, "samsara", "paused")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(integrations.reset(other, "samsara")).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(held).toMatchObject({ mode: "live", resets: 0 });
});

it("tells when breakers opened to the organisation whose account it is, and to no other", async () => {
  const { held, integrations } = make();
  const change = { state: "open", reason: "late", isAgain: false } as const;
  held.changes = [
    { ...change, service: "samsara", atMs: 5_000 },
    { ...change, service: "graphhopper", atMs: 6_000 },
  ];
  const span = { from: new Date(0), to: new Date(10_000) };
  const told = async (scope: typeof SCOPE) =>
    (await integrations.breakerChanges(scope, span)).map(({ service }) => service);
  expect(await told(SCOPE)).toEqual(["samsara"]);
  expect(await told(systemScope(2, "engineer of another"))).toEqual(["graphhopper"]);
});

it("counts days that are over once in ten minutes, and the running day each time", async () => {
  const { held, integrations } = make();
  const use = (day: string, sent: number): ServiceUse => ({
    ...{ service: "samsara", day, sent, failed: 0, units: sent, cents: 0, p50Ms: null, p99Ms: null },
    avoided: [],
  });
  const told = async () =>
    (await integrations.overview(SCOPE)).days.map(({ day, sent }) => `${day.slice(-2)}: ${sent}`);
  held.days = [use("2026-11-26", 1), use("2026-11-25", 5)];
  expect(await told()).toEqual(["26: 1", "25: 5"]);
  held.days = [use("2026-11-26", 2), use("2026-11-25", 6)];
  expect(await told()).toEqual(["26: 2", "25: 5"]);
  held.nowMs += 600_000;
  expect(await told()).toEqual(["26: 2", "25: 6"]);
  held.nowMs += 120_000;
  held.days = [use("2026-11-27", 1), ...held.days];
  expect(await told()).toEqual(["27: 1", "26: 2", "25: 6"]);
  expect(held.counted).toEqual([14, 1, 14, 14]);
  // An account looks further back than the page.
  expect((await integrations.account(SCOPE)).days.map(({ sent }) => sent)).toEqual([1, 2, 6]);
  expect(held.counted.at(-1)).toBe(62);
});
