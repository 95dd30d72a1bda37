import { describe, expect, it } from "vitest";
import { turnWords } from "#server/ask/core/turn-words.ts";
import { unturned } from "#server/ask/core/turns-en.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { talkAt } from "#server/ask/fixture-talk.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(NAMES, anyHouse);
const { wordsOf: talked } = talkAt("12:40");
const reads = (table: readonly (readonly [text: string, words: string])[]) =>
  it.each(table)("%s", async (text, words) => expect(await wordsOf(text)).toBe(words));

const TODAY = "today (Wed, 25 Nov 2026)";

describe("Scots is read as English", () => {
  reads([
    ["Whaur is truck 8 just the noo?", "vehicles: Truck 8"],
    ["whaur's truck 12", "vehicles: Truck 12"],
    ["Which rounds hasnae started yet?", `routes: not started, ${TODAY}, earliest planned start first`],
    ["wha hasnae clocked in the day", `drivers: with a shift today, not clocked in, ${TODAY}`],
    ["hoo mony missed pickups were there the day", `number of exceptions: missed-pickup, ${TODAY}`],
    [
      "Gie me everything going on in Riverside the noo",
      "vehicles, routes, stops left and open exceptions in Riverside now",
    ],
    // A day that is no today
    ["late routes at the end of the day", "unclear"],
  ]);
});

describe("a lamp that is on is no alert that is to be told again", () => {
  const goingOut = "what is recorded and what the procedures say of Truck 12 going out";
  reads([
    ["Truck 12 has an engine warning light on, is it ok to go out?", goingOut],
    ["truck 12 has a brake warning up. can it go out tonight?", goingOut],
    ["Turn truck 12's warnings back on", "a proposal: your alerts with Truck 12 again"],
  ]);
});

describe("a number by itself is asked back", () => {
  reads([
    ["12 late?", "unclear"],
    ["17 running behind?", "unclear"],
  ]);
});

describe("how many trucks of a part of the fleet do what", () => {
  reads([
    [
      "How many Harbour depot lorries are moving and how many are parked up?",
      "vehicles: Harbour depot, counted by status",
    ],
    ["how many trucks in zone North are rolling vs stopped", "vehicles: zone is North, counted by status"],
    ["how many glass trucks are moving and how many stopped just now", "vehicles: glass, counted by status"],
    [
      "how many trucks are stopped in zone North",
      "number of vehicles: zone is North, stopped, without those serving a stop, tipping, on break or broken down",
    ],
  ]);
});

describe("what stands at each facility now", () => {
  const each = "vehicles: at a facility, in order of facility, with time in that state";
  reads([
    ["What is the queue like at every landfill at the moment?", each],
    ["current wait at each facility", each],
    ["Which facility has the longest queue now?", "vehicles: at a facility, counted by facility"],
  ]);
});

describe("what one truck is to pick up", () => {
  const of = (those: string) =>
    `a proposal: the 3 most pressing open missed pickups${those} as extra stops of Truck 9 before 15:00, each where it costs it least`;
  reads([
    ["What would it cost to send truck 9 for three of today's missed pickups before 15:00?", of(" of today")],
    ["What would it cost to send truck 9 for 3 missed pickups today before 15:00?", of("")],
  ]);
});

describe("other ways to ask for the same", () => {
  reads([
    [
      "Yesterday in North the crew couldn't gain access; list those with a photo",
      "exceptions: zone is North, no-access, with a photo, yesterday (Tue, 24 Nov 2026), latest opened first",
    ],
    [
      "stops per hour by truck type in October",
      "stops per hour by body type, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    ["what was done to truck 9 in the garage", "repairs: Truck 9, latest first"],
    ["what was done to truck 9 at its last service", "not-yet"],
    [
      "A lady insists 5 Hill Street wasn't collected yesterday. Was it, and is there a photo?",
      "visits of 5 Hill Street with their proof, yesterday (Tue, 24 Nov 2026)",
    ],
    [
      "Please state completion by depot last month",
      "completion by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
    ],
    ["give the overtime to Wei Chen", "change"],
    ["give the total stops to truck 5", "change"],
    [
      "contamination by depot in October, nothing else",
      "contamination rate by depot, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "What share of collections were reported as contaminated in October?",
      "contamination rate, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "on Monday and Tuesday of this week, planned and driven km per organics route",
      "planned against driven distance and time per route for organics, Mon, 23 Nov 2026 to Tue, 24 Nov 2026",
    ],
    ["on Monday and Thursday of last week, planned and driven km per organics route", "unclear"],
    [
      "Are any drivers likely to go over their legal hours before the shift ends?",
      `drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, ${TODAY}, nearest to the limit first`,
    ],
    [
      "Which bins in Riverside are likely to overflow before the next emptying?",
      "containers that will be full before their next pickup (Riverside), with the range they lie in",
    ],
    [
      "tonnes expected next week, with the low and high ends",
      "tonnes to be collected, in all and day by day, next week (Mon, 30 Nov 2026 to Sun, 6 Dec 2026), with the range they lie in",
    ],
    [
      "any alerts overnight, 2300-0530?",
      "notices that your alerts raised from 23:00 yesterday to 05:30 today, newest first",
    ],
  ]);
});

describe("Spanish and German", () => {
  reads([
    [
      "Contenedores rotos de la zona Norte a la espera de recambio, empezando por los que llevan más tiempo",
      "exceptions: zone is North, not closed, damaged-container, earliest opened first",
    ],
    [
      "Si todo sigue igual, ¿qué paradas de la zona Norte habrá que dejar para mañana?",
      `stops: zone is North, not served that day at this pace (expected after the shift, or on no route), ${TODAY}, latest expected first`,
    ],
    [
      "Wie viel haben wir im September für Sprit ausgegeben, je Depot?",
      "cost of fuel by depot, Tue, 1 Sept 2026 to Wed, 30 Sept 2026",
    ],
    [
      "Mit wie vielen Tonnen Papier rechnen wir in der Woche ab dem 14. Dezember? Mit Spanne.",
      "tonnes to be collected (paper), in all and day by day, Mon, 14 Dec 2026 to Sun, 20 Dec 2026, with the range they lie in",
    ],
  ]);
});

describe("what goes on from a question", () => {
  it.each([
    [
      ["Missed pickups by depot last month", "now contamination"],
      "contamination rate by depot, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
    ],
    [
      ["Was 14 Mill Lane collected yesterday?", "how often was it missed there this year"],
      "number of exceptions: 14 Mill Lane, missed-pickup, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    // None of them is a missed pickup, and no list of them by depot is read by the rules alone.
    [["Missed pickups by depot last month", "and late stops"], "unclear"],
    [
      ["Is R-9 behind?", "why's that?"],
      "why R-9 is behind plan on Wed, 25 Nov 2026: what took longer than it usually does",
    ],
  ])("%j", async (sentences, words) => {
    expect(await talked(sentences, async () => null)).toBe(words);
  });

  it.each([
    ["just the visits where we missed it", "only missed ones"],
    ["only the days when they missed us", "only the days when they missed us"],
    ["now overflow", "and overflow"],
    ["now only North", "now only North"],
  ])("%s", (sentence, words) => {
    expect(turnWords(sentence)).toBe(words);
  });

  it("the last to finish on top is an order of its own", () => {
    expect(unturned("put whichever ends last at the top").trim()).toBe(", sort by finish, latest first");
  });
});
