import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kinOf, parseSayings, parseThemes, readSayings, readThemes } from "./sayings.ts";

const PAGE =
  "# doors\ngate shut | way in is closed | no entry\nlid open | cover gapes\n# dogs\ndog loose | hound runs\n";

describe("sayings", () => {
  const sayings = parseSayings(PAGE);

  it("are a line each, under their topic", () => {
    expect(sayings).toEqual([
      { topic: "doors", text: "gate shut", ways: ["way in is closed", "no entry"] },
      { topic: "doors", text: "lid open", ways: ["cover gapes"] },
      { topic: "dogs", text: "dog loose", ways: ["hound runs"] },
    ]);
  });

  it.each(["gate shut", "gate shut | ", "gate | | shut"])("refuse the line %j", (line) => {
    expect(() => parseSayings(`# doors\n${line}\n`)).toThrow('sayings, topic "doors": found');
  });

  it("share likeness with those of their themes, the smaller a theme the more, and of their topic", () => {
    const themes = parseThemes("# x\ngate | dog\ngate | lid | dog\n", sayings);
    expect(themes).toEqual([
      [0, 2],
      [0, 1, 2],
    ]);
    const [gate] = kinOf(sayings, themes, { themeShare: 0.4, topicShare: 0.1 });
    // Of the dog 1 + 1/2, of the lid 1/2: three quarters and a quarter of the themes' share.
    expect(gate?.get(2)).toBeCloseTo(0.3, 9);
    expect(gate?.get(1)).toBeCloseTo(0.1 + 0.1, 9);
    expect(gate?.has(0)).toBe(false);
  });

  it("refuse a theme that names none or several", () => {
    expect(() => parseThemes("cat | dog\n", sayings)).toThrow('"cat" begins 0 sayings, expected one');
  });

  it("of waste collection say nothing twice and have kin each", () => {
    const all = readSayings();
    const ways = all.flatMap(({ text, ways }) => [text, ...ways]);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
    expect(ways.length).toBeGreaterThan(1_500);
    const inThemes = new Set(readThemes(all).flat());
    expect(all.filter((_, i) => !inThemes.has(i))).toEqual([]);
  });
});

describe("what the search is judged by", () => {
  const runsOf = (text: string): string[] => {
    const words = text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
    return words.slice(3).map((_, i) => words.slice(i, i + 4).join(" "));
  };

  it("is not learned: no way of saying shares four words in a row with a query, but where the fleet's text has them", () => {
    const { queries } = JSON.parse(readFileSync("bench/relevance/queries.json", "utf8"));
    const asked = new Set(queries.flatMap(({ text }: { text: string }) => runsOf(text)));
    const sayings = readSayings();
    const ofTheFleet = new Set(sayings.flatMap(({ text }) => runsOf(text)));
    const learned = sayings
      .flatMap(({ ways }) => ways)
      .filter((way) => runsOf(way).some((run) => asked.has(run) && !ofTheFleet.has(run)));
    expect(learned).toEqual([]);
  });
});
