import { EMPTY } from "#server/lib/guard-words.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import { plainWords } from "#server/lib/text-guards.ts";
import { foldAlike, plainForm } from "#server/vector/core/alike.ts";
import { embeddedText } from "#server/vector/indexing.ts";
import {
  MOST_ALIKE,
  PASSAGE_KINDS,
  type PassageKind,
  type PassageText,
  type SearchHit,
  type SearchQuery,
} from "#server/vector/schema.ts";
import { type FactsOf, marked, spanOf, told, type VectorSearchDeps } from "#server/vector/service.ts";

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

/** Where those that say the same become one, so many are looked at. */
const LOOKED_AT = 300;

/** The plain search where no vectors are made: texts that hold the words, under the asker's organisation, depots and role. */
export const createWordSearch =
  ({ textsOf, factsOf, zoneOf }: { textsOf: TextsOf; factsOf: FactsOf } & Pick<VectorSearchDeps, "zoneOf">) =>
  async (scope: Scope, query: SearchQuery): Promise<SearchHit[]> => {
    const { text, kinds = PASSAGE_KINDS, depotIds, streams, offset, limit, isFolded } = query;
    const own = scope.depotIds;
    const words = [...new Set(plainWords(text).filter((word) => !EMPTY.has(word)))];
    const found = await textsOf(scope.organisationId, {
      words,
      kinds,
      depotIds:
        depotIds === undefined ? own : own === null ? depotIds : own.filter((id) => depotIds.includes(id)),
      role: scope.role,
      ...spanOf(query, await zoneOf(scope.organisationId, depotIds ?? own ?? [])),
      limit: isFolded ? LOOKED_AT : offset + limit,
    });
    const fitting = found.filter(
      ({ stream }) => streams === undefined || (stream !== null && streams.includes(stream)),
    );
    const formOf = (passage: PassageText) => (isFolded ? plainForm(embeddedText(passage)) : "");
    const page = foldAlike(fitting, formOf).slice(offset, offset + limit);
    const records = page.flatMap((passage) => [passage, ...passage.alike.slice(0, MOST_ALIKE)]);
    const facts = await factsOf(scope.organisationId, records);
    return page.map((passage) => marked(text, told(passage, passage.words / words.length, facts)));
  };
/** See {@link createWordSearch}. */
export type WordSearch = ReturnType<typeof createWordSearch>;
