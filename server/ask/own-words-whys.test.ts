import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (text: string): Promise<string> =>
  wordsOfReading(await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress: async () => [] }));

const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const SO_FAR_BEFORE = "Thu, 1 Oct 2026 to Sun, 25 Oct 2026";
const OCTOBER = "Thu, 1 Oct 2026 to Sat, 31 Oct 2026";
const SEPTEMBER = "Tue, 1 Sept 2026 to Wed, 30 Sept 2026";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const WEEK_BEFORE = "Mon, 9 Nov 2026 to Sun, 15 Nov 2026";
const EIGHT_WEEKS = "the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)";
const ADDED = "what each route, zone, stream, driver and depot added";
const LONGER = `${ADDED}, and what took longer on a route`;

const reads = (table: readonly (readonly [text: string, words: string])[]) =>
  it.each(table)("%s", async (text, words) => expect(await wordsOf(text)).toBe(words));

describe("why a sum moved", () =>
  reads([
    [
      "Why was overtime higher in October than in September?",
      `why overtime changed, ${OCTOBER}, against ${SEPTEMBER}: ${LONGER}`,
    ],
    [
      "why did overtime climb in October",
      `why overtime changed, ${OCTOBER}, against ${SEPTEMBER}: ${LONGER}`,
    ],
    [
      "what drove overtime up last week",
      `why overtime changed, ${LAST_WEEK}, against ${WEEK_BEFORE}: ${LONGER}`,
    ],
    [
      "why are we using more diesel this month",
      `why litres of fuel changed, ${MONTH}, against ${SO_FAR_BEFORE}: ${ADDED}`,
    ],
    [
      "why were there fewer tonnes of glass in October than September",
      `why tonnes collected changed for glass, ${OCTOBER}, against ${SEPTEMBER}: ${ADDED}`,
    ],
    [
      "why was the contamination rate higher in October than in September",
      `why contamination rate changed, ${OCTOBER}, against ${SEPTEMBER}: what each route, zone, stream and driver added`,
    ],
    // How high it stands has causes, and no change.
    [
      "Why was overtime so high last Thursday?",
      "cost of overtime and what took longer than on the same routes' days without it (Thu, 24 Sept 2026 to Wed, 18 Nov 2026), last thursday (Thu, 19 Nov 2026)",
    ],
    [
      "what was the bill for overtime in October and why did we run over",
      `cost of overtime and what took longer than on the same routes' days without it (Thu, 6 Aug 2026 to Wed, 30 Sept 2026), ${OCTOBER}`,
    ],
  ]));

describe("which way something goes", () =>
  reads([
    ["which way is overtime heading", `overtime by week, ${MONTH}`],
    ["is overtime going up or down?", `overtime by week, ${MONTH}`],
    ["which direction is contamination moving in", `contamination rate by week, ${MONTH}`],
    [
      "How bad is contamination in each zone this month, and which way is it heading?",
      `contamination rate by zone, ${MONTH}, worst first, against the same stretch before (${SO_FAR_BEFORE})`,
    ],
    [
      "stops per hour by depot, up or down?",
      `stops per hour by depot, ${MONTH}, against the same stretch before (${SO_FAR_BEFORE})`,
    ],
    ["how are missed pickups trending", `exceptions: missed-pickup, counted by week, ${EIGHT_WEEKS}`],
    ["breakdowns by month", "exceptions: vehicle-breakdown, counted by month, the last six months"],
    ["how are complaints trending", `calls of residents about complaint, in all and by week, ${EIGHT_WEEKS}`],
  ]));

describe("the way that each part of a split goes", () =>
  reads([
    [
      "contamination rate by zone for the last six months, are we improving?",
      "contamination rate by zone and month, last 6 months (Tue, 26 May 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "overtime by depot this year, which way is it going?",
      "overtime by depot and month, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
  ]));

describe("words for what a measure is always of", () =>
  reads([
    [
      "how many litres did the Harbour depot trucks burn idling last week",
      `litres of fuel burnt idling for Harbour depot, ${LAST_WEEK}`,
    ],
    ["overtime of the Harbour depot crews last week", `overtime for Harbour depot, ${LAST_WEEK}`],
    ["cost per stop of rear loader routes last week", `cost per stop for rear-loader, ${LAST_WEEK}`],
    ["tonnes from paper routes last week", `tonnes collected for paper, ${LAST_WEEK}`],
    // Those that are counted are what is asked for.
    ["overtime by Harbour depot crews last week", "unclear"],
  ]));

describe("the top of a ranking", () =>
  reads([
    [
      "Which depot has the worst cost per stop this month?",
      `cost per stop by depot, ${MONTH}, highest first`,
    ],
    ["which depot is dearest per stop", `cost per stop by depot, ${MONTH}, highest first`],
    ["which depot is cheapest per stop", `cost per stop by depot, ${MONTH}, lowest first`],
    ["which zone has the worst on-time rate", `on-time rate by zone, ${MONTH}, worst first`],
    ["worst drivers for overtime last week", `overtime by driver, ${LAST_WEEK}, highest first`],
    [
      "Which route yesterday was most out of line with the others?",
      "routes by how far their stops lie off the mean of the others of their day, yesterday (Tue, 24 Nov 2026), farthest first, the farthest alone",
    ],
    [
      "Which routes yesterday were most out of line with the others?",
      "routes by how far their stops lie off the mean of the others of their day, yesterday (Tue, 24 Nov 2026), farthest first, the first 50",
    ],
    [
      "customers with the same problem again and again this month",
      `exceptions, counted by customer and cause (kind of exception), at least 2 times, ${MONTH}, the first 50`,
    ],
  ]));

describe("kinds of containers and weeks of streams", () =>
  reads([
    [
      "Overflow rate for front-load containers by zone last week",
      `overflow rate by zone of front-load containers, ${LAST_WEEK}`,
    ],
    [
      "Bereitstellungsquote in den Recyclingwochen",
      `set-out rate for recycling, in weeks with recycling in the route's zone, ${EIGHT_WEEKS}`,
    ],
    [
      "tasa de participación en semanas de reciclaje",
      `set-out rate for recycling, in weeks with recycling in the route's zone, ${EIGHT_WEEKS}`,
    ],
    [
      "set-out rate in the weeks when glass is collected",
      `set-out rate for glass, in weeks with glass in the route's zone, ${EIGHT_WEEKS}`,
    ],
  ]));

describe("other words for what is known", () =>
  reads([
    ["how do you figure on-time?", "how on-time rate is reckoned"],
    [
      "give me the Monday morning round-up",
      `summary, ${LAST_WEEK}, against ${WEEK_BEFORE}, with three things to look at`,
    ],
    ["show me fuel", "litres of fuel, today (Wed, 25 Nov 2026)"],
    ["idle time last week", `idle time, ${LAST_WEEK}`],
    ["idle share last week", `idle share, ${LAST_WEEK}`],
    [
      "write my start-of-week round-up",
      `summary, ${LAST_WEEK}, against ${WEEK_BEFORE}, with three things to look at`,
    ],
    ["When do you class a collection as punctual?", "how on-time rate is reckoned"],
    [
      "how far did each round stray from its plan yesterday, in distance and minutes?",
      "planned against driven distance and time per route, yesterday (Tue, 24 Nov 2026)",
    ],
    [
      "bucket the unresolved issues by reason and say where I ought to start",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
  ]));
