import type { PassageSearch } from "#server/ask/execute-passages.ts";
import type { Scope } from "#server/lib/scope.ts";
import { findTexts, readFacts, readZone } from "#server/operations/passage-store.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { DegradingStore } from "#server/vector/degrading-store.ts";
import { createIndexControl, indexSwitchedOff } from "#server/vector/index-control.ts";
import { readLanguage } from "#server/vector/language.ts";
import type { SearchTuning } from "#server/vector/passage-search.ts";
import {
  createVectorSearch,
  type FactsOf,
  searchSwitchedOff,
  type VectorSearchDeps,
} from "#server/vector/service.ts";
import { createWordSearch } from "#server/vector/word-search.ts";

type Vectors = Pick<VectorSearchDeps, "store" | "embedder"> & { server: DegradingStore | null };
type IndexDeps = Parameters<typeof createIndexControl>[0];

/** How searches weigh and how hard they look for who asks, as his settings say. */
export const tuningFor =
  (settings: Pick<Settings, "getFor">) =>
  (scope: Scope): SearchTuning => {
    const ef = settings.getFor(SETTINGS.searchEf, scope);
    const probes = settings.getFor(SETTINGS.searchProbes, scope);
    const refine = settings.getFor(SETTINGS.searchRefine, scope);
    return {
      wordShare: settings.getFor(SETTINGS.wordShare, scope),
      effort: {
        ...(ef === 0 ? {} : { ef }),
        ...(probes === 0 ? {} : { probes }),
        ...(refine < 0 ? {} : { refine }),
      },
    };
  };

/** What finds what people wrote: by meaning and words where vectors are made, else by words alone. */
export const openSearch = async ({
  db,
  meter,
  kept,
  vectors,
  exceptionsSince,
  tuningOf,
  record,
  announce,
  fixedEf,
}: Pick<IndexDeps, "db" | "record" | "announce" | "fixedEf"> &
  Pick<VectorSearchDeps, "meter" | "kept" | "tuningOf"> & {
    vectors: Vectors | null;
    /** Exceptions before this are found in their list alone. */
    exceptionsSince: (organisationId: number) => Date;
  }) => {
  const factsOf: FactsOf = (organisationId, records) => readFacts(db, organisationId, records);
  const zoneOf: VectorSearchDeps["zoneOf"] = (organisationId, depotIds) =>
    readZone(db, organisationId, depotIds);
  const vector =
    vectors === null
      ? searchSwitchedOff
      : createVectorSearch({
          store: vectors.store,
          embedder: vectors.embedder,
          language: await readLanguage(),
          state: () => vectors.server?.state() ?? null,
          factsOf,
          zoneOf,
          kept,
          tuningOf,
          meter,
          elapsed: () => performance.now(),
        });
  const index =
    vectors === null
      ? indexSwitchedOff
      : createIndexControl({
          db,
          stores:
            vectors.server?.stores ??
            (async (organisationId) => [await vectors.store.describe(organisationId)]),
          hasServer: vectors.server !== null,
          state: () => vectors.server?.state() ?? null,
          fixedEf,
          ...{ record, announce },
        });
  const wordSearch = createWordSearch({
    textsOf: (organisationId, { from, ...query }) =>
      findTexts(db, organisationId, { ...query, from: from ?? exceptionsSince(organisationId) }),
    factsOf,
    zoneOf,
  });
  const passages: PassageSearch = async (scope, query) => {
    if (vectors === null) return { hits: await wordSearch(scope, query), isByWords: true, keptAt: null };
    const { hits, keptAt } = await vector.search(scope, query);
    return { hits, isByWords: false, keptAt };
  };
  return { vector, index, passages };
};
