import { solveRidge } from "./linear-system.ts";
import type { Calendar, Frame, Method, Roll } from "./method.ts";

/** Waves of each season, where there are any. */
const WAVES = 6;
const PENALTIES = [0.0003, 0.003, 0.03, 0.1, 0.3, 1];
/** Rows that a number of features needs at least. */
const ROWS_PER_FEATURE = 1.5;

/** What a regression predicts and from what: differences over `apart` steps (0: the values themselves) at these lags. */
type Shape = { apart: number; lags: number[]; waves: number[][]; memory: number | null };

const lagsOf = (seasons: readonly number[], near: number): number[] => {
  const lags = new Set<number>();
  for (let lag = 1; lag <= near; lag++) lags.add(lag);
  for (const season of seasons)
    for (const around of [season - 1, season, season + 1]) if (around > 0) lags.add(around);
  return [...lags].sort((a, b) => a - b);
};

const wavesOf = (seasons: readonly number[]): number[][] =>
  seasons.flatMap((season) =>
    Array.from({ length: Math.min(WAVES, Math.floor((season - 1) / 2)) }, (_, k) => [season, k + 1]),
  );

type Design = {
  count: number;
  fill: (row: Float64Array, place: number, past: (place: number) => number) => void;
};

const designOf = ({ lags, waves }: Shape, calendar: Calendar | null): Design => {
  const columns = calendar?.columns ?? [];
  const count = 1 + lags.length + 2 * waves.length + columns.length;
  return {
    count,
    fill: (row, place, past) => {
      let at = 0;
      row[at++] = 1;
      for (const lag of lags) row[at++] = past(place - lag);
      for (const [season, k] of waves) {
        const angle = (2 * Math.PI * (k as number) * (place % (season as number))) / (season as number);
        row[at++] = Math.cos(angle);
        row[at++] = Math.sin(angle);
      }
      for (const column of columns) row[at++] = column[place] as number;
    },
  };
};

const spreadOf = (values: Float64Array, from: number, end: number): { mean: number; sd: number } => {
  let mean = 0;
  for (let i = from; i < end; i++) mean += values[i] as number;
  mean /= end - from;
  let square = 0;
  for (let i = from; i < end; i++) square += ((values[i] as number) - mean) ** 2;
  return { mean, sd: Math.sqrt(square / (end - from)) };
};

const residualSquares = (
  gram: Float64Array,
  right: Float64Array,
  square: number,
  x: Float64Array,
): number => {
  const size = x.length;
  let sum = square;
  for (let i = 0; i < size; i++) {
    let row = 0;
    for (let j = 0; j < size; j++) row += (gram[i * size + j] as number) * (x[j] as number);
    sum += (x[i] as number) * (row - 2 * (right[i] as number));
  }
  return sum;
};

const solve = (gram: Float64Array, right: Float64Array, rows: number, share: number): Float64Array | null => {
  const penalty = new Float64Array(right.length).fill(share * rows);
  // The constant is not held back.
  penalty[0] = 1e-9 * rows;
  return solveRidge(gram, right, penalty);
};

const fitShape = (frame: Frame, shape: Shape): Roll | null => {
  const { values, fitEnd, horizon, calendar } = frame;
  const { apart, lags } = shape;
  const design = designOf(shape, calendar);
  const first = apart + Math.max(...lags);
  const rows = fitEnd - first;
  if (rows < ROWS_PER_FEATURE * design.count || rows < 8) return null;
  const changes = new Float64Array(values.length);
  for (let i = apart; i < values.length; i++)
    changes[i] = (values[i] as number) - (apart > 0 ? (values[i - apart] as number) : 0);
  const { mean, sd } = spreadOf(changes, apart, fitEnd);
  if (!(sd > 0)) return null;
  for (let i = 0; i < values.length; i++) changes[i] = ((changes[i] as number) - mean) / sd;
  const { count } = design;
  // Sums of the older and of the newer rows apart: the penalty is chosen on the newer ones.
  const split = first + Math.floor(rows * 0.75);
  const parts = [0, 1].map(() => ({
    gram: new Float64Array(count * count),
    right: new Float64Array(count),
    square: 0,
  }));
  // Old rows count less, where a memory is set: so many rows back they count 1 / e.
  const fade = shape.memory === null ? 1 : Math.exp(1 / shape.memory);
  let weight = shape.memory === null ? 1 : Math.exp((first + 1 - fitEnd) / shape.memory);
  let total = 0;
  let olderTotal = 0;
  const row = new Float64Array(count);
  const known = (place: number): number => changes[place] as number;
  for (let t = first; t < fitEnd; t++) {
    design.fill(row, t, known);
    const part = parts[t < split ? 0 : 1] as (typeof parts)[0];
    const target = changes[t] as number;
    total += weight;
    if (t < split) olderTotal += weight;
    part.square += weight * target * target;
    for (let i = 0; i < count; i++) {
      const x = weight * (row[i] as number);
      part.right[i] = (part.right[i] as number) + x * target;
      for (let j = 0; j <= i; j++)
        part.gram[i * count + j] = (part.gram[i * count + j] as number) + x * (row[j] as number);
    }
    weight *= fade;
  }
  for (const { gram } of parts)
    for (let i = 0; i < count; i++)
      for (let j = 0; j < i; j++) gram[j * count + i] = gram[i * count + j] as number;
  const [older, newer] = parts as [(typeof parts)[0], (typeof parts)[0]];
  let best = { cost: Number.POSITIVE_INFINITY, share: PENALTIES[PENALTIES.length - 1] as number };
  for (const share of PENALTIES) {
    const x = solve(older.gram, older.right, olderTotal, share);
    if (x === null) continue;
    const cost = residualSquares(newer.gram, newer.right, newer.square, x);
    if (cost < best.cost) best = { cost, share };
  }
  const gram = older.gram.map((each, i) => each + (newer.gram[i] as number));
  const right = older.right.map((each, i) => each + (newer.right[i] as number));
  const weights = solve(gram, right, total, best.share);
  if (weights === null) return null;

  return (origins, out) => {
    const ahead = new Float64Array(horizon);
    origins.forEach((origin, at) => {
      const past = (place: number): number =>
        place < origin ? (changes[place] as number) : (ahead[place - origin] as number);
      for (let h = 0; h < horizon; h++) {
        design.fill(row, origin + h, past);
        let change = 0;
        for (let i = 0; i < count; i++) change += (weights[i] as number) * (row[i] as number);
        ahead[h] = change;
        const back = origin + h - apart;
        const base =
          apart === 0
            ? 0
            : back < origin
              ? (values[back] as number)
              : (out[at * horizon + h - apart] as number);
        out[at * horizon + h] = base + mean + sd * change;
      }
    });
  };
};

