import { addDays, minutesToInstant, serviceDayOf, weekdayOf } from "#server/lib/service-day.ts";

/** When something goes out: weekdays by ISO, Monday 1 to Sunday 7, and the time of day on the wall clock, minutes. */
export type Schedule = { weekdays: readonly number[]; minute: number };

const DAYS_AHEAD = 8;

/** The first moment after an instant at which a schedule falls due, in the zone of the wall clock. */
export const nextDue = (after: Date, { weekdays, minute }: Schedule, timeZone: string): Date => {
  const today = serviceDayOf(after, timeZone);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = addDays(today, ahead);
    const due = minutesToInstant(day, minute, timeZone);
    if (weekdays.includes(weekdayOf(day)) && due > after) return due;
  }
  throw new RangeError(`nextDue: found no weekday among ${weekdays.join(", ")}, expected one of 1 to 7`);
};
