import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse } from "#server/ask/fixture-words.ts";
import { openShipped } from "#server/ask/readers.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const heardWith = {
  ...{ linker: linkerOf(NAMES), clock: { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" } },
  ...{ depotIds: [], findAddress: anyHouse, classifier: await openShipped() },
};
const kindOf = async (text: string): Promise<string> => {
  const { understood } = await understand(text, heardWith);
  return understood.kind === "reading" ? understood.reading.plan.kind : understood.kind;
};

describe("words that nobody knows", () => {
  // The second reader is nearly certain of the subject of each.
  it.each([
    "which of the leased trucks have active fault codes",
    "Which routes with purple stickers are behind schedule?",
    "routes run by trainee crews that are late",
    "overtime per female driver this month",
    "cost per stop for apartment buildings",
    "on-time rate in rainy weather last month",
    "routes over the bridge that are late",
    "which routes are late because of rain",
    "which drivers who juggle had no break in the last six hours",
    "how many overfull wooden containers yesterday by route",
    "harsh braking per 100 km by new drivers, last two weeks",
    "cost per stop in busy weeks",
    "put-out rate in zone 4, blue-bin weeks",
  ])("that say which ones are meant are never left aside: %s", async (text) => {
    expect(await kindOf(text)).toMatch(/^(?:refusal|choice)$/);
  });
  it.each([
    ["which trucks have active fault codes, the worst of them first please mate", "records"],
    ["Has 44 Mill Lane been emptied yet today? She wants a photo or a stamp at least.", "proof"],
  ])("that say nothing of it are: %s", async (text, kind) => {
    expect(await kindOf(text)).toBe(kind);
  });
});

describe("what a question denies", () => {
  it.each([
    "which vehicles do not need service in the next 500 km",
    "customers with no repeat exceptions",
    "Which stops were not done out of sequence today?",
    "who had a break in the last six hours",
  ])("is never answered by its opposite: %s", async (text) => {
    expect(await kindOf(text)).toMatch(/^(?:refusal|choice)$/);
  });
  it("is in order where nothing is out of it", async () => {
    const { understood } = await understand("Which stops were done in sequence today?", heardWith);
    expect(JSON.stringify(understood)).not.toContain("isOutOfSequence");
  });
});
