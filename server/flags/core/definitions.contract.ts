import fc from "fast-check";

// Rules and contexts of any shape for tests: every operator, arguments that fit and arguments that do not.

const KEYS = ["country", "plan", "version", "age", "email", "tags", "user.name", "targetingKey", "missing"];
const WORDS = [
  "de",
  "uk",
  "pro",
  "free",
  "1.2.0",
  "v2.0",
  "1.2.0-rc.1",
  "a@b.c",
  "3",
  "",
  "ünï",
  "[object Object]",
];

const word = fc.constantFrom(...WORDS);
const plain = fc.oneof(
  word,
  fc.integer({ min: -3, max: 40 }),
  fc.constantFrom(0.5, -0, 1e300, 2 ** 40),
  fc.boolean(),
  fc.constant(null),
);

const odd = fc.constantFrom<unknown>(
  [],
  ["de", 1],
  ["a", 3],
  { a: 1 },
  { toString: "none", valueOf: 3 },
  { name: "ann" },
  [["x"]],
);

/** Contexts over the attributes that {@link anyDefinition} reads, most of them plain. */
export const anyContext: fc.Arbitrary<Record<string, unknown>> = fc.dictionary(
  fc.constantFrom("country", "plan", "version", "age", "email", "tags", "user", "targetingKey", "$flagd"),
  fc.oneof({ weight: 8, arbitrary: plain }, { weight: 1, arbitrary: odd }),
  { maxKeys: 9 },
);

const reading = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KEYS).map((key) => ({ var: key })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      { var: "$flagd.flagKey" },
      { var: "$flagd.timestamp" },
      { var: "$flagd" },
      { var: "" },
      { var: "constructor" },
      { var: "__proto__.x" },
      { var: "$flagd.flagKey.length" },
      { var: ["plan", "free"] },
      { var: { cat: ["pl", "an"] } },
    ),
  },
);

const bucket = fc.tuple(fc.constantFrom("a", "b", "none", true, 0), fc.integer({ min: -1, max: 60 }));

const { rule } = fc.letrec<{ rule: unknown; test: unknown }>((tie) => {
  const argument = fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: plain },
    { weight: 4, arbitrary: reading },
    { weight: 3, arbitrary: tie("rule") },
  );
  const many = (least: number, most: number) => fc.array(argument, { minLength: least, maxLength: most });
  const of = (names: readonly string[], args: fc.Arbitrary<unknown>) =>
    fc.tuple(fc.constantFrom(...names), args).map(([name, values]) => ({ [name]: values }));
  const test = fc.oneof(
    of(["==", "!=", "===", "!==", "<", "<=", ">", ">="], fc.tuple(reading, plain)),
    of(["in"], fc.tuple(reading, fc.array(plain, { maxLength: 6 }))),
    of(["in"], fc.tuple(reading, word)),
    of(["starts_with", "ends_with"], fc.tuple(reading, word)),
    of(["sem_ver"], fc.tuple(reading, fc.constantFrom("=", "!=", "<", "<=", ">", ">=", "^", "~", "?"), word)),
  );
  const fraction = of(
    ["fractional"],
    fc.oneof(
      fc.array(bucket, { maxLength: 10 }),
      fc
        .tuple(
          fc.oneof(reading, word, of(["cat"], fc.tuple(fc.oneof(word, reading), reading)), tie("rule")),
          fc.array(fc.oneof({ weight: 9, arbitrary: bucket }, { weight: 1, arbitrary: argument }), {
            maxLength: 4,
          }),
        )
        .map(([first, buckets]) => [first, ...buckets]),
    ),
  );
  const items = of(
    ["map", "filter", "all", "some", "none"],
    fc.tuple(
      fc.constantFrom<unknown>({ var: "tags" }, ["a", 2]),
      fc.oneof(tie("test"), fc.constant({ var: "" })),
    ),
  );
  return {
    test,
    rule: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: tie("test") },
      { weight: 2, arbitrary: of(["and", "or"], many(0, 4)) },
      { weight: 2, arbitrary: of(["and"], fc.array(tie("test"), { minLength: 2, maxLength: 5 })) },
      { weight: 3, arbitrary: of(["if", "?:"], many(0, 6)) },
      { weight: 2, arbitrary: fraction },
      { weight: 1, arbitrary: of(["!", "!!"], many(0, 2)) },
      { weight: 1, arbitrary: of(["+", "-", "*", "/", "%", "min", "max", "cat", "merge"], many(0, 3)) },
      {
        weight: 1,
        arbitrary: of(["==", "<", ">=", "!==", "in", "substr", "sem_ver", "starts_with"], many(0, 4)),
      },
      { weight: 1, arbitrary: of(["missing"], fc.array(fc.constantFrom(...KEYS), { maxLength: 3 })) },
      { weight: 1, arbitrary: items },
      { weight: 1, arbitrary: fc.constant({ $ref: "shared" }) },
    ),
  };
});

const tests = fc.array(rule, { minLength: 1, maxLength: 5 });
const chain = fc
  .array(
    fc.tuple(
      tests.map((and) => ({ and })),
      fc.constantFrom<unknown>("a", "b", null),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .chain((pairs) => rule.map((last) => ({ if: [...pairs.flat(), last] })));

const texts = Object.fromEntries(
  ["a", "b", "none", "true", "false", "0", "1", ...WORDS].map((name) => [name, name]),
);

const flag = fc.record({
  state: fc.oneof(
    { weight: 15, arbitrary: fc.constant("ENABLED") },
    { weight: 1, arbitrary: fc.constant("DISABLED") },
  ),
  variants: fc.oneof(
    { weight: 6, arbitrary: fc.constant<unknown>({ ...texts, "": "" }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(
        { a: true, b: false, true: true },
        { a: 1, b: 2, "0": 0 },
        { a: { x: 1 }, b: {} },
      ),
    },
  ),
  defaultVariant: fc.constantFrom<unknown>("a", "b", null),
  targeting: fc.oneof({ weight: 3, arbitrary: chain }, { weight: 2, arbitrary: rule }),
});

/** Definitions of a few flags of any rules. */
export const anyDefinition = fc.record({
  flags: fc.dictionary(fc.constantFrom("x", "y", "flag-ü", "__proto__x"), flag, { minKeys: 1, maxKeys: 3 }),
  $evaluators: fc.constant({ shared: { "==": [{ var: "plan" }, "pro"] } }),
});
