import fc from "fast-check";
import { expect, it } from "vitest";
import { isWholeJson } from "#server/llm/core/json-end.ts";

const json = fc.oneof(fc.object(), fc.array(fc.jsonValue())).map((value) => JSON.stringify(value));

it("is true of a whole object or list, and of no beginning of one", () => {
  fc.assert(
    fc.property(json, (text) => {
      expect(isWholeJson(` ${text}\n`)).toBe(true);
      for (let cut = 0; cut < text.length; cut++) expect(isWholeJson(text.slice(0, cut))).toBe(false);
      expect(isWholeJson(`${text}{`)).toBe(false);
    }),
  );
});
