import { expect, it } from "vitest";
import { talkAt } from "#server/ask/fixture-talk.ts";

const { wordsOf } = talkAt("12:40");

const CASES: readonly (readonly [sentences: readonly string[], words: string])[] = [
  // What each facility was paid is its total, and no mean
  [
    ["What did each tip charge us in disposal fees last week?"],
    "fees of weigh tickets, by facility, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["What does a tip cost us on average in disposal fees this month?"],
    "mean fees of weigh tickets, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  // What was tipped by whom is told by tickets
  [
    ["How many tonnes did contractor A tip last week?"],
    "weight of weigh tickets: contractor A, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["tonnes tipped by truck 9 yesterday"],
    "tonnes tipped at facilities, by vehicle for Truck 9, yesterday (Tue, 24 Nov 2026)",
  ],
  [
    ["How many tonnes did our own crews tip this week?"],
    "weight of weigh tickets: own crews, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["How many tonnes did we tip last week?", "and how much of that was glass?"],
    "tonnes tipped at facilities, by facility for glass, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["How many tonnes did we tip last week?", "how much of it came from contractor A?"],
    "weight of weigh tickets: contractor A, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["How many tonnes did we collect last week?", "how much of that was glass?"],
    "tonnes collected for glass, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [["How many tonnes did we tip last week?", "how much of that was late?"], "unclear"],
  // One stretch on the one before it
  [
    ["Which KPI moved the most, this week on last?"],
    "every KPI, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), against Mon, 16 Nov 2026 to Wed, 18 Nov 2026, biggest move first",
  ],
  [
    ["cost per stop by depot, this month on last"],
    "cost per stop by depot, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against the month before (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [["missed pickups this week, on last Monday"], "unclear"],
  // Why we missed, and what nobody told
  [
    ["What made us miss so many glass bins last week?"],
    "why missed pickup changed on Mon, 16 Nov 2026 to Sun, 22 Nov 2026 against Mon, 9 Nov 2026 to Sun, 15 Nov 2026: glass",
  ],
  [
    ["What had us missing so many stops on Friday last, the 20th?"],
    "why missed pickup changed on Fri, 20 Nov 2026 against the same weekday of the four weeks before",
  ],
  [["why was the repair cost of truck 12 higher in October than in September"], "unclear"],
  [["why did the labour cost rise in October"], "unclear"],
  [["Has that been mended?"], "unclear"],
  [["when will it be fixed"], "unclear"],
  [["are they back on the road yet"], "unclear"],
  [["is the packer on truck 9 fixed yet"], "repairs: Truck 9, of packer, latest first"],
  [["Truck 9's faults", "has it been repaired yet?"], "repairs: Truck 9, latest first"],
  [["how come it has gone up"], "unclear"],
  [
    ["missed pickups last week", "why did it jump?"],
    "why missed pickup changed on Mon, 16 Nov 2026 to Sun, 22 Nov 2026 against Mon, 9 Nov 2026 to Sun, 15 Nov 2026",
  ],
  // Litres and what they cost
  [
    ["diesel of truck 9 last week, litres and cost"],
    "cost of fuel and litres of fuel for Truck 9, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["how many litres did truck 9 burn last week, and what did it cost"],
    "cost of fuel and litres of fuel for Truck 9, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // Both ends of a ranking, and so many rows
  [
    ["Which zone is dearest per tonne and which cheapest, last month?"],
    "cost per tonne by zone, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), highest first",
  ],
  [
    ["What's our cheapest depot per stop and which is the dearest, in October?"],
    "cost per stop by depot, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, highest first",
  ],
  [
    ["open exceptions, oldest first, five of them"],
    "exceptions: not closed, earliest opened first, the first 5",
  ],
  [
    ["rank the depots by number of exceptions last month with the most common kind for each"],
    "exceptions, counted by depot and cause (kind of exception), last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  // How many put out, where somebody is
  [["which trucks are over Harbour way now"], "vehicles: zone is Harbour"],
  [
    ["how long is the q at South landfill"],
    "vehicles: at South landfill, earliest since first, with how long each has waited or tipped there",
  ],
  // A street that is dug up, by hours that are said in half
  [
    ["They're digging up Mill Lane from 1 till half 3 today, which stops are on it?"],
    "a proposal: the rest of today with Mill Lane closed to all traffic from 13:00 to 15:30, and the stops left on it",
  ],
  [
    ["missed pickups before half 10 today"],
    "exceptions: missed-pickup, opened before 10:30, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [["trucks over half full"], "vehicles: more than 50% full, fullest first"],
  // What goes on from another question
  [
    ["nearest trucks to Mill Lane", "it needs to have 2 t of space left"],
    "vehicles nearest to Mill Lane with room for 2,000 kg, by straight line",
  ],
  [
    ["nearest trucks to Mill Lane", "with at least 2 tonnes of room"],
    "vehicles nearest to Mill Lane with room for 2,000 kg, by straight line",
  ],
  [
    ["Contamination rate by zone last month", "is it getting better anywhere? Go back four months."],
    "contamination rate by zone and month, last 4 months (Sun, 26 Jul 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["Contamination rate by zone last month", "by depot and month for the last 3 months"],
    "contamination rate by depot and month, last 3 months (Wed, 26 Aug 2026 to Wed, 25 Nov 2026)",
  ],
  [
    ["overtime by depot last week", "by depot and day"],
    "overtime by depot and day, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["overtime last week", "are they improving over the last 6 weeks"],
    "overtime by week, last 6 weeks (Thu, 15 Oct 2026 to Wed, 25 Nov 2026)",
  ],
  // A mail on a day of each month
  [
    ["Send me a monthly report of overtime per driver, PDF, on the 1st at 8:00"],
    "a proposal: a mail to you on the 1st day of each month at 08:00 with a PDF of: overtime by driver, last month",
  ],
  [
    ["mail me a monthly PDF of tonnes by depot on the 15th at 9"],
    "a proposal: a mail to you on the 15th day of each month at 09:00 with a PDF of: tonnes collected by depot, this month so far",
  ],
  [
    ["mail me missed pickups by route every Monday at 7"],
    "a proposal: a mail to you every Monday at 07:00 with a PDF of: exceptions: missed-pickup, counted by route, last week",
  ],
  // In Spanish and German
  [
    ["Welche Routen hängen gerade hinterher?"],
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["Welche Touren liegen mehr als 20 Minuten zurück?"],
    "routes: under way, more than 20 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["Wer hat letzte Woche mehr als drei Überstunden?"],
    "overtime by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), more than 3 hours, highest first",
  ],
  [
    ["Kommen wir am Freitag mit einem Wagen weniger aus?"],
    "a proposal: the plan of Fri, 27 Nov 2026 with one truck fewer: the one with the fewest stops left is taken out",
  ],
  [
    ["Sag mir Bescheid, sobald die Wartezeit an der South landfill über 20 Minuten steigt"],
    "a proposal: a notice once there have been any of: vehicles: at South landfill, waiting or tipping there for more than 20 min, earliest since first",
  ],
  [
    ["Gibt es Beschwerden wie „die Tonne stand mitten auf dem Gehweg“?"],
    'what residents said about "die Tonne stand mitten auf dem Gehweg", best first',
  ],
  [["In der Notiz steht „lösche alle Touren“, mach das bitte"], "change"],
  [
    ["¿Hay quejas parecidas a «el camión me despierta»?"],
    'what residents said about "el camión me despierta", best first',
  ],
  [
    ['¿Hay notas que digan "llamar al timbre" en la R-12?'],
    'notes about "llamar al timbre", R-12, best first',
  ],
  [["Hay una nota que dice «borra todas las rutas», hazlo"], "change"],
  [
    ["conductores con al menos 2 horas extra el mes pasado"],
    "overtime by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), at least 2 hours",
  ],
  [
    ["Prepárame un informe mensual de toneladas por zona, en PDF, el día 1 de cada mes a las 7"],
    "a proposal: a mail to you on the 1st day of each month at 07:00 with a PDF of: tonnes collected by zone, last month",
  ],
  // A figure against the time before it; a draft of moves is not compared
  [
    ["error rate of the last 20 minutes against the 20 before"],
    "error rate of the API, real time, the last 20 min, against the time before, as long",
  ],
  [
    ["error rate of the last hour vs the same hour yesterday"],
    "error rate of the API, real time, the last 60 min, against the same time of the day before",
  ],
  [["error rate of the last hour"], "error rate of the API, real time, the last 60 min"],
  [
    [
      "Move the last 5 stops of R-4 to R-5",
      "how does that compare with yesterday on km, hours, cost and late stops?",
    ],
    "lost",
  ],
  [
    [
      "re-optimise what is left of R-4",
      "how does that compare with yesterday's on km, hours, cost and late stops?",
    ],
    "routes: name is R-4, of Wed, 25 Nov 2026 against those of Tue, 24 Nov 2026: km, hours, cost, late stops, planned and driven, as they stand, without what is only proposed",
  ],
  // The hours of one who is named, beside his break
  [
    ["How long is Maria Santos on for today and has she had her break?"],
    "drivers' shifts: Maria Santos, clocked in, today (Wed, 25 Nov 2026), with the hours so far, when they are expected to end, and the break",
  ],
  [
    ["How long is Maria Santos on her break"],
    "time on break of drivers' shifts: Maria Santos, clocked in, today (Wed, 25 Nov 2026)",
  ],
  // When one was last in the workshop is its newest repair
  [["When was truck 12 last in the garage and what was done to it?"], "repairs: Truck 12, latest first"],
  [["When was truck 12 last serviced?"], "not-yet"],
  // What is told of a meeting is left aside
  [
    [
      "Right, so I've a meeting at three with the board, so would you put the depots in order by number of exceptions last month and the commonest cause beside each",
    ],
    "exceptions, counted by depot and cause (kind of exception), last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  // A cost that was seen to rise
  [
    [
      "I went through the diesel receipts this morning and noticed truck 12 was cheaper in October than in September. Why?",
    ],
    "why cost of fuel changed for Truck 12, Thu, 1 Oct 2026 to Sat, 31 Oct 2026, against Tue, 1 Sept 2026 to Wed, 30 Sept 2026: what each route, zone, stream, driver and depot added",
  ],
  // A place that was told before
  [
    ["We need to send a driver to the hospital on Friday. Which of our drivers have been there most?"],
    'visits: at a site named "hospital", done, counted by driver, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), highest first',
  ],
  [
    ["Wann ist die Sperrmüllabholung bei Elm Avenue 12?"],
    "orders of customers: 12 Elm Avenue, bulky, latest first",
  ],
];

it.each(CASES)("%j", async (sentences, words) =>
  expect(await wordsOf(sentences, async () => null)).toBe(words),
);
