import { describe, expect, it } from "vitest";
import { typedValue } from "./setting-value.ts";

const whole = { kind: "number", isWhole: true, min: 16, max: 1000 } as const;

describe("what is typed into the field of a setting", () => {
  it.each([
    [whole, "50", 50],
    [whole, " 16 ", 16],
    [whole, "1000", 1000],
    [whole, "15", undefined],
    [whole, "1001", undefined],
    [whole, "50.5", undefined],
    [whole, "", undefined],
    [whole, "soon", undefined],
    [{ kind: "number", isWhole: false, min: null, max: null }, "-0.25", -0.25],
    [{ kind: "switch" }, "true", true],
    [{ kind: "switch" }, "false", false],
    [{ kind: "text" }, "50", "50"],
  ] as const)("%j %j is %j", (shape, typed, value) => expect(typedValue(shape, typed)).toBe(value));
});
