import { readWhen, type When } from "#server/ask/when.ts";
import { type AskClock, MONTHS, type TextSpan } from "#server/ask/when-windows.ts";
import { addDays, type DayRange, serviceDayOf } from "#server/lib/service-day.ts";

/** A second window the question compares with: its service days, what it is called, and the words that said so. */
export type Compared = { range: DayRange; label: string; span: TextSpan };

/** When a question is about, and what it compares that with; null where it compares with no window. */
export type Times = { when: When; compared: Compared | null };

const CLEAR =
  "against|versus|vs\\.?|v\\.?|beside|compared?\\s+(?:with|to|against)|than|in comparison (?:with|to)|relative to|next to|alongside";
// These compare only where a word for comparing stands before: "compare this week with last week".
const LOOSE = "with|to|and|over|from";
const SAME_TIME =
  "(?:at\\s+)?(?:(?:the\\s+)?same|this)\\s+(?:time\\s+(?:of\\s+)?|(?:days?|dates|stretch|period|part)\\s+(?:of|in)\\s+)";
const COMPARERS = new RegExp(`\\b(?:(${CLEAR}|${LOOSE})\\s+(${SAME_TIME})?|(${SAME_TIME}))(?:on\\s+)?`, "gi");
// "Older than last week" bounds, and compares nothing.
const BOUNDS = /\b(?:older|later|earlier|longer|newer|sooner)\s+$/i;
// "Changed between last week and this week" sets two periods against each other; "between Monday and now" is a stretch.
const PERIOD = `(?:week|month|quarter|year|${MONTHS.join("|")})`;
const TWO_PERIODS = new RegExp(`\\b${PERIOD}\\b.*\\b${PERIOD}\\b`, "i");
const SETS_AGAINST = /\b(?:compar|differ)\w*\b/i;
const OPENED = /^(?:from|between|since|starting|as|beginning)\b/i;
const SAME_STRETCH =
  /\b(?:same\s+(?:days|dates|stretch|period|part|point|number\s+of\s+days)|like\W+for\W+like|(?:by|at|to)\s+this\s+point|pro\s*rata)\b/i;
const NAMED_MONTH = new RegExp(`\\b(?:${MONTHS.join("|")})\\b`, "i");
const COMPARES =
  /\b(?:compar\w*|versus|vs|against|differ\w*|chang\w*|better|worse|higher|lower|more|less|up|down|trend)\b/i;
// "Better since last month" sets this month against it.
const SINCE = /\b(since)\s+(?=(?:last|the last|the previous)\s+(?:week|month|quarter|year)\b)/i;
// "The KPI with the biggest swing since last month" compares, "what changed since last month" does not.
const IS_KPI_MOVE =
  /^(?=.*\b(?:kpis?|(?:performance\s+|key\s+)?indicators?|key\s+figures?|metrics?)\b)(?=.*\b(?:most|biggest|largest|greatest|furthest|mov\w*|chang\w*|shift\w*|swing\w*|delta|differen\w*)\b)/i;
const IS_MOVE =
  /\b(?:(?:moved|shifted|changed) (?:the )?most|improv\w*|better|worse\w*|deteriorat\w*|declin\w*|ris(?:e|en)|rose|fall\w*|fell|drop\w*|gone (?:up|down)|grown?)\b|\b(?:most|biggest|largest|greatest|furthest)\b.*\b(?:mov\w*|chang\w*|shift\w*|swing|delta)\b|\b(?:mov\w*|chang\w*|shift\w*)\b.*\b(?:most|furthest)\b/i;
const BEFORE =
  /^(?:the\s+)?(?:(week|month|day)\s+before(?!\s+(?:last|yesterday))|(?:previous|preceding|prior)\s+(week|month|day)|one\s+before)\b/i;

