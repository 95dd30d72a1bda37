import { addDays, minutesToInstant, monthOf, serviceDayOf, weekdayOf } from "#server/lib/service-day.ts";

/**
 * When something goes out: weekdays by ISO, Monday 1 to Sunday 7, and the time of day on the wall clock, minutes; `nth` is
 * the one day of each month that is so many-th of those weekdays, -1 the last.
 */
export type Schedule = { weekdays: readonly number[]; minute: number; nth?: number | null | undefined };

const DAYS_AHEAD = 8;
// A fifth Monday is in every third month at the latest, and a 31st in every other.
const DAYS_AHEAD_MONTHLY = 125;

/** Whether a day is the so many-th of its month among the weekdays. */
const isNth = (day: string, weekdays: readonly number[], nth: number): boolean => {
  const { from, to } = monthOf(day);
  const days: string[] = [];
  for (let each = from; each <= to; each = addDays(each, 1))
    if (weekdays.includes(weekdayOf(each))) days.push(each);
  return days.at(nth < 0 ? nth : nth - 1) === day;
};

/** The first moment after an instant at which a schedule falls due, in the zone of the wall clock. */
export const nextDue = (after: Date, { weekdays, minute, nth }: Schedule, timeZone: string): Date => {
  const today = serviceDayOf(after, timeZone);
  const isMonthly = nth !== undefined && nth !== null;
  for (let ahead = 0; ahead <= (isMonthly ? DAYS_AHEAD_MONTHLY : DAYS_AHEAD); ahead++) {
    const day = addDays(today, ahead);
    const due = minutesToInstant(day, minute, timeZone);
    if (due > after && weekdays.includes(weekdayOf(day)) && (!isMonthly || isNth(day, weekdays, nth)))
      return due;
  }
  throw new RangeError(
    `nextDue: found no day for weekdays ${weekdays.join(", ")}${isMonthly ? ` and nth ${nth}` : ""}, expected weekdays of 1 to 7 and nth of -1 or 1 to 31`,
  );
};
