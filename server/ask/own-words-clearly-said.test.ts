import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, anyHouse);

const CASES: readonly (readonly [question: string, words: string])[] = [
  // What is open for so long
  [
    "What has been open for more than two hours in the North zone?",
    "exceptions: zone is North, not closed, older than 2 hours, earliest respond by first",
  ],
  [
    "what's been open longer than 4 hours",
    "exceptions: not closed, older than 4 hours, earliest respond by first",
  ],
  [
    "what has been open for more than a day in the North zone",
    "exceptions: zone is North, not closed, older than 24 hours, earliest respond by first",
  ],
  ["What has been open for over two weeks in the workshop?", "out-of-scope"],
  [
    "What has been outstanding for over two hours in the North zone?",
    "exceptions: zone is North, not closed, older than 2 hours, earliest respond by first",
  ],
  // What crews noted
  [
    "Where have crews noted that a rear loader can't get down the lane?",
    'notes about "rear loader can\'t get down the lane", best first',
  ],
  [
    "Where have we noted that the road's too tight to get a rear loader down?",
    'notes about "road\'s too tight to get a rear loader down", best first',
  ],
  ["Where did drivers note that the gate is locked?", 'notes about "gate is locked", best first'],
  ["where has anyone written that there's a dog", 'notes about "dog", best first'],
  // What the procedures say
  [
    "What is the crew meant to do if there's a fire in the hopper?",
    'procedures about "fire in the hopper", best first',
  ],
  ["what should a driver do in case of a needle injury", 'procedures about "needle injury", best first'],
  ["What are we meant to do about a diesel spill?", 'procedures about "diesel spill", best first'],
  ["What are the crews supposed to do today?", "out-of-scope"],
  // Stops out of order, and what is not collected
  [
    "Which stops did the crews take out of order yesterday and what reason did they give?",
    "stops: done out of sequence, yesterday (Tue, 24 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "which stops did Maria Santos take out of order today",
    "stops: Maria Santos, done out of sequence, today (Wed, 25 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "which stops have drivers served in the wrong order this week, with the reason",
    "stops: done out of sequence, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "What won't get collected today and will have to go on tomorrow's rounds?",
    "stops: not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    "Which North stops won't get served today and must roll over to tomorrow?",
    "stops: zone is North, not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    "What isn't going to get collected today and will need to go on tomorrow's rounds?",
    "stops: not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  // Trips to the tip
  [
    "Which trucks have been to tip more than twice today?",
    "trips to the tip by vehicle, today (Wed, 25 Nov 2026), more than 2, highest first",
  ],
  [
    "which trucks have been to the tip more than twice today",
    "trips to the tip by vehicle, today (Wed, 25 Nov 2026), more than 2, highest first",
  ],
  // A forecast by the week is told by the day, with its total
  [
    "Forecast organics tonnes for each week of December",
    "tonnes to be collected (organics), in all and day by day, in December (Tue, 1 Dec 2026 to Thu, 31 Dec 2026), with the range they lie in",
  ],
  [
    "Forecast glass tonnes for every day of next week",
    "tonnes to be collected (glass), in all and day by day, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), with the range they lie in",
  ],
  [
    "forecast recycling tonnes for each depot in December",
    "tonnes to be collected (recycling), in all and by depot, in December (Tue, 1 Dec 2026 to Thu, 31 Dec 2026), with the range they lie in",
  ],
  [
    "Weekly forecast of organics tonnes for December",
    "tonnes to be collected (organics), in all and day by day, for December (Tue, 1 Dec 2026 to Thu, 31 Dec 2026), with the range they lie in",
  ],
  // The product
  [
    "p95 latency for each service over the last 24 hours, slowest first.",
    "calls of the API by part of the product, by p95, highest first, real time, the last 24 hours",
  ],
  [
    "p99 latency per service in the last hour",
    "calls of the API by part of the product, by p99, highest first, real time, the last 60 min",
  ],
  [
    "p95 latency by procedure in the last hour",
    "procedures of the API by p95, highest first, the first 20, real time, the last 60 min",
  ],
  [
    "five slowest services by p95 in the last hour",
    "calls of the API by part of the product, by p95, highest first, the first 5, real time, the last 60 min",
  ],
  // In Spanish and German
  [
    "¿Cuánto tardan de media los camiones en cada punto de descarga esta semana?",
    "time from arriving at a facility to leaving it, by facility, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "Wie lange stehen die Lkw im Schnitt an jeder Entladestelle diese Woche?",
    "time from arriving at a facility to leaving it, by facility, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "Welche zehn Fahrzeuge sind letzte Woche die meisten Kilometer gefahren?",
    "distance driven by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), the first 10, highest first",
  ],
  [
    "Welche fünf Fahrzeuge sind gestern die wenigsten Kilometer gefahren?",
    "distance driven by vehicle, yesterday (Tue, 24 Nov 2026), the first 5, lowest first",
  ],
  [
    "Welche Fahrzeuge sind gestern mehr als 100 Kilometer gefahren?",
    "distance driven by vehicle, yesterday (Tue, 24 Nov 2026), more than 100 km, highest first",
  ],
];

it.each(CASES)("%s", async (question, words) => {
  expect(await wordsOf(question)).toBe(words);
});
