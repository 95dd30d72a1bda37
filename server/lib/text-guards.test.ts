import { describe, expect, test } from "vitest";
import { gistOf } from "./text-guards.ts";

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
  ["1,200 kg", "1200 kilos"],
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
  ["all but the zone", "all except the zone"],
  ["move it from North to South", "move it from South to North"],
  ["calls of Mrs Barker", "calls of Mrs Baker"],
  ["average cost", "total cost"],
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
