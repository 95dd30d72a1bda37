import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offsetOf, placeAt, syntaxFault } from "#server/flags/core/json-place.ts";

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[String(step)], value);

/** Every path of a value. */
const pathsOf = (value: unknown): (string | number)[][] => {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...inner.flatMap(([key, each]) => pathsOf(each).map((path) => [key, ...path]))];
};

describe("a place in a JSON text", () => {
  it("is where the value of the path begins, for every path of every value", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 0, max: 3 }), (json, indent) => {
        const value = JSON.parse(json);
        const text = JSON.stringify(value, null, indent);
        for (const path of pathsOf(value)) {
          const rest = text.slice(offsetOf(text, path));
          const own = JSON.stringify(at(value, path), null, indent).replace(/\s+/g, "");
          expect(rest.replace(/\s+/g, "").startsWith(own)).toBe(true);
        }
      }),
    );
  });

  it("is the nearest value on the way where the path leads further", () => {
    const text = '{\n  "a": [1, { "b": 2 }]\n}';
    expect(placeAt(text, offsetOf(text, ["a", 1, "b"]))).toEqual({ line: 2, column: 19 });
    expect(placeAt(text, offsetOf(text, ["a", 7, "c"]))).toEqual({ line: 2, column: 8 });
    expect(placeAt(text, offsetOf(text, ["x"]))).toEqual({ line: 1, column: 1 });
  });

  it.each([
    ['{ "state": }', 11],
    ["[1, 2", 5],
    ["[1,]", 3],
    ['{"a":1,}', 7],
    ["", 0],
    ['{"a" 1}', 5],
    ['{"a":tru}', 5],
    ["[1] x", 4],
    ['"a\nb"', 0],
    ["01", 0],
  ])("of %j that is no JSON is %i", (text, offset) => {
    expect(syntaxFault(text)).toBe(offset);
  });

  it("is past the end of every text that is JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(syntaxFault(text)).toBe(text.length);
      }),
    );
  });
});
