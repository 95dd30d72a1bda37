import { describe, expect, it } from "vitest";
import { create } from "#server/flags/core/adapter.ts";
import { interpret } from "#server/flags/core/interpret.ts";
import { parseRule } from "#server/flags/core/rule.ts";

const run = (rule: unknown, context: Record<string, unknown> = {}): unknown =>
  interpret(parseRule(rule, "rule"), {
    flagKey: "flag",
    timestampS: 1_700_000_000,
    context,
    bucketing: "v2",
  });

describe("a rule", () => {
  it.each<[unknown, Record<string, unknown>, unknown]>([
    [{ var: "a.b" }, { a: { b: 3 } }, 3],
    [{ var: ["a.c", "none"] }, { a: { b: 3 } }, "none"],
    [{ var: "a.1" }, { a: ["x", "y"] }, "y"],
    [{ var: "constructor" }, {}, null],
    [{ var: "__proto__.polluted" }, {}, null],
    [{ var: { if: [true, "a", "b"] } }, { a: 1, b: 2 }, 1],
    [{ var: "$flagd.flagKey" }, { $flagd: { flagKey: "forged" } }, "flag"],
    [{ var: "$flagd.timestamp" }, {}, 1_700_000_000],
    [{ missing: ["a", "b"] }, { a: 1, b: "" }, ["b"]],
    [{ missing_some: [1, ["a", "b"]] }, { a: 1 }, []],
    [{ missing_some: [2, ["a", "b"]] }, { a: 1 }, ["b"]],
    [{ if: [false, 1, [], 2, 3] }, {}, 3],
    [{ if: [false, 1] }, {}, null],
    [{ and: [1, "", 2] }, {}, ""],
    [{ or: [0, [], "x"] }, {}, "x"],
    [{ "!": [[]] }, {}, true],
    [{ "!!": ["0"] }, {}, true],
    [{ "==": [1, "1"] }, {}, true],
    [{ "===": [1, "1"] }, {}, false],
    [{ "<": [1, 2, 3] }, {}, true],
    [{ "<": [1, 4, 3] }, {}, false],
    [{ "<=": [1, 1, 1] }, {}, true],
    [{ "+": ["3.5", 1] }, {}, 4.5],
    [{ "-": [3] }, {}, -3],
    [{ "-": [3, "1"] }, {}, 2],
    [{ "*": [2, 3, 4] }, {}, 24],
    [{ "/": [1, 4] }, {}, 0.25],
    [{ "%": [7, 4] }, {}, 3],
    [{ min: [3, 1, 2] }, {}, 1],
    [{ max: [3, 1, 2] }, {}, 3],
    [{ cat: ["a", { var: "none" }, 1] }, {}, "a1"],
    [{ substr: ["jsonlogic", -5] }, {}, "logic"],
    [{ substr: ["jsonlogic", 1, -5] }, {}, "son"],
    [{ in: ["Spring", "Springfield"] }, {}, true],
    [{ in: ["b", ["a", "b"]] }, {}, true],
    [{ in: ["b", null] }, {}, false],
    [{ merge: [[1, 2], 3, [4]] }, {}, [1, 2, 3, 4]],
    [{ map: [{ var: "xs" }, { "*": [{ var: "" }, 2] }] }, { xs: [1, 2] }, [2, 4]],
    [{ filter: [{ var: "xs" }, { ">": [{ var: "" }, 1] }] }, { xs: [1, 2] }, [2]],
    [
      { reduce: [{ var: "xs" }, { "+": [{ var: "current" }, { var: "accumulator" }] }, 10] },
      { xs: [1, 2] },
      13,
    ],
    [{ all: [{ var: "xs" }, true] }, { xs: [] }, false],
    [{ some: [{ var: "xs" }, { "==": [{ var: "" }, 2] }] }, { xs: [1, 2] }, true],
    [{ none: [{ var: "xs" }, true] }, {}, true],
    [{ starts_with: ["abc", "ab"] }, {}, true],
    [{ ends_with: [1, "ab"] }, {}, null],
    [{ fractional: [["a", 1]] }, {}, null],
    [{ fractional: [["a", 1]] }, { targetingKey: "u" }, "a"],
    [{ fractional: ["u", ["a", 2 ** 31]] }, {}, null],
    [{ fractional: ["u", ["a", Number.NaN]] }, {}, null],
  ])("%j over %j is %j", (rule, context, value) => {
    expect(run(rule, context)).toEqual(value);
  });
});

