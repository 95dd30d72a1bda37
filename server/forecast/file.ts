import { readFile } from "node:fs/promises";
import { AppError } from "#server/lib/errors.ts";
import { forecast } from "./core/forecast.ts";
import { readSeries } from "./table.ts";

type Ends = { low: number[]; high: number[] };

/** What a file's series is expected to go on with. */
export type SeriesForecast = {
  series: string;
  point: number[];
  /** Ends by how many of a hundred cases lie between them. */
  intervals: Record<"80" | "90", Ends>;
  method: string;
  ms: number;
};

/** Forecasts every series of a CSV file; those that cannot be told stand in `faults`, each a sentence. */
export const forecastFile = async (
  file: string,
  { horizon, season, now }: { horizon: number; season: number; now: () => number },
): Promise<{ forecasts: SeriesForecast[]; faults: string[] }> => {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new AppError("NOT_FOUND", `forecast: the file ${file} could not be read`, { cause: error });
  });
  const forecasts: SeriesForecast[] = [];
  const faults: string[] = [];
  for (const { name, values } of readSeries(text)) {
    const startedMs = now();
    try {
      const { point, intervals, method } = forecast({ values, horizon, season });
      const ends = (level: number): Ends => {
        const found = intervals.find((each) => each.level === level);
        return { low: [...(found?.low ?? [])], high: [...(found?.high ?? [])] };
      };
      forecasts.push({
        ...{ series: name, point: [...point], method },
        intervals: { "80": ends(0.8), "90": ends(0.9) },
        ms: now() - startedMs,
      });
    } catch (error) {
      // What the series lacks; anything else is a fault of the program.
      if (!(error instanceof RangeError)) throw error;
      faults.push(`series "${name}": ${error.message.replace(/^forecast: /, "")}`);
    }
  }
  return { forecasts, faults };
};
