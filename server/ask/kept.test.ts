import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { settledSources } from "#server/ask/kept.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const sourcesOf = async (text: string) => {
  const { understood } = await understand(text, {
    ...{ linker, clock: CLOCK, depotIds: [] },
    findAddress: async () => [],
  });
  if (understood.kind !== "reading") throw new Error(`${text}: ${understood.kind}`);
  return settledSources(understood.reading.plan, understood.reading.window, "2026-11-25");
};

describe("what an answer is kept for", () => {
  it.each([
    ["contamination rate by zone last week", "day/2026-11-16..2026-11-22"],
    ["stops per hour by route in October", "day/2026-10-01..2026-10-31"],
    ["tonnage by stream yesterday", "day/2026-11-24..2026-11-24"],
    ["how many stops were missed yesterday", "day/2026-11-24..2026-11-24"],
    ["overfull containers yesterday by route", "exceptions"],
    ["list today's missed pickups that nobody has taken yet", "exceptions"],
    ["open exceptions by cause", "exceptions"],
  ])("%s: until %s changes", async (text, source) => {
    expect(await sourcesOf(text)).toEqual([source]);
  });

  it("a definition is kept whatever changes", async () => {
    expect(await sourcesOf("how is on time calculated here")).toEqual([]);
  });

  it.each([
    "where is truck 42",
    "which routes are behind schedule",
    "which trucks are moving",
    "how many stops are left on each route",
    "exceptions older than four hours",
    "which exceptions are past their deadline",
    "stops per hour by route this month",
    "on-time rate today",
    "on-time rate so far today against the same time last Monday",
    "what changed in the last hour",
    "who is closest to Hill Street",
    "drivers who have clocked in",
    "any breakdowns right now",
    "any notes about a locked gate",
  ])("%s: not kept, for it is true for a moment only", async (text) => {
    expect(await sourcesOf(text)).toBeNull();
  });
});
