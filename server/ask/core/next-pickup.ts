import { type CollectionWeeks, isInWeeks } from "#server/lib/collection-weeks.ts";
import { addDays, weekdayOf } from "#server/lib/service-day.ts";

// Every schedule comes round within two weeks, and within four where two odd weeks follow each other at the year's end.
const FARTHEST_DAYS = 28;

/** The next day a container is emptied, from `day` on and after the day it was emptied last; null where it never is. */
export const nextPickup = (
  {
    weekdays,
    weeks,
    emptiedDay,
  }: { weekdays: readonly number[]; weeks: CollectionWeeks; emptiedDay: string },
  day: string,
): string | null => {
  for (let ahead = 0; ahead <= FARTHEST_DAYS; ahead++) {
    const next = addDays(day, ahead);
    if (next > emptiedDay && weekdays.includes(weekdayOf(next)) && isInWeeks(weeks, next)) return next;
  }
  return null;
};
