import { describe, expect, it } from "vitest";
import type { Name } from "#server/ask/core/link.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const B: Name = { kind: "contractor", id: null, name: "contractor B", key: "contractor B" };
const wordsOf = wordsAtTwentyToOne([...NAMES, B], anyHouse);
const reads = (table: readonly (readonly [question: string, words: string])[]) =>
  it.each(table)("%s", async (question, words) => expect(await wordsOf(question)).toBe(words));

const TODAY = "today (Wed, 25 Nov 2026)";
const YESTERDAY = "(Tue, 24 Nov 2026)";
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";

describe("the running day is set against the same hours of another one", () => {
  reads([
    [
      "Stops done so far today versus the same time yesterday",
      `number of stops: done, done until 12:40, ${TODAY}, against yesterday until the same time of day ${YESTERDAY}`,
    ],
    [
      "How many pickups have we done since seven this morning, and how did that look at the same point yesterday?",
      `number of stops: done, done from 07:00, done until 12:40, since 07:00 on Wed, 25 Nov 2026, against yesterday over the same hours ${YESTERDAY}`,
    ],
    [
      "stops done by R-9 so far today against the same time last Wednesday",
      `number of stops: route is R-9, done, done until 12:40, ${TODAY}, against last wednesday until the same time of day (Wed, 18 Nov 2026)`,
    ],
    // A sum over routes knows no hours, and a split of them is none either.
    ["Tonnes so far today against the same time yesterday", "unclear"],
    ["kilometres driven today against the same hour yesterday", "unclear"],
    ["stops done so far today by zone against the same time yesterday", "unclear"],
    ["Stops done today against yesterday", `stops done, ${TODAY}, against yesterday ${YESTERDAY}`],
  ]);
});

describe("contractors are known by their letters where they are set side by side", () => {
  const COSTS = `cost per tonne by contractor for contractor B or contractor A, ${LAST_MONTH}`;
  reads([
    ["How did B's cost per tonne measure up against A's last month?", COSTS],
    ["We've a call with B on Monday. How did their cost per tonne compare with A's last month?", COSTS],
    ["How did their cost per tonne compare with A's last month?", "unclear"],
  ]);
});

describe("how long a stop takes is no list of stops", () => {
  reads([
    ["How long does a paper stop take us on average?", "out-of-scope"],
    ["Paper stops today", `stops: paper, ${TODAY}, earliest planned first`],
  ]);
});
