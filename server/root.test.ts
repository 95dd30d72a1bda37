import { afterAll, describe, expect, it } from "vitest";
import type { Accounts } from "#server/accounts/service.ts";

import type { MeterAlerts } from "#server/alerts/service.ts";
import type { Ask, Drafts } from "#server/ask/service.ts";
import type { Coordination } from "#server/coordination/service.ts";
import type { Outside } from "#server/external/service.ts";
import type { Flags } from "#server/flags/service.ts";
import type { Fleet } from "#server/fleet/service.ts";
import type { Forecasts, Maintenance } from "#server/forecast/service.ts";
import { ROLES, type Role, type Scope } from "#server/lib/scope.ts";
import type { Inference } from "#server/llm/service.ts";
import type { Operations } from "#server/operations/service.ts";
import { createRoot } from "#server/root.ts";
import type { Routing } from "#server/routing/service.ts";
import { SCORECARD } from "#server/telemetry/core/scorecard.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { createCallerFactory, type ProcedureMeta } from "#server/trpc.ts";
import type { DatabaseServices } from "#server/tuning/database-procedures.ts";
import type { Caches, Tuning } from "#server/tuning/service.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import type { VectorSearch } from "#server/vector/service.ts";

const REACHED = "the service was reached";

/** Services in which every function says that it was reached. */
const reached = <T>(): T => {
  const made: unknown = new Proxy(() => {}, {
    get: () => made,
    apply() {
      throw new Error(REACHED);
    },
  });
  return made as T;
};

const root = createRoot({
  accounts: reached<Accounts>(),
  alerts: reached<MeterAlerts>(),
  ask: reached<Ask>(),
  caches: reached<Caches>(),
  coordination: reached<Coordination>(),
  database: reached<DatabaseServices>(),
  drafts: reached<Drafts>(),
  external: reached<Outside>(),
  flags: reached<Flags>(),
  fleet: reached<Fleet>(),
  forecasts: { pages: reached<Forecasts["pages"]>() },
  index: reached<IndexControl>(),
  llm: reached<Inference>(),
  maintenance: reached<Maintenance>(),
  operations: reached<Operations>(),
  routing: reached<Routing>(),
  telemetry: reached<Telemetry>(),
  tuning: reached<Tuning>(),
  vector: reached<VectorSearch>(),
});

type Procedure = { _def: { meta?: ProcedureMeta; type: string } };
const procedures = Object.entries(root._def.procedures as unknown as Record<string, Procedure>);

const scopeOf = (role: Role, isOperator: boolean): Scope => ({
  organisationId: 1,
  userId: "u",
  userName: "U",
  role,
  depotIds: null,
  driverId: null,
  isOperator,
});

const seen: { code: string; reason: string }[] = [];

/** The code with which a role (or nobody) is refused, or null where the call got past the roles. */
const refusal = async (path: string, role: Role | null, isOperator = true): Promise<string | null> => {
  const caller = createCallerFactory(root)({
    scope: role === null ? null : scopeOf(role, isOperator),
    requestId: "r",
    log: { warn: () => {}, error: () => {} },
    meter: { record: () => {}, count: () => {} },
  });
  const call = path.split(".").reduce<unknown>((at, name) => Reflect.get(at as object, name), caller) as (
    input: unknown,
  ) => Promise<unknown>;
  try {
    await call(undefined);
    return null;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    seen.push({ code, reason: message });
    return code === "UNAUTHORIZED" || code === "FORBIDDEN" ? code : null;
  }
};

