import type { TimeWindow } from "#server/ask/schema.ts";
import { daysWords } from "#server/lib/day-words.ts";
import { addDays, monthOf, rangeBounds, weekdayOf, weekOf } from "#server/lib/service-day.ts";

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december".split(
  "|",
);
const COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

type Range = { from: string; to: string; label: string };
type Pattern = { test: RegExp; read: (m: RegExpExecArray, today: string) => Range | null };

const numberOf = (word: string): number => (/^\d+$/.test(word) ? Number(word) : COUNTS.indexOf(word) + 1);

const one = (day: string, label: string): Range => ({ from: day, to: day, label });

/** The first such weekday after today; "next Friday" is that of next week where this week still has one. */
const comingDay = (name: string, today: string, isNext: boolean): string => {
  const ahead = (DAYS.indexOf(name) + 1 - weekdayOf(today) + 7) % 7 || 7;
  const day = addDays(today, ahead);
  return isNext && weekOf(day).from === weekOf(today).from ? addDays(day, 7) : day;
};

/** The first day so written from today on. */
const comingDate = (monthDay: string, today: string): string => {
  const year = Number(today.slice(0, 4));
  return `${year}-${monthDay}` >= today ? `${year}-${monthDay}` : `${year + 1}-${monthDay}`;
};

// The next day of a month with this number, where one of the next two months has it.
const comingDayOf = (number: number, today: string): string | null => {
  const month = monthOf(today);
  const ends = [month.to, monthOf(addDays(month.to, 1)).to];
  const days = ends.flatMap((to) =>
    number >= 1 && number <= Number(to.slice(8))
      ? [`${to.slice(0, 8)}${String(number).padStart(2, "0")}`]
      : [],
  );
  return days.find((day) => day > today) ?? null;
};

const FEASTS: Readonly<Record<string, string>> = { "new year": "01-01", christmas: "12-25", easter: "" };

