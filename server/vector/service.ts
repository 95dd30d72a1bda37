import { AppError } from "#server/lib/errors.ts";
import type { Found, GuardedCache } from "#server/lib/guarded-cache.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, dayBounds } from "#server/lib/service-day.ts";
import type { Meter } from "#server/platform/meter.ts";
import type { Folded } from "#server/vector/core/alike.ts";
import { excerptOf, marksIn } from "#server/vector/core/marks.ts";
import type { StoreState } from "#server/vector/degrading-store.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import type { Language } from "#server/vector/language.ts";
import { createPassageSearch, type SearchTuning } from "#server/vector/passage-search.ts";
import {
  MOST_ALIKE,
  PASSAGE_KINDS,
  type PassageFilter,
  type PassageKind,
  type PassageText,
  type RecordFacts,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  type SearchSource,
  type SearchState,
} from "#server/vector/schema.ts";
import type { Match, VectorStore } from "#server/vector/store.ts";

/** So many characters of a passage tell whether it is the one. */
const EXCERPT = 280;

/** Maps records, by the id of their passage, to where they are shown and who wrote them. */
export type FactsOf = (
  organisationId: number,
  records: readonly { kind: PassageKind; recordId: number }[],
) => Promise<ReadonlyMap<string, RecordFacts>>;

/** What {@link createVectorSearch} needs. */
export type VectorSearchDeps = {
  store: VectorStore;
  embedder: Pick<Embedder, "name" | "embed">;
  language: Language;
  /** Which store answers, where there is a server and a copy; null where there is one store. */
  state: () => StoreState | null;
  factsOf: FactsOf;
  /** The zone in which the service days of these depots are counted, or of all where none are named. */
  zoneOf: (organisationId: number, depotIds: readonly number[]) => Promise<string>;
  /** What was found before. */
  kept: Pick<GuardedCache<SearchAnswer>, "look" | "ask">;
  /** How searches weigh and how hard they look, by who asks. */
  tuningOf: (scope: Scope) => SearchTuning;
  meter: Pick<Meter, "record" | "count">;
  /** Milliseconds of a clock that never goes back. */
  elapsed: () => number;
};

/** From when until when a search looks: its service days whole, counted in a zone. */
export const spanOf = ({ from, until }: Pick<SearchQuery, "from" | "until">, timeZone: string) => ({
  from: from === undefined ? null : dayBounds(from, timeZone).start,
  until: until === undefined ? null : dayBounds(addDays(until, 1), timeZone).start,
});

