import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (text: string): Promise<string> =>
  wordsOfReading(await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress: async () => [] }));

const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const BEFORE = "(Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";
const OCTOBER = "Thu, 1 Oct 2026 to Sat, 31 Oct 2026";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const WEEKS = "in weeks with recycling in the route's zone";
const ADHERENCE = "planned against driven distance and time per route";

const reads = (table: readonly (readonly [text: string, words: string])[]) =>
  it.each(table)("%s", async (text, words) => expect(await wordsOf(text)).toBe(words));

describe("what is left out", () =>
  reads([
    ["overtime by driver last week, all bar Maria", `overtime by driver except Maria Santos, ${LAST_WEEK}`],
    [
      "idle time by vehicle in October, truck 42 excluded",
      `idle time by vehicle except Truck 42, ${OCTOBER}`,
    ],
    [
      "missed per 1,000 stops by week this month without the North zone",
      `missed per 1,000 stops by week except North, ${MONTH}`,
    ],
    [
      "stops an hour by route this month, leaving out the glass",
      `stops per hour by route for refuse or recycling or organics or paper or bulky or hazardous, ${MONTH}`,
    ],
  ]));

describe("rows by how far they moved", () =>
  reads([
    [
      "overtime by depot this month compared with the previous month, largest increase first",
      `overtime by depot, ${MONTH}, largest increase first, against the previous month ${BEFORE}`,
    ],
    [
      "driver-wise OT, current month and previous month, who went up most",
      `overtime by driver, ${MONTH}, largest increase first, against previous month ${BEFORE}`,
    ],
    [
      "which depots got worse on on-time rate this month compared to last?",
      `on-time rate by depot, ${MONTH}, largest decrease first, only those that have fallen, against the month before ${BEFORE}`,
    ],
    [
      "which zone improved the most on contamination since last month",
      `contamination rate by zone, ${MONTH}, largest decrease first, against last month ${BEFORE}`,
    ],
    [
      "overtime per driver, October against September, only those with an increase",
      `overtime by driver, ${OCTOBER}, largest increase first, only those that have risen, against september (Tue, 1 Sept 2026 to Wed, 30 Sept 2026)`,
    ],
    [
      "overtime per driver, October and November",
      `overtime by driver, Sun, 1 Nov 2026 to Wed, 25 Nov 2026, against october ${BEFORE}`,
    ],
  ]));

describe("names from one to another", () =>
  reads([
    ["stops per hour for routes 8-9 last week", `stops per hour by route for R-8 or R-9, ${LAST_WEEK}`],
    ["plan v actual last wk R-8 to R-9", `${ADHERENCE} for R-8 or R-9, ${LAST_WEEK}`],
  ]));

describe("planned against driven", () =>
  reads([
    [
      "rounds that strayed more than five miles off the plan last week",
      `${ADHERENCE}, ${LAST_WEEK}, more than 8 km off plan, farthest off plan first`,
    ],
    [
      "planned against actual for last week, only routes that ran over plan by more than an hour",
      `${ADHERENCE}, ${LAST_WEEK}, more than 60 min over plan, longest over plan first`,
    ],
    [
      "routes that took at least 30 minutes longer than planned last week",
      `${ADHERENCE}, ${LAST_WEEK}, at least 30 min over plan, longest over plan first`,
    ],
    [
      "planned vs actual last week, in order of route number",
      `${ADHERENCE}, ${LAST_WEEK}, in order of route number`,
    ],
    ["planned vs actual last week, the 10 worst routes", `${ADHERENCE}, ${LAST_WEEK}, the first 10`],
  ]));

describe("splits told by another, and sums side by side", () =>
  reads([
    ["tonnes by zone and stream last week", `tonnes collected by zone and stream, ${LAST_WEEK}`],
    ["zone-wise and stream-wise tonnage for last week", `tonnes collected by zone and stream, ${LAST_WEEK}`],
    [
      "tonnes per route hour, side loaders versus rear loaders, month by month this year",
      "tonnes per route hour by body type and month for rear-loader or automated-side-loader, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "lifts and tonnes by driver last week",
      `containers emptied and tonnes collected by driver, ${LAST_WEEK}`,
    ],
    ["share of paid time by depot in October", `shares of paid time by depot, ${OCTOBER}`],
    [
      "% stops done by noon today by zone",
      "completion by zone, today (Wed, 25 Nov 2026), counting stops due until 12:00",
    ],
    [
      "missed per 1,000 stops by zone on Mondays in October",
      `missed per 1,000 stops by zone, on Mondays, ${OCTOBER}`,
    ],
  ]));

describe("turns of phrase about measures", () =>
  reads([
    [
      "how many stops are the lads getting through in the hour, every run, this month",
      `stops per hour by route, ${MONTH}`,
    ],
    [
      "mean number of stops served per hour, itemised by route, last week",
      `stops per hour by route, ${LAST_WEEK}`,
    ],
    [
      "weekly series of missed collections, expressed per 1,000 stops, October",
      `missed per 1,000 stops by week, ${OCTOBER}`,
    ],
    [
      "tonnes per route hour in October: side loaders or the rear-enders?",
      `tonnes per route hour by body type for rear-loader or automated-side-loader, ${OCTOBER}`,
    ],
    [
      "what share of households in the North zone put a cart out when it's a recycling week, October",
      `set-out rate for North, recycling, ${WEEKS}, ${OCTOBER}`,
    ],
    ["where does the paid day go, last week", `shares of paid time, ${LAST_WEEK}`],
    [
      "how mucky's the recycling, patch by patch, October",
      `contamination rate by zone for recycling, ${OCTOBER}`,
    ],
    [
      "front-end bins overflowing in October: which sizes are the worst?",
      `overflow rate by container size of front-load containers, ${OCTOBER}, highest first`,
    ],
    [
      "FEL overflow rate by bin size, north, October",
      `overflow rate by container size of front-load containers for North, ${OCTOBER}`,
    ],
    [
      "which yard does a stop for the least money in October",
      `cost per stop by depot, ${OCTOBER}, lowest first`,
    ],
    ["which route had the longest idle time last week", `idle time by route, ${LAST_WEEK}, highest first`],
    [
      "Monday's crib sheet: service, money, safety",
      "summary, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against Mon, 9 Nov 2026 to Sun, 15 Nov 2026, with three things to look at",
    ],
    [
      "which of our numbers has jumped about the most since October?",
      `every KPI, ${MONTH}, against ${OCTOBER}, biggest move first`,
    ],
    [
      "rank the zones by missed pickups in October, fewest first",
      `exceptions: missed-pickup, counted by zone, ${OCTOBER}, fewest first, each zone that ran counted, also with none`,
    ],
    [
      "missed pickups by day of the week in October",
      `exceptions: missed-pickup, counted by weekday, ${OCTOBER}`,
    ],
  ]));
