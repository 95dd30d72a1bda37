import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { readWhen, type When } from "#server/ask/when.ts";
import { MONTH } from "#server/ask/when-dates.ts";
import type { AskClock, TextSpan } from "#server/ask/when-windows.ts";
import { addDays, type DayRange, monthOf, serviceDayOf, weekdayOf } from "#server/lib/service-day.ts";

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
const COMPARES =
  /\b(?:compar\w*|versus|vs|against|differ\w*|chang\w*|better|worse|higher|lower|more|less|up|down|trend)\b/i;
// "Better since last month" sets this month against it.
const SINCE = new RegExp(
  `\\b(since|from)\\s+(?=(?:last|the last|the previous)\\s+(?:week|month|quarter|year)\\b|(?:the\\s+)?(?:spring|summer|autumn|winter)\\b|(?:${MONTHS.join("|")})\\b(?!\\s+(?:to|till?|until)\\s+(?!now|date|today)))`,
  "i",
);
const UNTIL_NOW = /(?<=\bthan\s+.*)\b(?:up\s+to|till?|until|to)\s+(?:now|date|today)\b/i;
// "The KPI with the biggest swing since last month" compares, "what changed since last month" does not.
const IS_KPI_MOVE =
  /^(?=.*\b(?:kpis?|(?:performance\s+|key\s+)?indicators?|(?:key\s+)?figures?|metrics?|numbers|measures)\b)(?=.*\b(?:most|biggest|largest|greatest|furthest|mov\w*|chang\w*|shift\w*|swing\w*|swung|jump\w*|delta|differen\w*)\b)/i;
const IS_MOVE =
  /\b(?:(?:moved|shifted|changed) (?:the )?most|improv\w*|better|worse\w*|deteriorat\w*|declin\w*|ris(?:e|en)|rose|fall\w*|fell|drop\w*|gone (?:up|down)|grown?)\b|\b(?:most|biggest|largest|greatest|furthest)\b.*\b(?:mov\w*|chang\w*|shift\w*|swing|delta)\b|\b(?:mov\w*|chang\w*|shift\w*)\b.*\b(?:most|furthest)\b/i;
const BEFORE =
  /^(?:the\s+)?(?:(week|month|day)\s+before(?!\s+(?:last|yesterday))|(?:previous|preceding|prior)\s+(week|month|day)|one\s+before)\b/i;

