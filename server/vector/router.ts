import { router, signedIn } from "#server/trpc.ts";
import { SearchAnswer, SearchQuery, SearchState } from "#server/vector/schema.ts";
import type { VectorSearch } from "#server/vector/service.ts";

/** Procedures of the search by word and meaning; the live channel streams the same answers as they are found. */
export const vectorRouter = (search: VectorSearch) =>
  router({
    search: signedIn
      .input(SearchQuery)
      .output(SearchAnswer)
      .query(({ ctx, input }) => search.search(ctx.scope, input)),
    state: signedIn.output(SearchState).query(({ ctx }) => search.state(ctx.scope)),
  });
