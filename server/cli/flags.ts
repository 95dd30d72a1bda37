import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { FlagType, Resolution } from "#server/flags/schema.ts";
import { flagsOf } from "#server/flags/service.ts";
import { definitionFaults } from "#server/flags/text-faults.ts";
import { AppError } from "#server/lib/errors.ts";

const USAGE =
  "flags eval FILE --flag KEY --type boolean|string|number|object [--default D] [--context JSON] [--json], or flags validate FILE";

const TYPES: readonly FlagType[] = ["boolean", "string", "number", "object"];

const refuse = (place: string, found: string, expected: string): AppError =>
  new AppError("BAD_REQUEST", `flags ${place}: found ${found}, expected ${expected}`);

const json = (place: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(place, JSON.stringify(text), "JSON");
  }
};

const typeOf = (word: string): FlagType => {
  const type = TYPES.find((each) => each === word);
  if (type === undefined) throw refuse("--type", `"${word}"`, TYPES.join(", "));
  return type;
};

const fallbackOf = (type: FlagType, word: string | undefined): unknown => {
  if (word === undefined) return { boolean: false, string: "", number: 0, object: {} }[type];
  if (type === "string") return word;
  const value = json("--default", word);
  if (typeof value !== type) throw refuse("--default", word, `a ${type}`);
  return value;
};

const contextOf = (text: string): Record<string, unknown> => {
  const context = json("--context", text);
  if (typeof context !== "object" || context === null || Array.isArray(context))
    throw refuse("--context", text, "a JSON object");
  return { ...context };
};

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw refuse(file, error instanceof Error ? error.message : String(error), "a file that can be read");
  }
};

const lines = ({ value, variant, reason, errorCode, errorMessage, flagMetadata }: Resolution): string[] => [
  `value     ${JSON.stringify(value)}`,
  `variant   ${variant ?? "none, the default given"}`,
  `reason    ${reason}`,
  ...(errorCode === undefined ? [] : [`error     ${errorCode}: ${errorMessage}`]),
  ...(Object.keys(flagMetadata).length === 0 ? [] : [`metadata  ${JSON.stringify(flagMetadata)}`]),
];

/** Evaluates or checks a definition from the shell; maps to the exit status, 1 where there is a fault. */
export const runFlags = async (
  args: readonly string[],
  { print, now }: { print: (line: string) => void; now: () => number },
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      flag: { type: "string" },
      type: { type: "string", default: "boolean" },
      default: { type: "string" },
      context: { type: "string", default: "{}" },
      json: { type: "boolean", default: false },
    },
  });
  const [action, file, ...rest] = positionals;
  if ((action !== "eval" && action !== "validate") || file === undefined || rest.length > 0)
    throw refuse("", `"${positionals.join(" ")}"`, USAGE);
  const text = read(file);
  if (action === "validate") {
    const faults = definitionFaults(json(file, text));
    if (values.json) print(JSON.stringify({ file, faults }));
    else for (const line of faults.length === 0 ? [`${file}: no fault`] : faults) print(line);
    return faults.length === 0 ? 0 : 1;
  }
  if (values.flag === undefined) throw refuse("--flag", "none", "the key of a flag");
  const type = typeOf(values.type);
  const evaluator = flagsOf(text, now);
  const found = evaluator.resolve(
    type,
    values.flag,
    fallbackOf(type, values.default),
    contextOf(values.context),
  );
  for (const line of values.json ? [JSON.stringify(found)] : lines(found)) print(line);
  return found.errorCode === undefined ? 0 : 1;
};
