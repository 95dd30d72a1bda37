import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, anyHouse);

const TODAY = "today (Wed, 25 Nov 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const NEXT_WEEK = "next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026)";
const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const LATELY = "the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026)";
const BEHIND = "average behind plan of routes: under way";
const LEFT = "by what is left of 13 h on duty and 9 h of driving";
const RANGE = "with the range they lie in";

describe("rows counted by what is named, and means", () => {
  it.each([
    ["open routes by waste stream", `routes: not started or under way, counted by stream, ${TODAY}`],
    ["how many routes are open per zone", `routes: not started or under way, counted by zone, ${TODAY}`],
    ["late routes by depot", `routes: under way, at least 10 min behind plan, counted by depot, ${TODAY}`],
    ["routes by stream", `routes, counted by stream, ${TODAY}`],
    ["average delay of running routes by depot", `${BEHIND}, by depot, ${TODAY}`],
    ["how far behind are we on average", `${BEHIND}, ${TODAY}`],
    ["which depot is furthest behind on average", `${BEHIND}, by depot, ${TODAY}`],
    [
      "which zones are more than 15 minutes behind on average",
      `${BEHIND}, by zone, more than 15 min, ${TODAY}`,
    ],
    ["average fill level of trucks by depot", "average load of vehicles: that have reported, by depot"],
    [
      "the five routes with the most skipped stops last week",
      `stops: skipped, counted by route, ${LAST_WEEK}, the first 5`,
    ],
    [
      "drivers with more than 3 skipped stops last week",
      `stops: skipped, counted by driver, more than 3 times, ${LAST_WEEK}`,
    ],
    ["drivers with most missed stops this month", `exceptions: missed-pickup, counted by driver, ${MONTH}`],
    ["top 5 streets by exceptions this month", `exceptions, counted by street, ${MONTH}, the first 5`],
    ["unassigned stops by street", `stops: without a route, pending, counted by street, ${TODAY}`],
    ["how many routes by driver today", `routes, counted by driver, ${TODAY}`],
    ["how many trucks per depot", "vehicles, counted by depot"],
    ["top 3 zones with most trucks", "vehicles, counted by zone, the first 3"],
    ["which driver is furthest behind on average", `${BEHIND}, by driver, ${TODAY}`],
    ["average delay of late routes", `${BEHIND}, at least 10 min behind plan, ${TODAY}`],
    [
      "how many trucks are out by depot",
      "vehicles: moving, stopped, serving a stop, tipping, on break or broken down, counted by depot",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("forecasts told apart, and containers that overflow before a day", () => {
  it.each([
    [
      "what glass tonnage do you foresee next week, by zone",
      `tonnes to be collected (glass), in all and by zone, ${NEXT_WEEK}, ${RANGE}`,
    ],
    [
      "how many lifts do you expect next week by depot",
      `containers to be emptied, in all and by depot, ${NEXT_WEEK}, ${RANGE}`,
    ],
    [
      "how many tonnes will we collect in the North zone next week",
      `tonnes to be collected (North), in all and day by day, ${NEXT_WEEK}, ${RANGE}`,
    ],
    [
      "how many containers in the North zone will overflow before Friday",
      `containers that will be full before Fri, 27 Nov 2026 (North), ${RANGE}`,
    ],
    [
      "how many trucks do we need on Friday by depot",
      `trucks needed, by depot, on Friday (Fri, 27 Nov 2026), ${RANGE}`,
    ],
    ["which bins will overflow by Friday", `containers that will be full before Sat, 28 Nov 2026, ${RANGE}`],
    ["how many bins will overflow today", `containers that will be full before Thu, 26 Nov 2026, ${RANGE}`],
    [
      "which containers will overflow before their next pickup, by depot",
      `containers that will be full before their next pickup, by depot, ${RANGE}`,
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("what is left, and in which order", () => {
  it.each([
    [
      "how many hours does Wei Chen have left today before he reaches the limit",
      `drivers' shifts: Wei Chen, clocked in, ${TODAY}, ${LEFT}, least first`,
    ],
    [
      "which drivers have less than two hours left before the limit",
      `drivers' shifts: clocked in, on duty now, less than 2 h left of 13 h on duty and 9 h of driving, ${TODAY}, ${LEFT}, least first`,
    ],
    [
      "remaining legal hours by driver",
      `drivers' shifts: clocked in, on duty now, ${TODAY}, ${LEFT}, least first`,
    ],
    [
      "who has the most hours left before the limit",
      `drivers' shifts: clocked in, on duty now, ${TODAY}, ${LEFT}, most first`,
    ],
    [
      "fill level of every refuse truck, fullest first",
      "vehicles: refuse, that have reported, fullest first",
    ],
    [
      "how much time has Maria Santos left today",
      `drivers' shifts: Maria Santos, clocked in, ${TODAY}, ${LEFT}, least first`,
    ],
    ["fill level of truck 5", "vehicles: Truck 5, fullest first"],
    ["which truck is emptiest", "vehicles: that have reported, emptiest first, the first 1"],
    ["the three fullest refuse trucks", "vehicles: refuse, that have reported, fullest first, the first 3"],
    [
      "which trucks are past their service distance, furthest overdue first",
      "vehicles: past their service distance, most pressing first",
    ],
    ["which trucks are due for service next, by kilometres left", "vehicles, most pressing first"],
    [
      "which containers stand at 12 Mill Lane",
      "containers: 12 Mill Lane, next first, with when each was last emptied",
    ],
    ["how many bins are at 12 Mill Lane", "number of containers: 12 Mill Lane"],
    [
      "who was at Cedar lately",
      `visits: street is Cedar Road, done, counted by vehicle, ${LATELY}, highest first`,
    ],
    [
      "who drove through Harbour last week",
      `visits: zone is Harbour, done, counted by driver, ${LAST_WEEK}, highest first`,
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });

  it.each([
    "average delay by moon phase",
    "open routes by colour",
    "how many hours does Wei Chen have left tomorrow before he reaches the limit",
    "which containers stand at 12 Mill Lane without lids",
  ])("a word that is not understood is never dropped: %s", async (question) => {
    expect(await wordsOf(question)).not.toMatch(/^(?:average|routes|drivers'|containers)/);
  });
});
