/** A search that is judged: what was looked for, and the ids that were found. */
export type Judged = { vector: Float32Array; found: readonly string[] };

const likeness = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** Two ways of adding up the same numbers differ by less. */
const EPSILON = 1e-5;

/**
 * Judges searches against comparing with every passage. Many passages have the same text, so which of them is found
 * says nothing: a find counts where it is as near as the last of the true nearest.
 */
export const createRecall = (judged: readonly Judged[], nearest: number) => {
  const best = judged.map(() => [] as number[]);
  const foundLikeness = judged.map(() => [] as number[]);
  const sought = judged.map(({ found }) => new Set(found));

  return {
    /** Compares with some more passages, each of which must come once. */
    add(passages: readonly { id: string; vector: Float32Array }[]): void {
      for (const [q, { vector }] of judged.entries()) {
        const top = best[q] ?? [];
        for (const passage of passages) {
          const near = likeness(vector, passage.vector);
          if (sought[q]?.has(passage.id)) foundLikeness[q]?.push(near);
          if (top.length === nearest && near <= (top[nearest - 1] ?? 0)) continue;
          let at = top.length;
          while (at > 0 && (top[at - 1] ?? 0) < near) at--;
          top.splice(at, 0, near);
          if (top.length > nearest) top.pop();
        }
      }
    },
    /** The share of the nearest passages that was found, over all searches; null before anything was compared. */
    value(): number | null {
      let there = 0;
      let found = 0;
      for (const [q, top] of best.entries()) {
        const last = top.at(-1);
        if (last === undefined) continue;
        there += top.length;
        const asNear = (foundLikeness[q] ?? []).filter((near) => near >= last - EPSILON);
        found += Math.min(top.length, asNear.length);
      }
      return there === 0 ? null : found / there;
    },
  };
};
