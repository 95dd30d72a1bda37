import { randomUUID } from "node:crypto";
import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import { dropWork, keepWork, putOffWork, readWork } from "#server/external/deferred-store.ts";
import { createDeferredWork } from "#server/external/deferred-work.ts";
import { createGateway, type ServiceSetup } from "#server/external/gateway.ts";
import { createLedgerStore } from "#server/external/ledger-store.ts";
import { createPresence } from "#server/external/presence.ts";
import type { ServiceName } from "#server/external/schema.ts";
import type { Cache } from "#server/platform/cache.ts";

/** Makes the one way out to the services that are set up, over our own tables; the first call opens it. */
export const openGateway = (
  { db, env, lifecycle, log, meter }: Base,
  cache: Cache,
  services: Partial<Record<ServiceName, ServiceSetup>>,
) => {
  const report = (error: unknown) => log.warn({ err: error }, "the way out to services reports");
  const process = randomUUID();
  const gateway = createGateway({
    ...{ services, cache, report, clock: systemClock, random: Math.random },
    ledger: createLedgerStore({ db, process }),
    needed: (service, by) =>
      meter.count("external.calls", 1, { service, saved: String(by !== "service" && by !== "fallback") }),
    presence: createPresence({ url: env.databaseUrl, process, report }),
    deferred: createDeferredWork({
      ...{ report, clock: systemClock },
      store: {
        keep: (work) => keepWork(db, work),
        read: (service, which) => readWork(db, service, which),
        drop: (id) => dropWork(db, id),
        putOff: (id, why) => putOffWork(db, id, why),
      },
    }),
  });
  lifecycle.onStop("gateway", () => gateway.close());
  return gateway;
};
