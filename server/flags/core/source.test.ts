import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { create } from "#server/flags/core/adapter.ts";
import { armsOf, compileSource } from "#server/flags/core/source.ts";
import { FlagDefinition } from "#server/flags/schema.ts";
import { FlagSource } from "#server/flags/set.schema.ts";

const onOff = (more: object = {}) => ({
  state: "ENABLED",
  variants: { on: true, off: false },
  defaultVariant: "off",
  ...more,
});

const sourceOf = (flags: object, more: object = {}): FlagSource =>
  FlagSource.parse({ definition: { flags }, prerequisites: {}, rollouts: {}, ...more });

const evaluatorOf = (source: FlagSource) =>
  create(JSON.stringify(compileSource(source)), { mode: "interpreter" });

const rollout = (weight: number, more: object = {}) => ({
  rollouts: { a: { id: 7, from: null, to: "on", weight, isDry: false, ...more } },
});

const share = (source: FlagSource, n = 4_000): number => {
  const flags = evaluatorOf(source);
  let on = 0;
  for (let i = 0; i < n; i++)
    if (flags.resolve("boolean", "a", false, { targetingKey: `u${i}` }).value === true) on++;
  return on / n;
};

describe("a set of flags", () => {
  it("compiles to plain flagd, whatever it holds beside", () => {
    const source = sourceOf(
      { a: onOff({ targeting: { if: [{ "==": [{ var: "x" }, 1] }, "on"] } }), b: onOff() },
      {
        prerequisites: { b: [{ flag: "a", variant: "on" }] },
        ...rollout(2_500),
      },
    );
    expect(FlagDefinition.safeParse(compileSource(source)).error).toBeUndefined();
    expect(FlagDefinition.safeParse(armsOf(source)).error).toBeUndefined();
  });

  it("gives a release's share the new variant and the rest what they had", () => {
    expect(share(sourceOf({ a: onOff() }, rollout(2_500)))).toBeCloseTo(0.25, 1);
    expect(share(sourceOf({ a: onOff() }, rollout(2_500, { isDry: true })))).toBe(0);
    expect(share(sourceOf({ a: onOff() }, rollout(10_000)))).toBe(1);
  });

  it("never moves anybody back while a share grows, and the arms are those that are served", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(10_000), fc.nat(10_000), (targetingKey, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const had = (weight: number) => {
          const source = sourceOf({ a: onOff() }, rollout(weight));
          const served = evaluatorOf(source).resolve("boolean", "a", false, { targetingKey }).value;
          const arms = create(JSON.stringify(armsOf(source)), { mode: "interpreter" });
          const arm = arms.resolve("string", "a", "none", { targetingKey }).value;
          expect(arm).toBe(served === true ? "new" : "old");
          return served;
        };
        expect(had(less) === true && had(more) !== true).toBe(false);
      }),
    );
  });

  it("leaves who is answered by the flag's own rule, or has no key, out of a release", () => {
    const source = sourceOf(
      { a: onOff({ targeting: { if: [{ "==": [{ var: "x" }, 1] }, "off"] } }) },
      rollout(10_000),
    );
    const flags = evaluatorOf(source);
    expect(flags.resolve("boolean", "a", true, { targetingKey: "u", x: 1 }).value).toBe(false);
    expect(flags.resolve("boolean", "a", true, { targetingKey: "u" }).value).toBe(true);
    expect(flags.resolve("boolean", "a", true, {}).value).toBe(false);
    const arms = create(JSON.stringify(armsOf(source)), { mode: "interpreter" });
    const arm = (context: object) => arms.resolve("string", "a", "none", { ...context }).value;
    expect([arm({ targetingKey: "u", x: 1 }), arm({ targetingKey: "u" }), arm({})]).toEqual([
      "none",
      "new",
      "none",
    ]);
  });

  it("asks a flag only where those it waits for are as wanted, by their own key and share", () => {
    const half = {
      fractional: [
        ["on", 50],
        ["off", 50],
      ],
    };
    const source = sourceOf(
      { a: onOff({ targeting: half }), b: onOff({ defaultVariant: "on" }) },
      { prerequisites: { b: [{ flag: "a", variant: "on", otherwise: "off" }] } },
    );
    const flags = evaluatorOf(source);
    for (let i = 0; i < 200; i++) {
      const context = { targetingKey: `u${i}` };
      expect(flags.resolve("boolean", "b", false, context).value).toBe(
        flags.resolve("boolean", "a", false, context).value,
      );
    }
    expect(flags.resolve("boolean", "b", true, {}).value).toBe(false);
  });

  it.each([
    [{ a: [{ flag: "b", variant: "on" }], b: [{ flag: "a", variant: "on" }] }, /circle a → b → a/],
    [{ a: [{ flag: "a", variant: "on" }] }, /circle a → a/],
    [{ a: [{ flag: "c", variant: "on" }] }, /prerequisites\/a\/0\/flag: got "c"/],
    [{ c: [{ flag: "a", variant: "on" }] }, /prerequisites\/c: got "c"/],
  ])("refuses %j by its place", (prerequisites, message) => {
    expect(() => compileSource(sourceOf({ a: onOff(), b: onOff() }, { prerequisites }))).toThrow(message);
  });
});
