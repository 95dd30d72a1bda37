import { findRegimes } from "#server/forecast/core/life/regimes.ts";
import { type Run, withoutGaps } from "#server/forecast/core/life/run.ts";
import { solveRidge } from "#server/forecast/core/linear-system.ts";

/** Readings of a unit in steps of their usual scatter, of the sensors that tell wear, with the health they add up to. */
export type Condition = { cycles: Float64Array; sensors: Float64Array[]; health: Float64Array };

/** Maps readings to the condition of a unit. */
export type Health = {
  /** Numbers of the sensors that tell wear. */
  sensors: number[];
  conditionOf: (run: Run) => Condition;
};

/** Least difference between the last cycles of units and their first, in steps of scatter, for a sensor to tell wear. */
const LEAST_DRIFT = 0.3;
const PULL = 10;

/** Mean and scatter of a sensor by way of running. */
type Scale = { mean: Float64Array; scatter: Float64Array };

const scaleOf = (values: readonly Float64Array[], regimes: readonly Uint8Array[], count: number): Scale => {
  const n = new Float64Array(count);
  const mean = new Float64Array(count);
  const scatter = new Float64Array(count);
  const each = (work: (value: number, regime: number) => void): void => {
    for (const [k, run] of values.entries())
      for (let t = 0; t < run.length; t++) work(run[t] as number, regimes[k]?.[t] as number);
  };
  each((value, regime) => {
    n[regime] = (n[regime] as number) + 1;
    mean[regime] = (mean[regime] as number) + value;
  });
  for (let r = 0; r < count; r++) mean[r] = (mean[r] as number) / Math.max(1, n[r] as number);
  each((value, regime) => {
    scatter[regime] = (scatter[regime] as number) + (value - (mean[regime] as number)) ** 2;
  });
  for (let r = 0; r < count; r++)
    scatter[r] = Math.sqrt((scatter[r] as number) / Math.max(1, n[r] as number));
  return { mean, scatter };
};

const scaled = (values: Float64Array, { mean, scatter }: Scale, regimes: Uint8Array): Float64Array =>
  values.map((value, t) => {
    const regime = regimes[t] as number;
    const width = scatter[regime] as number;
    // A sensor that stands still in a way of running tells nothing there.
    return width > 1e-9 * (1 + Math.abs(mean[regime] as number))
      ? (value - (mean[regime] as number)) / width
      : 0;
  });

/** How far a sensor drifts from the first cycles of runs to their last, in steps of scatter. */
const driftOf = (values: readonly Float64Array[], capCycles: number): number => {
  let [early, late, earlyN, lateN] = [0, 0, 0, 0];
  for (const run of values)
    for (let t = 0; t < run.length; t++) {
      const left = run.length - 1 - t;
      if (left < capCycles / 4) {
        late += run[t] as number;
        lateN++;
      } else if (left > capCycles) {
        early += run[t] as number;
        earlyN++;
      }
    }
  return earlyN > 0 && lateN > 0 ? Math.abs(late / lateN - early / earlyN) : 0;
};

/** Weights with which sensors add up to the cycles left, at most so many, by ridge regression; the first is what stands alone. */
const weightsOf = (runs: readonly Float64Array[][], capCycles: number): Float64Array => {
  const size = (runs[0]?.length ?? 0) + 1;
  const gram = new Float64Array(size * size);
  const right = new Float64Array(size);
  const row = new Float64Array(size).fill(1);
  for (const sensors of runs) {
    const cycles = sensors[0]?.length ?? 0;
    for (let t = 0; t < cycles; t++) {
      for (let s = 1; s < size; s++) row[s] = sensors[s - 1]?.[t] as number;
      const left = Math.min(capCycles, cycles - 1 - t);
      for (let i = 0; i < size; i++) {
        right[i] = (right[i] as number) + (row[i] as number) * left;
        for (let j = 0; j < size; j++)
          gram[i * size + j] = (gram[i * size + j] as number) + (row[i] as number) * (row[j] as number);
      }
    }
  }
  const found = solveRidge(gram, right, new Float64Array(size).fill(PULL, 1));
  if (found === null)
    throw new RangeError("health: found readings that fix no weights, expected other runs.");
  return found;
};

/** Learns from units that ran to failure which sensors tell wear and how they add up to the cycles left, at most so many. */
export const learnHealth = (runs: readonly Run[], capCycles: number): Health => {
  const regimes = findRegimes(runs);
  const regimesOf = (run: Run): Uint8Array => {
    const settings = run.settings.map(withoutGaps);
    return Uint8Array.from(run.cycles, (_, t) => regimes.of(settings, t));
  };
  const known = runs.map(regimesOf);
  const scales: Scale[] = [];
  const sensors: number[] = [];
  const kept: Float64Array[][] = runs.map(() => []);
  for (let s = 0; s < (runs[0]?.sensors.length ?? 0); s++) {
    const values = runs.map((run) => withoutGaps(run.sensors[s] as Float64Array));
    const scale = scaleOf(values, known, regimes.count);
    const steps = values.map((each, k) => scaled(each, scale, known[k] as Uint8Array));
    if (driftOf(steps, capCycles) < LEAST_DRIFT) continue;
    sensors.push(s);
    scales.push(scale);
    for (const [k, each] of steps.entries()) kept[k]?.push(each);
  }
  if (sensors.length === 0)
    throw new RangeError(
      "health: found no sensor that changes towards the end of the runs, expected one at least.",
    );
  const weights = weightsOf(kept, capCycles);
  return {
    sensors,
    conditionOf: (run) => {
      const found = regimesOf(run);
      const steps = sensors.map((s, k) =>
        scaled(withoutGaps(run.sensors[s] as Float64Array), scales[k] as Scale, found),
      );
      const health = new Float64Array(run.cycles.length);
      for (let t = 0; t < health.length; t++) {
        let sum = weights[0] as number;
        for (let k = 0; k < steps.length; k++) sum += (weights[k + 1] as number) * (steps[k]?.[t] as number);
        health[t] = sum;
      }
      return { cycles: run.cycles, sensors: steps, health };
    },
  };
};
