import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { understandProposing } from "#server/ask/proposing.ts";
import { inEnglish, linkerOf, understand } from "#server/ask/understand.ts";

const clock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf([
  ...NAMES,
  { kind: "facility", id: 10, name: "North transfer station", key: "North transfer station" },
]);

/** What a question proposes in words, or why it does not; by rules alone. */
const proposedBy = async (text: string): Promise<string> => {
  const { understood } = await understandProposing(inEnglish(text, linker).text, (part) =>
    understand(part, {
      ...{ linker, clock, depotIds: [] },
      findAddress: async (street, house) => [
        { siteId: 311, label: `${house} ${street}`, lng: -5.6, lat: 51.3 },
      ],
    }),
  );
  if (understood.kind !== "reading")
    return understood.kind === "choice" ? "choice" : understood.refusal.reason;
  const { plan } = understood.reading;
  return plan.kind === "propose" ? plan.words : plan.kind;
};

it.each([
  // A day to come
  [
    "What if truck 8 is unavailable tomorrow",
    "the plan of Thu, 26 Nov 2026 without Truck 8; overtime is priced, not forbidden",
  ],
  [
    "Could we run Friday with one truck fewer?",
    "the plan of Fri, 27 Nov 2026 with one truck fewer: the one with the fewest stops left is taken out",
  ],
  [
    "can we do sat w 1 less trk",
    "the plan of Sat, 28 Nov 2026 with one truck fewer: the one with the fewest stops left is taken out",
  ],
  [
    "Hill Street is closed tomorrow from 9:30 to 12, propose a detour",
    "the plan of Thu, 26 Nov 2026 with Hill Street closed to all traffic from 09:30 to 12:00, and the stops left on it",
  ],
  [
    "Add a bulky pickup at 9 Cedar Road tomorrow",
    "an extra bulky stop at 9 Cedar Road on Thu, 26 Nov 2026 on the truck that takes it at least cost",
  ],
  ["Could we have run last Monday with one truck fewer?", "not-yet"],
  ["What if truck 8 is unavailable next week", "not-yet"],
  ["What if truck 8 is unavailable tomorrow morning", "not-yet"],
  // Which trucks there are fewer of
  [
    "Could the Harbour depot manage with two trucks less today?",
    "the rest of today of the Harbour depot with 2 trucks fewer: those with the fewest stops left are taken out",
  ],
  [
    "Could we run today with one recycling truck fewer?",
    "the rest of today with one recycling truck fewer: the one with the fewest stops left is taken out",
  ],
  // Hours of a closure
  [
    "Hill Street is closed between 2 and 5 this afternoon, propose a detour",
    "the rest of today with Hill Street closed to all traffic from 14:00 to 17:00, and the stops left on it",
  ],
  [
    "They are digging up Hill Street from 1.30 to 4 today. Which way round?",
    "the rest of today with Hill Street closed to all traffic from 13:30 to 16:00, and the stops left on it",
  ],
  [
    "Hill Street blocked 3-6, which way round",
    "the rest of today with Hill Street closed to all traffic from 15:00 to 18:00, and the stops left on it",
  ],
  // Overtime that is not to be
  [
    "Chen called in sick. Split up his stops so nobody goes over on hours.",
    "the rest of today without Wei Chen; no truck past the end of its shift",
  ],
  [
    "Chen called in sick. Rebalance his route, overtime should not come.",
    "the rest of today without Wei Chen; no truck past the end of its shift",
  ],
  [
    "Chen is ill. Redistribute his stops, but overtime is forbidden.",
    "the rest of today without Wei Chen; no truck past the end of its shift",
  ],
  [
    "Chen is ill. Redistribute his stops within normal working hours.",
    "the rest of today without Wei Chen; no truck past the end of its shift",
  ],
  // Where they tip, and where no more
  [
    "What if all refuse tips at the South landfill instead of the North transfer station?",
    "the rest of today with all refuse tipping at South landfill only",
  ],
  [
    "What if we redirect the glass trucks from the South landfill to the North transfer station?",
    "the rest of today with all glass tipping at North transfer station only",
  ],
  // First stops that stay, and a place before a time
  [
    "Resequence R-8. Lock in stops one through fifteen, and the school has to be done by 8 a.m.",
    "the rest of R-8 today planned anew, the other routes as they are; its first 15 stops stay as they are; school before 08:00",
  ],
  [
    "redo r-8 order keep 1st 4 as is + school done b4 830",
    "the rest of R-8 today planned anew, the other routes as they are; its first 4 stops stay as they are; school before 08:30",
  ],
  [
    "Re-optimise R-8, leave the first four alone and have the school done by a quarter to nine",
    "the rest of R-8 today planned anew, the other routes as they are; its first 4 stops stay as they are; school before 08:45",
  ],
  ["Re-optimise R-8 after 3 o'clock", "not-yet"],
  // Missed pickups of a zone or a stream, before a time
  [
    "What does it cost if truck 8 does eight missed pickups in the North zone before 2 pm?",
    "the 8 most pressing open missed pickups in North as extra stops of Truck 8 before 14:00, each where it costs it least",
  ],
  [
    "cost of using truck 8 for 5 missed recycling before 4pm",
    "the 5 most pressing open missed pickups of recycling as extra stops of Truck 8 before 16:00, each where it costs it least",
  ],
  [
    "what's it going to set us back if I yank truck 8 for seven missed organics by three-thirty this arvo",
    "the 7 most pressing open missed pickups of organics as extra stops of Truck 8 before 15:30, each where it costs it least",
  ],
  // Who is put out least
  [
    "Bulky at 21 Cedar Road wants doing today. Who's put out least?",
    "an extra bulky stop at 21 Cedar Road on the truck that loses the least time",
  ],
  [
    "Squeeze in a sofa pickup at 21 Cedar Road today. Which truck does it cheapest?",
    "an extra bulky stop at 21 Cedar Road on the truck that takes it at least cost",
  ],
  [
    "Reorder R-18, but the first five stay put and the hospital must be done by 10.",
    "the rest of R-18 today planned anew, the other routes as they are; its first 5 stops stay as they are; hospital before 10:00",
  ],
  // What it must not be taken for
  ["Please plan R-9 again, school first", "not-yet"],
  ["Suppose we had one more truck on Friday", "out-of-scope"],
  ["What does it cost to do 3 missed pickups with truck 9 tomorrow?", "not-yet"],
  [
    "Which truck could take five stops off R-20 without going into overtime?",
    "the last 5 stops R-20 has left, each on the truck that takes it at least cost without breaking a rule or working past its shift",
  ],
  [
    "Who could take 3 stops off R-7?",
    "the last 3 stops R-7 has left, each on the truck that takes it at least cost without breaking a rule",
  ],
  [
    "Give truck 9 the last four stops of R-31",
    "the last 4 stops R-31 has left, on Truck 9 where it takes them without breaking a rule",
  ],
  [
    "I'd like the last six stops of R-4 moved to truck 7.",
    "the last 6 stops R-4 has left, on Truck 7 where it takes them without breaking a rule",
  ],
  [
    "So 22 has packed up by stop 30, what's the cheapest cover?",
    "options to cover what Truck 22 has left, cheapest first",
  ],
  [
    "Plan tomorrow without Wei Chen and with no overtime for anyone",
    "the plan of Thu, 26 Nov 2026 without Wei Chen; no truck past the end of its shift",
  ],
])("%s", async (text, words) => {
  expect(await proposedBy(text)).toBe(words);
});
