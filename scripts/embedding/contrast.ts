import type { Random } from "#server/lib/random.ts";
import { createWordTable, type FirstWords } from "./word-table.ts";

/** A thing said, as rows of words; passages say several of a kind at once. */
export type Thing = {
  rows: readonly number[];
  kind: string;
  /** What else a search for it may as well find, with shares of the likeness; together less than one. */
  kin: ReadonlyMap<number, number>;
};
/** Another way to say the thing of that number. */
export type Way = { rows: readonly number[]; thing: number };

/** How words are drawn together. */
export type ContrastRecipe = {
  rounds: number;
  batch: number;
  step: number;
  hold: number;
  /** The smaller, the more the nearest wrong thing counts. */
  temperature: number;
  /** Share of the words of a way that are left out at random, so that no single one decides. */
  dropped: number;
  /** Chance that a thing is met beside another of its kind, as passages hold several. */
  joined: number;
};

const dotAt = (a: Float64Array, i: number, b: Float64Array, j: number, k: number): number => {
  let sum = 0;
  for (let d = 0; d < k; d++) sum += (a[i + d] as number) * (b[j + d] as number);
  return sum;
};

/** Turns likenesses into shares that add up to one, the greater far more, in place. */
const toShares = (values: Float64Array): void => {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.exp((values[i] as number) - most);
    total += values[i] as number;
  }
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / total;
};

/**
 * Draws each way of saying a thing nearer to that thing and its kin than to all other things (contrastive loss over
 * all of them). Maps to the weighted vectors of the words.
 */
export const drawTogether = (
  words: FirstWords,
  things: readonly Thing[],
  ways: readonly Way[],
  recipe: ContrastRecipe,
  random: Random,
): Float64Array => {
  const { k } = words;
  const table = createWordTable(words, recipe);
  const m = things.length;
  const kinds = new Map<string, Thing[]>();
  for (const thing of things) kinds.set(thing.kind, [...(kinds.get(thing.kind) ?? []), thing]);
  const placed = new Float64Array(m * k);
  const lengths = new Float64Array(m);
  const placedSlope = new Float64Array(m * k);
  const asked = new Float64Array(k);
  const askedSlope = new Float64Array(k);
  const shares = new Float64Array(m);

  /** Puts the direction of a text's words into `out`; maps to the length their sum had. */
  const place = (rows: readonly number[], out: Float64Array, at: number): number => {
    out.fill(0, at, at + k);
    for (const row of rows)
      for (let d = 0; d < k; d++)
        out[at + d] = (out[at + d] as number) + (table.vectors[row * k + d] as number);
    const length = Math.sqrt(dotAt(out, at, out, at, k)) || 1;
    for (let d = 0; d < k; d++) out[at + d] = (out[at + d] as number) / length;
    return length;
  };

  /** Adds the slope of a text's direction to the slopes of its words. */
  const pass = (
    slopes: Map<number, Float64Array>,
    rows: readonly number[],
    { unit, slope, at, length }: { unit: Float64Array; slope: Float64Array; at: number; length: number },
  ): void => {
    const along = dotAt(unit, at, slope, at, k);
    for (const row of rows) {
      const sum = slopes.get(row) ?? new Float64Array(k);
      slopes.set(row, sum);
      for (let d = 0; d < k; d++)
        sum[d] = (sum[d] as number) + ((slope[at + d] as number) - along * (unit[at + d] as number)) / length;
    }
  };

  /** Adds the slopes of one way's loss, as large as `weight`. */
  const compare = ({ thing }: Way, weight: number): void => {
    const kin = things[thing]?.kin ?? new Map<number, number>();
    let kinShare = 0;
    for (const share of kin.values()) kinShare += share;
    for (let i = 0; i < m; i++) shares[i] = dotAt(placed, i * k, asked, 0, k) / recipe.temperature;
    toShares(shares);
    askedSlope.fill(0);
    for (let i = 0; i < m; i++) {
      const wanted = i === thing ? 1 - kinShare : (kin.get(i) ?? 0);
      const pull = (((shares[i] as number) - wanted) * weight) / recipe.temperature;
      for (let d = 0; d < k; d++) {
        askedSlope[d] = (askedSlope[d] as number) + pull * (placed[i * k + d] as number);
        placedSlope[i * k + d] = (placedSlope[i * k + d] as number) + pull * (asked[d] as number);
      }
    }
  };

  const learn = (batch: readonly Way[]): void => {
    const slopes = new Map<number, Float64Array>();
    const met = things.map(({ rows, kind }) =>
      random.chance(recipe.joined) ? [...rows, ...random.pick(kinds.get(kind) ?? []).rows] : rows,
    );
    for (let i = 0; i < m; i++) lengths[i] = place(met[i] ?? [], placed, i * k);
    placedSlope.fill(0);
    for (const way of batch) {
      const kept = way.rows.filter(() => !random.chance(recipe.dropped));
      if (kept.length === 0) continue;
      const length = place(kept, asked, 0);
      compare(way, 1 / batch.length);
      pass(slopes, kept, { unit: asked, slope: askedSlope, at: 0, length });
    }
    for (let i = 0; i < m; i++)
      pass(slopes, met[i] ?? [], {
        unit: placed,
        slope: placedSlope,
        at: i * k,
        length: lengths[i] as number,
      });
    table.move(slopes);
  };

  const order = [...ways];
  for (let round = 0; round < recipe.rounds; round++) {
    random.shuffle(order);
    for (let from = 0; from < order.length; from += recipe.batch)
      learn(order.slice(from, from + recipe.batch));
  }
  return table.vectors;
};
