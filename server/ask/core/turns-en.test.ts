import { expect, it } from "vitest";
import { unturned } from "./turns-en.ts";

it.each([
  [
    "Is anybody parked for over 25 minutes somewhere that's not the yard, a tip or their break?",
    "Is anybody parked for over 25 minutes outside the depot, landfill or a lunch break?",
  ],
  [
    "Is R-12 going to be done before the crew goes into overtime?",
    "Is R-12 going to be done before overtime starts?",
  ],
  ["If nobody intervenes, what stops slip to tomorrow?", " if nothing changes, what stops slip to tomorrow?"],
  [
    "Which is cheapest, North depot, South, East or West?",
    "Which is cheapest, North depot, the South depot, the East depot or the West depot?",
  ],
  [
    "tonnes at the North and South transfer stations",
    "tonnes at the North transfer station and the South transfer station",
  ],
  ["stops an hour for 7, 12 and 31 routes", "stops an hour for routes 7, 12 and 31"],
  ["driver-wise overtime", "by driver overtime"],
  ["Proportion of addresses presenting a container in Zone 4", "set-out rate addresses in Zone 4"],
  ["top10 trucks", "top 10 trucks"],
  ["What's holding up R-14?", "why is R-14 late?"],
  [
    "Plan R-8 anew but leave its first five stops as they are",
    "re-optimise R-8 but keep the first five stops",
  ],
  ["Would today work with one fewer vehicle?", "Could we run today with one truck fewer?"],
  [
    "Who's over 85% full and still has upwards of 40 stops?",
    "which trucks are over 85% full and still has more than 40 stops?",
  ],
])("%s is said in the words of the rules", (said, plain) => {
  expect(unturned(said)).toBe(plain);
});

it.each([
  "Which trucks are stopped and not in the workshop?",
  "Would we need one truck fewer tomorrow?",
  "Which drivers have not left the yard?",
  "Why is R-9 two hours late?",
])("%s stays as it is", (said) => {
  expect(unturned(said)).toBe(said);
});
