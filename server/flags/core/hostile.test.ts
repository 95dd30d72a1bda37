import { describe, expect, it } from "vitest";
import { create } from "#server/flags/core/adapter.ts";
import { compileFlags } from "#server/flags/core/compile.ts";
import { splitDefinition } from "#server/flags/core/definition.ts";
import type { Mode } from "#server/flags/core/program.ts";

const MODES: readonly Mode[] = ["interpreter", "closures", "code"];
const flag = (targeting: unknown) => ({
  state: "ENABLED",
  variants: { a: "A", b: "B" },
  defaultVariant: "a",
  targeting,
});
const definition = (targeting: unknown, rest: object = {}): string =>
  JSON.stringify({ flags: { x: flag(targeting), well: flag({ if: [true, "b"] }) }, ...rest });

describe.each(MODES)("a hostile definition, by %s", (mode) => {
  const resolve = (json: string, key: string, context = {}) =>
    create(json, { mode }).resolve("string", key, "mine", context);
  const fault = (json: string, context = {}) => {
    // The flags beside it go on.
    expect(resolve(json, "well")).toMatchObject({ value: "B" });
    return resolve(json, "x", context).errorMessage;
  };

  it("of evaluators in a circle names the place", () => {
    const $evaluators = { a: { "!": [{ $ref: "b" }] }, b: { $ref: "a" } };
    expect(fault(definition({ $ref: "a" }, { $evaluators }))).toContain(
      "$evaluators/b/$ref: got a circle a → b → a",
    );
  });

  it("of references that double each other is refused before it fills the memory", () => {
    const doubled = (name: string) => ({ or: [{ $ref: name }, { $ref: name }] });
    const $evaluators = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`e${i}`, i === 0 ? { var: "a" } : doubled(`e${i - 1}`)]),
    );
    expect(fault(definition({ $ref: "e59" }, { $evaluators }))).toContain("got too many rules");
  });

  it("ten thousand deep names the place", () => {
    const deep = `${'{"!":['.repeat(10_000)}true${"]}".repeat(10_000)}`;
    expect(fault(definition("DEEP").replace('"DEEP"', deep))).toContain("deeper than 200");
  });

  it("of weights that are no numbers gives no bucket", () => {
    const json = definition({
      fractional: [
        ["b", "HEAVY"],
        ["b", 1],
      ],
    }).replace('"HEAVY"', "1e999");
    expect(resolve(json, "x", { targetingKey: "u" })).toMatchObject({ value: "A", reason: "DEFAULT" });
  });

  it("reaches nothing that values bring along, and leaves nothing behind", () => {
    const json = `{"flags":{"__proto__":${JSON.stringify(flag({ if: [{ var: "__proto__.isAdmin" }, "b"] }))},
      "constructor":${JSON.stringify(flag({ if: [{ var: "constructor" }, "b"] }))}},
      "$evaluators":{"__proto__":{"polluted":1}},"metadata":{"__proto__":{"polluted":1}}}`;
    expect(resolve(json, "__proto__", JSON.parse('{"__proto__":{}}'))).toMatchObject({ value: "A" });
    expect(resolve(json, "constructor")).toMatchObject({ value: "A" });
    expect(resolve(json, "toString")).toMatchObject({ errorCode: "FLAG_NOT_FOUND" });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("cannot steer what is run by its texts", () => {
    const bad = [
      '"]; globalThis.stolen = 1; //',
      ["`$", "{globalThis.stolen = 1}`"].join(""),
      "\u2028\n*/ stolen",
      "c0",
      "\\",
    ];
    for (const text of bad) {
      const json = JSON.stringify({
        flags: {
          [text]: {
            state: "ENABLED",
            variants: { [text]: text, other: "other" },
            defaultVariant: "other",
            targeting: {
              if: [
                { and: [{ "==": [{ var: text }, text] }, { in: [{ var: text }, [text]] }] },
                { cat: [text] },
                { starts_with: [{ var: `a.${text}` }, text] },
                text,
                { fractional: [{ cat: [text, { var: text }] }, [text, 1]] },
              ],
            },
            metadata: { [text]: text },
          },
        },
      });
      expect(resolve(json, text, { [text]: text })).toMatchObject({
        value: text,
        flagMetadata: { [text]: text },
      });
      expect("stolen" in globalThis).toBe(false);
    }
  });

  it("of a version that takes long to read is answered", () => {
    const json = definition({
      if: [{ sem_ver: [{ var: "v" }, "=", `1.0.0-${"0a.".repeat(80)}a`] }, "b", "a"],
    });
    for (const v of [
      `1.0.0-${"a-".repeat(125)}!`,
      `1.0.0-${"0".repeat(240)}`,
      "9".repeat(100_000),
      `1.${"0".repeat(1000)}`,
    ])
      expect(resolve(json, "x", { v })).toMatchObject({ value: "A" });
  });
});

describe("generated code", () => {
  it("holds no text of a definition", () => {
    const json = definition({
      if: [{ "==": [{ var: "secret-attribute" }, "secret-value"] }, "b", { cat: ["secret"] }],
    });
    const form = compileFlags(json, { mode: "code", bucketing: "v2", nowS: () => 0 }).formOf("x");
    expect(form).toContain("return");
    const code = form?.slice(form.indexOf("const decide"));
    expect(code).not.toContain("secret");
  });
});

describe("a definition that has no sense", () => {
  it.each([
    ["more than it may be", `{"flags":{},"x":"${"y".repeat(10 * 2 ** 20)}"}`, "the definition: got 10485"],
    ["no JSON", "{", "the definition: got"],
    ["no flags", '{"flags":3}', "flags: got 3, expected an object"],
  ])("being %s is refused by its place, and what was compiled before goes on", (_, json, message) => {
    const options = { mode: "code", bucketing: "v2", nowS: () => 0 } as const;
    const before = compileFlags(definition({ if: [true, "b"] }), options);
    expect(() => compileFlags(json, { ...options, before })).toThrow(message);
    expect(() => before.changed("x", "{")).toThrow("flags/x: got");
    expect(() => before.changed("x", '{"state":"ON"}')).toThrow("flags/x/state");
    expect(before.resolve("string", "x", "mine", {})).toMatchObject({ value: "B" });
  });

  it("is told apart from one flag without sense by who takes it apart", () => {
    expect(splitDefinition('{"flags":[{"key":"a"}]}').flags).toEqual([["a", { key: "a" }]]);
  });
});
