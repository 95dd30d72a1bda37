import type { DayRange } from "#server/lib/service-day.ts";

const wordsOf = (day: string, year?: "numeric"): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", {
    ...({ weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const),
    ...(year === undefined ? {} : { year }),
  });

/** A service day as people say it: "Wed, 25 Nov 2026". */
export const dayWords = (day: string): string => wordsOf(day, "numeric");

/** Days from one to another as people say them, one day by itself: "Mon, 23 Nov 2026 to Wed, 25 Nov 2026". */
export const daysWords = ({ from, to }: DayRange): string =>
  from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;

/** A service day as people say it in the year of another: "Wed 25 Nov", or "Sat, 2 Jan 2027" seen from before. */
export const dayWordsIn = (day: string, reference: string): string =>
  wordsOf(day, day.slice(0, 4) === reference.slice(0, 4) ? undefined : "numeric");
