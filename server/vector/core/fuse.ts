/** Ranks are damped by this, so that the first of one list does not outweigh agreement of both (Cormack 2009). */
export const RANK_DAMPING = 60;

/** A list of ids, best first, and how much it counts. */
export type Ranking = { ids: readonly string[]; weight: number };

/**
 * Maps rankings to one by reciprocal rank fusion: an id scores the sum of weight / (damping + rank) over the lists
 * that hold it. Best first; equal scores in order of id.
 */
export const fuseRanks = (
  rankings: readonly Ranking[],
  damping = RANK_DAMPING,
): { id: string; score: number }[] => {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings)
    for (const [rank, id] of ids.entries())
      scores.set(id, (scores.get(id) ?? 0) + weight / (damping + rank + 1));
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};
