import { parseArgs } from "node:util";
import { AppError } from "#server/lib/errors.ts";
import { type SolveReport, solveFile } from "#server/routing/benchmark.ts";

const USAGE =
  "solve FILE [--seconds S] [--seed N] [--threads N] [--json]: FILE is a .vrp, a Solomon, Homberger or Kim .txt, or a folder of import CSVs";

const number = (name: string, word: string, least: number): number => {
  const value = Number(word);
  if (word.trim() === "" || !(value >= least))
    throw new AppError(
      "BAD_REQUEST",
      `solve --${name}: found "${word}", expected a number of ${least} or more`,
    );
  return value;
};

const whole = (name: string, word: string): number => {
  const value = number(name, word, 1);
  if (!Number.isInteger(value))
    throw new AppError(
      "BAD_REQUEST",
      `solve --${name}: found "${word}", expected a whole number of 1 or more`,
    );
  return value;
};

/** Lines that tell a person what a solved file holds. */
const reportLines = (report: SolveReport): string[] => [
  `${report.instance}: ${report.feasible ? "feasible" : "not feasible"}, ${report.vehicles} vehicles, distance ${report.distance.toFixed(1)}, cost ${report.cost.toFixed(1)}`,
  `${report.iterations.toLocaleString("en")} steps in ${report.seconds.toFixed(1)} s`,
  ...report.violations.map((violation) => `  broken: ${violation}`),
  ...report.unserved.map(({ node, reason }) => `  not served: ${node}, ${reason}`),
  ...report.routes.map((route, index) => `Route #${index + 1}: ${route.join(" ")}`),
];

/** Solves a file from the shell; maps to the exit status, 1 where the plan breaks a constraint. */
export const runSolve = async (
  args: readonly string[],
  { print, now }: { print: (line: string) => void; now: () => number },
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: "string", default: "10" },
      seed: { type: "string", default: "1" },
      threads: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new AppError("BAD_REQUEST", `solve: found ${positionals.length} files, expected one: ${USAGE}`);
  const report = await solveFile(file, {
    seconds: number("seconds", values.seconds, 0),
    seed: number("seed", values.seed, 0),
    threads: whole("threads", values.threads),
    now,
  });
  if (values.json) print(JSON.stringify(report));
  else for (const line of reportLines(report)) print(line);
  return report.feasible ? 0 : 1;
};
