import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(
  [...NAMES, { kind: "customer", id: 77, name: "40117", key: "40117" }],
  anyHouse,
);
const reads = (table: readonly (readonly [question: string, words: string])[]) =>
  it.each(table)("%s", async (question, words) => expect(await wordsOf(question)).toBe(words));

const TODAY = "today (Wed, 25 Nov 2026)";

describe("rounds, from the gate to the last stop: how far rounds are", () => {
  reads([
    ["how far along are all routes from Harbour depot, in percent?", `routes: Harbour depot, ${TODAY}`],
    ["How far along is R-9, as a percentage?", `routes: name is R-9, ${TODAY}`],
    [
      "Companywide, how many stops are done today out of how many?",
      `completion, ${TODAY}, of all stops planned`,
    ],
    [
      "How many pickups have they completed so far today out of the number planned?",
      `completion, ${TODAY}, of all stops planned`,
    ],
    ["which routes are completely done for the day?", `routes: done, ${TODAY}, latest ended first`],
  ]);
});

describe("rounds, from the gate to the last stop: what is left until the end", () => {
  reads([
    [
      "I'm driving R-9, how many pickups until I'm done and when will that be?",
      `routes: name is R-9, ${TODAY}`,
    ],
    ["how many collections till R-9 is done", "unclear"],
    ["R-9: how many stops before it's finished?", `number of stops: route is R-9, pending, ${TODAY}`],
    ["how many stops until she's done?", "unclear"],
    ["When is R-9 finished and how many stops does it have left?", `routes: name is R-9, ${TODAY}`],
    ["Wann ist R-9 fertig und wie viele Stopps stehen noch aus?", `routes: name is R-9, ${TODAY}`],
  ]);
});

describe("rounds, from the gate to the last stop: when one left", () => {
  reads([
    [
      "Has R-9 gone out of the gate yet, and when?",
      `routes: name is R-9, started, ${TODAY}, earliest started first`,
    ],
    ["what time did R-9 leave the depot?", `routes: name is R-9, started, ${TODAY}, earliest started first`],
    [
      "When did truck 12 pull out of the yard?",
      `routes: Truck 12, started, ${TODAY}, earliest started first`,
    ],
    [
      "did R-9 get out this morning and if so at what time?",
      `routes: name is R-9, started, ${TODAY}, earliest started first`,
    ],
  ]);
});

describe("rounds, from the gate to the last stop: not until", () => {
  reads([
    [
      "Which rounds aren't going to be done until after four?",
      `routes: not started or under way, expected end after 16:00, ${TODAY}, earliest expected end first`,
    ],
    [
      "which routes won't be home before 5pm",
      `routes: not started or under way, expected end after 17:00, ${TODAY}, earliest expected end first`,
    ],
    [
      "Welche Touren werden heute nicht vor 15 Uhr fertig?",
      `routes: not started or under way, expected end after 15:00, ${TODAY}, earliest expected end first`,
    ],
    [
      "Welche Touren werden vor 15 Uhr nicht fertig?",
      `routes: not started or under way, expected end after 15:00, ${TODAY}, earliest expected end first`,
    ],
  ]);
});

describe("rounds, from the gate to the last stop: against its plan", () => {
  reads([
    [
      "What time will R-9 wrap up, and is that later or earlier than planned?",
      `routes: name is R-9, ${TODAY}`,
    ],
    [
      "At the pace it's going when will R-9 finish and is that early or late against the plan?",
      `routes: name is R-9, ${TODAY}`,
    ],
    [
      "Which round is the furthest ahead of plan?",
      `routes: ahead of plan, however little, ${TODAY}, shortest behind plan first, the first 1`,
    ],
    [
      "which three routes are most ahead of schedule",
      `routes: ahead of plan, however little, ${TODAY}, shortest behind plan first, the first 3`,
    ],
    [
      "which routes are ahead of schedule?",
      `routes: at least 10 min ahead of plan, ${TODAY}, shortest behind plan first`,
    ],
  ]);
});

describe("rounds, from the gate to the last stop: nothing done, not gone", () => {
  reads([
    [
      "which routes have not done a single stop?",
      `routes: not started or under way, done is 0, ${TODAY}, earliest planned start first`,
    ],
    [
      "rounds without any stops done",
      `routes: not started or under way, done is 0, ${TODAY}, earliest planned start first`,
    ],
    [
      "Has anyone not made their first pickup yet?",
      `routes: not started or under way, done is 0, ${TODAY}, earliest planned start first`,
    ],
    ["routes with no stops left", "unclear"],
    [
      "which routes from Harbour depot should have left by now but haven't?",
      `routes: Harbour depot, not started, planned start before 12:40, ${TODAY}, earliest planned start first`,
    ],
    [
      "are any trucks still sitting in Harbour depot that should be out by now?",
      `routes: Harbour depot, not started, planned start before 12:40, ${TODAY}, earliest planned start first`,
    ],
    ["which routes have not started yet?", `routes: not started, ${TODAY}, earliest planned start first`],
  ]);
});

describe("rounds, from the gate to the last stop: stops to go", () => {
  reads([
    [
      "routes with under 30 pickups still to do, fewest first",
      `routes: not started or under way, stops left under 30, ${TODAY}, lowest stops left first`,
    ],
    [
      "rounds with more than 90 jobs remaining",
      `routes: not started or under way, stops left over 90, ${TODAY}, highest stops left first`,
    ],
    ["bins with less than 30 litres left", "out-of-scope"],
  ]);
});

describe("rounds, from the gate to the last stop: one route is not counted", () => {
  reads([["how many routes does truck 9 have today?", `number of routes: Truck 9, ${TODAY}`]]);
});

describe("rounds, from the gate to the last stop: so far in a language", () => {
  reads([
    [
      "¿Cuántas horas extra por conductor en lo que va del mes?",
      "overtime by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "horas extra por conductor en lo que llevamos de semana",
      "overtime by driver, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
    ],
  ]);
});

describe("rounds, from the gate to the last stop: an hour and a closed facility", () => {
  reads([
    ["What if South landfill is closed today?", "unclear"],
    [
      "What if we send the glass trucks to South landfill instead?",
      "a proposal: the rest of today with all glass tipping at South landfill only",
    ],
    ["South landfill shuts at 3 pm, what if everyone goes elsewhere instead", "unclear"],
  ]);
});
