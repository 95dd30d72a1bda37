import { describe, expect, it } from "vitest";
import { namesIn } from "#server/ask/core/read.ts";
import { planWords } from "#server/ask/core/words.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (text: string): Promise<string> => {
  const { understood, asked } = await understand(text, {
    ...{ linker, clock: CLOCK, depotIds: [] },
    findAddress: async (street, house) => [
      { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
    ],
  });
  return understood.kind === "reading" && understood.reading.unknown.length === 0
    ? planWords(understood.reading.plan, understood.reading.window, namesIn(asked))
    : understood.kind;
};

const VEHICLES: readonly (readonly [question: string, words: string])[] = [
  ["Any truck at the South landfill right now?", "vehicles: at South landfill, earliest since first"],
  ["How many lorries are at the south tip at the moment?", "number of vehicles: at South landfill"],
  [
    "Which trucks are parked in the Harbour depot yard?",
    "vehicles: in the yard of Harbour depot, earliest since first",
  ],
  [
    "What's inside the Harbour depot right now, which trucks?",
    "vehicles: in the yard of Harbour depot, earliest since first",
  ],
  ["Which Harbour depot trucks have not gone out yet?", "vehicles: Harbour depot, in the yard"],
  ["which truck has the most room left", "vehicles: that have reported, most room first, the first 1"],
  ["top 3 trucks by free capacity", "vehicles: that have reported, most room first, the first 3"],
  [
    "Rank the trucks that are still out by how much payload room they have left and keep the top five",
    "vehicles: that have reported, moving, stopped, serving a stop, tipping, on break or broken down, most room first, the first 5",
  ],
  [
    "Which of the Harbour depot trucks is carrying the heaviest load?",
    "vehicles: Harbour depot, that have reported, highest load first, the first 1",
  ],
  [
    "Which truck strayed furthest from its depot?",
    "vehicles: that have reported, farthest from its own depot first, the first 1",
  ],
  [
    "Which vehicle in the East zone has been stopped the longest?",
    "vehicles: zone is East, stopped, earliest since first, the first 1",
  ],
  [
    "Which truck has been silent the longest?",
    "vehicles: that have reported, earliest last report first, the first 1",
  ],
  ["When did truck 14 last report?", "vehicles: Truck 14"],
  ["Last known position of truck 8", "vehicles: Truck 8"],
  ["33: how full is it and when did it last ping?", "vehicles: Truck 33"],
  ["Present location of vehicle no. 35, with time of last report.", "vehicles: Truck 35"],
  ["how much room has truck 9 got left", "vehicles: Truck 9"],
  ["truck 5 how long has it been standing there", "vehicles: Truck 5"],
  [
    "Which trucks have been out of contact for at least 25 minutes, excluding those in the workshop?",
    "vehicles: not heard from for at least 25 min, not in the workshop, earliest last report first",
  ],
  [
    "Anyone's tracker been dead for the past half hour?",
    "vehicles: not heard from for more than 30 min, earliest last report first",
  ],
  [
    "trucks not giving location since 15 minutes",
    "vehicles: not heard from for more than 15 min, earliest last report first",
  ],
  [
    "any1 stopd 30min+ not at depot/landfill/lunch",
    "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for at least 30 min, earliest since first",
  ],
  [
    "Stationary periods exceeding 40 minutes at present, exclusive of depots, landfill sites and meal breaks: vehicle, driver, location, duration.",
    "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for more than 40 min, earliest since first",
  ],
  [
    "Vehicles with residual capacity of not less than four tonnes, in order of proximity to 63 Mill Lane; first five only.",
    "vehicles nearest to 63 Mill Lane with room for 4,000 kg, by straight line",
  ],
  [
    "Drivers clocked in by depot",
    "drivers: clocked in, still on shift, counted by depot, today (Wed, 25 Nov 2026)",
  ],
  [
    "who has clocked on but is still sitting in the Harbour depot",
    "drivers: Harbour depot, clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "Names of drivers having clocked on prior to 07:00 whose vehicles remain at the depot.",
    "drivers: clocked in, still on shift, not yet out of the yard, clocked in before 07:00, today (Wed, 25 Nov 2026), earliest clocked in first",
  ],
  [
    "I stepped out at 9:15 for the dentist, please catch me up on whatever is different since then.",
    "what changed since 9:15 today",
  ],
  ["Been on a break since quarter past eleven. What've I missed?", "what changed since 11:15 today"],
  ["Summary of changes recorded between 08:00 and 10:00 today.", "what changed from 08:00 to 10:00"],
  ["Put East zone up for me. The lot.", "vehicles, routes, stops left and open exceptions in East now"],
  [
    "Full operational overview, East zone: vehicles, routes, outstanding stops, open exceptions.",
    "vehicles, routes, stops left and open exceptions in East now",
  ],
];

