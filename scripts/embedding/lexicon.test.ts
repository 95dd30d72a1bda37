import { expect, it } from "vitest";
import { parseLexicon, readFunctionWords, readLexicon } from "./lexicon.ts";

it("reads a line as a group under its topic, a question mark as doubt", () => {
  expect(parseLexicon("# doors\ngates, way in, close?\n")).toEqual([
    {
      name: "gate",
      topic: "doors",
      ways: [
        { stems: "gate", share: 1 },
        { stems: "way in", share: 1 },
        { stems: "clos", share: 0.4 },
      ],
    },
  ]);
});

it("refuses a way without words", () => {
  expect(() => parseLexicon("# doors\ngate,, door\n")).toThrow(
    'topic "doors": found an empty way in "gate,, door"',
  );
});

it("has a topic over every group, and no word of the trade among the function words", () => {
  expect(readLexicon().filter(({ topic }) => topic === "")).toEqual([]);
  expect(readFunctionWords().has("the")).toBe(true);
  expect(readFunctionWords().has("gate")).toBe(false);
});
