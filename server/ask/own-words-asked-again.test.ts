import { describe, expect, it } from "vitest";
import { turnedTo } from "#server/ask/core/follow-up-turns.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);
const findAddress = async (street: string, house: string | null) => [
  { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
];
const wordsOf = async (text: string): Promise<string> =>
  wordsOfReading(await understand(text, { linker, clock: CLOCK, depotIds: [], findAddress }));
const reads = (table: readonly (readonly [text: string, words: string])[]) =>
  it.each(table)("%s", async (text, words) => expect(await wordsOf(text)).toBe(words));

const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";
const TODAY = "today (Wed, 25 Nov 2026)";
const YESTERDAY = "yesterday (Tue, 24 Nov 2026)";
const YEAR = "this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)";

describe("hit rates since yesterday", () => {
  const hourly = "hit rate of vector.cache by hour, real time, the last";
  reads([
    ["Show the cache hit rate by hour since yesterday morning.", `${hourly} 31 hours`],
    ["hourly hit rate of the cache since yesterday", `${hourly} 37 hours`],
    ["cache hit rate since yesterday evening", "hit rate of vector.cache, real time, the last 19 hours"],
    [
      "Has the cache hit rate dropped since yesterday?",
      "hit rate of vector.cache, real time, the last 13 hours, the hit rate against the same time of the day before",
    ],
  ]);
});

describe("how long repairs held", () => {
  const back = (part: string, days: number) =>
    `repairs: of ${part}, needed again at most ${days} days after the last repair of the same part, soonest back first`;
  reads([
    ["Which packer repairs didn't last a month?", back("packer", 30)],
    ["arm repairs that did not hold for two weeks", back("arm", 14)],
    ["Which brake repairs failed to last 30 days?", back("brakes", 30)],
    ["Packer fixes that didn't even make it a month", back("packer", 30)],
    ["Which hydraulic repairs didn't hold up for a fortnight?", back("hydraulics", 14)],
  ]);
});

describe("what nobody has taken on", () => {
  const open = `exceptions: open, taken by nobody, missed-pickup, ${TODAY}, earliest respond by first`;
  reads([
    ["Which of today's missed collections has nobody taken on yet?", open],
    ["Which of today's missed pickups is nobody dealing with?", open],
    ["Zeig mir die verpassten Abholungen von heute, um die sich noch keiner kümmert.", open],
    ["Verpasste Abholungen heute, um die sich bisher niemand gekümmert hat", open],
    ["Qué recogidas fallidas de hoy no ha cogido nadie?", open],
  ]);
});

describe("a weekday before the day that is asked about", () => {
  reads([
    [
      "What was our on-time rate yesterday up to noon compared with the Tuesday before?",
      `on-time rate, ${YESTERDAY}, counting stops due until 12:00, against the tuesday before (Tue, 17 Nov 2026 until the same time of day)`,
    ],
    [
      "Stops done yesterday compared with the Monday before",
      `stops done, ${YESTERDAY}, against the monday before (Mon, 23 Nov 2026)`,
    ],
    [
      "completion last Friday versus the previous Friday",
      "completion, last friday (Fri, 20 Nov 2026), against the previous friday (Fri, 13 Nov 2026)",
    ],
  ]);
});

describe("the last time a place was served", () => {
  const visit = "visits: 14 Mill Lane, done, latest first, the first 1";
  reads([
    ["When was 14 Mill Lane last collected?", visit],
    ["When was 14 Mill Lane last visited?", visit],
    ["when was 14 Mill Lane last emptied", visit],
    ["Show me the last visits to 14 Mill Lane", "visits: 14 Mill Lane, latest first"],
    [
      "When do we collect at 14 Mill Lane, and does the Christmas holiday change anything?",
      "collection days: 14 Mill Lane, next first, which no holiday moves: none is on record",
    ],
  ]);
});

describe("plan and drive of others than routes", () => {
  const told = (by: string) => `planned against driven distance and time per ${by}, ${LAST_WEEK}`;
  reads([
    ["Planned against actual kilometres and hours by driver for last week.", told("driver")],
    ["Compare planned and actual hours for each depot last week", told("depot")],
    ["How did actual hours compare with planned hours by truck last week?", told("vehicle")],
    ["Planned and actual distance per route last week", told("route")],
    ["route adherence by driver last week", `route adherence by driver, ${LAST_WEEK}`],
  ]);
});

describe("a second split of what overtime cost", () => {
  const told = `cost of overtime by depot and month, ${YEAR}`;
  reads([
    ["Overtime cost by depot for every month this year.", told],
    ["Overtime cost by depot by month this year", told],
    ["What did overtime cost each depot, month by month, this year?", told],
    ["Überstundenkosten pro Depot und Monat dieses Jahr", told],
  ]);
});

describe("the fewest exceptions", () => {
  const counted = "exceptions: missed-pickup, counted by";
  reads([
    [
      "Which three routes had the fewest missed collections last month?",
      `${counted} route, ${LAST_MONTH}, fewest first, each route that ran counted, also with none, the first 3`,
    ],
    ["fewest missed pickups by stream last month", `${counted} stream, ${LAST_MONTH}, fewest first`],
  ]);
});

describe("what counts as an exception of a kind", () => {
  const missed =
    "what counts as missed pickup and how it is recorded, and how missed per 1,000 stops is reckoned";
  reads([
    ["What counts as a missed collection here?", missed],
    ["how do you define a missed collection", missed],
    ["When do we record a pickup as missed?", missed],
    ["Was gilt als verpasste Abholung?", missed],
    ["what counts as no access?", "what counts as no access and how it is recorded"],
    ["How is missed per 1,000 stops calculated?", "how missed per 1,000 stops is reckoned"],
    ["What counts as on time?", "how on-time rate is reckoned"],
  ]);
});

describe("the range of a forecast and codes of faults", () => {
  reads([
    [
      "What tonnage do you expect for the week of 7 December, with the high and low end?",
      "tonnes to be collected, in all and day by day, Mon, 7 Dec 2026 to Sun, 13 Dec 2026, with the range they lie in",
    ],
    [
      "Bei welchen Fahrzeugen liegen gerade Fehlercodes an? Die schlimmsten bitte zuerst.",
      "fault codes: active, worst first",
    ],
  ]);
});

describe("the other end of a ranking", () => {
  it.each([
    ["The ten trucks that used the most fuel last month.", "Now the five that used the least."],
    ["The ten trucks that used the most fuel last month.", "And the bottom five?"],
    ["The ten trucks that used the most fuel last month.", "now the five, the least used have"],
    ["The ten trucks that used the most fuel last month.", "now the five that used the least fuel"],
  ])("%s %s", (before, now) => {
    expect(turnedTo(before, now)).toEqual(["The five trucks that used the least fuel last month"]);
  });

  it.each([
    [
      "Which routes had the most missed pickups last week?",
      "now the three with the fewest",
      ["Which three routes had the least missed pickups last week"],
    ],
    ["Tonnes by zone last month", "Now the five with the least", ["Tonnes by zone last month, lowest five"]],
    [
      "Top five drivers by overtime last week",
      "And the three best",
      ["Top drivers by overtime last week, best three"],
    ],
    [
      "Which drivers had the most exceptions?",
      "and the three best",
      ["Which three drivers had the least exceptions", "Which drivers had the most exceptions, best three"],
    ],
  ])("counts rows that nobody had counted: %s %s", (before, now, texts) => {
    expect(turnedTo(before, now)).toEqual(texts);
  });

  it("stays what it is without a number or an end, and where another thing is measured", () => {
    expect(turnedTo("The ten trucks that used the most fuel last month.", "Now by depot")).toBeUndefined();
    expect(turnedTo("Top ten drivers by overtime", "now the five with the most exceptions")).toBeUndefined();
  });
});
