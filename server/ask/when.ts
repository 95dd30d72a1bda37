import { en } from "chrono-node";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { daysWords, dayWords } from "#server/lib/day-words.ts";
import {
  addDays,
  type DayRange,
  monthOf,
  quarterOf,
  rangeBounds,
  serviceDayOf,
  weekdayOf,
  weekOf,
} from "#server/lib/service-day.ts";

/** A stretch of the question's text. */
export type TextSpan = { start: number; end: number };

/** When a question is about: a window, or none named; `spans` are the words that said so. */
export type When = { window: TimeWindow | null; spans: TextSpan[] };

/** The clock a question is read by: now as ISO instant, in the depot's zone. */
export type AskClock = { now: string; timeZone: string };

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const windowOf = ({ from, to }: DayRange, label: string, clock: AskClock, isNamed: boolean): TimeWindow => {
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

const instantsOf = (from: Date, to: Date, label: string, clock: AskClock): TimeWindow => ({
  from: from.toISOString(),
  to: to.toISOString(),
  firstDay: serviceDayOf(from, clock.timeZone),
  lastDay: serviceDayOf(to, clock.timeZone),
  timeZone: clock.timeZone,
  label,
  isNamed: true,
  isWholeDays: false,
});

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

type Pattern = {
  test: RegExp;
  read: (m: RegExpMatchArray, clock: AskClock, today: string) => TimeWindow | null;
};

const lastWeekday = (name: string, today: string, isBeforeToday: boolean): string => {
  const wanted = WEEKDAYS.indexOf(name) + 1;
  const back = (weekdayOf(today) - wanted + 7) % 7;
  return addDays(today, -(back === 0 && isBeforeToday ? 7 : back));
};

const HOURS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [18, 24],
};

const partOfDay = (day: string, part: string, label: string, clock: AskClock): TimeWindow => {
  const { start } = rangeBounds({ from: day, to: day }, clock.timeZone);
  const [from, to] = HOURS[part] ?? [0, 24];
  const at = (hour: number) => new Date(start.getTime() + hour * 3_600_000);
  const window = instantsOf(at(from), at(to), `${label} (${dayWords(day)})`, clock);
  return { ...window, firstDay: day, lastDay: day };
};

const readMonth: Pattern["read"] = (m, clock, today) => {
  const month = String(MONTHS.indexOf(m[1] ?? "") + 1).padStart(2, "0");
  const year =
    m[2] !== undefined ? Number(m[2]) : Number(today.slice(0, 4)) - (`${month}-01` > today.slice(5) ? 1 : 0);
  const range = monthOf(`${year}-${month}-01`);
  const isSince = m[0].startsWith("since");
  const to = isSince || (range.to > today && range.from <= today) ? today : range.to;
  return windowOf({ from: range.from, to }, isSince ? m[0] : "", clock, true);
};

