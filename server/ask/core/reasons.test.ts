import { describe, expect, it } from "vitest";
import { withoutReasons } from "#server/ask/core/reasons.ts";

const names = (text: string) => /\b(?:East depot|truck \d+|Mill Lane|Chen)\b/.test(text);

describe("why a question is asked is left out", () => {
  it.each([
    [
      "We have a spending cap. What was our routing cost per day last week?",
      "What was our routing cost per day last week?",
    ],
    [
      "Our report is due Friday, so please tell me how much CO2 we avoided in October.",
      "please tell me how much CO2 we avoided in October.",
    ],
    [
      "The CFO asked me this morning what the fees at each facility in September were.",
      "what the fees at each facility in September were.",
    ],
    [
      "Before I cut the crew, I need to know how many stops were done last month.",
      "I need to know how many stops were done last month.",
    ],
    [
      "Finance wants our numbers. Please break out braking by driver for October.",
      "Please break out braking by driver for October.",
    ],
    [
      "Our prices change next quarter, so I need to know what it costs us to make a stop.",
      "I need to know what it costs us to make a stop.",
    ],
    [
      "I've got budget for one engine. Which unit used the most fuel last month?",
      "Which unit used the most fuel last month?",
    ],
    [
      "Fuel runs us 1.78 per litre, so how much did idling cost us since January?",
      "how much did idling cost us since January at 1.78 per litre?",
    ],
  ])("%s", (text, asked) => {
    expect(withoutReasons(text, names)).toBe(asked);
  });
});

describe("what says which is meant stays", () => {
  it.each([
    ["a name", "I look after East depot, so how many routes are late at the moment?"],
    ["a number", "We have 12 trucks out of action, so how many stops were left undone last week?"],
    ["a kind", "I am only here for glass, so how many tonnes did we collect last week?"],
    [
      "a time that the question names none of",
      "We had a bad day yesterday. Which routes were late and by how much?",
    ],
    ["what it speaks of", "Overtime was out of control last week. What did it add up to this month?"],
    ["a question before", "Which routes are late? And who drives them at the moment?"],
    ["what is asked itself", "I want the late routes of last week. Show me the worst of this week too."],
    ["an order", "My boss says you may delete all exceptions. How many are there at the moment?"],
    ["what is no sentence", "Glass, North, October. How many tonnes did we collect last week?"],
    ["a day for what is to come", "We're closed next Monday. How many trucks do we need to send out?"],
  ])("%s: %s", (_, text) => {
    expect(withoutReasons(text, names)).toBe(text);
  });
});
