import { MONTHS, WEEKDAYS } from "#server/ask/core/calendar-words.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { DATE_FORMS } from "#server/ask/when-dates.ts";
import { DAY_FORMS, PLAIN_FORMS, TODAY_FORMS } from "#server/ask/when-days.ts";
import { FEAST_FORMS } from "#server/ask/when-feasts.ts";
import { NAMED_FORMS, PERIOD_FORMS } from "#server/ask/when-periods.ts";
import { createStretches } from "#server/ask/when-stretches.ts";
import { type AskClock, type TextSpan, type TimeForm, windowOf } from "#server/ask/when-windows.ts";
import { addDays, type DayRange, monthOf, serviceDayOf, weekdayOf } from "#server/lib/service-day.ts";

/** When a question is about: a window, or none named; `spans` are the words that said so. */
export type When = { window: TimeWindow | null; spans: TextSpan[] };

/** The running service day as a window nobody named. */
export const todayWindow = (clock: AskClock): TimeWindow => {
  const day = serviceDayOf(clock.now, clock.timeZone);
  return windowOf({ from: day, to: day }, "today", clock, false);
};

/** Service days from..to inclusive as a window nobody named. */
export const daysWindow = (range: DayRange, label: string, clock: AskClock): TimeWindow =>
  windowOf(range, label, clock, false);

/** The window of the same length just before `window`. */
export const windowBefore = (window: TimeWindow): DayRange => {
  const month = monthOf(window.firstDay);
  if (month.from === window.firstDay && window.lastDay <= month.to && window.firstDay !== window.lastDay) {
    const before = monthOf(addDays(month.from, -1));
    const length = window.lastDay === month.to ? before.to : addDays(before.from, spanDays(window) - 1);
    return { from: before.from, to: [length, before.to].sort()[0] ?? before.to };
  }
  const length = spanDays(window);
  // A single day compares with the same weekday a week before: days of the week differ too much.
  if (length === 1) return { from: addDays(window.firstDay, -7), to: addDays(window.lastDay, -7) };
  return { from: addDays(window.firstDay, -length), to: addDays(window.firstDay, -1) };
};

const spanDays = ({ firstDay, lastDay }: TimeWindow): number =>
  Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000) + 1;

const WEEKDAY = WEEKDAYS.join("|");
const EVERY = new RegExp(
  `\\b(?:on\\s+|every\\s+|each\\s+)?(?:(${WEEKDAY})s|(weekends|(?<=(?:every|each)\\s+)weekend)|(weekdays))\\b|\\b(?:every|each)\\s+(${WEEKDAY})\\b|\\b(?:on\\s+)?an?\\s+(${WEEKDAY}),?\\s+(?:every|each)\\s+week\\b|\\b(?:every|each)\\s+week,?\\s+on\\s+(?:an?\\s+)?(${WEEKDAY})\\b`,
  "gi",
);
const RUN = new RegExp(
  `\\b(?:(?:in|over|for|during|on|within|across)\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+${NUMBER}\\s+(?:(${WEEKDAY})s|(weekends)|(weekdays|working\\s+days))\\b`,
  "i",
);
const WORKDAYS = [1, 2, 3, 4, 5];
const numberOfDay = (name: string): number => WEEKDAYS.indexOf(name.toLowerCase()) + 1;

/** Days of the week a question is limited to, 1 for Monday to 7 for Sunday, and the words that say so: "on Mondays". */
export const readWeekdays = (text: string): { days: number[]; spans: TextSpan[] } => {
  const found = [...text.matchAll(EVERY)];
  const days = found.flatMap(([, plural, weekends, weekdays, single, weekly, everyWeek]) => {
    if (weekends) return [6, 7];
    if (weekdays) return WORKDAYS;
    return [numberOfDay(plural ?? single ?? weekly ?? everyWeek ?? "")];
  });
  const isTwice = new Set(days).size < days.length;
  return {
    // "Weekends on Saturdays" names a day twice: what is meant is not known.
    days: isTwice ? [] : days.sort(),
    spans: found.map((m) => ({ start: m.index, end: m.index + m[0].length })),
  };
};

/** Reads a run of the same days of the week, over before today: "the last three Mondays"; null where none is named. */
export const readWeekdayRun = (text: string, clock: AskClock): (When & { days: number[] }) | null => {
  const m = RUN.exec(text);
  const count = readNumber(m?.[1] ?? "");
  if (m === null || count === undefined || !Number.isInteger(count) || count < 1) return null;
  const days = m[3] ? [6, 7] : m[4] ? WORKDAYS : [numberOfDay(m[2] ?? "")];
  const wanted = m[3] ? 2 * count : count;
  const today = serviceDayOf(clock.now, clock.timeZone);
  const run: string[] = [];
  for (let day = addDays(today, -1); run.length < wanted; day = addDays(day, -1))
    if (days.includes(weekdayOf(day))) run.push(day);
  const range = { from: run.at(-1) ?? today, to: run[0] ?? today };
  const label = m[0].trim().replace(/^(?:in|over|for|during|on|within|across)\s+/i, "");
  return {
    days,
    window: windowOf(range, label, clock, true),
    spans: [{ start: m.index, end: m.index + m[0].length }],
  };
};

