"use client";

import { useMemo } from "react";
import { parseAsInteger, parseAsString, parseAsTexts, useQueryStates } from "#components/url-state.ts";
import type { Filter, Sort } from "#server/platform/list.schema.ts";
import { listQueryFromParams, listQueryToParams } from "#server/platform/list-url.schema.ts";

/** What the URL says of a list, put together again as search parameters. */
export const paramsOf = (state: { q: string | null; sort: string | null; f: readonly string[] | null }) => {
  const params = new URLSearchParams();
  if (state.q) params.set("q", state.q);
  if (state.sort) params.set("sort", state.sort);
  for (const filter of state.f ?? []) params.append("f", filter);
  return params;
};

/** The filters with those of one column replaced; an undefined filter takes the column's away. */
export const withFilter = (
  filters: readonly Filter[],
  column: string,
  filter: Filter | undefined,
): Filter[] => {
  const at = filters.findIndex((one) => one.column === column);
  const others = filters.filter((one) => one.column !== column);
  if (filter) others.splice(at < 0 ? others.length : at, 0, filter);
  return others;
};

/** The question a list answers and the row that is open, both kept in the URL. */
export const useListUrl = () => {
  const [state, setState] = useQueryStates({
    q: parseAsString,
    sort: parseAsString,
    f: parseAsTexts,
    id: parseAsInteger,
    day: parseAsString,
  });
  const text = paramsOf(state).toString();
  const query = useMemo(() => listQueryFromParams(new URLSearchParams(text)), [text]);
  return {
    query,
    id: state.id,
    day: state.day,
    setQuery: (part: { search?: string; filters?: Filter[]; sort?: Sort[] }) => {
      const params = listQueryToParams({ ...query, ...part });
      const filters = params.getAll("f");
      void setState({
        q: params.get("q"),
        sort: params.get("sort"),
        f: filters.length > 0 ? filters : null,
      });
    },
    setId: (id: number | null) => void setState({ id }),
    setDay: (day: string | null) => void setState({ day }),
  };
};
