import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type Pickle } from "@cucumber/messages";
import { describe, expect, it } from "vitest";
import { create } from "#server/flags/core/adapter.ts";
import type { Mode } from "#server/flags/core/program.ts";
import type { FlagType, Resolution } from "#server/flags/schema.ts";

const FOLDER = "../shared/data/flags/flagd-testbed/evaluator";
// The bucketing that flagd left behind.
const LEFT_BEHIND = "@fractional-v1";

const TYPES: Readonly<Record<string, FlagType>> = {
  Boolean: "boolean",
  String: "string",
  Integer: "number",
  Float: "number",
  Object: "object",
};

const typed = (type: string, text: string): unknown => {
  const plain = text.replaceAll('\\"', '"');
  if (type === "String") return plain;
  return type === "Boolean" ? plain === "true" : JSON.parse(plain);
};

type World = {
  type: string;
  key: string;
  fallback: unknown;
  context: Record<string, unknown>;
  found: Resolution | null;
};
type Step = (world: World, words: string[], table: string[][]) => void;

const foundIn = ({ found }: World): Resolution => {
  if (found === null) throw new Error("expected an evaluation before what it came to");
  return found;
};

const MODES: readonly Mode[] = ["interpreter", "closures", "code"];

describe.skipIf(!existsSync(FOLDER)).each(MODES)("flagd's own features, by %s", (mode) => {
  const features = existsSync(FOLDER) ? readdirSync(join(FOLDER, "gherkin")).sort() : [];
  const file = join(FOLDER, "flags/testkit-flags.json");
  const evaluator = existsSync(file)
    ? create(readFileSync(file, "utf8"), { mode, nowS: () => 1_700_000_000 })
    : null;

  const STEPS: readonly (readonly [RegExp, Step])[] = [
    [/^an evaluator$/, () => {}],
    [
      /^a (\w+)-flag with key "(.*)" and a fallback value "(.*)"$/,
      (world, [type = "", key = "", fallback = ""]) => {
        Object.assign(world, { type, key, fallback: typed(type, fallback) });
      },
    ],
    [
      /^a context containing a targeting key with value "(.*)"$/,
      (world, [value]) => {
        world.context.targetingKey = value;
      },
    ],
    [
      /^a context containing a key "(.*)", with type "(.*)" and with value "(.*)"$/,
      (world, [key = "", type = "", value = ""]) => {
        world.context[key] = typed(type, value);
      },
    ],
    [
      /^a context containing a nested property with outer key "(.*)" and inner key "(.*)", with value "(.*)"$/,
      (world, [outer = "", inner = "", value]) => {
        world.context[outer] = { [inner]: value };
      },
    ],
    [
      /^the flag was evaluated with details$/,
      (world) => {
        const { type, key, fallback, context } = world;
        world.found = evaluator?.resolve(TYPES[type] ?? "object", key, fallback, context) ?? null;
      },
    ],
    [
      /^the resolved details value should be "(.*)"$/,
      (world, [value = ""]) => expect(foundIn(world).value).toEqual(typed(world.type, value)),
    ],
    [/^the reason should be "(.*)"$/, (world, [reason]) => expect(foundIn(world).reason).toBe(reason)],
    [/^the error-code should be "(.*)"$/, (world, [code]) => expect(foundIn(world).errorCode).toBe(code)],
    [
      /^the resolved metadata should contain$/,
      (world, _, [, ...rows]) => {
        for (const [key = "", type = "", value = ""] of rows)
          expect(foundIn(world).flagMetadata[key]).toBe(typed(type, value));
      },
    ],
    [/^the resolved metadata is empty$/, (world) => expect(foundIn(world).flagMetadata).toEqual({})],
  ];

  const run = ({ steps }: Pickle): void => {
    const world: World = { type: "", key: "", fallback: null, context: {}, found: null };
    for (const { text, argument } of steps) {
      const fitting = STEPS.find(([pattern]) => pattern.test(text));
      if (fitting === undefined) throw new Error(`found the step "${text}", expected one that is known here`);
      const [pattern, step] = fitting;
      const table = argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [];
      step(world, pattern.exec(text)?.slice(1) ?? [], table);
    }
  };

  for (const file of features) {
    const newId = IdGenerator.incrementing();
    const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
    const text = readFileSync(join(FOLDER, "gherkin", file), "utf8");
    const pickles = compile(parser.parse(text), file, newId);
    describe(file, () => {
      for (const pickle of pickles.filter(({ tags }) => !tags.some(({ name }) => name === LEFT_BEHIND)))
        it(`${pickle.name}: ${pickle.steps.map(({ text: words }) => words).join(", ")}`, () => run(pickle));
    });
  }
});
