import { installationSecret } from "#server/accounts/secret.ts";
import { ACCOUNT_UNDOERS, createAccounts } from "#server/accounts/service.ts";
import { type Env, readEnv } from "#server/env.ts";
import { createFleet, noteUndoer } from "#server/fleet/service.ts";
import type { ExportList } from "#server/http/export.ts";
import { createLifecycle } from "#server/lib/lifecycle.ts";
import type { Scope } from "#server/lib/scope.ts";
import { CHANNELS } from "#server/live.schema.ts";
import { createClock } from "#server/operations/clock.ts";
import { createIngest } from "#server/operations/ingest.ts";
import { createOperations } from "#server/operations/service.ts";
import { createAudit, record, systemScope, type Undoer } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import type { ListQuery } from "#server/platform/list.schema.ts";
import { createHub } from "#server/platform/live.ts";
import { createLog } from "#server/platform/log.ts";
import { createMeter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { keepPartitions, PARTITION_PLANS } from "#server/platform/partitions.ts";
import { createTelemetry } from "#server/telemetry/service.ts";

const HOUR_MS = 3_600_000;
const CLOCK_REFRESH_MS = 5_000;
const ROLL_UP_MS = 60_000;
// A revoked token ends its live connections within this.
const RECHECK_MS = 2_000;

/** Opens what every command needs: the log, the measures, the database; stops are registered as things start. */
export const composeBase = (env: Env = readEnv()) => {
  const lifecycle = createLifecycle();
  const log = createLog({ level: env.logLevel, pretty: process.stdout.isTTY });
  const meter = createMeter();
  const { db, pool, close } = openDb({ url: env.databaseUrl, poolSize: env.databasePool });
  lifecycle.onStop("database", close);
  return { env, lifecycle, log, meter, db, pool };
};

/** Makes every service in the order in which they need each other; nothing runs by itself until `start`. */
export const compose = async (env: Env = readEnv()) => {
  const base = composeBase(env);
  const { lifecycle, log, meter, db } = base;
  const hub = createHub({ channels: CHANNELS, meter, recheckMs: RECHECK_MS });
  const clock = createClock({ db, hub });
  await clock.refresh();
  // An organisation made since the last refresh is read when somebody first works in it.
  const now = async (organisationId: number): Promise<Date> => {
    const known = await db.organisation.count({ where: { id: organisationId } });
    if (known > 0) await clock.refresh(organisationId);
    return new Date(clock.nowMs(organisationId));
  };

  const exceptionsChanged = async (organisationId: number, ids: number[]): Promise<void> => {
    const scope = systemScope(organisationId, "live");
    for (const id of ids) {
      const row = await operations.exception(scope, id);
      const { depotId, driverId } = row;
      hub.publish("exceptions", { organisationId, depotId, driverId }, row);
    }
  };
  const operations = createOperations({
    db,
    clock,
    leftAt: (userId) => accounts.leftAt(userId),
    record,
    announce,
    changed: exceptionsChanged,
  });
  const ingest = createIngest({ db, hub, meter, announce, exceptionsChanged });

  const placeOf = async (scope: Scope, subject: string, id: number) => {
    const where = { id, organisationId: scope.organisationId };
    const select = { depotId: true } as const;
    const found =
      subject === "route"
        ? await db.route.findFirst({ where, select })
        : subject === "stop"
          ? await db.stop.findFirst({ where, select })
          : await db.exception.findFirst({ where, select });
    return found?.depotId;
  };
  const fleet = createFleet({
    db,
    now: (organisationId) => new Date(clock.nowMs(organisationId)),
    depotOf: placeOf,
  });

  const undoers: Record<string, Undoer> = {
    ...ACCOUNT_UNDOERS,
    note: noteUndoer,
    exception: operations.inbox.undo,
  };
  const accounts = createAccounts({
    db,
    audit: createAudit({ db, undoers }),
    fleet: {
      depots: (organisationId) => fleet.depots(systemScope(organisationId, "accounts")),
      hasDriver: async (organisationId, id) => (await db.driver.count({ where: { id, organisationId } })) > 0,
    },
    now,
    secret: env.authSecret ?? (await installationSecret(env.dataDir)),
    publicUrl: env.publicUrl,
    trustedOrigins: [`http://localhost:${env.port}`, `http://127.0.0.1:${env.port}`],
  });
  const telemetry = createTelemetry({
    db,
    meter,
    publish: (sample) => hub.publish("samples", { organisationId: 0, depotId: null }, sample),
    report: (error) => log.warn({ err: error }, "measures of a second could not be stored; they are kept"),
  });

  const inDay = (list: (typeof operations.lists)[keyof typeof operations.lists]): ExportList => ({
    keys: list.keys,
    stream: (scope: Scope, query: ListQuery) => list.stream(db, operations.dayScope(scope), query),
  });
  const inFleet = (list: (typeof fleet.lists)[keyof typeof fleet.lists]): ExportList => ({
    keys: list.keys,
    stream: async (scope: Scope, query: ListQuery) => list.stream(db, await fleet.timed(scope), query),
  });
  const lists: Record<string, ExportList> = {
    vehicles: inDay(operations.lists.vehicles),
    routes: inDay(operations.lists.routes),
    stops: inDay(operations.lists.stops),
    exceptions: inDay(operations.lists.exceptions),
    sites: inFleet(fleet.lists.sites),
    customers: inFleet(fleet.lists.customers),
    drivers: inFleet(fleet.lists.drivers),
  };

  const every = (name: string, ms: number, work: () => Promise<unknown>): void => {
    let running: Promise<unknown> = Promise.resolve();
    const run = () => {
      running = work().catch((error: unknown) =>
        log.error({ err: error, job: name }, "a regular job failed"),
      );
    };
    run();
    const timer = setInterval(run, ms);
    lifecycle.onStop(name, () => {
      clearInterval(timer);
      return running;
    });
  };

  /** Starts what works by itself, each with its stop. */
  const start = (): void => {
    telemetry.start();
    lifecycle.onStop("telemetry", () => telemetry.stop());
    every("clock", CLOCK_REFRESH_MS, () => clock.refresh());
    if (env.role === "worker" || env.role === "all") {
      every("roll-up", ROLL_UP_MS, () => telemetry.rollUp(new Date()));
      every("partitions", HOUR_MS, async () => {
        for (const plan of PARTITION_PLANS) await keepPartitions(db, plan, new Date());
      });
    }
  };

  return {
    ...base,
    hub,
    clock,
    ingest,
    services: { accounts, fleet, operations, telemetry },
    lists,
    checkHealth: () => db.$queryRaw(sql`SELECT 1`),
    start,
  };
};

/** Everything a process of the product is made of. */
export type Composition = Awaited<ReturnType<typeof compose>>;
