import { addDays, isoWeekOf, weekOf } from "#server/lib/service-day.ts";

/** Weeks by ISO 8601 in which something is collected. */
export type CollectionWeeks = "every" | "even" | "odd";

/** Whether a day lies in the weeks named. */
export const isInWeeks = (weeks: CollectionWeeks, day: string): boolean =>
  weeks === "every" || (weeks === "even") === (isoWeekOf(day) % 2 === 0);

/** Maps a day to the Monday of the first week after its own that is among the weeks named. */
export const nextWeekIn = (weeks: CollectionWeeks, day: string): string => {
  let monday = addDays(weekOf(day).from, 7);
  while (!isInWeeks(weeks, monday)) monday = addDays(monday, 7);
  return monday;
};
