import { expect, it } from "vitest";
import { talkAt } from "#server/ask/fixture-talk.ts";

const { wordsOf } = talkAt("12:40");

const CASES: readonly (readonly [sentences: readonly string[], words: string])[] = [
  // Bounds behind what they count
  [
    ["Which routes skipped 6 stops or more yesterday?"],
    "routes: skipped at least 6, yesterday (Tue, 24 Nov 2026), highest skipped first",
  ],
  [
    ["routes that missed four pickups or more today"],
    "routes: missed at least 4, today (Wed, 25 Nov 2026), highest missed first",
  ],
  [
    ["runs with 12 stops or fewer left"],
    "routes: not started or under way, stops left at most 12, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  [
    ["Which routes skipped 6 stops yesterday?"],
    "routes: skipped at least 6, yesterday (Tue, 24 Nov 2026), highest skipped first",
  ],
  [
    ["Which routes skipped more than 6 stops yesterday?"],
    "routes: skipped over 6, yesterday (Tue, 24 Nov 2026), highest skipped first",
  ],
  // The nearest with room, the clock and the gate
  [
    ["closest wagon to 14 Mill Lane that has at least two tonnes left"],
    "vehicles nearest to 14 Mill Lane with room for 2,000 kg, by straight line",
  ],
  [
    ["which Harbour depot drivers are clocked in but haven't got out of the yard yet"],
    "drivers: Harbour depot, clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    ["Who is on the clock for the Harbour depot and hasn't rolled out of the gate?"],
    "drivers: Harbour depot, clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  // What stays undone, and when a route is through
  [
    [
      "if nothing picks up, what's not going to be done today and will have to roll over to tomorrow? Harbour depot only",
    ],
    "stops: Harbour depot, not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [["which stops have to be moved to friday"], "out-of-scope"],
  [["how many stops left on R-9 and when will it be done?"], "routes: name is R-9, today (Wed, 25 Nov 2026)"],
  [["how many stops are left on R-9?"], "number of stops: route is R-9, pending, today (Wed, 25 Nov 2026)"],
  // Rows with their photos are put together and not counted
  [
    ["contaminated bins in October with their photos, split by zone"],
    "exceptions: contaminated, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, in order of zone, with their photos",
  ],
  [
    ["contaminated bins in October split by zone"],
    "exceptions: contaminated, counted by zone, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  // Which of those that were counted
  [
    ["how many missed pickups today?", "which of them are in East?"],
    "exceptions: zone is East, missed-pickup, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    ["how many missed pickups today?", "how many of them are in East?"],
    "number of exceptions: zone is East, missed-pickup, today (Wed, 25 Nov 2026)",
  ],
  // Another letter, another time beside it
  [
    ["how many missed pickups did contractor B have last week?", "and A?"],
    "number of exceptions: contractor A, missed-pickup, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [["missed pickups yesterday", "and B?"], "unclear"],
  [
    ["tonnes by zone last week", "put the week before beside it"],
    "tonnes collected by zone, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against the week before (Mon, 9 Nov 2026 to Sun, 15 Nov 2026)",
  ],
  [
    ["overtime by driver last month", "now set September against it, biggest jump first"],
    "overtime by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), largest increase first, against september (Tue, 1 Sept 2026 to Wed, 30 Sept 2026)",
  ],
  // A route planned anew against its own day before
  [
    [
      "re-optimise what is left of R-9",
      "how does that compare with yesterday's on km, hours, cost and late stops?",
    ],
    "routes: name is R-9, of Wed, 25 Nov 2026 against those of Tue, 24 Nov 2026: km, hours, cost, late stops, planned and driven, as they stand, without what is only proposed",
  ],
  [
    ["R-9 today against yesterday: km, hours, cost and late stops"],
    "routes: name is R-9, of Wed, 25 Nov 2026 against those of Tue, 24 Nov 2026: km, hours, cost, late stops, planned and driven",
  ],
  [["truck 8 today against yesterday: km, hours, cost and late stops"], "unclear"],
  // Months
  [
    ["overflow by depot for each month since June, improving?"],
    "overflow rate by depot and month, since june (Mon, 1 Jun 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["which figure moved most from August to September"],
    "every KPI, Tue, 1 Sept 2026 to Wed, 30 Sept 2026, against Sat, 1 Aug 2026 to Mon, 31 Aug 2026, biggest move first",
  ],
  [
    ["overflow rate by zone last month, worst zone first"],
    "overflow rate by zone, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), worst first",
  ],
  [
    ["missed per 1,000 stops by contractor since the first of September"],
    "missed per 1,000 stops by contractor, since the 1st of september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026)",
  ],
  [["missed per 1,000 stops on the first stop"], "unclear"],
  // Holidays
  [
    ["collection day for 14 Mill Lane, and does it move next week with the bank holiday?"],
    "collection days: 14 Mill Lane, next first, which no holiday moves: none is on record",
  ],
  // What was said
  [
    ['gripes since the start of October along the lines of "left the gate open"'],
    'what residents said about "left the gate open", since the start of october (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), best first',
  ],
  // Other languages
  [
    ["¿Qué camiones llevan más de 20 minutos parados y no están en el depósito?"],
    "vehicles: stopped, not in a depot's yard, in that state for more than 20 min, earliest since first",
  ],
  [
    ["Paradas que quedan en cada ruta de la zona East, primero la que acaba antes"],
    "routes: zone is East, not started or under way, stops left over 0, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  [
    ["Spritverbrauch je 100 km nach Fahrzeug letzten Monat, höchster zuerst, nur die ersten sechs"],
    "litres of fuel per 100 km by vehicle, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), the first 6, highest first",
  ],
  // Dictated, with words said twice
  [
    ["uh so which which routes are, erm, still open"],
    "routes: not started or under way, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  // An hour of what each does
  [
    ["how many lifts does each crew get through an hour"],
    "stops per hour by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["pickups an hour every round managed last month"],
    "stops per hour by route, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    ["pickups an hour every round managed last month", "same thing for September"],
    "stops per hour by route, Tue, 1 Sept 2026 to Wed, 30 Sept 2026",
  ],
  [
    ["in which yard does a stop work out dearest"],
    "cost per stop by depot, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), highest first",
  ],
  [
    ["how dirty is the recycling across the various districts, and is it getting any better"],
    "contamination rate by zone for recycling, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against the same stretch before (Thu, 1 Oct 2026 to Sun, 25 Oct 2026)",
  ],
  [
    ["which lorry is thirstiest per hour on the road"],
    "litres of fuel per route hour by vehicle, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), highest first",
  ],
  [
    ["how much carbon have we saved in October thanks to replanned routes"],
    "CO2, fuel and distance that accepted plans saved, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    ["what size of fleet must we field on Friday"],
    "trucks needed, on Friday (Fri, 27 Nov 2026), with the range they lie in",
  ],
  [
    ["which switches were flipped right before the spike in latency at 10:40"],
    "changes of flag, real time, the last 13 hours up to 2.0 hours ago",
  ],
  [
    ["who griped about the bin being left across the drive, last 30 days"],
    'what residents said about "bin being left across the drive", last 30 days (Tue, 27 Oct 2026 to Wed, 25 Nov 2026), best first',
  ],
  [
    ["my last two handovers were wrong, put them back the way they were"],
    "a proposal: your last 2 reassignments undone, the newest first",
  ],
  [["faults that are active, worst 1 first"], "fault codes: active, worst first"],
  [["what changed from 11:00 until now"], "what changed since 11:00 today"],
  // Dates with both ends in letters
  [["overtime by driver, 1st to 15th October"], "overtime by driver, Thu, 1 Oct 2026 to Thu, 15 Oct 2026"],
  [["overtime by driver on the 1st of October"], "overtime by driver, Thu, 1 Oct 2026"],
  // To come, and over
  [
    ["when will the glass truck get to Elm Avenue this afternoon"],
    "stops: glass, street is Elm Avenue, pending, expected from 12:00, expected before 18:00, this afternoon (Wed, 25 Nov 2026), earliest expected first, the first 10",
  ],
  [
    ["when did the glass truck get to Elm Avenue this morning"],
    "stops: glass, street is Elm Avenue, done, done from 00:00, done before 12:00, this morning (Wed, 25 Nov 2026), earliest done first, the first 10",
  ],
  // Shifts one by one
  [
    ["list the shifts of Maria Santos from last week"],
    "drivers' shifts: Maria Santos, clocked in, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), earliest first",
  ],
  [["night shifts of last week"], "unclear"],
  // Said by a crew room
  [["will R-9 be done before the driver slips into overtime"], "when R-9 ends, against the end of its shift"],
  [
    ["anyone about to blow through their legal hours today, and at what time?"],
    "drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, today (Wed, 25 Nov 2026), nearest to the limit first",
  ],
  [
    ["how much did repairs of truck 9 set us back last month"],
    "cost of repairs: Truck 9, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    ["choose the first three trucks we should swap for electric"],
    "trucks to replace with electric ones and the range they need, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), first ones first, the first 3",
  ],
  [
    ["on-time rate yesterday set against Monday"],
    "on-time rate, yesterday (Tue, 24 Nov 2026), against monday (Mon, 23 Nov 2026)",
  ],
  [
    ["what needs a service in the next 800 k's"],
    "vehicles: service due in at most 800 km, most pressing first",
  ],
  // Who asks is no driver that is named
  [["how many hours have I worked this week"], "not-yet"],
  [
    ["how many hours has Maria Santos worked this week"],
    "hours on duty, clock-in to clock-out, of drivers' shifts: Maria Santos, clocked in, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  // Slips of than, and orders by who is done first
  [
    ["which routes skipped mor then 4 stops"],
    "routes: skipped over 4, today (Wed, 25 Nov 2026), highest skipped first",
  ],
  [
    ["stops left on each route, in order of who finishes first"],
    "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  // What a procedure is about is told before it is asked for
  [
    ["A battery is burning in a load. What are we to do according to our rules?"],
    'procedures about "battery is burning in a load", best first',
  ],
];

it.each(CASES)("%s", async (sentences, words) => {
  expect(await wordsOf(sentences, async () => null)).toBe(words);
});
