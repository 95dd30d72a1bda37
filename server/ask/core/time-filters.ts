import type { ListFilter } from "#server/ask/core/list-filters.ts";
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
