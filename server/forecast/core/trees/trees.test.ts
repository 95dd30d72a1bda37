import fc from "fast-check";
import { expect, it } from "vitest";
import { binColumns } from "#server/forecast/core/trees/bins.ts";
import { BOOSTING, expectedOf, type Forest, growForest } from "#server/forecast/core/trees/boost.ts";
import { contributionsOf } from "#server/forecast/core/trees/contributions.ts";
import { bestSplit, createGrower, leafAt, type Tree } from "#server/forecast/core/trees/tree.ts";
import { seeded } from "#server/lib/random.ts";

const table = (rows: number, columns: number, seed: number, round = 0): Float64Array[] => {
  const random = seeded(seed);
  return Array.from({ length: columns }, () =>
    Float64Array.from({ length: rows }, () => (round > 0 ? random.int(round) : random.normal())),
  );
};
const rowOf = (columns: readonly Float64Array[], i: number): number[] =>
  columns.map((column) => column[i] as number);

const size = fc.record({
  rows: fc.integer({ min: 2, max: 40 }),
  columns: fc.integer({ min: 1, max: 4 }),
  seed: fc.integer(),
  round: fc.constantFrom(0, 3, 8),
  leastWeight: fc.constantFrom(1, 3),
  lambda: fc.constantFrom(0, 1),
});

/** The loss that the best of all splits between two rows saves. */
const bestByHand = (
  columns: readonly Float64Array[],
  gradient: Float64Array,
  { leastWeight, lambda }: { leastWeight: number; lambda: number },
): number => {
  const sideOf = (rows: number[]): number =>
    rows.reduce((sum, i) => sum + (gradient[i] as number), 0) ** 2 / (rows.length + lambda);
  const all = Array.from(gradient, (_, i) => i);
  let best = 0;
  for (const column of columns)
    for (const cut of column) {
      const left = all.filter((i) => (column[i] as number) <= cut);
      const right = all.filter((i) => (column[i] as number) > cut);
      if (left.length < leastWeight || right.length < leastWeight) continue;
      best = Math.max(best, sideOf(left) + sideOf(right) - sideOf(all));
    }
  return best;
};

it("the split found saves as much as the best of all that there are", () => {
  fc.assert(
    fc.property(size, ({ rows, columns, seed, round, leastWeight, lambda }) => {
      const values = table(rows, columns, seed, round);
      const gradient = table(rows, 1, seed + 1)[0] as Float64Array;
      const bins = binColumns(values, 64);
      const growth = { leaves: 2, leastWeight, lambda };
      const all = Int32Array.from({ length: rows }, (_, i) => i);
      const features = Int32Array.from({ length: columns }, (_, i) => i);
      const tree = createGrower(bins, growth).grow(all, features, gradient, new Float64Array(rows).fill(1));
      const saved = (tree.feature[0] as number) < 0 ? 0 : gainOf(tree, gradient, lambda);
      expect(saved).toBeCloseTo(bestByHand(values, gradient, { leastWeight, lambda }), 6);
    }),
  );
});

/** What a tree of two leaves saves, from its leaves alone: -g/(h+λ) is the value of a leaf. */
const gainOf = ({ value, cover }: Tree, gradient: Float64Array, lambda: number): number => {
  const saved = (node: number): number => (value[node] as number) ** 2 * ((cover[node] as number) + lambda);
  const whole = gradient.reduce((sum, each) => sum + each, 0) ** 2 / (gradient.length + lambda);
  return saved(1) + saved(2) - whole;
};

it("every row lies at or below the edge of its bin and above the one before", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 2, max: 32 }),
      (seed, rows, bins) => {
        const values = table(rows, 1, seed, seed % 2 === 0 ? 0 : 9)[0] as Float64Array;
        const { codes, edges } = binColumns([values], bins);
        const found = edges[0] as Float64Array;
        expect(found.length).toBeLessThan(bins);
        values.forEach((value, i) => {
          const code = codes[0]?.[i] as number;
          if (code < found.length) expect(value).toBeLessThanOrEqual(found[code] as number);
          if (code > 0) expect(value).toBeGreaterThan(found[code - 1] as number);
        });
      },
    ),
  );
});

