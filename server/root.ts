import type { IncomingMessage, ServerResponse } from "node:http";
import { accountsRouter } from "#server/accounts/router.ts";
import type { Accounts } from "#server/accounts/service.ts";
import { alertsRouter } from "#server/alerts/router.ts";
import type { MeterAlerts } from "#server/alerts/service.ts";
import { askRouter } from "#server/ask/router.ts";
import type { Ask, Drafts } from "#server/ask/service.ts";
import { answerCalls } from "#server/calls.ts";
import { coordinationRouter } from "#server/coordination/router.ts";
import type { Coordination } from "#server/coordination/service.ts";
import { externalRouter } from "#server/external/router.ts";
import type { Outside } from "#server/external/service.ts";
import { flagsRouter } from "#server/flags/router.ts";
import type { Flags } from "#server/flags/service.ts";
import { fleetRouter } from "#server/fleet/router.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { maintenanceRouter } from "#server/forecast/maintenance-procedures.ts";
import { forecastRouter } from "#server/forecast/router.ts";
import type { Forecasts, Maintenance } from "#server/forecast/service.ts";
import { llmRouter } from "#server/llm/router.ts";
import type { Inference } from "#server/llm/service.ts";
import { operationsRouter } from "#server/operations/router.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Meter } from "#server/platform/meter.ts";
import { routingRouter } from "#server/routing/router.ts";
import type { Routing } from "#server/routing/service.ts";
import { telemetryRouter } from "#server/telemetry/router.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { type Context, router } from "#server/trpc.ts";
import { cachesRouter } from "#server/tuning/cache-procedures.ts";
import { type DatabaseServices, databaseRouter } from "#server/tuning/database-procedures.ts";
import { tuningRouter } from "#server/tuning/router.ts";
import type { Caches, Tuning } from "#server/tuning/service.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import { vectorRouter } from "#server/vector/router.ts";
import type { VectorSearch } from "#server/vector/service.ts";

/** Services behind the procedures. */
export type Services = {
  accounts: Accounts;
  alerts: MeterAlerts;
  ask: Ask;
  caches: Pick<Caches, "list" | "drop">;
  coordination: Coordination;
  database: DatabaseServices;
  drafts: Drafts;
  external: Outside;
  flags: Flags;
  fleet: Fleet;
  forecasts: Pick<Forecasts, "pages">;
  /** Null where no model is named. */
  llm: Inference | null;
  maintenance: Maintenance;
  operations: Operations;
  routing: Routing;
  telemetry: Telemetry;
  tuning: Tuning;
  vector: VectorSearch;
  index: IndexControl;
};

/** Every procedure of the product, by domain. */
export const createRoot = ({
  accounts,
  alerts,
  ask,
  caches,
  coordination,
  database,
  drafts,
  external,
  flags,
  fleet,
  forecasts,
  index,
  llm,
  maintenance,
  operations,
  routing,
  telemetry,
  tuning,
  vector,
}: Services) =>
  router({
    accounts: accountsRouter(accounts),
    alerts: alertsRouter(alerts),
    ask: askRouter({ ask, drafts }),
    caches: cachesRouter(caches),
    coordination: coordinationRouter(coordination),
    database: databaseRouter(database),
    external: externalRouter(external),
    flags: flagsRouter(flags),
    fleet: fleetRouter(fleet),
    forecast: forecastRouter(forecasts.pages),
    llm: llmRouter(llm),
    maintenance: maintenanceRouter(maintenance),
    operations: operationsRouter(operations),
    routing: routingRouter(routing),
    telemetry: telemetryRouter(telemetry),
    tuning: tuningRouter(tuning),
    vector: vectorRouter({ search: vector, index }),
  });

/** The type of all procedures, for the browser's client. */
export type AppRouter = ReturnType<typeof createRoot>;

/** Answers calls of procedures over HTTP; the bearer's token tells who asks. */
export const createCalls = (
  services: Services,
  watch: Pick<Context, "log" | "traces"> & { meter: Context["meter"] & Pick<Meter, "within"> },
) => {
  const answer = answerCalls(createRoot(services));
  return (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    requestId: string,
  ): Promise<void> =>
    answer({
      ...{ request, response, path },
      async contextOf(): Promise<Context> {
        const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
        const scope = token === undefined ? null : await services.accounts.authenticate(token);
        const labels = scope === null ? {} : services.flags.labelsOf(scope);
        const within: Context["within"] = (work) => watch.meter.within(labels, work);
        const { traceparent } = request.headers;
        const traceParent = typeof traceparent === "string" ? traceparent : undefined;
        return { scope, requestId, labels, within, traceParent, ...watch };
      },
    });
};
