import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(
  [
    ...NAMES,
    { kind: "customer", id: 77, name: "40117", key: "40117" },
    { kind: "facility", id: 10, name: "North transfer station", key: "North transfer station" },
  ],
  anyHouse,
);

type Said = readonly (readonly [question: string, words: string])[];

const R8 = "routes: name is R-8, today (Wed, 25 Nov 2026)";
const SHARES_DONE: Said = [
  ["What percentage of R-8's stops are done?", R8],
  ["What share of stops on R-8 is done", R8],
  ["What fraction of the stops on R-8 are complete?", R8],
  ["R-8 % complete", R8],
  ["What percentage of R-8's stops are still open?", R8],
  ["how many of R-8's stops are done, as a percentage?", R8],
  ["what share of R-8 is still to do", R8],
  ["Zu wie viel Prozent ist R-8 fertig?", R8],
  ["Wie viel Prozent der Stopps von R-8 sind erledigt?", R8],
  ["¿Qué porcentaje de las paradas de R-8 está hecho?", R8],
  ["what % of truck 12's stops are finished", "routes: Truck 12, today (Wed, 25 Nov 2026)"],
  ["What percentage of the stops on truck 7 are left?", "routes: Truck 7, today (Wed, 25 Nov 2026)"],
  ["percentage of stops Maria Santos has done today", "routes: Maria Santos, today (Wed, 25 Nov 2026)"],
  ["What percentage of R-8's stops were done yesterday?", "completion for R-8, yesterday (Tue, 24 Nov 2026)"],
  [
    "What percentage of the Harbour depot's stops are done?",
    "completion for Harbour depot, today (Wed, 25 Nov 2026), of all stops planned",
  ],
  ["What percentage of R-8's stops did we do late?", "unclear"],
  ["How far has Maria Santos got through her stops?", "routes: Maria Santos, today (Wed, 25 Nov 2026)"],
  [
    "What percentage of stops are done in each zone?",
    "completion by zone, today (Wed, 25 Nov 2026), of all stops planned",
  ],
];

const YEAR = "this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)";
const HISTORIES: Said = [
  ["What has happened on account 40117 this year?", `visits: 40117, ${YEAR}, latest first`],
  [
    "What went on at account 40117 last month?",
    "visits: 40117, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), latest first",
  ],
  ["Everything on account 40117", "visits: 40117, latest first"],
  ["Was ist dieses Jahr bei Konto 40117 passiert?", `visits: 40117, ${YEAR}, latest first`],
  ["¿Qué ha pasado con la cuenta 40117 este año?", `visits: 40117, ${YEAR}, latest first`],
  ["What has gone wrong at account 40117 this year?", `exceptions: 40117, ${YEAR}, latest opened first`],
];

const THREE_MONTHS = "last 3 months (Wed, 26 Aug 2026 to Wed, 25 Nov 2026)";
const GONE_WRONG = `fault codes and repairs: Truck 14, ${THREE_MONTHS}, latest first`;
const WENT_WRONG: Said = [
  ["What has gone wrong with truck 14 in the last three months?", GONE_WRONG],
  ["fault and repair history of truck 14, last three months", GONE_WRONG],
  ["Was war in den letzten drei Monaten mit Wagen 14 los?", GONE_WRONG],
  ["Welche Störungen und Reparaturen hatte Wagen 14 in den letzten drei Monaten?", GONE_WRONG],
  ["¿Qué ha fallado en el camión 14 en los últimos tres meses?", GONE_WRONG],
  [
    "everything that's gone wrong with truck 14 since september, oldest first",
    "fault codes and repairs: Truck 14, since september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026), earliest first",
  ],
  [
    "Everything that went wrong with 14 this year",
    `fault codes and repairs: Truck 14, ${YEAR}, latest first`,
  ],
  [
    "What has gone wrong with the Harbour depot's trucks this year?",
    `fault codes and repairs: Harbour depot, ${YEAR}, latest first`,
  ],
  ["What's truck 14 been in the workshop for this year?", `repairs: Truck 14, ${YEAR}, latest first`],
  ["What's wrong with truck 14?", "fault codes: Truck 14, active, worst first"],
];

const THIRTY_DAYS = "last 30 days (Tue, 27 Oct 2026 to Wed, 25 Nov 2026)";
const MISSED = `exceptions: missed-pickup, counted by depot, ${THIRTY_DAYS}`;
const RANKS: Said = [
  ["Rank the depots by missed pickups, last 30 days", MISSED],
  ["League table of depots by missed pickups, last 30 days", MISSED],
  ["Rangliste der Depots nach verpassten Abholungen, letzte 30 Tage", MISSED],
  ["Ordena los depósitos por recogidas perdidas en los últimos 30 días", MISSED],
  [
    "Rank the depots from best to worst by missed pickups, last 30 days",
    `${MISSED}, fewest first, each depot that ran counted, also with none`,
  ],
  ["rank the trucks by breakdowns this year", `exceptions: vehicle-breakdown, counted by vehicle, ${YEAR}`],
  [
    "put the depots in order of missed pickups for October",
    "exceptions: missed-pickup, counted by depot, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    "sort the zones by contaminated loads this year, worst first",
    `exceptions: contaminated, counted by zone, ${YEAR}`,
  ],
  [
    "Rank the top ten streets by complaints this year",
    `calls of residents about complaint, in all and by street, ${YEAR}, the first 10, highest first`,
  ],
  ["rank the drivers by open exceptions", "exceptions: not closed, counted by driver"],
  [
    "Rank the depots by missed pickups per thousand stops, last 30 days",
    `missed per 1,000 stops by depot, ${THIRTY_DAYS}, highest first`,
  ],
];

