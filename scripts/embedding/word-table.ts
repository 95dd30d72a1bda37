/** What a word says: concepts with shares. */
export type Said = readonly { concept: number; share: number }[];

/** Words as they begin: what each says, the directions of the concepts (`k` numbers each), how much each weighs. */
export type FirstWords = {
  saidBy: readonly Said[];
  directions: Float64Array;
  weights: ArrayLike<number>;
  k: number;
};

/** Steps down a slope, one number of a table at a time, smaller the steeper it was so far (Adagrad). */
const createSteps = (values: Float64Array, step: number) => {
  const squares = new Float64Array(values.length);
  return (i: number, slope: number): void => {
    squares[i] = (squares[i] as number) + slope * slope;
    values[i] = (values[i] as number) - (step * slope) / Math.sqrt((squares[i] as number) + 1e-8);
  };
};

/**
 * Vectors of words, each the sum of its concepts and a part of its own, times its weight: what moves a word moves the
 * others of its concepts, also those that no text uses. `hold` pulls back to where all began.
 */
export const createWordTable = (
  { saidBy, directions, weights, k }: FirstWords,
  { step, hold }: { step: number; hold: number },
) => {
  const n = saidBy.length;
  const concepts = Float64Array.from(directions);
  const own = new Float64Array(n * k);
  const first = Float64Array.from({ length: n }, (_, row) => Math.log(weights[row] ?? 1));
  const logs = Float64Array.from(first);
  const stepConcept = createSteps(concepts, step);
  const stepOwn = createSteps(own, step);
  const stepLog = createSteps(logs, step);
  const bare = new Float64Array(n * k);
  /** The weighted vectors, `k` numbers a word. */
  const vectors = new Float64Array(n * k);

  const remake = (row: number): void => {
    const weight = Math.exp(logs[row] as number);
    for (let d = 0; d < k; d++) {
      let value = own[row * k + d] as number;
      for (const { concept, share } of saidBy[row] ?? [])
        value += share * (concepts[concept * k + d] as number);
      bare[row * k + d] = value;
      vectors[row * k + d] = weight * value;
    }
  };
  for (let row = 0; row < n; row++) remake(row);

  /** Moves a word down the slope of its vector, and adds what that asks of its concepts. */
  const moveWord = (row: number, slope: Float64Array, asked: Map<number, Float64Array>): void => {
    const weight = Math.exp(logs[row] as number);
    let ofWeight = hold * ((logs[row] as number) - (first[row] as number));
    for (let d = 0; d < k; d++) {
      const each = weight * (slope[d] as number);
      ofWeight += each * (bare[row * k + d] as number);
      stepOwn(row * k + d, each + hold * (own[row * k + d] as number));
    }
    stepLog(row, ofWeight);
    for (const { concept, share } of saidBy[row] ?? []) {
      const sum = asked.get(concept) ?? new Float64Array(k);
      asked.set(concept, sum);
      for (let d = 0; d < k; d++) sum[d] = (sum[d] as number) + share * weight * (slope[d] as number);
    }
  };

  return {
    vectors,
    /** Moves words down the slopes of their vectors, and with them their concepts. */
    move: (slopes: ReadonlyMap<number, Float64Array>): void => {
      const asked = new Map<number, Float64Array>();
      for (const [row, slope] of slopes) moveWord(row, slope, asked);
      for (const [concept, slope] of asked)
        for (let d = 0; d < k; d++) {
          const i = concept * k + d;
          stepConcept(i, (slope[d] as number) + hold * ((concepts[i] as number) - (directions[i] as number)));
        }
      for (let row = 0; row < n; row++)
        if (slopes.has(row) || (saidBy[row] ?? []).some(({ concept }) => asked.has(concept))) remake(row);
    },
  };
};
