import { addDays } from "#server/lib/service-day.ts";
import { type Kpis, TREND_DAYS } from "#server/operations/kpis.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Db } from "#server/platform/db.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";

/**
 * The tiles of a service day, kept for `ttlMs` under what they depend on: organisation, what changed of the days they
 * count, the asker's depots and the filter. What is written about other things leaves them: a note, an exception that
 * is taken. Calls for the same tiles that come together share one reading.
 */
export const cacheTiles = (
  tiles: Kpis["tiles"],
  { db, cache, ttlMs }: { db: Db; cache: Cache; ttlMs: () => number },
): Kpis["tiles"] => {
  const running = new Map<string, ReturnType<Kpis["tiles"]>>();
  return async (scope, input) => {
    const { organisationId, depotIds } = scope;
    const { serviceDay } = input;
    const days = `day/${addDays(serviceDay, -TREND_DAYS)}..${serviceDay}`;
    const stamp = await readSourceStamp(db, organisationId, [days]);
    const filter = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = `kpi-tiles/${organisationId}/${stamp}/${depotIds?.join(",") ?? "all"}/${JSON.stringify(filter)}`;
    const shared = running.get(key);
    if (shared) return shared;
    const read = async () => {
      const kept = await cache.get<Awaited<ReturnType<Kpis["tiles"]>>>(key);
      if (kept !== undefined) return kept;
      const fresh = await tiles(scope, input);
      await cache.set(key, fresh, ttlMs());
      return fresh;
    };
    const reading = read().finally(() => running.delete(key));
    running.set(key, reading);
    return reading;
  };
};
