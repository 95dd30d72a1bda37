import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createShorthand } from "./shorthand.ts";

const KNOWN = new Set(["monthly", "routes", "stops", "harbour", "marsh"]);
const spelled = createShorthand((word) => KNOWN.has(word.toLowerCase()));

describe("a question typed in a hurry", () => {
  it.each([
    ["wheres 42 rn", "where is 42 right now"],
    ["any rts >30 late b4 noon", "any routes more than 30 minutes late before noon"],
    ["late routes over 20", "late routes over 20"],
    ["more than 30 late routes", "more than 30 late routes"],
    ["stops w/ gate code", "stops with gate code"],
    ["tickets w/o route", "tickets without route"],
    ["harsh brakes /100km", "harsh braking per 100 km"],
    ["contaminated 3x", "contaminated 3 times"],
    ["speeding this am", "speeding this morning"],
    ["tickets of the past week", "tickets of last 7 days"],
    ["main st closed", "main street closed"],
    ["the 1 st of June", "the 1 st of June"],
    ["trucks needed fri", "trucks needed friday"],
    ["trucks that sat still", "trucks that sat still"],
    ["y is R-9 so late", "why is R-9 so late"],
    ["glass routes r late", "glass routes are late"],
    ["route R 9", "route R 9"],
    ["zone W", "zone W"],
    ["12 & 14 rts", "routes 12 and 14"],
    ["misses yestrday", "missed pickups yesterday"],
    ["marsh street", "marsh street"],
    ["position of 8 please", "position of truck 8 please"],
    ["stops of the 8", "stops of the 8"],
    ["t12 is dead", "truck 12 is dead"],
    ["drivers' overtime this month", "overtime per driver this month"],
    [
      "on time right now with this time last Monday",
      "on time so far today against the same time last Monday",
    ],
    ["tickets last 7d", "tickets last 7 days"],
    ["harsh braking by driver 2 wks", "harsh braking by driver last 2 weeks"],
    ["back within 2 weeks", "back within 2 weeks"],
    ["idling at oct", "idling at october"],
    ["idling in oct", "idling in october"],
    ["if a litre costs 1.60", "at 1.60 per litre"],
    ["make that drivers", "and by driver"],
    ["they'll finish", "they will finish"],
  ])("%s", (typed, whole) => {
    expect(spelled(typed)).toBe(whole);
  });

  it("keeps what stands in quotation marks as it was written", () => {
    expect(spelled('notes w/ "gate code w 4 nos" rn')).toBe('notes with "gate code w 4 nos" right now');
  });

  it("says whole words as they are: said twice, nothing changes", () => {
    const words = fc.constantFrom(
      ...[
        "rts",
        "late",
        ">30",
        "w/",
        "yday",
        "3x",
        "R-9",
        "this am",
        "fri",
        "past week",
        "st",
        "Mill",
        "&",
        "12",
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (typed) => {
        const once = spelled(typed.join(" "));
        expect(spelled(once)).toBe(once);
      }),
    );
  });
});
