import { describe, expect, it } from "vitest";
import { withDerived } from "#server/ask/execute-parts.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const wordsOf = wordsAtTwentyToOne(NAMES, async () => []);

const TODAY = "today (Wed, 25 Nov 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";
const WEEK = "this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)";
const STOPPED = "stopped, without those serving a stop, tipping, on break or broken down";
const STANDING = "stopped, serving a stop, tipping, on break or broken down";
const WAITED = "earliest since first, with how long each has waited or tipped there";

const CASES: readonly (readonly [question: string, words: string])[] = [
  // Stopped is a state of its own; what does not move, or is set against what does, stands for whatever reason
  ["Which trucks are stopped right now?", `vehicles: ${STOPPED}`],
  ["¿Qué camiones están parados ahora?", `vehicles: ${STOPPED}`],
  ["how many trucks are stopped right now, by depot?", `vehicles: ${STOPPED}, counted by depot`],
  ["Which trucks are stopped or on break?", "vehicles: stopped or on break"],
  ["which trucks arent moving", `vehicles: ${STANDING}`],
  ["Which trucks are moving and which are stopped?", `vehicles: moving, ${STANDING}`],
  [
    "Rank the drivers by stops per hour last week",
    "stops per hour by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), highest first",
  ],
  [
    "Planned versus actual kilometres for each route yesterday, biggest gap first",
    "planned against driven distance and time per route, yesterday (Tue, 24 Nov 2026), farthest over plan first",
  ],
  [
    "planned against actual by route yesterday, biggest gap first",
    "planned against driven distance and time per route, yesterday (Tue, 24 Nov 2026), least adherent first",
  ],
  [
    "How many missed pickups were there yesterday on R-14?",
    "number of exceptions: route is R-14, missed-pickup, yesterday (Tue, 24 Nov 2026)",
  ],
  [
    "How many routes missed more than 3 stops yesterday?",
    "number of routes: missed over 3, yesterday (Tue, 24 Nov 2026)",
  ],
  ["Which trucks are idle right now?", `vehicles: ${STOPPED}`],
  ["stopped trucks in the North, longest first", `vehicles: zone is North, ${STOPPED}, earliest since first`],
  // How many times is a number
  [
    "How many times did truck 12 break down last month?",
    `number of exceptions: Truck 12, vehicle-breakdown, ${LAST_MONTH}`,
  ],
  [
    "Which trucks broke down more than once last week?",
    `exceptions: vehicle-breakdown, counted by vehicle, more than 1 times, ${LAST_WEEK}`,
  ],
  // What lifts bins is the arm
  [
    "Which lift or packer faults came back within two weeks of being fixed?",
    "repairs: of arm or packer, needed again at most 14 days after the last repair of the same part, soonest back first",
  ],
  [
    "packer and hoist faults that returned within three weeks",
    "repairs: of arm or packer, needed again at most 21 days after the last repair of the same part, soonest back first",
  ],
  // What share of the stops is done
  [
    "What percentage of stops has each depot finished so far today? Lowest first.",
    `completion by depot, ${TODAY}, of all stops planned, lowest first`,
  ],
  [
    "Qué porcentaje de paradas ha terminado cada depósito hoy?",
    `completion by depot, ${TODAY}, of all stops planned`,
  ],
  [
    "Wie viel Prozent der Stopps hat jedes Depot heute geschafft?",
    `completion by depot, ${TODAY}, of all stops planned`,
  ],
  [
    "What % of stops has Harbour depot done today?",
    `completion for Harbour depot, ${TODAY}, of all stops planned`,
  ],
  ["What percentage of stops has truck 12 done today?", `routes: Truck 12, ${TODAY}`],
  ["on-time rate of our own crews last week", `on-time rate for own crews, ${LAST_WEEK}`],
  ["which percentage of stops have our own crews finished this week", `completion for own crews, ${WEEK}`],
  // Two that are set against each other are told apart
  [
    "Compare safety events of truck 5 and truck 7 last week.",
    `safety events: Truck 5 or Truck 7, counted by vehicle, ${LAST_WEEK}`,
  ],
  [
    "Compare repair costs of truck 5 and truck 7 last month",
    `cost of repairs: Truck 5 or Truck 7, by vehicle, ${LAST_MONTH}`,
  ],
  // A queue is of now, where nothing says another time
  ["How long is the queue at the South landfill?", `vehicles: at South landfill, ${WAITED}`],
  ["what's the wait at South landfill at the moment", `vehicles: at South landfill, ${WAITED}`],
  [
    "how long have trucks been waiting at the South landfill right now",
    `vehicles: at South landfill, ${WAITED}`,
  ],
  ["where is the longest queue right now?", "vehicles: at a facility, counted by facility"],
  // Everything of a zone, with its stops; what is named is all that is asked
  ["map of the North zone, the lot", "vehicles, routes, stops left and open exceptions in North now"],
  [
    "Show everything happening in the North zone.",
    "vehicles, routes, stops left and open exceptions in North now",
  ],
  [
    "trucks, routes and open exceptions in the North zone",
    "vehicles, routes and open exceptions in North now",
  ],
  // How the product works
  [
    "Show p95 response time hour by hour for today.",
    "p95 of api.request_ms by hour, real time, the last 13 hours",
  ],
  [
    "Which cache had the lowest hit rate in the last 2 hours?",
    "hit rate of each cache, real time, the last 2.0 hours, lowest first, that one alone",
  ],
  [
    "which cache misses most",
    "hit rate of each cache, real time, the last 60 min, lowest first, that one alone",
  ],
  [
    "Error rate per service for the last 30 minutes, worst first.",
    "error rate of the API by part of the product, real time, the last 30 min, highest first",
  ],
  [
    "Fehlerrate pro Dienst in den letzten 30 Minuten",
    "error rate of the API by part of the product, real time, the last 30 min, highest first",
  ],
  [
    "how many errors per endpoint today",
    "number of calls of the API that failed by procedure, real time, the last 13 hours, highest first",
  ],
];

describe("a question is told whole", () => {
  it.each(CASES)("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });

  it("with how long each has been in its state, by the clock", () => {
    const rows = [{ statusSince: "2026-11-25T12:10:00.000Z" }, { statusSince: null }];
    expect(withDerived(rows, ["statusS"], Date.parse(CLOCK.now))).toEqual([
      { statusSince: "2026-11-25T12:10:00.000Z", statusS: 1_800 },
      { statusSince: null, statusS: null },
    ]);
  });
});
