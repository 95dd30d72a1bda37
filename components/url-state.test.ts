import { act, renderHook } from "@testing-library/react";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changedSearch,
  createParser,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  parseAsTexts,
  readSearch,
  useQueryState,
} from "./url-state.ts";

const WORDS = ["zones", "places", "sites"] as const;
const parts = {
  q: parseAsString,
  id: parseAsInteger,
  mine: parseAsBoolean.withDefault(false),
  f: parseAsTexts,
  layers: parseAsArrayOf(parseAsStringLiteral(WORDS)).withDefault(["zones"]),
  at: createParser({ parse: (text) => (text === "" ? null : { text }), serialize: ({ text }) => text }),
};

const values = fc.record({
  q: fc.string({ unit: "grapheme" }),
  id: fc.integer({ min: -1e9, max: 1e9 }),
  mine: fc.boolean(),
  f: fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 }),
  layers: fc.uniqueArray(fc.constantFrom(...WORDS), { minLength: 1 }),
  at: fc.record({ text: fc.string({ minLength: 1, unit: "grapheme" }) }),
});

describe("state in the address", () => {
  it("reads back what was written and leaves the rest of the address alone", () => {
    fc.assert(
      fc.property(values, (wanted) => {
        const search = changedSearch("?depot=3&depot=4", parts, wanted);
        expect(readSearch(search, parts)).toEqual(wanted);
        expect(new URLSearchParams(search).getAll("depot")).toEqual(["3", "4"]);
      }),
    );
  });

  it("takes out what is null or the default, and ends without a question mark", () => {
    const search = changedSearch("?q=a&mine=true&layers=sites", parts, {
      q: null,
      mine: false,
      layers: ["zones"],
    });
    expect(search).toBe("");
  });

  it("changes only what is named", () => {
    expect(changedSearch("?q=a&f=x&f=y", parts, { id: 7, q: undefined })).toBe("?q=a&f=x&f=y&id=7");
  });

  it("writes filters as people read them", () => {
    expect(changedSearch("", parts, { f: ["delayS:gte:600", "stream:in:glass,organics"] })).toBe(
      "?f=delayS:gte:600&f=stream:in:glass,organics",
    );
  });

  it("reads nothing, or the default, where the text does not parse", () => {
    expect(readSearch("?id=7.5&mine=yes&layers=roads", parts)).toMatchObject({
      id: null,
      mine: false,
      layers: [],
    });
  });

  it("is one state for all who read the same name", () => {
    const one = renderHook(() => useQueryState("depot", parseAsInteger));
    const other = renderHook(() => useQueryState("depot", parseAsInteger));
    act(() => one.result.current[1](12));
    expect(other.result.current[0]).toBe(12);
    expect(location.search).toBe("?depot=12");
    act(() => other.result.current[1](null));
    expect(one.result.current[0]).toBe(null);
  });
});
