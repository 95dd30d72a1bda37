import { describe, expect, it } from "vitest";
import { namesIn } from "#server/ask/core/read.ts";
import { planWords } from "#server/ask/core/words.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { inEnglish, linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const wordsOf = async (said: string): Promise<string> => {
  const { understood, asked } = await understand(inEnglish(said, linker).text, {
    ...{ linker, clock: CLOCK, depotIds: [] },
    findAddress: async (street, house) => [
      { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
    ],
  });
  return understood.kind === "reading"
    ? planWords(understood.reading.plan, understood.reading.window, namesIn(asked))
    : understood.kind;
};

const TODAY = "today (Wed, 25 Nov 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";

type Said = readonly (readonly [question: string, words: string])[];

const STOOD = "vehicles: stopped, not in a depot's yard,";
const ELSEWHERE: Said = [
  [
    "Anyone parked up over 25 minutes who isn't at a depot, at the landfill or on lunch?",
    `${STOOD} not at a facility, not on a break, in that state for more than 25 min, earliest since first`,
  ],
  [
    "Which lorries have been stationary over 30 minutes away from the depot?",
    `${STOOD} in that state for more than 30 min, earliest since first`,
  ],
  [
    "¿Hay algún camión parado más de 20 minutos fuera de la base o del vertedero?",
    `${STOOD} not at a facility, in that state for more than 20 min, earliest since first`,
  ],
  [
    "trucks stopped for more than 20 minutes",
    "vehicles: stopped, in that state for more than 20 min, earliest since first",
  ],
];

const LEFT_OVER = "not served that day at this pace (expected after the shift, or on no route)";
const UNSERVED: Said = [
  [
    "What'll have to roll over to tomorrow if we carry on like this?",
    `stops: ${LEFT_OVER}, ${TODAY}, latest expected first`,
  ],
  ["how many stops wont get done today", `number of stops: ${LEFT_OVER}, ${TODAY}`],
  [
    "Which stops will we not get to before the shift ends?",
    `stops: ${LEFT_OVER}, ${TODAY}, latest expected first`,
  ],
  ["Will we get everything done today?", `stops: ${LEFT_OVER}, ${TODAY}, latest expected first`],
  [
    "Which stops will miss their window?",
    `stops: expected after their window, ${TODAY}, latest expected first`,
  ],
  [
    "Which stops are at risk?",
    `stops: expected after their window or after the shift, ${TODAY}, latest expected first`,
  ],
];

const PHOTOS: Said = [
  [
    "Show me last week's no access stops with their pictures.",
    `exceptions: no-access, ${LAST_WEEK}, latest opened first, with their photos`,
  ],
  [
    "Zeig mir die beschädigten Behälter von letzter Woche mit ihren Fotos",
    `exceptions: damaged-container, ${LAST_WEEK}, latest opened first, with their photos`,
  ],
  [
    "no access exceptions last week that have a photo",
    `exceptions: no-access, with a photo, ${LAST_WEEK}, latest opened first`,
  ],
  [
    "no access exceptions last week without a photo",
    `exceptions: no-access, without a photo, ${LAST_WEEK}, latest opened first`,
  ],
];

const OFF = "off the road (in the workshop or broken down)";
const OFF_ROAD: Said = [
  ["How many trucks are off the road today, by depot?", `vehicles: ${OFF}, counted by depot`],
  ["Which trucks are out of service right now?", `vehicles: ${OFF}`],
  ["¿Qué camiones están fuera de servicio hoy?", `vehicles: ${OFF}`],
  ["Which trucks are off the road for repair?", "vehicles: in the workshop"],
  ["Which trucks are not in the workshop?", "vehicles: not in the workshop"],
  ["any trucks broken down right now?", "vehicles broken down now and the stops they leave open"],
];

const DUTY = "hours on duty, clock-in to clock-out, of drivers' shifts:";
const WORKED: Said = [
  ["hours worked by driver last week", `${DUTY} clocked in, by driver, ${LAST_WEEK}`],
  ["How many hours did Maria Santos put in last week?", `${DUTY} Maria Santos, clocked in, ${LAST_WEEK}`],
  [
    "Which drivers worked more than 45 hours last week?",
    `${DUTY} clocked in, by driver, ${LAST_WEEK}, more than 45 hours, highest first`,
  ],
  [
    "Wie viele Stunden hat Maria Santos letzte Woche gearbeitet?",
    `${DUTY} Maria Santos, clocked in, ${LAST_WEEK}`,
  ],
  ["hours on the road by driver last week", `hours on the road, gate to gate by driver, ${LAST_WEEK}`],
];

