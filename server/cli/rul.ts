import { parseArgs } from "node:util";
import { foretellLives, type UnitLife } from "#server/forecast/life-file.ts";
import { AppError } from "#server/lib/errors.ts";
import { seeded } from "#server/lib/random.ts";

const USAGE =
  "forecast rul TRAIN TEST [--json] [--seed N]: lines of unit, cycle, settings and sensors; those of TRAIN end with a failure";

const linesOf = ({ unit, cycle, rul, interval, reasons }: UnitLife): string[] => [
  `unit ${unit}: ${rul.toFixed(0)} cycles left at cycle ${cycle} (${interval.low.toFixed(0)} to ${interval.high.toFixed(0)} in 90 of 100 cases)`,
  ...reasons.map(
    ({ of, words, cycles }) => `  ${cycles > 0 ? "+" : ""}${cycles.toFixed(1)}  ${of}: ${words}`,
  ),
];

/** Foretells remaining lives from the shell; maps to the exit status. */
export const runRul = async (
  args: readonly string[],
  { print, fault }: { print: (line: string) => void; fault: (line: string) => void },
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, seed: { type: "string", default: "1" } },
  });
  const [train, test] = positionals;
  if (train === undefined || test === undefined || positionals.length > 2)
    throw new AppError(
      "BAD_REQUEST",
      `forecast rul: found ${positionals.length} files, expected two: ${USAGE}`,
    );
  const { lives, units, mostCycles, error } = await foretellLives(train, test, seeded(values.seed));
  if (values.json) print(JSON.stringify(lives));
  else for (const each of lives) for (const line of linesOf(each)) print(line);
  fault(
    `learned from ${units} units; on units held back it was ${error.toFixed(1)} cycles off (root mean square), more than ${mostCycles} cycles not told apart`,
  );
  return 0;
};
