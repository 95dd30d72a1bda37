import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const CLOCK = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);
const planOf = async (text: string) => {
  const { understood } = await understand(text, {
    ...{ linker, clock: CLOCK, depotIds: [], findAddress: async () => [] },
  });
  return understood.kind === "reading" ? understood.reading.plan : null;
};

describe("overflow by container size", () => {
  it.each([
    ["overflow rate by container size for North in October", { zones: ["North"] }],
    ["overflow rate by container size on Mondays in October", { weekdays: [1] }],
    ["overflow rate by container size for the Harbour depot in October", { depotIds: [7] }],
  ])("keeps to what its figures hold: %s", async (text, filter) =>
    expect(await planOf(text)).toMatchObject({ kind: "overflow-by-size", filter }),
  );

  it.each([
    "overflow rate by container size for truck 12 in October",
    "overflow rate by container size for R-9 in October",
    "overflow rate by container size for Maria Santos in October",
    "overflow rate by container size for contractor A in October",
    "overflow rate by container size except truck 12 in October",
    "overflow rate by container size for rear loaders in October",
  ])("is not told for what hangs on routes: %s", async (text) =>
    expect((await planOf(text))?.kind).not.toBe("overflow-by-size"),
  );
});
