import { FlagdCore, MemoryStorage } from "@openfeature/flagd-core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { create } from "#server/flags/core/adapter.ts";
import type { Mode } from "#server/flags/core/program.ts";

const MODES: readonly Mode[] = ["interpreter", "closures", "code"];
const silent = { error() {}, warn() {}, info() {}, debug() {} };

// Where both say what they mean: attributes of the kind that a test asks for, or none.
const texts = ["de", "uk", "pro", "free", "depot", "ünï"];
const versions = ["1.2.0", "1.10.3", "2.0.0", "2.0.0-rc.1"];
const context = fc.record(
  {
    // Its hash reads other than plain letters as UTF-16, against its own specification, which says UTF-8.
    targetingKey: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }),
    country: fc.constantFrom(...texts),
    plan: fc.constantFrom(...texts),
    version: fc.constantFrom(...versions),
    stops: fc.integer({ min: 0, max: 20 }),
  },
  { requiredKeys: ["targetingKey", "stops"] },
);

const text = fc.constantFrom("country", "plan").map((key) => ({ var: key }));
const of = (names: readonly string[], args: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(...names), args).map(([name, values]) => ({ [name]: values }));
const test = fc.oneof(
  of(["==", "!=", "===", "!=="], fc.tuple(text, fc.constantFrom(...texts))),
  of(["in"], fc.tuple(text, fc.subarray(texts, { minLength: 1 }))),
  of(["starts_with", "ends_with"], fc.tuple(text, fc.constantFrom("d", "ot", "ünï"))),
  of(["<", "<=", ">", ">="], fc.tuple(fc.constant({ var: "stops" }), fc.integer({ min: 0, max: 20 }))),
  of(
    ["sem_ver"],
    fc.tuple(
      fc.constant({ var: "version" }),
      fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "^", "~"),
      fc.constantFrom(...versions),
    ),
  ),
);
const bucket = fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 50 }));
const buckets = fc.array(bucket, { minLength: 1, maxLength: 5 });
const end = fc.oneof(
  fc.constantFrom<unknown>("a", "b", "c", null),
  buckets.map((all) => ({ fractional: all })),
  buckets.map((all) => ({
    fractional: [{ cat: [{ var: "$flagd.flagKey" }, { var: "targetingKey" }] }, ...all],
  })),
);
const condition = fc.oneof(
  test,
  of(["and", "or"], fc.array(test, { minLength: 1, maxLength: 4 })),
  test.map((each) => ({ "!": [each] })),
);
const targeting = fc
  .tuple(fc.array(fc.tuple(condition, end), { minLength: 1, maxLength: 5 }), end)
  .map(([pairs, last]) => ({ if: [...pairs.flat(), last] }));

it("agrees with flagd's own engine on rules whose attributes are of the kind they ask for", () => {
  fc.assert(
    fc.property(targeting, fc.array(context, { minLength: 1, maxLength: 8 }), (rule, contexts) => {
      const json = JSON.stringify({
        flags: {
          x: { state: "ENABLED", variants: { a: "A", b: "B", c: "C" }, defaultVariant: "a", targeting: rule },
        },
      });
      const flagd = new FlagdCore(new MemoryStorage(silent), silent);
      flagd.setConfigurations(json);
      const ours = MODES.map((mode) => create(json, { mode }));
      for (const each of contexts) {
        const { value, variant, reason } = flagd.resolve("string", "x", "mine", each, silent);
        for (const engine of ours)
          expect(engine.resolve("string", "x", "mine", each)).toMatchObject({ value, variant, reason });
      }
    }),
    { numRuns: 150 },
  );
});
