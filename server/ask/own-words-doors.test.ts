import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(
  [...NAMES, { kind: "customer", id: 77, name: "40117", key: "40117" }],
  anyHouse,
);
const reads = (table: readonly (readonly [question: string, words: string])[]) =>
  it.each(table)("%s", async (question, words) => expect(await wordsOf(question)).toBe(words));

const TODAY = "today (Wed, 25 Nov 2026)";

describe("trucks, crews and doors, as people ask about them: one truck, and what it does", () => {
  reads([
    ["What's truck 23 doing at the moment: driving, tipping or parked up?", "vehicles: Truck 23"],
    ["what is lorry 8 up to right now?", "vehicles: Truck 8"],
    ["Is 14 moving or stuck?", "vehicles: Truck 14"],
    ["Is truck 14 tipping, on break or just sat there?", "vehicles: Truck 14"],
    ["Whereabouts is 33?", "vehicles: Truck 33"],
    ["Where's 19 at? The office is chasing.", "vehicles: Truck 19"],
    ["Where's truck 19? No truck is waiting for it.", "unclear"],
    ["What is truck 8 doing tomorrow?", "not-yet"],
    ["What is truck 8 doing on Hill Street next week?", "not-yet"],
  ]);
});

describe("trucks, crews and doors, as people ask about them: when a truck was last heard from", () => {
  reads([
    ["When did you last hear from 12?", "vehicles: Truck 12"],
    ["when did we last have a fix for truck 40", "vehicles: Truck 40"],
    ["When have we last received a signal from lorry 7?", "vehicles: Truck 7"],
    ["When did we last get a complaint from truck 12?", "unclear"],
  ]);
});

describe("trucks, crews and doors, as people ask about them: who stands where, and for how long", () => {
  reads([
    ["Who's over at South landfill and since when?", "vehicles: at South landfill, earliest since first"],
    [
      "which trucks are at South landfill and how long have they been waiting there?",
      "vehicles: at South landfill, earliest since first",
    ],
    ["Who all is parked at South landfill?", "vehicles: at South landfill, earliest since first"],
    ["which trucks were at South landfill yesterday and how long did each stay?", "choice"],
  ]);
});

describe("trucks, crews and doors, as people ask about them: how many are in each state", () => {
  reads([
    ["How many vehicles are driving, and how many are parked up?", "vehicles, counted by status"],
    ["headcount: how many tipping, how many on break, how many gone quiet", "vehicles, counted by status"],
    ["how many trucks by status in Harbour depot", "vehicles: Harbour depot, counted by status"],
    ["how many trucks are stopped and how many routes are late?", "unclear"],
  ]);
});

describe("trucks, crews and doors, as people ask about them: what rows of trucks and drivers tell besides", () => {
  reads([
    [
      "trucks in Harbour with their drivers and streams",
      "vehicles: zone is Harbour, with streams, with driver",
    ],
    [
      "Wagons in Riverside, showing which stream they're on and who drives them",
      "vehicles: zone is Riverside, with streams, with driver",
    ],
    ["which trucks are in Riverside and what route is each on?", "vehicles: zone is Riverside"],
    [
      "Who's on shift right now and which round are they on?",
      `drivers: clocked in, still on shift, ${TODAY}, earliest clocked in first, with route`,
    ],
    [
      "Which crews are on duty and on what route?",
      `drivers: clocked in, still on shift, ${TODAY}, earliest clocked in first, with route`,
    ],
    [
      "Welche Fahrer sind jetzt im Dienst und auf welcher Tour?",
      `drivers: clocked in, still on shift, ${TODAY}, earliest clocked in first, with route`,
    ],
  ]);
});

describe("trucks, crews and doors, as people ask about them: nearest, less full than so much", () => {
  reads([
    [
      "Who's nearest to 85 Elm Avenue with under half a load on?",
      "vehicles nearest to 85 Elm Avenue, less than 50% full, by straight line",
    ],
    [
      "nearest trucks to 62 Hill Street under 40 % full",
      "vehicles nearest to 62 Hill Street, less than 40% full, by straight line",
    ],
    [
      "closest truck to 9 Mill Lane with less than a third of a load",
      "vehicles nearest to 9 Mill Lane, less than 33% full, by straight line",
    ],
    ["nearest trucks to 62 Hill Street over 80 % full", "unclear"],
    ["nearest empty truck to 62 Hill Street", "unclear"],
    [
      "Closest five trucks to 62 Hill Street, don't care how full they are",
      "vehicles nearest to 62 Hill Street, by straight line",
    ],
  ]);
});

describe("trucks, crews and doors, as people ask about them: the stop that was done last", () => {
  reads([
    [
      "What was the last stop truck 12 did?",
      `stops: Truck 12, done, ${TODAY}, latest done first, the first 1`,
    ],
    [
      "Maria Santos's most recent completed pickup",
      `stops: Maria Santos, done, ${TODAY}, latest done first, the first 1`,
    ],
    ["what stop did R-9 make last?", "unclear"],
    ["has truck 12 done its last stop?", "unclear"],
    [
      "What is R-9's last stop?",
      `stops: route is R-9, pending, ${TODAY}, latest expected first, the first 1`,
    ],
    ["last stop done by truck 12 yesterday", "unclear"],
  ]);
});

describe("trucks, crews and doors, as people ask about them: who asks at which door", () => {
  reads([
    [
      "A bloke at 44 Mill Lane is asking when you're coming today",
      `stops: 44 Mill Lane, pending, ${TODAY}, earliest expected first, the first 10`,
    ],
    [
      "I've got a resident from 7 Elm Avenue on the line wondering what time her paper will be collected today. What should I say?",
      `stops: paper, 7 Elm Avenue, pending, ${TODAY}, earliest expected first, the first 10`,
    ],
    [
      "Customer at 44 Mill Lane wants to know when the lads will get there. What can I tell him?",
      `stops: 44 Mill Lane, pending, ${TODAY}, earliest expected first, the first 10`,
    ],
    ["A lady at 7 Elm Avenue complained about her paper", "out-of-scope"],
  ]);
});
