import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { MONDAY } from "#server/ask/fixture-read.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";
import { plainNumbers } from "./proposal-parts.ts";
import { wantedRows } from "./question.ts";

const linker = linkerOf(NAMES);
const askedOf = async (text: string) =>
  (await understand(text, { linker, clock: MONDAY, depotIds: [], findAddress: async () => [] })).asked;

describe("how many rows a question wants", () => {
  it.each([
    ["top ten vehicles by idle time", 10],
    ["ten vehicles that idled the most last month", 10],
    ["the ten units with the greatest idle time", 10],
    ["truck nearest 1180 Harbour Street", undefined],
    ["which truck is the nearest one", undefined],
  ])("%s", async (text, rows) => {
    expect(wantedRows(await askedOf(text))).toBe(rows);
  });
});

describe("numbers of a question", () => {
  it.each([
    ["which one is late", []],
    ["no one has taken it", []],
    ["half a dozen missed pickups", [6]],
    ["truck 12 broke down at its fourteenth stop", [14]],
    ["Main Street is closed from 10 to 14", []],
  ])("%s", async (text, numbers) => {
    expect(plainNumbers(await askedOf(text))).toEqual(numbers);
  });
});
