import { WEEKDAYS } from "#server/ask/core/calendar-words.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { type AskClock, instantsOf, lastWeekday, type TimeForm, windowOf } from "#server/ask/when-windows.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { addDays, type DayRange, minutesToInstant, monthOf, weekOf } from "#server/lib/service-day.ts";

const WEEKDAY = WEEKDAYS.join("|");
const HOURS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [18, 24],
};

const partOfDay = (day: string, part: string, label: string, clock: AskClock): TimeWindow => {
  const [from, to] = HOURS[part] ?? [0, 24];
  const at = (hour: number) => minutesToInstant(day, hour * 60, clock.timeZone);
  const window = instantsOf(at(from), at(to), `${label} (${dayWords(day)})`, clock);
  return { ...window, firstDay: day, lastDay: day };
};

const days = (range: DayRange, label: string, clock: AskClock) => windowOf(range, label, clock, true);
const one = (day: string, label: string, clock: AskClock) => days({ from: day, to: day }, label, clock);

const IN = "(?:(?:in|over|for|during|within|across)\\s+)?";
const DAYS_IN: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 };
const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

// The first of so many days, weeks or months up to today; undefined where that is none.
const firstOf = (count: number, unit: string, today: string): string | undefined => {
  const months = (MONTHS_IN[unit] ?? 0) * count;
  if (months > 0) {
    const [year = 0, month = 1, date = 1] = today.split("-").map(Number);
    const back = (m: number) => new Date(Date.UTC(year, month - 1 - m, 1)).toISOString().slice(0, 10);
    const { from, to } = monthOf(back(Math.floor(months)));
    const same = date > Number(to.slice(8)) ? to : addDays(from, date - 1);
    return addDays(same, 1 - Math.round(30 * (months % 1)));
  }
  const days = Math.round(count * (DAYS_IN[unit] ?? 1));
  return days < 1 ? undefined : addDays(today, 1 - days);
};

// The instant of a time of day, the last one that is over.
const sinceTime = (minutes: number, label: string, clock: AskClock, today: string): TimeWindow => {
  const at = (day: string) => minutesToInstant(day, minutes, clock.timeZone);
  const isToday = at(today) <= new Date(clock.now);
  const start = isToday ? at(today) : at(addDays(today, -1));
  return instantsOf(start, new Date(clock.now), `${label} ${isToday ? "today" : "yesterday"}`, clock);
};

// What follows a time of day that something was noticed at, and asks what went before: "any flags flipped just before?".
const BEFOREHAND =
  "(?:(?:just|right|shortly|immediately)\\s+(?:before|prior|beforehand)(?:\\s+(?:that|then|it))?|beforehand|before\\s+(?:that|then|it))";
const DAY_MS = 86_400_000;