it("what is missing goes the way of the largest, while it is learned and afterwards", () => {
  const column = Float64Array.from([1, 2, 3, 4, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  const target = Float64Array.from([0, 0, 0, 0, 9, 9, 9, 9]);
  const forest = growForest(
    { columns: [column], target },
    { ...BOOSTING, trees: 60, shrinkage: 0.3, leaves: 2, leastWeight: 1, rowShare: 1, columnShare: 1 },
    seeded(1),
  );
  expect(expectedOf(forest, [Number.NaN])).toBeGreaterThan(7);
  expect(expectedOf(forest, [4])).toBeLessThan(2);
});

/** What a tree comes to where only some columns are known: at the others both ways count by their rows. */
const partly = (tree: Tree, row: readonly number[], known: ReadonlySet<number>, node = 0): number => {
  const feature = tree.feature[node] as number;
  if (feature < 0) return tree.value[node] as number;
  const [left, right] = [tree.left[node] as number, tree.right[node] as number];
  if (known.has(feature))
    return partly(
      tree,
      row,
      known,
      (row[feature] as number) <= (tree.threshold[node] as number) ? left : right,
    );
  const share = (tree.cover[left] as number) / (tree.cover[node] as number);
  return share * partly(tree, row, known, left) + (1 - share) * partly(tree, row, known, right);
};

/** Shapley values by their definition, over every set of the other columns. */
const byAllSets = ({ trees }: Forest, row: readonly number[]): number[] => {
  const count = row.length;
  const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
  return row.map((_, j) => {
    let sum = 0;
    for (let mask = 0; mask < 1 << count; mask++) {
      if (mask & (1 << j)) continue;
      const known = new Set(row.map((__, i) => i).filter((i) => mask & (1 << i)));
      const weight = (factorial(known.size) * factorial(count - known.size - 1)) / factorial(count);
      const withIt = new Set([...known, j]);
      for (const tree of trees) sum += weight * (partly(tree, row, withIt) - partly(tree, row, known));
    }
    return sum;
  });
};

it("what each column adds is its Shapley value, and all of it is the score", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 5 }), fc.constantFrom(0, 4), (seed, count, round) => {
      const columns = table(60, count, seed, round);
      const noise = table(60, 1, seed + 7)[0] as Float64Array;
      const target = noise.map((value, i) => value + rowOf(columns, i).reduce((sum, each) => sum + each, 0));
      const forest = growForest(
        { columns, target },
        { ...BOOSTING, trees: 3, leaves: 8, leastWeight: 2, columnShare: 1 },
        seeded(seed),
      );
      const row = rowOf(columns, 11);
      const { usual, parts } = contributionsOf(forest, row);
      for (const [j, part] of byAllSets(forest, row).entries()) expect(parts[j]).toBeCloseTo(part, 8);
      expect(usual + parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(expectedOf(forest, row), 8);
    }),
    { numRuns: 60 },
  );
});

it("trees learn a curve that no line follows, and stop where more of them do no good", () => {
  const columns = table(900, 3, 5);
  const target = Float64Array.from({ length: 900 }, (_, i) => {
    const [x = 0, y = 0] = rowOf(columns, i);
    return x * y + Math.abs(x);
  });
  const part = (from: number, to: number) => ({
    columns: columns.map((column) => column.slice(from, to)),
    target: target.slice(from, to),
  });
  const forest = growForest(part(0, 600), { ...BOOSTING, trees: 2_000 }, seeded(3), part(600, 750));
  expect(forest.trees.length).toBeLessThan(2_000);
  let [left, whole] = [0, 0];
  for (let i = 750; i < 900; i++) {
    left += (expectedOf(forest, rowOf(columns, i)) - (target[i] as number)) ** 2;
    whole += (target[i] as number) ** 2;
  }
  expect(left / whole).toBeLessThan(0.15);
});

it("under logistic loss a row is given its chance", () => {
  const random = seeded(9);
  const columns = [Float64Array.from({ length: 4_000 }, () => random.int(2))];
  const target = Float64Array.from(columns[0] as Float64Array, (value) =>
    random.chance(value === 1 ? 0.8 : 0.1) ? 1 : 0,
  );
  const forest = growForest({ columns, target }, { ...BOOSTING, loss: "logistic", trees: 150 }, seeded(2));
  expect(expectedOf(forest, [1])).toBeCloseTo(0.8, 1);
  expect(expectedOf(forest, [0])).toBeCloseTo(0.1, 1);
});

it("the same seed grows the same trees", () => {
  const columns = table(200, 4, 1);
  const examples = { columns, target: columns[0] as Float64Array };
  const grown = () => growForest(examples, { ...BOOSTING, trees: 20 }, seeded(4));
  expect(grown()).toEqual(grown());
});

it.each([
  [{ columns: [new Float64Array(0)], target: new Float64Array(0) }, "found 0 rows"],
  [{ columns: [Float64Array.of(1)], target: Float64Array.of(Number.NaN) }, "found NaN"],
  [{ columns: [Float64Array.of(1, 2)], target: Float64Array.of(1) }, "a column of 2 rows, expected 1"],
])("refuses what cannot be learned, with a reason", (examples, reason) => {
  expect(() => growForest(examples, BOOSTING, seeded(1))).toThrow(reason);
});

it("a leaf is found by its thresholds", () => {
  const bins = binColumns([Float64Array.of(1, 2, 3, 4)], 4);
  const one = new Float64Array(4).fill(1);
  const tree = createGrower(bins, { leaves: 2, leastWeight: 1, lambda: 0 }).grow(
    Int32Array.of(0, 1, 2, 3),
    Int32Array.of(0),
    Float64Array.of(-1, -1, 1, 1),
    one,
  );
  expect(tree.threshold[0]).toBe(2.5);
  expect(tree.value[leafAt(tree, () => 2.4)]).toBe(1);
  expect(tree.value[leafAt(tree, () => 2.6)]).toBe(-1);
  expect(
    bestSplit(new Float64Array(512), bins, Int32Array.of(0), { leaves: 2, leastWeight: 1, lambda: 0 }),
  ).toBe(null);
});
