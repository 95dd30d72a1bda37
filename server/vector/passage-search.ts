import { type Folded, foldAlike } from "#server/vector/core/alike.ts";
import { embeddedText } from "#server/vector/indexing.ts";
import type { Language } from "#server/vector/language.ts";
import type { PassageFilter } from "#server/vector/schema.ts";
import { type Match, type SearchEffort, type VectorStore, WORD_SHARE } from "#server/vector/store.ts";

/** So many of the first of the store are ranked anew, whichever page is asked for. */
const RANKED = 50;
/** Where copies of a few texts fill what was found, so many are looked at for others. */
const MOST = 400;

/** How a search weighs and how hard it looks, as it is for who asks. */
export type SearchTuning = {
  /** How much words count beside meaning, 0 to 1; {@link WORD_SHARE} where it is left out. */
  wordShare?: number;
  effort?: SearchEffort;
};

/** What is looked for, within what. */
export type PassageQuery = {
  text: string;
  filter?: PassageFilter;
  limit: number;
  /** Whether those that say the same are one. */
  isFolded: boolean;
} & SearchTuning;

/** What {@link createPassageSearch} needs. */
export type PassageSearchDeps = {
  store: Pick<VectorStore, "search">;
  language: Language;
  /** The embedder's name, and how it makes the vector of a text. */
  embedder: string;
  vectorOf: (text: string) => Promise<Float32Array>;
};

/**
 * Finds passages for what somebody typed, in any store: what is set against the rest is left out and slips are put
 * right, then those that say the same become one, and the first are ranked by their sentences.
 */
export const createPassageSearch = ({ store, language, embedder, vectorOf }: PassageSearchDeps) => {
  const find = async (
    organisationId: number,
    { text, filter = {}, limit, isFolded, wordShare = WORD_SHARE, effort = {} }: PassageQuery,
    hasMeaning: boolean,
  ): Promise<Folded<Match>[]> => {
    const { meant, words } = language.read(text);
    const vector = hasMeaning ? { vector: await vectorOf(meant), embedder } : {};
    const look = async (most: number): Promise<{ found: Folded<Match>[]; isAll: boolean }> => {
      const matches = await store.search(organisationId, {
        words,
        filter,
        limit: most,
        wordShare,
        effort,
        ...vector,
      });
      const formOf = (match: Match) => (isFolded ? language.plainForm(embeddedText(match)) : "");
      return { found: foldAlike(matches, formOf), isAll: matches.length < most };
    };
    const few = await look(Math.max(limit, RANKED));
    const { found } = few.isAll || few.found.length >= limit ? few : await look(MOST);
    const ranked = language.rank(meant, found.slice(0, RANKED));
    // What comes after them keeps its order, and scores below.
    const least = ranked.at(-1)?.score ?? 0;
    const top = found[RANKED]?.score ?? 1;
    const rest = found.slice(RANKED).map((match) => ({
      ...match,
      score: top > 0 ? (least * Math.max(0, match.score)) / top : 0,
    }));
    return [...ranked, ...rest].slice(0, limit);
  };
  return {
    /** The best by word and by meaning together. */
    byBoth: (organisationId: number, query: PassageQuery) => find(organisationId, query, true),
    /** The best by word alone. */
    byWords: (organisationId: number, query: PassageQuery) => find(organisationId, query, false),
  };
};
