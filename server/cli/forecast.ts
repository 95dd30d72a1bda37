import { parseArgs } from "node:util";
import { runRul } from "#server/cli/rul.ts";
import { forecastFile, type SeriesForecast } from "#server/forecast/file.ts";
import { AppError } from "#server/lib/errors.ts";

const USAGE =
  "forecast FILE.csv --horizon H --season M [--json]: FILE has a column per series, or lines of series,t,value; forecast rul TRAIN TEST tells remaining lives";
const MOST_AHEAD = 10_000;
const MOST_SEASON = 100_000;

const whole = (name: string, word: string | undefined, most: number): number => {
  const value = Number(word);
  if (word === undefined || !Number.isInteger(value) || value < 1 || value > most)
    throw new AppError(
      "BAD_REQUEST",
      `forecast --${name}: found "${word ?? "nothing"}", expected a whole number of 1 to ${most}; ${USAGE}`,
    );
  return value;
};

const lines = ({ series, point, intervals, method, ms }: SeriesForecast): string[] => [
  `${series}: ${method}, ${ms.toFixed(1)} ms`,
  ...point.map((value, h) => {
    const [low, high] = [intervals["90"].low[h] ?? 0, intervals["90"].high[h] ?? 0];
    return `  ${String(h + 1).padStart(4)}  ${value.toPrecision(6)}  (${low.toPrecision(6)} to ${high.toPrecision(6)} in 90 of 100 cases)`;
  }),
];

/** Forecasts the series of a file from the shell; maps to the exit status, 1 where a series could not be told. */
export const runForecast = async (
  args: readonly string[],
  { print, fault, now }: { print: (line: string) => void; fault: (line: string) => void; now: () => number },
): Promise<number> => {
  if (args[0] === "rul") return runRul(args.slice(1), { print, fault });
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      horizon: { type: "string" },
      season: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new AppError("BAD_REQUEST", `forecast: found ${positionals.length} files, expected one: ${USAGE}`);
  const horizon = whole("horizon", values.horizon, MOST_AHEAD);
  const season = whole("season", values.season, MOST_SEASON);
  const { forecasts, faults } = await forecastFile(file, { horizon, season, now });
  if (values.json) print(JSON.stringify(forecasts));
  else for (const each of forecasts) for (const line of lines(each)) print(line);
  for (const line of faults) fault(`forecast: ${line}`);
  return faults.length > 0 ? 1 : 0;
};
