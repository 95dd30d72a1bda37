import type { CrmOverview } from "#server/external/crm-overview.ts";
import type { Gateway } from "#server/external/gateway.ts";
import {
  type BreakerChange,
  type IntegrationsOverview,
  MODES,
  SERVICES,
  type ServiceMode,
  type ServiceName,
  type ServiceUse,
} from "#server/external/schema.ts";
import type { TravelCorrection } from "#server/external/travel-correction.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record, type Undoer } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

const DAYS = 14;
// Days that an account is asked of, the running one included.
const ACCOUNT_DAYS = 62;
const MODE = "external-mode";
const RESET = "external-reset";

/** What {@link createIntegrations} needs. */
export type IntegrationDeps = {
  db: Db;
  gateway: Pick<Gateway, "states" | "use" | "breakerChanges" | "setMode" | "reset">;
  nowMs: () => number;
  /** The organisation whose account a service answers for; null where there is none of its name yet. */
  accountOf: (service: ServiceName) => Promise<number | null>;
};

/** Days that are over change only where a row in doubt is settled: they are counted anew so often. */
const RECOUNT_MS = 600_000;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** What each service did by day; of days that are over as counted within the last ten minutes. */
const createUse = ({ gateway, nowMs }: Pick<IntegrationDeps, "gateway" | "nowMs">, dayCount: number) => {
  let kept: { today: string; atMs: number; days: Promise<ServiceUse[]> } | null = null;
  return async (): Promise<ServiceUse[]> => {
    const today = dayOf(nowMs());
    const age = kept === null ? Number.POSITIVE_INFINITY : nowMs() - kept.atMs;
    if (kept === null || kept.today !== today || age < 0 || age >= RECOUNT_MS) {
      const counted = { today, atMs: nowMs(), days: gateway.use(dayCount) };
      kept = counted;
      // A count that failed is none.
      counted.days.catch(() => {
        if (kept === counted) kept = null;
      });
      return counted.days;
    }
    const { days } = kept;
    return [...(await gateway.use(1)), ...(await days).filter(({ day }) => day !== today)];
  };
};

/** Outside services as engineers see and switch them; every switch is in the audit log, and can be undone from there. */
export const createIntegrations = ({ db, gateway, nowMs, accountOf }: IntegrationDeps) => {
  const useByDay = createUse({ gateway, nowMs }, DAYS);
  const accountByDay = createUse({ gateway, nowMs }, ACCOUNT_DAYS);
  const isOwn = async ({ organisationId }: Scope, service: ServiceName): Promise<boolean> =>
    (await accountOf(service)) === organisationId;

  /** How services stand whose account is the asker's organisation's; of others' accounts nobody is told. */
  const statesOf = async (scope: Scope) => {
    const states = await gateway.states();
    const own = await Promise.all(states.map(({ service }) => isOwn(scope, service)));
    return states.filter((_, i) => own[i]);
  };

  const modeOf = async (scope: Scope, service: ServiceName): Promise<ServiceMode> => {
    const state = (await statesOf(scope)).find((each) => each.service === service);
    if (state === undefined)
      throw new AppError("NOT_FOUND", `${service}: is not set up, expected an address and a key`);
    return state.mode;
  };

  const told = async (scope: Scope, read: Promise<ServiceUse[]>): Promise<IntegrationsOverview> => {
    const [states, days] = await Promise.all([statesOf(scope), read]);
    const isShown = (service: string): boolean => states.some((state) => state.service === service);
    return {
      states,
      days: days.filter(({ service }) => isShown(service)),
      notSetUp: SERVICES.filter((service) => !isShown(service)),
      today: dayOf(nowMs()),
    };
  };

  const undoMode: Undoer = async (_tx, scope, row) => {
    const service = SERVICES.find((each) => each === row.entityId);
    const { mode } = (row.before ?? {}) as { mode?: string };
    const before = MODES.find((each) => each === mode);
    if (service === undefined || before === undefined)
      throw new AppError("CONFLICT", `${row.entityId}: found ${mode ?? "nothing"}, expected the mode before`);
    // The account may have changed hands since.
    await modeOf(scope, service);
    await gateway.setMode(service, before);
  };

  return {
    undoers: { [MODE]: undoMode } satisfies Record<string, Undoer>,
    /** How every service stands, and what each did on the last days. */
    overview: (scope: Scope): Promise<IntegrationsOverview> => told(scope, useByDay()),
    /** The same over as many days as an account is asked of. */
    account: (scope: Scope): Promise<IntegrationsOverview> => told(scope, accountByDay()),
    /** Breakers of the asker's services that opened and closed in a span of real time, newest first. */
    async breakerChanges(scope: Scope, { from, to }: { from: Date; to: Date }): Promise<BreakerChange[]> {
      const [states, changes] = await Promise.all([
        statesOf(scope),
        gateway.breakerChanges(from.getTime(), to.getTime()),
      ]);
      return changes.filter((change) => states.some(({ service }) => service === change.service));
    },
    /** Switches a service to live, to stale answers or to rest; maps to the row that undoes it. */
    async setMode(scope: Scope, service: ServiceName, mode: ServiceMode): Promise<{ auditId: number }> {
      const before = await modeOf(scope, service);
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
      await modeOf(scope, service);
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

/** What the procedures of outside services stand on. */
export type Outside = Omit<Integrations, "undoers"> & {
  travelTimes: TravelCorrection["told"];
  crm: CrmOverview;
};
