/** Counts how often a value was at hand and how often it was not. */
export const createTally = () => {
  let [hits, misses] = [0, 0];
  return {
    /** Notes one look. */
    count(isHit: boolean): void {
      if (isHit) hits += 1;
      else misses += 1;
    },
    /** What was counted since the start. */
    read: () => ({ hits, misses }),
  };
};
/** See {@link createTally}. */
export type Tally = ReturnType<typeof createTally>;
