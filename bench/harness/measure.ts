import { quantileOf } from "#server/lib/quantile.ts";

/** Samples in a few figures, in the unit of the samples. */
export type Summary = {
  n: number;
  min: number;
  mean: number;
  sd: number;
  median: number;
  p95: number;
  p99: number;
  max: number;
};

/** Maps samples to their figures; throws where there are none. */
export const summarize = (samples: readonly number[]): Summary => {
  if (samples.length === 0) throw new RangeError("summarize: found no samples, expected one or more");
  const sorted = Float64Array.from(samples).sort();
  const n = sorted.length;
  const mean = sorted.reduce((sum, each) => sum + each, 0) / n;
  const squares = sorted.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return {
    n,
    min: sorted[0] ?? 0,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
    median: quantileOf(sorted, 0.5),
    p95: quantileOf(sorted, 0.95),
    p99: quantileOf(sorted, 0.99),
    max: sorted[n - 1] ?? 0,
  };
};

let sunk = 0;

/** Takes a result, so that no engine may leave out the work that made it. */
export const sink = (result: unknown): void => {
  sunk = (sunk * 31 + (typeof result === "number" ? result | 0 : JSON.stringify(result ?? null).length)) | 0;
};

/** A number that depends on everything measured so far. */
export const sinkSum = (): number => sunk;

/** What repetitions took: wall time of each, and the processor time of this process per repetition. */
export type Measured = { ms: Summary; cpuMsEach: number };

/** Runs work `warmUp` times unmeasured, then `repetitions` times measured, one after the other. */
export const measure = async (
  { warmUp, repetitions }: { warmUp: number; repetitions: number },
  work: (index: number) => unknown,
): Promise<Measured> => {
  for (let i = 0; i < warmUp; i++) sink(await work(i));
  const samples: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let i = 0; i < repetitions; i++) {
    const startedAt = performance.now();
    const result = await work(i);
    samples.push(performance.now() - startedAt);
    sink(result);
  }
  const cpu = process.cpuUsage(cpuBefore);
  return { ms: summarize(samples), cpuMsEach: (cpu.user + cpu.system) / 1000 / repetitions };
};
