import { mapFeatures } from "#server/fleet/map-features.ts";
import { mapVersionOf, readMapSource } from "#server/fleet/map-store.ts";
import { createMapTiles, type MapTiles } from "#server/fleet/map-tiles.ts";
import { oldestAge } from "#server/lib/oldest-age.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";

const RECHECK_MS = 60_000;

/** The ground of one organisation: undefined tiles where no street is stored; `version` names what they were cut from. */
type Ground = { version: string; tiles: MapTiles | undefined; checkedAtMs: number; readAtMs: number };

/** The base map of each organisation, cut from its stored rows when first asked for, and again when they changed. */
export const createBaseMap = ({ db, now = Date.now }: { db: Pick<Db, "$queryRaw">; now?: () => number }) => {
  const grounds = new Map<number, Promise<Ground>>();
  const tally = createTally();

  const read = async (organisationId: number, before: Ground | undefined): Promise<Ground> => {
    const checkedAtMs = now();
    const version = await mapVersionOf(db, organisationId);
    if (before?.version === version) return { ...before, checkedAtMs };
    const source = await readMapSource(db, organisationId);
    return {
      version,
      tiles: source && createMapTiles(mapFeatures(source), tally),
      checkedAtMs,
      readAtMs: checkedAtMs,
    };
  };

  const start = (organisationId: number, before?: Ground): Promise<Ground> => {
    const reading = read(organisationId, before);
    // A read that failed is not an answer: the next one tries again.
    reading.catch(() => grounds.delete(organisationId));
    grounds.set(organisationId, reading);
    return reading;
  };

  const kept: KnownCache = {
    ...{ name: "map-tiles", isShared: false, endedBy: "notice", of: "map", staleMs: RECHECK_MS },
    async read() {
      const settled = await Promise.allSettled(grounds.values());
      const read = settled.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
      const held = read.flatMap(({ tiles }) => tiles?.stats() ?? []);
      return {
        ...tally.read(),
        entries: held.reduce((sum, { entries }) => sum + entries, 0),
        bytes: held.reduce((sum, { bytes }) => sum + bytes, 0),
        // Tiles are cut from the rows of their ground, so they are as old as those.
        oldestAgeMs: oldestAge(
          read.map(({ readAtMs }) => readAtMs),
          now(),
        ),
      };
    },
    drop: () => grounds.clear(),
    changed(organisationId, source) {
      if (source !== null && source !== "all") return;
      for (const [id, reading] of grounds)
        if (organisationId === null || id === organisationId)
          reading.then(
            (ground) => {
              ground.checkedAtMs = Number.NEGATIVE_INFINITY;
            },
            // Who asked for it is told; it is read anew in any case.
            () => {},
          );
    },
  };

  return {
    kept,
    /** The ground of an organisation; calls that come together share one read. */
    async ground(organisationId: number): Promise<Pick<Ground, "version" | "tiles">> {
      const held = grounds.get(organisationId);
      if (held === undefined) return start(organisationId);
      const ground = await held;
      const isDue = now() - ground.checkedAtMs > RECHECK_MS && grounds.get(organisationId) === held;
      return isDue ? start(organisationId, ground) : ground;
    },
  };
};

/** The base maps of all organisations. */
export type BaseMap = ReturnType<typeof createBaseMap>;
