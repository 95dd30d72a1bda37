import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, anyHouse);

const CASES: readonly (readonly [question: string, words: string])[] = [
  // A number behind what only a truck has is a truck's
  ["open defects on 31", "fault codes: Truck 31, active, worst first"],
  ["faults on 3 routes today", "unclear"],
  [
    "how many days did 9 spend in the workshop last month",
    "days in the workshop (from opening to done, or until now) of repairs: Truck 9, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  ["How many days did 6 trucks spend in the workshop last month?", "unclear"],
  ["What's still open on truck 17 defect-wise?", "fault codes: Truck 17, active, worst first"],
  // What was done to a truck
  [
    "has truck 22 had any tyre work since June",
    "repairs: Truck 22, of tyres, since june (Mon, 1 Jun 2026 to Wed, 25 Nov 2026), latest first",
  ],
  [
    "What packer work has been done on truck 14 this year?",
    "repairs: Truck 14, of packer, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), latest first",
  ],
  [
    "did truck 30 get any hydraulic repairs last month",
    "repairs: Truck 30, of hydraulics, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), latest first",
  ],
  ["has truck 22 had any luck this year", "unclear"],
  // How often trucks were in for a part
  [
    "trucks that went in more than once for tyres since July",
    "repairs: of tyres, counted by vehicle, since july (Wed, 1 Jul 2026 to Wed, 25 Nov 2026), at least 2, highest first",
  ],
  ["which trucks were in more than once last month", "out-of-scope"],
  // Services
  ["PMs overdue, most overdue first", "vehicles: past their service distance, most pressing first"],
  [
    "overdue services at Harbour depot",
    "vehicles: Harbour depot, past their service distance, most pressing first",
  ],
  ["are any PMs due on Friday", "out-of-scope"],
  [
    "which trucks have a service due inside 600 km, nearest first",
    "vehicles: service due in at most 600 km, most pressing first",
  ],
  ["due for service inside two weeks", "out-of-scope"],
  // Why trucks are in the workshop, and why one stands
  [
    "which trucks are in the workshop and what is being repaired",
    "repairs: in the workshop, not closed, earliest first",
  ],
  ["Why hasn't truck 12 moved?", "vehicles: Truck 12, with status, with since"],
  ["how come truck 7 is parked up", "vehicles: Truck 7, with status, with since"],
  ["why was truck 7 parked up yesterday", "unclear"],
  ["why are trucks parked up", "unclear"],
  // What repairs cost
  [
    "List the repairs of truck 22 since June with what each one cost",
    "repairs: Truck 22, since june (Mon, 1 Jun 2026 to Wed, 25 Nov 2026), one by one with what each cost, and the cost of all",
  ],
  [
    "which repairs did truck 7 have this year and what did we pay for them",
    "repairs: Truck 7, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), one by one with what each cost, and the cost of all",
  ],
  [
    "what did the repairs of truck 7 cost this year",
    "cost of repairs: Truck 7, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "repair cost per truck this year over 4 grand, highest first",
    "cost of repairs, by vehicle, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), more than 4000, highest first",
  ],
  [
    "What did repairs cost by truck last month? Only show me those over 900.",
    "cost of repairs, by vehicle, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), more than 900",
  ],
  [
    "cost of repairs by truck this year, at least 2500",
    "cost of repairs, by vehicle, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), at least 2500",
  ],
  // Loads over what a truck can carry
  [
    "Were any loads over the legal limit on Monday?",
    "weigh tickets: heavier than what its truck can carry, on monday (Mon, 23 Nov 2026), latest first",
  ],
  [
    "overloaded tickets last week by truck",
    "weigh tickets: heavier than what its truck can carry, counted by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    "which weigh tickets this month went over the truck's capacity",
    "weigh tickets: heavier than what its truck can carry, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest first",
  ],
  [
    "how many containers were overweight yesterday",
    "number of exceptions: overweight, yesterday (Tue, 24 Nov 2026)",
  ],
  // Checks before a shift are on no record
  ["Which drivers skipped their pre-trip inspection this morning?", "not-yet"],
  ["what failed on yesterday's walk-round checks", "not-yet"],
  ["what does the procedure say about the walk-round", 'procedures about "walk round", best first'],
  ["¿Quién no hizo hoy la inspección?", "not-yet"],
  // In Spanish and German
  [
    "¿Qué camiones están con el mantenimiento vencido?",
    "vehicles: past their service distance, most pressing first",
  ],
  [
    "Welche Lkw sind mit der Wartung überfällig?",
    "vehicles: past their service distance, most pressing first",
  ],
  [
    "Durchschnittliches Nettogewicht pro Ladung Glas letzte Woche",
    "mean weight of weigh tickets: glass, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
];

it.each(CASES)("%s", async (question, words) => {
  expect(await wordsOf(question)).toBe(words);
});