// A day a week before the one that the question is about.
const WEEK_BEFORE =
  /^(?:(?:the\s+)?(?:plan|one|that)\s+(?:of|from|on)\s+)?(?:the\s+)?(?:(?:same|this|that)\s+(?:week)?day(?:'?s)?\s+(?:of\s+|in\s+|a\s+|one\s+)?(?:last\s+week|the\s+(?:previous\s+week|week\s+before)|week\s+(?:ago|before|earlier))|(?:a|one)\s+week\s+(?:ago|before|earlier))(?:'s)?\b/i;
// "Yesterday against the Tuesday before": the last such day before the one that the question is about.
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const DAY_BEFORE = new RegExp(
  `^(?:the\\s+)?(?:(?:previous|preceding|prior)\\s+(${DAYS.join("|")})|(${DAYS.join("|")})\\s+(?:before|prior|previous)(?:\\s+(?:that|it))?(?!\\s+(?:\\d|noon|midday|last|yesterday)))\\b`,
  "i",
);
// The same stretch of another year, quarter, month or week: "the same period last year", "a year ago".
const SAME_OF =
  /^(?:at\s+|in\s+|for\s+)?(?:(?:the|its|their)\s+)?(?:(?:same|corresponding|equivalent|comparable)\s+(?:(?:year|quarter|month|week)\s+)?(?:time|days?|dates|stretch|period|part|point|months?|weeks?|quarter)?\s*(?:(?:of|in|from|a|one)\s+)?(?:the\s+)?(?:(?:last|previous|prior|preceding)\s+(year|quarter|month|week)|(year|quarter|month|week)\s+(?:before|earlier|ago))|(?:a\s+|one\s+)?(year)\s+(?:before|earlier|ago|previously)|this\s+time\s+last\s+(year))\b/i;
const LAST_YEAR = /^(?:the\s+)?(?:last|previous|prior|preceding)\s+year(?:['’]s)?\b/i;
const isYear = ({ firstDay, lastDay }: { firstDay: string; lastDay: string }) =>
  firstDay.endsWith("-01-01") && daysIn({ from: firstDay, to: lastDay }) > 92;

// "October and November", set side by side, are two times and no stretch: told apart in as many letters.
const PAIR = new RegExp(
  `^((?:(?!\\b${MONTH}\\b).)*\\b${MONTH}(?:\\s+\\d{4})?\\s+)(and|&)(?=\\s+${MONTH}\\b)(?!.*\\b${MONTH}\\b.*\\b${MONTH}\\b)(?!.*\\b(?:together|combined|in\\s+total|added\\s+up)\\b)`,
  "i",
);

// "Overtime per driver, October and November" sets the two beside each other for each.
const IS_SPLIT =
  /\b(?:by|per|each|every)\s+(?:driver|crew|vehicle|truck|route|round|depot|yard|zone|neighbou?rhood|stream|contractor)s?\b/i;

// Words that set two times against each other, wherever they stand.
const COMPARES_APART =
  /\b(?:compar\w*|versus|vs|against|differ\w*|than|equivalent|yardstick|side\s+by\s+side|beside|alongside|next\s+to\s+each\s+other|columns|increas\w*|decreas\w*|month\s+on\s+month|week\s+on\s+week|same\s+time|this\s+time\s+last)\b/i;

const daysIn = ({ from, to }: DayRange) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
const first = (a: string, b: string) => (a < b ? a : b);

// "This month vs last" leaves out a word; said at the end, so that places in the text stay what they are.
const LAST_OF_SAME =
  /\b(this (week|month|quarter|year)\b.*\b(?:vs\.?|versus|against|compared (?:with|to))\s+last)\s*[?.!]*$/i;

/**
 * Reads both windows of a question. A week that still runs is compared with the same days of the other; a month, a quarter
 * or a year with the whole of the other, unless the same stretch of it is asked for.
 */
export const readTimes = (said: string, clock: AskClock): Times => {
  const text = said
    .replace(LAST_OF_SAME, "$1 $2")
    .replace(SINCE, (word, _since: string, at: number) =>
      (_since === "since" &&
        IS_MOVE.test(said) &&
        !/^since\s+(?:the\s+)?(?!last|previous)\w/i.test(said.slice(at))) ||
      (IS_KPI_MOVE.test(said) && !/^since\s+the\s+previous/i.test(said.slice(at)))
        ? "than".padEnd(word.length)
        : word,
    )
    .replace(UNTIL_NOW, (words) => " ".repeat(words.length))
    .replace(PAIR, (words, before: string, and: string) =>
      (COMPARES_APART.test(said) || IS_SPLIT.test(said)) &&
      !/\b(?:between|from)\s+\S+(?:\s+\d{4})?\s*$/i.test(before)
        ? `${before}${";".padEnd(and.length)}`
        : words,
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
    const isSetAgainst = COMPARES.test(text.slice(0, match.index)) || BEFORE.test(rest);
    if (isLoose && !isSetAgainst && !(/^and$/i.test(match[1] ?? "") && IS_KPI_MOVE.test(text))) continue;
    const span = { start: match.index, end: text.length };
    const blanked = (end: number) =>
      text.slice(0, match.index) + " ".repeat(end - match.index) + text.slice(end);
    const other = otherYear(text, match, (end) => readWhen(blanked(end), clock));
    if (other) return other;
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
      const month = unit === "month" && own ? monthBefore(own, text) : range;
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
    const dayBefore = DAY_BEFORE.exec(rest);
    const ofBefore = dayBefore && dayBeforeOf(dayBefore, readWhen(blanked(at + dayBefore[0].length), clock));
    if (dayBefore && ofBefore)
      return {
        ...ofBefore,
        compared: { ...ofBefore.compared, span: { ...span, end: at + dayBefore[0].length } },
      };
    const against = readWhen(rest, clock);
    const said = against.spans[0];
    // The window must stand right behind the word that compares.
    if (!against.window || !said || said.start > 4) continue;
    // "Against A's last month" is against somebody's, and no month alone.
    if (/['’]s\b/.test(rest.slice(0, said.start))) continue;
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
    const range = { from: against.window.firstDay, to: against.window.lastDay };
    const own = when.window;
    const [ownSpan] = when.spans;
    // "Between October and November": how the later differs from the earlier.
    if (isLoose && /^and$/i.test(match[1] ?? "") && own && ownSpan && own.lastDay < range.from)
      return {
        when: { window: against.window, spans: [{ ...span, end }] },
        compared: {
          range: { from: own.firstDay, to: own.lastDay },
          label: saidIn(text, ownSpan),
          span: {
            start:
              ownSpan.start - (/\b(?:between|from)\s+$/i.exec(text.slice(0, ownSpan.start))?.[0].length ?? 0),
            end: ownSpan.end,
          },
        },
      };
    // "Yesterday against last Tuesday", where yesterday was one, is against the Tuesday before.
    if (own && range.from === range.to && own.firstDay === range.from && own.lastDay === range.to) {
      if (!new RegExp(`^(?:on\\s+)?last\\s+(?:${DAYS.join("|")})`).test(words)) continue;
      range.from = addDays(range.from, -7);
      range.to = range.from;
    }
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
        // What says up to when the other runs says nothing more.
        span: { ...span, end: end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0) },
      },
    };
  }
  return besides(text, clock) ?? besideOf(text, whole, clock) ?? { when: whole, compared: null };
};

// A weekday before the one day that is asked about.
const dayBeforeOf = (
  found: RegExpExecArray,
  when: When,
): { when: When; compared: Omit<Compared, "span"> } | null => {
  const day = when.window?.firstDay;
  if (day === undefined || day !== when.window?.lastDay) return null;
  const isoDay = DAYS.indexOf((found[1] ?? found[2] ?? "").toLowerCase()) + 1;
  const back = (weekdayOf(day) - isoDay + 7) % 7 || 7;
  const before = addDays(day, -back);
  return { when, compared: { range: { from: before, to: before }, label: found[0].toLowerCase() } };
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
          ? monthBefore(when.window, text)
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
  if (!whole.window?.isWholeDays) return null;
  const isPair = IS_SPLIT.test(text) && / ; /.test(text.replace(/\s+/g, " "));
  if (!COMPARES_APART.test(text) && !isPair) return null;
  const second = readWhen(whole.spans.reduce(blankedIn, text), clock);
  if (!second.window?.isWholeDays) return null;
  const [early, late] = second.window.lastDay < whole.window.firstDay ? [second, whole] : [whole, second];
  const [own, other] = [late.window, early.window];
  const span = early.spans[0];
  if (own === null || other === null || span === undefined || other.lastDay >= own.firstDay) return null;
  const words = saidIn(text, span);
  return { when: late, compared: { ...againstOf(text, own, other, words, clock), span } };
};

// The words of a time, without what joins them to those before.
const saidIn = (text: string, { start, end }: TextSpan): string =>
  text
    .slice(start, end)
    .toLowerCase()
    .replace(/^(?:[\s,;]|and\s)+/, "")
    .trim();

type Days = { firstDay: string; lastDay: string };

// What a window is set against; a week that still runs against the same days of the other.
const againstOf = (text: string, own: Days, other: Days, words: string, clock: AskClock) => {
  const ran = daysIn({ from: own.firstDay, to: own.lastDay });
  const range = { from: other.firstDay, to: other.lastDay };
  const isRunning = own.lastDay === serviceDayOf(clock.now, clock.timeZone) && ran > 1;
  const length = daysIn(range);
  const cut = isRunning && length > ran && (length <= 7 || (length <= 31 && SAME_STRETCH.test(text)));
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
    if (/\b(?:together|combined)$/i.test(said)) return true;
    if (/^between\b/i.test(said) && TWO_PERIODS.test(said) && IS_KPI_MOVE.test(text)) return false;
    if (SETS_AGAINST.test(before) && !OPENED.test(said)) return false;
    return !(COMPARES.test(before) && TWO_PERIODS.test(said));
  });

const rangeOf = ({ window }: When): DayRange | null =>
  window ? { from: window.firstDay, to: window.lastDay } : null;

const daysOf = (own: { firstDay: string; lastDay: string }, unit: string): number =>
  unit === "day" ? 1 : unit === "week" ? 7 : daysIn({ from: own.firstDay, to: own.lastDay });

// The calendar month before one: all of it, or the same days, 1 to 23 October for 1 to 23 November, where those are asked for.
const monthBefore = ({ firstDay: from, lastDay: to }: Days, text: string): DayRange => {
  const before = monthOf(addDays(from, -1));
  const isFromFirst = from.endsWith("-01") && to <= monthOf(from).to;
  if (isFromFirst && !SAME_STRETCH.test(text)) return before;
  return { from: shifted(from, 1), to: addDays(to, 1).endsWith("-01") ? addDays(from, -1) : shifted(to, 1) };
};

/** The same day so many months earlier, kept within its month. */
const shifted = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const range = monthOf(new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10));
  return date > Number(range.to.slice(8)) ? range.to : addDays(range.from, date - 1);
};

