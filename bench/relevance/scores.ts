/** What a list of grades is worth when the better ones stand first: (2^grade - 1) / log2(place + 1), summed. */
const gainOf = (grades: readonly number[], places: number): number =>
  grades.slice(0, places).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

/** nDCG of the grades found, in order, against the best order of all grades there are; 0 to 1. */
export const ndcgOf = (found: readonly number[], all: readonly number[], places = 10): number => {
  const best = gainOf(
    [...all].sort((a, b) => b - a),
    places,
  );
  return best === 0 ? 0 : gainOf(found, places) / best;
};

/** Whether something of the best grade there is stands among the first places. */
export const isFound = (found: readonly number[], all: readonly number[], places = 3): boolean => {
  const best = Math.max(0, ...all);
  return best > 0 && found.slice(0, places).includes(best);
};
