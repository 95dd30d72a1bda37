import { oldestAge } from "#server/lib/oldest-age.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Streets } from "#server/routing/core/streets/streets.ts";
import type { Travel } from "#server/routing/travel.ts";

/** What {@link createTravels} needs: the stored streets of an organisation, and the adapters with and without streets. */
export type TravelsOptions = {
  streetsOf: (organisationId: number) => Promise<Streets | undefined>;
  /** A text that is another once the stored streets changed. */
  versionOf: (organisationId: number) => Promise<string>;
  overStreets: (streets: Streets) => Travel;
  withoutStreets: Travel;
  /** Milliseconds of a clock that only goes forward. */
  elapsed: () => number;
};

type Held = { version: string; travel: Travel; checkedAtMs: number; readAtMs: number };

// A city may be seeded or imported anew by another process, which tells nobody.
const RECHECK_MS = 5_000;

/** Gives each organisation its travel times: over its stored streets, or the last resort where it has none. */
export const createTravels = (options: TravelsOptions) => {
  const { streetsOf, versionOf, overStreets, withoutStreets, elapsed } = options;
  const held = new Map<number, Promise<Held>>();
  const tally = createTally();
  // Calls may still be in hand over streets that were replaced: each is let go with the next change.
  const replaced = new Map<number, Travel>();

  const replace = async (organisationId: number, travel: Travel): Promise<void> => {
    const before = replaced.get(organisationId);
    replaced.set(organisationId, travel);
    if (before !== undefined && before !== withoutStreets) await before.close();
  };

  const load = async (organisationId: number, before?: Held): Promise<Held> => {
    const checkedAtMs = elapsed();
    const version = await versionOf(organisationId);
    if (before?.version === version) return { ...before, checkedAtMs };
    const streets = await streetsOf(organisationId);
    if (before !== undefined) await replace(organisationId, before.travel);
    return {
      version,
      travel: streets === undefined ? withoutStreets : overStreets(streets),
      checkedAtMs,
      readAtMs: checkedAtMs,
    };
  };

  const start = (organisationId: number, before?: Held): Promise<Held> => {
    const loading = load(organisationId, before);
    held.set(organisationId, loading);
    // A read that failed is not an answer: the next one tries again.
    loading.catch(() => held.delete(organisationId));
    return loading;
  };

  const of = async (organisationId: number): Promise<Travel> => {
    const found = held.get(organisationId);
    tally.count(found !== undefined);
    if (found === undefined) return (await start(organisationId)).travel;
    const known = await found;
    const isDue = elapsed() - known.checkedAtMs > RECHECK_MS && held.get(organisationId) === found;
    return isDue ? (await start(organisationId, known)).travel : known.travel;
  };

  /** Lets the next question look whether the streets changed. */
  const recheck = async (organisationId: number): Promise<void> => {
    const known = await held.get(organisationId);
    if (known !== undefined) known.checkedAtMs = Number.NEGATIVE_INFINITY;
  };

  const kept: KnownCache = {
    ...{ name: "streets", isShared: false, endedBy: "notice", of: "streets", staleMs: RECHECK_MS },
    async read() {
      const loaded = await Promise.allSettled(held.values());
      const readAtMs = loaded.flatMap((each) => (each.status === "fulfilled" ? [each.value.readAtMs] : []));
      return {
        ...{ ...tally.read(), entries: held.size, bytes: null },
        oldestAgeMs: oldestAge(readAtMs, elapsed()),
      };
    },
    // Those in hand go on over the streets they began with.
    async drop() {
      for (const [organisationId, loading] of [...held]) {
        held.delete(organisationId);
        await loading.then(({ travel }) => replace(organisationId, travel));
      }
    },
    changed(organisationId, source) {
      if (source !== null && source !== "all") return;
      // What could not be loaded is loaded anew anyhow.
      for (const id of organisationId === null ? held.keys() : [organisationId])
        recheck(id).catch(() => undefined);
    },
  };

  return {
    kept,
    /** The travel times of an organisation; its streets are read when first asked for, and again once they changed. */
    of,
    /** Prepares the streets of an organisation, so that the first question about them does not wait. */
    async prepare(organisationId: number): Promise<void> {
      const travel = await of(organisationId);
      await travel.matrix([]);
    },
    /** Lets go of all of them. */
    async close(): Promise<void> {
      const loaded = await Promise.allSettled(held.values());
      const travels = loaded.flatMap((each) => (each.status === "fulfilled" ? [each.value.travel] : []));
      const all = new Set([...travels, ...replaced.values(), withoutStreets]);
      held.clear();
      replaced.clear();
      await Promise.all([...all].map((travel) => travel.close()));
    },
  };
};
/** The travel times of all organisations. */
export type Travels = ReturnType<typeof createTravels>;
