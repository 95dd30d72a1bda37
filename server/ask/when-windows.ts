import { WEEKDAYS } from "#server/ask/core/calendar-words.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { daysWords } from "#server/lib/day-words.ts";
import { addDays, type DayRange, rangeBounds, serviceDayOf, weekdayOf } from "#server/lib/service-day.ts";

/** A stretch of the question's text. */
export type TextSpan = { start: number; end: number };

/** The clock a question is read by: now as ISO instant, in the depot's zone. */
export type AskClock = { now: string; timeZone: string };

/** Service days as a window; `isNamed` where the question named them. */
export const windowOf = (
  { from, to }: DayRange,
  label: string,
  clock: AskClock,
  isNamed: boolean,
): TimeWindow => {
  const { start, end } = rangeBounds({ from, to }, clock.timeZone);
  const days = daysWords({ from, to });
  return {
    from: start.toISOString(),
    to: end.toISOString(),
    firstDay: from,
    lastDay: to,
    timeZone: clock.timeZone,
    label: label === "" ? days : `${label} (${days})`,
    isNamed,
    isWholeDays: true,
  };
};

/** Instants as a window that the question named. */
export const instantsOf = (from: Date, to: Date, label: string, clock: AskClock): TimeWindow => ({
  from: from.toISOString(),
  to: to.toISOString(),
  firstDay: serviceDayOf(from, clock.timeZone),
  lastDay: serviceDayOf(to, clock.timeZone),
  timeZone: clock.timeZone,
  label,
  isNamed: true,
  isWholeDays: false,
});

/** The last day of that name up to today; before today where `isBeforeToday`. */
export const lastWeekday = (name: string, today: string, isBeforeToday: boolean): string => {
  const back = (weekdayOf(today) - (WEEKDAYS.indexOf(name) + 1) + 7) % 7;
  return addDays(today, -(back === 0 && isBeforeToday ? 7 : back));
};

/** What words of time say: a form of words, and the window they are at a moment; null where they are no time after all. */
export type TimeForm = {
  test: RegExp;
  read: (m: RegExpExecArray, clock: AskClock, today: string) => TimeWindow | null;
  /** How often the same words come round: "Monday" every week, "the 9th" every month, "9 October" every year. */
  cycle?: "week" | "month" | "year";
  /** Whether it is a time as the end of a stretch alone: "may" and "the first" say other things by themselves. */
  isEnd?: boolean;
};
