"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { useConnection, useLiveStore } from "#components/live.tsx";
import type { SearchAnswer } from "#server/vector/schema.ts";
import type { SearchInput } from "./search-url.ts";

const STALE_MS = 30_000;
const STATE_STALE_MS = 60_000;

/** Whether anything can be found here, and by what. */
export const useSearchState = () =>
  useQuery(useTRPC().vector.state.queryOptions(undefined, { staleTime: STATE_STALE_MS }));

/**
 * What a query finds: what holds the words first, over the live channel, then the whole answer in its place. Without a
 * connection the whole answer comes over HTTP. Null asks nothing. `searchAfresh` finds it anew where it was remembered.
 */
export const useSearch = (query: SearchInput | null) => {
  const store = useLiveStore();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const { isConnected } = useConnection();
  const queryKey = ["search", query];
  const search =
    (isAfresh: boolean) =>
    async ({ signal }: { signal: AbortSignal }): Promise<SearchAnswer> => {
      const input = { ...(query as SearchInput), isAfresh };
      if (!isConnected) return client.vector.search.query(input, { signal });
      let last: SearchAnswer | undefined;
      const request = store.request("search", input, (part) => {
        last = part as SearchAnswer;
        if (!signal.aborted) queries.setQueryData(queryKey, last);
      });
      signal.addEventListener("abort", request.cancel);
      await request.done;
      // An answer of no parts is one that was cancelled.
      if (last === undefined) throw new DOMException("the search was cancelled", "AbortError");
      return last;
    };
  const found = useQuery({
    queryKey,
    enabled: query !== null,
    staleTime: STALE_MS,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: search(false),
  });
  const searchAfresh = (): void => {
    if (query !== null) void queries.fetchQuery({ queryKey, queryFn: search(true), staleTime: 0 });
  };
  return { ...found, searchAfresh };
};
