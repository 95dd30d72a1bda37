import { readFile } from "node:fs/promises";
import { type Life, learnLife, type Reason } from "#server/forecast/core/life/life.ts";
import type { RunNames } from "#server/forecast/core/life/run.ts";
import { alignedRuns, readRuns } from "#server/forecast/life-table.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Random } from "#server/lib/random.ts";

/** What a unit of a file is expected to have left, in cycles, at its newest cycle. */
export type UnitLife = {
  unit: string | number;
  cycle: number;
  rul: number;
  /** Ends between which 90 of 100 units lie that were held back. */
  interval: { low: number; high: number };
  /** What weighs most, with the cycles it adds (positive) or takes. */
  reasons: { of: string; words: string; cycles: number }[];
};

/** Lives of the units of a file, with what they were learned from and how far it was off on units held back. */
export type FileLives = { lives: UnitLife[]; units: number; mostCycles: number; error: number };

const read = async (file: string): Promise<ReturnType<typeof readRuns>> => {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new AppError("NOT_FOUND", `forecast rul: the file ${file} could not be read`, { cause: error });
  });
  return inFile(file, () => readRuns(text));
};

const inFile = <T>(file: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError || error instanceof RangeError)) throw error;
    throw new AppError("BAD_REQUEST", `forecast rul: ${file}: ${error.message}`, { cause: error });
  }
};

const rounded = (value: number): number => Number(value.toPrecision(4));

const reasonWords = (
  { feature: { of, as, cycles }, value, usual }: Reason,
  sensor: string,
): { of: string; words: string } => {
  const against = `${rounded(value)}, usually ${rounded(usual)}`;
  if (of === "age") return { of: "age", words: `cycles run: ${against}` };
  if (of === "alike")
    return { of: "units alike", words: `cycles left to units that went the same way: ${against}` };
  const name = of === "health" ? "health" : sensor;
  const unit = of === "health" ? "cycles that all sensors together speak for" : "steps of usual scatter";
  const looked = {
    level: `mean of the last ${cycles} cycles`,
    trend: `change a cycle over the last ${cycles}`,
    start: `mean of the first ${cycles} cycles`,
    overall: "mean of all cycles",
    end: `where the last ${cycles} cycles lead`,
    now: "newest value",
  }[as];
  return { of: name, words: `${looked}: ${against} (${unit})` };
};

const nameOf = ({ feature: { of } }: Reason, sensors: readonly number[], names: RunNames): string =>
  typeof of === "number" ? (names.sensors[sensors[of] as number] ?? "") : String(of);

/** Foretells how many cycles the units of one file have left from those of another, which all ran to failure. */
export const foretellLives = async (
  trainFile: string,
  testFile: string,
  random: Random,
): Promise<FileLives> => {
  const train = await read(trainFile);
  const test = await read(testFile);
  const runs = inFile(testFile, () => alignedRuns(test, train.names));
  const model = inFile(trainFile, () => learnLife(train.runs, random));
  const lives = runs.map((run): UnitLife => {
    const { cycles, low, high, reasons }: Life = model.lifeOf(run);
    const number = Number(run.unit);
    return {
      unit: Number.isFinite(number) ? number : run.unit,
      cycle: run.cycles[run.cycles.length - 1] as number,
      ...{ rul: cycles, interval: { low, high } },
      reasons: reasons.map((reason) => ({
        ...reasonWords(reason, nameOf(reason, model.sensors, train.names)),
        cycles: reason.cycles,
      })),
    };
  });
  return { lives, units: train.runs.length, mostCycles: model.mostCycles, error: model.error };
};
