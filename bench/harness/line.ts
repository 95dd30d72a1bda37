import type { Summary } from "./measure.ts";

/** What a figure should be: at most, or at least, in its unit. */
export type Target = { atMost: number } | { atLeast: number };

/** A line's own path without its cache, batch, index or compiled code, and how many times as good as that it is. */
export type Against = { what: string; times: number };

/** One measured figure of a line, or why it could not be measured. */
export type Fact = {
  /** What was measured, in words. */
  name: string;
  value: number | null;
  unit: string;
  target?: Target;
  /** The samples behind the value, in the same unit. */
  summary?: Summary;
  /** How many times as good this is as the same without what makes it good, measured in the same run. */
  against?: Against;
  /** How it was measured, and what it does not say. */
  note?: string;
  /** Why there is no value. */
  skipped?: string;
};

/** What a line gets to work with. */
export type BenchContext = {
  /** Address of a PostgreSQL server on which the line may make databases of its own. */
  serverUrl: string;
  /** This process's environment, for the processes a line starts. */
  env: Readonly<Record<string, string | undefined>>;
  /** Whether databases kept from an earlier run are made again. */
  isFresh: boolean;
  /** A folder of instances to take instead of the usual one. */
  dataDir?: string;
  /** How many rows to work on instead of the usual number. */
  rows?: number;
  /** Another store than the embedded one. */
  store?: string;
  /** The one kind of index to measure. */
  index?: string;
  /** A file of cases to take instead of the usual one. */
  inputFile?: string;
  /** A model file to take instead of the generated one. */
  modelFile?: string;
  /** What lines measured before this one: in this run, else as the baseline has it. */
  measured: Readonly<Record<string, { facts: readonly Fact[]; commit: string; date: string }>>;
  /** What drawn inputs are drawn by instead of the usual seed. */
  seed?: string;
  /** Whether the line takes its least: one seed and its shortest time, where the whole of it takes hours. */
  isShort?: boolean;
  /** How long each part of a line that counts by time is to take, instead of its usual time. */
  partMs?: number;
  /** Tells the person who waits what is being done. */
  say: (text: string) => void;
};

/** A line of the scorecard under a fixed workload. */
export type Line = {
  about: string;
  /** Whether it needs a build, a server and a browser of its own; a run of all lines leaves it out where there is no browser. */
  needsServer?: boolean;
  /** What it measures in a run of all lines, where the whole of it takes too long. */
  inAll?: Pick<BenchContext, "index" | "isShort">;
  run: (context: BenchContext) => Promise<Fact[]>;
};

/** Whether a figure meets its target; null where it has none or was not measured. */
export const isMet = ({ value, target }: Fact): boolean | null => {
  if (target === undefined || value === null) return null;
  return "atMost" in target ? value <= target.atMost : value >= target.atLeast;
};
