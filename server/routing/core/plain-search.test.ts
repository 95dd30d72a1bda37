import { expect, it } from "vitest";
import { vrpText } from "../fixtures/texts.ts";
import { readVrplib } from "../formats/vrplib.ts";
import { plainTables } from "./plain.ts";
import { PlainSearch } from "./plain-search.ts";
import { differing } from "./tour-mix.ts";

const made = (seed: number, stops: number, capacity: number) => {
  const text = vrpText(seed, stops).replace("CAPACITY : 18", `CAPACITY : ${capacity}`);
  const tables = plainTables(readVrplib("made.vrp", text).problem);
  if (tables === null) throw new Error("made: expected a plain problem");
  return tables;
};

it("makes each plan that is mixed anew, not out of the one before", () => {
  const stops = 200;
  const search = new PlainSearch(made(7, stops, 60), 1);
  // Three plans; before they were begun from no tours, the second had all but 18 stops as the first one.
  const steps = 1_850_000;
  for (let done = 0; search.plans.length < 3; done += 250) search.run(250, done / steps);
  const [first, second, third] = search.plans;
  for (const [one, other] of [
    [first!, second!],
    [second!, third!],
  ] as const)
    expect(differing(one, other, stops).length).toBeGreaterThan(stops / 4);
});

it("cools from like temperatures whatever order the first plan came of", () => {
  const tables = made(3, 120, 300);
  const lengths = [1, 2, 3, 4, 5, 6].map((seed) => new PlainSearch(tables, seed).bestCost);
  expect(Math.max(...lengths)).toBeLessThan(1.15 * Math.min(...lengths));
});
