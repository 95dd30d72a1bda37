import type { Asked } from "#server/ask/core/question.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { daysWords } from "#server/lib/day-words.ts";
import { addDays, type DayRange, monthOf, rangeBounds, weekOf } from "#server/lib/service-day.ts";

/** Two stretches that are set against each other as one window, told in steps that are these two. */
export type PairedStretches = { window: TimeWindow; step: "day" | "week" | "month" };

const isSame = (a: DayRange, b: DayRange): boolean => a.from === b.from && a.to === b.to;

// The step that a stretch is one whole of.
const stepOf = (days: DayRange): PairedStretches["step"] | undefined =>
  days.from === days.to
    ? "day"
    : isSame(days, weekOf(days.from))
      ? "week"
      : isSame(days, monthOf(days.from))
        ? "month"
        : undefined;

/**
 * "October against September": what has no other time beside it is told month by month over both. Undefined where they do
 * not follow each other, or are no whole day, week or month: more than these two would be told then.
 */
export const pairedStretches = ({ window, compared }: Asked): PairedStretches | undefined => {
  if (!window?.isWholeDays || compared === null) return undefined;
  const own = { from: window.firstDay, to: window.lastDay };
  const [first, second] = own.from < compared.range.from ? [own, compared.range] : [compared.range, own];
  const step = stepOf(first);
  if (step === undefined || stepOf(second) !== step || addDays(first.to, 1) !== second.from) return undefined;
  const { start, end } = rangeBounds({ from: first.from, to: second.to }, window.timeZone);
  return {
    window: {
      ...window,
      ...{ from: start.toISOString(), to: end.toISOString(), firstDay: first.from, lastDay: second.to },
      label: daysWords({ from: first.from, to: second.to }),
    },
    step,
  };
};