const ROUTES: readonly (readonly [question: string, words: string])[] = [
  [
    "How many rounds have we still got on the go for glass?",
    "number of routes: glass, not started or under way, today (Wed, 25 Nov 2026)",
  ],
  ["What's R-14's percentage done?", "routes: name is R-14, today (Wed, 25 Nov 2026)"],
  ["how much of R-9 is finished", "routes: name is R-9, today (Wed, 25 Nov 2026)"],
  [
    "Proportion of stops completed on each of R-1, R-2 and R-3 at this hour.",
    "routes: name is R-1 to R-3, today (Wed, 25 Nov 2026)",
  ],
  [
    "What share of today's planned stops has been completed in each zone?",
    "completion by zone, today (Wed, 25 Nov 2026), of all stops planned",
  ],
  [
    "next 3 stops of truck 12",
    "stops: Truck 12, pending, today (Wed, 25 Nov 2026), earliest expected first, the first 3",
  ],
  [
    "What are the upcoming stops on R-14 with ETAs?",
    "stops: route is R-14, pending, today (Wed, 25 Nov 2026), earliest expected first, the first 10",
  ],
  [
    "last stop of R-19, what time?",
    "stops: route is R-19, pending, today (Wed, 25 Nov 2026), latest expected first, the first 1",
  ],
  ["r-19 how many left n eta last stop", "routes: name is R-19, today (Wed, 25 Nov 2026)"],
  ["is R-16 ahead or behind?", "routes: name is R-16, today (Wed, 25 Nov 2026)"],
  [
    "Which routes will be the last to finish tonight?",
    "routes: not started or under way, today (Wed, 25 Nov 2026), latest expected end first, the first 10",
  ],
  [
    "Which truck will be back earliest from the Harbour depot?",
    "routes: Harbour depot, not started or under way, today (Wed, 25 Nov 2026), earliest expected end first, the first 1",
  ],
  [
    "Which routes finished first yesterday?",
    "routes: done, yesterday (Tue, 24 Nov 2026), earliest ended first, the first 10",
  ],
  [
    "stops left by route, refuse only, latest finisher at the top",
    "routes: refuse, not started or under way, stops left over 0, today (Wed, 25 Nov 2026), latest expected end first",
  ],
  [
    "For every route, tell me what's still on the sheet, and sort it so whoever's finishing last is on top.",
    "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), latest expected end first",
  ],
  [
    "mean delay per route last week, worst first",
    "average behind plan of routes: done, by route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
  ],
  [
    "Planned and actual start times of all routes of the Harbour depot this morning.",
    "routes: Harbour depot, planned start from 00:00, planned start before 12:00, this morning (Wed, 25 Nov 2026), earliest planned start first",
  ],
  [
    "Routes on which the number of skipped stops exceeded twelve in October.",
    "stops: skipped, counted by route, more than 12 times, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
  ],
  [
    "Rounds that gave more than eight stops a miss yesterday?",
    "routes: skipped over 8, yesterday (Tue, 24 Nov 2026), highest skipped first",
  ],
  [
    "Any route leave three or more houses behind today?",
    "routes: skipped at least 3, today (Wed, 25 Nov 2026), highest skipped first",
  ],
  [
    "Who's been freelancing with the running order on R-6 this morning, and what's their excuse?",
    "stops: route is R-6, done out of sequence, done from 00:00, done before 12:00, this morning (Wed, 25 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "out of seq stops tday trk 14 + reason",
    "stops: Truck 14, done out of sequence, today (Wed, 25 Nov 2026), in order of route, with the reason that was given",
  ],
  [
    "If nobody lifts a finger, what gets bumped to Thursday?",
    "stops: not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    "Pending stops, North zone, liable to be carried over to Thursday in the absence of intervention; number per route.",
    "stops: zone is North, not served that day at this pace (expected after the shift, or on no route), counted by route, today (Wed, 25 Nov 2026)",
  ],
  [
    "Assume we don't touch anything. Which of the unserved stops in East get bumped to Thursday?",
    "stops: zone is East, not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    "Supposing nobody lifts a finger, what glass stops won't be got to until tomorrow?",
    "stops: glass, not served that day at this pace (expected after the shift, or on no route), today (Wed, 25 Nov 2026), latest expected first",
  ],
  [
    "Punctuality so far today versus this point last Wednesday: better or worse?",
    "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 12:40, against last wednesday (Wed, 18 Nov 2026 until the same time of day)",
  ],
  [
    "On-time rate to this hour, compared with the corresponding point on Wednesday 11 November.",
    "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 12:40, against wednesday 11 november (Wed, 11 Nov 2026 until the same time of day)",
  ],
  [
    "How does our on-time percentage as of now stack up with the same time yesterday?",
    "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 12:40, against yesterday (Tue, 24 Nov 2026 until the same time of day)",
  ],
  [
    "compare the on-time percentage as of now with where we stood at this hour three days ago, on Sunday",
    "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 12:40, against three days ago, on sunday (Sun, 22 Nov 2026 until the same time of day)",
  ],
  [
    "Kindly indicate whether the projected completion of R-25 falls before the commencement of overtime.",
    "when R-25 ends, against the end of its shift",
  ],
  [
    "24 going to run into overtime or will it make it? R-24 I mean.",
    "when R-24 ends, against the end of its shift",
  ],
];

