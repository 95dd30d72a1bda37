import { FLAGS_STALE_MS } from "#server/compose/open-flags.ts";
import type { Base } from "#server/compose.ts";
import type { Flags } from "#server/flags/service.ts";
import type { Tally } from "#server/lib/tally.ts";
import type { Cache } from "#server/platform/cache.ts";
import { createShelf } from "#server/platform/cache-shelf.ts";
import { createCaches, type KnownCache } from "#server/platform/caches.ts";
import type { Every } from "#server/platform/every.ts";
import { createNotices } from "#server/platform/notices.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SOURCES_CHANNEL } from "#server/platform/source-version.ts";

const LOOK_MS = 5_000;

/** Opens a named part of the store of kept values, counted by whoever keeps them where he gives a tally. */
export type OpenShelf = (facts: Omit<KnownCache, "isShared" | "read" | "drop">, tally?: Tally) => Cache;

/** The caches of a process, each declared once, and what keeps them true across processes. */
export const openCaches = ({ db, env, lifecycle, log, meter }: Base, store: Cache) => {
  const report = (error: unknown) => log.warn({ err: error }, "the caches report");
  const caches = createCaches({ db, meter, report });
  const shelf: OpenShelf = (facts, tally) => {
    const { cache, known } = createShelf(store, { ...facts, isShared: env.redisUrl !== null }, tally);
    caches.declare(known);
    return cache;
  };
  return {
    caches,
    shelf,
    /** Declares what a process keeps of settings and flags: small, whole, and read again instead of let go. */
    declareOwn(settings: Settings, flags: Flags, staleMs: number): void {
      caches.declare(
        {
          ...{ name: "settings", isShared: false, endedBy: "time", of: "settings", staleMs },
          read: () => ({ hits: null, misses: null, entries: settings.list(0).length, bytes: null }),
          drop: settings.refresh,
        },
        {
          ...{ name: "flags", isShared: false, endedBy: "notice", of: "flags", staleMs: FLAGS_STALE_MS },
          read() {
            const { definition } = flags.held().source;
            const entries = Object.keys(definition.flags).length;
            return { hits: null, misses: null, entries, bytes: 2 * JSON.stringify(definition).length };
          },
          drop: flags.look,
        },
      );
    },
    /** Starts to hear of changed rows, and to note how the caches stand. */
    async start(every: Every): Promise<void> {
      await caches.look();
      const notices = createNotices({
        ...{ url: env.databaseUrl, channel: SOURCES_CHANNEL, report },
        heard: (isAfterBreak, notice) => {
          if (isAfterBreak || notice !== null) caches.heard(notice);
        },
      });
      await notices.start();
      lifecycle.onStop("notices of sources", () => notices.close());
      every("caches", LOOK_MS, async () => {
        await caches.look();
        await caches.sample();
      });
    },
  };
};