const OCTOBER = "Thu, 1 Oct 2026 to Sat, 31 Oct 2026";
const COLLECTIONS: Said = [
  [
    "Was hat uns die Organik-Sammlung im Oktober pro Tonne gekostet?",
    `cost per tonne for organics, ${OCTOBER}`,
  ],
  ["Kosten der Papierabfuhr pro Stopp im Oktober", `cost per stop for paper, ${OCTOBER}`],
  ["Altglassammlung Tonnen Oktober", `tonnes collected for glass, ${OCTOBER}`],
  ["Kosten pro Tonne für die Grüngutabfuhr im Oktober", `cost per tonne for organics, ${OCTOBER}`],
  ["Was kostet uns die Sondermüllsammlung pro Stopp dieses Jahr?", `cost per stop for hazardous, ${YEAR}`],
  [
    "Was kostete uns die Leerung der Biotonnen pro Tonne im Oktober?",
    `cost per tonne for organics, ${OCTOBER}`,
  ],
  [
    "An welchem Tag ist die Restmüllabfuhr in der 44 Mill Lane?",
    "collection days: 44 Mill Lane, refuse, next first",
  ],
  ["¿Cuánto diésel gastó la recogida selectiva en octubre?", `litres of fuel for recycling, ${OCTOBER}`],
  [
    "¿Cuánto costó la recogida de residuos voluminosos en octubre?",
    `cost of finished routes for bulky, ${OCTOBER}`,
  ],
];

const CREWS =
  "drivers needed, one for each truck against all drivers of each depot, whose days off are not on record";
const SHORTFALLS: Said = [
  [
    "How many drivers will we be short on Friday?",
    `${CREWS}, on Friday (Fri, 27 Nov 2026), with the range they lie in`,
  ],
  [
    "Will we have enough drivers tomorrow?",
    `${CREWS}, tomorrow (Thu, 26 Nov 2026), with the range they lie in`,
  ],
  [
    "Is the Harbour depot short of drivers on Friday?",
    `${CREWS} (Harbour depot), on Friday (Fri, 27 Nov 2026), with the range they lie in`,
  ],
  [
    "¿Tenemos suficientes conductores para mañana?",
    `${CREWS}, tomorrow (Thu, 26 Nov 2026), with the range they lie in`,
  ],
  [
    "How many drivers do we need on Friday?",
    "drivers needed, one for each truck, on Friday (Fri, 27 Nov 2026), with the range they lie in",
  ],
  [
    "How many spare trucks do we have tomorrow?",
    "trucks needed against those available, neither in the workshop nor broken down, by depot, tomorrow (Thu, 26 Nov 2026), with the range they lie in",
  ],
];

const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const AT_NORTH = `weigh tickets: North transfer station, ${LAST_WEEK}, heaviest first`;
const LOADS: Said = [
  ["Which truck took the heaviest load to the North transfer station last week?", `${AT_NORTH}, the first 1`],
  ["Which trucks took the heaviest loads to the North transfer station last week?", AT_NORTH],
  [
    "Which truck had the heaviest ticket last week?",
    `weigh tickets, ${LAST_WEEK}, heaviest first, the first 1`,
  ],
  [
    "Heaviest load each truck took last week",
    `highest weight of weigh tickets, by vehicle, ${LAST_WEEK}, highest first`,
  ],
  [
    "Which truck took the most loads to the North transfer station last week?",
    `weigh tickets: North transfer station, counted by vehicle, ${LAST_WEEK}, highest first`,
  ],
];

const FULL = "vehicles: more than 95% full, stops left at least 20, fullest first";
const TWO_CONDITIONS: Said = [
  ["Which trucks are more than 95 % full and still have 20 stops left?", FULL],
  ["which trucks have 20 stops left and are over 95% full", FULL],
  ["Which trucks are more than 95 % full or have 20 stops left?", "unclear"],
  ["trucks that are full and stopped for more than 20 minutes", "unclear"],
  [
    "Which routes are more than 30 minutes late and still have over 20 stops left?",
    "routes: not started or under way, stops left over 20, more than 30 min behind plan, today (Wed, 25 Nov 2026), highest stops left first",
  ],
  ["Which containers are more than 90% full?", "not-yet"],
  ["How full is the container at 44 Mill Lane?", "not-yet"],
  [
    "which containers will be over 90% full before their next pickup",
    "containers that will be at least 90% full before their next pickup, with the range they lie in",
  ],
];

describe("a clear question is answered as it was asked", () => {
  it.each(SHARES_DONE)("how much is done of one route, truck or driver: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(HISTORIES)("what happened at an account: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(WENT_WRONG)("what went wrong with a truck over a time: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(RANKS)("things ranked by what is counted of them: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(COLLECTIONS)("the collection of a stream in one word: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(SHORTFALLS)("who will be short on a coming day: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(LOADS)("the truck of the one load that comes first: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(TWO_CONDITIONS)("both conditions, or neither: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
