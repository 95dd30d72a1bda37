import { type AskClock, type TimeForm, windowOf } from "#server/ask/when-windows.ts";
import { addDays, type DayRange, dayBounds, daysBetween, monthOf } from "#server/lib/service-day.ts";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
// Clocks are changed twice a year.
const LOOKED_BACK_DAYS = 400;

// Days with a name that fall on the same date each year.
const FIXED: readonly (readonly [said: string, monthDay: string])[] = [
  ["new\\s+year['’]?s?\\s+eve", "12-31"],
  ["new\\s+year(?:['’]?s)?(?:\\s+day)?", "01-01"],
  ["christmas\\s+eve", "12-24"],
  ["boxing\\s+day", "12-26"],
  ["(?:christmas|xmas)(?:\\s+day)?", "12-25"],
  ["valentine['’]?s(?:\\s+day)?", "02-14"],
  ["st\\.?\\s+patrick['’]?s(?:\\s+day)?", "03-17"],
  ["may\\s+day", "05-01"],
  ["(?:independence\\s+day|(?:the\\s+)?fourth\\s+of\\s+july)", "07-04"],
  ["hallow(?:e['’]?en|een)", "10-31"],
  ["(?:bonfire\\s+night|guy\\s+fawkes(?:\\s+(?:night|day))?)", "11-05"],
  ["(?:armistice|remembrance|veterans['’]?)\\s+day", "11-11"],
];

// Days before and after Easter Sunday.
const MOVED: readonly (readonly [said: string, days: number])[] = [
  ["good\\s+friday", -2],
  ["easter\\s+monday", 1],
  ["easter(?:\\s+(?:sunday|day))?", 0],
];

const two = (value: number): string => String(value).padStart(2, "0");

// Easter Sunday of the Gregorian calendar, by the anonymous reckoning of 1876.
const easterOf = (year: number): string => {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const correction = Math.floor((century + 8) / 25);
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((century - correction + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * toSunday) / 451);
  const days = moon + toSunday - 7 * late + 114;
  return `${year}-${two(Math.floor(days / 31))}-${two((days % 31) + 1)}`;
};

const nearestOf = (dayIn: (year: number) => string, today: string): string => {
  const year = Number(today.slice(0, 4));
  const far = (day: string) => Math.abs(daysBetween(day, today));
  return [year - 1, year, year + 1].map(dayIn).reduce((best, day) => (far(day) < far(best) ? day : best));
};

/** The last day up to today on which the clocks of a zone were put back or forward; null where none were. */
const clocksChanged = (isBack: boolean, { timeZone }: AskClock, today: string): string | null => {
  for (let day = today, back = 0; back < LOOKED_BACK_DAYS; day = addDays(day, -1), back++) {
    const { start, end } = dayBounds(day, timeZone);
    const hours = (end.getTime() - start.getTime()) / HOUR_MS;
    if (isBack ? hours > DAY_HOURS : hours < DAY_HOURS) return day;
  }
  return null;
};

// The first months of the seasons as they are counted where the weather is.
const SEASONS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };
const SEASON_MONTHS = 3;

const monthsFrom = (year: number, month: number): DayRange => {
  const first = `${year}-${two(month)}-01`;
  let to = monthOf(first).to;
  for (let i = 1; i < SEASON_MONTHS; i++) to = monthOf(addDays(to, 1)).to;
  return { from: first, to };
};

// The last such season that has begun; where `isOver`, that has ended.
const seasonOf = (said: string, isOver: boolean, today: string): DayRange => {
  const month = SEASONS[said] ?? 1;
  let year = Number(today.slice(0, 4));
  let season = monthsFrom(year, month);
  while (season.from > today || (isOver && season.to >= today)) season = monthsFrom(--year, month);
  return { from: season.from, to: season.to > today ? today : season.to };
};

// "The week after New Year" is no day.
const onDay = (said: string, dayIn: (year: number) => string, isMoved = false): TimeForm => ({
  test: new RegExp(
    `\\b(?<!\\bweek\\s+(?:after|before|of)\\s+)(?:on\\s+|at\\s+|over\\s+)?(?:the\\s+)?(last\\s+)?${said}(?!\\p{L}|\\s+week)`,
    "u",
  ),
  read: (m, clock, today) => {
    const year = Number(today.slice(0, 4));
    const past = [year, year - 1].map(dayIn).find((day) => day <= today);
    const day = m[1] !== undefined || isMoved ? past : nearestOf(dayIn, today);
    return day === undefined ? null : windowOf({ from: day, to: day }, m[0].trim(), clock, true);
  },
  ...(isMoved ? {} : { cycle: "year" as const }),
});

/** Days and seasons by their names: Hallowe'en, Good Friday, the day the clocks went back, last summer. */
export const FEAST_FORMS: readonly TimeForm[] = [
  {
    test: /\b(?:the\s+day\s+)?(?:the\s+|our\s+)?clocks?\s+(?:change\s+|changed\s+)?(?:went|go(?:ing)?|were\s+(?:put|turned|set))\s+(back|forward)s?\b/,
    read: (m, clock, today) => {
      const day = clocksChanged(m[1] === "back", clock, today);
      return day === null ? null : windowOf({ from: day, to: day }, m[0].trim(), clock, true);
    },
  },
  ...MOVED.map(([said, days]) => onDay(said, (year) => addDays(easterOf(year), days), true)),
  ...FIXED.map(([said, monthDay]) => onDay(said, (year) => `${year}-${monthDay}`)),
  {
    test: /\b(?:(?:in|over|during|for|throughout)\s+)?(?:(this|last|the|the\s+last|this\s+past)\s+)?(spring|summer|autumn|winter|(?<=(?:this|last|the|during|in)\s+)fall)(?:'s)?\b(?!\s+(?:hours?|timetable|schedule|street|road|lane|avenue|court|close|behind|short|due))/,
    read: (m, clock, today) =>
      windowOf(
        seasonOf(m[2] ?? "", /last|past/.test(m[1] ?? ""), today),
        m[0].trim().replace(/^(?:in|over|during|for|throughout)\s+/, ""),
        clock,
        true,
      ),
  },
];
