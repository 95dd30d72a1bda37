import { DIMENSIONS } from "#server/vector/schema.ts";
import { CHUNK, type Clustered, chunksOf, ROW_KINDS } from "./clustered.ts";

/** Rows nearest to a query, best first, of all and of one kind. */
export type Truth = { all: number[]; ofKind: number[] };

/** The kind that filtered searches look for: a fifth of all rows. */
export const FILTERED_KIND = ROW_KINDS[0];

const keep = (best: { row: number; likeness: number }[], k: number, row: number, likeness: number): void => {
  const last = best[k - 1];
  if (last !== undefined && last.likeness >= likeness) return;
  let at = best.length;
  while (at > 0 && (best[at - 1]?.likeness ?? 0) < likeness) at--;
  best.splice(at, 0, { row, likeness });
  if (best.length > k) best.pop();
};

/** Finds the k nearest rows of each query by comparing with every one; maps also to what that took per query. */
export const compareAll = (
  clustered: Clustered,
  rows: number,
  queries: readonly Float32Array[],
  k: number,
): { truths: Truth[]; msEach: number[] } => {
  const best = queries.map(() => ({
    all: [] as { row: number; likeness: number }[],
    ofKind: [] as { row: number; likeness: number }[],
  }));
  const msEach = queries.map(() => 0);
  for (const [chunk, count] of chunksOf(rows).entries()) {
    const vectors = clustered.vectors(chunk, count);
    for (const [q, query] of queries.entries()) {
      const mine = best[q];
      if (mine === undefined) continue;
      const startedAt = performance.now();
      for (let i = 0; i < count; i++) {
        const at = i * DIMENSIONS;
        let a = 0;
        let b = 0;
        // Two sums at once keep the processor's adders busy.
        for (let j = 0; j < DIMENSIONS; j += 2) {
          a += (query[j] ?? 0) * (vectors[at + j] ?? 0);
          b += (query[j + 1] ?? 0) * (vectors[at + j + 1] ?? 0);
        }
        const row = chunk * CHUNK + i;
        keep(mine.all, k, row, a + b);
        if (row % ROW_KINDS.length === 0) keep(mine.ofKind, k, row, a + b);
      }
      msEach[q] = (msEach[q] ?? 0) + performance.now() - startedAt;
    }
  }
  const rowsOf = (list: { row: number }[]) => list.map(({ row }) => row);
  return { truths: best.map(({ all, ofKind }) => ({ all: rowsOf(all), ofKind: rowsOf(ofKind) })), msEach };
};

/** The share of the truth that was found. */
export const recallOf = (found: readonly number[], truth: readonly number[]): number =>
  truth.length === 0 ? 1 : truth.filter((row) => found.includes(row)).length / truth.length;
