import { randomUUID } from "node:crypto";
import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import type { Feature, Policy } from "#server/external/core/policy.ts";
import { dropWork, keepWork, putOffWork, readWork } from "#server/external/deferred-store.ts";
import { createDeferredWork } from "#server/external/deferred-work.ts";
import { createGateway, type ServiceSetup } from "#server/external/gateway.ts";
import { createLedgerStore } from "#server/external/ledger-store.ts";
import { createPresence } from "#server/external/presence.ts";
import type { ServiceName } from "#server/external/schema.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Setting, Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

/** What a policy does as settings say at each request, beside what it does anyhow. */
const STEERED: Readonly<Partial<Record<Feature, Setting<boolean>>>> = {
  hedging: SETTINGS.hedgesCalls,
  stale: SETTINGS.givesStale,
  concurrency: SETTINGS.adaptsCalls,
};

/** A policy that goes by the settings as they are when a request is made. */
export const steeredPolicy = (policy: Policy, settings: Pick<Settings, "get">): Policy => ({
  ...policy,
  without: {
    has: (feature) => {
      const setting = STEERED[feature];
      return policy.without.has(feature) || (setting !== undefined && !settings.get(setting));
    },
  },
  get quotaWaitShare() {
    return settings.get(SETTINGS.quotaWaitShare);
  },
  get gathering() {
    return { most: settings.get(SETTINGS.batchMost), waitTimes: settings.get(SETTINGS.batchWaitTimes) };
  },
});

/** Makes the one way out to the services that are set up, over our own tables; the first call opens it. */
export const openGateway = (
  { db, env, lifecycle, log, meter }: Base,
  { cache, settings }: { cache: Cache; settings: Pick<Settings, "get"> },
  services: Partial<Record<ServiceName, ServiceSetup>>,
) => {
  const report = (error: unknown) => log.warn({ err: error }, "the way out to services reports");
  const process = randomUUID();
  const steered = Object.fromEntries(
    Object.entries(services).map(([name, setup]) => [
      name,
      { ...setup, policy: steeredPolicy(setup.policy, settings) },
    ]),
  );
  const gateway = createGateway({
    ...{ services: steered, cache, report, clock: systemClock, random: Math.random },
    ledger: createLedgerStore({ db, process }),
    needed(service, by, tookMs) {
      meter.count("external.calls", 1, { service, saved: String(by !== "service" && by !== "fallback") });
      if (by === "service" || by === "batch") meter.record("external.call_ms", tookMs);
    },
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
