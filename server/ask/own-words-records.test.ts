import { describe, expect, it } from "vitest";
import { forbiddenTo } from "#server/ask/core/roles.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);

const read = (text: string) =>
  understand(text, {
    linker,
    clock: { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" },
    depotIds: [],
    findAddress: async () => [],
  });

const wordsOf = async (text: string): Promise<string> => wordsOfReading(await read(text));

const TODAY = "today (Wed, 25 Nov 2026)";
const LAST_WEEK = "last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)";
const MONTH = "this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)";
const BACK = "after the last repair of the same part, soonest back first";
const LEGAL = `drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, ${TODAY}, nearest to the limit first`;
const FIT = "what is recorded and what the procedures say of";

describe("faults, batteries, repairs", () => {
  it.each([
    ["list vehicles with open fault codes by severity", "fault codes: active, worst first"],
    ["is it ok to send truck 23 out with its fault", `${FIT} Truck 23 going out`],
    ["should truck 9 go out with a battery fault", `${FIT} Truck 9 going out`],
    ["send truck 23 out", "change"],
    [
      "which arm faults return within 30 days after repair",
      `repairs: of arm, needed again at most 30 days ${BACK}`,
    ],
    ["Which trucks have active fault codes, worst first?", "fault codes: active, worst first"],
    ["show me open fault codes", "fault codes: active, worst first"],
    ["wich trucks hav active falt codes", "fault codes: active, worst first"],
    [
      "any trucks with a serious fault right now",
      "fault codes: active, that ground the vehicle, worst first",
    ],
    ["fault codes of truck 23", "fault codes: Truck 23, active, worst first"],
    ["how many fault codes are active", "number of fault codes: active"],
    ["fault codes raised last week", `fault codes, ${LAST_WEEK}, worst first`],
    ["trucks with packer faults", 'fault codes: active, that speak of "packer", worst first'],
    [
      "Which vehicles need service in the next 500 km?",
      "vehicles: service due in at most 500 km, most pressing first",
    ],
    [
      "which trucks are due for service in the next 1200 km",
      "vehicles: service due in at most 1200 km, most pressing first",
    ],
    ["Can truck 23 go out with this fault?", `${FIT} Truck 23 going out`],
    ["is lorry 9 roadworthy", `${FIT} Truck 9 going out`],
    ["may truck 4 go out today", `${FIT} Truck 4 going out`],
    ["can I take out truck 31 with that fault code", `${FIT} Truck 31 going out`],
    [
      "Which trucks have low cranking voltage?",
      "newest readings of vehicles: less than 18 V while cranking, lowest first",
    ],
    [
      "which trucks have a weak battery",
      "newest readings of vehicles: less than 18 V while cranking, lowest first",
    ],
    [
      "trucks below 19 volts when cranking",
      "newest readings of vehicles: less than 19 V while cranking, lowest first",
    ],
    ["cranking voltage of truck 9", "newest readings of vehicles: Truck 9, lowest first"],
    [
      "Which arm or packer problems come back within 30 days of a repair?",
      `repairs: of arm or packer, needed again at most 30 days ${BACK}`,
    ],
    ["arm problems that came back within 14 days", `repairs: of arm, needed again at most 14 days ${BACK}`],
    ["which repairs did not hold", `repairs: needed again at most 30 days ${BACK}`],
    ["brake repairs last week", `repairs: of brakes, ${LAST_WEEK}, latest first`],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("drivers, safety, hours", () => {
  it.each([
    ["will anyone go over their hours today", LEGAL],
    [
      "which drivers are near their legal driving limit",
      `drivers' shifts: clocked in, expected within an hour of 13 h on duty or 9 h of driving, or past them, ${TODAY}, nearest to the limit first`,
    ],
    [
      "harsh braking events per 100km per driver last fortnight",
      "safety events: harsh braking, per 100 km by driver, last fortnight (Thu, 12 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "did anyone speed near a school this morning",
      'safety events: speeding, within 200 m of "school", this morning (Wed, 25 Nov 2026), latest first',
    ],
    ["Which drivers will pass their legal hours today?", LEGAL],
    ["who will exceed the legal driving time today", LEGAL],
    ["who is going to run out of hours today", LEGAL],
    [
      "any driver over 11 hours of duty time today",
      `drivers' shifts: clocked in, expected more than 11 h on duty, ${TODAY}, longest first`,
    ],
    [
      "Harsh braking per 100 km by driver, last two weeks.",
      "safety events: harsh braking, per 100 km by driver, last 2 weeks (Thu, 12 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "hard brakeing per 100 km by truck last week",
      `safety events: harsh braking, per 100 km by vehicle, ${LAST_WEEK}`,
    ],
    [
      "top 5 drivers by speeding events last week",
      `safety events: speeding, counted by driver, ${LAST_WEEK}, the first 5, highest first`,
    ],
    ["how many harsh braking events last week", `number of safety events: harsh braking, ${LAST_WEEK}`],
    [
      "Who was speeding near the school this morning?",
      'safety events: speeding, within 200 m of "school", this morning (Wed, 25 Nov 2026), latest first',
    ],
    [
      "anyone going too fast near the hospital yesterday",
      'safety events: speeding, within 200 m of "hospital", yesterday (Tue, 24 Nov 2026), latest first',
    ],
    [
      "speeding of Maria Santos last week",
      `safety events: Maria Santos, speeding, ${LAST_WEEK}, latest first`,
    ],
    [
      "who had the fewest harsh braking events last week",
      `safety events: harsh braking, counted by driver, ${LAST_WEEK}, lowest first`,
    ],
    ["who was not speeding yesterday", "unclear"],
    ["Who is my most dangerous driver?", `safety events, per 100 km by driver, ${MONTH}, highest first`],
    [
      "Who had no break in the last six hours?",
      "drivers' shifts: on duty now, at least 6 h at work since the last break, today (Wed, 25 Nov 2026), longest first",
    ],
    [
      "who has not had a break in the last 5 hours",
      "drivers' shifts: on duty now, at least 5 h at work since the last break, today (Wed, 25 Nov 2026), longest first",
    ],
    [
      "which drivers worked more than four hours without a break",
      `drivers' shifts: on duty now, more than 4 h at work since the last break, ${TODAY}, longest first`,
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });

  it.each([
    ["speeding events today", ["manager", "admin"]],
    ["Who had no break in the last six hours?", ["dispatcher", "manager", "admin"]],
    ["show me open fault codes", ["dispatcher", "manager", "driver", "engineer", "admin"]],
  ])("%s is for %s", async (question, roles) => {
    const { understood } = await read(question);
    if (understood.kind !== "reading")
      throw new Error(`${question}: found ${understood.kind}, expected a reading`);
    const { plan } = understood.reading;
    expect(
      (["dispatcher", "manager", "driver", "engineer", "admin"] as const).filter(
        (role) => !forbiddenTo({ role, isOperator: true }, plan),
      ),
    ).toEqual(roles);
  });
});

describe("disposal and weights", () => {
  it.each([
    [
      "Average turnaround at each disposal site by hour of day.",
      `time from arriving at a facility to leaving it, by facility and hour, ${MONTH}`,
    ],
    [
      "turnaround by facility and by hour last week",
      `time from arriving at a facility to leaving it, by facility and hour, ${LAST_WEEK}`,
    ],
    [
      "Which trucks are over 80 % full and still have more than 50 stops?",
      "vehicles: more than 80% full, stops left over 50, fullest first",
    ],
    [
      "trucks at least 90 percent full with at least 20 stops to go",
      "vehicles: at least 90% full, stops left at least 20, fullest first",
    ],
    [
      "Tickets without a matching route, last seven days.",
      "weigh tickets: without a route, last 7 days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest first",
    ],
    [
      "orphaned weighbridge tickets yesterday",
      "weigh tickets: without a route, yesterday (Tue, 24 Nov 2026), latest first",
    ],
    ["how many unmatched tickets last week", `number of weigh tickets: without a route, ${LAST_WEEK}`],
    [
      "tickets at South landfill yesterday",
      "weigh tickets: South landfill, yesterday (Tue, 24 Nov 2026), latest first",
    ],
    ["how many tickets per facility last week", `weigh tickets, counted by facility, ${LAST_WEEK}`],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
