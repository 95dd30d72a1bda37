import { binColumns } from "#server/forecast/core/trees/bins.ts";
import { createGrower, type Growth, leafAt, type Tree } from "#server/forecast/core/trees/tree.ts";
import type { Random } from "#server/lib/random.ts";

/** What is learned: a number by its squared error, or the chance of a yes (1) against a no (0). */
export type Loss = "squared" | "logistic";

/** Trees whose leaves add up, with `base`, to what a row is expected to be; the logarithm of the odds under logistic loss. */
export type Forest = { loss: Loss; base: number; trees: Tree[] };

/** Values of rows, a list a column, with what each row came to. */
export type Examples = { columns: readonly Float64Array[]; target: Float64Array };

/** Rows as examples of so many columns. */
export const examplesFrom = <Row extends { values: readonly number[] }>(
  rows: readonly Row[],
  width: number,
  targetOf: (row: Row) => number,
): Examples => ({
  columns: Array.from({ length: width }, (_, c) =>
    Float64Array.from(rows, ({ values }) => values[c] as number),
  ),
  target: Float64Array.from(rows, targetOf),
});

/** How trees are added one to the other. */
export type Boosting = Growth & {
  loss: Loss;
  /** Most trees. */
  trees: number;
  /** Share of a tree's step that is taken. */
  shrinkage: number;
  /** Share of the rows, and of the columns, that each tree sees. */
  rowShare: number;
  columnShare: number;
  bins: number;
  /** Trees without a better result on the rows held back after which no more are added. */
  patience: number;
};

/** What mostly does, for some thousands of rows. */
export const BOOSTING: Boosting = {
  loss: "squared",
  trees: 300,
  shrinkage: 0.05,
  leaves: 15,
  leastWeight: 10,
  lambda: 1,
  rowShare: 0.7,
  columnShare: 0.7,
  bins: 128,
  patience: 30,
};

const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

const lossOf = (loss: Loss, score: number, target: number): number =>
  loss === "squared"
    ? (score - target) ** 2
    : // log(1 + e^s) - y s, so written that a large score does not overflow
      Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score;

const baseOf = (loss: Loss, target: Float64Array): number => {
  const mean = target.reduce((sum, each) => sum + each, 0) / target.length;
  if (loss === "squared") return mean;
  // Where all answers are the same the odds have no logarithm; half an answer of the other kind is put beside them.
  const share = Math.min(1 - 0.5 / target.length, Math.max(0.5 / target.length, mean));
  return Math.log(share / (1 - share));
};

const check = ({ columns, target }: Examples, loss: Loss): void => {
  if (target.length === 0 || columns.length === 0)
    throw new RangeError(
      `trees: found ${target.length} rows of ${columns.length} columns, expected at least one of each.`,
    );
  const odd = columns.find(({ length }) => length !== target.length);
  if (odd !== undefined)
    throw new RangeError(`trees: found a column of ${odd.length} rows, expected ${target.length}.`);
  for (const value of target)
    if (!Number.isFinite(value) || (loss === "logistic" && value !== 0 && value !== 1))
      throw new RangeError(
        `trees: found ${value} to be learned, expected ${loss === "logistic" ? "0 or 1" : "a finite number"}.`,
      );
};

/** Some of so many numbers, ascending. */
const drawn = (count: number, share: number, random: Random): Int32Array => {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  if (share >= 1) return all;
  return random
    .shuffle(all)
    .slice(0, Math.max(1, Math.round(count * share)))
    .sort();
};

/** Learns trees from examples; where some are held back, as many as do best on those. */
export const growForest = (
  examples: Examples,
  { loss, trees, shrinkage, rowShare, columnShare, bins, patience, ...growth }: Boosting,
  random: Random,
  heldBack: Examples | null = null,
): Forest => {
  check(examples, loss);
  const { columns, target } = examples;
  const binned = binColumns(columns, bins);
  const { grow } = createGrower(binned, growth);
  const rows = target.length;
  const base = baseOf(loss, target);
  const scores = new Float64Array(rows).fill(base);
  const gradient = new Float64Array(rows);
  const hessian = new Float64Array(rows).fill(1);
  const heldScores = new Float64Array(heldBack?.target.length ?? 0).fill(base);
  const grown: Tree[] = [];
  let best = { trees: 0, loss: Number.POSITIVE_INFINITY };
  for (let t = 0; t < trees; t++) {
    for (let i = 0; i < rows; i++) {
      if (loss === "squared") gradient[i] = (scores[i] as number) - (target[i] as number);
      else {
        const chance = sigmoid(scores[i] as number);
        gradient[i] = chance - (target[i] as number);
        hessian[i] = Math.max(1e-6, chance * (1 - chance));
      }
    }
    const tree = grow(
      drawn(rows, rowShare, random),
      drawn(columns.length, columnShare, random),
      gradient,
      hessian,
    );
    for (let i = 0; i < tree.value.length; i++) tree.value[i] = shrinkage * (tree.value[i] as number);
    grown.push(tree);
    addScores(scores, tree, columns);
    if (heldBack === null) continue;
    addScores(heldScores, tree, heldBack.columns);
    let sum = 0;
    for (let i = 0; i < heldScores.length; i++)
      sum += lossOf(loss, heldScores[i] as number, heldBack.target[i] as number);
    if (sum < best.loss) best = { trees: grown.length, loss: sum };
    else if (grown.length - best.trees >= patience) break;
  }
  return { loss, base, trees: heldBack === null ? grown : grown.slice(0, best.trees) };
};

const addScores = (scores: Float64Array, tree: Tree, columns: readonly Float64Array[]): void => {
  for (let i = 0; i < scores.length; i++) {
    const leaf = leafAt(tree, (feature) => columns[feature]?.[i] as number);
    scores[i] = (scores[i] as number) + (tree.value[leaf] as number);
  }
};

/** Maps the values of a row to what it is expected to be: a number, or the chance of a yes. */
export const expectedOf = ({ loss, base, trees }: Forest, row: ArrayLike<number>): number => {
  let score = base;
  for (const tree of trees) score += tree.value[leafAt(tree, (feature) => row[feature] as number)] as number;
  return loss === "squared" ? score : sigmoid(score);
};
