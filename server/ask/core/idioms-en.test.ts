import { describe, expect, it } from "vitest";
import { IDIOMS, plainly } from "./idioms-en.ts";

const phrases = Object.entries(IDIOMS).flatMap(([plain, said]) =>
  said.split("|").map((phrase) => [phrase.trim().replace("#", "12"), plain.replace("#", "12")] as const),
);

describe("a turn of phrase", () => {
  it("is said once for all: no phrase stands for two plain ones", () => {
    const said = phrases.map(([phrase]) => phrase);
    expect(said.filter((phrase, i) => said.indexOf(phrase) !== i)).toEqual([]);
  });

  it("comes out plain, and what is plain stays as it is", () => {
    const wrong = phrases.flatMap(([phrase]) => {
      const once = plainly(phrase);
      return once === phrase || plainly(once) !== once ? [`${phrase} -> ${once} -> ${plainly(once)}`] : [];
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ["nearest lorry to Cedar Road with 3t spare", "nearest lorry to Cedar Road with room for 3 tonnes"],
    ["Wei's off sick, redo his round no OT", "Wei's called in sick, rebalance the route without overtime"],
    ["any codes on truck 31?", "any active fault codes of truck 31?"],
    ["is R-22 going to make it back before ot kicks in", "is R-22 going to finish before overtime starts"],
  ])("is put right inside a sentence: %s", (said, plain) => {
    expect(plainly(said)).toBe(plain);
  });

  it("is a phrase of whole words: no part of another word", () => {
    expect(plainly("otto, the robot, spotted misseson Street")).toBe(
      "otto, the robot, spotted misseson Street",
    );
  });
});