const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const SLIPS: Said = [
  ["hw many loads did truck 5 tip tody", `number of weigh tickets: Truck 5, ${TODAY}`],
  ["how many loads did truck 5 tip toda", `number of weigh tickets: Truck 5, ${TODAY}`],
  ["overtime by driver las wek", `overtime by driver, ${LAST_WEEK}`],
  ["overtime by driver ths mont", `overtime by driver, ${MONTH}`],
  [
    "missed pickups this yaer",
    "exceptions: missed-pickup, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), latest opened first",
  ],
];

const ONE_ROW: Said = [
  [
    "Which ticket was the heaviest this month, and which truck brought it in?",
    `weigh tickets, ${MONTH}, heaviest first, the first 1`,
  ],
  [
    "Which ticket had the highest fee this month, and which facility was it?",
    `weigh tickets, ${MONTH}, highest fee first, the first 1`,
  ],
  [
    "What was the most expensive repair this month, and on which truck?",
    `repairs, ${MONTH}, dearest first, the first 1`,
  ],
  [
    "What was the worst speeding event last week and who was driving?",
    `safety events: speeding, ${LAST_WEEK}, most over the limit first, the first 1`,
  ],
  [
    "Which stop was done latest yesterday, and by which truck?",
    "stops: done, yesterday (Tue, 24 Nov 2026), latest done first, the first 1",
  ],
  [
    "What's the oldest open exception and which driver reported it?",
    "exceptions: not closed, earliest opened first, the first 1",
  ],
  [
    "Which truck had the most tickets last week?",
    `weigh tickets, counted by vehicle, ${LAST_WEEK}, highest first`,
  ],
];

const SAFETY: Said = [
  [
    "Which driver has had the most safety incidents this month?",
    `safety events, counted by driver, ${MONTH}, highest first`,
  ],
  ["Which driver's the riskiest this month?", `safety events, per 100 km by driver, ${MONTH}, highest first`],
  ["Who is the safest driver this month?", `safety events, per 100 km by driver, ${MONTH}, lowest first`],
];

const LOOKED_UP: Said = [
  ["Which stops have something about a gate code in the notes?", 'notes about "gate code", best first'],
  [
    "Which customers have a comment about early mornings in the notes?",
    'notes about "early mornings", best first',
  ],
  [
    "Who has been to the hospital site before?",
    'visits: at a site named "hospital", done, counted by driver, of all that is on record, highest first',
  ],
  [
    "Which drivers know their way round the hospital site?",
    'visits: at a site named "hospital", done, counted by driver, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), highest first',
  ],
  [
    "What day do we collect 12 Mill Lane, and does the holiday change it this week?",
    "collection days: 12 Mill Lane, next first, with this week's day, which no holiday moves: none is on record",
  ],
  [
    "What day do they empty the bins at 12 Mill Lane, and does Christmas week change it?",
    "collection days: 12 Mill Lane, next first, which no holiday moves: none is on record",
  ],
];

const LATE: Said = [
  [
    "Which routes are running late?",
    `routes: under way, at least 10 min behind plan, ${TODAY}, longest behind plan first`,
  ],
  [
    "Any routes with any delay right now?",
    `routes: under way, behind plan, however little, ${TODAY}, longest behind plan first`,
  ],
  [
    "Which routes are the slightest bit late?",
    `routes: under way, behind plan, however little, ${TODAY}, longest behind plan first`,
  ],
  [
    "Which routes are even a minute behind?",
    `routes: under way, at least 1 min behind plan, ${TODAY}, longest behind plan first`,
  ],
];

const NEEDLESS: Said = [
  [
    "Who's going to go over their legal hours today?",
    `drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, ${TODAY}, nearest to the limit first`,
  ],
  ["When is truck 5 next due a service?", "vehicles: Truck 5, most pressing first"],
  [
    "How many tonnes of paper did we tip last week?",
    `tonnes tipped at facilities, by facility for paper, ${LAST_WEEK}`,
  ],
  [
    "any truks with low crankin voltge this mornng",
    `newest readings of vehicles: less than 18 V while cranking, ${TODAY}, lowest first`,
  ],
];

// A letter left out, doubled, or typed before the one that it follows.
const slipsOf = (word: string): string[] =>
  [...word].flatMap((letter, at) =>
    at === 0
      ? []
      : [
          word.slice(0, at) + word.slice(at + 1),
          word.slice(0, at) + letter + word.slice(at),
          `${word.slice(0, at)}${word[at + 1] ?? ""}${letter}${word.slice(at + 2)}`,
        ],
  );
