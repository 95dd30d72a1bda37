import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { CLOCK_AHEAD, CLOCK_BEHIND, clockMinutes } from "#server/ask/when-clock.ts";
import {
  type AskClock,
  instantsOf,
  type TextSpan,
  type TimeForm,
  windowOf,
} from "#server/ask/when-windows.ts";
import { dayWords } from "#server/lib/day-words.ts";
import { addDays, type DayRange, minutesToInstant, monthOf } from "#server/lib/service-day.ts";

/** A window and the words that said it. */
export type Found = { window: TimeWindow; span: TextSpan };

type End = DayRange & { window: TimeWindow; end: number; cycle: TimeForm["cycle"] };

// A time of a day: "yesterday noon", "9 this morning".
type Point = { from: Date; words: string; end: number };

const OPENS =
  /(?:(?:the\s+)?(?:time|days?|period)\s+)?(from|between|since|starting(?:\s+(?:from|on|with))?|as\s+of|beginning(?:\s+on)?|after)\s+(?:on\s+)?/y;
const TO =
  /\s*(?:,\s*)?(?:\b(?:up\s+)?to\b(?:\s+and\s+including\b)?|\b(?:up\s+)?(?:until|till)\b|\bthrough(?:\s+to)?\b|\bthru\b|[-–]|\.\.)\s*/y;
const AND = /\s+and\s+/y;
const NOW = /(?:right\s+)?(?:now|today|the\s+present|date|this\s+moment)\b(?!\s+last)/y;
// "Yesterday on each route" is of yesterday alone.
const ONWARDS =
  /(?:'s)?\s+(?:(?:onwards?|forwards?)\b|on\b(?=\s*(?:$|[,.;:?!)]|(?:by|per|and|for|in|with|until|till|to|what|which|how)\b)))/y;
const SO_FAR = /\s+(?:so\s+far|to\s+date|until\s+now|till\s+now|up\s+to\s+now|to\s+now)\b/y;
const FIRST_SO_FAR = /so\s+far\s+(?:in\s+)?/y;
const SAID_SO_FAR = /^so\s+far\s+(?:in\s+)?/;
const LENGTH = new RegExp(
  `(?:(?:in|over|for|during)\\s+)?(?:the\\s+)?(?:${NUMBER}\\s+)?(day|week|month|quarter|year)s?\\s+(up\\s+to|to|until|till|through|ending|ended|before|preceding)\\s+(?:on\\s+)?`,
  "y",
);
const PART = new RegExp(
  `(?:(?:in|over|for|during)\\s+)?(?:the\\s+)?(first|last|final)\\s+(?:${NUMBER}\\s+)?(day|week|fortnight)s?\\s+(?:of|in)\\s+`,
  "y",
);
const PART_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, fortnight: 14 };
const ARTICLE = /the\s+/y;
const OF_DAY = /\s+(?:(?:on|of|in)\s+)?(?:the\s+)?/y;
const MORNING = /^(?:this|yesterday|.*day)\s+morning\b/;
// When a morning begins that something is told since: the night before it ends at six as well.
const MORNING_MIN = 360;
const QUARTER = /\s+quarter\b/y;

const at = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** The same stretch so many rounds of its words earlier. */
const earlier = ({ from, to }: DayRange, cycle: End["cycle"]): DayRange | null => {
  if (cycle === "week") return { from: addDays(from, -7), to: addDays(to, -7) };
  if (cycle === undefined) return null;
  const back = (day: string) => {
    const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
    const first = new Date(
      Date.UTC(year - (cycle === "year" ? 1 : 0), month - (cycle === "month" ? 2 : 1), 1),
    );
    const range = monthOf(first.toISOString().slice(0, 10));
    // The last of a month stays the last of it.
    return day === monthOf(day).to || date > Number(range.to.slice(8))
      ? range.to
      : addDays(range.from, date - 1);
  };
  return { from: back(from), to: from === to ? back(from) : back(to) };
};