// First match wins: the more specific stands first.
const PATTERNS: readonly Pattern[] = [
  {
    test: /\b(?:in |during |for )?(?:the )?week (after|following|before|preceding|of) (new year|christmas)(?:'?s)?(?: (?:day|eve))?\b/i,
    read: (m, today) => {
      const feast = FEASTS[(m[2] ?? "").toLowerCase()];
      if (!feast) return null;
      const week = weekOf(comingDate(feast, today));
      const side = (m[1] ?? "").toLowerCase();
      const from = addDays(
        week.from,
        /^(?:after|following)$/.test(side) ? 7 : /^(?:before|preceding)$/.test(side) ? -7 : 0,
      );
      return { from, to: addDays(from, 6), label: m[0].trim() };
    },
  },
  {
    test: /\b(?:in |during |for |over )?(?:the )?(new year|christmas)(?:'?s)? week\b/i,
    read: (m, today) => {
      const feast = FEASTS[(m[1] ?? "").toLowerCase()];
      return feast ? { ...weekOf(comingDate(feast, today)), label: m[0].trim() } : null;
    },
  },
  // "Monday the 30th": the next such date where it is that weekday; else it is one that was.
  {
    test: /\b(?:on )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday),? (?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! of\b)/i,
    read: (m, today) => {
      const day = comingDayOf(Number(m[2]), today);
      const isThat = day !== null && DAYS[weekdayOf(day) - 1] === (m[1] ?? "").toLowerCase();
      return isThat ? one(day, m[0].trim()) : null;
    },
  },
  {
    test: /\b(?:the )?day after tomorrow\b/i,
    read: (_, today) => one(addDays(today, 2), "the day after tomorrow"),
  },
  {
    test: /\btomorrow(?:'s)?(?: (?:morning|afternoon))?\b/i,
    read: (_, today) => one(addDays(today, 1), "tomorrow"),
  },
  {
    test: /\b(?:in |for |over |during )?(?:the )?(?:next|coming|following) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) (days?|weeks?)\b/i,
    read: (m, today) => {
      const days = numberOf((m[1] ?? "").toLowerCase()) * (/^week/i.test(m[2] ?? "") ? 7 : 1);
      return days > 0 ? { from: addDays(today, 1), to: addDays(today, days), label: m[0].trim() } : null;
    },
  },
  {
    test: /\b(?:the )?week after next\b/i,
    read: (_, today) => ({ ...weekOf(addDays(today, 14)), label: "the week after next" }),
  },
  {
    test: /\b(?:in |for |during )?(?:the )?(?:next|coming|following) week(?:'s)?\b/i,
    read: (_, today) => ({ ...weekOf(addDays(today, 7)), label: "next week" }),
  },
  {
    test: /\b(?:in |for |during )?(?:the )?(?:next|coming|following) month(?:'s)?\b/i,
    read: (_, today) => ({ ...monthOf(addDays(monthOf(today).to, 1)), label: "next month" }),
  },
  {
    test: /\b(?:the )?rest of (?:this|the) week\b/i,
    read: (_, today) =>
      weekdayOf(today) === 7
        ? null
        : { from: addDays(today, 1), to: weekOf(today).to, label: "the rest of this week" },
  },
  {
    test: /\b(?:(?:on|for|by|this|coming|(next)) )?(?:the )?weekend\b/i,
    read: (m, today) => {
      const from = comingDay("saturday", today, m[1] !== undefined);
      return { from, to: addDays(from, 1), label: m[0].trim() };
    },
  },
  {
    test: new RegExp(`\\b(?:(?:on|for|by|this|coming|(next)) )?(?:the )?(${DAYS.join("|")})(?:'s)?\\b`, "i"),
    read: (m, today) => one(comingDay((m[2] ?? "").toLowerCase(), today, m[1] !== undefined), m[0].trim()),
  },
  {
    test: /\b(?:on |at |over )?(new year|christmas)(?:'?s)?(?: day)?\b/i,
    read: (m, today) => one(comingDate(FEASTS[(m[1] ?? "").toLowerCase()] ?? "01-01", today), m[0].trim()),
  },
  // A full week begins on a Monday.
  {
    test: new RegExp(
      `\\b(?:in |during |for )?(?:the )?(first|second|third) (?:full|whole|complete) week (?:of|in) (${MONTHS.join("|")})\\b`,
      "i",
    ),
    read: (m, today) => {
      const month = String(MONTHS.indexOf((m[2] ?? "").toLowerCase()) + 1).padStart(2, "0");
      const first = comingDate(`${month}-01`, today);
      const monday = addDays(first, (8 - weekdayOf(first)) % 7);
      const which = ["first", "second", "third"].indexOf((m[1] ?? "").toLowerCase());
      const from = addDays(monday, 7 * which);
      return { from, to: addDays(from, 6), label: m[0].trim() };
    },
  },
  {
    test: new RegExp(
      `\\b(?:in |during |for )?(?:the )?(first|last) (?:full |whole )?week (?:of|in) (${MONTHS.join("|")})(?: (\\d{4}))?\\b`,
      "i",
    ),
    read: (m, today) => {
      const month = String(MONTHS.indexOf((m[2] ?? "").toLowerCase()) + 1).padStart(2, "0");
      const first = m[3] ? `${m[3]}-${month}-01` : comingDate(`${month}-01`, today);
      const isFull = /full|whole/i.test(m[0]);
      if (/\blast\b/i.test(m[0])) {
        const week = weekOf(monthOf(first).to);
        return {
          ...(isFull && week.to > monthOf(first).to ? weekOf(addDays(week.from, -1)) : week),
          label: m[0].trim(),
        };
      }
      if (!isFull) return { from: first, to: addDays(first, 6), label: m[0].trim() };
      const monday = weekdayOf(first) === 1 ? first : addDays(weekOf(first).to, 1);
      return { from: monday, to: addDays(monday, 6), label: m[0].trim() };
    },
  },
  {
    test: new RegExp(
      `\\b(?:in |during |for )?(?:the )?(first|second|third) week of (${MONTHS.join("|")})\\b`,
      "i",
    ),
    read: (m, today) => {
      const month = String(MONTHS.indexOf((m[2] ?? "").toLowerCase()) + 1).padStart(2, "0");
      const which = ["first", "second", "third"].indexOf((m[1] ?? "").toLowerCase());
      const from = addDays(comingDate(`${month}-01`, today), 7 * which);
      return { from, to: addDays(from, 6), label: m[0].trim() };
    },
  },
  {
    test: new RegExp(`\\b(?:in|during|for|next) (${MONTHS.join("|")})\\b`, "i"),
    read: (m, today) => {
      const month = String(MONTHS.indexOf((m[1] ?? "").toLowerCase()) + 1).padStart(2, "0");
      const range = monthOf(comingDate(`${month}-01`, today));
      return { ...range, label: m[0].trim() };
    },
  },
];

/** Days to come as a window. */
export const comingWindow = ({ from, to, label }: Range, timeZone: string, isNamed: boolean): TimeWindow => {
  const { start, end } = rangeBounds({ from, to }, timeZone);
  return {
    ...{ from: start.toISOString(), to: end.toISOString(), firstDay: from, lastDay: to, timeZone, isNamed },
    label: `${label} (${daysWords({ from, to })})`,
    isWholeDays: true,
  };
};

const UNTIL = /\b(?:by|until|till|up to|through)\s+(?:the\s+)?$/i;

/** Reads days to come from a question: the window and the words that said so; null where it names none. */
export const readComing = (
  text: string,
  today: string,
  timeZone: string,
): { window: TimeWindow; start: number; end: number } | null => {
  for (const { test, read } of PATTERNS) {
    const m = test.exec(text);
    const range = m === null ? null : read(m, today);
    if (m === null || range === null || range.from < today) continue;
    // "By Friday" runs from tomorrow on.
    const until = UNTIL.exec(text.slice(0, m.index))?.[0] ?? "";
    const isUntil = until !== "" || /^by\b/i.test(m[0]);
    const whole = isUntil ? { ...range, from: addDays(today, 1), label: `${until}${m[0].trim()}` } : range;
    return {
      window: comingWindow(whole, timeZone, true),
      start: m.index - until.length,
      end: m.index + m[0].length,
    };
  }
  return null;
};
