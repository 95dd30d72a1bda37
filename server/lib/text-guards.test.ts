import { describe, expect, test } from "vitest";
import { gistOf, isSameWord, isTwist, jointStance } from "./text-guards.ts";

const distinct = new Map([
  ["glass", "stream glass"],
  ["refuse", "stream refuse"],
  ["rubbish", "stream refuse"],
  ["north", "zone North"],
  ["old town", "zone Old Town"],
  ["south", "zone South"],
]);

const sameGuards: readonly (readonly [string, string])[] = [
  ["Which routes are late by more than 15 min?", "routes delayed over fifteen minutes"],
  ["Show me the missed pickups of today", "today's missed pickups, please"],
  ["refuse tonnage last week", "How much rubbish tonnage did we collect last week?"],
  ["Trucks in Old Town", "which trucks are in old town"],
  ["What is R-9's load", "load of R-9"],
  ["twenty-two stops", "22 stops"],
  ["please show open routes", "I would like to see unresolved routes"],
  ["routes that are not closed", "open routes"],
  ["on-time stops of North", "stops in North that are on time"],
  ["stops by route", "stops on each route"],
  ["late by over 20 min", "more than twenty minutes late"],
  ["calls over the last 90 days", "calls in the last 90 days"],
  ["how high was the rate in March", "rate in March"],
  ["1,200 kg", "1200 kilos"],
  ["all but the zone", "all except the zone"],
];

const otherGuards: readonly (readonly [string, string])[] = [
  ["routes later than 15 minutes", "routes later than 50 minutes"],
  ["routes later than 15 minutes", "routes later than 15 hours"],
  ["stops with a photo", "stops without a photo"],
  ["who has clocked in", "who has not clocked in"],
  ["the most missed pickups", "the fewest missed pickups"],
  ["best drivers this week", "worst drivers this week"],
  ["glass tonnage", "refuse tonnage"],
  ["trucks in North", "trucks in South"],
  ["missed pickups yesterday", "missed pickups today"],
  ["missed pickups last week", "missed pickups this week"],
  ["missed pickups in October", "missed pickups in November"],
  ["where is truck 9", "where is truck 19"],
  ["R-9 and its stops", "R-8 and its stops"],
  ["exceptions before the break", "exceptions after the break"],
  ["exceptions after the break", "exceptions after the tip"],
  ["assigned stops", "unassigned stops"],
  ["open exceptions", "closed exceptions"],
  ["did costs rise", "did costs fall"],
  ["move it from North to South", "move it from South to North"],
  ["calls of Mrs Barker", "calls of Mrs Baker"],
  ["average cost", "total cost"],
  ["twenty-two stops", "twenty-three stops"],
  ["glass in the paper", "paper in the glass"],
  ["did the driver call the customer", "did the customer call the driver"],
  ["notes of drivers", "notes of residents"],
  ["stops per route", "routes per stop"],
  ["move it to North from South", "move it from North to South"],
  ["the way from the depot to the landfill", "the way from the landfill to the depot"],
  ["loads from 2 tonnes", "loads of 2 tonnes"],
  ["why were stops missed", "stops missed"],
  ["when did the truck arrive", "where did the truck arrive"],
  ["how long are the routes", "how often are the routes"],
  ["sites we will serve", "sites we serve"],
  ["who used to drive here", "who drives here"],
  ["only late routes", "late routes"],
  ["all but late routes", "late routes"],
  ["trucks that failed to report", "trucks that report"],
  ["routes under 4 h", "routes over 4 h"],
];

describe("gistOf", () => {
  test.each(sameGuards)("%s = %s", (a, b) => {
    expect(gistOf(a, distinct).guards).toBe(gistOf(b, distinct).guards);
  });
  test.each(otherGuards)("%s is not %s", (a, b) => {
    const [x, y] = [gistOf(a, distinct), gistOf(b, distinct)];
    expect(x.guards).not.toBe(y.guards);
  });
  test("keeps the words that carry meaning, each once", () => {
    expect(gistOf("Please show me the containers near the gate, the gate").words).toEqual([
      "containers",
      "near",
      "gate",
    ]);
  });
});

describe("jointStance", () => {
  test.each([
    ["which trucks are late", "which trucks were late"],
    ["which stops were missed", "were any stops missed"],
    ["how many stops were missed", "which stops were missed"],
    ["did all routes finish", "did any routes finish"],
  ])("%s and %s cannot share an answer", (a, b) => {
    expect(jointStance(gistOf(a).stance, gistOf(b).stance)).toBeNull();
  });

  test("what leaves an aspect open goes with either, and then says what the other said", () => {
    const [open, past] = [gistOf("late trucks").stance, gistOf("which trucks were late").stance];
    expect(open).toEqual({});
    expect(jointStance(open, past)).toEqual({ tense: "past", form: "which" });
    expect(jointStance(past, open)).toEqual(past);
  });
});

describe("two words", () => {
  test.each([
    ["gate", "gates"],
    ["lorry", "lorries"],
    ["route", "route"],
  ])("%s and %s are one", (a, b) => {
    expect([isSameWord(a, b), isTwist(a, b)]).toEqual([true, false]);
  });

  test.each([
    ["overweight", "underweight"],
    ["connected", "disconnected"],
    ["missed", "missing"],
    ["stops", "stopped"],
    ["barker", "baker"],
    ["maria", "marta"],
  ])("%s and %s are a twist", (a, b) => {
    expect([isTwist(a, b), isTwist(b, a)]).toEqual([true, true]);
  });

  test.each([
    ["trucks", "lorries"],
    ["overfull", "overflowing"],
    ["collection", "collected"],
    ["pickup", "collection"],
  ])("%s and %s are left to what they mean", (a, b) => {
    expect([isSameWord(a, b), isTwist(a, b)]).toEqual([false, false]);
  });
});