/** The filter of a search as the store takes it: what was asked for, within what the asker may see. */
const filterOf = (scope: Scope, query: SearchQuery, timeZone: string): PassageFilter => {
  const { kinds, depotIds, streams } = query;
  const { from, until } = spanOf(query, timeZone);
  const own = scope.depotIds;
  const depots =
    own === null ? depotIds : depotIds === undefined ? own : own.filter((id) => depotIds.includes(id));
  return {
    role: scope.role,
    ...(depots === undefined ? {} : { depotIds: [...depots] }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(streams === undefined ? {} : { streams }),
    ...(from === null ? {} : { from: from.toISOString() }),
    ...(until === null ? {} : { until: until.toISOString() }),
  };
};

/** A passage whose record tells nothing of itself. */
const UNKNOWN: RecordFacts = { place: null, by: null };

/** A passage found as it is told, with those that say the same. */
export const told = (
  { roles: _, alike, at, id, kind, recordId, depotId, stream, title, text }: Folded<PassageText>,
  score: number,
  facts: ReadonlyMap<string, RecordFacts>,
): Omit<SearchHit, "titleMarks" | "textMarks" | "excerpt"> => ({
  ...{ id, kind, recordId, depotId, stream, title, text, score, at: new Date(at).toISOString() },
  ...(facts.get(id) ?? UNKNOWN),
  alike: {
    count: alike.length,
    newest: alike.slice(0, MOST_ALIKE).map((other) => ({
      ...{ id: other.id, depotId: other.depotId, title: other.title },
      at: new Date(other.at).toISOString(),
      place: facts.get(other.id)?.place ?? null,
    })),
  },
});

/** A passage with the words that were looked for marked in it. */
export const marked = (
  text: string,
  hit: Omit<SearchHit, "titleMarks" | "textMarks" | "excerpt">,
): SearchHit => {
  const textMarks = marksIn(text, hit.text);
  const excerpt = excerptOf(hit.text, textMarks, EXCERPT);
  return { ...hit, titleMarks: marksIn(text, hit.title), textMarks, excerpt };
};

/**
 * Finds what people wrote: by word and by meaning together, under the asker's organisation, depots and role. What is
 * found by word alone is known first.
 */
export const createVectorSearch = (deps: VectorSearchDeps) => {
  const { store, embedder, language, state, factsOf, zoneOf, kept, tuningOf, meter, elapsed } = deps;

  const source = async (organisationId: number): Promise<SearchSource> => {
    const now = state();
    if (now === null) return { backend: "lancedb", isDegraded: false, reason: null };
    if (now.serving === "copy") return { backend: "lancedb", isDegraded: true, reason: now.reason };
    const { backend } = await store.describe(organisationId);
    return { backend, isDegraded: false, reason: null };
  };

  const hitsOf = async (
    scope: Scope,
    words: string,
    matches: readonly Folded<Match>[],
  ): Promise<SearchHit[]> => {
    const records = matches.flatMap((match) => [match, ...match.alike.slice(0, MOST_ALIKE)]);
    const facts = await factsOf(scope.organisationId, records);
    return matches.map((match) => marked(words, told(match, match.score, facts)));
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
    const { text, isFolded } = query;
    const filter = filterOf(scope, query, timeZone);
    const wanted = { text, isFolded, filter, limit: end + 1, ...tuningOf(scope) };
    const matches = await find(scope.organisationId, wanted);
    return {
      stage,
      hits: await hitsOf(scope, language.read(query.text).words, matches.slice(query.offset, end)),
      hasMore: matches.length > end,
      source: await source(scope.organisationId),
      tookMs: elapsed() - startMs,
      keptAt: null,
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

  /** What a search hangs on beside its words, and the passages it reads. */
  const lookedFor = (scope: Scope, query: SearchQuery) => {
    const { text, isAfresh, ...limits } = query;
    const { organisationId, role, depotIds, userId } = scope;
    const setting = JSON.stringify([
      ...[embedder.name, state()?.serving ?? null, tuningOf(scope)],
      Object.entries(limits).sort(),
    ]);
    const sources = (query.kinds ?? PASSAGE_KINDS).map((kind) => `passages/${kind}`);
    return {
      question: { asker: { organisationId, role, depotIds, setting, userId }, text, isAfresh },
      planned: { key: null, sources },
    };
  };

  const fromMemory = (
    query: SearchQuery,
    { value, by, atMs }: Found<SearchAnswer>,
    startMs: number,
  ): SearchAnswer => {
    // Another text finds the same passages: its own words are marked in them.
    const words = by === "text" ? null : language.read(query.text).words;
    return {
      ...value,
      hits: words === null ? value.hits : value.hits.map((hit) => marked(words, hit)),
      tookMs: elapsed() - startMs,
      keptAt: new Date(atMs).toISOString(),
    };
  };

  // By words alone is what a search falls back to: the next one tries again.
  const mayKeep = ({ stage, source: { isDegraded } }: SearchAnswer): boolean =>
    stage === "fused" && !isDegraded;

  const noted = (answer: SearchAnswer): SearchAnswer => {
    meter.record("vector.search_ms", answer.tookMs);
    meter.count("vector.searches", 1, { degraded: String(answer.source.isDegraded) });
    return answer;
  };

  return {
    /** The best passages by word and meaning; by word alone while the vectors are made by another embedder. */
    async search(scope: Scope, query: SearchQuery): Promise<SearchAnswer> {
      const startMs = elapsed();
      const { question, planned } = lookedFor(scope, query);
      const make = async () => noted(await fused(scope, query, startMs));
      const { value, by, atMs } = await kept.ask({ ...question, plan: async () => planned, make, mayKeep });
      return by === "none" ? value : fromMemory(query, { value, by, atMs }, startMs);
    },
    /** The same in two parts: what holds the words, then the whole answer in its place. */
    async *stream(scope: Scope, query: SearchQuery): AsyncGenerator<SearchAnswer> {
      const startMs = elapsed();
      const { question, planned } = lookedFor(scope, query);
      const { found, open } = await kept.look(question);
      if (found !== null) return yield fromMemory(query, found, startMs);
      const { keep } = await open(planned);
      const byWords = await answerOf(scope, query, "words", startMs);
      meter.record("vector.words_ms", byWords.tookMs);
      yield byWords;
      const answer = noted(await fused(scope, query, startMs));
      yield answer;
      if (mayKeep(answer)) await keep(answer);
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
