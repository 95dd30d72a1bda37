import { describe, expect, it } from "vitest";
import { readMailing } from "#server/ask/core/rules-mailing.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsAtTwentyToOne, wordsOfReading } from "#server/ask/fixture-words.ts";
import { openShipped } from "#server/ask/readers.ts";
import { inEnglish, linkerOf, understand } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);
const clock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const heardWith = { linker, clock, depotIds: [], findAddress: async () => [] };
const wordsOf = wordsAtTwentyToOne(NAMES, heardWith.findAddress);

const CASES: readonly (readonly [question: string, words: string])[] = [
  ["What's the 20 on truck 12?", "vehicles: Truck 12"],
  ["what's the 10-20 of R-3", "routes: name is R-3, today (Wed, 25 Nov 2026)"],
  [
    "what are the 20 trucks with the most stops",
    "stops done by vehicle, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 20, highest first",
  ],
  ["What'd I miss since I logged off at 10 this morning?", "what changed since 10:00 on Wed, 25 Nov 2026"],
  [
    "Which breakdowns did Maria Santos radio in last week?",
    "exceptions: Maria Santos, vehicle-breakdown, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), latest opened first",
  ],
  [
    "exceptions called in by Wei Chen yesterday",
    "exceptions: Wei Chen, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "exceptions called in by residents yesterday",
    "exceptions: about which the resident called afterwards, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "Missed exceptions that customers called in about last week",
    "exceptions: missed-pickup, about which the resident called afterwards, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), latest opened first",
  ],
  [
    "blocked stops yesterday, photos as well",
    "exceptions: blocked, yesterday (Tue, 24 Nov 2026), latest opened first, with their photos",
  ],
  [
    "blocked stops yesterday with photos",
    "exceptions: blocked, with a photo, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "which driver is chepest per stop",
    "cost per stop by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), lowest first",
  ],
  [
    "trucks loaded past three-quarters with more than 40 stops left",
    "vehicles: more than 75% full, stops left over 40, fullest first",
  ],
  [
    "trucks we have not had a position from in the last 15 minutes",
    "vehicles: not heard from for more than 15 min, earliest last report first",
  ],
  [
    "Where did drivers hop about in the running order yesterday, and for what reason?",
    "stops: done out of sequence, yesterday (Tue, 24 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "Last week's stops that weren't done in the right sequence",
    "stops: done out of sequence, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "Are trucks broken down right now, and what pickups might that cost us?",
    "vehicles broken down now and the stops they leave open",
  ],
  [
    "Who has complained that their bins were left in the road, last 30 days?",
    'what residents said about "bins left in the road", last 30 days (Tue, 27 Oct 2026 to Wed, 25 Nov 2026), best first',
  ],
  [
    "Which round's load is the most lopsided against the others?",
    "routes by how far their stops lie off the mean of the others of their day, today (Wed, 25 Nov 2026), farthest first, the first 50",
  ],
  [
    "Which depot serves a stop most cheaply?",
    "cost per stop by depot, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), lowest first",
  ],
  [
    "What does one stop cost us and what does one tonne, by depot last month?",
    "cost per stop and cost per tonne by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    "Which is our thirstiest lorry per hour of route time last week?",
    "litres of fuel per route hour by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), highest first",
  ],
  [
    "Which of tomorrow's routes are likely to run over, and what's behind it?",
    "routes that will probably end late with the reasons, tomorrow (Thu, 26 Nov 2026), with the range they lie in",
  ],
  [
    "Which routes look like they'll run over tomorrow, and what's the reason?",
    "routes that will probably end late with the reasons, tomorrow (Thu, 26 Nov 2026), with the range they lie in",
  ],
  [
    "Forecast tonnes for next week, with the spread around it",
    "tonnes to be collected, in all and day by day, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), with the range they lie in",
  ],
  [
    "What lay behind twice as many missed pickups on Monday?",
    "why missed pickup changed on Mon, 23 Nov 2026 against the same weekday of the four weeks before",
  ],
  [
    "Tell me the milestones that cannot go on and who each is waiting on",
    "who waits for whom, and what is held up",
  ],
  [
    "Which exceptions hasn't anyone picked up?",
    "exceptions: open, taken by nobody, earliest respond by first",
  ],
  [
    "trucks over 70 % full with better than 30 stops ahead of them",
    "vehicles: more than 70% full, stops left over 30, fullest first",
  ],
  [
    "arm problems that com back within 20 days of being fixd",
    "repairs: of arm, needed again at most 20 days after the last repair of the same part, soonest back first",
  ],
  [
    "¿Podemos hacer el trabajo de hoy con tres camiones menos?",
    "a proposal: the rest of today with 3 trucks fewer: those with the fewest stops left are taken out",
  ],
  [
    "Recalcula la R-3 dejando fijas las cuatro primeras paradas.",
    "a proposal: the rest of R-3 today planned anew, the other routes as they are; its first 4 stops stay as they are",
  ],
  [
    "Qué rutas no van a tiempo, sino con retraso",
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "¿Qué choferes ya ficharon y siguen sin salir del patio?",
    "drivers: clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  ["Deja de enviarme avisos del camión 12", "a proposal: your running alerts without Truck 12"],
  [
    "Coste por parada de cada zona: este mes frente al anterior",
    "cost per stop by zone, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against the previous month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    "¿Qué camiones tienen bajo el voltaje al arrancar?",
    "newest readings of vehicles: less than 18 V while cranking, lowest first",
  ],
  [
    "Stehen Wagen länger als 20 Minuten, ohne dass sie im Depot oder auf der Deponie sind?",
    "vehicles: stopped, not in a depot's yard, not at a facility, in that state for more than 20 min, earliest since first",
  ],
  ["Was hat sich getan, seit ich mich um neun abgemeldet habe?", "what changed since 9:00 today"],
  ["Was hat sich seit 11 Uhr alles getan?", "what changed since 11:00 today"],
  [
    "Optimier R-3 neu, lass die ersten fünf Stopps, wie sie sind, und das Krankenhaus soll vor zehn erledigt sein",
    "a proposal: the rest of R-3 today planned anew, the other routes as they are; its first 5 stops stay as they are; hospital before 10:00",
  ],
  [
    "Welche Kennzahl hat sich seit dem Vormonat am meisten bewegt?",
    "every KPI, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against Thu, 1 Oct 2026 to Sat, 31 Oct 2026, biggest move first",
  ],
  [
    "Wie lange dauert im Mittel die Abfertigung an jeder Anlage, je nach Tageszeit?",
    "time from arriving at a facility to leaving it, by facility and hour, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "Bei welchen Wagen ist die Batteriespannung beim Starten zu gering?",
    "newest readings of vehicles: less than 18 V while cranking, lowest first",
  ],
  [
    "Welche Touren hinken dem Plan hinterher?",
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "Wie wirken sich 30 Minuten Wartezeit an der Deponie South auf die Überstunden aus?",
    "overtime of the last four weeks, had the queue stood at 30 min at South landfill, with the range they lie in",
  ],
  [
    "Maria Santos is off sick. Spread her route around and keep everyone out of OT.",
    "a proposal: the rest of today without Maria Santos; no truck past the end of its shift",
  ],
  [
    "Which milestones can't move on, and which team is each waiting for?",
    "who waits for whom, and what is held up",
  ],
  ["Which trucks are less than a quarter full?", "vehicles: less than 25% full, fullest first"],
  ["trucks between a third and a half full", "vehicles: between 33% and 50% full, fullest first"],
  ["Wagen, die weniger als halb voll sind", "vehicles: less than 50% full, fullest first"],
  ["camiones llenos a más de tres cuartos", "vehicles: more than 75% full, fullest first"],
  [
    "Stehen Wagen länger als 20 Minuten, wo weder Depot noch Deponie ist?",
    "vehicles: stopped, not in a depot's yard, not at a facility, in that state for more than 20 min, earliest since first",
  ],
  [
    "blocked stops yesterday with photos and notes",
    "exceptions: blocked, yesterday (Tue, 24 Nov 2026), latest opened first, with their photos",
  ],
  [
    "exceptions reported by the crew of truck 12 yesterday",
    "exceptions: Truck 12, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "exceptions reported by each crew yesterday",
    "exceptions, counted by driver, yesterday (Tue, 24 Nov 2026)",
  ],
  ["Where is truck 12, and how old is that position?", "vehicles: Truck 12"],
  [
    "missed pickups Maria Santos phoned in today",
    "exceptions: Maria Santos, missed-pickup, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    "exceptions Hill Street called in yesterday",
    "exceptions: street is Hill Street, about which the resident called afterwards, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "are they trending worse than last month",
    "every KPI that got worse, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against Thu, 1 Oct 2026 to Sat, 31 Oct 2026, biggest move first",
  ],
  ["milestones that are done late", "milestones past their day, longest overdue first"],
  [
    "how many tonnes do you expect for the week",
    "tonnes to be collected, in all and day by day, the next seven days (Thu, 26 Nov 2026 to Wed, 2 Dec 2026), with the range they lie in",
  ],
  [
    "Optimiere R-9 neu, das Krankenhaus soll vor drei erledigt sein",
    "a proposal: the rest of R-9 today planned anew, the other routes as they are; hospital before 15:00",
  ],
];

// What looks like one of them and is another question, or more than a plan holds.
const REFUSED = [
  "which zone is the best per stop last month",
  "which routes will run over 8 hours",
  "Recalcula el coste por parada",
  "Maria Santos is off sick. Spread her route around, no overtime except truck 12",
  "tell me when 3 stops remain on R-9",
  "get me 20 of R-9's stops",
  "got a 20 on the overfull bins",
  "trucks not a third full",
  "which routes will run over budget tomorrow",
  "can truck 12 do the missed pickups without delaying its own stops",
  "re-optimise R-9 with the least delay",
  "Recalcular R-9 con menos demora",
  "what time will Hill Street expect the paper truck on Monday",
  "what was behind twice as many misses on Monday as on Friday",
  "Coste por parada este mes frente al pasado trimestre",
  "Überstunden seit dem Vormonat",
];

const classifier = await openShipped();
const withBothReaders = (text: string) => understand(text, { ...heardWith, classifier });

describe("no reader leaves aside what an answer would be another one without", () => {
  it.each(["trucks less than hardly full", "trucks more than barely full"])("a bound: %s", async (text) => {
    expect((await withBothReaders(text)).understood.kind).not.toBe("reading");
  });

  it.each([
    [
      "everything stopped in the North zone",
      "vehicles: zone is North, stopped, without those serving a stop, tipping, on break or broken down",
    ],
    [
      "everything that goes on in the North zone",
      "vehicles, routes, stops left and open exceptions in North now",
    ],
  ])("a state: %s", async (text, words) => {
    expect(wordsOfReading(await withBothReaders(text))).toBe(words);
  });
});

describe("a question is understood as it is said in passing", () => {
  it.each(CASES)("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });

  it.each(REFUSED)("and not: %s", async (question) => {
    expect((await understand(question, heardWith)).understood.kind).toBe("refusal");
  });

  it("with the number of a house before its street", () => {
    expect(inEnglish("¿Quién está más cerca del 12 de Hill Street?", linker).text).toContain(
      "12 Hill Street",
    );
    expect(inEnglish("¿Cuántas de las 12 de Hill Street faltan?", linker).text).not.toContain("12 Hill");
  });

  it.each([
    ["Get the council a service verification PDF every Friday at 9", "the council"],
    ["Give the boss a PDF of late routes every Monday at 8", "the boss"],
    ["Get me a PDF of late routes every Monday at 8", null],
  ])("with who is to get a file: %s", (question, unknown) => {
    expect(readMailing(question)).toMatchObject({ unknown });
  });
});