/** Days and hours told from now: the last six hours, yesterday, Monday; the more specific stand first. */
export const DAY_FORMS: readonly TimeForm[] = [
  // "A week last Monday" is a week before it, as "Monday a week ago" is.
  {
    test: new RegExp(
      `\\b(?:on\\s+)?(?:a\\s+week\\s+(?:ago\\s+(?:last\\s+|on\\s+)?|(?:last|before\\s+last)\\s+)(${WEEKDAY})|(?:last\\s+)?(${WEEKDAY})\\s+(?:a|one)\\s+week\\s+ago|(${WEEKDAY})\\s+before\\s+last)\\b`,
    ),
    read: (m, clock, today) =>
      one(addDays(lastWeekday(m[1] ?? m[2] ?? m[3] ?? "", today, true), -7), m[0].trim(), clock),
  },
  // A day of this week that is still to come is no day of the week before.
  {
    test: new RegExp(
      `\\b(?:on\\s+)?(?:(last|this) week'?s?\\s+(${WEEKDAY})|(${WEEKDAY})\\s+(?:of\\s+|in\\s+)?(last|this) week)(?:'s)?\\b`,
    ),
    read: (m, clock, today) => {
      const [week, name] = [m[1] ?? m[4], m[2] ?? m[3] ?? ""];
      const { from } = weekOf(week === "last" ? addDays(today, -7) : today);
      return one(addDays(from, WEEKDAYS.indexOf(name)), m[0].trim(), clock);
    },
  },
  {
    test: new RegExp(
      `\\b${IN}(?:the\\s+)?(?:last|past|previous|preceding|latest|trailing)\\s+${NUMBER}\\s+(day|week|fortnight|month|quarter|year)s?\\b`,
    ),
    read: (m, clock, today) => {
      const n = readNumber(m[1] ?? "") ?? 1;
      const unit = `${m[2]}${n === 1 ? "" : "s"}`;
      const from = firstOf(n, m[2] ?? "", today);
      return from === undefined ? null : days({ from, to: today }, `last ${n} ${unit}`, clock);
    },
  },
  {
    test: new RegExp(
      `\\b${IN}(?:the\\s+)?(?:last|past|previous|preceding|latest|trailing)\\s+(?:${NUMBER}\\s*)?(minutes?|mins?|hours?|hrs?|h)\\b`,
    ),
    read: (m, clock) => {
      const n = readNumber(m[1] ?? "one") ?? 1;
      const isHours = (m[2] ?? "").startsWith("h");
      const to = new Date(clock.now);
      const unit = isHours ? (n === 1 ? "hour" : "hours") : (m[2] ?? "");
      return instantsOf(
        new Date(to.getTime() - n * (isHours ? 3_600_000 : 60_000)),
        to,
        `last ${n} ${unit}`,
        clock,
      );
    },
  },
  {
    test: /\bsince\s+(?:(?:i\s+(?:logged|signed)\s+off|i\s+left)\s+at\s+)?(noon|midday|midnight|lunch|lunchtime|(\d{1,2})(?:[:.](\d{2}))?(?:\s*(am|pm|a\.m\.?|p\.m\.?|o'?clock))?)(?:\s+(?:this|in the)\s+(morning|afternoon|evening)|\s+(today))?(?![\d/-])\b(?!\s*(?:hours?|hrs?|h|min\w*|days?|weeks?|months?|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)(?!\.\d)/,
    read: (m, clock, today) => {
      let hour = /^(?:noon|midday|lunch)/.test(m[1] ?? "") ? 12 : m[1] === "midnight" ? 0 : Number(m[2]);
      const isLate = m[4]?.startsWith("p") || m[5] === "afternoon" || m[5] === "evening";
      if (isLate && hour < 12) hour += 12;
      if (m[4]?.startsWith("a") && hour === 12) hour = 0;
      if (hour > 23) return null;
      const said = (m[1]?.startsWith("lunch") ? "12:00 (lunch)" : (m[1] ?? "")).trim().replace(/\s+/g, " ");
      const label = `since ${said}${m[5] ? ` in the ${m[5]}` : ""}`;
      return sinceTime(hour * 60 + Number(m[3] ?? 0), label, clock, today);
    },
  },
  {
    // "Latency jumped about 09:25, any flags flipped just before?"
    test: new RegExp(
      `\\b(?:at|about|around|circa)\\s+(\\d{1,2})[:.](\\d{2})\\b.*?\\b${BEFOREHAND}(?=\\s*(?:[?.!,]|$))`,
    ),
    read: (m, clock, today) => {
      const [hour, minute] = [Number(m[1]), Number(m[2])];
      if (hour > 23 || minute > 59) return null;
      const at = minutesToInstant(today, hour * 60 + minute, clock.timeZone);
      const now = new Date(clock.now);
      const words = `before ${String(hour).padStart(2, "0")}:${m[2]}`;
      return at < now ? instantsOf(new Date(now.getTime() - DAY_MS), at, words, clock) : null;
    },
  },
  {
    test: new RegExp(
      `\\b(?:on\\s+)?(yesterday|(?:last\\s+)?(?:${WEEKDAY}))(?:'s)?\\s+(morning|afternoon|evening)\\b`,
    ),
    read: (m, clock, today) => {
      const said = m[1] ?? "";
      const name = said.replace(/^last\s+/, "");
      const day = name === "yesterday" ? addDays(today, -1) : lastWeekday(name, today, name !== said);
      return partOfDay(day, m[2] ?? "", `${said} ${m[2]}`, clock);
    },
  },
  {
    test: /\blast\s+(night|evening)\b/,
    read: (m, clock, today) => {
      const yesterday = addDays(today, -1);
      if (m[1] === "evening") return partOfDay(yesterday, "evening", "yesterday evening", clock);
      const at = (minutes: number) => minutesToInstant(yesterday, minutes, clock.timeZone);
      return instantsOf(
        at(18 * 60),
        at(30 * 60),
        `last night, 18:00 to 06:00 (${dayWords(yesterday)})`,
        clock,
      );
    },
  },
  {
    test: /(?<!\b(?:tomorrow(?:'s)?|next|the|in\s+the\s+next|every|each|following)\s+)\b(?:this\s+)?(morning|afternoon|evening)\b(?!\s+(?:shift|rounds?|after))|\bin\s+the\s+(morning|afternoon|evening)\b/,
    read: (m, clock, today) => {
      const part = m[1] ?? m[2] ?? "";
      return partOfDay(today, part, `this ${part}`, clock);
    },
  },
  {
    test: new RegExp(`\\b${NUMBER}\\s+(day|week|fortnight)s?\\s+ago\\b`),
    read: (m, clock, today) => {
      const n = Math.round((readNumber(m[1] ?? "") ?? 1) * (m[2] === "fortnight" ? 2 : 1));
      if (m[2] !== "day") return days(weekOf(addDays(today, -7 * n)), m[0], clock);
      return one(addDays(today, -n), m[0], clock);
    },
  },
  {
    test: new RegExp(`\\b${IN}(?:the\\s+)?(?:last|past|previous)\\s+fortnight\\b`),
    read: (_, clock, today) => days({ from: addDays(today, -13), to: today }, "last fortnight", clock),
  },
  {
    test: /\b(?:on\s+)?(?:the\s+)?(?:same|this)\s+(?:day|date)\s+(?:of\s+)?last\s+(year|week|month)\b|\b(?:today|this\s+day)\s+last\s+(year|week)\b|\ba\s+year\s+ago\s+today\b/,
    read: (m, clock, today) => {
      const unit = m[1] ?? m[2] ?? "year";
      if (unit === "week") return one(addDays(today, -7), "the same day last week", clock);
      const [year, month, date] = today.split("-").map(Number);
      const at = new Date(
        Date.UTC((year ?? 0) - (unit === "year" ? 1 : 0), (month ?? 1) - (unit === "month" ? 2 : 1), date),
      );
      // The 29th of February is in no year before.
      if (at.getUTCDate() !== date) return null;
      return one(at.toISOString().slice(0, 10), `the same day last ${unit}`, clock);
    },
  },
  {
    test: /\b(?:the\s+)?day before yesterday\b/,
    read: (_, clock, today) => one(addDays(today, -2), "the day before yesterday", clock),
  },
  {
    test: /\byesterday(?:'s)?\b/,
    read: (_, clock, today) => one(addDays(today, -1), "yesterday", clock),
  },
];

/** Days of the week by their names and the running day: what is read where nothing more specific is. */
export const PLAIN_FORMS: readonly TimeForm[] = [
  {
    test: new RegExp(
      `(?<!\\bnext\\s+)\\b(?:on\\s+|last\\s+|this\\s+)?(${WEEKDAY})(?:'s)?\\b(?:\\s+this\\s+week\\b)?`,
    ),
    read: (m, clock, today) => {
      const day = lastWeekday(m[1] ?? "", today, /last/.test(m[0]));
      return one(day, m[0].trim(), clock);
    },
    cycle: "week",
  },
];

/** The running day; read where nothing else is, for it is said beside other times as well. */
export const TODAY_FORMS: readonly TimeForm[] = [
  {
    test: /\b(?:so far today|today so far|today|tonight)\b|\bso far\b/,
    read: (_, clock, today) => one(today, "today", clock),
  },
];
