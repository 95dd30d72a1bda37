import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFlags } from "#server/flags/core/compile.ts";

const VERSIONS = [
  "1.2.3",
  "1.2.4",
  "1.3.0",
  "2.0.0",
  "0.9.9",
  "1.2.3-rc.1",
  "v1.2.3",
  "1.2",
  "x",
  "1.2.300000",
];
const TEXTS = ["uk", "de", "de-by", "by", "", "5", "true"];

const read = (name: string) => ({ var: name });
const equality = fc.constantFrom("==", "===", "!=", "!==");
const leaf: fc.Arbitrary<object> = fc.oneof(
  fc
    .tuple(equality, fc.constantFrom(...TEXTS, null))
    .map(([by, text]) => ({ [by]: [read("country"), text] })),
  fc.subarray(TEXTS).map((texts) => ({ in: [read("country"), texts] })),
  fc
    .tuple(fc.constantFrom("starts_with", "ends_with"), fc.constantFrom(...TEXTS))
    .map(([by, text]) => ({ [by]: [read("country"), text] })),
  fc
    .tuple(
      fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "^", "~"),
      fc.constantFrom(...VERSIONS.slice(0, 6)),
    )
    .map(([by, version]) => ({ sem_ver: [read("version"), by, version] })),
  fc
    .tuple(fc.constantFrom("<", "<=", ">", ">=", "==", "!="), fc.constantFrom(-1, 0, 1, 2.5, 1e308))
    .map(([by, number]) => ({ [by]: [read("stops"), number] })),
  fc.subarray([0, 1, 2]).map((numbers) => ({ in: [read("stops"), numbers] })),
  fc.constant(read("beta")),
  equality.map((by) => ({ [by]: [read("beta"), true] })),
);
const test: fc.Arbitrary<object> = fc.letrec<{ test: object }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    leaf,
    fc.array(tie("test"), { minLength: 1, maxLength: 3 }).map((all) => ({ and: all })),
    fc.array(tie("test"), { minLength: 1, maxLength: 3 }).map((all) => ({ or: all })),
    tie("test").map((inner) => ({ "!": [inner] })),
  ),
})).test;

const context = fc.record(
  {
    targetingKey: fc.constantFrom("a", "b", "c"),
    country: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
      fc.constantFrom(null, 5, true, ["uk"], {}),
    ),
    version: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...VERSIONS) }, fc.constantFrom(null, 1, {})),
    stops: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(-2, -1, -0, 0, 0.5, 1, 2, 2.5, 3, 1e308, Number.NaN, Infinity),
      },
      fc.constantFrom("1", true, null, []),
    ),
    beta: fc.constantFrom<unknown>(true, false, null, "yes", 0, []),
  },
  { requiredKeys: [] },
);

const flagOf = (tests: readonly object[]) => ({
  state: "ENABLED",
  variants: Object.fromEntries(["none", ...tests.map((_, i) => `v${i}`)].map((name) => [name, name])),
  defaultVariant: "none",
  targeting: {
    if: [
      ...tests.flatMap((each, i) => [each, `v${i}`]),
      {
        fractional: [
          ["v0", 1],
          ["none", 2],
        ],
      },
    ],
  },
});

describe("a chain of tests as a table", () => {
  it("takes the test that the chain takes, for whatever values, in whatever order they come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(test, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 3 }),
        fc.array(context, { minLength: 1, maxLength: 12 }),
        (chains, contexts) => {
          const flags = Object.fromEntries(chains.map((tests, i) => [`f${i}`, flagOf(tests)]));
          const [oracle, ...others] = (["interpreter", "code", "closures"] as const).map((mode) =>
            compileFlags(JSON.stringify({ flags }), { mode, bucketing: "v2", nowS: () => 0 }),
          );
          for (const each of contexts)
            for (const key of Object.keys(flags)) {
              const expected = oracle?.resolve("string", key, "mine", each);
              for (const other of others) {
                expect(other.resolve("string", key, "mine", each)).toEqual(expected);
                expect(other.evaluateAll(each).resolve("string", key, "mine")).toEqual(expected);
              }
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("stays right for all flags at once when flags made later tell more values apart", () => {
    const chains = fc.array(test, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(chains, { minLength: 2, maxLength: 4 }),
        fc.array(chains, { minLength: 1, maxLength: 3 }),
        fc.array(context, { minLength: 1, maxLength: 8 }),
        (first, later, contexts) => {
          const flags = Object.fromEntries(first.map((tests, i) => [`f${i}`, flagOf(tests)]));
          const json = JSON.stringify({ flags });
          const options = { bucketing: "v2", nowS: () => 0 } as const;
          const oracle = compileFlags(json, { mode: "interpreter", ...options });
          const old = compileFlags(json, { mode: "code", ...options });
          let young = old;
          const expectOracle = () => {
            for (const each of contexts) {
              const snapshots = [old.evaluateAll(each), young.evaluateAll(each)];
              for (const key of Object.keys(flags))
                for (const snapshot of snapshots)
                  expect(snapshot.resolve("string", key, "mine")).toEqual(
                    oracle.resolve("string", key, "mine", each),
                  );
            }
          };
          expectOracle();
          for (const [i, tests] of later.entries()) {
            young = young.changed(`later${i}`, JSON.stringify(flagOf(tests)));
            expectOracle();
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it("is what most chains are run by", () => {
    const json = JSON.stringify({ flags: { x: flagOf([{ ">": [read("stops"), 3] }]) } });
    const form = compileFlags(json, { mode: "code", bucketing: "v2", nowS: () => 0 }).formOf("x");
    expect(form).toContain("stops, by number: 5 lines over 1 of 1 ways");
  });

  it("takes no attribute for the context's own that it inherits", () => {
    const tests = [{ "!": [{ "==": [read("country"), null] }] }];
    const flags = compileFlags(JSON.stringify({ flags: { x: flagOf(tests) } }), {
      ...{ mode: "code", bucketing: "v2", nowS: () => 0 },
    } as const);
    const of = (given: object) => flags.resolve("string", "x", "", { targetingKey: "a", ...given }).variant;
    const inherits = Object.create({ country: "uk" }) as Record<string, unknown>;
    expect(of({ country: "uk" })).toBe("v0");
    expect(flags.resolve("string", "x", "", inherits).variant).toBe("none");
    try {
      Object.defineProperty(Object.prototype, "country", { value: "uk", configurable: true });
      expect(flags.resolve("string", "x", "", {}).variant).toBe("none");
    } finally {
      Reflect.deleteProperty(Object.prototype, "country");
    }
  });
});
