import type { Random } from "#server/lib/random.ts";
import { piecesOf } from "#server/vector/core/words.ts";
import { leadingFactors, type SparseRow } from "./factors.ts";
import type { Group } from "./lexicon.ts";

/** What words can mean: a group of the lexicon each, and a concept of its own for each other word of the texts. */
export type Concepts = {
  /** By word or run of words: the concepts it says, with shares. */
  saidBy: ReadonlyMap<string, readonly { concept: number; share: number }[]>;
  topics: readonly number[];
  /** How often the texts speak of each. */
  counts: Float64Array;
  /** Each text as the concepts it says, in order. */
  texts: readonly (readonly number[])[];
};

const NO_TOPIC = -1;

/** Finds the concepts of the lexicon and of the texts, and how often each is spoken of. */
export const findConcepts = (
  groups: readonly Group[],
  sentences: readonly string[][],
  functionWords: ReadonlySet<string>,
): Concepts => {
  const saidBy = new Map<string, { concept: number; share: number }[]>();
  const names = [...new Set(groups.map(({ topic }) => topic))];
  const topics = groups.map(({ topic }) => names.indexOf(topic));
  for (const [concept, { ways }] of groups.entries())
    for (const { stems, share } of ways) {
      const list = saidBy.get(stems) ?? [];
      list.push({ concept, share });
      saidBy.set(stems, list);
    }
  const isKnown = (piece: string) => saidBy.has(piece);
  const pieces = sentences.map((stems) => piecesOf(stems, isKnown));
  for (const piece of pieces.flat())
    if (!saidBy.has(piece) && !functionWords.has(piece) && !/\d/.test(piece)) {
      saidBy.set(piece, [{ concept: topics.length, share: 1 }]);
      topics.push(NO_TOPIC);
    }
  const counts = new Float64Array(topics.length);
  const texts = pieces.map((text) =>
    text.flatMap((piece) => {
      const said = saidBy.get(piece) ?? [];
      const all = said.reduce((sum, { share }) => sum + share, 0);
      for (const { concept, share } of said) counts[concept] = (counts[concept] ?? 0) + share / all;
      return said.map(({ concept }) => concept);
    }),
  );
  return { saidBy, topics, counts, texts };
};

/** Maps concepts to the company they keep in texts: `k` numbers each, of length one, all zero where they keep none. */
export const companyOf = (
  { texts, topics }: Concepts,
  { window, k }: { window: number; k: number },
  random: Random,
): Float32Array => {
  const n = topics.length;
  const together = topics.map(() => new Map<number, number>());
  const add = (row: number, column: number, value: number): void => {
    const map = together[row];
    map?.set(column, (map.get(column) ?? 0) + value);
  };
  for (const text of texts)
    for (const [i, row] of text.entries())
      for (let d = 1; d <= window; d++) {
        const other = text[i + d];
        if (other === undefined || other === row) continue;
        add(row, other, 1 / d);
        add(other, row, 1 / d);
      }
  const sums = together.map((map) => [...map.values()].reduce((sum, each) => sum + each, 0));
  const total = sums.reduce((sum, each) => sum + each, 0);
  const rows: SparseRow[] = together.map((map, row) => {
    // Company kept more often than by chance (positive pointwise mutual information).
    const cells = [...map]
      .map(([column, count]): [number, number] => [
        column,
        Math.log((count * total) / ((sums[row] ?? 0) * (sums[column] ?? 0))),
      ])
      .filter(([, value]) => value > 0)
      .sort(([a], [b]) => a - b);
    return {
      columns: Int32Array.from(cells.map(([column]) => column)),
      values: Float32Array.from(cells.map(([, value]) => value)),
    };
  });
  const out = leadingFactors(rows, n, k, random);
  for (let row = 0; row < n; row++) {
    const vector = out.subarray(row * k, (row + 1) * k);
    const length = Math.hypot(...vector);
    if (length > 1e-9) for (let i = 0; i < k; i++) vector[i] = (vector[i] ?? 0) / length;
    else vector.fill(0);
  }
  return out;
};
