import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import { CACHE_DROPPED, type CacheRow } from "#server/platform/caches.schema.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { raiseSource, readDrops, type Source } from "#server/platform/source-version.ts";

/** How a cache stands. */
export type CacheReading = Pick<CacheRow, "hits" | "misses" | "entries" | "bytes"> & {
  /** How long ago its oldest value was made; left out where that is not noted. */
  oldestAgeMs?: number | null;
};

/** A cache as whoever keeps it declares it. */
export type KnownCache = Pick<CacheRow, "name" | "isShared" | "endedBy" | "of" | "staleMs"> & {
  read: () => CacheReading | Promise<CacheReading>;
  /** Lets go of all, so that each next look makes its value anew. */
  drop: () => unknown;
  /** Rows of a source changed in some process: what was made from them is old. With null any may have. */
  changed?: (organisationId: number | null, source: Source | null) => void;
};

/** The caches of a process: what each holds and does, and the one way to drop one everywhere. */
export const createCaches = ({
  db,
  meter,
  report,
}: {
  db: Db;
  meter: Pick<Meter, "gauge" | "count">;
  report: (error: unknown) => void;
}) => {
  const known = new Map<string, KnownCache>();
  const counted = new Map<string, { hits: number; misses: number }>();
  let drops: Map<string, { version: string; at: Date }> | null = null;

  const needed = (name: string): KnownCache => {
    const found = known.get(name);
    if (found === undefined)
      throw new AppError(
        "NOT_FOUND",
        `caches: found no ${name}, expected one of ${[...known.keys()].join(", ")}`,
      );
    return found;
  };

  /** Drops here what some process asked to drop since the last look. */
  const look = async (): Promise<void> => {
    const read = await readDrops(db);
    const before = drops;
    drops = read;
    // What was dropped before this process began is nothing of its own.
    if (before === null) return;
    for (const [name, { version }] of read)
      if (before.get(name)?.version !== version) await known.get(name)?.drop();
  };

  return {
    /** Makes caches known; a name that is known already is a fault of ours. */
    declare(...caches: readonly KnownCache[]): void {
      for (const cache of caches) {
        if (known.has(cache.name)) throw new AppError("INTERNAL", `caches: found two named ${cache.name}`);
        known.set(cache.name, cache);
      }
    },
    /** Every cache of this process, by name. */
    list: (): Promise<CacheRow[]> =>
      Promise.all(
        [...known.values()]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(async ({ name, isShared, endedBy, of, staleMs, read }) => {
            const { oldestAgeMs = null, ...reading } = await read();
            return {
              ...{ name, isShared, endedBy, of, staleMs },
              ...reading,
              oldestAgeMs,
              droppedAt: drops?.get(name)?.at.toISOString() ?? null,
            };
          }),
      ),
    /** Drops a cache in every process, on record. */
    async drop(scope: Scope, name: string): Promise<void> {
      needed(name);
      const { organisationId } = scope;
      await db.$transaction(async (tx) => {
        // Caches are the installation's, not an organisation's.
        await raiseSource(tx, 0, `cache/${name}`);
        await record(tx, scope, {
          ...{
            action: "cache.drop",
            entity: "cache",
            entityId: name,
            before: null,
            after: { dropped: true },
          },
        });
        await announce(tx, { organisationId, topic: CACHE_DROPPED, payload: { name } });
      });
      // Whoever asked finds it empty at once; the others hear of it.
      await look();
    },
    look,
    /** Hears a notice of changed rows, in words `organisation source`; with null notices may have been lost. */
    heard(notice: string | null): void {
      const told = notice === null ? null : /^(\d+) (\S+)$/.exec(notice);
      if (notice !== null && told === null) {
        report(new Error(`caches: got the notice ${notice}, expected an organisation and a source`));
        return;
      }
      const [, organisation, source = null] = told ?? [];
      const id = organisation === undefined ? null : Number(organisation);
      for (const { changed } of known.values()) changed?.(id, source as Source | null);
      if (source === null || source.startsWith("cache/")) look().catch(report);
    },
    /** Notes how each cache stands, for the meters. */
    async sample(): Promise<void> {
      for (const { name: of, read } of known.values()) {
        const { hits, misses, entries, bytes } = await read();
        meter.gauge("cache.entries", entries, { of });
        if (bytes !== null) meter.gauge("cache.bytes", bytes, { of });
        if (hits === null || misses === null) continue;
        const before = counted.get(of) ?? { hits: 0, misses: 0 };
        counted.set(of, { hits, misses });
        if (hits > before.hits) meter.count("cache.reads", hits - before.hits, { of, hit: true });
        if (misses > before.misses) meter.count("cache.reads", misses - before.misses, { of, hit: false });
      }
    },
  };
};
/** See {@link createCaches}. */
export type Caches = ReturnType<typeof createCaches>;
