import type { Bins } from "#server/forecast/core/trees/bins.ts";

/** A tree in arrays, a place per node, the root first: a row goes left where its value is at or below the threshold. */
export type Tree = {
  /** Column that a node asks for; -1 at a leaf. */
  feature: Int16Array;
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  /** What a leaf adds. */
  value: Float64Array;
  /** Rows that came to a node while it was learned. */
  cover: Float64Array;
};

/** How far a tree may grow. */
export type Growth = {
  leaves: number;
  /** Least sum of second derivatives on either side of a split; for squared errors that is rows. */
  leastWeight: number;
  /** Pull of a leaf towards nothing. */
  lambda: number;
};

/** A split of some rows: those whose bin of the column is at or below `bin` go left. */
export type Split = { feature: number; bin: number; gain: number };

const BINS = 256;
const WIDTH = 2 * BINS;

/** Adds first and second derivatives of rows into sums per column and bin. */
const addRows = (
  into: Float64Array,
  { codes }: Bins,
  features: Int32Array,
  rows: Int32Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void => {
  into.fill(0);
  for (let k = 0; k < features.length; k++) {
    const code = codes[features[k] as number] as Uint8Array;
    const base = k * WIDTH;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const at = base + 2 * (code[row] as number);
      into[at] = (into[at] as number) + (gradient[row] as number);
      into[at + 1] = (into[at + 1] as number) + (hessian[row] as number);
    }
  }
};

/**
 * Maps sums per column and bin to the split that lowers the loss most; null where none does.
 * The gain is that of Newton steps on both sides over one on all: g²/(h+λ) left and right less that of both.
 */
export const bestSplit = (
  sums: Float64Array,
  { edges }: Pick<Bins, "edges">,
  features: Int32Array,
  { leastWeight, lambda }: Growth,
): Split | null => {
  let best: Split | null = null;
  for (let k = 0; k < features.length; k++) {
    const feature = features[k] as number;
    const cuts = (edges[feature] as Float64Array).length;
    const base = k * WIDTH;
    let g = 0;
    let h = 0;
    for (let b = 0; b <= cuts; b++) {
      g += sums[base + 2 * b] as number;
      h += sums[base + 2 * b + 1] as number;
    }
    const whole = (g * g) / (h + lambda);
    let left = 0;
    let leftWeight = 0;
    for (let bin = 0; bin < cuts; bin++) {
      left += sums[base + 2 * bin] as number;
      leftWeight += sums[base + 2 * bin + 1] as number;
      const right = g - left;
      const rightWeight = h - leftWeight;
      if (leftWeight < leastWeight || rightWeight < leastWeight) continue;
      const gain = (left * left) / (leftWeight + lambda) + (right * right) / (rightWeight + lambda) - whole;
      // Sums of the same rows in another order differ in their last digits; such a gain is none.
      if (gain > 1e-9 * Math.abs(whole) + 1e-12 && (best === null || gain > best.gain))
        best = { feature, bin, gain };
    }
  }
  return best;
};

type Leaf = { node: number; rows: Int32Array; sums: Float64Array; split: Split | null };

/** Grows trees over the same bins, best split first; the sums of a tree's leaves are kept and used again by the next. */
export const createGrower = (bins: Bins, growth: Growth) => {
  const spare: Float64Array[] = [];

  const grow = (
    rows: Int32Array,
    features: Int32Array,
    gradient: Float64Array,
    hessian: Float64Array,
  ): Tree => {
    const most = 2 * growth.leaves - 1;
    const tree: Tree = {
      feature: new Int16Array(most).fill(-1),
      threshold: new Float64Array(most),
      left: new Int32Array(most),
      right: new Int32Array(most),
      value: new Float64Array(most),
      cover: new Float64Array(most),
    };
    let nodes = 0;
    const taken: Float64Array[] = [];
    const sumsOf = (): Float64Array => {
      const found = spare.pop();
      const sums =
        found?.length === features.length * WIDTH ? found : new Float64Array(features.length * WIDTH);
      taken.push(sums);
      return sums;
    };
    const leafOf = (held: Int32Array, sums: Float64Array): Leaf => {
      const node = nodes++;
      let g = 0;
      let h = 0;
      for (let i = 0; i < held.length; i++) {
        g += gradient[held[i] as number] as number;
        h += hessian[held[i] as number] as number;
      }
      tree.value[node] = held.length === 0 ? 0 : -g / (h + growth.lambda);
      tree.cover[node] = held.length;
      return { node, rows: held, sums, split: bestSplit(sums, bins, features, growth) };
    };
    const first = sumsOf();
    addRows(first, bins, features, rows, gradient, hessian);
    const leaves: Leaf[] = [leafOf(rows, first)];
    while (leaves.length < growth.leaves) {
      let at = -1;
      for (let i = 0; i < leaves.length; i++)
        if ((leaves[i]?.split?.gain ?? 0) > (leaves[at]?.split?.gain ?? 0)) at = i;
      const parent = leaves[at];
      if (parent === undefined || parent.split === null) break;
      const { feature, bin } = parent.split;
      const code = bins.codes[feature] as Uint8Array;
      const left = parent.rows.filter((row) => (code[row] as number) <= bin);
      const right = parent.rows.filter((row) => (code[row] as number) > bin);
      // The sums of one side are those of both less the other's, so only the smaller side is added up.
      const small = left.length <= right.length ? left : right;
      const smallSums = sumsOf();
      addRows(smallSums, bins, features, small, gradient, hessian);
      const largeSums = parent.sums;
      for (let i = 0; i < largeSums.length; i++)
        largeSums[i] = (largeSums[i] as number) - (smallSums[i] as number);
      const isLeftSmall = small === left;
      const leftLeaf = leafOf(left, isLeftSmall ? smallSums : largeSums);
      const rightLeaf = leafOf(right, isLeftSmall ? largeSums : smallSums);
      tree.feature[parent.node] = feature;
      tree.threshold[parent.node] = bins.edges[feature]?.[bin] as number;
      tree.left[parent.node] = leftLeaf.node;
      tree.right[parent.node] = rightLeaf.node;
      leaves.splice(at, 1, leftLeaf, rightLeaf);
    }
    spare.push(...taken);
    return {
      feature: tree.feature.slice(0, nodes),
      threshold: tree.threshold.slice(0, nodes),
      left: tree.left.slice(0, nodes),
      right: tree.right.slice(0, nodes),
      value: tree.value.slice(0, nodes),
      cover: tree.cover.slice(0, nodes),
    };
  };
  return { grow };
};

/** Maps the value of each column to the leaf that a row with them comes to. */
export const leafAt = (tree: Tree, valueAt: (feature: number) => number): number => {
  let node = 0;
  while ((tree.feature[node] as number) >= 0)
    node = (
      valueAt(tree.feature[node] as number) <= (tree.threshold[node] as number)
        ? tree.left[node]
        : tree.right[node]
    ) as number;
  return node;
};
