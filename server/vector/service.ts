import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, dayBounds } from "#server/lib/service-day.ts";
import type { Meter } from "#server/platform/meter.ts";
import { excerptOf, marksIn } from "#server/vector/core/marks.ts";
import type { StoreState } from "#server/vector/degrading-store.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import type { Language } from "#server/vector/language.ts";
import { createPassageSearch } from "#server/vector/passage-search.ts";
import type {
  PassageFilter,
  PassageKind,
  RecordPlace,
  SearchAnswer,
  SearchHit,
  SearchQuery,
  SearchSource,
  SearchState,
} from "#server/vector/schema.ts";
import type { Match, VectorStore } from "#server/vector/store.ts";

/** So many characters of a passage tell whether it is the one. */
const EXCERPT = 280;

/** Maps records, by the id of their passage, to where they are shown. */
export type PlacesOf = (
  organisationId: number,
  records: readonly { kind: PassageKind; recordId: number }[],
) => Promise<ReadonlyMap<string, RecordPlace>>;

/** What {@link createVectorSearch} needs. */
export type VectorSearchDeps = {
  store: VectorStore;
  embedder: Pick<Embedder, "name" | "embed">;
  language: Language;
  /** Which store answers, where there is a server and a copy; null where there is one store. */
  state: () => StoreState | null;
  placesOf: PlacesOf;
  /** The zone in which the service days of these depots are counted, or of all where none are named. */
  zoneOf: (organisationId: number, depotIds: readonly number[]) => Promise<string>;
  meter: Pick<Meter, "record" | "count">;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
};

/** The filter of a search as the store takes it: what was asked for, within what the asker may see. */
const filterOf = (scope: Scope, query: SearchQuery, timeZone: string): PassageFilter => {
  const { kinds, depotIds, streams, from, until } = query;
  const startOf = (day: string) => dayBounds(day, timeZone).start.toISOString();
  const own = scope.depotIds;
  const depots =
    own === null ? depotIds : depotIds === undefined ? own : own.filter((id) => depotIds.includes(id));
  return {
    role: scope.role,
    ...(depots === undefined ? {} : { depotIds: [...depots] }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(streams === undefined ? {} : { streams }),
    ...(from === undefined ? {} : { from: startOf(from) }),
    ...(until === undefined ? {} : { until: startOf(addDays(until, 1)) }),
  };
};

/**
 * Finds what people wrote: by word and by meaning together, under the asker's organisation, depots and role. What is
 * found by word alone is known first.
 */
export const createVectorSearch = (deps: VectorSearchDeps) => {
  const { store, embedder, language, state, placesOf, zoneOf, meter, elapsed } = deps;

  const source = async (organisationId: number): Promise<SearchSource> => {
    const now = state();
    if (now === null) return { backend: "lancedb", isDegraded: false, reason: null };
    if (now.serving === "copy") return { backend: "lancedb", isDegraded: true, reason: now.reason };
    const { backend } = await store.describe(organisationId);
    return { backend, isDegraded: false, reason: null };
  };

  const hitsOf = async (scope: Scope, words: string, matches: readonly Match[]): Promise<SearchHit[]> => {
    const places = await placesOf(scope.organisationId, matches);
    return matches.map(({ roles: _, at, ...match }) => {
      const textMarks = marksIn(words, match.text);
      return {
        ...match,
        at: new Date(at).toISOString(),
        titleMarks: marksIn(words, match.title),
        textMarks,
        excerpt: excerptOf(match.text, textMarks, EXCERPT),
        place: places.get(match.id) ?? null,
      };
    });
  };

  const vectorOf = async (text: string): Promise<Float32Array> => {
    const startMs = elapsed();
    const [vector] = await embedder.embed([text]);
    meter.record("vector.embed_ms", elapsed() - startMs);
    if (vector === undefined)
      throw new AppError("INTERNAL", `search: ${embedder.name} made no vector of the text, expected one`);
    return vector;
  };
  const passages = createPassageSearch({ store, language, embedder: embedder.name, vectorOf });

  const answerOf = async (
    scope: Scope,
    query: SearchQuery,
    stage: SearchAnswer["stage"],
    startMs: number,
  ): Promise<SearchAnswer> => {
    const end = query.offset + query.limit;
    const isDated = query.from !== undefined || query.until !== undefined;
    const timeZone = isDated
      ? await zoneOf(scope.organisationId, query.depotIds ?? scope.depotIds ?? [])
      : "UTC";
    const find = stage === "fused" ? passages.byBoth : passages.byWords;
    // One more tells whether there is more.
    const wanted = { text: query.text, filter: filterOf(scope, query, timeZone), limit: end + 1 };
    const matches = await find(scope.organisationId, wanted);
    return {
      stage,
      hits: await hitsOf(scope, language.read(query.text).words, matches.slice(query.offset, end)),
      hasMore: matches.length > end,
      source: await source(scope.organisationId),
      tookMs: elapsed() - startMs,
    };
  };

  const fused = async (scope: Scope, query: SearchQuery, startMs: number): Promise<SearchAnswer> => {
    try {
      return await answerOf(scope, query, "fused", startMs);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "CONFLICT") throw error;
      // Until the vectors of another embedder are all made, what is stored cannot be compared with ours: words can.
      meter.count("vector.words_only");
      return answerOf(scope, query, "words", startMs);
    }
  };

  const noted = (answer: SearchAnswer): SearchAnswer => {
    meter.record("vector.search_ms", answer.tookMs);
    meter.count("vector.searches", 1, { degraded: String(answer.source.isDegraded) });
    return answer;
  };

  return {
    /** The best passages by word and meaning; by word alone while the vectors are made by another embedder. */
    search: async (scope: Scope, query: SearchQuery): Promise<SearchAnswer> =>
      noted(await fused(scope, query, elapsed())),
    /** The same in two parts: what holds the words, then the whole answer in its place. */
    async *stream(scope: Scope, query: SearchQuery): AsyncGenerator<SearchAnswer> {
      const startMs = elapsed();
      const byWords = await answerOf(scope, query, "words", startMs);
      meter.record("vector.words_ms", byWords.tookMs);
      yield byWords;
      yield noted(await fused(scope, query, startMs));
    },
    /** Which store answers whoever asks. */
    state: async (scope: Scope): Promise<SearchState> => ({
      isOn: true,
      source: await source(scope.organisationId),
    }),
  };
};
/** See {@link createVectorSearch}. */
export type VectorSearch = ReturnType<typeof createVectorSearch>;

/** What the domain does for others: it finds, and its index can be seen and changed. */
export type VectorServices = { search: VectorSearch; index: IndexControl };

const refuse = (): never => {
  throw new AppError(
    "UNAVAILABLE",
    "search: found it switched off, expected no VECTORS=0 in the environment of the server, and a library that loads",
  );
};

/** What stands in the place of the search where no vectors are made: it says so. */
export const searchSwitchedOff: VectorSearch = {
  search: async () => refuse(),
  // biome-ignore lint/correctness/useYield: it refuses before the first part
  async *stream() {
    refuse();
  },
  state: async () => ({ isOn: false }),
};
