import { HOURS } from "#server/ask/core/clock-words.ts";
import type { AskClock, TextSpan } from "#server/ask/when-windows.ts";
import { rangeBounds } from "#server/lib/service-day.ts";

/** A time of day that bounds what is asked: "before 9 am", "after 16:00". */
export type ClockLimit = TextSpan & { side: "before" | "after"; at: string; words: string };

const DAY_MIN = 1_440;
const TIME =
  "(noon|midday|midnight|(\\d{1,2})(?:[:.h](\\d{2}))?(?:\\s*(am|pm|a\\.m\\.?|p\\.m\\.?|o'?clock|hrs?))?)";
const SIDES =
  "(before|by|until|till|earlier than|no later than|not later than|after|from|past|later than|since|from after|beyond)";
const LIMIT = new RegExp(`\\b${SIDES}\\s+${TIME}(?![\\d\\w/%-])`, "gi");
const BETWEEN = new RegExp(
  `\\b(?:between|from)\\s+${TIME}\\s*(?:\\b(?:and|to|till|until)\\b|[-–])\\s*${TIME}(?![\\d\\w/%-])`,
  "gi",
);
const BEFORE = /^(?:before|by|until|till|earlier than|no later than|not later than)$/i;
// "By 5 stops" is no time of day.
const COUNTED =
  /^\s*(?:stops?|min\w*|hours?|days?|weeks?|months?|tonnes?|trucks?|routes?|%|km|kg|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
// "From 5 Pine Close" is a house, and "the stops after 14" are counted.
const HOUSE =
  /^\s+(?:\p{L}+\s+){1,2}(?:street|road|lane|avenue|court|close|drive|place|square|boulevard|terrace)\b/iu;
const STOPS = /\bstops?\s+$/i;

const minutesOf = (m: readonly (string | undefined)[]): number | null => {
  const [whole = "", hourText, minuteText, half] = m;
  const word = whole.toLowerCase();
  if (word === "noon" || word === "midday") return 720;
  if (word === "midnight") return DAY_MIN;
  let hour = Number(hourText);
  const suffix = (half ?? "").toLowerCase();
  if (suffix.startsWith("p") && hour < 12) hour += 12;
  if (suffix.startsWith("a") && hour === 12) hour = 0;
  // Trucks are out by day: "after 4" is said in the afternoon, "before 6" of the morning.
  if (!/^[ap]/.test(suffix) && minuteText === undefined && hour < 6) hour += 12;
  const minutes = hour * 60 + Number(minuteText ?? 0);
  return hour > 24 || Number(minuteText ?? 0) > 59 ? null : minutes;
};

const POINT =
  "(noon|midday|(\\d{1,2})(?:[:.h](\\d{2}))?(?:\\s*(am|pm|a\\.m\\.?|p\\.m\\.?|o['’]?clock|hrs?))?)";
const NO_TIME = "(?![\\d\\w/%-]|[.:]\\d|(?:st|nd|rd|th)\\b)";
/** A time of day behind its day: "yesterday noon", "Monday at 9", "on Tuesday 15:00"; a bare number needs its "at". */
export const CLOCK_BEHIND = new RegExp(
  `(?:'s)?,?\\s+(?:(?:at|around|from)\\s+|(?=noon|midday|\\d{1,2}(?:[:.h]\\d{2}|\\s*(?:[ap]\\.?m|o['’]?clock|hrs?)\\b)))${POINT}${NO_TIME}`,
  "y",
);
/** A time of day before its day: "noon yesterday", "9 on Monday". */
export const CLOCK_AHEAD = new RegExp(`${POINT}${NO_TIME}`, "y");

/** Minutes of the day that the parts of a time matched say; of a part of the day where one is named: "this evening at 8". */
export const clockMinutes = (parts: readonly (string | undefined)[], partOfDay: string): number | null => {
  const [whole, hour, minute, half] = parts;
  const isLate = /\b(?:afternoon|evening|night)\b/.test(partOfDay);
  const isEarly = /\bmorning\b/.test(partOfDay);
  return minutesOf([whole, hour, minute, half ?? (isLate ? "pm" : isEarly ? "am" : undefined)]);
};

/** "Twelve o'clock" in digits, in as many letters, so that places in the text stay what they are. */
export const spokenHours = (text: string): string =>
  text.replace(
    new RegExp(
      `\\b(?:${HOURS.join("|")})(?=\\s+o'?clock)|(?<=\\b(?:since|until|till|before|after)\\s+)(?:${HOURS.join("|")})(?=\\s*(?:[?.!,]|$))`,
      "gi",
    ),
    (word) => String(HOURS.indexOf(word.toLowerCase()) + 1).padEnd(word.length),
  );

// What was taken for the afternoon because nobody said which.
const isBareEvening = (
  hour: string | undefined,
  minute: string | undefined,
  half: string | undefined,
): boolean => half === undefined && minute === undefined && hour !== undefined && Number(hour) < 6;

const clockWords = (minutes: number): string => {
  const shown = minutes > DAY_MIN ? minutes - DAY_MIN : minutes;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
};

/** Reads the times of day that bound a question, on service day `day`. */
export const readClockLimits = (text: string, day: string, { timeZone }: AskClock): ClockLimit[] => {
  const start = rangeBounds({ from: day, to: day }, timeZone).start.getTime();
  const limit = (side: ClockLimit["side"], minutes: number, span: TextSpan): ClockLimit => ({
    ...span,
    side,
    at: new Date(start + minutes * 60_000).toISOString(),
    words: clockWords(minutes),
  });
  const found: ClockLimit[] = [];
  for (const m of text.matchAll(BETWEEN)) {
    let to = minutesOf([m[5], m[6], m[7], m[8]]);
    let from = minutesOf([m[1], m[2], m[3], m[4] ?? m[8]]);
    if (from === null || to === null || COUNTED.test(text.slice(m.index + m[0].length))) continue;
    if (from > to) {
      const isOfTwelve = m[4] === undefined && Number(m[2]) <= 12;
      // "Between 10 and 2 pm" begins in the morning, and "from 22:00 to 2" ends on the next one.
      if (isOfTwelve && from >= 720) from -= 720;
      else to = DAY_MIN + (isBareEvening(m[6], m[7], m[8]) ? to - 720 : to);
    }
    const span = { start: m.index, end: m.index + m[0].length };
    found.push(limit("after", from, span), limit("before", to, span));
  }
  if (found.length > 0) return found;
  for (const m of text.matchAll(LIMIT)) {
    const minutes = minutesOf(m.slice(2));
    const behind = text.slice(m.index + m[0].length);
    // "Before 12:00 routes were done" counts no routes.
    const isCounted = m[4] === undefined && (COUNTED.test(behind) || HOUSE.test(behind));
    if (minutes === null || isCounted) continue;
    if (/^\d{1,2}$/.test(m[2] ?? "") && STOPS.test(text.slice(0, m.index))) continue;
    const span = { start: m.index, end: m.index + m[0].length };
    found.push(limit(BEFORE.test(m[1] ?? "") ? "before" : "after", minutes, span));
  }
  return found;
};
