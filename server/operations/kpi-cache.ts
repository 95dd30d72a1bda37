import type { Kpis } from "#server/operations/kpis.ts";
import { readVersion } from "#server/operations/version-store.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Db } from "#server/platform/db.ts";

/** The tag of everything that is kept of an organisation. */
export const organisationTag = (organisationId: number): string => `organisation/${organisationId}`;

/**
 * The tiles of a service day, kept for `ttlMs` under what they depend on: organisation, version of its data, the asker's
 * depots and the filter. Calls for the same tiles that come together share one reading.
 */
export const cacheTiles = (
  tiles: Kpis["tiles"],
  { db, cache, ttlMs }: { db: Db; cache: Cache; ttlMs: () => number },
): Kpis["tiles"] => {
  const running = new Map<string, ReturnType<Kpis["tiles"]>>();
  return async (scope, input) => {
    const { organisationId, depotIds } = scope;
    const version = await readVersion(db, organisationId);
    const filter = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = `kpi-tiles/${organisationId}/${version}/${depotIds?.join(",") ?? "all"}/${JSON.stringify(filter)}`;
    const shared = running.get(key);
    if (shared) return shared;
    const read = async () => {
      const kept = await cache.get<Awaited<ReturnType<Kpis["tiles"]>>>(key);
      if (kept !== undefined) return kept;
      const fresh = await tiles(scope, input);
      await cache.set(key, fresh, ttlMs(), [organisationTag(organisationId)]);
      return fresh;
    };
    const reading = read().finally(() => running.delete(key));
    running.set(key, reading);
    return reading;
  };
};