const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

// What stands behind a word that compares, where it is the same stretch of another year, quarter, month or week.
const otherYear = (
  text: string,
  match: RegExpExecArray,
  ownBut: (end: number) => When,
): Times | undefined => {
  const comparer = match[1] ?? "";
  const at = match.index + (comparer === "" ? 0 : comparer.length + 1);
  const rest = text.slice(at).replace(/^\s+/, "");
  const start = text.length - rest.length;
  const found = SAME_OF.exec(rest) ?? LAST_YEAR.exec(rest);
  if (!found) return undefined;
  const end = start + found[0].length;
  const when = ownBut(end);
  const unit = (found[1] ?? found[2] ?? found[3] ?? found[4])?.toLowerCase();
  // "This year against last year" sets two years against each other, and "the plan of last year" is of it.
  if (!when.window?.isWholeDays || (unit === undefined && isYear(when.window))) return undefined;
  if (unit === undefined && new RegExp(`^(?:${LOOSE})$`, "i").test(comparer)) return undefined;
  const { firstDay, lastDay } = when.window;
  const months = MONTHS_IN[unit ?? "year"];
  const back = (day: string) => (months === undefined ? addDays(day, -7) : shifted(day, months));
  const range = { from: back(firstDay), to: back(lastDay) };
  return {
    when,
    compared: {
      range,
      label: `the same days of the ${unit ?? "year"} before`,
      span: { start: match.index, end },
    },
  };
};
