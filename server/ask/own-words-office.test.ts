import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const understood = async (text: string) =>
  (await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress: async () => [] })).understood;
const wordsOf = async (text: string): Promise<string> => {
  const found = await understood(text);
  return found.kind === "refusal"
    ? found.refusal.text
    : wordsOfReading(
        await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress: async () => [] }),
      );
};

const OCTOBER = "Thu, 1 Oct 2026 to Sat, 31 Oct 2026";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const YEAR = "this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)";
const OVERTIME = "cost of overtime and what took longer than on the same routes' days without it";
const RANGE = "with the range they lie in";
const OVERFLOW = "containers that will be full before their next pickup";

describe("money, fuel and emissions", () => {
  it.each([
    [
      "Engines ticking over since New Year's Day: what's the damage at 1.62 a litre?",
      `cost of fuel burnt idling at 1.62 per litre, ${YEAR}`,
    ],
    [
      "Fuel is running us 1.78 per liter. How much money have we burned sitting with the engine on this year?",
      `cost of fuel burnt idling at 1.78 per litre, ${YEAR}`,
    ],
    [
      "how many litres did we burn idling last week by depot",
      `litres of fuel burnt idling by depot, ${LAST_WEEK}`,
    ],
    [
      "which unit used the most fuel for each hour it spent on route last week",
      `litres of fuel per route hour by vehicle, ${LAST_WEEK}, highest first`,
    ],
    ["cost /stop & /tonne per stream oct only thx", `cost per stop and cost per tonne by stream, ${OCTOBER}`],
    [
      "I need to know for each material what it costs us to make a stop and what it costs us to handle a ton last week.",
      `cost per stop and cost per tonne by stream, ${LAST_WEEK}`,
    ],
    [
      "cost per tonne and per stop by waste stream last week, most expensive per tonne first",
      `cost per tonne and cost per stop by stream, ${LAST_WEEK}, highest first`,
    ],
    [
      "priciest three rounds per tonne, October. Hold my tea.",
      `cost per tonne by route, ${OCTOBER}, the first 3, highest first`,
    ],
    ["routes with CO2 per stop over 2 kg last week", `CO2 per stop by route, ${LAST_WEEK}, more than 2`],
    ["kilometres per litre by truck last week", `distance driven per litre by vehicle, ${LAST_WEEK}`],
    [
      "fuel per route hour by truck last week except rear loaders",
      `litres of fuel per route hour by vehicle for automated-side-loader or front-loader or split-body or roll-off, ${LAST_WEEK}`,
    ],
    [
      "which three of our diesels make the most sense to swap out first",
      "trucks to replace with electric ones and the range they need, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), first ones first, the first 3",
    ],
    [
      "overtime bill for the week ended 22 November, with an apportionment by cause",
      `${OVERTIME} (Mon, 21 Sept 2026 to Sun, 15 Nov 2026), Mon, 16 Nov 2026 to Sun, 22 Nov 2026`,
    ],
    [
      "what did we shell out on overtime last week, depot by depot",
      `cost of overtime by depot, ${LAST_WEEK}`,
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });

  it("is not told of each route where plans alone are known", async () => {
    expect(await wordsOf("which routes saved the most CO2 by re-optimised routes in October")).toContain(
      "did not understand",
    );
  });
});

describe("what is to come", () => {
  it.each([
    ["which bins will be over the brim before we're back round", `${OVERFLOW}, ${RANGE}`],
    [
      "containers on Mill Lane projected to exceed capacity in advance of their next scheduled collection",
      `${OVERFLOW} (Mill Lane), ${RANGE}`,
    ],
    [
      "which ten containers will be full the soonest",
      `${OVERFLOW}, soonest full first, the first 10, ${RANGE}`,
    ],
    [
      "how many bins will be half full by Sunday",
      `containers that will be at least 50% full before Mon, 30 Nov 2026, ${RANGE}`,
    ],
    [
      "which front-load containers will overflow before their next pickup",
      `${OVERFLOW} (front-load containers), ${RANGE}`,
    ],
    [
      "vehicle requirement for Friday 27 November, by depot",
      `trucks needed, by depot, Fri, 27 Nov 2026, ${RANGE}`,
    ],
    [
      "how many drivers do we need on Monday by depot",
      `drivers needed, one for each truck, by depot, on Monday (Mon, 30 Nov 2026), ${RANGE}`,
    ],
    [
      "will R-9 be late tomorrow",
      `routes that will probably end late with the reasons (R-9), tomorrow (Thu, 26 Nov 2026), ${RANGE}`,
    ],
    [
      "top 3 routes that will probably run late tomorrow",
      `routes that will probably end late with the reasons, tomorrow (Thu, 26 Nov 2026), the first 3, ${RANGE}`,
    ],
    [
      "tonnes in the first full week of January 2027 by stream, with lower and upper bounds, expected",
      `tonnes to be collected, in all and by stream, in the first full week of january 2027 (Mon, 4 Jan 2027 to Sun, 10 Jan 2027), ${RANGE}`,
    ],
    [
      "expected lifts next week for recycling",
      `containers to be emptied (recycling), in all and day by day, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), ${RANGE}`,
    ],
    [
      "what happens to overtime next week by depot if the south landfill queue stays at one hour and a quarter",
      `overtime, by what it would have been on such days of the last four weeks had the queue stood at 75 min at South landfill, by depot, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), ${RANGE}`,
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });

  it("is no December that was", async () => {
    expect(await wordsOf("how many bulky jobs will we have on Mondays in December")).toContain(
      "not foretold",
    );
  });
});

describe("how the product works, and its teams", () => {
  it.each([
    [
      "flags that were flipped in the run-up to the 10:40 jump",
      "changes of flag, real time, the last 13 hours up to 2.0 hours ago",
    ],
    [
      "Feature flags altered in the two hours preceding the 10:40 latency step, in chronological order.",
      "changes of flag, real time, the last 4.0 hours up to 2.0 hours ago, oldest first",
    ],
    [
      "which flags changed before 09:15 yesterday",
      "changes of flag, real time, the last 37 hours up to 27 hours ago",
    ],
    [
      "how many times was each flag changed this week",
      "changes of flag by flag, most first, real time, the last 61 hours",
    ],
    [
      "what flag did Priya flip yesterday",
      "changes of flag by Priya, real time, the last 37 hours up to 13 hours ago",
    ],
    [
      "Which optimizer weights have been changed this week, and by whom?",
      "changes of the optimiser's settings, real time, the last 61 hours",
    ],
    ["cache hit % by hr since midnite", "hit rate of vector.cache by hour, real time, the last 13 hours"],
    [
      "median and p95 of vector search yesterday, by hour",
      "p50 and p95 of vector.search_ms by hour, real time, the last 37 hours up to 13 hours ago",
    ],
    [
      "how much dosh went out on external routing today, and is any breaker open",
      "calls of graphhopper and what they cost, and which circuit breakers are open, real days, today",
    ],
    [
      "what did routing calls cost yesterday versus the day before",
      "calls of graphhopper and what they cost, real days, yesterday, against 2 days ago, whole",
    ],
    ["which breakers are half-open", "half-open circuit breakers"],
    [
      "Which circuit breakers tripped in the last 24 hours?",
      "when circuit breakers opened, real time, the last 24 hours, newest first",
    ],
    [
      "how often did the graphhopper breaker open yesterday",
      "how often circuit breakers of graphhopper opened, by service, real time, the last 37 hours up to 13 hours ago, most first",
    ],
    [
      "Compare p95 of vector search today and yesterday.",
      "p95 of vector.search_ms, real time, the last 13 hours, against the same time of the day before",
    ],
    [
      "is our p95 for API requests worse than yesterday",
      "p95 of api.request_ms, real time, the last 13 hours, against the same time of the day before",
    ],
    [
      "How much have we spent on external routing this month, day by day?",
      "calls of graphhopper and what they cost by day, real days, the last 25 days",
    ],
    [
      "How does today's cache hit rate compare with yesterday's?",
      "hit rate of vector.cache, real time, the last 13 hours, the hit rate against the same time of the day before",
    ],
    [
      "p99 of vector search over the last two hours, and are we getting fewer cache hits?",
      "p99 of vector.search_ms and the hit rate of vector.cache, real time, the last 2.0 hours, the hit rate against the time before, as long",
    ],
    [
      "How's the vector search going, p99 wise, this past hour - and did the cache hits take a dive?",
      "p99 of vector.search_ms and the hit rate of vector.cache, real time, the last 60 min, the hit rate against the time before, as long",
    ],
    [
      "milestones that can't budge, and who is left hanging on who",
      "who waits for whom, and what is held up",
    ],
    [
      "which milestones are blocked for more than one week",
      "who waits for whom, and what is held up, for more than 7 days",
    ],
    [
      "milestones blocked, longest first, due by December 31",
      "who waits for whom, and what is held up, milestones due by Thu, 31 Dec 2026, longest first",
    ],
    [
      "milestones completed in November, by owner",
      "milestones delivered Sun, 1 Nov 2026 to Wed, 25 Nov 2026, by workstream",
    ],
    ["milestnes due ths week", "milestones to deliver, due Mon, 23 Nov 2026 to Sun, 29 Nov 2026, next first"],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });

  it.each([
    // What counts as something, in Spanish
    ["¿Qué se considera contenedor dañado?", "what counts as damaged container and how it is recorded"],
    // In stretches, in German
    [
      "Cache-Trefferquote von heute, stundenweise",
      "hit rate of vector.cache by hour, real time, the last 13 hours",
    ],
    // Which version is in force is what the newest change left
    [
      "what version of the solver settings is currently active",
      "changes of the optimiser's settings, real time, the last 365 days, the newest alone",
    ],
    [
      "which version of the optimizer weights is in use, and since when?",
      "changes of the optimiser's settings, real time, the last 365 days, the newest alone",
    ],
    [
      "Which optimiser weights were changed last week?",
      "changes of the optimiser's settings, real time, the last 229 hours up to 61 hours ago",
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });

  it("asks which report is to be sent, and when", async () => {
    for (const text of ["Email me the report on Friday", "please send the report over to me tonight"])
      expect(await wordsOf(text)).toContain("Which report is meant");
    expect(await wordsOf("show me the report of Monday's missed pickups")).not.toContain("Which report");
  });

  it.each([
    "number of external routing calls per hour today",
    "cache hit rate by cache, today vs yesterday",
    "feature flags currently enabled, with date of last change",
  ])("is not told without what was asked of it: %s", async (text) => {
    expect((await understood(text)).kind).toBe("refusal");
  });
});
