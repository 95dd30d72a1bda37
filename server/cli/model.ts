import { parseArgs } from "node:util";
import { AppError } from "#server/lib/errors.ts";
import { generateModel, readModelFile } from "#server/llm/gguf-file.ts";
import { QUANTS, SHAPE_NAMES } from "#server/llm/schema.ts";

const USAGE = `model generate --shape ${SHAPE_NAMES.join("|")} --quant ${QUANTS.join("|")} [--seed S] FILE.gguf`;

/** What a command of the models works with. */
export type ModelTools = { print: (line: string) => void };

const one = (name: string, positionals: readonly string[]): string => {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new AppError("BAD_REQUEST", `model ${name}: found ${positionals.length} files, expected one`);
  return file;
};

const oneOf = <T extends string>(option: string, found: string | undefined, known: readonly T[]): T => {
  const match = known.find((each) => each === found);
  if (match === undefined)
    throw new AppError(
      "BAD_REQUEST",
      `model ${option}: found ${found === undefined ? "nothing" : `"${found}"`}, expected one of ${known.join(", ")}`,
    );
  return match;
};

const generate = async (args: string[], { print }: ModelTools): Promise<void> => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      shape: { type: "string" },
      quant: { type: "string" },
      seed: { type: "string", default: "1" },
    },
  });
  const file = one("generate", positionals);
  const shape = oneOf("generate --shape", values.shape, SHAPE_NAMES);
  const quant = oneOf("generate --quant", values.quant, QUANTS);
  await generateModel(file, { shape, quant, seed: values.seed });
  const { name, bytes } = await readModelFile(file);
  print(
    `${file}: ${name}, ${quant}, ${(bytes / 1e9).toFixed(2)} GB when read; generated weights, speed only`,
  );
};

const COMMANDS: Readonly<Record<string, (args: string[], tools: ModelTools) => Promise<void>>> = { generate };

/** Runs `npm run model -- …`: makes, fetches, compares and chooses models. */
export const runModel = async ([name = "", ...args]: readonly string[], tools: ModelTools): Promise<void> => {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new AppError("BAD_REQUEST", `model: found "${name}", expected:\n${USAGE}`);
  await command(args, tools);
};
