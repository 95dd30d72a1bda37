import { Temporal } from "temporal-polyfill";

/** A point in time as the layers hold it: a Date, epoch milliseconds, or ISO text with its offset. */
export type Moment = Date | number | string;

/** Service days from `from` to `to`, both included, as YYYY-MM-DD. */
export type DayRange = { from: string; to: string };

/** Instants from `start` up to, not including, `end`. */
export type Bounds = { start: Date; end: Date };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A stretch of time, epoch milliseconds, in which a zone keeps one offset. */
type Span = { startMs: number; endMs: number; offsetMs: number };

// A Temporal look-up costs 25 us, a remembered span some 20 ns; there is one per zone and change of offset met.
const spansByZone = new Map<string, { last: Span; all: Span[] }>();

const findSpan = (ms: number, timeZone: string): Span => {
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const next = zoned.getTimeZoneTransition("next");
  // "previous" is strictly before its instant, and this one may itself be the first of its span.
  const previous = zoned.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  return {
    startMs: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    endMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: zoned.offsetNanoseconds / 1e6,
  };
};

const isIn = (ms: number, span: Span): boolean => ms >= span.startMs && ms < span.endMs;

const offsetAt = (ms: number, timeZone: string): number => {
  const known = spansByZone.get(timeZone);
  if (known === undefined) {
    const last = findSpan(ms, timeZone);
    spansByZone.set(timeZone, { last, all: [last] });
    return last.offsetMs;
  }
  // Work goes over neighbouring days, so the span used last is nearly always the one.
  if (isIn(ms, known.last)) return known.last.offsetMs;
  let span = known.all.find((each) => isIn(ms, each));
  if (span === undefined) {
    span = findSpan(ms, timeZone);
    known.all.push(span);
  }
  known.last = span;
  return span.offsetMs;
};

const epochMs = (moment: Moment): number => {
  const ms = typeof moment === "number" ? moment : typeof moment === "string" ? Date.parse(moment) : +moment;
  if (!Number.isFinite(ms))
    throw new RangeError(`service day: got instant ${moment}, expected a date and time`);
  return ms;
};

const DAY = /^\d{4}-\d\d-\d\d$/;

// Bulk work asks for the same day again and again: the one last read or written is kept (3 times faster).
let kept = { text: "1970-01-01", ms: 0 };

const dayText = (ms: number): string => {
  if (ms < kept.ms || ms >= kept.ms + DAY_MS)
    kept = { text: new Date(ms).toISOString().slice(0, 10), ms: Math.floor(ms / DAY_MS) * DAY_MS };
  return kept.text;
};

/** Maps a day to its midnight as if it were in UTC, milliseconds; refuses what is not a day of the calendar. */
const dayMs = (day: string): number => {
  if (day === kept.text) return kept.ms;
  const ms = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // Date.parse rolls the 30th of February over to March, so the way back must give the same text.
  if (Number.isNaN(ms) || dayText(ms) !== day)
    throw new RangeError(`service day: got ${day}, expected a day of the calendar as YYYY-MM-DD`);
  return ms;
};

/** Maps a wall-clock time, as if it were in UTC, to its instant; see {@link minutesToInstant} for the odd hours. */
const wallToEpochMs = (wallMs: number, timeZone: string): number => {
  const before = wallMs - offsetAt(wallMs - DAY_MS, timeZone);
  const after = wallMs - offsetAt(wallMs + DAY_MS, timeZone);
  if (before === after) return before;
  const isBefore = before + offsetAt(before, timeZone) === wallMs;
  const isAfter = after + offsetAt(after, timeZone) === wallMs;
  if (isBefore && isAfter) return Math.min(before, after);
  // In the gap neither holds: the offset from before it moves the time on by the length of the gap.
  return isAfter ? after : before;
};

/** Maps an instant to the local day in a zone, YYYY-MM-DD. */
export const serviceDayOf = (moment: Moment, timeZone: string): string => {
  const ms = epochMs(moment);
  return dayText(ms + offsetAt(ms, timeZone));
};

/** Maps an instant to the minutes on the wall clock since local midnight, in [0, 1440), with a fraction. */
export const minutesOf = (moment: Moment, timeZone: string): number => {
  const ms = epochMs(moment);
  const wallMs = ms + offsetAt(ms, timeZone);
  return (wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS) / MINUTE_MS;
};

/**
 * Maps minutes on the wall clock of a local day (360 is 06:00, 1500 is 01:00 of the next day) to the instant. As
 * Temporal's "compatible": a time that occurs twice is the earlier one, one that is skipped moves on by the gap.
 */
export const minutesToInstant = (day: string, minutes: number, timeZone: string): Date =>
  new Date(wallToEpochMs(dayMs(day) + minutes * MINUTE_MS, timeZone));

/** Maps a local day to its first instant and that of the next day: 23, 24 or 25 hours apart. */
export const dayBounds = (day: string, timeZone: string): Bounds =>
  rangeBounds({ from: day, to: day }, timeZone);

/** Maps days to the first instant of the first and the first after the last. */
export const rangeBounds = ({ from, to }: DayRange, timeZone: string): Bounds => ({
  start: minutesToInstant(from, 0, timeZone),
  end: minutesToInstant(addDays(to, 1), 0, timeZone),
});

/** Maps a day to the one so many days later, or earlier where negative. */
export const addDays = (day: string, days: number): string => dayText(dayMs(day) + days * DAY_MS);

/** Maps two days to how many days the second is later. */
export const daysBetween = (from: string, to: string): number => (dayMs(to) - dayMs(from)) / DAY_MS;

/** Maps a day to its weekday by ISO 8601: Monday 1 to Sunday 7. */
export const weekdayOf = (day: string): number => ((((dayMs(day) / DAY_MS + 3) % 7) + 7) % 7) + 1;

/** Maps a day to its week, Monday to Sunday. */
export const weekOf = (day: string): DayRange => {
  const from = addDays(day, 1 - weekdayOf(day));
  return { from, to: addDays(from, 6) };
};

/** Maps a day to the number of its week by ISO 8601, 1 to 53: the week with the year's first Thursday is the first. */
export const isoWeekOf = (day: string): number => {
  const thursday = addDays(day, 4 - weekdayOf(day));
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
};

const monthsFrom = (year: number, month: number, length: number): DayRange => ({
  from: dayText(Date.UTC(year, month, 1)),
  to: dayText(Date.UTC(year, month + length, 0)),
});

/** Maps a day to its month, first to last day. */
export const monthOf = (day: string): DayRange => {
  const date = new Date(dayMs(day));
  return monthsFrom(date.getUTCFullYear(), date.getUTCMonth(), 1);
};

/** Maps a day to its quarter, first to last day. */
export const quarterOf = (day: string): DayRange => {
  const date = new Date(dayMs(day));
  return monthsFrom(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 3);
};
