import type { DayRange } from "#server/lib/service-day.ts";

const SHORT = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
// Making one takes longer than all that it then writes.
const WITH_YEAR = new Intl.DateTimeFormat("en-GB", { ...SHORT, year: "numeric" });
const WITHOUT_YEAR = new Intl.DateTimeFormat("en-GB", SHORT);

const wordsOf = (day: string, hasYear: boolean): string =>
  (hasYear ? WITH_YEAR : WITHOUT_YEAR).format(new Date(`${day}T12:00:00Z`));

/** A service day as people say it: "Wed, 25 Nov 2026". */
export const dayWords = (day: string): string => wordsOf(day, true);

/** Days from one to another as people say them, one day by itself: "Mon, 23 Nov 2026 to Wed, 25 Nov 2026". */
export const daysWords = ({ from, to }: DayRange): string =>
  from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;

/** A service day as people say it in the year of another: "Wed 25 Nov", or "Sat, 2 Jan 2027" seen from before. */
export const dayWordsIn = (day: string, reference: string): string =>
  wordsOf(day, day.slice(0, 4) !== reference.slice(0, 4));
