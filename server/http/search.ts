import { type Exchange, readJson, sendJson } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { SearchQuery } from "#server/vector/schema.ts";
import type { VectorSearch } from "#server/vector/service.ts";

const MAX_QUERY_BYTES = 16 * 1024;

/** Answers `POST /api/v1/search`: the body is a query, the answer what was found by word and meaning. */
export const answerSearch = async (
  { request, response }: Exchange,
  scope: Scope,
  search: Pick<VectorSearch, "search">,
): Promise<void> => {
  const query = SearchQuery.safeParse(await readJson(request, MAX_QUERY_BYTES));
  if (!query.success) {
    const faults = query.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
    throw new AppError("BAD_REQUEST", `search: ${faults.join("; ")}`, { details: query.error.issues });
  }
  sendJson(response, 200, await search.search(scope, query.data));
};