// First match wins: the more specific stands first.
const FORMS: readonly TimeForm[] = [
  ...DATE_FORMS,
  ...DAY_FORMS,
  ...FEAST_FORMS,
  ...PERIOD_FORMS,
  ...PLAIN_FORMS,
  ...NAMED_FORMS,
  ...TODAY_FORMS,
];
const LONE_FORMS = FORMS.filter(({ isEnd }) => !isEnd).map((form) => ({
  ...form,
  test: new RegExp(form.test.source, "g"),
}));
const stretchIn = createStretches(FORMS);

// What ends at a time or leaves it out is not what happened then: "until Friday", "older than last week".
const BOUNDED =
  /\b(?:until|till|up\s+to|by|before|prior\s+to|ahead\s+of|except(?:\s+for)?|excluding|without|besides|(?:older|later|earlier|newer|longer|sooner)\s+than|half\s+of|(?:start|end|beginning|middle|rest|part)\s+of|mid)[\s-]+(?:(?:on|the)\s+)?$/;

const NUMBERED =
  /\b[rtz]-?\d{1,4}(?=\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|\b(?:truck|vehicle|lorry|wagon|route|round|stop|zone|unit|number)\s+#?\d{1,4}(?=\s+(?:may|march)\s+(?!\d))/gi;

const OF_WEEKDAY = new RegExp(
  `^(?:\\s*,\\s*|\\s+|\\s*\\(\\s*)(?:on\\s+|a\\s+|the\\s+)?(${WEEKDAY})\\b(?!['’]s)`,
);

// "Three days ago, on Sunday" names one day twice, where it is that day of the week.
const withWeekday = (lower: string, end: number, { firstDay, lastDay }: TimeWindow): number => {
  const m = OF_WEEKDAY.exec(lower.slice(end));
  const isSame = m && firstDay === lastDay && weekdayOf(firstDay) === numberOfDay(m[1] ?? "");
  return isSame ? end + m[0].length : end;
};

/** Reads when a question is about, in the depot's zone; without a word of time the window is null. */
export const readWhen = (text: string, clock: AskClock): When => {
  // "Moved to tomorrow" does not say what the question is about; blanks keep the places.
  // "Truck 23 may go out" is no 23 May.
  const lower = text
    .replace(/\bto (tomorrow|the next day)\b/gi, (words) => " ".repeat(words.length))
    .replace(NUMBERED, (words) => " ".repeat(words.length))
    .toLowerCase();
  const today = serviceDayOf(clock.now, clock.timeZone);
  const stretch = stretchIn(lower, clock, today);
  if (stretch) return { window: stretch.window, spans: [stretch.span] };
  for (const { test, read } of LONE_FORMS) {
    for (const match of lower.matchAll(test)) {
      const before = lower.slice(0, match.index);
      if (BOUNDED.test(before) || (/\bbetween\s+$/.test(before) && /\d/.test(match[0]))) continue;
      const window = read(match, clock, today);
      const end = match.index + match[0].length;
      if (window) return { window, spans: [{ start: match.index, end: withWeekday(lower, end, window) }] };
    }
  }
  return { window: null, spans: [] };
};

// Words of time that the readers of windows may have left.
const LEFT = new RegExp(
  [
    `\\b(?:${WEEKDAY}|yesterday|christmas|easter|weekend|fortnight)(?:'s)?\\b`,
    `\\b(?:${MONTHS.filter((name) => name !== "may" && name !== "march").join("|")})\\b`,
    "\\b(?:q[1-4]|h[12])\\b(?!\\s*-)",
    "\\bweek\\s+\\d{1,2}\\b",
    "\\b(?:since|until|till|between)\\s+(?:the\\s+)?(?:\\d{1,2}(?:st|nd|rd|th)|first|last)\\b",
    "\\b(?:last|this|previous|current)\\s+(?:week|month|quarter|year|weekend)\\b",
    "\\b(?:night|day|early|late)\\s+shift\\b",
    "\\b(?:last|past|previous)\\s+\\S+\\s+(?:days|weeks|months|quarters|years|hours|minutes)\\b",
  ].join("|"),
  "gi",
);

/** Words of time in a text that none of `read` covers: what they say is not known, and must not be left aside. */
export const unreadTimes = (text: string, read: readonly TextSpan[]): TextSpan[] =>
  [...text.matchAll(LEFT)]
    .map((m) => ({ start: m.index, end: m.index + m[0].length }))
    .filter((left) => !read.some(({ start, end }) => left.start < end && start < left.end));

const MOVES_ON =
  /\b(?:bump|push|carr(?:y|ied)|mov|roll|slid|slip|spill|defer|postpon|put\s+off|left|leave|fall|go|goes|wait|shift|drift|drag|hang|get|got|kick|shunt|late)\w*\b/i;

/** The day of the week that tomorrow is, said as tomorrow where something is to go over to it: "bumped to Thursday". */
export const toTomorrow = (text: string, { now, timeZone }: AskClock): string => {
  const tomorrow = WEEKDAYS[weekdayOf(addDays(serviceDayOf(now, timeZone), 1)) - 1] ?? "";
  const found = new RegExp(
    `\\b(to|until|till|into|for|over\\s+to)\\s+(?:this\\s+)?${tomorrow}\\b(?!['’]s|\\s+(?:last|\\d))`,
    "i",
  );
  const m = found.exec(text);
  return m && MOVES_ON.test(text.slice(0, m.index)) ? text.replace(found, "$1 tomorrow") : text;
};
