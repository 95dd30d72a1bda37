import type { ListFilter } from "#server/ask/core/list-filters.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import type { Asked } from "#server/ask/core/question.ts";

/** Conditions on a time column from the clock times of a question. */
export const clockFilters = (asked: Asked, column: string): ListFilter[] =>
  asked.clocks.map(
    ({ side, at }): ListFilter => ({ column, op: side === "before" ? "lt" : "gt", value: at }),
  );

/** Conditions on a time column from the clock times of a question, and from a window that is part of a day. */
export const timeFilters = (asked: Asked, column: string): ListFilter[] => {
  const filters = clockFilters(asked, column);
  if (asked.window && !asked.window.isWholeDays)
    filters.push(
      { column, op: "gte", value: asked.window.from },
      { column, op: "lt", value: asked.window.to },
    );
  return filters;
};

/** Whether a question bounds the time of day. */
export const namesHours = (asked: Asked): boolean =>
  asked.clocks.length > 0 || asked.window?.isWholeDays === false;

const DAY_S = 86_400;

/** Whether a question's window is so many minutes or hours up to now, which says of what stands now how long it has. */
export const isLength = ({ window, now }: Asked): boolean =>
  window !== null && !window.isWholeDays && window.to === now;

/** "Since noon" as a length, as long ago as noon, with the words that said so; undefined where none says since when. */
export const lengthSince = (asked: Asked): { length: Quantity; said: ReadonlySet<number> } | undefined => {
  const { hearing, window, clocks, timed, now } = asked;
  if (!/\bsince\b/i.test(hearing.text)) return undefined;
  const since = clocks.find(({ side }) => side === "after")?.at ?? window?.from;
  const value = since === undefined ? 0 : Math.round((Date.parse(now) - Date.parse(since)) / 1_000);
  if (value <= 0 || value >= DAY_S) return undefined;
  return {
    length: { op: "gte", value, upTo: null, unit: "s", start: 0, end: 0 },
    said: new Set(
      hearing.tokens.flatMap(({ stem, start, end }, at) =>
        stem === "since" || timed.when.has(at) || clocks.some((one) => start < one.end && one.start < end)
          ? [at]
          : [],
      ),
    ),
  };
};
