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
  [
    ["what bins stand at 12 Hill Street? what goes in each"],
    "containers: 12 Hill Street, next first, with when each was last emptied",
  ],
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
    "drivers' shifts: clocked in, on duty now, more than 9 h on duty, today (Wed, 25 Nov 2026), longest on duty first",
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
  // What is not on record, or not foretold
  [["How long will the wait at South landfill be around four?"], "not-yet"],
  [
    ["how long is the queue at South landfill now"],
    "vehicles: at South landfill, earliest since first, with how long each has waited or tipped there",
  ],
  [
    ["How long was the wait at South landfill yesterday?"],
    "time from arriving at a facility to leaving it, by facility for South landfill, yesterday (Tue, 24 Nov 2026)",
  ],
  [["by when must Wei Chen have his break?"], "not-yet"],
  [
    ["how long has Wei Chen been without a break"],
    "drivers' shifts: Wei Chen, on duty now, today (Wed, 25 Nov 2026), longest first",
  ],
  [["who is on leave on Friday?"], "not-yet"],
  [["when will the trucks in the workshop be ready again?"], "not-yet"],
  [["which trucks are in the workshop"], "vehicles: in the workshop"],
  [["draft turning the flag ask.reader off"], "change"],
  [["which flags were changed today"], "changes of flag, real time, the last 13 hours"],
  // Exceptions
  [
    ["which addresses on R-9 were flagged today, and what for?"],
    "exceptions: route is R-9, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    ["spots the crews couldn't get in to in October, tallied by street"],
    "exceptions: no-access, counted by street, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    ["houses we couldn't get into yesterday – tally them by zone, worst on top"],
    "exceptions: no-access, counted by zone, yesterday (Tue, 24 Nov 2026)",
  ],
  [["open exceptions by cause, worst first"], "exceptions: not closed, counted by cause (kind of exception)"],
  [
    ["who is dealing with the open exceptions in Harbour? and which of them have no owner?"],
    "exceptions: zone is Harbour, not closed, earliest respond by first",
  ],
  [
    ["which open exceptions in Harbour have no owner"],
    "exceptions: zone is Harbour, open, taken by nobody, earliest respond by first",
  ],
  [
    ["missed pickups of Monday, which ones haven't we gone back for yet?"],
    "exceptions: not closed, missed-pickup, monday (Mon, 23 Nov 2026), earliest respond by first",
  ],
  [
    ["which missed pickups of Monday have we gone back for"],
    "exceptions: missed-pickup, how it was closed contains go-back, monday (Mon, 23 Nov 2026), latest opened first",
  ],
  [
    ["How long on average to close a missed pickup, last week against the week before?"],
    "average time to close of exceptions: missed-pickup, closed, by week, the week before and last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["mean time to close contaminated bins this month against October"],
    "average time to close of exceptions: contaminated, closed, by month, october and this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [["average time to close missed pickups by zone this month against October"], "unclear"],
  // Times at a stop
  [
    ["average time spent at a stop by driver last week"],
    "average time at the stop of stops: done, by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["how long do the crews spend at each stop in North last week, on average"],
    "average time at the stop of stops: zone is North, done, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["mean service time by zone in October"],
    "average time at the stop of stops: done, by zone, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    ["average time spent at South landfill last week"],
    "time from arriving at a facility to leaving it, by facility for South landfill, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // Measures
  [
    ["L/100km by truck last week, worst first"],
    "litres of fuel per 100 km by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), highest first",
  ],
  [
    ["how many klicks did we do per tonne tipped in October?"],
    "distance driven per tonne, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    ["cost per tonne hauled by depot last month"],
    "cost per tonne by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    ["Sort the depots by overtime for last week, least first"],
    "overtime by depot, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), lowest first",
  ],
  [["order a skip for Hill Street"], "change"],
  [
    ["Put 9 and 17 side by side for last week, the trucks: km and litres"],
    "distance driven and litres of fuel by vehicle for Truck 9, Truck 17, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["litres and idle time by truck last week"],
    "litres of fuel and idle time by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // Tips
  [
    ["how many loads has 9 dumped today and what did every one weigh?"],
    "weigh tickets: Truck 9, today (Wed, 25 Nov 2026), latest first",
  ],
  [
    ["tonnes by stream at each place we tip at last week"],
    "tonnes tipped at facilities, by facility and stream, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["what's been tipped at South landfill this week, by stream?"],
    "tonnes tipped at facilities, by stream for South landfill, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["Which lorries were overloaded at the weighbridge last month?"],
    "weigh tickets: heavier than what its truck can carry, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), latest first",
  ],
  [["which trucks are full"], "vehicles: at least 90% full, fullest first"],
  // Alerts
  [
    ["tell me when 9 is back at the Harbour depot"],
    "a proposal: a notice once there have been any of: vehicles: Truck 9, in the yard of Harbour depot, earliest since first",
  ],
  [
    ["tell me when R-9 runs late"],
    "a proposal: a notice once there have been any of: routes: name is R-9, under way, at least 10 min behind plan, today, longest behind plan first",
  ],
  [["tell me when truck 9 is there"], "unclear"],
  [
    ["tell me when R-9 is more than 15 minutes behind"],
    "a proposal: a notice once there have been any of: routes: name is R-9, under way, more than 15 min behind plan, today, longest behind plan first",
  ],
  [
    ["tell me when the queue at South landfill goes past half an hour", "oh no, make it 50 minutes"],
    "a proposal: a notice once there have been any of: vehicles: at South landfill, waiting or tipping there for more than 50 min, earliest since first",
  ],
  // Ahead
  [
    ["Could you give me a rough guess of glass for next week?"],
    "tonnes to be collected (glass), in all and day by day, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), with the range they lie in",
  ],
  [
    ["How many trucks do we need on Friday and how many have we got?"],
    "trucks needed against those available, neither in the workshop nor broken down, by depot, on Friday (Fri, 27 Nov 2026), with the range they lie in",
  ],
  [
    ["how many drivers do we need on Friday and how many do we have on the rota?"],
    "drivers needed, one for each truck against all drivers of each depot, whose days off are not on record, on Friday (Fri, 27 Nov 2026), with the range they lie in",
  ],
  // Why
  [
    ["what held R-9 up yesterday?"],
    "why R-9 is behind plan on Tue, 24 Nov 2026: what took longer than it usually does",
  ],
  [["what kept the office busy yesterday?"], "out-of-scope"],
  [
    ["truck 9 just showed me an oil pressure warning. Is it safe to carry on driving?"],
    "what is recorded and what the procedures say of Truck 9 going out",
  ],
  [["truck 9 threw a code"], "unclear"],
  [
    ["the gearbox is gone on 9. Who can take what it has left without putting anyone past their shift?"],
    "a proposal: options to cover what Truck 9 has left, cheapest first",
  ],
  [
    [
      "We need an extra pickup at 12 Hill Street this afternoon, glass. Give it to whichever truck is nearest.",
    ],
    "a proposal: an extra glass stop at 12 Hill Street on the truck that loses the least time",
  ],
  // Spanish and German
  [
    ["Enséñame los contenedores dañados que nos avisaron la semana pasada"],
    "exceptions: damaged-container, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), latest opened first",
  ],
  [
    ["¿Cuántas toneladas llevamos este mes por zona?"],
    "tonnes collected by zone, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["Ponme las toneladas por camión de la semana pasada al lado de las de la anterior"],
    "tonnes collected by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against the week before (Mon, 9 Nov 2026 to Sun, 15 Nov 2026)",
  ],
  [
    ["¿Donde se espera menos ahora mismo?"],
    "average time waiting or tipping there so far of vehicles: at a facility, by facility, lowest first",
  ],
  [
    ["¿Cuánto se nos ha ido en horas extra este mes por base?"],
    "cost of overtime by depot, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [["¿Quién conduce el camión 9 y por dónde va?"], "vehicles: Truck 9, with driver"],
  [
    ["Tonnen Woche für Woche seit September"],
    "tonnes collected by week, since september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["Wie viele Tage war die 9 im Oktober in der Werkstatt?"],
    "days in the workshop (from opening to done, or until now) of repairs: Truck 9, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  // The platform
  [
    ["each rollback of the last week"],
    "releases of flags that were rolled back, real time, the last 229 hours up to 61 hours ago",
  ],
  [
    ["Cache hit rate, yesterday against today"],
    "hit rate of vector.cache, real time, the last 13 hours, the hit rate against the same time of the day before",
  ],
];

it.each(CASES)("%j", async (sentences, words) => {
  expect(await wordsOf(sentences, async () => null)).toBe(words);
});
