import { expect, it } from "vitest";
import { inPlainTimes } from "./time-words.ts";

it.each([
  ["stops in the current month", "stops in this month"],
  ["for the present month", "for this month"],
  ["the week we're in", "this week"],
  ["the month so far", "this month"],
  ["since the month began", "this month"],
  ["since the start of the week", "this week"],
  ["the quarter just gone", "last quarter"],
  ["the week gone", "last week"],
  ["the quarter before this one", "last quarter"],
  ["last weeks version", "last week's version"],
  ["this plan vs last mondays", "this plan vs last monday's"],
  ["the preceding two weeks", "the last two weeks"],
  ["complaints 90 days back", "complaints last 90 days"],
  ["going back seven days", "last seven days"],
  ["the seven days just gone", "last seven days"],
  ["silent since 20 minutes ago", "silent in the last 20 minutes"],
  ["complaints of the driveway 90d", "complaints of the driveway last 90 days"],
  ["in the past 6h", "in the past 6 hours"],
  ["misses from Monday on", "misses since Monday"],
  ["from Monday until now", "since Monday"],
  ["Monday to now", "since Monday"],
  ["idle cost Monday onwards", "idle cost since Monday"],
  ["three times in the month.", "three times this month."],
  ["stopped past 20 minutes", "stopped more than 20 minutes"],
  ["past the four hour mark", "more than four hours"],
  ["a truck passes 90 % full", "a truck is over 90 % full"],
  ["the week starting 9 November", "the week of 9 November"],
  ["week beginning Monday the 9th of November", "the week of 9 November"],
  ["the week that began on November 9th", "the week of 9 November"],
  ["the week beginning the 9th", "the week of the 9th"],
  ["over the weeks beginning 2 and 9 November", "from 2 November to 15 November"],
  ["in the month beginning 1 October", "in October"],
  ["tonnes in the week following Christmas", "tonnes in the week after Christmas"],
])("%s is said as %s", (said, plain) => {
  expect(inPlainTimes(said)).toBe(plain);
});

it.each([
  "the last weeks were quiet",
  "what will it be for the week?",
  "the forecast for the month",
  "in the week of 3 November",
  "New driver starting Monday",
  "from Monday to Friday",
  "the truck that passed 3 stops",
  "within 30 days",
  "the weights from 7 days back",
  "today vs last Monday up to now",
  "on the month before last",
  "since the week beginning 9 November",
  "beginning 9 November",
  "weeks beginning 2 and 16 November",
  "in the month beginning 5 October",
])("%s stays", (said) => {
  expect(inPlainTimes(said)).toBe(said);
});
