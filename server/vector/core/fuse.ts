/** A list of what was found, best first, and how much it counts. */
export type Ranking = { ids: readonly string[]; weight: number };

/**
 * Ranks that the first of a list stands behind. Sixty, as it is published, makes the tenth nearly as good as the first;
 * with few, the first places of a list count, and what both lists hold still comes before what only one does.
 */
const BEHIND = 2;

/**
 * Maps rankings to one by reciprocal ranks (Cormack, Clarke and Büttcher 2009): an id scores the sum over the lists of
 * weight / (ranks behind + its rank), 1 for a first place of weight 1. Best first; equal scores in order of id.
 */
export const fuseRanks = (rankings: readonly Ranking[]): { id: string; score: number }[] => {
  const scores = new Map<string, number>();
  for (const { ids, weight } of rankings)
    for (const [at, id] of ids.entries())
      scores.set(id, (scores.get(id) ?? 0) + (weight * (BEHIND + 1)) / (BEHIND + 1 + at));
  return [...scores]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};
