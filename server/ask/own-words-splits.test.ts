import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (text: string): Promise<string> =>
  wordsOfReading(await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress: async () => [] }));

const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";

describe("the cost of overtime, split", () => {
  it.each([
    [
      "what did overtime cost last week, by depot, dearest first",
      `cost of overtime by depot, ${LAST_WEEK}, highest first`,
    ],
    [
      "overtime cost by driver this month, highest first",
      `cost of overtime by driver, ${MONTH}, highest first`,
    ],
    [
      "which three routes had the highest overtime cost last week",
      `cost of overtime by route, ${LAST_WEEK}, the first 3, highest first`,
    ],
    ["overtime pay by weekday last month", `cost of overtime by weekday, ${LAST_MONTH}`],
    [
      "overtime cost by week",
      "cost of overtime by week, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)",
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("CO2 and fuel against what was done", () => {
  it.each([
    ["CO2 per tonne this month by depot", `CO2 per tonne by depot, ${MONTH}`],
    ["CO2 per stop by zone last month", `CO2 per stop by zone, ${LAST_MONTH}`],
    ["emissions per tonne last month", `CO2 per tonne, ${LAST_MONTH}`],
    ["last month: CO2 for every stop, split by body type", `CO2 per stop by body type, ${LAST_MONTH}`],
    ["CO2 last month", `CO2, ${LAST_MONTH}`],
    [
      "fuel per km by truck, most economical first",
      `litres of fuel per km by vehicle, ${MONTH}, lowest first`,
    ],
    [
      "which truck is most fuel efficient this month",
      `litres of fuel per 100 km by vehicle, ${MONTH}, lowest first`,
    ],
    ["cost per tonne for refuse month by month", "cost per tonne by month for refuse, the last six months"],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("a count of all there are", () => {
  it.each([
    ["Rank all four depots by cost per stop this month", `cost per stop by depot, ${MONTH}, highest first`],
    [
      "all of our four zones by on-time this month, worst first",
      `on-time rate by zone, ${MONTH}, worst first`,
    ],
    [
      "rank all 50 trucks by fuel per 100 km this month",
      `litres of fuel per 100 km by vehicle, ${MONTH}, highest first`,
    ],
    ["top four zones by on-time this month", `on-time rate by zone, ${MONTH}, the first 4, highest first`],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

const BACK = "needed again at most 30 days after the last repair of the same part";
const NINETY = "last 90 days (Fri, 28 Aug 2026 to Wed, 25 Nov 2026)";

describe("records by what they are of", () => {
  it.each([
    [
      "speeding events by zone over the last seven days, most first",
      "safety events: speeding, counted by zone, last 7 days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    ["speeding events by weekday last month", `safety events: speeding, counted by weekday, ${LAST_MONTH}`],
    [
      "which zone had the most speeding events last month",
      `safety events: speeding, counted by zone, ${LAST_MONTH}, highest first`,
    ],
    [
      "average weight per load at South landfill this month",
      `mean weight of weigh tickets: South landfill, ${MONTH}`,
    ],
    [
      "average load weight by facility last month",
      `mean weight of weigh tickets, by facility, ${LAST_MONTH}`,
    ],
    [
      "which truck brought the heaviest loads on average last month",
      `mean weight of weigh tickets, by vehicle, ${LAST_MONTH}, highest first`,
    ],
    ["number of loads per day last week", `weigh tickets, counted by day, ${LAST_WEEK}`],
    [
      "weigh tickets without a route by facility last month, most first",
      `weigh tickets: without a route, counted by facility, ${LAST_MONTH}, highest first`,
    ],
    ["disposal fees by facility last month", `fees of weigh tickets, by facility, ${LAST_MONTH}`],
    [
      "over the last 90 days which truck had most repeat repairs",
      `repairs: ${BACK}, counted by vehicle, ${NINETY}, highest first`,
    ],
    ["repeat repairs by part over the last 90 days", `repairs: ${BACK}, counted by part, ${NINETY}`],
    ["repairs by part this month", `repairs, counted by part, ${MONTH}`],
    [
      "which truck spent the most days in the workshop this month",
      `days in the workshop (from opening to done, or until now) of repairs, by vehicle, ${MONTH}, highest first`,
    ],
    [
      "top 5 trucks by repair cost over the last 90 days",
      `cost of repairs, by vehicle, ${NINETY}, the first 5, highest first`,
    ],
    ["average cost of a repair by part over the last 90 days", `mean cost of repairs, by part, ${NINETY}`],
    [
      "how many days was each truck off the road for repair last month, worst first",
      `days in the workshop (from opening to done, or until now) of repairs, by vehicle, ${LAST_MONTH}, worst first`,
    ],
    ["repair cost last month", `cost of repairs, ${LAST_MONTH}`],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("how the product works", () => {
  it.each([
    ["p50 and p95 of geocoding, last 15 min", "p50 and p95 of external.call_ms, real time, the last 15 min"],
    [
      "p50, p95 and p99 of the API over the last hour",
      "p50 and p95 and p99 of api.request_ms, real time, the last 60 min",
    ],
    ["hit rates of each cache in the last hour", "hit rate of each cache, real time, the last 60 min"],
    [
      "top 5 slowest endpoints in the last hour",
      "procedures of the API by p95, highest first, the first 5, real time, the last 60 min",
    ],
    [
      "busiest API procedures in the last hour",
      "procedures of the API by count, highest first, the first 20, real time, the last 60 min",
    ],
    [
      "releases and rollbacks of the last hour",
      "releases of flags and what was rolled back, real time, the last 60 min",
    ],
    [
      "which releases were rolled back in the last hour",
      "releases of flags that were rolled back, real time, the last 60 min",
    ],
    [
      "spend on external calls per day over the last 7 days",
      "calls of outside services and what they cost by day, real days, the last 7 days",
    ],
    [
      "which flags were released or rolled back in the last hour",
      "releases of flags and what was rolled back, real time, the last 60 min",
    ],
    [
      "rank api procedures by latency for the past hour",
      "procedures of the API by p95, highest first, the first 20, real time, the last 60 min",
    ],
    [
      "api percentiles 50 and 95 over the past hour",
      "p50 and p95 of api.request_ms, real time, the last 60 min",
    ],
    ["what's overdue among the milestones", "milestones past their day, longest overdue first"],
    ["which milestones are next", "milestones to deliver, next first"],
    ["undo the last release", "change"],
    ["release truck 12 from R-9", "change"],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("two things on one measure, and two splits at once", () => {
  it.each([
    ["is North or East better on time this month", `on-time rate by zone for North or East, ${MONTH}`],
    [
      "North and East side by side: tonnes collected last month",
      `tonnes collected by zone for North or East, ${LAST_MONTH}`,
    ],
    [
      "is Maria Santos faster than Wei Chen this month",
      `stops per hour by driver for Maria Santos, Wei Chen, ${MONTH}, best first`,
    ],
    [
      "side loaders against rear loaders, cost per tonne last month",
      `cost per tonne by body type for rear-loader or automated-side-loader, ${LAST_MONTH}`,
    ],
    [
      "October against September",
      "every KPI, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, against Tue, 1 Sept 2026 to Wed, 30 Sept 2026, biggest move first",
    ],
    [
      "cost per stop in October compared to September",
      "cost per stop, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, against september (Tue, 1 Sept 2026 to Wed, 30 Sept 2026)",
    ],
    [
      "CO2 by zone and month this year",
      "CO2 by zone and month, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "overtime by depot per week over the last eight weeks",
      "overtime by depot and week, last 8 weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)",
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});
