import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (text: string): Promise<string> =>
  wordsOfReading(
    await understand(text, {
      linker,
      clock: CLOCK,
      depotIds: [],
      findAddress: async () => [],
    }),
  );

const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const OVERTIME = "cost of overtime and what took longer than on the same routes' days without it";

describe("money for fuel and tonnes at facilities", () => {
  it.each([
    ["what did we spend on diesel last month", `cost of fuel, ${LAST_MONTH}`],
    ["fuel cost by depot last month", `cost of fuel by depot, ${LAST_MONTH}`],
    ["tonnes per disposal site last month", `tonnes tipped at facilities, by facility, ${LAST_MONTH}`],
    [
      "how many tonnes of glass went to South landfill last week",
      `tonnes tipped at facilities, by facility for South landfill for glass, ${LAST_WEEK}`,
    ],
    ["tonnes by zone last week", `tonnes collected by zone, ${LAST_WEEK}`],
    ["litres of fuel per route hour by truck", `litres of fuel per route hour by vehicle, ${MONTH}`],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("comparing and ranking", () => {
  it.each([
    [
      "which ten trucks wasted the most time idling in October",
      "idle time by vehicle, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, the first 10, highest first",
    ],
    [
      "list the 10 vehicles with the highest idle hours last month",
      `idle time by vehicle, ${LAST_MONTH}, the first 10, highest first`,
    ],
    [
      "show overtime for each driver this month next to last month",
      `overtime by driver, ${MONTH}, against last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)`,
    ],
    ["which depot costs us least per stop", `cost per stop by depot, ${MONTH}, lowest first`],
    [
      "do our own crews miss fewer pickups than contractor A",
      `missed per 1,000 stops by contractor for contractor A or own crews, ${MONTH}`,
    ],
    [
      "who are our most problematic customers by exceptions",
      `exceptions, counted by customer, at least 2 times, ${MONTH}, the first 50`,
    ],
    [
      "Top ten vehicles by idle time last month.",
      `idle time by vehicle, ${LAST_MONTH}, the first 10, highest first`,
    ],
    [
      "which vehicles idled longest last month, top 10",
      `idle time by vehicle, ${LAST_MONTH}, the first 10, highest first`,
    ],
    [
      "ten worst trucks for idle minutes in october",
      "idle time by vehicle, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, the first 10, highest first",
    ],
    [
      "Compare overtime per driver, this month and the month before.",
      `overtime by driver, ${MONTH}, against the month before (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)`,
    ],
    [
      "Which route is the most unbalanced against the others of that day?",
      "routes by how far their stops lie off the mean of the others of their day, today (Wed, 25 Nov 2026), farthest first, the first 50",
    ],
    [
      "most uneven route yesterday compared with the other routes",
      "routes by how far their stops lie off the mean of the others of their day, yesterday (Tue, 24 Nov 2026), farthest first, the farthest alone",
    ],
    [
      "which routes are overloaded today by weight",
      "routes by how far their kilograms lie above the mean of the others of their day, today (Wed, 25 Nov 2026), farthest first, the first 50",
    ],
    ["which depot is cheapest per stop last month", `cost per stop by depot, ${LAST_MONTH}, lowest first`],
    [
      "How does contractor A compare with our own crews on missed pickups?",
      `missed per 1,000 stops by contractor for contractor A or own crews, ${MONTH}`,
    ],
    [
      "contractor A vs own crews, missed pickups last month",
      `missed per 1,000 stops by contractor for contractor A or own crews, ${LAST_MONTH}`,
    ],
    [
      "contractor A against our own drivers on time last week",
      `on-time rate by contractor for contractor A or own crews, ${LAST_WEEK}`,
    ],
    [
      "Rank customers by repeat exceptions.",
      `exceptions, counted by customer, at least 2 times, ${MONTH}, the first 50`,
    ],
    [
      "top 5 customers by repeat issues last month",
      `exceptions, counted by customer, at least 2 times, ${LAST_MONTH}, the first 5`,
    ],
    [
      "customers with more than 3 exceptions last week",
      `exceptions, counted by customer, more than 3 times, ${LAST_WEEK}, the first 50`,
    ],
    [
      "which customers keep having overfull bins",
      `exceptions: overfull, counted by customer, at least 2 times, ${MONTH}, the first 50`,
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("cost, fuel and emissions", () => {
  it.each([
    [
      "how expensive was idling last month if diesel is 1.70 a litre",
      `cost of fuel burnt idling at 1.7 per litre, ${LAST_MONTH}`,
    ],
    [
      "what do we pay per stop and per tonne for each waste stream",
      `cost per stop and cost per tonne by stream, ${MONTH}`,
    ],
    ["cost per stop and tonne by waste stream", `cost per stop and cost per tonne by stream, ${MONTH}`],
    [
      "why was there so much overtime last week",
      `${OVERTIME} (Mon, 21 Sept 2026 to Sun, 15 Nov 2026), ${LAST_WEEK}`,
    ],
    [
      "What did idling cost us this year at 1.78 per litre?",
      "cost of fuel burnt idling at 1.78 per litre, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "idling cost by depot last week at 165 cents a litre",
      `cost of fuel burnt idling at 165 cents per litre by depot, ${LAST_WEEK}`,
    ],
    [
      "cost of idling per truck last month at £1.70 per litre",
      `cost of fuel burnt idling at 1.7 per litre by vehicle, ${LAST_MONTH}`,
    ],
    ["what did idling cost us last month", `cost of fuel burnt idling, ${LAST_MONTH}`],
    ["Cost per stop and per tonne by waste stream.", `cost per stop and cost per tonne by stream, ${MONTH}`],
    [
      "cost per tonne and per stop per waste type last month",
      `cost per stop and cost per tonne by stream, ${LAST_MONTH}`,
    ],
    ["on-time and completion by depot last week", `on-time rate and completion by depot, ${LAST_WEEK}`],
    [
      "Which truck burns the most fuel per route hour?",
      `litres of fuel per route hour by vehicle, ${MONTH}, highest first`,
    ],
    [
      "wich truck burnes the most fuel per route hour last week",
      `litres of fuel per route hour by vehicle, ${LAST_WEEK}, highest first`,
    ],
    [
      "which truck is the least fuel efficient per hour",
      `litres of fuel per route hour by vehicle, ${MONTH}, highest first`,
    ],
    [
      "which lorry guzzles the most diesel per hour",
      `litres of fuel per route hour by vehicle, ${MONTH}, highest first`,
    ],
    ["fuel consumption per 100 km by truck", `litres of fuel per 100 km by vehicle, ${MONTH}`],
    [
      "How much did overtime cost last week, and what caused it?",
      `${OVERTIME} (Mon, 21 Sept 2026 to Sun, 15 Nov 2026), ${LAST_WEEK}`,
    ],
    [
      "how much did we pay for overtime last month and why",
      `${OVERTIME} (Thu, 6 Aug 2026 to Wed, 30 Sept 2026), ${LAST_MONTH}`,
    ],
    [
      "what caused the overtime yesterday",
      `${OVERTIME} (Tue, 29 Sept 2026 to Mon, 23 Nov 2026), yesterday (Tue, 24 Nov 2026)`,
    ],
    [
      "How much CO2 did re-optimised routes save in October?",
      "CO2, fuel and distance that accepted plans saved, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "Which trucks should we replace with electric first, and what range do they need?",
      "trucks to replace with electric ones and the range they need, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), first ones first",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
