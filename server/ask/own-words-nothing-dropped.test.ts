import { expect, it } from "vitest";
import { talkAt } from "#server/ask/fixture-talk.ts";

const { wordsOf } = talkAt("12:40");

const CASES: readonly (readonly [sentences: readonly string[], words: string])[] = [
  // Everything of a zone leaves out no stops; what is named is all that is asked
  [["whatever is going on in Harbour"], "vehicles, routes, stops left and open exceptions in Harbour now"],
  [["trucks, routes and open exceptions in Harbour"], "vehicles, routes and open exceptions in Harbour now"],
  // What is shown beside the rows keeps none of them out
  [
    ["contaminated bins yesterday, pictures included"],
    "exceptions: contaminated, yesterday (Tue, 24 Nov 2026), latest opened first, with their photos",
  ],
  [
    ["contaminated bins yesterday, pictures attached"],
    "exceptions: contaminated, with a photo, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    ["what did Maria report yesterday and the outcome"],
    "exceptions: Maria Santos, yesterday (Tue, 24 Nov 2026), latest opened first, with how it was closed",
  ],
  // For the year is the one that runs, and a week after something is no week that runs
  [
    ["overtime for the year by driver"],
    "overtime by driver, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["stops per hour over the quarter"],
    "stops per hour, this quarter so far (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)",
  ],
  [["overtime for the month of October"], "overtime, Thu, 1 Oct 2026 to Sat, 31 Oct 2026"],
  [
    ["tonnes for the week after New Year"],
    "tonnes to be collected, in all and day by day, for the week after New Year (Mon, 4 Jan 2027 to Sun, 10 Jan 2027), with the range they lie in",
  ],
  // Slips of cheap
  [
    ["chepest zone per stop"],
    "cost per stop by zone, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), lowest first",
  ],
  // Who is to get a mail is not who it is about
  [
    ["send Maria a PDF of late routes every Friday"],
    'a proposal: a mail to you every Friday at 08:00 with a PDF of: routes: under way, at least 10 min behind plan, today, longest behind plan first; no address of "Maria" is known here: name one in the question to send it there',
  ],
  [
    ["mail the missed pickups to Wei Chen on Mondays at 9"],
    'a proposal: a mail to you every Monday at 09:00 with a PDF of: exceptions: missed-pickup, last week, latest opened first; no address of "Wei Chen" is known here: name one in the question to send it there',
  ],
  [
    ["mail me Maria's overtime every Monday"],
    "a proposal: a mail to you every Monday at 08:00 with a PDF of: overtime for Maria Santos, last week",
  ],
  [
    ["schicke Maria jeden Montag ein PDF der verspäteten Touren"],
    'a proposal: a mail to you every Monday at 08:00 with a PDF of: routes: under way, at least 10 min behind plan, today, longest behind plan first; no address of "Maria" is known here: name one in the question to send it there',
  ],
  [
    ["envía a Maria cada lunes un PDF de las rutas atrasadas"],
    'a proposal: a mail to you every Monday at 08:00 with a PDF of: routes: under way, at least 10 min behind plan, today, longest behind plan first; no address of "Maria" is known here: name one in the question to send it there',
  ],
  // Containers are foretold until they are emptied next
  [
    ["which bins fill up first in East"],
    "containers that will be full before their next pickup (East), soonest full first, with the range they lie in",
  ],
  [["which bins are full after the next pickup"], "out-of-scope"],
  // Hours on a day to come are foretold nowhere, those of a day gone are told
  [["who is going to run out of hours on Friday"], "not-yet"],
  [
    ["which drivers went over their hours on Friday"],
    "drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, on friday (Fri, 20 Nov 2026), nearest to the limit first",
  ],
  [["wer wird am Freitag seine Stunden überschreiten"], "not-yet"],
  // The least delay is weighed of an extra stop alone
  [
    ["add a glass stop at 12 Mill Lane today, which truck has the smallest hold-up"],
    "a proposal: an extra glass stop at 12 Mill Lane on the truck that loses the least time",
  ],
  [["re-plan R-5 with the least delay"], "not-yet"],
  [["hand the last 8 stops of R-5 to whoever has the least delay"], "not-yet"],
  // Who drives calls in what he reports, who lives there calls about it
  [
    ["which exceptions did Wei Chen call in yesterday"],
    "exceptions: Wei Chen, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    ["which not-outs did residents call in about yesterday"],
    "exceptions: not-out, about which the resident called afterwards, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  // This plan after a proposal, in any language
  [
    ["Re-optimise R-5", "y este plan frente al de ayer"],
    "routes: name is R-5, of Wed, 25 Nov 2026 against those of Tue, 24 Nov 2026: km, hours, cost, late stops, planned and driven, as they stand, without what is only proposed",
  ],
  [
    ["y este plan frente al de ayer"],
    "routes of Wed, 25 Nov 2026 against those of Tue, 24 Nov 2026: km, hours, cost, late stops, planned and driven",
  ],
  // Two numbers are no one number
  [["how many stops are done and how many are pending"], "choice"],
  [["how many stops are pending"], "number of stops: pending, today (Wed, 25 Nov 2026)"],
  // Older than a day is an age
  [
    ["open exceptions older than a day"],
    "exceptions: not closed, older than 24 hours, earliest respond by first",
  ],
  [
    ["open exceptions per day this week"],
    "exceptions: not closed, counted by day, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  // Parts of the running day stand against the same hour where it is said
  [
    ["on-time rate by zone so far against the same time yesterday"],
    "on-time rate by zone, today (Wed, 25 Nov 2026), counting stops due until 12:40, against yesterday (Tue, 24 Nov 2026 until the same time of day)",
  ],
  [
    ["on-time rate by zone today against yesterday"],
    "on-time rate by zone, today (Wed, 25 Nov 2026), against yesterday (Tue, 24 Nov 2026)",
  ],
  // So many rows are waited for
  [
    ["tell me when two routes are late"],
    "a proposal: a notice once there have been at least 2 of: routes: under way, at least 10 min behind plan, today, longest behind plan first",
  ],
  [
    ["tell me when route 2 is late"],
    "a proposal: a notice once there have been any of: routes: name is R-2, under way, at least 10 min behind plan, today, longest behind plan first",
  ],
  // Who repeats a kind is ranked by that kind
  [
    ["rank customers by repeat contamination"],
    "exceptions: contaminated, counted by customer, at least 2 times, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 50",
  ],
  [
    ["contaminated bins by customer this month"],
    "exceptions: contaminated, counted by customer, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 50",
  ],
  // Taken by a driver, and replaced, are on no record
  [["missed pickups taken by Maria"], "unclear"],
  [
    ["missed pickups Maria reported"],
    "exceptions: Maria Santos, missed-pickup, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
  ],
  [["damaged bins replaced last week"], "unclear"],
  [["damaged bins not yet replaced"], "exceptions: not closed, damaged-container, earliest respond by first"],
  [["stops left open by truck 12's breakdown"], "unclear"],
  // Milestones that are done
  [["which milestones are done"], "milestones delivered, latest first"],
  [["which milestones are not done"], "milestones to deliver, next first"],
  // How something is counted is its definition
  [
    ["how do you count missed pickups"],
    "what counts as missed pickup and how it is recorded, and how missed per 1,000 stops is reckoned",
  ],
  [
    ["how many missed pickups did we have yesterday"],
    "number of exceptions: missed-pickup, yesterday (Tue, 24 Nov 2026)",
  ],
  // What broke down today, and what is down now
  [
    ["which trucks broke down today"],
    "exceptions: vehicle-breakdown, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [["which trucks are broken down right now"], "vehicles broken down now and the stops they leave open"],
  // Every KPI of what is named
  [
    ["compare R-9 today with yesterday"],
    "every KPI for R-9, today (Wed, 25 Nov 2026), against Tue, 24 Nov 2026, biggest move first",
  ],
  // What was planned is no time before
  [["km last week versus planned"], "choice"],
  // Tonnes that were are no forecast
  [["how many tonnes did we lift the week after New Year"], "unclear"],
  // Whether one route is late, and when its overtime begins
  [["is R-9 late"], "routes: name is R-9, today (Wed, 25 Nov 2026)"],
  [["how much overtime is R-9 heading for"], "when R-9 ends, against the end of its shift"],
  [["R-9 overtime this month"], "overtime for R-9, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)"],
  // What is left over tonight moves to tomorrow
  [
    ["stops left over tonight"],
    "stops: not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    ["stops left in Harbour"],
    "stops: zone is Harbour, pending, today (Wed, 25 Nov 2026), earliest expected first",
  ],
  // Asked in fewer words
  [
    ["anybody we haven't had a fix from for over ten minutes"],
    "vehicles: not heard from for more than 10 min, earliest last report first",
  ],
  [
    ["what time should Mill Lane expect the recycling lorry"],
    "stops: recycling, street is Mill Lane, pending, today (Wed, 25 Nov 2026), earliest expected first, the first 10",
  ],
  [
    ["stops left per route, in order of who's home first"],
    "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  [
    ["addresses with three contaminations this month"],
    "exceptions: contaminated, counted by site, at least 3 times, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["which rounds are at risk of being late tomorrow"],
    "routes that will probably end late with the reasons, tomorrow (Thu, 26 Nov 2026), with the range they lie in",
  ],
  [["who needs servicing in the next 800 k"], "vehicles: service due in at most 800 km, most pressing first"],
  [
    ["am I allowed to send 14 out with this code"],
    "what is recorded and what the procedures say of Truck 14 going out",
  ],
  [
    ["how come the optimiser picked 7 over 5 for stop 311"],
    "why stop 311 is on its truck, with what other places would cost, those on Truck 7 and Truck 5 among them",
  ],
  [
    ["move R-5's last ten to truck 7"],
    "a proposal: the last 10 stops R-5 has left, on Truck 7 where it takes them without breaking a rule",
  ],
  [
    ["can truck 8 do all the missed pickups before 15:00"],
    "a proposal: open missed pickups, at most 20 as extra stops of Truck 8 before 15:00, each where it costs it least",
  ],
  [["¿En qué zona está el camión 12?"], "vehicles: Truck 12, counted by zone"],
  [
    ["¿Qué recogidas perdidas de hoy no ha asumido nadie?"],
    "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
  ],
  [["Was hat sich getan, seit ich mich um 11 Uhr abgemeldet habe?"], "what changed since 11:00 today"],
  [
    ["¿qué contenedores se llenan primero?"],
    "containers that will be full before their next pickup, soonest full first, with the range they lie in",
  ],
  // The week that begins on a day ends seven days on
  [
    ["tonnes by zone in the week starting 9 November"],
    "tonnes collected by zone, Mon, 9 Nov 2026 to Sun, 15 Nov 2026",
  ],
  [["horas extra en la semana del 9 de noviembre"], "overtime, Mon, 9 Nov 2026 to Sun, 15 Nov 2026"],
  [
    ["Prognose der Tonnen für die Weihnachtswoche"],
    "tonnes to be collected, in all and day by day, for the week of christmas (Mon, 21 Dec 2026 to Sun, 27 Dec 2026), with the range they lie in",
  ],
  [
    ["toneladas esperadas la semana siguiente a Navidad"],
    "tonnes to be collected, in all and day by day, the week after christmas (Mon, 28 Dec 2026 to Sun, 3 Jan 2027), with the range they lie in",
  ],
  // Of late is lately, and no lateness
  [
    ["which trucks have been in Riverside of late?"],
    "visits: zone is Riverside, done, counted by vehicle, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), highest first",
  ],
  [
    ["number of late routes"],
    "number of routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026)",
  ],
  [
    ["¿Por qué lleva la R-9 dos horas de retraso?"],
    "why R-9 is behind plan on Wed, 25 Nov 2026: what took longer than it usually does",
  ],
  // The weeks in which a stream is collected, however that is said
  [
    ["set-out in North in the weeks when we pick up recycling"],
    "set-out rate for North, recycling, in weeks with recycling in the route's zone, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["misses were twice as many on Monday. How come?"],
    "why missed pickup changed on Mon, 23 Nov 2026 against the same weekday of the four weeks before",
  ],
  [
    ["Sag mir Bescheid, sobald irgendeine Tour 10 Minuten lang mehr als 30 Minuten hinterherhinkt."],
    "a proposal: a notice once there have been any for 10 min of: routes: under way, more than 30 min behind plan, today, longest behind plan first",
  ],
  [
    ["um which routes are late"],
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
];

it.each(CASES)("%s", async (sentences, words) => {
  expect(await wordsOf(sentences, async () => null)).toBe(words);
});
