import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { type TimeForm, windowOf } from "#server/ask/when-windows.ts";
import { addDays, type DayRange, daysBetween, monthOf, weekOf } from "#server/lib/service-day.ts";

/** A month by its name or the first letters of it, as the inside of a pattern. */
export const MONTH = `(?:${MONTHS.map((name) =>
  name.length > 3 ? `${name.slice(0, 3)}(?:${name.slice(3)})?` : name,
)
  .join("|")
  // "Truck 9 may be late" is no date.
  .replace("may", "may(?!\\s+(?:be|have|need|not|run|go|finish|miss|get)\\b)")
  .replace("sep(?:tember)?", "sept?(?:ember)?")})`;

/** A day of a month in digits, as the inside of a pattern. */
const DATE = "(\\d{1,2})(?:st|nd|rd|th|\\.(?=\\s))?";
const TO = "\\s*(?:\\bto\\b|\\band\\b|\\buntil\\b|\\btill\\b|\\bthrough\\b|[-–]|\\.\\.)\\s*(?:the\\s+)?";
const FROM = "(?:\\b(?:from|between)\\s+)?(?:the\\s+)?";

/** The number of a month by its name or the first letters of it, 1 for January. */
export const monthNumber = (said: string): number =>
  MONTHS.findIndex((name) => name.startsWith(said.slice(0, 3))) + 1;

const two = (value: number | string): string => String(value).padStart(2, "0");

/** A day of the calendar; null where it is none, such as 31 November. */
const dayOf = (year: number, month: number, date: number): string | null => {
  if (month < 1 || month > 12 || date < 1) return null;
  const first = `${year}-${two(month)}-01`;
  return date > Number(monthOf(first).to.slice(8)) ? null : `${year}-${two(month)}-${two(date)}`;
};

// A date without its year is the one that lies nearest: in November, 3 January is to come and 3 October was.
const nearest = (month: number, date: number, today: string): string | null => {
  const year = Number(today.slice(0, 4));
  const days = [year - 1, year, year + 1].flatMap((each) => dayOf(each, month, date) ?? []);
  const distance = (day: string) => Math.abs(daysBetween(day, today));
  return days.sort((a, b) => distance(a) - distance(b))[0] ?? null;
};

const yearOf = (said: string): number => (said.length === 2 ? 2000 + Number(said) : Number(said));

const dateOf = (month: number, date: string, year: string | undefined, today: string): string | null =>
  year === undefined ? nearest(month, Number(date), today) : dayOf(yearOf(year), month, Number(date));

// The last such day of a month up to a day: "the 28th" said on the 25th is the one of last month.
const lastDate = (date: number, upTo: string): string | null => {
  for (let first = monthOf(upTo).from, i = 0; i < 3; i++, first = monthOf(addDays(first, -1)).from) {
    const day = dayOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)), date);
    if (day !== null && day <= upTo) return day;
  }
  return null;
};

const range = (from: string | null, to: string | null): DayRange | null =>
  from === null || to === null || from > to ? null : { from, to };

type Read = (m: RegExpExecArray, today: string) => DayRange | null;
const days = (test: string, read: Read, rest: Partial<TimeForm> = {}): TimeForm => ({
  test: new RegExp(test),
  read: (m, clock, today) => {
    const found = read(m, today);
    return found && windowOf(found, "", clock, true);
  },
  ...rest,
});
const one = (day: string | null): DayRange | null => range(day, day);

const WEEKDAY = "(?:on\\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?(?:the\\s+)?";
const YEAR = "(?:,?\\s+((?:19|20)\\d{2})\\b)?";
const WEEK =
  "(?:the\\s+)?(?:week\\s+(?:of|commencing|beginning|starting|from)|(?:w|with)[\\s/]*c)\\s+(?:on\\s+)?";
// What may stand behind "the 9th" for it to be a day: "the 9th stop" is none.
const ENDED =
  "(?=\\s*(?:$|[?.!,;:)–-])|\\s+(?:and|to|until|till|through|on|onwards?|by|for|per|in|was|is|did|had|were|what|which|how|show|vs?|versus|against|as|so|at|this|last)\\b)";