const definition = (flags: unknown, rest: object = {}): string => JSON.stringify({ flags, ...rest });
const flag = (targeting?: unknown) => ({
  state: "ENABLED",
  variants: { a: "A", b: "B" },
  defaultVariant: "a",
  ...(targeting === undefined ? {} : { targeting }),
});
const resolve = (json: string, context = {}) =>
  create(json, { mode: "interpreter" }).resolve("string", "x", "mine", context);

describe("a definition", () => {
  it.each<[string, string, object]>([
    ["a rule that names no operator", definition({ x: flag({ wat: [1] }) }), { errorCode: "PARSE_ERROR" }],
    [
      "evaluators in a circle",
      definition(
        { x: flag({ $ref: "a" }) },
        { $evaluators: { a: { "!": [{ $ref: "b" }] }, b: { $ref: "a" } } },
      ),
      {
        errorCode: "PARSE_ERROR",
        errorMessage: "$evaluators/b/$ref: got a circle a → b → a, expected evaluators that end",
      },
    ],
    ["a variant that is not there", definition({ x: flag({ if: [true, "c"] }) }), { errorCode: "GENERAL" }],
    [
      "another kind of value",
      definition({ x: { ...flag(), variants: { a: 1 } } }),
      { errorCode: "TYPE_MISMATCH" },
    ],
    ["flags in a list", definition([{ key: "x", ...flag() }]), { value: "A", reason: "STATIC" }],
    [
      "facts of the set below those of the flag",
      definition({ x: { ...flag(), metadata: { v: 2 } } }, { metadata: { v: 1, set: "s" } }),
      { flagMetadata: { v: 2, set: "s" } },
    ],
    [
      "no variant by default",
      definition({ x: { ...flag(), defaultVariant: null } }),
      { value: "mine", reason: "DEFAULT" },
    ],
  ])("with %s", (_, json, expected) => {
    expect(resolve(json)).toMatchObject(expected);
  });

  it("tells of a key that is none with the facts of the set", () => {
    expect(resolve(definition({}, { metadata: { set: "s" } }))).toMatchObject({
      value: "mine",
      errorCode: "FLAG_NOT_FOUND",
      flagMetadata: { set: "s" },
    });
  });

  it.each([
    ["{", "the definition: got"],
    ["[]", "the definition: got a list of 0, expected an object"],
    [definition({ x: { ...flag(), state: "ON" } }), 'flags/x/state: got "ON", expected ENABLED or DISABLED'],
    [
      definition({ x: { ...flag(), defaultVariant: "c" } }),
      'flags/x/defaultVariant: got "c", expected one of its variants (a, b)',
    ],
    [`{"flags":{},"x":"${"y".repeat(9 * 2 ** 20)}"}`, "expected at most"],
  ])("is refused where it has no sense: %.40s", (json, message) => {
    expect(() => create(json, { mode: "interpreter" })).toThrow(message);
  });

  it("cannot reach what values bring along, whatever its names", () => {
    const json = `{"flags":{"__proto__":${JSON.stringify(flag())},"x":{"state":"ENABLED","variants":{"__proto__":"P","constructor":"C"},"defaultVariant":"constructor","targeting":{"if":[{"var":"bad"},"toString"]}}}}`;
    expect(resolve(json)).toMatchObject({ value: "C", variant: "constructor" });
    expect(resolve(json, { bad: 1 })).toMatchObject({ value: "mine", errorCode: "GENERAL" });
    expect(create(json, { mode: "interpreter" }).resolve("string", "__proto__", "mine", {})).toMatchObject({
      value: "A",
    });
    expect(({} as Record<string, unknown>).state).toBeUndefined();
  });

  it("of rules ten thousand deep is a fault of its flag, and the others live", () => {
    const depth = 10_000;
    const deep = `${'{"!":['.repeat(depth)}true${"]}".repeat(depth)}`;
    const json = `{"flags":{"deep":{"state":"ENABLED","variants":{"a":"A"},"targeting":${deep}},"x":${JSON.stringify(flag())}}}`;
    const evaluator = create(json, { mode: "interpreter" });
    expect(evaluator.resolve("string", "deep", "mine", {}).errorMessage).toContain("deeper than 200");
    expect(evaluator.resolve("string", "x", "mine", {})).toMatchObject({ value: "A" });
  });
});
