import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(
  [...NAMES, { kind: "customer", id: 77, name: "88213", key: "88213" }],
  anyHouse,
);

describe("looked up", () => {
  it.each([
    ["Dig out anything with a padlock or a keypad in the notes.", 'notes about "padlock keypad", best first'],
    ["gate code or lckd gate in note, north onli", 'notes about "gate code locked gate", North, best first'],
    [
      "Where do they reckon a rear loader won't squeeze down the lane?",
      'notes about "rear loader won\'t squeeze down the lane", best first',
    ],
    ["notes about locked gates by driver", "unclear"],
    ["notes about dogs, first five", 'notes about "dogs", best first, the first 5'],
    [
      'Any gripes in the past month like "they left my can blocking the driveway"?',
      'what residents said about "they left my can blocking the driveway", last 30 days (Tue, 27 Oct 2026 to Wed, 25 Nov 2026), best first',
    ],
    [
      "anyone giving out that the bin was dumped across their drive since 1 September",
      'what residents said about "bin was dumped across their drive", since 1 september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026), best first',
    ],
    [
      'complaints along the lines of "cart left in the road", last week',
      'what residents said about "cart left in the road", last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), best first',
    ],
    ["Load's smoking. What does the book say?", 'procedures about "Load\'s smoking", best first'],
    [
      "A crew chief called in saying there is smoke coming from his load. Quote me the part of our written procedures that covers that situation.",
      'procedures about "crew chief called in saying there is smoke coming from his load", best first',
    ],
    [
      "Reference to the applicable procedure in the event of smoke from a load, with section number.",
      'procedures about "smoke from a load", best first',
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("places and customers", () => {
  it.each([
    ["88213, full history", "visits: 88213, latest first"],
    ["everything we ever did for account 88213, oldest first", "visits: 88213, earliest first"],
    [
      "service history of account 88213 since August, only the missed ones",
      "visits: 88213, missed, since august (Sat, 1 Aug 2026 to Wed, 25 Nov 2026), latest first",
    ],
    ["When did we last empty 88213?", "visits: 88213, done, latest first, the first 1"],
    [
      "last time anyone actually emptied 12 Mill Lane",
      "visits: 12 Mill Lane, done, latest first, the first 1",
    ],
    [
      "who was the last driver at 6 Harbour Street",
      "visits: 6 Harbour Street, done, latest first, the first 1",
    ],
    [
      "when do they pick up at 12 Mill Lane, and did Thanksgiving throw that off this week",
      "collection days: 12 Mill Lane, next first, with this week's day, which no holiday moves: none is on record",
    ],
    [
      "which accounts on Mill Lane have collection day on a Thursday",
      "collection days: street is Mill Lane, collected on Thursdays, next first",
    ],
    ["next pickup of account 88213", "collection days: 88213, next first, the first 1"],
    [
      "bulky requests awaiting a date, oldest first, limited to twenty",
      "orders of customers: bulky, requested, earliest first, the first 20",
    ],
    [
      "how many complaints from account 88213 this month by reason",
      "calls of residents about complaint, in all and by reason of 88213, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "which accounts have filed more than two complaints since September 1",
      "calls of residents about complaint, in all and by customer, since september 1 (Tue, 1 Sept 2026 to Wed, 25 Nov 2026), more than 2, highest first",
    ],
    [
      "which drivers have done Mill Lane more than twice this month",
      "visits: street is Mill Lane, done, counted by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), more than 2, highest first",
    ],
    [
      "how many complaints on Mill Lane against Cedar Road last month",
      "calls of residents about complaint, in all and by street in Mill Lane or Cedar Road, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
