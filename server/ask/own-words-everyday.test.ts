import { expect, it } from "vitest";
import { talkAt } from "#server/ask/fixture-talk.ts";

const { wordsOf } = talkAt("12:40");

const CASES: readonly (readonly [sentences: readonly string[], words: string])[] = [
  // How trucks stand
  [
    ["How many trucks are rolling right now and how many are parked up in the yard?"],
    "vehicles, counted by status",
  ],
  [
    ["how many of our lorries are out and about and how many are still at base"],
    "vehicles, counted by status",
  ],
  [["How many trucks are out on the road and how many drivers are in the yard?"], "unclear"],
  [["which trucks are idling at the moment"], "not-yet"],
  [["any engines still running now on trucks that stand?"], "not-yet"],
  [
    ["Which trucks have been idle for more than 20 minutes?"],
    "vehicles: stopped, in that state for more than 20 min, earliest since first",
  ],
  [["where's truck 9 and who is driving it?"], "vehicles: Truck 9, with driver"],
  [["who's in truck 17 and where is he now"], "vehicles: Truck 17, with driver"],
  [["who drove truck 9 yesterday and where was it"], "routes: Truck 9, yesterday (Tue, 24 Nov 2026)"],
  [["Where's 12 got to?"], "vehicles: Truck 12"],
  [["Where has truck 9 gone?"], "vehicles: Truck 9"],
  [
    ["Who have we got working over in North right now, and which route is each on?"],
    "vehicles: zone is North",
  ],
  [["which trucks are in East, with their routes"], "vehicles: zone is East"],
  [["which routes are in East"], "routes: zone is East, today (Wed, 25 Nov 2026)"],
  [
    ["has 9 pulled out of the Harbour depot yet, and when?"],
    "routes: Truck 9, Harbour depot, started, today (Wed, 25 Nov 2026), earliest started first",
  ],
  // Filling up
  [["which trucks will be full before the end of the day"], "not-yet"],
  [["is truck 9 going to run out of room before it finishes?"], "not-yet"],
  [
    ["which bins will be full before their next pickup"],
    "containers that will be full before their next pickup, with the range they lie in",
  ],
  // Progress
  [
    ["anybody ahead of plan, and by how many minutes?"],
    "routes: ahead of plan, however little, today (Wed, 25 Nov 2026), shortest behind plan first",
  ],
  [
    ["which routes are ahead of plan"],
    "routes: at least 10 min ahead of plan, today (Wed, 25 Nov 2026), shortest behind plan first",
  ],
  [["when will R-9 be done, give or take"], "when R-9 ends, against the end of its shift"],
  [
    ["how many stops are left in North, all the crews together"],
    "number of stops: zone is North, pending, today (Wed, 25 Nov 2026)",
  ],
  [["how many stops are left by route, all the crews together"], "unclear"],
  [
    ["four rounds with the fewest left to do"],
    "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), lowest stops left first, the first 4",
  ],
  [
    ["I'm on R-9: which is my next stop and how many are left after it?"],
    "stops: route is R-9, pending, today (Wed, 25 Nov 2026), earliest expected first",
  ],
  // Doors
  [
    ["Woman at 12 Hill Street says we never came this morning, did we?"],
    "visits of 12 Hill Street with their proof, this morning (Wed, 25 Nov 2026)",
  ],
  [
    ["There's a man on the line says nobody has been to 40 Mill Lane yesterday. Is that true?"],
    "visits of 40 Mill Lane with their proof, yesterday (Tue, 24 Nov 2026)",
  ],
  [
    ["why did 12 Hill Street get missed on Monday?"],
    "stops: 12 Hill Street, missed, on monday (Mon, 23 Nov 2026), earliest planned first, with the reason that was given",
  ],
  [
    ["why was 12 Hill Street not emptied yesterday?"],
    "stops: 12 Hill Street, skipped or missed, yesterday (Tue, 24 Nov 2026), earliest planned first, with the reason that was given",
  ],
  [["why did 12 Hill Street get missed so often?"], "unclear"],
  [
    ["When were we last at 12 Hill Street, and was everything collected?"],
    "visits: 12 Hill Street, done, missed or skipped, latest first, the first 1",
  ],
  [["when was 12 Hill Street last emptied"], "visits: 12 Hill Street, done, latest first, the first 1"],
  [
    ["What was skipped at 12 Hill Street this month?"],
    "visits: 12 Hill Street, skipped, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest first",
  ],
  [
    ["how many pickups were skipped at 12 Hill Street last month"],
    "number of visits: 12 Hill Street, skipped, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    ["do the Mill Lane pickups change at all at Easter?"],
    "collection days: street is Mill Lane, next first, which no holiday moves: none is on record",
  ],
  [["what bins stand at 12 Hill Street? what goes in each"], "containers: 12 Hill Street, next first"],
  // Weights
  [["show us the weights"], "unclear"],
  [["what weights"], "unclear"],
  [["which weights are loaded in the reader"], "models and trained files"],
  [["show the weigh tickets of today"], "weigh tickets, today (Wed, 25 Nov 2026), latest first"],
  // Definitions
  [
    ["How do you lot count a missed pickup?"],
    "what counts as missed pickup and how it is recorded, and how missed per 1,000 stops is reckoned",
  ],
  [
    ["is it a missed pickup if the road was blocked?"],
    "what counts as missed pickup and as blocked and how it is recorded, and how missed per 1,000 stops is reckoned",
  ],
  [
    ["would it count as contaminated when the bin was overfull?"],
    "what counts as contaminated and as overfull and how it is recorded, and how contamination rate is reckoned",
  ],
  [
    ["what counts as a missed pickup"],
    "what counts as missed pickup and how it is recorded, and how missed per 1,000 stops is reckoned",
  ],
  [
    ["how many missed pickups and blocked ones today?"],
    "number of exceptions: blocked or missed-pickup, today (Wed, 25 Nov 2026)",
  ],
  [["what counts as idling on this yoke?"], "how idle share is reckoned"],
  // Fuel at another price
  [
    ["If fuel had cost 1.70 a litre in October, how much would we have paid?"],
    "cost of fuel at 1.7 per litre, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    ["what would our diesel have come to last month at 2.05 per litre, by depot?"],
    "cost of fuel at 2.05 per litre by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [["Diesel stands at 1.70 now. What did fuel cost last month?"], "unclear"],
  [["what would we have paid for diesel in October"], "not-yet"],
  [["Why did litres per km go up in October against September?"], "unclear"],
  [
    ["Why did we burn more fuel in October than in September?"],
    "why litres of fuel changed, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, against Tue, 1 Sept 2026 to Wed, 30 Sept 2026: what each route, zone, stream, driver and depot added",
  ],
  // Beside the fleet
  [
    ["on-time rate of North last week against the fleet average"],
    "on-time rate for North, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), beside the whole fleet",
  ],
  [
    ["contamination rate for glass in October and overall"],
    "contamination rate for glass, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, beside the whole fleet",
  ],
  [
    ["missed per 1,000 stops in East this month compared with the whole company"],
    "missed per 1,000 stops for East, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), beside the whole fleet",
  ],
  [["on-time rate in East last week against everywhere else"], "unclear"],
  [
    ["on-time rate of North against East last week"],
    "on-time rate by zone for North or East, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["tonnes by route last week"],
    "tonnes collected by route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["tonnes per hour by route last week"],
    "tonnes per route hour by route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // Hours
  [
    ["which drivers clocked in late today, and by how much?"],
    "drivers' shifts: clocked in at least 1 min after the planned start of the shift, today (Wed, 25 Nov 2026), latest by most first",
  ],
  [
    ["how many drivers clocked in late today"],
    "number of drivers' shifts: clocked in at least 1 min after the planned start of the shift, today (Wed, 25 Nov 2026)",
  ],
  [
    ["late clock-ins by depot last week"],
    "drivers' shifts: clocked in at least 1 min after the planned start of the shift, counted by depot, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["who is going to be over eleven hours on duty by the time they finish?"],
    "drivers' shifts: clocked in, expected more than 11 h on duty, today (Wed, 25 Nov 2026), longest first",
  ],
  [["drivers expected to be over 9 hours on the clock tonight"], "choice"],
  [
    ["who has been on duty for over 9 hours"],
    "drivers' shifts: clocked in, on duty now, more than 9 h on duty so far, today (Wed, 25 Nov 2026), longest on duty first",
  ],
  [
    ["which drivers worked over 9 hours yesterday"],
    "hours on duty, clock-in to clock-out, of drivers' shifts: clocked in, by driver, yesterday (Tue, 24 Nov 2026), more than 9 hours",
  ],
  [["overtime sheet for last month"], "overtime by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)"],
  [
    ["overtime list by depot last month"],
    "overtime by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  // What goes on from what was asked
  [
    ["what happened at 12 Hill Street this month?", "which of its bins were skipped last month?"],
    "visits: 12 Hill Street, skipped, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), latest first",
  ],
  [["show me customer 40213", "which of its bins were skipped last month?"], "lost"],
  [
    ["which routes are more than half an hour behind", "no, make it 45 minutes"],
    "routes: under way, more than 45 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["which routes are more than half an hour behind", "make it 40"],
    "routes: under way, more than 40 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["which routes are more than 20 minutes behind", "set me up an alert for those"],
    "a proposal: a notice once there have been any of: routes: under way, more than 20 min behind plan, today, longest behind plan first",
  ],
];

it.each(CASES)("%j", async (sentences, words) => {
  expect(await wordsOf(sentences, async () => null)).toBe(words);
});