// First match wins: the more specific stands first.
const PATTERNS: readonly Pattern[] = [
  {
    test: new RegExp(
      `\\b(?:on\\s+)?(?:last week'?s?\\s+(${WEEKDAYS.join("|")})|(${WEEKDAYS.join("|")})\\s+(?:of\\s+|in\\s+)?last week)(?:'s)?\\b`,
    ),
    read: (m, clock, today) => {
      const day = addDays(weekOf(addDays(today, -7)).from, WEEKDAYS.indexOf(m[1] ?? m[2] ?? ""));
      return windowOf({ from: day, to: day }, m[0].trim(), clock, true);
    },
  },
  {
    test: new RegExp(
      `\\b(?:in|over|for|during|within)?\\s*(?:the\\s+)?(?:last|past|previous)\\s+${NUMBER}\\s+(days?|weeks?|months?)\\b`,
    ),
    read: (m, clock, today) => {
      const n = readNumber(m[1] ?? "") ?? 1;
      const days = (m[2] ?? "").startsWith("day") ? n : (m[2] ?? "").startsWith("week") ? 7 * n : 30 * n;
      return windowOf(
        { from: addDays(today, -Math.round(days) + 1), to: today },
        `last ${n} ${m[2]}`,
        clock,
        true,
      );
    },
  },
  {
    test: new RegExp(
      `\\b(?:in|over|for|during|within)?\\s*(?:the\\s+)?(?:last|past)\\s+(?:${NUMBER}\\s+)?(minutes?|mins?|hours?)\\b`,
    ),
    read: (m, clock) => {
      const n = readNumber(m[1] ?? "one") ?? 1;
      const seconds = n * ((m[2] ?? "").startsWith("h") ? 3600 : 60);
      const to = new Date(clock.now);
      return instantsOf(new Date(to.getTime() - seconds * 1000), to, `last ${n} ${m[2]}`, clock);
    },
  },
  {
    test: /\bsince\s+(?:(?:i\s+(?:logged|signed)\s+off|i\s+left)\s+at\s+)?(noon|midday|midnight|lunch|lunchtime|(\d{1,2})(?:[:.](\d{2}))?(?:\s*(am|pm|a\.m\.?|p\.m\.?|o'?clock))?)(?:\s+(?:this|in the)\s+(morning|afternoon|evening)|\s+(today))?(?![\d/-])\b(?!\s*(?:hours?|hrs?|h|min\w*|days?|weeks?|months?)\b)/,
    read: (m, clock, today) => {
      let hour = /^(?:noon|midday|lunch)/.test(m[1] ?? "") ? 12 : m[1] === "midnight" ? 0 : Number(m[2]);
      const isLate = m[4]?.startsWith("p") || m[5] === "afternoon" || m[5] === "evening";
      if (isLate && hour < 12) hour += 12;
      if (m[4]?.startsWith("a") && hour === 12) hour = 0;
      if (hour > 23) return null;
      const minutes = hour * 60 + Number(m[3] ?? 0);
      const at = (day: string) =>
        new Date(rangeBounds({ from: day, to: day }, clock.timeZone).start.getTime() + minutes * 60_000);
      const start = at(today) <= new Date(clock.now) ? at(today) : at(addDays(today, -1));
      const day = start.getTime() === at(today).getTime() ? "today" : "yesterday";
      return instantsOf(
        start,
        new Date(clock.now),
        `since ${(m[1]?.startsWith("lunch") ? "12:00 (lunch)" : (m[1] ?? "")).trim().replace(/\s+/g, " ")}${m[5] ? ` in the ${m[5]}` : ""} ${day}`,
        clock,
      );
    },
  },
  {
    test: new RegExp(
      `\\b(?:on\\s+)?(yesterday|(?:last\\s+)?(?:${WEEKDAYS.join("|")}))(?:'s)?\\s+(morning|afternoon|evening)\\b`,
    ),
    read: (m, clock, today) => {
      const said = m[1] ?? "";
      const name = said.replace(/^last\s+/, "");
      const day = name === "yesterday" ? addDays(today, -1) : lastWeekday(name, today, name !== said);
      return partOfDay(day, m[2] ?? "", `${said} ${m[2]}`, clock);
    },
  },
  {
    test: /\b(?:this\s+)?(morning|afternoon|evening)\b/,
    read: (m, clock, today) => {
      return partOfDay(today, m[1] ?? "", `this ${m[1]}`, clock);
    },
  },
  {
    test: new RegExp(`\\b${NUMBER}\\s+(days?|weeks?)\\s+ago\\b`),
    read: (m, clock, today) => {
      const n = Math.round(readNumber(m[1] ?? "") ?? 1);
      const isDays = (m[2] ?? "").startsWith("day");
      const range = isDays
        ? { from: addDays(today, -n), to: addDays(today, -n) }
        : weekOf(addDays(today, -7 * n));
      return windowOf(range, m[0], clock, true);
    },
  },
  {
    test: /\b(?:in|over|for|during|within)?\s*(?:the\s+)?(?:last|past|previous)\s+fortnight\b/,
    read: (_, clock, today) =>
      windowOf({ from: addDays(today, -13), to: today }, "last fortnight", clock, true),
  },
  {
    test: /\b(?:the\s+)?week before last\b/,
    read: (_, clock, today) => windowOf(weekOf(addDays(today, -14)), "the week before last", clock, true),
  },
  {
    test: /\b(?:the\s+)?month before last\b/,
    read: (_, clock, today) => {
      const last = addDays(monthOf(today).from, -1);
      return windowOf(monthOf(addDays(monthOf(last).from, -1)), "the month before last", clock, true);
    },
  },
  {
    test: /\b(?:week to date|wtd)\b/,
    read: (_, clock, today) =>
      windowOf({ from: weekOf(today).from, to: today }, "this week so far", clock, true),
  },
  {
    test: /\b(?:month to date|mtd|since the (?:start|beginning) of the month)\b/,
    read: (_, clock, today) =>
      windowOf({ from: monthOf(today).from, to: today }, "this month so far", clock, true),
  },
  {
    test: /\b(?:year to date|ytd|since the (?:start|beginning) of the year)\b/,
    read: (_, clock, today) =>
      windowOf({ from: `${today.slice(0, 4)}-01-01`, to: today }, "this year so far", clock, true),
  },
  {
    test: /\bsince (last|the last|previous) (week|month|quarter|year)\b/,
    read: (m, clock, today) => {
      const starts: Record<string, string> = {
        week: weekOf(addDays(today, -7)).from,
        month: monthOf(addDays(monthOf(today).from, -1)).from,
        quarter: quarterOf(addDays(quarterOf(today).from, -1)).from,
        year: `${Number(today.slice(0, 4)) - 1}-01-01`,
      };
      return windowOf({ from: starts[m[2] ?? ""] ?? today, to: today }, m[0], clock, true);
    },
  },
  {
    test: /\bsince\s+(yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/,
    read: (m, clock, today) => {
      const from = m[1] === "yesterday" ? addDays(today, -1) : lastWeekday(m[1] ?? "", today, true);
      // Nobody calls the running day by its name: "since Monday" said on a Monday is a week ago.
      const isWeekAgo = from === addDays(today, -7);
      return windowOf({ from, to: today }, `since ${m[1]}${isWeekAgo ? " a week ago" : ""}`, clock, true);
    },
  },
  {
    test: /\bday before yesterday\b/,
    read: (_, clock, today) =>
      windowOf({ from: addDays(today, -2), to: addDays(today, -2) }, "the day before yesterday", clock, true),
  },
  {
    test: /\byesterday\b/,
    read: (_, clock, today) =>
      windowOf({ from: addDays(today, -1), to: addDays(today, -1) }, "yesterday", clock, true),
  },
  {
    test: /\bthis week\b/,
    read: (_, clock, today) =>
      windowOf({ from: weekOf(today).from, to: today }, "this week so far", clock, true),
  },
  {
    test: /\b(?:last|previous|past) week\b/,
    read: (_, clock, today) => windowOf(weekOf(addDays(today, -7)), "last week", clock, true),
  },
  {
    test: /\bthis month\b/,
    read: (_, clock, today) =>
      windowOf({ from: monthOf(today).from, to: today }, "this month so far", clock, true),
  },
  {
    test: /\b(?:last|previous|past) month\b/,
    read: (_, clock, today) => windowOf(monthOf(addDays(monthOf(today).from, -1)), "last month", clock, true),
  },
  {
    test: /\bthis quarter\b/,
    read: (_, clock, today) =>
      windowOf({ from: quarterOf(today).from, to: today }, "this quarter so far", clock, true),
  },
  {
    test: /\b(?:last|previous|past) quarter\b/,
    read: (_, clock, today) =>
      windowOf(quarterOf(addDays(quarterOf(today).from, -1)), "last quarter", clock, true),
  },
  {
    test: /\bthis year\b/,
    read: (_, clock, today) =>
      windowOf({ from: `${today.slice(0, 4)}-01-01`, to: today }, "this year so far", clock, true),
  },
  {
    test: /\b(?:last|previous) year\b/,
    read: (_, clock, today) => {
      const year = Number(today.slice(0, 4)) - 1;
      return windowOf({ from: `${year}-01-01`, to: `${year}-12-31` }, "last year", clock, true);
    },
  },
  {
    test: new RegExp(
      `\\b(?:on\\s+|last\\s+|this\\s+)?(${WEEKDAYS.join("|")})(?:'s)?\\b(?:\\s+this\\s+week\\b)?`,
    ),
    read: (m, clock, today) => {
      const day = lastWeekday(m[1] ?? "", today, /last/.test(m[0]));
      return windowOf({ from: day, to: day }, m[0].trim(), clock, true);
    },
  },
  {
    test: new RegExp(
      `\\b(?:in|during|of|for|this|last|since|and|with|,)\\s+(?:last\\s+)?(${MONTHS.join("|")})(?:\\s+(\\d{4}))?\\b`,
    ),
    read: readMonth,
  },
  {
    test: new RegExp(
      `\\b(${MONTHS.filter((m) => m !== "may" && m !== "march").join("|")})(?:\\s+(\\d{4}))?\\b`,
    ),
    read: readMonth,
  },
  {
    test: /\b(?:so far today|today so far|today|tonight)\b|\bso far\b/,
    read: (_, clock, today) => ({ ...windowOf({ from: today, to: today }, "today", clock, true) }),
  },
];

const DATED =
  /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-\d{1,2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?/i;

// Explicit dates ("20 November", "2026-11-20", "from 3 to 9 Nov") are left to a library that knows their forms.
const explicit = (text: string, clock: AskClock): When | null => {
  const offset = (Date.parse(`${wall(clock)}Z`) - Date.parse(clock.now)) / 60_000;
  const found = en.GB.parse(text, { instant: new Date(clock.now), timezone: offset }).filter(
    // "Now" and "30 minutes after nine" are no dates that anybody named.
    (r) => r.start.isCertain("day") && r.start.isCertain("month") && DATED.test(r.text),
  );
  const first = found[0];
  if (!first) return null;
  const day = (c: { get(part: "year" | "month" | "day"): number | null }) =>
    `${c.get("year")}-${String(c.get("month")).padStart(2, "0")}-${String(c.get("day")).padStart(2, "0")}`;
  // "Between 3 and 9 November" comes as two dates, "from 3 to 9 November" as one.
  const second = found[1];
  const isBetween =
    second !== undefined && /^\s*and\s*$/i.test(text.slice(first.index + first.text.length, second.index));
  const last = isBetween ? second : first;
  const range = { from: day(first.start), to: last.end ? day(last.end) : day(last.start) };
  if (range.to < range.from) return null;
  return {
    window: windowOf(range, "", clock, true),
    spans: [{ start: first.index, end: last.index + last.text.length }],
  };
};

const wall = ({ now, timeZone }: AskClock): string =>
  new Date(now).toLocaleString("sv-SE", { timeZone }).replace(" ", "T");

const MONTH_AND_DAY = new RegExp(
  `\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTHS.join("|")})|(?:${MONTHS.join("|")})\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?!\\d)`,
);

const NUMBERED =
  /\b(?:truck|vehicle|lorry|wagon|route|round|stop|zone|unit|number)\s+#?\d{1,4}(?=\s+(?:may|march)\s+(?!\d))/gi;

const EVERY = new RegExp(
  `\\b(?:on\\s+|every\\s+|each\\s+)?(?:(${WEEKDAYS.join("|")})s|(weekends?)|(weekdays))\\b|\\b(?:every|each)\\s+(${WEEKDAYS.join("|")})\\b`,
  "gi",
);

/** Days of the week a question is limited to, 1 for Monday to 7 for Sunday, and the words that say so: "on Mondays". */
export const readWeekdays = (text: string): { days: number[]; spans: TextSpan[] } => {
  const found = [...text.matchAll(EVERY)];
  const days = found.flatMap(([, plural, weekend, weekdays, single]) => {
    if (weekend) return [6, 7];
    if (weekdays) return [1, 2, 3, 4, 5];
    return [WEEKDAYS.indexOf((plural ?? single ?? "").toLowerCase()) + 1];
  });
  const isTwice = new Set(days).size < days.length;
  return {
    // "Weekends on Saturdays" names a day twice: what is meant is not known.
    days: isTwice ? [] : days.sort(),
    spans: found.map((m) => ({ start: m.index, end: m.index + m[0].length })),
  };
};

/** Reads when a question is about, in the depot's zone; without a word of time the window is null. */
export const readWhen = (text: string, clock: AskClock): When => {
  // "Moved to tomorrow" does not say what the question is about; blanks keep the places.
  // "Truck 23 may go out" is no 23 May.
  const own = text
    .replace(/\bto (tomorrow|the next day)\b/gi, (words) => " ".repeat(words.length))
    .replace(NUMBERED, (words) => " ".repeat(words.length));
  const lower = own.toLowerCase();
  const today = serviceDayOf(clock.now, clock.timeZone);
  // "12 November" is a day of it.
  const dated = MONTH_AND_DAY.test(lower) ? explicit(own, clock) : null;
  if (dated) return dated;
  for (const { test, read } of PATTERNS) {
    const match = lower.match(test);
    if (!match || match.index === undefined) continue;
    const window = read(match, clock, today);
    if (window) return { window, spans: [{ start: match.index, end: match.index + match[0].length }] };
  }
  return explicit(own, clock) ?? { window: null, spans: [] };
};
