import { seasonalPattern } from "./decomposition.ts";
import type { Frame, Method } from "./method.ts";
import { minimise } from "./simplex.ts";

type Rates = { level: number; trend: number; season: number; damping: number };

const inside = (x: number, low: number, high: number): number => low + (high - low) / (1 + Math.exp(-x));

// The simplex moves freely; each rate stays where the recursion is stable.
const ratesOf = (at: Float64Array): Rates => {
  const level = inside(at[0] ?? 0, 0.001, 0.999);
  return {
    level,
    trend: level * inside(at[1] ?? 0, 0, 0.5),
    damping: inside(at[2] ?? 0, 0.8, 0.995),
    season: at.length > 3 ? inside(at[3] as number, 0, 0.9) * (1 - level) : 0,
  };
};

const CALLS = 160;

/** Damped Holt-Winters with additive trend and season; its rates are those with the least error one step ahead. */
export const HOLT_WINTERS: Method = {
  name: "holt-winters",
  fit: ({ values, fitEnd, season: period, horizon }: Frame) => {
    const pattern = seasonalPattern(values, period, fitEnd);
    const season = pattern === null ? 1 : period;
    if (fitEnd < 4) return null;
    const phases = new Float64Array(season);
    const firstLevel = (): number => {
      const count = Math.min(fitEnd, Math.max(season, 4));
      let sum = 0;
      for (let i = 0; i < count; i++) sum += values[i] as number;
      return sum / count;
    };
    const start = firstLevel();
    const state = { level: start, trend: 0 };
    const begin = (): void => {
      state.level = start;
      state.trend = 0;
      if (pattern !== null) phases.set(pattern);
    };
    const step = (rates: Rates, place: number): number => {
      const phase = place % season;
      const seasonal = phases[phase] as number;
      const carried = rates.damping * state.trend;
      const value = values[place] as number;
      const error = value - (state.level + carried + seasonal);
      const before = state.level;
      state.level = before + carried + rates.level * error;
      state.trend = carried + rates.trend * error;
      phases[phase] = seasonal + rates.season * error;
      return error;
    };
    // The first season only settles the state.
    const settled = Math.min(season, fitEnd >> 1);
    const cost = (at: Float64Array): number => {
      const rates = ratesOf(at);
      begin();
      let sum = 0;
      for (let i = 0; i < fitEnd; i++) {
        const error = step(rates, i);
        if (i >= settled) sum += error * error;
      }
      return sum;
    };
    const rates = ratesOf(minimise(cost, season > 1 ? [-1, -2, 2, -2] : [0, -2, 2], 1.5, CALLS));
    return (origins, out) => {
      begin();
      let place = 0;
      origins.forEach((origin, row) => {
        while (place < origin) step(rates, place++);
        let carried = 0;
        let share = 1;
        for (let h = 0; h < horizon; h++) {
          share *= rates.damping;
          carried += share * state.trend;
          out[row * horizon + h] = state.level + carried + (phases[(origin + h) % season] as number);
        }
      });
    };
  },
};
