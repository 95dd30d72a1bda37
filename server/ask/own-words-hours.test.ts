import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, anyHouse);

const CASES: readonly (readonly [question: string, words: string])[] = [
  // The clock
  [
    "Who clocked in late today?",
    "drivers' shifts: clocked in at least 1 min after the planned start of the shift, today (Wed, 25 Nov 2026), latest by most first",
  ],
  [
    "late clock-ins by driver this month",
    "drivers' shifts: clocked in at least 1 min after the planned start of the shift, counted by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "who clocked in late this morning at Harbour depot",
    "drivers' shifts: Harbour depot, clocked in from 00:00, clocked in before 12:00, clocked in at least 1 min after the planned start of the shift, this morning (Wed, 25 Nov 2026), latest by most first",
  ],
  ["which drivers clocked out late yesterday", "unclear"],
  [
    "When did Maria Santos clock in today?",
    "drivers: Maria Santos, clocked in, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "did anyone clock in before half four",
    "drivers: clocked in, clocked in before 04:30, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "which drivers clocked in before 16:30",
    "drivers: clocked in, clocked in before 16:30, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "who has clocked in",
    "drivers: clocked in, still on shift, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  // Off between shifts
  [
    "Who had less than 10 hours off between shifts last week?",
    "drivers' shifts: less than 10 h off since the shift before, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), shortest off first",
  ],
  [
    "shortest rest between two shifts this week",
    "drivers' shifts, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), shortest off first",
  ],
  [
    "how many drivers had under 11 hours of rest between shifts in October",
    "number of drivers' shifts: less than 11 h off since the shift before, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  ["rest between routes last week", "unclear"],
  // Breaks and legal hours
  [
    "which drivers have to take a break within the next 45 minutes",
    "drivers' shifts: on duty now, at least 315 min at work since the last break, today (Wed, 25 Nov 2026), longest first",
  ],
  [
    "who needs a break in the next half hour",
    "drivers' shifts: on duty now, at least 5.5 h at work since the last break, today (Wed, 25 Nov 2026), longest first",
  ],
  ["who must take a break in the next 8 hours", "out-of-scope"],
  [
    "Who worked the whole day without a break last Thursday?",
    "drivers' shifts: clocked in, without a break, last thursday (Thu, 19 Nov 2026), latest first",
  ],
  [
    "any drivers about to run out of driving hours in the next 90 minutes",
    "drivers' shifts: clocked in, on duty now, less than 1.5 h left of 13 h on duty and 9 h of driving, today (Wed, 25 Nov 2026), by what is left of 13 h on duty and 9 h of driving, least first",
  ],
  [
    "who will be out of duty time in the next hour",
    "drivers' shifts: clocked in, on duty now, less than 1 h left of 13 h on duty and 9 h of driving, today (Wed, 25 Nov 2026), by what is left of 13 h on duty and 9 h of driving, least first",
  ],
  ["any drivers about to run out of fuel in the next hour", "out-of-scope"],
  // Facilities
  [
    "how many tonnes did we tip yesterday and at which facility",
    "tonnes tipped at facilities, by facility, yesterday (Tue, 24 Nov 2026)",
  ],
  [
    "What did truck 19 weigh at its latest tip?",
    "weigh tickets: Truck 19, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest first, the first 1",
  ],
  [
    "the last weigh ticket of truck 8",
    "weigh tickets: Truck 8, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest first, the first 1",
  ],
  [
    "How long is the wait at South landfill?",
    "vehicles: at South landfill, earliest since first, with how long each has waited or tipped there",
  ],
  [
    "is the South landfill jammed up",
    "vehicles: at South landfill, earliest since first, with how long each has waited or tipped there",
  ],
  [
    "What's the queue at South landfill like on Fridays?",
    "time from arriving at a facility to leaving it, by facility for South landfill, on Fridays, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "average turnaround at South landfill last week before noon",
    "time from arriving at a facility to leaving it, by facility for South landfill, between 00:00 and 12:00, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  ["average turnaround at South landfill last week, before 11 vs after 11", "out-of-scope"],
  // Stops that were not served
  [
    "why did R-18 skip stops today",
    "stops: route is R-18, skipped, today (Wed, 25 Nov 2026), earliest planned first, with the reason that was given",
  ],
  [
    "Why were stops missed on R-7 yesterday?",
    "stops: route is R-7, missed, yesterday (Tue, 24 Nov 2026), earliest planned first, with the reason that was given",
  ],
  [
    "why was stop 22 left out today",
    "stops: no. 22, today (Wed, 25 Nov 2026), earliest planned first, with reason",
  ],
  [
    "Why does truck 9 have stop 22?",
    "why stop 22 is on its truck, with what other places would cost, those on Truck 9 among them",
  ],
  ["why did R-7 miss more stops than R-8 yesterday", "unclear"],
  ["why did R-7 leave late this morning", "not-yet"],
  // Alerts that fired, percentiles of some hours
  [
    "any alerts that have fired since 8 today",
    "notices that your alerts raised since 08:00 on Wed, 25 Nov 2026, newest first",
  ],
  [
    "which alerts were raised before 9:30 this morning",
    "notices that your alerts raised before 09:30 this morning (Wed, 25 Nov 2026), newest first",
  ],
  [
    "what alerts went off between midnight and 5",
    "notices that your alerts raised from 00:00 before 05:00 today (Wed, 25 Nov 2026), newest first",
  ],
  ["which alerts were raised yesterday", "out-of-scope"],
  ["which reminders do i have switched on", "your running alerts"],
  [
    "p95 of the solver between 08:00 and 09:15",
    "p95 of routing.solve_ms, real time, the last 2.5 hours up to 75 min ago",
  ],
  ["p99 of ask between 23:00 and 23:30", "unclear"],
  [
    "p95 of the optimiser on Monday",
    "p95 of routing.solve_ms, real time, the last 59 hours up to 35 hours ago",
  ],
  ["error rate of the assistant today", "out-of-scope"],
  // Days and money
  [
    "how many trucks do we need on Friday the 4th",
    "trucks needed, on Friday the 4th (Fri, 4 Dec 2026), with the range they lie in",
  ],
  ["how many trucks do we need on Friday the 5th", "unclear"],
  [
    "What was behind the overtime on Monday?",
    "cost of overtime and what took longer than on the same routes' days without it (Mon, 28 Sept 2026 to Sun, 22 Nov 2026), on monday (Mon, 23 Nov 2026)",
  ],
  [
    "CO2 in October, and was that more than in September?",
    "CO2, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, against in september (Tue, 1 Sept 2026 to Wed, 30 Sept 2026)",
  ],
  // What a short question leaves open
  ["what about 31", "unclear"],
  ["How's Riverside looking?", "unclear"],
  ["Show me the East numbers", "unclear"],
  ["move that to Friday", "change"],
  // In Spanish and German
  [
    "¿Cuándo fichó Maria Santos?",
    "drivers: Maria Santos, clocked in, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "¿Por qué la R-9 tuvo paradas sin servir ayer?",
    "stops: route is R-9, skipped or missed, yesterday (Tue, 24 Nov 2026), earliest planned first, with the reason that was given",
  ],
  ["¿Por qué salió tarde la R-9 hoy?", "not-yet"],
  [
    "¿Qué contenedores de la zona North se llenarán antes del viernes?",
    "containers that will be full before Fri, 27 Nov 2026 (North), with the range they lie in",
  ],
  [
    "Welche Fahrer hatten gestern weniger als zehn Stunden Ruhe zwischen zwei Schichten?",
    "drivers' shifts: less than 10 h off since the shift before, yesterday (Tue, 24 Nov 2026), shortest off first",
  ],
  ["Was versteht man unter Leerlauf?", "how idle share is reckoned"],
  [
    "Wie hoch war gestern p95 beim Optimierer?",
    "p95 of routing.solve_ms, real time, the last 35 hours up to 11 hours ago",
  ],
  [
    "Gab es gestern Rollbacks, und wer hat sie ausgelöst?",
    "releases of flags that were rolled back, real time, the last 35 hours up to 11 hours ago",
  ],
  // Definitions, days and amounts that are on no record, and what is told beside
  [
    "How do you define a missed pickup? I just want the official wording.",
    "what counts as missed pickup and how it is recorded, and how missed per 1,000 stops is reckoned",
  ],
  ["What counts as a missed pickup? I want the exact numbers of last week", "choice"],
  ["which trucks are due for servicing in the next three weeks", "not-yet"],
  [
    "which trucks are due for servicing in the next 800 km",
    "vehicles: service due in at most 800 km, most pressing first",
  ],
  ["when is my next break", "not-yet"],
  [
    "how long has Maria Santos been without a break",
    "drivers' shifts: Maria Santos, on duty now, today (Wed, 25 Nov 2026), longest first",
  ],
  [
    "¿Cuántas descargas hizo ayer el camión 12 y cuántas toneladas fueron?",
    "weight of weigh tickets: Truck 12, yesterday (Tue, 24 Nov 2026)",
  ],
  ["tell me when a skip in the North zone reaches 85 percent", "not-yet"],
  [
    "calls to outside services this month, by supplier",
    "calls of outside services and what they cost, by service, real days, the last 25 days",
  ],
  [
    "What happened at 44 Mill Lane on Monday? They say nobody came.",
    "visits: 44 Mill Lane, on monday (Mon, 23 Nov 2026), latest first",
  ],
];

it.each(CASES)("%s", async (question, words) => {
  expect(await wordsOf(question)).toBe(words);
});
