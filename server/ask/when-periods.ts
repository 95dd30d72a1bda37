import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { MONTH, monthNumber } from "#server/ask/when-dates.ts";
import { type AskClock, type TimeForm, windowOf } from "#server/ask/when-windows.ts";
import {
  addDays,
  type DayRange,
  isoWeekOf,
  monthOf,
  quarterOf,
  weekdayOf,
  weekOf,
} from "#server/lib/service-day.ts";

type Unit = "week" | "month" | "quarter" | "year";

/** The calendar's stretch of a unit that a day lies in. */
const unitOf = (unit: Unit, day: string): DayRange => {
  if (unit === "week") return weekOf(day);
  if (unit === "month") return monthOf(day);
  if (unit === "quarter") return quarterOf(day);
  return { from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` };
};

/** The stretch of a unit so many before the one that a day lies in. */
const unitsBefore = (unit: Unit, day: string, count: number): DayRange => {
  let range = unitOf(unit, day);
  for (let i = 0; i < count; i++) range = unitOf(unit, addDays(range.from, -1));
  return range;
};

const untilToday = ({ from, to }: DayRange, today: string): DayRange | null =>
  from > today ? null : { from, to: to > today ? today : to };

const UNIT = "(week|month|quarter|year)";
const IN = "(?:(?:in|over|for|during|within|throughout|across)\\s+)?";
const SO_FAR = "(?:\\s+(?:so\\s+far|to\\s+date|until\\s+now|till\\s+now|up\\s+to\\s+now))?";
const ORDINALS: Readonly<Record<string, number>> = {
  ...{ first: 1, "1st": 1, second: 2, "2nd": 2, third: 3, "3rd": 3, fourth: 4, "4th": 4 },
};
const ORDINAL = `(${Object.keys(ORDINALS).join("|")})`;
const OF_YEAR =
  "(?:\\s+(?:(?:of|in)\\s+)?(?:(20\\d\\d)|(this|the|last|the\\s+last|the\\s+current)\\s+year)\\b)?";

// The year that is meant by "of 2025", "of last year" or nothing: the last one that has begun by then.
const yearOf = (m: RegExpExecArray, at: number, begins: string, today: string): number => {
  const running = Number(today.slice(0, 4));
  if (m[at] !== undefined) return Number(m[at]);
  if (/last/.test(m[at + 1] ?? "")) return running - 1;
  return m[at + 1] === undefined && `${running}-${begins}` > today ? running - 1 : running;
};

// Months of a year from one, counted from 1, on.
const months = (year: number, first: number, count: number): DayRange => {
  const at = (month: number) => `${year}-${String(month).padStart(2, "0")}-01`;
  return { from: at(first), to: monthOf(at(first + count - 1)).to };
};

type Read = (m: RegExpExecArray, today: string) => DayRange | null;
const form = (
  test: string,
  read: Read,
  label: (m: RegExpExecArray) => string = (m) => m[0].trim(),
  rest: Partial<TimeForm> = {},
): TimeForm => ({
  test: new RegExp(test),
  read: (m, clock: AskClock, today) => {
    const found = read(m, today);
    return found && windowOf(found, label(m), clock, true);
  },
  ...rest,
});

const namedMonth = (said: string, year: string | undefined, today: string): DayRange => {
  const month = String(monthNumber(said)).padStart(2, "0");
  const running = Number(today.slice(0, 4));
  return monthOf(`${year ?? running - (`${month}-01` > today.slice(5) ? 1 : 0)}-${month}-01`);
};
const YEAR = "(?:\\s+(?:of\\s+)?(\\d{4}))?";
// "March" and "may" are other words as well.
const CLEAR_MONTHS = MONTHS.filter((name) => name !== "may" && name !== "march").join("|");

const THIRDS: Readonly<Record<string, readonly [from: number, to: number]>> = {
  ...{ early: [1, 10], mid: [11, 20], middle: [11, 20], late: [21, 31] },
  ...{ beginning: [1, 10], start: [1, 10], end: [21, 31] },
};
const HALVES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  ...{ first: [1, 15], second: [16, 31], other: [16, 31], latter: [16, 31], last: [16, 31] },
};
const WEEKS: Readonly<Record<string, number>> = {
  ...{ first: 0, "1st": 0, second: 1, "2nd": 1, third: 2, "3rd": 2, fourth: 3, "4th": 3 },
};
const MONTH_SAID = `(?:(${MONTH})\\b${YEAR}|(this|the|last)\\s+month)`;
const monthSaid = (m: RegExpExecArray, at: number, today: string): DayRange => {
  if (m[at] !== undefined) return namedMonth(m[at] ?? "", m[at + 1], today);
  return unitsBefore("month", today, m[at + 2] === "last" ? 1 : 0);
};

const within = ({ from, to }: DayRange, [first, last]: readonly [number, number]): DayRange => {
  const end = addDays(from, last - 1);
  return { from: addDays(from, first - 1), to: end > to ? to : end };
};

// The last weekend that has begun; over before today where `isBefore`.
const weekend = (today: string, isBefore: boolean): DayRange => {
  const isRunning = weekdayOf(today) >= 6;
  const saturday = addDays(weekOf(today).from, isRunning && !isBefore ? 5 : -2);
  return { from: saturday, to: addDays(saturday, 1) };
};

/** Weeks, months, quarters and years of the calendar and parts of them; the more specific stand first. */
export const PERIOD_FORMS: readonly TimeForm[] = [
  // "The first full week of January" begins with its first Monday.
  form(
    `\\b${IN}(?:the\\s+)?(first|second|third|fourth|last|final)\\s+(?:full|whole|complete)\\s+week\\s+(?:of|in)\\s+${MONTH_SAID}`,
    (m, today) => {
      const month = monthSaid(m, 2, today);
      const monday = addDays(month.from, (8 - weekdayOf(month.from)) % 7);
      const nth = WEEKS[m[1] ?? ""];
      if (nth !== undefined) return { from: addDays(monday, 7 * nth), to: addDays(monday, 7 * nth + 6) };
      const sunday = addDays(month.to, -(weekdayOf(month.to) % 7));
      return { from: addDays(sunday, -6), to: sunday };
    },
  ),
  // "The last 3 full weeks" ended before the running one.
  form(
    `\\b${IN}(?:the\\s+)?(?:last|past|previous)\\s+(?:${NUMBER}\\s+)?(?:full|whole|complete|completed|entire|calendar)\\s+${UNIT}s?\\b`,
    (m, today) => {
      const count = readNumber(m[1] ?? "one") ?? 0;
      const unit = m[2] as Unit;
      return Number.isInteger(count) && count > 0
        ? { from: unitsBefore(unit, today, count).from, to: unitsBefore(unit, today, 1).to }
        : null;
    },
    (m) => `the last ${m[1] ? `${m[1]} ` : ""}whole ${m[2]}${m[1] ? "s" : ""}`,
  ),
  // "The second week of November" is its second seven days, and the last its last seven.
  form(
    `\\b${IN}(?:the\\s+)?(first|1st|second|2nd|third|3rd|fourth|4th|last|final)\\s+week\\s+(?:of|in)\\s+${MONTH_SAID}`,
    (m, today) => {
      const month = monthSaid(m, 2, today);
      const nth = WEEKS[m[1] ?? ""];
      return nth === undefined
        ? { from: addDays(month.to, -6), to: month.to }
        : { from: addDays(month.from, 7 * nth), to: addDays(month.from, 7 * nth + 6) };
    },
  ),
  form(`\\b${IN}(?:the\\s+)?(first|second|other|latter|last)\\s+half\\s+of\\s+${MONTH_SAID}`, (m, today) =>
    untilToday(within(monthSaid(m, 2, today), HALVES[m[1] ?? ""] ?? [1, 31]), today),
  ),
  // "Late" of a month stands behind a preposition: "routes that were late last month" are of all of it.
  form(
    `\\b(?:in|of|during|since|from|by|until|for)\\s+(early|late)(?:\\s+|\\s*-\\s*)${MONTH_SAID}`,
    (m, today) => untilToday(within(monthSaid(m, 2, today), THIRDS[m[1] ?? ""] ?? [1, 31]), today),
  ),
  form(
    `\\b${IN}(?:the\\s+)?(mid|middle|beginning|start|end)(?:\\s+of\\s+|\\s*-\\s*|\\s+(?:in\\s+)?)${MONTH_SAID}`,
    (m, today) => untilToday(within(monthSaid(m, 2, today), THIRDS[m[1] ?? ""] ?? [1, 31]), today),
  ),
  // Quarters and halves of a year.
  form(
    `\\b${IN}(?:the\\s+)?(?:q([1-4])|${ORDINAL}\\s+quarter(?!\\s+(?:of|past|to)\\s+(?!20|this|the\\s+(?:year|last)|last)))\\b${OF_YEAR}`,
    (m, today) => {
      const first = 3 * (m[1] ? Number(m[1]) : (ORDINALS[m[2] ?? ""] ?? 1)) - 2;
      return untilToday(months(yearOf(m, 3, `${String(first).padStart(2, "0")}-01`, today), first, 3), today);
    },
    (m) => (m[0].trim().toUpperCase().startsWith("Q") ? m[0].trim().toUpperCase() : m[0].trim()),
    { cycle: "year" },
  ),
  form(
    `\\b${IN}(?:the\\s+)?(?:h([12])\\b${OF_YEAR}|(first|second|1st|2nd|latter)\\s+half\\s+of\\s+(?:(20\\d\\d)|(this|the|last|the\\s+last|the\\s+current)\\s+year)\\b)`,
    (m, today) => {
      const first = m[1] === "1" || /^(?:first|1st)/.test(m[4] ?? "") ? 1 : 7;
      const year = yearOf(m, m[1] ? 2 : 5, first === 1 ? "01-01" : "07-01", today);
      return untilToday(months(year, first, 6), today);
    },
    undefined,
    { cycle: "year" },
  ),
  // Weeks by their number.
  form(
    `\\b${IN}(?:the\\s+)?(?:calendar\\s+)?(?:week|kw)\\s*(?:no\\.?\\s*|number\\s+|#)?(\\d{1,2})\\b(?!\\s*(?:[.:/%]\\d|days?|stops|hours|trucks|routes))${OF_YEAR}`,
    (m, today) => {
      const week = Number(m[1]);
      for (let year = yearOf(m, 2, "01-01", today), back = 0; back < 2; year--, back++) {
        // The fourth of January always lies in the first week.
        const range = weekOf(addDays(`${year}-01-04`, 7 * (week - 1)));
        if (isoWeekOf(range.from) !== week) return null;
        if (range.from <= today || m[2] !== undefined) return untilToday(range, today) ?? range;
      }
      return null;
    },
  ),
  // "Last weekend".
  form(
    "\\b(?:(?:over|on|at|during|for|in)\\s+)?(?:(last|this\\s+past|the\\s+past|the\\s+last|the\\s+previous|previous)|the)\\s+week-?end(?:'s)?\\b(?!\\s+(?:after|before))",
    (m, today) => weekend(today, m[1] !== undefined),
    (m) => (m[1] ? "last weekend" : "the weekend"),
  ),
  // Units around the one that ran out last: "the week before last", "the quarter just gone".
  form(
    `\\b(?:the\\s+)?${UNIT}\\s+before\\s+last\\b(?!\\s+${UNIT})`,
    (m, today) => unitsBefore(m[1] as Unit, today, 2),
    (m) => `the ${m[1]} before last`,
  ),
  form(
    `\\b${IN}(?:the\\s+)?${UNIT}\\s+(?:(?:that\\s+)?(?:has\\s+|is\\s+)?just\\s+(?:gone|ended|past|finished|passed|over)|gone\\s+by)(?:\\s+by)?\\b`,
    (m, today) => unitsBefore(m[1] as Unit, today, 1),
    (m) => `last ${m[1]}`,
  ),
  form(`\\bsince\\s+(?:last|the\\s+last|(?:the\\s+)?previous)\\s+${UNIT}\\b`, (m, today) => ({
    from: unitsBefore(m[1] as Unit, today, 1).from,
    to: today,
  })),
  // The running one: "this month", "the current month", "month to date", "since the month began".
  form(
    `\\bsince\\s+(?:the\\s+)?(?:(?:start|beginning|first\\s+day)\\s+of\\s+(?:the|this|the\\s+current)\\s+${UNIT}\\b|(?:the\\s+|this\\s+)?${UNIT}\\s+(?:began|begun|started|has\\s+(?:begun|started)|start|beginning)\\b)`,
    (m, today) => ({ from: unitOf((m[1] ?? m[2]) as Unit, today).from, to: today }),
    (m) => `this ${m[1] ?? m[2]} so far`,
  ),
  form(
    `\\b${IN}(?:so\\s+far\\s+)?(?:in\\s+)?(?:(?:this|(?:the|our)\\s+(?:current|present|running|ongoing)|current|present|running)\\s+${UNIT}(?!\\s+to\\s+last)|(?:the\\s+)?${UNIT}\\s+(?:(?:that\\s+)?(?:we(?:'re|\\s+are)|i(?:'m|\\s+am))\\s+(?:now\\s+|currently\\s+)?in|so\\s+far|to\\s+date|until\\s+now|till\\s+now))\\b${SO_FAR}`,
    (m, today) => ({ from: unitOf((m[1] ?? m[2]) as Unit, today).from, to: today }),
    (m) => `this ${m[1] ?? m[2]} so far`,
  ),
  // "The cost for the year": the one that runs, where nothing says which.
  form(
    `\\b(?=(?:for|over|throughout|across)\\s+the\\b)(?<!\\b(?:will|shall|expect\\w*|forecast\\w*|predict\\w*|need\\w*|due|planned|booked|coming|overflow\\w*|to\\s+come)\\b.*)(?:for|over|throughout|across)\\s+the\\s+${UNIT}(?![-\\w'’])(?!\\s+\\S+\\s+(?:\\S+\\s+)?(?:was|were|had)\\b)(?!\\s+(?:after|before|of|ahead|end\\w*|begin\\w*|start\\w*|commenc\\w*|to|from|until|till|that|which|when|we|i|following|preceding|prior|between|just|gone|\\d))`,
    (m, today) => ({ from: unitOf(m[1] as Unit, today).from, to: today }),
    (m) => `this ${m[1]} so far`,
  ),
  form(
    "\\b(wtd|mtd|qtd|ytd)\\b",
    (m, today) => ({ from: unitOf(TO_DATE[m[1] ?? ""] ?? "week", today).from, to: today }),
    (m) => `this ${TO_DATE[m[1] ?? ""]} so far`,
  ),
  form(
    `\\b${IN}(?:the\\s+)?(?:last|previous|past|preceding|prior)\\s+${UNIT}\\b(?!\\s+of\\s+\\w)`,
    (m, today) => unitsBefore(m[1] as Unit, today, 1),
    (m) => `last ${m[1]}`,
  ),
];

const TO_DATE: Readonly<Record<string, Unit>> = { wtd: "week", mtd: "month", qtd: "quarter", ytd: "year" };

const monthForm = (test: string, rest: Partial<TimeForm> = {}): TimeForm => ({
  test: new RegExp(test),
  read: (m, clock, today) => {
    const range = untilToday(namedMonth(m[1] ?? "", m[2], today), today);
    return range && windowOf(range, "", clock, true);
  },
  cycle: "year",
  ...rest,
});
const MONTH_END = `${YEAR}\\b${SO_FAR}`;

const JOINED =
  "(?:\\s*(?:,|/|&|\\+)\\s*(?:and\\s+)?|\\s*[-–]\\s*(?=\\w+\\s*[-–])|(?<=[-–]\\s*\\w+)\\s*[-–]\\s*|\\s+and\\s+|\\s+)";
const ONE_MONTH = new RegExp(`(${MONTH})\\b(?:\\s+(\\d{4}))?`, "g");
// "August, September and October" are one stretch where each follows the one before.
const monthsInARow = (said: string, today: string): DayRange | null => {
  const all = [...said.matchAll(ONE_MONTH)];
  const numbers = all.map((m) => monthNumber(m[1] ?? ""));
  const last = all.at(-1);
  if (
    last === undefined ||
    numbers.some((month, at) => at > 0 && month !== ((numbers[at - 1] ?? 0) % 12) + 1)
  )
    return null;
  const end = namedMonth(last[1] ?? "", last[2], today);
  return untilToday({ from: unitsBefore("month", end.from, all.length - 1).from, to: end.to }, today);
};

/** Months and years by their names. */
export const NAMED_FORMS: readonly TimeForm[] = [
  form(
    `\\b${IN}(?:(?:the\\s+)?months?\\s+of\\s+)?${MONTH}\\b(?:\\s+\\d{4})?(?:${JOINED}${MONTH}\\b(?:\\s+\\d{4})?)+(?:\\s+(?:together|combined|taken\\s+together))?(?!\\s*\\d{1,2}\\b)`,
    (m, today) => monthsInARow(m[0], today),
    () => "",
  ),
  monthForm(
    `\\b(?:so\\s+far\\s+)?(?:in|during|of|for|this|last|and|with|,|throughout|over|across)\\s+(?:last\\s+|the\\s+month\\s+of\\s+)?(${MONTHS.join("|")})(?:'s)?${MONTH_END}`,
  ),
  monthForm(`\\b(${CLEAR_MONTHS})(?:'s)?${MONTH_END}`),
  monthForm(`\\b(may|march)${MONTH_END}`, { isEnd: true }),
  form(
    "\\b(?:in|during|of|for|throughout|over|all\\s+of)\\s+(20[0-4]\\d)\\b(?!\\s*(?:[-/.:,]\\d|kg|kilos?|km|m|%|t|tonnes?|stops|lifts|litres?|euros?|hours?|homes)\\b)",
    (m, today) => untilToday(unitOf("year", `${m[1]}-01-01`), today),
    (m) => m[1] ?? "",
  ),
  form(
    "\\b(20[0-4]\\d)\\b",
    (m, today) => untilToday(unitOf("year", `${m[1]}-01-01`), today),
    (m) => m[1] ?? "",
    { isEnd: true },
  ),
];