// A day a week before the one that the question is about.
const WEEK_BEFORE =
  /^(?:(?:the\s+)?(?:plan|one|that)\s+(?:of|from|on)\s+)?(?:the\s+)?(?:(?:same|this|that)\s+(?:week)?day(?:'?s)?\s+(?:of\s+|in\s+|a\s+|one\s+)?(?:last\s+week|the\s+(?:previous\s+week|week\s+before)|week\s+(?:ago|before|earlier))|(?:a|one)\s+week\s+(?:ago|before|earlier))(?:'s)?\b/i;
// Words that set two times against each other, wherever they stand.
const COMPARES_APART =
  /\b(?:compar\w*|versus|vs|against|differ\w*|than|equivalent|yardstick|side\s+by\s+side|columns|month\s+on\s+month|week\s+on\s+week|same\s+time|this\s+time\s+last)\b/i;

const daysIn = ({ from, to }: DayRange) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
const first = (a: string, b: string) => (a < b ? a : b);

// "This month vs last" leaves out a word; said at the end, so that places in the text stay what they are.
const LAST_OF_SAME =
  /\b(this (week|month|quarter|year)\b.*\b(?:vs\.?|versus|against|compared (?:with|to))\s+last)\s*[?.!]*$/i;

/** Reads both windows of a question; a week or month that still runs is compared with the same days of the other. */
export const readTimes = (said: string, clock: AskClock): Times => {
  const text = said
    .replace(LAST_OF_SAME, "$1 $2")
    .replace(SINCE, (word, _since: string, at: number) =>
      IS_MOVE.test(said) || (IS_KPI_MOVE.test(said) && !/^since\s+the\s+previous/i.test(said.slice(at)))
        ? "than".padEnd(word.length)
        : word,
    );
  const today = serviceDayOf(clock.now, clock.timeZone);
  const whole = readWhen(text, clock);
  for (const match of text.matchAll(COMPARERS)) {
    if (isWithinStretch(text, match.index, whole) || BOUNDS.test(text.slice(0, match.index))) continue;
    const isLoose =
      new RegExp(`^(?:${LOOSE})$`, "i").test(match[1] ?? "") && !isKpiMove(match[1] ?? "", text);
    const isSameTime = match[2] !== undefined || match[3] !== undefined;
    const at = match.index + match[0].length;
    const rest = text.slice(at);
    // "This month and the month before" compares without a word for it.
    if (isLoose && !COMPARES.test(text.slice(0, match.index)) && !BEFORE.test(rest)) continue;
    const span = { start: match.index, end: text.length };
    const blanked = (end: number) =>
      text.slice(0, match.index) + " ".repeat(end - match.index) + text.slice(end);
    const before = BEFORE.exec(rest);
    if (before) {
      const unit = (before[1] ?? before[2] ?? "").toLowerCase();
      const end = at + before[0].length;
      const when = readWhen(blanked(end), clock);
      const own = when.window;
      // "Back to the previous week's version" compares nothing.
      if (!own && (unit === "" || isLoose)) continue;
      const words = unit === "week" ? "last week" : unit === "month" ? "last month" : "yesterday";
      const range = own
        ? { from: addDays(own.firstDay, -daysOf(own, unit)), to: addDays(own.lastDay, -daysOf(own, unit)) }
        : rangeOf(readWhen(words, clock));
      if (!range) continue;
      const month = unit === "month" && own ? monthBefore(own.firstDay, own.lastDay) : range;
      return { when, compared: { range: month, label: before[0].toLowerCase(), span: { ...span, end } } };
    }
    const weekBefore = WEEK_BEFORE.exec(rest);
    if (weekBefore) {
      const end = at + weekBefore[0].length;
      const when = readWhen(blanked(end), clock);
      const day = when.window?.firstDay ?? today;
      if (day !== (when.window?.lastDay ?? today)) continue;
      const range = { from: addDays(day, -7), to: addDays(day, -7) };
      return { when, compared: { range, label: "the same day a week before", span: { ...span, end } } };
    }
    const other = readWhen(rest, clock);
    const said = other.spans[0];
    // The window must stand right behind the word that compares.
    if (!other.window || !said || said.start > 4) continue;
    const end = at + said.end;
    const words = rest.slice(0, said.end).trim().toLowerCase();
    const spoken = readWhen(blanked(end), clock);
    // "Better than last week" speaks of this one.
    const unit = /^(?:the\s+)?(?:last|previous)\s+(week|month|quarter|year)$/.exec(words)?.[1];
    const when: When =
      spoken.window === null && unit && !isLoose
        ? { window: readWhen(`this ${unit}`, clock).window, spans: [] }
        : spoken;
    if ((isLoose || match[3] !== undefined) && when.window === null) continue;
    const range = { from: other.window.firstDay, to: other.window.lastDay };
    // "last Monday" asked on a Monday is the one a week ago.
    if (range.from === today && range.to === today && isSameTime) {
      range.from = addDays(today, -7);
      range.to = range.from;
    }
    return {
      when,
      compared: {
        ...(when.window === null
          ? { range, label: words }
          : againstOf(text, when.window, { firstDay: range.from, lastDay: range.to }, words, clock)),
        span: { ...span, end },
      },
    };
  }
  return besides(text, clock) ?? besideOf(text, whole, clock) ?? { when: whole, compared: null };
};

// "The KPI furthest from last month", "different to last month".
const isKpiMove = (comparer: string, said: string): boolean =>
  /^(?:from|to)$/i.test(comparer) && IS_KPI_MOVE.test(said);

const blankedIn = (text: string, { start, end }: TextSpan): string =>
  text.slice(0, start) + " ".repeat(end - start) + text.slice(end);

// Two windows of one kind in a sentence are set side by side, whatever words stand between: "overtime this month and how much
// they had the month before", "today, and what was it at this time last Monday".
const OWN = /\bthis\s+(week|month|quarter|year)\b(?!['’]s\s+(?:number|figure))/i;
const SAME_POINT =
  /\b(?:same\s+(?:time|point|stage|hour)|this\s+(?:time|point|hour)|(?:by|till|until|to)\s+now|equivalent|yardstick)\b/i;
const NOW = /\b(?:today|so\s+far|right\s+now|current\s+day)\b/i;
const OTHER_DAY =
  /\b(?:last\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday)\b(?!\s+(?:morning|afternoon|evening))/i;

const besides = (text: string, clock: AskClock): Times | null => {
  const own = OWN.exec(text);
  const unit = own?.[1]?.toLowerCase();
  if (own && unit) {
    const other = new RegExp(
      `\\b(?:the\\s+)?(?:${unit}\\s+before(?:\\s+it)?(?!\\s+last)|(?:last|previous|prior)\\s+${unit}|(?:previous|prior)\\s+one|one\\s+before)\\b|\\b(?:than|and\\s+for|and|vs\\.?)\\s+last(?=\\s*[?.!,]|\\s*$)`,
      "i",
    ).exec(text);
    // "Since last month" begins there.
    if (!other || /\b(?:since|until|before)\s+(?:the\s+)?$/i.test(text.slice(0, other.index))) return null;
    const span = { start: other.index, end: other.index + other[0].length };
    const when = readWhen(blankedIn(text, span), clock);
    if (!when.window) return null;
    const { firstDay, lastDay } = when.window;
    const range =
      unit === "week"
        ? { from: addDays(firstDay, -7), to: addDays(lastDay, -7) }
        : unit === "month"
          ? monthBefore(firstDay, lastDay)
          : rangeOf(readWhen(`last ${unit}`, clock));
    return range && { when, compared: { range, label: `the ${unit} before`, span } };
  }
  const day = OTHER_DAY.exec(text);
  if (!day || !NOW.test(text) || !SAME_POINT.test(text)) return null;
  const range = rangeOf(readWhen(day[0], clock));
  const span = { start: day.index, end: day.index + day[0].length };
  const when = readWhen(blankedIn(text, span), clock);
  return range && { when, compared: { range, label: day[0].toLowerCase(), span } };
};

// "Overtime this month and overtime last month, side by side" names two times apart: the later against the earlier.
const besideOf = (text: string, whole: When, clock: AskClock): Times | null => {
  if (!whole.window?.isWholeDays || !COMPARES_APART.test(text)) return null;
  const second = readWhen(whole.spans.reduce(blankedIn, text), clock);
  if (!second.window?.isWholeDays) return null;
  const [early, late] = second.window.lastDay < whole.window.firstDay ? [second, whole] : [whole, second];
  const [own, other] = [late.window, early.window];
  const span = early.spans[0];
  if (own === null || other === null || span === undefined || other.lastDay >= own.firstDay) return null;
  const words = text.slice(span.start, span.end).trim().toLowerCase();
  return { when: late, compared: { ...againstOf(text, own, other, words, clock), span } };
};

type Days = { firstDay: string; lastDay: string };

// What a window is set against; a week or month that still runs against the same days of the other.
const againstOf = (text: string, own: Days, other: Days, words: string, clock: AskClock) => {
  const ran = daysIn({ from: own.firstDay, to: own.lastDay });
  const range = { from: other.firstDay, to: other.lastDay };
  const isRunning = own.lastDay === serviceDayOf(clock.now, clock.timeZone) && ran > 1;
  // All of a month that is called by its name, unless the same stretch of it is asked for.
  const isCutable = !NAMED_MONTH.test(words) || SAME_STRETCH.test(text);
  const cut = isRunning && isCutable && daysIn(range) > ran && daysIn(range) <= 31;
  return {
    range: cut ? { from: range.from, to: first(range.to, addDays(range.from, ran - 1)) } : range,
    label: cut ? `the same days of ${words}` : words,
  };
};

const isWithinStretch = (text: string, at: number, { spans }: When): boolean =>
  spans.some(({ start, end }) => {
    if (at < start || at >= end) return false;
    const said = text.slice(start, end);
    const before = text.slice(0, start);
    if (SETS_AGAINST.test(before) && !OPENED.test(said)) return false;
    return !(COMPARES.test(before) && TWO_PERIODS.test(said));
  });

const rangeOf = ({ window }: When): DayRange | null =>
  window ? { from: window.firstDay, to: window.lastDay } : null;

const daysOf = (own: { firstDay: string; lastDay: string }, unit: string): number =>
  unit === "day" ? 1 : unit === "week" ? 7 : daysIn({ from: own.firstDay, to: own.lastDay });

// The same days of the calendar month before: 1 to 23 November against 1 to 23 October.
const monthBefore = (from: string, to: string): DayRange => {
  const back = (day: string) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    const last = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 2, Math.min(date, last))).toISOString().slice(0, 10);
  };
  const isWhole = addDays(to, 1).endsWith("-01");
  return { from: back(from), to: isWhole ? addDays(from, -1) : back(to) };
};
