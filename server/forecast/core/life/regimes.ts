import type { Run } from "#server/forecast/core/life/run.ts";

/** Ways in which units are run; readings are compared only within one. */
export type Regimes = {
  count: number;
  /** Maps the settings of a cycle to the number of its way. */
  of: (settings: readonly Float64Array[], cycle: number) => number;
};

/** A gap this wide, as a share of all that a setting spans, parts two ways. */
const GAP = 0.05;
const MOST_REGIMES = 20;
/** Ways with fewer cycles than this tell no usual reading. */
const LEAST_CYCLES = 50;

const cutsOf = (values: Float64Array): number[] => {
  const sorted = Float64Array.from(values).sort();
  const span = (sorted[sorted.length - 1] ?? 0) - (sorted[0] ?? 0);
  const cuts: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    const [low, high] = [sorted[i - 1] as number, sorted[i] as number];
    if (high - low > GAP * span) cuts.push((low + high) / 2);
  }
  return cuts;
};

/** Finds the ways in which units were run from settings that lie in heaps; one way where they do not. */
export const findRegimes = (runs: readonly Run[]): Regimes => {
  const one: Regimes = { count: 1, of: () => 0 };
  const settings = runs[0]?.settings.length ?? 0;
  const cuts = Array.from({ length: settings }, (_, s) => {
    const all = runs.flatMap((run) => [...(run.settings[s] ?? [])]);
    return cutsOf(Float64Array.from(all));
  });
  if (cuts.every(({ length }) => length === 0)) return one;
  const keyOf = (values: readonly Float64Array[], cycle: number): string =>
    cuts.map((each, s) => each.filter((cut) => (values[s]?.[cycle] ?? 0) > cut).length).join("/");
  const counts = new Map<string, number>();
  for (const run of runs)
    for (let t = 0; t < run.cycles.length; t++) {
      const key = keyOf(run.settings, t);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const keys = [...counts].filter(([, count]) => count >= LEAST_CYCLES).map(([key]) => key);
  if (keys.length < 2 || keys.length > MOST_REGIMES) return one;
  // Settings that were hardly seen count to the commonest way: there is nothing nearer to compare them with.
  const usual = keys.indexOf([...counts].sort((a, b) => b[1] - a[1])[0]?.[0] as string);
  return {
    count: keys.length,
    of: (values, cycle) => {
      const found = keys.indexOf(keyOf(values, cycle));
      return found < 0 ? usual : found;
    },
  };
};
