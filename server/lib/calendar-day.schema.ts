import * as z from "zod";

// Far enough from where four digits end that what is reckoned from a day, back or on, has four as well: PostgreSQL knows
// no year 0, and a year of five digits is written otherwise.
const [FIRST, LAST] = ["1000-01-01", "8999-12-31"];

/** What is expected where a text is no day. */
export const EXPECTED_DAY = "a day of the calendar such as 2026-11-23, of the years 1000 to 8999";

// Days of each month are known to the pattern of who asks, Zod's or the one below; the years are left to look at.
const isWithinYears = (day: string): boolean => day >= FIRST && day <= LAST;

/** Whether a text is a day of the calendar as YYYY-MM-DD, in the years that are reckoned with. */
export const isCalendarDay = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || !isWithinYears(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls the 30th of February over to March, so the way back must give the same text.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

const fault =
  (expected: string) =>
  ({ input }: { input?: unknown }): string =>
    `found ${JSON.stringify(input) ?? "nothing"}, expected ${expected}`;

const dayFault = fault(EXPECTED_DAY);
const instantFault = fault("an instant such as 2026-11-23T09:00:00Z, of the years 1000 to 8999");

/** A day of the calendar, as every schema takes one. */
export const CalendarDay = z.iso.date({ error: dayFault }).refine(isWithinYears, { error: dayFault });

/** An instant whose day is one of {@link CalendarDay}, as every schema takes one that somebody typed. */
export const CalendarInstant = z.iso
  .datetime({ error: instantFault })
  .refine((text) => isWithinYears(text.slice(0, 10)), { error: instantFault });
