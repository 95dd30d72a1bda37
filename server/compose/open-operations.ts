import type { Base } from "#server/compose.ts";
import type { CHANNELS } from "#server/live.schema.ts";
import type { Clock } from "#server/operations/clock.ts";
import { createIngest } from "#server/operations/ingest.ts";
import { cacheTiles } from "#server/operations/kpi-cache.ts";
import { createOperations, standingClock } from "#server/operations/service.ts";
import { recordAll, systemScope } from "#server/platform/audit.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Hub } from "#server/platform/live.ts";
import { announce, announceAll } from "#server/platform/outbox.ts";
import type { SettingAsker, Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

type Parts = {
  hub: Hub<typeof CHANNELS>;
  clock: Clock;
  cache: Cache;
  settings: Settings;
  leftAt: (userId: string) => Promise<string | null>;
  /** Does work so that its samples are told with what somebody is in. */
  within: <T>(asker: SettingAsker, work: () => T) => T;
  /** Asks the worker to deliver what was announced, at once. */
  nudge: () => void;
};

/** Opens the day's work: what is read of it, what changes it, and the events of vehicles that come in. */
export const openOperations = ({ db, meter }: Base, parts: Parts) => {
  const { hub, clock, cache, settings, leftAt, within, nudge } = parts;
  const exceptionsChanged = async (organisationId: number, ids: number[]): Promise<void> => {
    nudge();
    const scope = systemScope(organisationId, "live");
    for (const row of await plain.exceptions(scope, ids)) {
      const { depotId, driverId } = row;
      hub.publish("exceptions", { organisationId, depotId, driverId }, row);
    }
  };
  const deps = { db, leftAt, recordAll, announceAll, changed: exceptionsChanged };
  const plain = createOperations({ ...deps, clock });
  const tiles = cacheTiles(plain.kpis.tiles, {
    db,
    cache,
    ttlMs: () => settings.get(SETTINGS.tilesTtlMs),
  });
  const ingest = createIngest({
    db,
    hub,
    meter,
    announce,
    exceptionsChanged,
    fuelCentsPerL: () => settings.get(SETTINGS.fuelCentsPerL),
    turnsApartMs: () => settings.get(SETTINGS.ingestTurnsMs),
    // What releases that concern a depot or an organisation are judged by: its stops and what they cost.
    routesEnded: (organisationId, ended) => {
      for (const { depotId, stopsDone, stopsMissed, costCents } of ended)
        within({ organisationId, depotIds: [depotId] }, () => {
          if (stopsDone > 0) meter.count("kpi.stops", stopsDone, { missed: "no" });
          if (stopsMissed > 0) meter.count("kpi.stops", stopsMissed, { missed: "yes" });
          if (stopsDone > 0) meter.record("kpi.cents_per_stop", costCents / stopsDone);
        });
    },
  });
  return {
    operations: { ...plain, kpis: { ...plain.kpis, tiles } },
    /** The same read as of a given instant. */
    operationsAt: (now: string) => createOperations({ ...deps, clock: standingClock(clock, now) }),
    ingest,
  };
};
