import { describe, expect, it } from "vitest";
import { askBack } from "#server/ask/core/ask-back.ts";
import { readingsOf } from "#server/ask/core/read.ts";
import { hearOne } from "#server/ask/fixture-read.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";

describe("a question with words that nobody knows", () => {
  it("is not run without them: what they leave is offered, beside the search for its words", async () => {
    const { understood } = await hearOne("Which recycling exceptions were blorbed in Riverside yesterday?");
    if (understood.kind !== "choice") throw new Error(`found ${understood.kind}, expected two readings`);
    const [first, second] = understood.readings;
    expect(first).toMatchObject({ plan: { kind: "list", list: "exceptions" } });
    expect(first.unknown).toEqual(["blorbed"]);
    expect(second.plan).toMatchObject({
      kind: "passages",
      text: "recycling exceptions blorbed",
      about: [{ kind: "zone", name: "Riverside" }],
      from: "2026-11-22",
      until: "2026-11-22",
    });
    expect(second.unknown).toEqual([]);
  });
  it.each([
    "Exceptions that have been sitting there for more than 4 hours",
    "How many tonnes did we bring in last week?",
    "Which routes haven't even begun yet?",
  ])("is run where what is left carries nothing: %s", async (text) => {
    const { understood } = await hearOne(text);
    expect(understood.kind).toBe("reading");
  });
});

describe("one word left aside of many", () => {
  const madeOf = async (text: string, certainty: number) => {
    const { asked, understood } = await hearOne(text);
    if (understood.kind !== "choice") throw new Error(`found ${understood.kind}, expected two readings`);
    const [reading] = understood.readings;
    return askBack(asked, readingsOf(asked), { kind: "reading", reading }, () => certainty).kind;
  };

  it("is left aside where the second reader is certain of the same", async () => {
    const text = "I need a truck near Elm Avenue that can still blorb 2 tonnes";
    expect(await madeOf(text, 0.9)).toBe("reading");
    expect(await madeOf(text, 0.3)).toBe("choice");
  });

  it("is asked about behind a word that narrows, however certain it is", async () => {
    expect(await madeOf("Which recycling exceptions were blorbed in Riverside yesterday?", 0.99)).toBe(
      "choice",
    );
  });
});

describe("one word that is another", () => {
  it.each([
    [
      "Damaged containers in the East zone that still need swapping",
      "exceptions: zone is East, not closed, damaged-container, earliest respond by first",
    ],
    ["Is truck 7 driving or parked?", "vehicles: Truck 7"],
    [
      "Which routes are late but not R-2",
      "routes: except name R-2, under way, at least 10 min behind plan, today (Mon, 23 Nov 2026), longest behind plan first",
    ],
    ["Nearest organics truck to Mill Lane", "vehicles nearest to Mill Lane for organics, by straight line"],
    [
      "Which trucks except 12 were at Harbour yesterday?",
      "visits: zone is Harbour, except Truck 12, done, counted by vehicle, yesterday (Sun, 22 Nov 2026), highest first",
    ],
    [
      "Rank drivers by risky events",
      "safety events, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Mon, 23 Nov 2026), highest first",
    ],
    [
      "Who will be back last today?",
      "routes: not started or under way, today (Mon, 23 Nov 2026), latest expected end first, the first 1",
    ],
    ["What share of R-17 is done?", "routes: name is R-17, today (Mon, 23 Nov 2026)"],
    ["Move the last 5 stops of R-2 to whoever has room this afternoon", "not-yet"],
    ["constructor toString", "out-of-scope"],
  ])("is not taken for it: %s", async (text, words) => {
    expect(wordsOfReading(await hearOne(text))).toBe(words);
  });
});