const TIMES = [
  ...(["today", "yesterday", "last week", "this week", "last month", "this month", "last year"] as const),
  ...([
    "last quarter",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
  ] as const),
  ...(["in january", "in february", "in august", "in september", "in october", "in november"] as const),
  ...(["this morning", "last weekend"] as const),
] as const;

const MORE: Said = [
  [
    "Which trucks broke down more than once last week?",
    `exceptions: vehicle-breakdown, counted by vehicle, more than 1 times, ${LAST_WEEK}`,
  ],
  [
    "Break down the open exceptions by reason and tell me what to work first.",
    "exceptions: not closed, counted by cause (kind of exception), most urgent first",
  ],
  [
    "How long is the queue at the South landfill right now?",
    "vehicles: at South landfill, earliest since first, with how long each has waited or tipped there",
  ],
  ["Show me fuel.", `litres of fuel, ${TODAY}`],
];

const FROM_SILENCE: Said = [
  [
    "whch trucks havnt sent a positon in the last 30 mins",
    "vehicles: not heard from for more than 30 min, earliest last report first",
  ],
  ["trucks silent since 10:30", "vehicles: not heard from for at least 130 min, earliest last report first"],
  [
    "which truck doesn't report its position for 30 minutes",
    "vehicles: not heard from for more than 30 min, earliest last report first",
  ],
  [
    "which trucks stopped sending their location",
    "vehicles: not heard from for more than 20 min, earliest last report first",
  ],
  [
    "Which drivers haven't had a break yet today?",
    `drivers' shifts: on duty now, without a break, ${TODAY}, longest first`,
  ],
  ["Are any circuit breakers open at the moment?", "open circuit breakers"],
  ["Show me the circuit breakers", "circuit breakers"],
  ["any breaker half-open?", "half-open circuit breakers"],
  [
    "What have the outside routing calls cost us today and are any breakers open?",
    "calls of graphhopper and what they cost, and which circuit breakers are open, real days, today",
  ],
  [
    "What's the reason R-31 is running so late?",
    "why R-31 is behind plan on Wed, 25 Nov 2026: what took longer than it usually does",
  ],
  ["Will R-22 be done without anyone going into overtime?", "when R-22 ends, against the end of its shift"],
];

const WITHOUT: Said = [
  [
    "Maria Santos is off sick today, share her route out without anyone going into overtime.",
    "a proposal: the rest of today without Maria Santos; no truck past the end of its shift",
  ],
  [
    "Mute the alerts for truck 36 while it's in the garage.",
    "a proposal: your running alerts without Truck 36, with no end: ask for its alerts again when it is back",
  ],
  [
    "Stop alerting me about truck 4, it is in the workshop",
    "a proposal: your running alerts without Truck 4",
  ],
];

describe("a question is answered by exactly what it asks", () => {
  it.each(ELSEWHERE)("where vehicles must not stand: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(UNSERVED)("what is not served, or too late: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(PHOTOS)("photos that are shown, and those that rows must have: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(OFF_ROAD)("what cannot drive, for whatever reason: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(SLIPS)("a slip in a word of time is that time: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(TIMES)("one slip in “%s” is that time, or is no answer", async (time) => {
    const meant = await wordsOf(`missed pickups ${time}`);
    const [, before = "", word = ""] = /^(.*?)(\p{L}+)$/u.exec(time) ?? [];
    const others: string[] = [];
    for (const slip of slipsOf(word)) {
      const words = await wordsOf(`missed pickups ${before}${slip}`);
      if (words !== meant && !/^(?:refusal|choice)$/.test(words)) others.push(`${slip}: ${words}`);
    }
    expect(others).toEqual([]);
  });
  it.each(MORE)("by what is asked and nothing beside it: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(ONE_ROW)("the one row that comes first: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(SAFETY)("events counted, or by the way driven: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(LOOKED_UP)("what is on record, whenever it was: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(LATE)("late by the usual bound, or at all: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(NEEDLESS)("is asked back about nothing that is clear: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(WORKED)("hours by the clock of shifts, or gate to gate: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
  it.each(FROM_SILENCE)(
    "a length is no window besides, and what stands open is told alone: %s",
    async (question, words) => {
      expect(await wordsOf(question)).toBe(words);
    },
  );
  it.each(WITHOUT)("what is to be left out, with what ends it: %s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
