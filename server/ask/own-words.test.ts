import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesIn, type Understood } from "#server/ask/core/read.ts";
import { planWords } from "#server/ask/core/words.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";
import type { AskClock } from "#server/ask/when-windows.ts";

const CLOCK: AskClock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const readingOf = async (text: string): Promise<Understood & { words: string }> => {
  const { understood, asked } = await understand(text, {
    linker,
    clock: CLOCK,
    depotIds: [],
    findAddress: async (street, house) =>
      house === "99999"
        ? []
        : [{ siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 }],
  });
  const words =
    understood.kind === "reading"
      ? planWords(understood.reading.plan, understood.reading.window, namesIn(asked))
      : understood.kind;
  return { ...understood, words };
};

/** A question asked by many, with the words its plan is told in: every number, "not" and name of it is in there. */
const SAID: readonly (readonly [question: string, words: string])[] = [
  [
    "how many stops did truck 12 do yesterday",
    "number of stops: Truck 12, done, yesterday (Tue, 24 Nov 2026)",
  ],
  ["trucks with more than 5 t on board", "vehicles: more than 5 t on board"],
  ["how many trucks are in the workshop", "number of vehicles: in the workshop"],
  ["who has not clocked in", "drivers: with a shift today, not clocked in, today (Wed, 25 Nov 2026)"],
  ["who hasn't clocked in yet", "drivers: with a shift today, not clocked in, today (Wed, 25 Nov 2026)"],
  ["which drivers didn't clock in", "drivers: with a shift today, not clocked in, today (Wed, 25 Nov 2026)"],
  [
    "who clocked in after 6 am",
    "drivers: clocked in, clocked in after 06:00, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "drivers who left the yard before 7",
    "drivers: clocked in, still on shift, out of the yard, left yard before 07:00, today (Wed, 25 Nov 2026), earliest left yard first",
  ],
  [
    "which drivers are still in the yard",
    "drivers: clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "which drivers have been idle for more than 15 minutes",
    "vehicles: stopped, in that state for more than 15 min, earliest since first",
  ],
  [
    "trucks stopped more than half an hour",
    "vehicles: stopped, in that state for more than 30 min, earliest since first",
  ],
  ["which trucks are at the landfill now", "vehicles: tipping"],
  [
    "how many trucks are out right now",
    "number of vehicles: moving, stopped, serving a stop, tipping, on break or broken down",
  ],
  [
    "show me trucks that are not moving",
    "vehicles: stopped, serving a stop, tipping, on break or broken down",
  ],
  ["show trucks not in the North zone", "vehicles: except zone North"],
  ["all trucks except truck 5", "vehicles: except Truck 5"],
  ["trucks closest to 12 Mill Lane", "vehicles nearest to 12 Mill Lane, by straight line"],
  ["what happened on R-9 this morning", "what changed on R-9 this morning (Wed, 25 Nov 2026)"],
  ["what changed in the last hour", "what changed last 1 hour"],
  ["what happened since yesterday", "what changed since yesterday (Tue, 24 Nov 2026 to Wed, 25 Nov 2026)"],
  [
    "routes behind by more than 30 minutes",
    "routes: under way, more than 30 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "routes between 10 and 20 minutes late",
    "routes: under way, between 10 min and 20 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "which routes are not late",
    "routes: under way, on plan, less than 10 min behind, today (Wed, 25 Nov 2026), shortest behind plan first",
  ],
  [
    "routes late except R-9",
    "routes: except name R-9, under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "late routes that are not recycling",
    "routes: except recycling, under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    "worst 5 late routes",
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first, the first 5",
  ],
  ["is R-17 late", "routes: name is R-17, today (Wed, 25 Nov 2026)"],
  [
    "which routes will finish after 4 pm",
    "routes: not started or under way, expected end after 16:00, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  [
    "routes finished before noon",
    "routes: done, ended before 12:00, today (Wed, 25 Nov 2026), latest ended first",
  ],
  [
    "routes which finished after 14:00 yesterday",
    "routes: done, ended after 14:00, yesterday (Tue, 24 Nov 2026), latest ended first",
  ],
  [
    "routes with fewer than 10 stops left",
    "routes: not started or under way, stops left under 10, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  [
    "which routes had more than 5 missed stops yesterday",
    "routes: missed over 5, yesterday (Tue, 24 Nov 2026), highest missed first",
  ],
  [
    "how many containers are left on route 14",
    "number of stops and of the containers that stand there: route is R-14, pending, today (Wed, 25 Nov 2026)",
  ],
  ["how many stops left on R-14", "number of stops: route is R-14, pending, today (Wed, 25 Nov 2026)"],
  [
    "stops done between 8 and 10 am",
    "stops: done, done after 08:00, done before 10:00, today (Wed, 25 Nov 2026), earliest done first",
  ],
  [
    "missed stops on R-9 this morning",
    "stops: route is R-9, missed, planned from 00:00, planned before 12:00, this morning (Wed, 25 Nov 2026), earliest planned first, with the reason that was given",
  ],
  [
    "missed pickups in East since Monday by driver",
    "exceptions: zone is East, missed-pickup, counted by driver, since monday (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "how many missed pickups the week before last",
    "number of exceptions: missed-pickup, the week before last (Mon, 9 Nov 2026 to Sun, 15 Nov 2026)",
  ],
  [
    "top 5 addresses with most missed pickups this month",
    "exceptions: missed-pickup, counted by site, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 5",
  ],
  [
    "exceptions not closed older than 2 hours",
    "exceptions: not closed, older than 2 hours, earliest respond by first",
  ],
  ["exceptions not on R-9", "exceptions: except route R-9, today (Wed, 25 Nov 2026), latest opened first"],
  [
    "exceptions reported after 2 pm yesterday",
    "exceptions: opened after 14:00, yesterday (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "blocked access today without photo",
    "exceptions: no-access, without a photo, today (Wed, 25 Nov 2026), latest opened first",
  ],
  ["did anyone report a hazard today", "exceptions: unsafe, today (Wed, 25 Nov 2026), latest opened first"],
  [
    "which driver reported most contamination last month",
    "exceptions: contaminated, counted by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  ["how many calls today", "calls of residents, in all and by reason, today (Wed, 25 Nov 2026)"],
  [
    "complaints by zone this month",
    "calls of residents about complaint, in all and by zone, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "stops per hour for each driver last week, worst first",
    "stops per hour by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), worst first",
  ],
  [
    "best 5 drivers by stops per hour last month",
    "stops per hour by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), the first 5, best first",
  ],
  [
    "slowest routes this month",
    "stops per hour by route, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), worst first",
  ],
  [
    "routes with on-time below 80% last week",
    "on-time rate by route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), less than 80",
  ],
  [
    "contamination zone North vs East this month",
    "contamination rate by zone for North or East, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "compare on-time rate this week with last week",
    "on-time rate, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), against the same days of last week (Mon, 16 Nov 2026 to Wed, 18 Nov 2026)",
  ],
  [
    "compare missed per 1000 this month against October",
    "missed per 1,000 stops, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against october (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    "contamination rate trend over the last 3 months",
    "contamination rate by week, last 3 months (Wed, 26 Aug 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "cost per tonne excluding glass",
    "cost per tonne for refuse or recycling or organics or paper or bulky or hazardous, today (Wed, 25 Nov 2026), counting stops due until 10:30",
  ],
  [
    "overtime this week per driver",
    "overtime by driver, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "drivers with more than 2 hours overtime this week",
    "overtime by driver, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), more than 2 hours, highest first",
  ],
  [
    "overtime per driver, this month and the month before",
    "overtime by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against the month before (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  [
    "how many tonnes of recycling did we collect last week?",
    "tonnes collected for recycling, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    "glass tonnage per day for the last two weeks",
    "tonnes collected by day for glass, last 2 weeks (Thu, 12 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "how many tonnes in total this week without organics",
    "tonnes collected for refuse or recycling or glass or paper or bulky or hazardous, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "trucks with more than 5 tonnes yesterday",
    "tonnes collected by vehicle, yesterday (Tue, 24 Nov 2026), more than 5 t, highest first",
  ],
  [
    "how many bins did Maria empty yesterday",
    "containers emptied for Maria Santos, yesterday (Tue, 24 Nov 2026)",
  ],
  [
    "km driven per truck last week",
    "distance driven by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  ["stops per route yesterday", "stops done by route, yesterday (Tue, 24 Nov 2026)"],
  [
    "trucks idling more than 1 hour yesterday",
    "idle time by vehicle, yesterday (Tue, 24 Nov 2026), more than 60 min, highest first",
  ],
  [
    "how long do trucks wait at the tip",
    "time from arriving at a facility to leaving it, by facility, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "how long is the wait at South landfill this week by hour",
    "time from arriving at a facility to leaving it, by hour for South landfill, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "who's nearest to the depot with space for 3 tons",
    "vehicles: that have reported, with room for at least 3 t, nearest to its own depot first, by straight line, the first 10",
  ],
  [
    "which drivers are in the yard but have not set off",
    "drivers: clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  ["who drives truck 7 today", "routes: Truck 7, today (Wed, 25 Nov 2026)"],
  ["which trucks are full", "vehicles: at least 90% full, fullest first"],
  ["trucks more than 70% full", "vehicles: more than 70% full, fullest first"],
  ["which vehicles need service", "vehicles: service due in at most 500 km, most pressing first"],
  [
    "which vehicles need service in the next 200 km",
    "vehicles: service due in at most 200 km, most pressing first",
  ],
  ["what happened on R-9", "what changed on R-9 today (Wed, 25 Nov 2026)"],
  ["what happened since 8 this morning", "what changed since 08:00 on Wed, 25 Nov 2026"],
  ["is R-12 going to be done by 3pm", "when R-12 ends, against 15:00 and the end of its shift"],
  ["will truck 12 be back before 4pm", "when Truck 12 ends, against 16:00 and the end of its shift"],
  ["has R-21 finished", "when R-21 ends, against the end of its shift"],
  [
    "stops left per route, quickest first",
    "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  ["route R-3 progress", "routes: name is R-3, today (Wed, 25 Nov 2026)"],
  [
    "which routes did not start yet",
    "routes: not started, today (Wed, 25 Nov 2026), earliest planned start first",
  ],
  [
    "which routes have done less than half of their stops",
    "routes: less than 50% of the stops done, today (Wed, 25 Nov 2026), least done first",
  ],
  [
    "routes that finished early yesterday",
    "routes: done, at least 10 min ahead of plan, yesterday (Tue, 24 Nov 2026), shortest behind plan first",
  ],
  ["how many stops does R-5 still have", "number of stops: route is R-5, pending, today (Wed, 25 Nov 2026)"],
  [
    "did anyone skip a school today",
    'stops: at a site named "school", skipped, today (Wed, 25 Nov 2026), earliest planned first, with the reason that was given',
  ],
  [
    "stops without proof photo today",
    "stops: done, without a photo, today (Wed, 25 Nov 2026), earliest done first",
  ],
  [
    "missed collections today not picked up by anybody",
    "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
  ],
  [
    "contamination at the same address more than twice this month",
    "exceptions: contaminated, counted by site, more than 2 times, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "fewest missed pickups by driver last month",
    "exceptions: missed-pickup, counted by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), fewest first, each driver that ran counted, also with none",
  ],
  [
    "were there more exceptions this week than last week",
    "number of exceptions, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), against the same days of last week until the same time of day (Mon, 16 Nov 2026 to Wed, 18 Nov 2026)",
  ],
  [
    "exceptions that are not blocked access",
    "exceptions: except no-access, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    "exceptions except contamination and overfull today",
    "exceptions: except overfull, except contaminated, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    "missed pickups on Mondays",
    "exceptions: on Mondays, missed-pickup, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), latest opened first",
  ],
  [
    "missed pickups yesterday afternoon",
    "exceptions: missed-pickup, opened from 12:00, opened before 18:00, yesterday afternoon (Tue, 24 Nov 2026), latest opened first",
  ],
  [
    "top 3 routes by missed pickups last month",
    "exceptions: missed-pickup, counted by route, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), the first 3",
  ],
  ["how many exceptions were closed today", "number of exceptions: closed, today (Wed, 25 Nov 2026)"],
  [
    "which exceptions have been open for more than two days",
    "exceptions: not closed, older than 48 hours, earliest respond by first",
  ],
  [
    "routes which will not be finished by 5 pm",
    "routes: not started or under way, expected end after 17:00, today (Wed, 25 Nov 2026), earliest expected end first",
  ],
  ["which trucks can still take 4 tonnes", "vehicles: with room for at least 4 t, most room first"],
  ["any lorry more than three quarters full", "vehicles: more than 75% full, fullest first"],
  ["is route 9 late", "routes: name is R-9, today (Wed, 25 Nov 2026)"],
  [
    "who hasn't turned up for work this morning",
    "drivers: with a shift today, not clocked in, this morning (Wed, 25 Nov 2026)",
  ],
  ["what have I missed since 9 o'clock", "what changed since 9 o'clock today"],
  ["when will R-22 get back to the yard", "when R-22 ends, against the end of its shift"],
  ["exceptions taken by nobody", "exceptions: open, taken by nobody, earliest respond by first"],
  [
    "which trucks haven't moved for 20 minutes",
    "vehicles: stopped, in that state for more than 20 min, earliest since first",
  ],
  ["how far behind is truck 9", "routes: Truck 9, today (Wed, 25 Nov 2026)"],
  [
    "missed pickups on weekends this month",
    "exceptions: on Saturdays and Sundays, missed-pickup, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
  ],
  [
    "how many go-backs this week",
    "number of exceptions: how it was closed contains go-back, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
  ],
  [
    "which KPI got worse since last month",
    "every KPI that got worse, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against Thu, 1 Oct 2026 to Sat, 31 Oct 2026, biggest move first",
  ],
  [
    "on time percentage today vs yesterday",
    "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 10:30, against yesterday (Tue, 24 Nov 2026 until the same time of day)",
  ],
];

describe("questions in people's own words", () => {
  it.each(SAID)("%s", async (question, words) => {
    expect((await readingOf(question)).words).toBe(words);
  });
});

const planText = (read: Understood): string =>
  read.kind === "reading" ? JSON.stringify(read.reading.plan) : "";

describe("words that turn the meaning", () => {
  const question = fc.constantFrom(...SAID.map(([text]) => text.replace(/\?$/, "")));
  const turn = fc.constantFrom(
    "but not on R-33",
    "except truck 44",
    "without Riverside",
    "not for Wei Chen",
    "unless nobody was there",
    "with less than 7777 kg",
    "for more than 77 minutes",
    "below 7.5%",
    "before 05:17",
    "after 21:43",
    "for truck 44",
    "in zone 4",
    "of Wei Chen",
    "near Quux Plaza",
    "per moon phase",
    "on Saturdays",
    "at a school",
    "more than 77 times",
    "without reason",
    "never",
    "not",
  );

  // Twelve hundred questions are read, whatever else a machine does meanwhile.
  it("are never dropped: the plan is another one, or none", async () => {
    await fc.assert(
      fc.asyncProperty(question, turn, async (text, more) => {
        const [plain, turned] = await Promise.all([readingOf(text), readingOf(`${text} ${more}`)]);
        if (turned.kind === "reading") expect(planText(turned)).not.toBe(planText(plain));
      }),
      { numRuns: 600 },
    );
  }, 120_000);

  it("are named where they are not understood", async () => {
    const read = await readingOf("routes behind schedule unless it rains");
    expect(read).toMatchObject({ kind: "refusal", refusal: { reason: "unclear" } });
    expect(read.kind === "refusal" && read.refusal.text).toContain('"unless"');
  });

  it("a name that is only nearly right is marked as a guess", async () => {
    const { asked } = await understand("trucks closest to Mill Street", {
      linker,
      clock: CLOCK,
      depotIds: [],
      findAddress: async () => [],
    });
    expect(asked.links.links).toMatchObject([{ name: { name: "Hill Street" }, isGuess: true }]);
  });
});
