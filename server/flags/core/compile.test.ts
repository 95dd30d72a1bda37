import { describe, expect, it } from "vitest";
import { compileFlags } from "#server/flags/core/compile.ts";
import { createSessionSnapshots } from "#server/flags/core/session-snapshots.ts";

const flag = (targeting: unknown) => ({
  state: "ENABLED",
  variants: { a: "A", b: "B" },
  defaultVariant: "a",
  targeting,
});
const options = { mode: "code", bucketing: "v2", nowS: () => 0 } as const;
const definition = (flags: object, rest: object = {}) => JSON.stringify({ flags, ...rest });
const isPro = { if: [{ "==": [{ var: "plan" }, "pro"] }, "b"] };
const isHome = { if: [{ "==": [{ var: "country" }, "uk"] }, "b"] };

describe("a compiled definition", () => {
  it("compiles what changed alone", () => {
    const before = compileFlags(definition({ x: flag(isPro), y: flag(isHome) }), options);
    const next = before.changed("x", JSON.stringify(flag(isHome)));
    expect(next.entries.get("y")).toBe(before.entries.get("y"));
    expect(next.resolve("string", "x", "", { country: "uk" }).value).toBe("B");
    expect(before.resolve("string", "x", "", { country: "uk" }).value).toBe("A");
    expect(next.changed("x", null).resolve("string", "x", "mine", {}).errorCode).toBe("FLAG_NOT_FOUND");
    const again = compileFlags(definition({ x: flag(isPro), y: flag(isPro) }), { ...options, before });
    expect(again.entries.get("x")).toBe(before.entries.get("x"));
    expect(again.resolve("string", "y", "", { plan: "pro" }).value).toBe("B");
    const shared = compileFlags(definition({ x: flag(isPro) }, { metadata: { v: 2 } }), {
      ...options,
      before,
    });
    expect(shared.resolve("string", "x", "", {}).flagMetadata).toEqual({ v: 2 });
  });

  it("gives the same frozen answer each time, so that nobody changes it for another", () => {
    const flags = compileFlags(
      definition({ x: { ...flag(isPro), variants: { a: { list: [1] }, b: { list: [] } } } }),
      options,
    );
    const answer = flags.resolve("object", "x", {}, {});
    expect(flags.resolve("object", "x", {}, {})).toBe(answer);
    expect(() => (answer.value as { list: number[] }).list.push(2)).toThrow();
    expect(flags.resolve("string", "x", "mine", {})).toMatchObject({
      errorCode: "TYPE_MISMATCH",
      value: "mine",
    });
  });

  it("puts the test first that ends most often, by what traffic it is taught", () => {
    // Order among texts is nothing that a table can tell, so that the tests stay a chain.
    const rule = {
      if: [{ and: [{ ">=": [{ var: "country" }, "uk"] }, { ">=": [{ var: "plan" }, "pro"] }] }, "b"],
    };
    const flags = compileFlags(definition({ x: flag(rule) }), { ...options, mode: "closures" });
    const order = (form: string | null) =>
      [...(form ?? "").matchAll(/"value": "(uk|pro)"/g)].map(([, value]) => value);
    expect(order(flags.formOf("x"))).toEqual(["uk", "pro"]);
    const taught = flags.learned(Array.from({ length: 50 }, () => ({ country: "uk", plan: "free" })));
    expect(order(taught.formOf("x"))).toEqual(["pro", "uk"]);
    const odd = { country: { toString: 1 }, plan: "free" };
    expect(flags.resolve("string", "x", "", odd).errorCode).toBe("GENERAL");
    expect(taught.resolve("string", "x", "", odd).errorCode).toBe("GENERAL");
  });
});

describe("snapshots of sessions", () => {
  it("are found until definition or context change", () => {
    const flags = compileFlags(definition({ x: flag(isPro) }), options);
    const snapshots = createSessionSnapshots({ most: 2 });
    const first = snapshots.of("s", flags, { plan: "pro" });
    expect(first.resolve("string", "x", "").value).toBe("B");
    expect(first.variants()).toEqual([["x", "b"]]);
    expect(snapshots.of("s", flags, { plan: "pro" })).toBe(first);
    expect(snapshots.of("s", flags, { plan: "free" }).resolve("string", "x", "").value).toBe("A");
    const changed = flags.changed("x", JSON.stringify(flag({ if: [true, "b"] })));
    expect(snapshots.of("s", changed, { plan: "free" }).resolve("string", "x", "").value).toBe("B");
    expect(snapshots.counts()).toEqual({ found: 1, made: 3 });
  });

  it("of the sessions that were made longest ago are forgotten", () => {
    const flags = compileFlags(definition({ x: flag(isPro) }), options);
    const snapshots = createSessionSnapshots({ most: 2 });
    const [a] = ["a", "b", "c"].map((session) => snapshots.of(session, flags, {}));
    expect(snapshots.of("a", flags, {})).not.toBe(a);
    expect(snapshots.end("c")).toBe(true);
    expect(snapshots.end("b")).toBe(false);
  });
});
