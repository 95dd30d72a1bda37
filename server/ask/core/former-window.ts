import { WEEKDAYS } from "#server/ask/core/calendar-words.ts";
import type { Asked } from "#server/ask/core/question.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { addDays, type DayRange, monthOf, quarterOf, weekdayOf, weekOf } from "#server/lib/service-day.ts";

// "The week before" counts from the window of the question before, and so does "the quarter before that one".
const BEFORE =
  /\b(?:the\s+)?(?:two\s+)?(week|month|quarter|year|day|one|time)s?\s+before(?:\s+(?:that(?:\s+one)?|it|this))?\b|\b(?:before|prior to) that\b|\b(?:previous|preceding|prior) (week|month|quarter|day|one|year)\b/i;
const AFTER =
  /\b(?:the\s+)?(week|month|quarter|day)\s+(?:after(?:wards|\s+(?:that|it))?|thereafter|following)\b|\bfollowing (week|month|quarter|day)\b/i;
const DAY_BEFORE = new RegExp(
  `\\b(?:the\\s+)?(?:(?:preceding|previous|prior)\\s+(${WEEKDAYS.join("|")})|(${WEEKDAYS.join("|")})\\s+before(?:\\s+(?:that|it))?)\\b`,
  "i",
);
const SAME_STRETCH =
  /\b(?:the\s+)?same\s+(?:period|stretch|time|dates?|days?|part|span)\s+(?:of\s+|in\s+|of\s+the\s+)?(?:(last|the\s+previous|the\s+year|a)\s+)?(year|month)(?:\s+(?:before|earlier|ago))?\b/i;

const shifted = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
};

const isQuarter = ({ firstDay, lastDay }: TimeWindow): boolean => {
  const { from, to } = quarterOf(firstDay);
  return firstDay === from && lastDay === to;
};

// The month before one that still runs is over, and so told whole.
const whole = (asked: Asked, window: TimeWindow, unit: string): DayRange => {
  if (unit === "day" && window.firstDay === window.lastDay) {
    const day = addDays(window.firstDay, -1);
    return { from: day, to: day };
  }
  if (unit === "year") return { from: shifted(window.firstDay, -12), to: shifted(window.lastDay, -12) };
  if (isQuarter(window) || unit === "quarter") return quarterOf(addDays(quarterOf(window.firstDay).from, -1));
  const range = asked.before(window);
  const month = monthOf(range.from);
  const isRunning = window.lastDay === asked.today.firstDay;
  const isMonth = range.from === month.from && isRunning && monthOf(window.firstDay).from === window.firstDay;
  // So is the week before one that still runs.
  const isWeek = isRunning && window.firstDay === weekOf(window.lastDay).from && unit === "week";
  if (isWeek) return weekOf(addDays(window.firstDay, -1));
  return isMonth && window.firstDay !== window.lastDay ? month : range;
};

/** The days that a sentence counts from the window of the question before it, such as "the week before", and where it says so. */
export const formerWindow = (
  before: Asked,
  text: string,
  own: TimeWindow | null = before.window,
): (DayRange & { span: { start: number; end: number } }) | null => {
  if (own === null) return null;
  const spanOf = (found: RegExpExecArray) => ({ start: found.index, end: found.index + found[0].length });
  const same = SAME_STRETCH.exec(text);
  if (same) {
    const back = same[2]?.toLowerCase() === "year" ? -12 : -1;
    return { from: shifted(own.firstDay, back), to: shifted(own.lastDay, back), span: spanOf(same) };
  }
  const day = DAY_BEFORE.exec(text);
  if (day) {
    const wanted = WEEKDAYS.indexOf((day[1] ?? day[2] ?? "").toLowerCase()) + 1;
    const back = (weekdayOf(own.firstDay) - wanted + 7) % 7 || 7;
    const on = addDays(own.firstDay, -back);
    return { from: on, to: on, span: spanOf(day) };
  }
  // The hour before one is no day, and what counts in days cannot hold it.
  const isOfHours = own.isWholeDays === false && own.firstDay === own.lastDay;
  const found = isOfHours ? null : BEFORE.exec(text);
  if (found && !/\bbefore\s+(?:last|\d)/i.test(text.slice(found.index)))
    return {
      ...whole(before, own, (found[1] ?? found[2] ?? "").toLowerCase()),
      span: spanOf(found),
    };
  const after = AFTER.exec(text);
  if (after) {
    const days = Math.round((Date.parse(own.lastDay) - Date.parse(own.firstDay)) / 86_400_000) + 1;
    const from = addDays(own.lastDay, 1);
    return { from, to: addDays(from, days - 1), span: spanOf(after) };
  }
  return null;
};
