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
      `cost of overtime by depot, ${LAST_WEEK}, worst first`,
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
    ["Rank all four depots by cost per stop this month", `cost per stop by depot, ${MONTH}`],
    [
      "all of our four zones by on-time this month, worst first",
      `on-time rate by zone, ${MONTH}, worst first`,
    ],
    ["rank all 50 trucks by fuel per 100 km this month", `litres of fuel per 100 km by vehicle, ${MONTH}`],
    ["top four zones by on-time this month", `on-time rate by zone, ${MONTH}, the first 4, highest first`],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});
