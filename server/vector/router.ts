import * as z from "zod";
import { allow, allowOperator, router, signedIn } from "#server/trpc.ts";
import {
  IndexReport,
  IndexSettings,
  ReplayInput,
  SearchAnswer,
  SearchQuery,
  SearchState,
} from "#server/vector/schema.ts";
import type { VectorServices } from "#server/vector/service.ts";

const reader = allow("engineer", "manager", "admin");
const engineer = allow("engineer", "admin");

/**
 * Procedures of the search by word and meaning, whose answers the live channel streams as they are found, and of its
 * index.
 */
export const vectorRouter = ({ search, index }: VectorServices) =>
  router({
    search: signedIn
      .input(SearchQuery)
      .output(SearchAnswer)
      .query(({ ctx, input }) => search.search(ctx.scope, input)),
    state: signedIn.output(SearchState).query(({ ctx }) => search.state(ctx.scope)),
    index: reader.output(IndexReport).query(({ ctx }) => index.report(ctx.scope)),
    // The index is one for all; what is measured and tried again is of the asker's organisation.
    rebuild: allowOperator("engineer", "admin")
      .input(IndexSettings)
      .output(z.int())
      .mutation(({ ctx, input }) => index.rebuild(ctx.scope, input)),
    measure: engineer.output(z.int()).mutation(({ ctx }) => index.measure(ctx.scope)),
    replay: engineer
      .input(ReplayInput)
      .output(z.int())
      .mutation(({ ctx, input }) => index.replay(ctx.scope, input.passage)),
  });
