import {
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
  type UrlPart,
  useQueryStates,
} from "#components/url-state.ts";
import { STREAMS } from "#server/fleet/names.schema.ts";
import { MAX_SEARCH_TEXT, PASSAGE_KINDS, type SearchQuery } from "#server/vector/schema.ts";

/** A query as the page asks it. */
export type SearchInput = Partial<SearchQuery> & Pick<SearchQuery, "text">;

const parseAsDay: UrlPart<string> = {
  ...parseAsString,
  parse: ([text]) => (text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text : null),
};

/** Everything a search is made of stands in the address. */
export const SEARCH_PARTS = {
  q: parseAsString.withDefault(""),
  kinds: parseAsArrayOf(parseAsStringLiteral(PASSAGE_KINDS)),
  stream: parseAsStringLiteral(STREAMS),
  from: parseAsDay,
  until: parseAsDay,
};

/** What {@link SEARCH_PARTS} hold. */
export type SearchUrl = { [Name in keyof typeof SEARCH_PARTS]: (typeof SEARCH_PARTS)[Name]["initial"] };

/** The search of the address, and its change. */
export const useSearchUrl = () => useQueryStates(SEARCH_PARTS);

/** The query of an address; null where nothing is looked for. `until` is a day that still counts. */
export const queryOf = (url: SearchUrl, depotId: number | null): SearchInput | null => {
  const text = url.q.trim().slice(0, MAX_SEARCH_TEXT);
  if (text === "") return null;
  return {
    text,
    ...(url.kinds === null || url.kinds.length === 0 ? {} : { kinds: url.kinds }),
    ...(url.stream === null ? {} : { streams: [url.stream] }),
    ...(url.from === null ? {} : { from: url.from }),
    ...(url.until === null ? {} : { until: url.until }),
    ...(depotId === null ? {} : { depotIds: [depotId] }),
  };
};
