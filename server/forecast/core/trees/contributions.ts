import type { Forest } from "#server/forecast/core/trees/boost.ts";
import type { Tree } from "#server/forecast/core/trees/tree.ts";

/** A split on the way to a leaf: its column, the shares of rows that go on where it is not known and where it is, and the weight of sets of so many. */
type Step = { feature: number; zero: number; one: number; weight: number };

// The weights of all sets of the features on a way are kept by their size only (Lundberg, Erion and Lee 2018,
// algorithm 2), so a leaf at depth d costs d² and not 2^d; `contributions.test.ts` holds it against all sets.
const extended = (path: readonly Step[], zero: number, one: number, feature: number): Step[] => {
  const next = path.map((step) => ({ ...step }));
  const length = next.length;
  next.push({ feature, zero, one, weight: length === 0 ? 1 : 0 });
  for (let i = length - 1; i >= 0; i--) {
    const [here, after] = [next[i] as Step, next[i + 1] as Step];
    after.weight += (one * here.weight * (i + 1)) / (length + 1);
    here.weight = (zero * here.weight * (length - i)) / (length + 1);
  }
  return next;
};

const unwound = (path: readonly Step[], at: number): Step[] => {
  const length = path.length - 1;
  const next = path.map((step) => ({ ...step }));
  const { zero, one } = next[at] as Step;
  let carried = (next[length] as Step).weight;
  for (let i = length - 1; i >= 0; i--) {
    const step = next[i] as Step;
    if (one !== 0) {
      const held = step.weight;
      step.weight = (carried * (length + 1)) / ((i + 1) * one);
      carried = held - (step.weight * zero * (length - i)) / (length + 1);
    } else step.weight = (step.weight * (length + 1)) / (zero * (length - i));
  }
  for (let i = at; i < length; i++) {
    const { feature, zero: share, one: taken } = next[i + 1] as Step;
    Object.assign(next[i] as Step, { feature, zero: share, one: taken });
  }
  next.pop();
  return next;
};

const addTree = (into: Float64Array, tree: Tree, row: ArrayLike<number>): void => {
  const walk = (node: number, before: readonly Step[], zero: number, one: number, asked: number): void => {
    const path = extended(before, zero, one, asked);
    const feature = tree.feature[node] as number;
    if (feature < 0) {
      const value = tree.value[node] as number;
      for (let i = 1; i < path.length; i++) {
        const sum = unwound(path, i).reduce((total, { weight }) => total + weight, 0);
        const step = path[i] as Step;
        into[step.feature] = (into[step.feature] as number) + sum * (step.one - step.zero) * value;
      }
      return;
    }
    const [left, right] = [tree.left[node] as number, tree.right[node] as number];
    const isLeft = (row[feature] as number) <= (tree.threshold[node] as number);
    const [taken, other] = isLeft ? [left, right] : [right, left];
    const cover = tree.cover[node] as number;
    const share = (child: number): number => (tree.cover[child] as number) / cover;
    // A column asked for twice on the way counts once: what it came to before goes into the shares of the new step.
    const known = path.findIndex((step, i) => i > 0 && step.feature === feature);
    const { zero: zeroBefore, one: oneBefore } = known < 0 ? { zero: 1, one: 1 } : (path[known] as Step);
    const rest = known < 0 ? path : unwound(path, known);
    walk(taken, rest, zeroBefore * share(taken), oneBefore, feature);
    walk(other, rest, zeroBefore * share(other), 0, feature);
  };
  walk(0, [], 1, 1, -1);
};

const meanOf = ({ feature, value, cover }: Tree): number => {
  let sum = 0;
  for (let i = 0; i < feature.length; i++)
    if ((feature[i] as number) < 0) sum += (value[i] as number) * (cover[i] as number);
  return sum / (cover[0] as number);
};

/** What each column of a row adds to the usual score or takes from it (Shapley values); all of it sums to the score of the row. */
export const contributionsOf = (
  { base, trees }: Forest,
  row: ArrayLike<number>,
): { usual: number; parts: Float64Array } => {
  const parts = new Float64Array(row.length);
  let usual = base;
  for (const tree of trees) {
    usual += meanOf(tree);
    addTree(parts, tree, row);
  }
  return { usual, parts };
};
