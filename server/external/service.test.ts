import { afterAll, beforeAll, expect, it } from "vitest";
import type { ServiceMode, ServiceState } from "#server/external/schema.ts";
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
  const held = { mode: "live" as ServiceMode, resets: 0, canSwitch: true };
  const state = (): ServiceState => ({
    ...{ service: "samsara", mode: held.mode, isEmulator: true, breaker: "closed", reason: null },
    ...{ running: 0, waiting: 0, concurrency: 4, inDoubt: 0 },
    quota: { remaining: null, resetAtMs: null, limit: null },
    budget: { spentUnits: 3, spentCents: 0, limitUnits: 10, thresholds: [0.5], passed: null },
  });
  const integrations = createIntegrations({
    db: open.db,
    nowMs: () => Date.parse("2026-11-26T23:59:00Z"),
    gateway: {
      states: async () => [state()],
      use: async () => [],
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
  expect(await integrations.overview()).toMatchObject({
    states: [{ service: "samsara", budget: { spentUnits: 3 } }],
    ...{ days: [], notSetUp: ["graphhopper", "hubspot"], today: "2026-11-26" },
  });
});
