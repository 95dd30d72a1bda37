import { expect, it } from "vitest";
import { type ContextReads, withEdits } from "#server/ask/conversation.ts";
import { talkAt } from "#server/ask/fixture-talk.ts";

const { read, taken, wordsOf } = talkAt("10:30");
// The one route that an answer tells of is R-17 here.
const ofOneRoute: ContextReads["rowsOf"] = async ({ text, edits }) => {
  const { understood } = await read(text);
  const plan = understood.kind === "reading" ? understood.reading.plan : undefined;
  const edited = plan && withEdits(plan, edits, () => new Set());
  return edited && "plan" in edited ? { plan: edited.plan, rows: [{ id: 1, name: "R-17" }] } : null;
};

const CASES: readonly (readonly [sentences: readonly string[], words: string])[] = [
  // What it cost is of the same trucks and days
  [
    ["Idle hours by truck last week, top 5", "what did all that idling cost?"],
    "cost of fuel burnt idling by vehicle, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), the first 5, highest first",
  ],
  [
    ["overtime by driver last month", "and how much did that cost us?"],
    "cost of overtime by driver, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
  ],
  // The hours before those of a day
  [
    ["p95 of the API in the last 30 minutes", "and the time before that"],
    "p95 of api.request_ms, real time, the last 60 min up to 30 min ago",
  ],
  [
    ["missed pickups in the last two hours", "and the hour before that?"],
    "exceptions: missed-pickup, opened after 07:30, opened before 08:30, today (Wed, 25 Nov 2026), latest opened first",
  ],
  [
    ["missed pickups yesterday", "and the day before that?"],
    "exceptions: missed-pickup, Mon, 23 Nov 2026, latest opened first",
  ],
  // Rows that are left out by a bound
  [
    ["routes that are late", "skip those under 15 minutes"],
    "routes: under way, at least 15 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["routes that are late", "drop anything over 25 minutes"],
    "routes: under way, at most 25 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  [
    ["tonnes by zone last week", "drop the North zone"],
    "tonnes collected by zone except North, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // A part of it told apart
  [
    ["Harsh braking last week by zone", "Split out North by driver"],
    "safety events: zone is North, harsh braking, counted by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["Harsh braking last week by zone", "break it out by driver"],
    "safety events: harsh braking, counted by driver, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  // Each of them, the first of them
  [
    ["tonnes by depot last week", "and the overtime for each"],
    "overtime by depot, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    ["Active faults of truck 8", "the newest of those, when was it raised?"],
    "fault codes: Truck 8, active, latest first, the first 1",
  ],
  [
    ["Open exceptions in the North zone", "and the oldest one?"],
    "exceptions: zone is North, not closed, earliest opened first",
  ],
  [
    ["tonnes at each facility yesterday", "and the average turnaround at each?"],
    "time from arriving at a facility to leaving it, by facility, yesterday (Tue, 24 Nov 2026)",
  ],
  // Why the one route ended when it did
  [
    ["which route finished last yesterday", "how come?"],
    "why R-17 is behind plan on Tue, 24 Nov 2026: what took longer than it usually does",
  ],
  [["which route finished first yesterday", "how come?"], "unclear"],
  // An alert stays one, and so does a mail
  [
    ["tell me when a route is 20 minutes late", "make that 35"],
    "a proposal: a notice once there have been any of: routes: under way, at least 35 min behind plan, today, longest behind plan first",
  ],
  [
    ["let me know when a driver has been 4 hours without a break", "make it five, and only Harbour depot"],
    "a proposal: a notice once there have been any of: drivers' shifts: Harbour depot, on duty now, at least 5 h at work since the last break, today, longest first",
  ],
  [
    ["tell me when a route is 20 minutes late", "only Harbour depot"],
    "a proposal: a notice once there have been any of: routes: Harbour depot, under way, at least 20 min behind plan, today, longest behind plan first",
  ],
  [["mail me overtime every Monday at 7", "by depot"], "lost"],
  [
    ["tell me when a route is 20 minutes late", "which routes are late now?"],
    "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
  ],
  // One is asked for: "it" is the row that stands first
  [
    ["which round is the most delayed at the moment", "and what's holding it up?"],
    "why R-17 is behind plan on Wed, 25 Nov 2026: what took longer than it usually does",
  ],
  // Alerts and mails as they are said
  [
    [
      "Richte mir bitte einen Alarm ein, sobald ein Wagen in der Zone North mehr als 20 Minuten mit laufendem Motor steht",
    ],
    "a proposal: a notice once there have been any of: vehicles: zone is North, stopped, in that state for more than 20 min, earliest since first",
  ],
  [
    ["Mándame todos los días a las 17:30 las excepciones abiertas"],
    "a proposal: a mail to you every day at 17:30 with a PDF of: exceptions: not closed, earliest respond by first",
  ],
  [
    ["let me know if a lorry's at the South landfill for more than an hour"],
    "a proposal: a notice once there have been any of: vehicles: at South landfill, waiting or tipping there for more than 60 min, earliest since first",
  ],
  [
    ["tell me when truck 12 comes out of the garage"],
    "a proposal: a notice once there have been any of: vehicles: Truck 12, not in the workshop",
  ],
  [
    ["I'd like the overtime report in my inbox every Tuesday at 7 am"],
    "a proposal: a mail to you every Tuesday at 07:00 with a PDF of: overtime, last week",
  ],
  // Of what went wrong in a day a bare four is that of the afternoon; its routes may be wanted before it
  [
    ["mail me today's missed pickups every weekday at 5"],
    "a proposal: a mail to you every Monday, Tuesday, Wednesday, Thursday and Friday at 17:00 with a PDF of: exceptions: missed-pickup, today, latest opened first",
  ],
  [
    ["mail me today's routes every weekday at 5"],
    "a proposal: a mail to you every Monday, Tuesday, Wednesday, Thursday and Friday at 05:00 with a PDF of: routes, today",
  ],
];

it("takes the first row for the one that was asked for, and no row where several were", async () => {
  const asked = (first: string) =>
    taken([first, "what is holding it up?"], async (before) => {
      const { understood } = await read(before.text);
      return understood.kind === "reading"
        ? {
            plan: understood.reading.plan,
            rows: [
              { id: 1, name: "R-17" },
              { id: 2, name: "R-9" },
            ],
          }
        : null;
    });
  expect(await asked("which route is furthest behind")).toMatchObject({ text: "what is holding R-17 up?" });
  expect(await asked("which routes are furthest behind")).toHaveProperty("lost");
});

it.each(CASES)("%s", async (sentences, words) => {
  expect(await wordsOf(sentences, ofOneRoute)).toBe(words);
});