const seasonsOf = ({ season, longSeason }: Frame): number[] =>
  [season, longSeason].filter((each): each is number => each !== null && each > 1);

/** The richest shape for which there are enough rows. */
const firstThatFits = (frame: Frame, shapes: readonly Shape[]): Roll | null => {
  for (const shape of shapes) {
    const roll = fitShape(frame, shape);
    if (roll !== null) return roll;
  }
  return null;
};

type Recipe = {
  name: string;
  apart: 0 | 1 | "season";
  near: number;
  multiples: number;
  hasWaves: boolean;
  hasMemory: boolean;
};

const ridge = ({ name, apart, near, multiples, hasWaves, hasMemory }: Recipe): Method => ({
  name,
  fit: (frame) => {
    const seasons = seasonsOf(frame);
    if (seasons.length === 0 && (hasWaves || apart === "season")) return null;
    const steps = apart === "season" ? (seasons[0] as number) : apart;
    const repeats = seasons.flatMap((season, i) =>
      Array.from({ length: i === 0 ? multiples : 1 }, (_, k) => (k + 1) * season),
    );
    const memory = hasMemory ? Math.max(5 * (seasons[0] ?? 1), 100) : null;
    const waves = hasWaves ? wavesOf(seasons) : [];
    return firstThatFits(frame, [
      { apart: steps, lags: lagsOf(repeats, near), waves, memory },
      {
        apart: steps,
        lags: lagsOf(seasons.slice(0, 1), Math.min(near, 3)),
        waves: hasWaves ? wavesOf(seasons.slice(0, 1)) : [],
        memory,
      },
      ...(hasWaves || apart === "season" ? [] : [{ apart: steps, lags: lagsOf([], 2), waves: [], memory }]),
    ]);
  },
});

/** Ridge autoregressions: of the values, of their changes from step to step and over a season; held back, they are the mean, the last value, and seasonal naive. */
export const RIDGES: readonly Method[] = [
  ridge({ name: "ridge", apart: 0, near: 4, multiples: 2, hasWaves: false, hasMemory: false }),
  ridge({ name: "ridge-far", apart: 0, near: 26, multiples: 2, hasWaves: false, hasMemory: false }),
  ridge({ name: "ridge-waves", apart: 0, near: 8, multiples: 1, hasWaves: true, hasMemory: false }),
  ridge({ name: "ridge-changes", apart: 1, near: 13, multiples: 1, hasWaves: false, hasMemory: false }),
  ridge({ name: "ridge-changes-waves", apart: 1, near: 4, multiples: 2, hasWaves: true, hasMemory: false }),
  ridge({ name: "ridge-fading", apart: 0, near: 4, multiples: 2, hasWaves: false, hasMemory: true }),
  ridge({ name: "ridge-waves-fading", apart: 0, near: 4, multiples: 1, hasWaves: true, hasMemory: true }),
  ridge({ name: "ridge-changes-fading", apart: 1, near: 4, multiples: 1, hasWaves: false, hasMemory: true }),
  ridge({
    name: "ridge-changes-waves-fading",
    apart: 1,
    near: 4,
    multiples: 1,
    hasWaves: true,
    hasMemory: true,
  }),
  ridge({
    name: "ridge-seasonal",
    apart: "season",
    near: 4,
    multiples: 1,
    hasWaves: false,
    hasMemory: false,
  }),
];
