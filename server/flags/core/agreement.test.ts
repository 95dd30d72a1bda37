import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlags } from "#server/flags/core/compile.ts";
import { anyContext, anyDefinition } from "#server/flags/core/definitions.contract.ts";
import type { Mode } from "#server/flags/core/program.ts";
import type { Bucketing, FlagType } from "#server/flags/schema.ts";

const MODES: readonly Mode[] = ["interpreter", "closures", "code"];
const TYPES: readonly FlagType[] = ["boolean", "string", "number", "object"];
const NOW = 1_700_000_000;

describe.each<Bucketing>(["v2", "v3"])("any definition, with fractions by %s", (bucketing) => {
  const compiled = (definition: string) =>
    MODES.map((mode) => compileFlags(definition, { mode, bucketing, nowS: () => NOW }));

  it("gives the same whichever way it is run, one by one and all at once", () => {
    fc.assert(
      fc.property(
        anyDefinition,
        fc.array(anyContext, { minLength: 1, maxLength: 6 }),
        (definition, contexts) => {
          const [oracle, ...others] = compiled(JSON.stringify(definition));
          for (const context of contexts)
            for (const key of Object.keys(definition.flags))
              for (const type of TYPES) {
                const expected = oracle?.resolve(type, key, "mine", context);
                for (const flags of others) {
                  expect(flags.resolve(type, key, "mine", context)).toEqual(expected);
                  expect(flags.evaluateAll(context).resolve(type, key, "mine")).toEqual(expected);
                }
              }
        },
      ),
      { numRuns: 120 },
    );
  });

  it("gives the same after its tests were put in the order that traffic taught", () => {
    fc.assert(
      fc.property(
        anyDefinition,
        fc.array(anyContext, { minLength: 4, maxLength: 12 }),
        (definition, contexts) => {
          const [oracle, ...others] = compiled(JSON.stringify(definition));
          const learned = others.map((flags) => flags.learned(contexts.slice(0, contexts.length / 2)));
          for (const context of contexts)
            for (const key of Object.keys(definition.flags))
              for (const flags of learned)
                expect(flags.resolve("string", key, "mine", context)).toEqual(
                  oracle?.resolve("string", key, "mine", context),
                );
        },
      ),
      { numRuns: 60 },
    );
  });
});