/** What would be another question without the word that says so. */
const STOPPED = "stopped, without those serving a stop, tipping, on break or broken down";
const STANDING: readonly (readonly [question: string, words: string])[] = [
  ["Which trucks are stopped?", `vehicles: ${STOPPED}`],
  ["Trucks whose state is stopped", `vehicles: ${STOPPED}`],
  ["How many trucks are parked up?", `number of vehicles: ${STOPPED}`],
  ["How many trucks are stopped by depot?", `vehicles: ${STOPPED}, counted by depot`],
  ["Welche Lkw stehen gerade still?", `vehicles: ${STOPPED}`],
  ["¿Qué camiones están aparcados?", `vehicles: ${STOPPED}`],
  ["Which trucks are idle right now?", `vehicles: ${STOPPED}`],
  ["Which trucks are stopped or on break?", "vehicles: stopped or on break"],
  ["Which trucks are stood idle at the landfill?", "vehicles: tipping"],
  ["Which trucks aren't moving?", "vehicles: stopped, serving a stop, tipping, on break or broken down"],
  ["Welche Lkw bewegen sich nicht?", "vehicles: stopped, serving a stop, tipping, on break or broken down"],
  [
    "Which trucks are moving and which are stopped?",
    "vehicles: moving, stopped, serving a stop, tipping, on break or broken down",
  ],
  ["Steht Lkw 12?", "vehicles: Truck 12"],
];

const NOT_READ: readonly string[] = [
  "Which trucks were at the South landfill yesterday?",
  "Which routes finished last year?",
  "next stops of truck 12 next week",
  "stops bumped to Friday",
];

describe("status and progress in people's own words", () => {
  it.each(VEHICLES)("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(STANDING)("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(ROUTES)("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(NOT_READ)("is not taken for how things stand now: %s", async (question) => {
    expect(await wordsOf(question)).not.toMatch(
      /^vehicles: at|the first \d+$|^routes: done, this year|after their window or after the shift|not served that day/,
    );
  });
});
