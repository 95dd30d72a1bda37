import { expect, it } from "vitest";
import { parseLexicon, readFunctionWords, readLexicon, readPlainWords, withForms } from "./lexicon.ts";

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

it("gives a group the other forms of its words, as surely as the word it has", () => {
  const [group] = withForms(parseLexicon("# theft\nrob, steal?\n"), [["steal", "stole", "stolen"]]);
  expect(group?.ways).toEqual([
    { stems: "rob", share: 1 },
    { stems: "steal", share: 0.4 },
    { stems: "stole", share: 0.4 },
    { stems: "stolen", share: 0.4 },
  ]);
});

it("knows everyday words, forms and function words as they are written", () => {
  const words = new Set(readPlainWords());
  expect(["because", "stolen", "yesterday", "bottles"].filter((word) => !words.has(word))).toEqual([]);
});