/** Reads stretches between times: from one to another, since one, the six weeks to one, the first days of one. */
export const createStretches = (forms: readonly TimeForm[]) => {
  const ends = forms.map((form) => ({ ...form, test: new RegExp(form.test.source, "y") }));

  // The time that the longest words at a place say.
  const timeAt = (text: string, index: number, clock: AskClock, today: string): End | null => {
    let best: End | null = null;
    for (const { test, read, cycle } of ends) {
      const m = at(test, text, index);
      if (m === null || (best !== null && index + m[0].length <= best.end)) continue;
      const window = read(m, clock, today);
      if (window)
        best = {
          window,
          from: window.firstDay,
          to: window.lastDay,
          end: index + m[0].trimEnd().length,
          cycle,
        };
    }
    return best;
  };

  const endAt = (text: string, index: number, clock: AskClock, today: string): End | null => {
    const time = timeAt(text, index, clock, today);
    return time?.window.isWholeDays ? time : null;
  };

  const pointOn = (day: string, minutes: number, end: number, clock: AskClock): Point => ({
    from: minutesToInstant(day, minutes, clock.timeZone),
    words: `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")} on ${dayWords(day)}`,
    end,
  });
  const pointAt = (
    text: string,
    index: number,
    { isDayFirst }: { isDayFirst: boolean },
    clock: AskClock,
    today: string,
  ): Point | null => {
    const article = at(ARTICLE, text, index)?.[0].length ?? 0;
    const day = timeAt(text, index, clock, today) ?? timeAt(text, index + article, clock, today);
    const behind = day && day.from === day.to ? at(CLOCK_BEHIND, text, day.end) : null;
    if (day && behind) {
      const part = day.window.isWholeDays ? "" : text.slice(index, day.end);
      const minutes = clockMinutes(behind.slice(1), part);
      return minutes === null ? null : pointOn(day.from, minutes, day.end + behind[0].length, clock);
    }
    if (day && !day.window.isWholeDays && MORNING.test(text.slice(index, day.end)))
      return pointOn(day.from, MORNING_MIN, day.end, clock);
    const ahead = isDayFirst ? null : at(CLOCK_AHEAD, text, index + article);
    if (ahead === null) return null;
    const after = index + article + ahead[0].length;
    const of = timeAt(text, after + (at(OF_DAY, text, after)?.[0].length ?? 0), clock, today);
    if (of === null || of.from !== of.to) return null;
    const minutes = clockMinutes(ahead.slice(1), of.window.isWholeDays ? "" : text.slice(after, of.end));
    return minutes === null ? null : pointOn(of.from, minutes, of.end, clock);
  };

  const between = (first: End, last: DayRange): DayRange | null => {
    let from: DayRange | null = first;
    // "Monday to Friday" said on a Wednesday begins a week earlier.
    for (let rounds = 0; from !== null && from.from > last.to && rounds < 3; rounds++)
      from = earlier(from, first.cycle);
    return from === null || from.from > last.to ? null : { from: from.from, to: last.to };
  };

  return (text: string, clock: AskClock, today: string): Found | null => {
    const found = (range: DayRange | null, start: number, end: number, label = ""): Found | null =>
      range === null || range.from > range.to
        ? null
        : { window: windowOf(range, label, clock, true), span: { start, end } };
    const lastAt = (index: number): (DayRange & { end: number }) | null => {
      const now = at(NOW, text, index);
      if (now) return { from: today, to: today, end: index + now[0].length };
      return endAt(text, index, clock, today);
    };

    // A stretch that begins with its first time: "Monday to Friday", "November so far".
    const fromFirst = (first: End, start: number, joins: readonly RegExp[]): Found | null => {
      for (const join of joins) {
        const to = at(join, text, first.end);
        if (to === null) continue;
        const last = lastAt(first.end + to[0].length);
        if (last === null) continue;
        const named = at(QUARTER, text, last.end);
        const range = between(first, last);
        // "Today to yesterday" sets two days against each other.
        if (range !== null && (range.from !== range.to || first.from === first.to))
          return found(range, start, last.end + (named?.[0].length ?? 0));
      }
      return null;
    };

    // "Since yesterday noon", "from Monday noon to Tuesday noon": from a time of one day up to one of another, or to now.
    const fromPoint = (word: string, index: number, start: number): Found | null => {
      const isDayFirst = !/^(?:since|as|starting|between)/.test(word);
      const first = pointAt(text, start, { isDayFirst }, clock, today);
      if (first === null) return null;
      const to = at(word === "between" ? AND : TO, text, first.end);
      const now = to && at(NOW, text, first.end + to[0].length);
      const last =
        to && !now ? pointAt(text, first.end + to[0].length, { isDayFirst: false }, clock, today) : null;
      // A morning is a part of the day, unless something is told since.
      const isPart = word !== "since" && /morning$/.test(text.slice(start, first.end));
      if (isPart || (to && !now && last === null) || (word === "between" && !now && last === null))
        return null;
      const on = to ? null : at(ONWARDS, text, first.end);
      const end = last?.end ?? first.end + (to && now ? to[0].length + now[0].length : (on?.[0].length ?? 0));
      const until = last?.from ?? new Date(clock.now);
      const label = last ? `from ${first.words} to ${last.words}` : `since ${first.words}`;
      return first.from < until && first.from < new Date(clock.now)
        ? { window: instantsOf(first.from, until, label, clock), span: { start: index, end } }
        : null;
    };

    const stretchAt = (index: number): Found | null => {
      const opened = at(OPENS, text, index);
      if (opened) {
        const from = index + opened[0].length;
        const sinceThen = fromPoint(opened[1] ?? "", index, from);
        if (sinceThen) return sinceThen;
        const article = at(ARTICLE, text, from)?.[0].length ?? 0;
        // "Since the Monday", as others say it.
        const first = timeAt(text, from, clock, today) ?? timeAt(text, from + article, clock, today);
        if (first === null) return null;
        const word = (opened[1] ?? "").split(/\s/)[0] ?? "";
        if (word !== "since" && word !== "after") {
          const both = fromFirst(first, index, word === "between" ? [AND, TO] : [TO]);
          if (both || word === "between") return both;
        }
        // Nobody calls the running day by its name: "since Monday" said on a Monday is a week ago.
        if (word === "since" && first.from === today && first.cycle === "week") {
          const from = addDays(today, -7);
          const label = `${text.slice(index, first.end)} a week ago`;
          return found({ from, to: today }, index, first.end, label);
        }
        if (!first.window.isWholeDays) {
          const isOver = word === "since" && first.window.from < clock.now;
          const label = `since ${first.window.label}`;
          return isOver
            ? {
                window: instantsOf(new Date(first.window.from), new Date(clock.now), label, clock),
                span: { start: index, end: first.end },
              }
            : null;
        }
        const on = at(ONWARDS, text, first.end) ?? at(SO_FAR, text, first.end);
        const label = text.slice(index, first.end);
        // "Since 3 January" is since the last one.
        const begun = word === "since" && first.from > today ? earlier(first, first.cycle) : first;
        if (word === "after")
          return first.to < today
            ? found({ from: addDays(first.to, 1), to: today }, index, first.end, label)
            : null;
        if (word === "from" && on === null) return null;
        return begun === null || begun.from > today
          ? null
          : found({ from: begun.from, to: today }, index, first.end + (on?.[0].length ?? 0), label);
      }
      const length = at(LENGTH, text, index);
      if (length) {
        const last = lastAt(index + length[0].length);
        const count = readNumber(length[1] ?? "one") ?? 1;
        const isWeeks = length[2] === "week";
        if (last === null || !Number.isInteger(count) || (length[1] === undefined && length[3] === "before"))
          return null;
        // "The week to date" is the running one.
        const isOfDay = last.from === last.to && !at(NOW, text, index + length[0].length);
        if (length[1] === undefined && !isOfDay) return null;
        const to = /^(?:before|preceding)/.test(length[3] ?? "") ? addDays(last.from, -1) : last.to;
        const months = { month: 1, quarter: 3, year: 12 }[length[2] ?? ""];
        const from =
          months === undefined
            ? addDays(to, 1 - count * (isWeeks ? 7 : 1))
            : monthsBack(addDays(to, 1), months * count);
        return found({ from, to }, index, last.end, text.slice(index, last.end).trim());
      }
      const part = at(PART, text, index);
      if (part) {
        const whole = endAt(text, index + part[0].length, clock, today);
        const count = (readNumber(part[2] ?? "one") ?? 0) * (PART_DAYS[part[3] ?? ""] ?? 1);
        if (whole === null || !Number.isInteger(count) || count < 1) return null;
        const range =
          part[1] === "first"
            ? { from: whole.from, to: addDays(whole.from, count - 1) }
            : { from: addDays(whole.to, 1 - count), to: whole.to };
        return range.from < whole.from || range.to > whole.to
          ? null
          : found(range, index, whole.end, text.slice(index, whole.end).trim());
      }
      const before = at(FIRST_SO_FAR, text, index);
      const first = endAt(text, index + (before?.[0].length ?? 0), clock, today);
      if (first === null) return null;
      const so = at(SO_FAR, text, first.end);
      if ((before || so) && first.from <= today && first.to >= today && first.from < first.to)
        return found(
          { from: first.from, to: today },
          index,
          first.end + (so?.[0].length ?? 0),
          `${text.slice(index, first.end).replace(SAID_SO_FAR, "").trim()} so far`,
        );
      if (before) return null;
      const on = at(ONWARDS, text, first.end);
      if (on && first.from <= today)
        return found(
          { from: first.from, to: today },
          index,
          first.end + on[0].length,
          `from ${text.slice(index, first.end)}`,
        );
      return fromFirst(first, index, [TO]);
    };

    for (const word of text.matchAll(/(?<![\p{L}\p{N}'’.:/-])[\p{L}\p{N}]/gu)) {
      const stretch = stretchAt(word.index);
      if (stretch) return stretch;
    }
    return null;
  };
};

// The day so many months earlier, kept within its month.
const monthsBack = (day: string, count: number): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const range = monthOf(new Date(Date.UTC(year, month - 1 - count, 1)).toISOString().slice(0, 10));
  return date > Number(range.to.slice(8)) ? range.to : addDays(range.from, date - 1);
};
