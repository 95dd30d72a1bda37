import { MatchQuery, type Table } from "@lancedb/lancedb";
import { AppError } from "#server/lib/errors.ts";
import { fuseRanks } from "#server/vector/core/fuse.ts";
import { saidShare } from "#server/vector/core/said-share.ts";
import { vectorFault } from "#server/vector/core/sift.ts";
import { conditionOf } from "#server/vector/lancedb-filter.ts";
import { type StoredRow, toText } from "#server/vector/lancedb-rows.ts";
import type { IndexSettings } from "#server/vector/schema.ts";
import { type Match, type SearchEffort, type StoreQuery, WORD_SHARE } from "#server/vector/store.ts";

/** Each list that is fused is this long at least, so that what is middling in both can win. */
const FUSED = 50;

const inOrder = (a: Match, b: Match): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/** With a condition the nearest that hold it lie further apart: so many times the lists are looked through. */
const CONDITIONED = 6;

/** Searches one table of passages. */
export const createTableSearch = (table: Table, made: IndexSettings) => {
  const byVector = async (
    vector: Float32Array,
    condition: string | null,
    limit: number,
    effort: SearchEffort,
  ): Promise<Match[]> => {
    const settings = { ...made, ...effort };
    let query = table.query().nearestTo(vector).distanceType("cosine").limit(limit);
    // Packed vectors rank roughly: the first are weighed again by the full ones.
    const refine = settings.kind === "ivf-flat" ? 0 : settings.refine;
    if (refine > 0) query = query.refineFactor(refine);
    // The graph refuses to look at fewer candidates than it is to return.
    if (settings.kind === "ivf-hnsw-sq") query = query.ef(Math.max(settings.ef, limit * Math.max(1, refine)));
    else query = query.nprobes(settings.probes * (condition === null ? 1 : CONDITIONED));
    if (condition !== null) query = query.where(condition);
    const rows: StoredRow[] = await query.select(["passage", "_distance"]).toArray();
    return rows.map((row) => ({ ...toText(row), score: 1 - row._distance })).sort(inOrder);
  };

  const matching = async (
    words: string,
    condition: string | null,
    limit: number,
    fuzziness: number,
  ): Promise<Match[]> => {
    let query = table
      .query()
      .fullTextSearch(new MatchQuery(words, "said", { fuzziness }))
      .limit(limit);
    if (condition !== null) query = query.where(condition);
    const rows: StoredRow[] = await query.select(["passage", "_score"]).toArray();
    return rows.map((row) => ({ ...toText(row), score: row._score })).sort(inOrder);
  };

  // Words as they are written come first; slips of typing fill up what those leave of the wanted.
  const byWords = async (
    words: string,
    condition: string | null,
    limit: number,
    wanted: number,
  ): Promise<Match[]> => {
    const exact = await matching(words, condition, limit, 0);
    if (exact.length >= wanted) return exact;
    const found = new Set(exact.map(({ id }) => id));
    const least = exact.at(-1)?.score ?? 1;
    const rest = (await matching(words, condition, limit, 1)).filter(({ id }) => !found.has(id));
    const top = rest[0]?.score ?? 1;
    const below = rest.map((match) => ({ ...match, score: (0.99 * least * match.score) / top }));
    return [...exact, ...below].slice(0, limit);
  };

  return async ({
    vector,
    words,
    filter = {},
    limit,
    wordShare = WORD_SHARE,
    effort = {},
  }: StoreQuery): Promise<Match[]> => {
    const fault = vector === undefined ? null : vectorFault(vector);
    if (fault !== null) throw new AppError("BAD_REQUEST", `search: ${fault}`);
    const condition = conditionOf(filter);
    const hasWords = words !== undefined && words.trim() !== "";
    if (vector !== undefined && !hasWords) return byVector(vector, condition, limit, effort);
    if (vector === undefined) return hasWords ? byWords(words, condition, limit, limit) : [];
    const length = Math.max(FUSED, limit);
    const [meant, said] = await Promise.all([
      byVector(vector, condition, length, effort),
      byWords(words ?? "", condition, length, limit),
    ]);
    const found = new Map([...meant, ...said].map((match) => [match.id, match]));
    // Where hardly any word is found, the first by words is no better than chance.
    const share = wordShare * saidShare(words ?? "", said);
    const idsOf = (matches: readonly Match[]): string[] => matches.map(({ id }) => id);
    return fuseRanks([
      { ids: idsOf(meant), weight: 1 - share },
      { ids: idsOf(said), weight: share },
    ])
      .slice(0, limit)
      .flatMap(({ id, score }) => {
        const match = found.get(id);
        return match === undefined ? [] : [{ ...match, score }];
      });
  };
};
