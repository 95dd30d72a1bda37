import { autocorrelation, seasonalPattern } from "./decomposition.ts";
import type { Frame, Method } from "./method.ts";

const THETAS = [1, 1.5, 2, 3, 5];
const RATES = 24;
// One-sided 90 %.
const SIGNIFICANT = 1.645;

/** Whether the pattern is more than chance, by the correlation one season back against that of the lags before. */
const isSeasonal = (values: Float64Array, season: number, end: number): boolean => {
  if (season < 2 || end < 3 * season) return false;
  let squares = 0;
  for (let lag = 1; lag < season; lag++) squares += autocorrelation(values, lag, end) ** 2;
  const at = autocorrelation(values, season, end);
  return at > SIGNIFICANT * Math.sqrt((1 + 2 * squares) / end);
};

type Line = { slope: number };

/** Running regression over time, so that the trend is that of what is known. */
const createTrend = () => {
  let [n, t, tt, y, ty] = [0, 0, 0, 0, 0];
  return {
    add(time: number, value: number): void {
      n++;
      t += time;
      tt += time * time;
      y += value;
      ty += time * value;
    },
    line: (): Line => {
      const spread = n * tt - t * t;
      return { slope: spread > 0 ? (n * ty - t * y) / spread : 0 };
    },
  };
};

/**
 * Theta on the deseasonalised series: exponential smoothing of a line bent by theta, together with its trend. With
 * theta 2 it is the standard method; `thetas` are those tried, and the one with the least error one step ahead is taken.
 */
const theta = (name: string, thetas: readonly number[]): Method => ({
  name,
  fit: ({ values, fitEnd, season, horizon }: Frame) => {
    if (fitEnd < 3) return null;
    const pattern = isSeasonal(values, season, fitEnd) ? seasonalPattern(values, season, fitEnd) : null;
    const origin = values[0] as number;
    // Counted from the first value, so that large levels cost no digits.
    const plain = values.map(
      (value, i) => value - origin - (pattern === null ? 0 : (pattern[i % season] as number)),
    );
    const fitted = createTrend();
    for (let i = 0; i < fitEnd; i++) fitted.add(i, plain[i] as number);
    const { slope } = fitted.line();
    let best = { cost: Number.POSITIVE_INFINITY, rate: 0.5, theta: 2 };
    for (let k = 1; k <= RATES; k++) {
      const rate = k / RATES;
      // Errors of every theta from one pass: the forecast is level + (1 - 1/theta) slope (next - smoothed time).
      const costs = new Float64Array(thetas.length);
      let level = plain[0] as number;
      let time = 0;
      for (let i = 1; i < fitEnd; i++) {
        const plainError = (plain[i] as number) - level;
        const lead = slope * (i - time);
        for (let j = 0; j < thetas.length; j++) {
          const error = plainError - (1 - 1 / (thetas[j] as number)) * lead;
          costs[j] = (costs[j] as number) + error * error;
        }
        level += rate * plainError;
        time += rate * (i - time);
      }
      costs.forEach((cost, j) => {
        if (cost < best.cost) best = { cost, rate, theta: thetas[j] as number };
      });
    }
    const bent = 1 - 1 / best.theta;
    return (origins, out) => {
      const trend = createTrend();
      let place = 0;
      let level = plain[0] as number;
      let time = 0;
      origins.forEach((at, row) => {
        for (; place < at; place++) {
          trend.add(place, plain[place] as number);
          level += best.rate * ((plain[place] as number) - level);
          time += best.rate * (place - time);
        }
        const { slope: known } = trend.line();
        for (let h = 0; h < horizon; h++)
          out[row * horizon + h] =
            origin +
            level +
            bent * known * (at + h - time) +
            (pattern === null ? 0 : (pattern[(at + h) % season] as number));
      });
    };
  },
});

/** Theta as it won the M3 competition. */
export const THETA: Method = theta("theta", [2]);

/** Theta with the bend that fits best. */
export const OPTIMISED_THETA: Method = theta("optimised-theta", THETAS);