/** Dates and stretches of dates, as written and said; the longest first. */
export const DATE_FORMS: readonly TimeForm[] = [
  // "3 to 9 November", "15th to 20th October", "9-15/11".
  days(`${FROM}\\b${DATE}${TO}${DATE}\\s+(?:of\\s+)?(${MONTH})\\b${YEAR}`, (m, today) => {
    const to = dateOf(monthNumber(m[3] ?? ""), m[2] ?? "", m[4], today);
    return range(to && dayOf(Number(to.slice(0, 4)), Number(to.slice(5, 7)), Number(m[1])), to);
  }),
  // "November 9 to 15".
  days(
    `${FROM}\\b(${MONTH})\\s+(?:the\\s+)?${DATE}${TO}${DATE}\\b(?!\\s*(?::|/|${MONTH}))${YEAR}`,
    (m, today) => {
      const to = dateOf(monthNumber(m[1] ?? ""), m[3] ?? "", m[4], today);
      return range(to && dayOf(Number(to.slice(0, 4)), Number(to.slice(5, 7)), Number(m[2])), to);
    },
  ),
  // "2026-11-09..15".
  days("\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\s*(?:\\.\\.\\.?|–)\\s*(\\d{1,2})\\b(?![-/.]\\d)", (m) =>
    range(dayOf(Number(m[1]), Number(m[2]), Number(m[3])), dayOf(Number(m[1]), Number(m[2]), Number(m[4]))),
  ),
  // "9-15/11".
  days(
    "\\b(\\d{1,2})\\s*[-–]\\s*(\\d{1,2})[/.](\\d{1,2})(?:[/.](\\d{4}|\\d{2}))?\\b(?![/.]?\\d)",
    (m, today) => {
      const to = dateOf(Number(m[3]), m[2] ?? "", m[4], today);
      return range(to && dayOf(Number(to.slice(0, 4)), Number(to.slice(5, 7)), Number(m[1])), to);
    },
  ),
  // "Between the 9th and the 15th", "from the 9th to the 15th": both of the same month, the last that is over.
  days(
    `(?:from|between)\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)${TO}(\\d{1,2})(?:st|nd|rd|th)\\b${ENDED}|\\bthe\\s+(\\d{1,2})(?:st|nd|rd|th)${TO}(\\d{1,2})(?:st|nd|rd|th)\\b${ENDED}`,
    (m, today) => {
      const to = lastDate(Number(m[2] ?? m[4]), today);
      return range(to && lastDate(Number(m[1] ?? m[3]), to), to);
    },
  ),
  // "Week of 9 November".
  days(`${WEEK}${WEEKDAY}${DATE}\\s+(?:of\\s+)?(${MONTH})\\b${YEAR}`, (m, today) => {
    const day = dateOf(monthNumber(m[2] ?? ""), m[1] ?? "", m[3], today);
    return day === null ? null : weekOf(day);
  }),
  days(`${WEEK}(${MONTH})\\s+(?:the\\s+)?${DATE}\\b${YEAR}`, (m, today) => {
    const day = dateOf(monthNumber(m[1] ?? ""), m[2] ?? "", m[3], today);
    return day === null ? null : weekOf(day);
  }),
  days(`${WEEK}the\\s+(\\d{1,2})(?:st|nd|rd|th)\\b${ENDED}`, (m, today) => {
    const day = lastDate(Number(m[1]), today);
    return day === null ? null : weekOf(day);
  }),
  days(`${WEEK}(\\d{1,2})[/.](\\d{1,2})(?:[/.](\\d{4}|\\d{2}))?\\b(?![/.]?\\d)`, (m, today) => {
    const day = dateOf(Number(m[2]), m[1] ?? "", m[3], today);
    return day === null ? null : weekOf(day);
  }),
  // "20 November", "Friday the 20th of November 2026".
  days(
    `(?:in\\s+)?\\b${WEEKDAY}\\b${DATE}\\s+(?:of\\s+)?(${MONTH})\\b${YEAR}`,
    (m, today) => one(dateOf(monthNumber(m[2] ?? ""), m[1] ?? "", m[3], today)),
    { cycle: "year" },
  ),
  days(
    `\\b${WEEKDAY}\\b(${MONTH})\\s+(?:the\\s+)?${DATE}\\b(?!\\s*[:%/])${YEAR}`,
    (m, today) => one(dateOf(monthNumber(m[1] ?? ""), m[2] ?? "", m[3], today)),
    { cycle: "year" },
  ),
  days("\\b(?:on\\s+)?(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b", (m) =>
    one(dayOf(Number(m[1]), Number(m[2]), Number(m[3]))),
  ),
  days(
    "\\b(?:on\\s+)?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?\\b(?!/?\\d)(?!\\s*(?:full|of|done|stops))",
    (m, today) => one(dateOf(Number(m[2]), m[1] ?? "", m[3], today)),
  ),
  days("\\b(?:on\\s+)?(\\d{1,2})\\.(\\d{1,2})\\.(?:(\\d{4}|\\d{2})\\b)?(?!\\d)", (m, today) =>
    one(dateOf(Number(m[2]), m[1] ?? "", m[3], today)),
  ),
  // "The 9th" is the last one.
  days(
    `\\b${WEEKDAY.replace("(?:the\\s+)?", "")}the\\s+(\\d{1,2})(?:st|nd|rd|th)(?:\\s+of\\s+(?:this|the)\\s+month\\b|\\b${ENDED})`,
    (m, today) => one(lastDate(Number(m[1]), today)),
    { cycle: "month" },
  ),
  days(
    `\\bthe\\s+first(?:\\s+of\\s+(?:this|the)\\s+month\\b|\\b${ENDED})`,
    (_, today) => one(monthOf(today).from),
    { cycle: "month", isEnd: true },
  ),
];
