import { describe, expect, it } from "vitest";
import { readComing } from "#server/ask/core/forecast-when.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { GERMAN_TIMES, SPANISH_TIMES, TIMES, UNREAD } from "#server/ask/fixture-times.ts";
import { inEnglish, linkerOf } from "#server/ask/understand.ts";
import { unreadTimes } from "#server/ask/when.ts";
import { readTimes } from "#server/ask/when-compare.ts";
import type { AskClock } from "#server/ask/when-windows.ts";

// A Wednesday, half past ten in London's winter.
const CLOCK: AskClock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

/** Days as "2026-11-09 2026-11-15", hours as "2026-11-24T22:30 2026-11-25T10:30"; undefined where none is read. */
const windowOf = (text: string): string | undefined => {
  const { window } = readTimes(text, CLOCK).when;
  const found = window ?? readComing(text, "2026-11-25", CLOCK.timeZone)?.window;
  if (!found) return undefined;
  return found.isWholeDays
    ? [...new Set([found.firstDay, found.lastDay])].join(" ")
    : `${found.from.slice(0, 16)} ${found.to.slice(0, 16)}`;
};

const english = (text: string) => inEnglish(text, linker).text;

describe("the window of a phrase", () => {
  it.each(TIMES)("%s", (text, expected) => {
    expect(windowOf(english(`overtime ${text}`))).toBe(expected);
  });
  it.each(TIMES)("%s, before more words", (text, expected) => {
    expect(windowOf(english(`how many missed stops ${text} by depot?`))).toBe(expected);
  });
});

describe("the window of a phrase in another language", () => {
  it.each(SPANISH_TIMES)("%s", (text, expected) => {
    expect(windowOf(english(`cuántas paradas perdidas ${text}`))).toBe(expected);
  });
  it.each(GERMAN_TIMES)("%s", (text, expected) => {
    expect(windowOf(english(`wie viele verpasste Leerungen ${text}`))).toBe(expected);
  });
});

it.each(UNREAD)("%s is left as words", (text) => {
  const spoken = english(`overtime ${text}`);
  const { when, compared } = readTimes(spoken, CLOCK);
  expect(when.window && [when.window.firstDay, when.window.lastDay]).toBeNull();
  expect(unreadTimes(spoken, [...when.spans, ...(compared ? [compared.span] : [])])).not.toEqual([]);
});
