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
const LAST_MONTH = "last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)";

describe("what is reported, paid, weighed and left on record: what was reported", () => {
  reads([
    ["What has the crew of truck 12 raised today?", `exceptions: Truck 12, ${TODAY}, latest opened first`],
    ["Anything R-9 reported yesterday?", "unclear"],
    ["What did R-9 drive yesterday?", "routes: name is R-9, yesterday (Tue, 24 Nov 2026)"],
    [
      "Has anything come in to the inbox in the last hour?",
      "exceptions: opened from 11:40, opened before 12:40, last 1 hour, latest opened first",
    ],
    [
      "those that have been assigned to someone but haven't been closed yet, oldest first",
      "exceptions: taken, earliest opened first",
    ],
    [
      "How long does it take to resolve a missed pickup once it has been reported, last month?",
      `average time to close of exceptions: missed-pickup, closed, ${LAST_MONTH}`,
    ],
    [
      "exceptions opened today in Harbour, with site and driver",
      `exceptions: zone is Harbour, ${TODAY}, latest opened first, with site, with driver`,
    ],
    [
      "Blocked stops reported today: time, and which driver flagged it",
      `exceptions: blocked, ${TODAY}, latest opened first, with opened, with driver`,
    ],
    [
      "Harbour, overfull bins today, show them all",
      `exceptions: zone is Harbour, overfull, ${TODAY}, latest opened first`,
    ],
    ["did anything go wrong at 40117 last month?", `exceptions: 40117, ${LAST_MONTH}, latest opened first`],
  ]);
});

describe("what is reported, paid, weighed and left on record: days of the week side by side", () => {
  reads([
    [
      "missed pickups on Tuesdays vs Thursdays, last 6 weeks",
      "exceptions: on Tuesdays and Thursdays, missed-pickup, counted by weekday, last 6 weeks (Thu, 15 Oct 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Tonnage on Mondays against Wednesdays, go back four weeks",
      "tonnes collected by weekday, on Mondays and Wednesdays, last 4 weeks (Thu, 29 Oct 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Wednesdays or Fridays, which one is worse for missed pickups? Go back 6 weeks",
      "exceptions: on Wednesdays and Fridays, missed-pickup, counted by weekday, last 6 weeks (Thu, 15 Oct 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "missed pickups on Tuesday vs Thursday",
      "number of exceptions: missed-pickup, on tuesday (Tue, 24 Nov 2026), against thursday (Thu, 19 Nov 2026)",
    ],
  ]);
});

describe("what is reported, paid, weighed and left on record: what disposal cost", () => {
  reads([
    [
      "what did we spend on tipping charges at South landfill last month?",
      `fees of weigh tickets: South landfill, ${LAST_MONTH}`,
    ],
    [
      "How much has South landfill billed us for dumping this month?",
      "fees of weigh tickets: South landfill, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    ["how much did South landfill take yesterday?", "out-of-scope"],
  ]);
});

describe("what is reported, paid, weighed and left on record: how far fuel takes them", () => {
  reads([
    [
      "fuel economy by driver last month, five best",
      `litres of fuel per 100 km by driver, ${LAST_MONTH}, the first 5, lowest first`,
    ],
    [
      "miles per gallon per truck this month, 3 worst",
      "litres of fuel per 100 km by vehicle, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 3, highest first",
    ],
    [
      "running cost per mile for each of June, July and August",
      "cost of finished routes per km by month, Mon, 1 Jun 2026 to Mon, 31 Aug 2026",
    ],
    ["cost per km for each of June and August", "unclear"],
  ]);
});

describe("what is reported, paid, weighed and left on record: what a load weighs", () => {
  reads([
    [
      "five heaviest lorries by mean weight per weigh ticket last month",
      `mean weight of weigh tickets, by vehicle, ${LAST_MONTH}, the first 5, highest first`,
    ],
    [
      "lightest trucks by average load per ticket this month",
      "mean weight of weigh tickets, by vehicle, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), lowest first",
    ],
    ["five lightest trucks", "vehicles: that have reported, emptiest first, the first 5"],
  ]);
});

describe("what is reported, paid, weighed and left on record: since a year began", () => {
  reads([
    [
      "cost of fuel since the tax year began on 6 April",
      "cost of fuel, since 6 april (Mon, 6 Apr 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "cost of fuel since the year started",
      "cost of fuel, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
  ]);
});

describe("what is reported, paid, weighed and left on record: bins somewhere, and when they are next due", () => {
  reads([
    [
      "What carts does account 40117 have there, and how big are they?",
      "containers: 40117, next first, with when each was last emptied",
    ],
    [
      "which bins has customer 40117 got with us? Streams and sizes",
      "containers: 40117, next first, with when each was last emptied",
    ],
    [
      "which bins does customer 40117 have, and when was each last emptied",
      "containers: 40117, next first, with when each was last emptied",
    ],
    ["which bins does customer 40117 have, and how full are they", "not-yet"],
    ["When is account 40117 due next?", "collection days: 40117, next first, the first 1"],
    [
      "when's 62 Hill Street next due for a collection?",
      "collection days: 62 Hill Street, next first, the first 1",
    ],
    ["When is truck 12 next due?", "choice"],
    ["What days do we collect from customer 40117?", "collection days: 40117, next first"],
    [
      "Which rounds serve 62 Hill Street?",
      "visits: 62 Hill Street, counted by route, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), highest first",
    ],
    [
      "on which route is account 40117?",
      "visits: 40117, counted by route, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), highest first",
    ],
    ["which routes serve us best?", "out-of-scope"],
  ]);
});

describe("what is reported, paid, weighed and left on record: what stands in notes", () => {
  reads([
    ["places where crews complain about loose dogs", 'notes about "loose dogs", best first'],
    ["which stops on R-9 need a gate code to get in?", 'notes about "gate code", R-9, best first'],
    ["which sites require a swipe card for access", 'notes about "swipe card", best first'],
    [
      "Where do we run assisted collections (you know, from the back door)?",
      'notes about "assisted collections", best first',
    ],
    ["where do drivers complain most?", "unclear"],
    ["Welche Hinweise gibt es zu 62 Hill Street?", "notes, 62 Hill Street, best first"],
  ]);
});

describe("what is reported, paid, weighed and left on record: planned against driven", () => {
  reads([
    [
      "planned versus actual km by route last week, biggest gap on top",
      "planned against driven distance and time per route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), farthest over plan first",
    ],
    [
      "Planned mileage against driven mileage by route yesterday",
      "planned against driven distance and time per route, yesterday (Tue, 24 Nov 2026)",
    ],
    ["planned vs missed stops yesterday", "unclear"],
  ]);
});

describe("what is reported, paid, weighed and left on record: shares and sets", () => {
  reads([
    [
      "what share of pickups did we miss last week?",
      "missed per 1,000 stops, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
    ["Of all the stops we should have done last month, what percentage was missed?", "choice"],
    ["what share of stops did we skip last week?", "unclear"],
    [
      "Do fewer households put their paper out than in the spring? Month by month since May would be handy",
      "set-out rate by month for paper, since may (Fri, 1 May 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "which five rounds had the most missed pickups last month?",
      `exceptions: missed-pickup, counted by route, ${LAST_MONTH}, the first 5`,
    ],
    [
      "the four least used trucks by hours on the road last month",
      `hours on the road, gate to gate by vehicle, ${LAST_MONTH}, the first 4, lowest first`,
    ],
  ]);
});
