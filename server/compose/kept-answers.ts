import type * as z from "zod";
import { type AnsweredBefore, AnsweredBeforeValue } from "#server/ask/kept.ts";
import { namesOf } from "#server/ask/names.ts";
import type { OpenShelf } from "#server/compose/open-caches.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { createGuardedCache, type GuardedCache } from "#server/lib/guarded-cache.ts";
import { oldestAge } from "#server/lib/oldest-age.ts";
import { createTally } from "#server/lib/tally.ts";
import { type Distinct, plainWords } from "#server/lib/text-guards.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";
import type { Meter } from "#server/platform/meter.ts";
import type { Settings } from "#server/platform/settings.ts";
import { readSourceStamp } from "#server/platform/source-version.ts";
import { SETTINGS } from "#server/settings.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { SearchAnswer } from "#server/vector/schema.ts";

/** Another process sees what was written into the vector store only a second later. */
const SETTLE_MS = 2_000;
/** A text known takes some 10 kB. */
const MOST_TEXTS = 2_000;
const NAMES_TTL_MS = 60_000;

const isOfStore = (source: string): boolean => source.startsWith("passages/");

/** What {@link createKeptAnswers} needs. */
export type KeptAnswersDeps = {
  db: Db;
  shelf: OpenShelf;
  /** Makes a cache known. */
  declare: (cache: KnownCache) => void;
  settings: Settings;
  meter: Pick<Meter, "record" | "count">;
  fleet: Pick<Fleet, "entityNames">;
  /** Makes the vectors by which texts are compared; the same one whatever the passages are stored by. */
  embedder: Pick<Embedder, "embed">;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
  report: (error: unknown) => void;
};

/** The names of an organisation's things by their words, read again each minute, and when a fleet was imported. */
const createDistinct = (fleet: KeptAnswersDeps["fleet"], elapsed: () => number) => {
  const held = new Map<number, { names: Promise<Distinct>; until: number }>();
  const tally = createTally();
  const kept: KnownCache = {
    ...{ name: "names", isShared: false, endedBy: "notice", of: "names", staleMs: NAMES_TTL_MS },
    read: () => ({
      ...{ ...tally.read(), entries: held.size, bytes: null },
      oldestAgeMs: oldestAge(
        [...held.values()].map(({ until }) => until - NAMES_TTL_MS),
        elapsed(),
      ),
    }),
    drop: () => held.clear(),
    changed(organisationId, source) {
      if (source !== null && source !== "all") return;
      if (organisationId === null) held.clear();
      else held.delete(organisationId);
    },
  };
  const of = (organisationId: number): Promise<Distinct> => {
    const known = held.get(organisationId);
    tally.count(known !== undefined);
    if (known !== undefined && known.until > elapsed()) return known.names;
    // Only the first look waits: those after it go by the names of the minute before, while they are read again.
    const names = fleet.entityNames(systemScope(organisationId, "names")).then(
      (entities): Distinct =>
        new Map(
          namesOf(entities, []).map(({ kind, name }) => {
            const words = plainWords(name).join(" ");
            return [words, `${kind} ${words}`];
          }),
        ),
    );
    if (known === undefined) held.set(organisationId, { names, until: elapsed() + NAMES_TTL_MS });
    else known.until = elapsed() + NAMES_TTL_MS;
    names.then(
      () => held.set(organisationId, { names, until: elapsed() + NAMES_TTL_MS }),
      () => (known === undefined ? held.delete(organisationId) : undefined),
    );
    return known?.names ?? names;
  };
  return { of, kept };
};

/** What was found and answered before, for searches and for questions: two uses of the one guarded cache. */
export const createKeptAnswers = (
  deps: KeptAnswersDeps,
): { searches: GuardedCache<SearchAnswer>; answers: GuardedCache<AnsweredBefore> } => {
  const { db, shelf, declare, settings, meter, fleet, embedder, elapsed, report } = deps;
  const { of: distinctOf, kept } = createDistinct(fleet, elapsed);
  declare(kept);
  const open = <V>(name: string, schema: z.ZodType<V>): GuardedCache<V> => {
    const tally = createTally();
    return createGuardedCache<V>({
      name,
      store: shelf({ name, endedBy: "version", of: "rows", staleMs: 0 }, tally),
      embed: embedder.embed,
      stampOf: (organisationId, sources) =>
        readSourceStamp(db, organisationId, sources, sources.some(isOfStore) ? SETTLE_MS : 0),
      parse: (value) => schema.safeParse(value).data,
      distinctOf,
      limits: (asker) => ({
        textLike: settings.getFor(SETTINGS.cacheTextLike, asker),
        wordLike: settings.getFor(SETTINGS.cacheWordLike, asker),
        ttlMs: settings.getFor(SETTINGS.cacheTtlS, asker) * 1000,
      }),
      mostTexts: MOST_TEXTS,
      now: Date.now,
      elapsed,
      watch: {
        found(by) {
          tally.count(by !== "none");
          meter.count("vector.cache", 1, { by, hit: String(by !== "none"), of: name });
        },
        refused: () => meter.count("vector.cache_refused", 1, { of: name }),
        looked: (ms) => meter.record("vector.cache_ms", ms, { of: name }),
        failed: report,
      },
    });
  };
  return { searches: open("searches", SearchAnswer), answers: open("questions", AnsweredBeforeValue) };
};