describe("every procedure", () => {
  it("is there for every line of the scorecard that names one", () => {
    const known = new Set(procedures.map(([path]) => path));
    const named = SCORECARD.flatMap(({ requests }) => (requests === null ? [] : [requests]));
    expect(named.filter((path) => !known.has(path))).toEqual([]);
    expect(named.length).toBeGreaterThan(5);
  });

  it("states its roles", () => {
    const silent = procedures.filter(([, each]) => each._def.meta?.roles === undefined).map(([path]) => path);
    expect(silent).toEqual([]);
  });

  it("is for the roles in the table below and for no other", () => {
    const table = Object.fromEntries(
      procedures.map(([path, each]) => {
        const roles = each._def.meta?.roles ?? [];
        return [path, roles === "public" ? "public" : ROLES.filter((role) => roles.includes(role)).join(" ")];
      }),
    );
    expect(table).toMatchInlineSnapshot(`
      {
        "accounts.apiKeys.create": "engineer admin",
        "accounts.apiKeys.list": "engineer admin",
        "accounts.apiKeys.revoke": "engineer admin",
        "accounts.audit.list": "manager admin",
        "accounts.audit.undo": "dispatcher manager engineer admin",
        "accounts.leave": "dispatcher manager driver engineer admin",
        "accounts.me": "dispatcher manager driver engineer admin",
        "accounts.settings.list": "engineer admin",
        "accounts.settings.set": "admin",
        "accounts.signOutEverywhere": "dispatcher manager driver engineer admin",
        "accounts.switchOrganisation": "dispatcher manager engineer admin",
        "accounts.users.change": "admin",
        "accounts.users.create": "admin",
        "accounts.users.list": "manager admin",
        "accounts.users.resetPassword": "admin",
        "alerts.detail": "manager engineer admin",
        "alerts.list": "manager engineer admin",
        "alerts.mute": "manager engineer admin",
        "alerts.own": "manager engineer admin",
        "alerts.remove": "manager engineer admin",
        "alerts.save": "manager engineer admin",
        "alerts.testFire": "manager engineer admin",
        "ask.alerts.end": "dispatcher manager engineer admin",
        "ask.alerts.list": "dispatcher manager engineer admin",
        "ask.alerts.notices": "dispatcher manager engineer admin",
        "ask.ask": "dispatcher manager engineer admin",
        "ask.choices": "dispatcher manager engineer admin",
        "ask.drafts.confirm": "dispatcher manager engineer admin",
        "ask.drafts.dismiss": "dispatcher manager engineer admin",
        "ask.drafts.list": "dispatcher manager engineer admin",
        "ask.examples.file": "engineer admin",
        "ask.examples.list": "engineer admin",
        "ask.examples.remove": "dispatcher manager engineer admin",
        "ask.examples.save": "dispatcher manager engineer admin",
        "ask.mailings.end": "dispatcher manager engineer admin",
        "ask.mailings.list": "dispatcher manager engineer admin",
        "ask.readings": "dispatcher manager engineer admin",
        "ask.reports.change": "dispatcher manager engineer admin",
        "ask.reports.get": "dispatcher manager engineer admin",
        "ask.reports.list": "dispatcher manager engineer admin",
        "ask.reports.remove": "dispatcher manager engineer admin",
        "ask.reports.save": "dispatcher manager engineer admin",
        "ask.starters": "dispatcher manager engineer admin",
        "caches.drop": "engineer admin",
        "caches.list": "manager engineer admin",
        "coordination.begin": "manager engineer admin",
        "coordination.blockers.open": "manager engineer admin",
        "coordination.blockers.resolve": "manager engineer admin",
        "coordination.board": "manager engineer admin",
        "coordination.briefings": "manager engineer admin",
        "coordination.figures": "manager engineer admin",
        "coordination.handoffs.acknowledge": "manager engineer admin",
        "coordination.handoffs.give": "manager engineer admin",
        "coordination.milestones.deliver": "manager engineer admin",
        "coordination.milestones.remove": "manager engineer admin",
        "coordination.milestones.save": "manager engineer admin",
        "coordination.records": "manager engineer admin",
        "coordination.saveWays": "manager engineer admin",
        "coordination.savings": "manager engineer admin",
        "coordination.ways": "manager engineer admin",
        "coordination.workstreams.remove": "manager engineer admin",
        "coordination.workstreams.save": "manager engineer admin",
        "database.board": "manager engineer admin",
        "database.build": "engineer admin",
        "database.look": "engineer admin",
        "database.plan": "manager engineer admin",
        "database.remove": "engineer admin",
        "external.crm": "manager engineer admin",
        "external.overview": "manager engineer admin",
        "external.reset": "engineer admin",
        "external.setMode": "engineer admin",
        "external.travelTimes": "manager engineer admin",
        "flags.check": "engineer admin",
        "flags.client": "dispatcher manager driver engineer admin",
        "flags.evaluate": "dispatcher manager driver engineer admin",
        "flags.explain": "manager engineer admin",
        "flags.exportSet": "manager engineer admin",
        "flags.exposures": "manager engineer admin",
        "flags.get": "manager engineer admin",
        "flags.importSet": "engineer admin",
        "flags.list": "manager engineer admin",
        "flags.releases.cancel": "engineer admin",
        "flags.releases.setPaused": "engineer admin",
        "flags.releases.start": "engineer admin",
        "flags.remove": "engineer admin",
        "flags.replay": "manager engineer admin",
        "flags.save": "engineer admin",
        "flags.setOn": "engineer admin",
        "flags.undo": "engineer admin",
        "fleet.customers.get": "dispatcher manager engineer admin",
        "fleet.customers.list": "dispatcher manager engineer admin",
        "fleet.customers.outlook": "dispatcher manager engineer admin",
        "fleet.depots": "dispatcher manager driver engineer admin",
        "fleet.drivers.get": "dispatcher manager driver engineer admin",
        "fleet.drivers.list": "dispatcher manager engineer admin",
        "fleet.facilities": "dispatcher manager driver engineer admin",
        "fleet.notes.add": "dispatcher manager driver engineer admin",
        "fleet.notes.list": "dispatcher manager driver engineer admin",
        "fleet.sites.get": "dispatcher manager driver engineer admin",
        "fleet.sites.inside": "dispatcher manager engineer admin",
        "fleet.sites.list": "dispatcher manager engineer admin",
        "fleet.streets": "dispatcher manager engineer admin",
        "fleet.zones": "dispatcher manager driver engineer admin",
        "forecast.containers": "dispatcher manager engineer admin",
        "forecast.days": "dispatcher manager engineer admin",
        "forecast.lateUse": "dispatcher manager engineer admin",
        "forecast.routes": "dispatcher manager engineer admin",
        "forecast.used": "dispatcher manager engineer admin",
        "forecast.vehicles": "dispatcher manager engineer admin",
        "forecast.warning": "dispatcher manager engineer admin",
        "llm.state": "manager engineer admin",
        "maintenance.decide": "dispatcher manager admin",
        "maintenance.risks": "dispatcher manager engineer admin",
        "maintenance.used": "dispatcher manager engineer admin",
        "operations.changes": "dispatcher manager engineer admin",
        "operations.clock.get": "dispatcher manager driver engineer admin",
        "operations.clock.set": "dispatcher manager admin",
        "operations.exceptions.close": "dispatcher manager admin",
        "operations.exceptions.get": "dispatcher manager engineer admin",
        "operations.exceptions.history": "dispatcher manager engineer admin",
        "operations.exceptions.list": "dispatcher manager engineer admin",
        "operations.exceptions.release": "dispatcher manager admin",
        "operations.exceptions.reopen": "dispatcher manager admin",
        "operations.exceptions.take": "dispatcher manager admin",
        "operations.kpis.breakdown": "dispatcher manager engineer admin",
        "operations.kpis.tiles": "dispatcher manager engineer admin",
        "operations.kpis.value": "dispatcher manager engineer admin",
        "operations.routes.get": "dispatcher manager driver engineer admin",
        "operations.routes.list": "dispatcher manager driver engineer admin",
        "operations.routes.track": "dispatcher manager driver engineer admin",
        "operations.snapshot": "dispatcher manager driver engineer admin",
        "operations.stops.get": "dispatcher manager driver engineer admin",
        "operations.stops.list": "dispatcher manager driver engineer admin",
        "operations.today": "dispatcher manager engineer admin",
        "operations.vehicles.get": "dispatcher manager driver engineer admin",
        "operations.vehicles.inside": "dispatcher manager engineer admin",
        "operations.vehicles.list": "dispatcher manager driver engineer admin",
        "operations.vehicles.nearest": "dispatcher manager engineer admin",
        "routing.board.addExtra": "dispatcher manager admin",
        "routing.board.day": "dispatcher manager admin",
        "routing.board.extraPlaces": "dispatcher manager admin",
        "routing.board.move": "dispatcher manager admin",
        "routing.board.places": "dispatcher manager admin",
        "routing.board.price": "dispatcher manager admin",
        "routing.plans.accept": "dispatcher manager admin",
        "routing.plans.cancel": "dispatcher manager admin",
        "routing.plans.compare": "dispatcher manager admin",
        "routing.plans.get": "dispatcher manager admin",
        "routing.plans.lines": "dispatcher manager admin",
        "routing.plans.list": "dispatcher manager admin",
        "routing.plans.reject": "dispatcher manager admin",
        "routing.plans.request": "dispatcher manager admin",
        "routing.plans.rescue": "dispatcher manager admin",
        "routing.plans.why": "dispatcher manager admin",
        "telemetry.marks": "manager engineer admin",
        "telemetry.meters": "manager engineer admin",
        "telemetry.scorecard": "manager engineer admin",
        "telemetry.series": "manager engineer admin",
        "telemetry.slowest": "manager engineer admin",
        "telemetry.whole": "manager engineer admin",
        "tuning.board": "manager engineer admin",
        "tuning.cancel": "engineer admin",
        "tuning.setAhead": "engineer admin",
        "tuning.setMode": "engineer admin",
        "tuning.undo": "engineer admin",
        "vector.index": "manager engineer admin",
        "vector.measure": "engineer admin",
        "vector.rebuild": "engineer admin",
        "vector.replay": "engineer admin",
        "vector.search": "dispatcher manager driver engineer admin",
        "vector.state": "dispatcher manager driver engineer admin",
      }
    `);
  });

  it("of those below changes what is all organisations', and is for the one that runs the platform alone", () => {
    expect(procedures.flatMap(([path, each]) => (each._def.meta?.isPlatform ? [path] : [])).sort()).toEqual([
      "accounts.settings.set",
      ...["mute", "own", "remove", "save", "testFire"].map((name) => `alerts.${name}`),
      "caches.drop",
      ...["build", "look", "remove"].map((name) => `database.${name}`),
      ...["check", "importSet"].map((name) => `flags.${name}`),
      ...["cancel", "setPaused", "start"].map((name) => `flags.releases.${name}`),
      ...["remove", "save", "setOn", "undo"].map((name) => `flags.${name}`),
      ...["cancel", "setAhead", "setMode", "undo"].map((name) => `tuning.${name}`),
      "vector.rebuild",
    ]);
  });

  it.each(procedures)(
    "%s lets in the roles it states and refuses everybody else",
    async (path, procedure) => {
      const roles = procedure._def.meta?.roles ?? [];
      if (roles === "public") {
        expect(await refusal(path, null)).toBeNull();
        return;
      }
      expect(await refusal(path, null)).toBe("UNAUTHORIZED");
      for (const role of ROLES)
        expect([role, await refusal(path, role)]).toEqual([role, roles.includes(role) ? null : "FORBIDDEN"]);
      const isPlatform = procedure._def.meta?.isPlatform === true;
      for (const role of roles)
        expect([role, await refusal(path, role, false)]).toEqual([role, isPlatform ? "FORBIDDEN" : null]);
    },
  );

  afterAll(() => {
    // The matrix proves nothing unless some calls went all the way to a service.
    expect(
      seen.some(({ code, reason }) => code === "INTERNAL_SERVER_ERROR" && reason.includes(REACHED)),
    ).toBe(true);
  });
});
