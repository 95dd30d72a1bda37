import { EMPTY } from "#server/lib/guard-words.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import { plainWords } from "#server/lib/text-guards.ts";
import {
  PASSAGE_KINDS,
  type PassageKind,
  type PassageText,
  type SearchHit,
  type SearchQuery,
} from "#server/vector/schema.ts";
import { type FactsOf, marked, spanOf, UNKNOWN, type VectorSearchDeps } from "#server/vector/service.ts";

/** Finds records by the words in their texts alone, within what an asker may see. */
export type TextsOf = (
  organisationId: number,
  query: {
    words: readonly string[];
    kinds: readonly PassageKind[];
    depotIds: readonly number[] | null;
    role: Role;
    from: Date | null;
    until: Date | null;
    limit: number;
  },
) => Promise<(PassageText & { words: number })[]>;

/** The plain search where no vectors are made: texts that hold the words, under the asker's organisation, depots and role. */
export const createWordSearch =
  ({ textsOf, factsOf, zoneOf }: { textsOf: TextsOf; factsOf: FactsOf } & Pick<VectorSearchDeps, "zoneOf">) =>
  async (scope: Scope, query: SearchQuery): Promise<SearchHit[]> => {
    const { text, kinds = PASSAGE_KINDS, depotIds, streams, offset, limit } = query;
    const own = scope.depotIds;
    const words = [...new Set(plainWords(text).filter((word) => !EMPTY.has(word)))];
    const found = await textsOf(scope.organisationId, {
      words,
      kinds,
      depotIds:
        depotIds === undefined ? own : own === null ? depotIds : own.filter((id) => depotIds.includes(id)),
      role: scope.role,
      ...spanOf(query, await zoneOf(scope.organisationId, depotIds ?? own ?? [])),
      limit: offset + limit,
    });
    const page = found
      .filter(({ stream }) => streams === undefined || (stream !== null && streams.includes(stream)))
      .slice(offset);
    const facts = await factsOf(scope.organisationId, page);
    return page.map(({ roles: _, at, words: count, ...passage }) =>
      marked(text, {
        ...passage,
        at: new Date(at).toISOString(),
        score: count / words.length,
        ...(facts.get(passage.id) ?? UNKNOWN),
      }),
    );
  };
/** See {@link createWordSearch}. */
export type WordSearch = ReturnType<typeof createWordSearch>;
