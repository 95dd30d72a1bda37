import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtHalfPastTen } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtHalfPastTen(NAMES, anyHouse);

describe("exceptions in other words", () => {
  it.each([
    [
      "missed pickups today with no owner",
      "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
    ],
    [
      "missed collections today that are going begging",
      "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
    ],
    [
      "Bins bursting at the seams on Monday, tot them up by round.",
      "exceptions: overfull, counted by route, on monday (Mon, 23 Nov 2026)",
    ],
    [
      "how many bins were chockers last Friday, by driver",
      "exceptions: overfull, counted by driver, last friday (Fri, 20 Nov 2026)",
    ],
    [
      "Bins with lids that wouldn't shut last Friday: how many on each round?",
      "exceptions: overfull, counted by route, last friday (Fri, 20 Nov 2026)",
    ],
    [
      "carts jam-packed yesterday by zone",
      "exceptions: overfull, counted by zone, yesterday (Tue, 24 Nov 2026)",
    ],
    [
      "Contamination shouts today, by zone",
      "exceptions: contaminated, counted by zone, today (Wed, 25 Nov 2026)",
    ],
    [
      "contamination flags last week by route",
      "exceptions: contaminated, counted by route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
    [
      "who keeps chucking rubbish in the recycling, three times or more this month",
      "exceptions: recycling, contaminated, counted by site, at least 3 times, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "addresses with muck in the recycling, at least twice this month",
      "exceptions: recycling, contaminated, counted by site, at least 2 times, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Lump the open exceptions together by reason and tell me what to tackle before anything else",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
    [
      "put the open problems into piles by cause, and which one do I do first",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
    [
      "open exceptions by cause, whats 1st",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
    [
      "Which addresses had contaminated recycling at least 3 times since the first of the month?",
      "exceptions: recycling, contaminated, counted by site, at least 3 times, since the first of the month (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "couldn't-get-ins since Monday, with the piccies",
      "exceptions: no-access, since monday (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), latest opened first, with their photos",
    ],
    [
      "no acces stops yday w pics",
      "exceptions: no-access, with a photo, yesterday (Tue, 24 Nov 2026), latest opened first",
    ],
    [
      "exceptions older thn 6h still open",
      "exceptions: not closed, older than 6 hours, earliest respond by first",
    ],
    [
      "Any exceptions hanging about longer than ninety minutes that still aren't sorted?",
      "exceptions: not closed, older than 90 min, earliest respond by first",
    ],
    [
      "broken bin, new bin not yet come, North zone",
      "exceptions: zone is North, not closed, damaged-container, earliest respond by first",
    ],
    [
      "which North carts are busted and still haven't been swapped out",
      "exceptions: zone is North, not closed, damaged-container, earliest respond by first",
    ],
    [
      "bins marked not out and then the punter's on the blower: which, today?",
      "exceptions: not-out, about which the resident called afterwards, today (Wed, 25 Nov 2026), latest opened first",
    ],
    [
      "not-out stops followed by a call from the resident this month",
      "exceptions: not-out, about which the resident called afterwards, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
    ],
    ["exceptions reopened this month", "unclear"],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("orders, splits and columns of exceptions", () => {
  it.each([
    ["open exceptions in order of age", "exceptions: not closed, earliest opened first"],
    [
      "no-access stops last week, arranged by driver",
      "exceptions: no-access, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), in order of driver",
    ],
    [
      "exceptions in October by type and by zone",
      "exceptions, counted by cause (kind of exception) and zone, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "overfull bins this month by route and driver",
      "exceptions: overfull, counted by route and driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "exceptions of contractor A last month by type",
      "exceptions: contractor A, counted by cause (kind of exception), last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026)",
    ],
    [
      "contaminated bins yesterday in the North zone compared with Zone 4",
      "exceptions: zone is North or Riverside, contaminated, counted by zone, yesterday (Tue, 24 Nov 2026)",
    ],
    [
      "Missed pickups today that nobody has taken: address, route, waste stream, time reported",
      "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
    ],
    [
      "no-access exceptions this week by route, top 3",
      "exceptions: no-access, counted by route, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), the first 3",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("how long exceptions take", () => {
  it.each([
    [
      "average time from an exception being raised to its being closed, per zone, this month",
      "average time to close of exceptions: closed, by zone, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "how long does it take on average to close exceptions, by depot, this month",
      "average time to close of exceptions: closed, by depot, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    ["average age of open exceptions", "average age of exceptions: not closed"],
    [
      "average resolution time of missed pickups last week by zone",
      "average time to close of exceptions: missed-pickup, closed, by zone, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("breakdowns of a part", () => {
  it.each([
    [
      "Any truck gone kaput now? Which customers will suffer?",
      "vehicles broken down now and the stops they leave open",
    ],
    [
      "any breakdowns in the North zone right now and which stops are at risk",
      "vehicles broken down now and the stops they leave open: zone is North",
    ],
    [
      "any of the glass trucks out of service, and which stops are at risk",
      "vehicles broken down now and the stops they leave open: glass",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("why", () => {
  it.each([
    [
      "why were there so many not-outs on R-17 yesterday",
      "why not out changed on Tue, 24 Nov 2026 against the same weekday of the four weeks before: route is R-17",
    ],
    [
      "why did overfull bins go up in October",
      "why overfull changed on Thu, 1 Oct 2026 to Sat, 31 Oct 2026 against Tue, 1 Sept 2026 to Wed, 30 Sept 2026",
    ],
    [
      "Our missed pickups were twice as high last Thursday as the day before, and I need an explanation.",
      "why missed pickup changed on Thu, 19 Nov 2026 against Wed, 18 Nov 2026",
    ],
    [
      "how come there was twice the misses on Friday",
      "why missed pickup changed on Fri, 20 Nov 2026 against the same weekday of the four weeks before",
    ],
    [
      "The completion rate dropped in the North zone last week, and I would like to know why.",
      "why completion changed for North, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against Mon, 9 Nov 2026 to Sun, 15 Nov 2026: what each route, zone, stream and driver added",
    ],
    [
      "why is the contamination rate up this month",
      "why contamination rate changed, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), against Thu, 1 Oct 2026 to Sun, 25 Oct 2026: what each route, zone, stream and driver added",
    ],
    [
      "Who decided 5 should get stop 87 when 9 was just round the corner?",
      "why stop 87 is on its truck, with what other places would cost, those on Truck 5 and Truck 9 among them",
    ],
    ["when you say contamination rate, contamination over what?", "how contamination rate is reckoned"],
    ["What exactly counts as a missed pickup in these figures?", "how missed per 1,000 stops is reckoned"],
    [
      "Explanation of the twofold rise in missed pickups on Wednesday last",
      "why missed pickup changed on Wed, 18 Nov 2026 against the same weekday of the four weeks before",
    ],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});

describe("told first", () => {
  it.each([
    [
      "We are about to send letters, so which addresses had contaminated recycling at least four times in October?",
      "exceptions: recycling, contaminated, counted by site, at least 4 times, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    [
      "Our service agreement gives us two hours, so which open exceptions have been sitting longer than that?",
      "exceptions: not closed, older than 2 hours, earliest respond by first",
    ],
    [
      "I have Maria Santos coming in for a review at two, so list each exception that she reported this month.",
      "exceptions: Maria Santos, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
    ],
    [
      "A shipment of new carts arrives tomorrow, so show me the damaged containers waiting for replacement.",
      "exceptions: not closed, damaged-container, earliest respond by first",
    ],
    [
      "We run the glass trucks today, so which routes are late?",
      "routes: glass, under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
    ],
    ["Diesel is 1.78 a litre now. What did fuel cost last week?", "unclear"],
    ["Cancel R-9, so show me the late routes.", "change"],
  ])("%s", async (question, words) => {
    expect(await wordsOf(question)).toBe(words);
  });
});
