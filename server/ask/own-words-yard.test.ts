import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, async () => []);

describe("where trucks that stand are not, in own words", () => {
  it.each([
    [
      "Is anyone parked up for over 20 minutes somewhere other than a depot, a tip or on their break?",
      "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for more than 20 min, earliest since first",
    ],
    [
      "which vehicles are parked over 30 minutes, not tipping or on lunch",
      "vehicles: stopped, not at a facility, not on a break, in that state for more than 30 min, earliest since first",
    ],
    [
      "how many trucks are stopped over 20 minutes outside the depot",
      "number of vehicles: stopped, not in a depot's yard, in that state for more than 20 min",
    ],
    [
      "unexplained stops over 20 minutes",
      "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for more than 20 min, earliest since first",
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("the workshop, in own words", () => {
  it.each([
    ["how many trucks have active fault codes", "number of different vehicles with fault codes: active"],
    [
      "how many trucks have active fault codes by depot",
      "number of different vehicles with fault codes: active, by depot",
    ],
    [
      "which depot has the most trucks with faults",
      "number of different vehicles with fault codes: active, by depot, highest first",
    ],
    [
      "fault codes cleared this week by truck, most first",
      "fault codes: cleared in that time, counted by vehicle, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    [
      "same code cropping up all over, which is the commonest since Monday",
      "fault codes, counted by code, since monday (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    [
      "which severity 3 faults are open longer than a week",
      "fault codes: active, that ground the vehicle, older than 168 hours, worst first",
    ],
    [
      "vehicles with more than one active fault",
      "fault codes: active, counted by vehicle, more than 1, highest first",
    ],
    ["trucks with no fault codes", "vehicles: without active fault codes"],
    ["share of vehicles without faults per depot", "share without active fault codes of vehicles, by depot"],
    ["what's wrong with 23, then?", "fault codes: Truck 23, active, worst first"],
    [
      "31's got a light on. Can I still send him?",
      "what is recorded and what the procedures say of Truck 31 going out",
    ],
    [
      "truck 9 has a fault code, what does the manual say about running it in that condition",
      "what is recorded and what the procedures say of Truck 9 going out",
    ],
    [
      "would you let 9 out the gate with that fault on her",
      "what is recorded and what the procedures say of Truck 9 going out",
    ],
    [
      "which trucks are in the workshop and since when",
      "repairs: in the workshop, not closed, earliest first",
    ],
    [
      "which of ours has been off the road longest",
      "repairs: in the workshop, not closed, earliest first, the first 1",
    ],
    [
      "lowest cranking voltage per truck over the last fortnight",
      "lowest volts while cranking of daily readings of vehicles, by vehicle, last fortnight (Thu, 12 Nov 2026 to Wed, 25 Nov 2026), lowest first",
    ],
    [
      "what were 23's volts doing on the crank, these past ten mornings",
      "mean volts while cranking of daily readings of vehicles: Truck 23, by day, last 10 days (Mon, 16 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "trucks cranking under 9.6v last 3 days",
      "lowest volts while cranking of daily readings of vehicles: less than 9.6 V while cranking, by vehicle, last 3 days (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), lowest first",
    ],
    [
      "packer jobs that came back to haunt us, sixty days or less after the spanners went down",
      "repairs: of packer, needed again at most 60 days after the last repair of the same part, soonest back first",
    ],
    [
      "lift arms or packers we fixed that broke again inside of two months",
      "repairs: of arm or packer, needed again at most 60 days after the last repair of the same part, soonest back first",
    ],
    [
      "number of arm repairs and packer repairs per month this year",
      "repairs: of arm or packer, counted by part and month, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "mean time between repair and recurrence of packer faults this year",
      "mean days from a repair to the next of the same part of repairs: of packer, needed again after a repair of the same part, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "which part comes back most often after repair",
      "repairs: needed again at most 30 days after the last repair of the same part, counted by part, highest first",
    ],
    [
      "how long before arms are fixed on average last quarter",
      "mean days in the workshop (from opening to done, or until now) of repairs: of arm, last quarter (Wed, 1 Jul 2026 to Wed, 30 Sept 2026)",
    ],
    [
      "rank the depots by repair spend this year",
      "cost of repairs, by depot, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026), highest first",
    ],
    [
      "trucks with between 500 and 1500 km until service",
      "vehicles: service due in between 500 km and 1500 km, most pressing first",
    ],
    [
      "which five have the longest to go before they see a mechanic",
      "vehicles, least pressing first, the first 5",
    ],
    ["average odometer by depot", "average odometer, km of vehicles, by depot"],
    ["the ten trucks with the highest mileage", "vehicles, highest odometer, km first, the first 10"],
    ["fault codes of trucks 1 to 10", "fault codes: Truck 1 to Truck 10, active, worst first"],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("how long repairs lasted, in own words", () => {
  it.each([
    ["Repairs that lasted less than a month", "repairs: taking less than 30 days, closed, latest first"],
    ["Repairs that took longer than three days", "repairs: taking more than 3 days, latest first"],
    ["repairs under 5 hours", "repairs: taking less than 5 h, closed, latest first"],
    ["Repairs of truck 8 that took over a week", "repairs: Truck 8, taking more than 7 days, latest first"],
    ["Repairs open for more than a week", "repairs: taking more than 7 days, not closed, latest first"],
    [
      "Repairs by month that took more than a week",
      "repairs: taking more than 7 days, counted by month, highest first",
    ],
    ["Reparaciones que duraron más de una semana", "repairs: taking more than 7 days, latest first"],
    [
      "Arm repairs that came back in less than a month",
      "repairs: of arm, needed again at most 30 days after the last repair of the same part, soonest back first",
    ],
  ])("%s", async (text, words) => {
    expect(await wordsOf(text)).toBe(words);
  });
});

describe("drivers, hours and breaks, in own words", () => {
  it.each([
    [
      "safety events on R-5 to R-9 this week by route",
      "safety events: route is R-5 to R-9, counted by route, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "who's been stamping on the brakes? per hundred kay, this month",
      "safety events: harsh braking, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "harsh cornering instead of braking, the three worst drivers this week",
      "safety events: harsh cornering, counted by driver, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), the first 3, worst first",
    ],
    [
      "who made more than 10 over near the school last Friday",
      'safety events: speeding, within 200 m of "school", more than 10 km/h over the limit, last friday (Fri, 20 Nov 2026), latest first',
    ],
    [
      "everyone who sped by the school last week between 7:30 and 9 in the morning",
      'safety events: from 07:30, before 09:00, speeding, within 200 m of "school", last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), latest first',
    ],
    [
      "which driver has no harsh braking this month",
      "safety events: harsh braking, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), exactly 0",
    ],
    [
      "harsh acceleration vs harsh braking per month since July",
      "safety events: harsh braking or harsh acceleration, counted by event and month, since july (Wed, 1 Jul 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "speeding per 100 km by driver except contractor A this month",
      "safety events: except contractor A, speeding, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "jumping on the brakes, street by street, past month",
      "safety events: harsh braking, counted by street, last 30 days (Tue, 27 Oct 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "who was fastest past the school yesterday",
      'safety events: speeding, within 200 m of "school", yesterday (Tue, 24 Nov 2026), fastest first',
    ],
    [
      "will anyone go over their driving hours today, contractors excluded",
      "drivers' shifts: own crews, clocked in, expected to pass 13 h on duty or 9 h of driving, today (Wed, 25 Nov 2026), nearest to the limit first",
    ],
    [
      "legal-hours violations by month since September",
      "drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, counted by month, since september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "which drivers of the North zone will pass their legal hours today",
      "drivers' shifts: zone is North, clocked in, expected to pass 13 h on duty or 9 h of driving, today (Wed, 25 Nov 2026), nearest to the limit first",
    ],
    [
      "not stopped for a sandwich in four and a half hours, who?",
      "drivers' shifts: on duty now, at least 4.5 h at work since the last break, today (Wed, 25 Nov 2026), longest first",
    ],
    [
      "how many drivers missed their break each day last week",
      "drivers' shifts: clocked in, without a break, counted by day, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
    ["who is on smoko", "drivers' shifts: clocked in, on break now, today (Wed, 25 Nov 2026)"],
    [
      "how long a break did each driver take yesterday",
      "time on break of drivers' shifts: clocked in, by driver, yesterday (Tue, 24 Nov 2026)",
    ],
    [
      "who has been on duty more than 10 hours",
      "drivers' shifts: clocked in, on duty now, more than 10 h on duty, today (Wed, 25 Nov 2026), longest on duty first",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("facilities, tickets and full trucks, in own words", () => {
  it.each([
    [
      "average turnaround at the South landfill before 09:00 by hour on weekdays in October",
      "time from arriving at a facility to leaving it, by hour for South landfill, on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays, between 00:00 and 09:00, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "what's our slowest hour at the South landfill",
      "time from arriving at a facility to leaving it, by hour for South landfill, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    [
      "how many tonnes have we tipped so far today, and where?",
      "tonnes tipped at facilities, by facility, today (Wed, 25 Nov 2026)",
    ],
    [
      "tonnes tipped by facility and month this year",
      "tonnes tipped at facilities, by facility and month, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "number of disposal visits exceeding 45 minutes per facility last week",
      "weigh tickets: more than 45 min from arriving to leaving, counted by facility, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
    [
      "which of yesterday's tickets haven't found a home",
      "weigh tickets: without a route, yesterday (Tue, 24 Nov 2026), latest first",
    ],
    [
      "tickets which are not tallying with any route, last 3 days, biggest weight first",
      "weigh tickets: without a route, last 3 days (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), heaviest first",
    ],
    [
      "share of tickets with a route in October",
      "share with a route of weigh tickets, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "average payload per trip by truck last month",
      "mean weight of weigh tickets, by vehicle, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
    ],
    [
      "tickets exceeding 5 tonnes this month",
      "weigh tickets: weighing more than 5 t, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest first",
    ],
    [
      "which hour is the busiest at the South landfill",
      "weigh tickets: South landfill, counted by hour, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), the first 1, highest first",
    ],
    [
      "any1 90pc full n still 20 stps or more to do. fullest 1st",
      "vehicles: more than 90% full, stops left at least 20, fullest first",
    ],
    [
      "refuse vehicles loaded beyond 85 %, outstanding collections exceeding 60; arranged by outstanding collections",
      "vehicles: refuse, more than 85% full, stops left over 60, highest stops left first",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("other languages, in own words", () => {
  it.each([
    [
      "trucks under half full with less than 15 stops left",
      "vehicles: less than 50% full, stops left under 15, fullest first",
    ],
    [
      "wer kommt heute über die gesetzliche Arbeitszeit?",
      "drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, today (Wed, 25 Nov 2026), nearest to the limit first",
    ],
    [
      "Die zehn schwersten Ladungen dieser Woche",
      "weigh tickets, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), heaviest first, the first 10",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("now at each facility, over the night, and one stretch beside the one before it", () => {
  it.each([
    [
      "waiting times at the landfills right now",
      "average time waiting or tipping there so far of vehicles: at a facility, by facility",
    ],
    ["which tip has the longest queue at the moment", "vehicles: at a facility, counted by facility"],
    [
      "which alerts were raised between 9pm and 5am",
      "notices that your alerts raised from 21:00 yesterday to 05:00 today, newest first",
    ],
    [
      "which alerts have fired overnight, from 22:30 to 5:30",
      "notices that your alerts raised from 22:30 yesterday to 05:30 today, newest first",
    ],
    ["which alerts went off between 9am and 5am", "out-of-scope"],
    ["which alerts fired overnight", "out-of-scope"],
    [
      "speeding per 100 km at Harbour depot, September against August",
      "safety events: Harbour depot, speeding, per 100 km by month, Sat, 1 Aug 2026 to Wed, 30 Sept 2026",
    ],
    [
      "harsh cornering last week against the week before",
      "safety events: harsh cornering, counted by week, Mon, 9 Nov 2026 to Sun, 22 Nov 2026",
    ],
    [
      "Heftige Bremsungen je 100 km, Oktober gegen September",
      "safety events: harsh braking, per 100 km by month, Tue, 1 Sept 2026 to Sat, 31 Oct 2026",
    ],
    [
      "what would overtime be if the queue at the South landfill stays at 35 minutes the whole afternoon",
      "overtime, by what it would have been on such days of the last four weeks had the queue stood at 35 min at South landfill from noon on, today (Wed, 25 Nov 2026), with the range they lie in",
    ],
    [
      "what happens to overtime if the wait at the South landfill is 50 minutes this afternoon",
      "overtime, by what it would have been on such days of the last four weeks had the queue stood at 50 min at South landfill from noon on, today (Wed, 25 Nov 2026), with the range they lie in",
    ],
    ["what would overtime be if the queue at the South landfill stays at 35 minutes all morning", "unclear"],
    // More than the two would be told, or they would be told of each driver apart
    ["harsh braking per 100 km, October against August", "unclear"],
    ["harsh braking per 100 km by driver, October against September", "unclear"],
    ["which trucks are no longer in the workshop", "vehicles: not in the workshop"],
    ["Welche Wagen sind nicht mehr in der Werkstatt?", "vehicles: not in the workshop"],
    ["which trucks aren't in the workshop any more", "vehicles: not in the workshop"],
    [
      "Warum hatten wir letzten Monat mehr Überstunden als im Monat davor?",
      "why overtime changed, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), against Tue, 1 Sept 2026 to Wed, 30 Sept 2026: what each route, zone, stream, driver and depot added, and what took longer on a route",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("what is not left aside", () => {
  it.each([
    // An order that rows of groups cannot have, and a rate of hours that no kilometres are known of.
    "harsh braking per 100 km by driver last week in alphabetical order",
    "harsh braking per 100 km by driver between 07:00 and 09:00 last week",
    "who was not speeding yesterday",
    "fault codes of truck 23 by driver",
    "repairs of arm by zone",
  ])("%s", async (question) => {
    expect(["unclear", "out-of-scope"]).toContain(await wordsOf(question));
  });
});
