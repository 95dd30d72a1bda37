import type { Gateway } from "#server/external/gateway.ts";
import {
  type IntegrationsOverview,
  MODES,
  SERVICES,
  type ServiceMode,
  type ServiceName,
} from "#server/external/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record, type Undoer } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

const DAYS = 14;
const MODE = "external-mode";
const RESET = "external-reset";

/** What {@link createIntegrations} needs. */
export type IntegrationDeps = {
  db: Db;
  gateway: Pick<Gateway, "states" | "use" | "setMode" | "reset">;
  nowMs: () => number;
};

/** Outside services as engineers see and switch them; every switch is in the audit log, and can be undone from there. */
export const createIntegrations = ({ db, gateway, nowMs }: IntegrationDeps) => {
  const modeOf = async (service: ServiceName): Promise<ServiceMode> => {
    const state = (await gateway.states()).find((each) => each.service === service);
    if (state === undefined)
      throw new AppError("NOT_FOUND", `${service}: is not set up, expected an address and a key`);
    return state.mode;
  };

  const undoMode: Undoer = async (_tx, _scope, row) => {
    const service = SERVICES.find((each) => each === row.entityId);
    const { mode } = (row.before ?? {}) as { mode?: string };
    const before = MODES.find((each) => each === mode);
    if (service === undefined || before === undefined)
      throw new AppError("CONFLICT", `${row.entityId}: found ${mode ?? "nothing"}, expected the mode before`);
    await gateway.setMode(service, before);
  };

  return {
    undoers: { [MODE]: undoMode } satisfies Record<string, Undoer>,
    /** How every service stands, and what each did on the last days. */
    async overview(): Promise<IntegrationsOverview> {
      const [states, days] = await Promise.all([gateway.states(), gateway.use(DAYS)]);
      const notSetUp = SERVICES.filter((service) => !states.some((state) => state.service === service));
      return { states, days, notSetUp, today: new Date(nowMs()).toISOString().slice(0, 10) };
    },
    /** Switches a service to live, to stale answers or to rest; maps to the row that undoes it. */
    async setMode(scope: Scope, service: ServiceName, mode: ServiceMode): Promise<{ auditId: number }> {
      const before = await modeOf(service);
      const auditId = await db.$transaction(async (tx) => {
        const change = { action: "external.mode", entity: MODE, entityId: service };
        const id = await record(tx, scope, { ...change, before: { mode: before }, after: { mode } });
        // Last, so that a switch that fails leaves no row that says it was made.
        await gateway.setMode(service, mode);
        return id;
      });
      return { auditId };
    },
    /** Closes a service's breaker and forgets what slowed it down. */
    async reset(scope: Scope, service: ServiceName): Promise<void> {
      await modeOf(service);
      await db.$transaction(async (tx) => {
        const change = { action: "external.reset", entity: RESET, entityId: service };
        await record(tx, scope, { ...change, before: null, after: null });
        await gateway.reset(service);
      });
    },
  };
};

/** Outside services as engineers see and switch them. */
export type Integrations = ReturnType<typeof createIntegrations>;
