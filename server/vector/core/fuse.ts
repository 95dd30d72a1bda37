/** A list of what was found, best first, and how much it counts. */
export type Ranking = {
  matches: readonly { id: string; score: number }[];
  weight: number;
  /** What something scores that the list does not hold: at most what its last does. */
  rest: number;
};

/**
 * Maps rankings to one by relative scores: an id scores the sum over the lists of weight * score / best score of the
 * list. Best first; equal scores in order of id.
 */
export const fuseScores = (rankings: readonly Ranking[]): { id: string; score: number }[] => {
  const lists = rankings.map(({ matches, weight, rest }) => {
    // Scores below nothing say as little as none.
    const best = Math.max(0, ...matches.map(({ score }) => score));
    const share = best > 0 ? weight / best : 0;
    return { scores: new Map(matches.map(({ id, score }) => [id, score])), share, rest };
  });
  const ids = new Set(rankings.flatMap(({ matches }) => matches.map(({ id }) => id)));
  return [...ids]
    .map((id) => ({
      id,
      score: lists.reduce((sum, { scores, share, rest }) => sum + share * (scores.get(id) ?? rest), 0),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};
