import { columnOf } from "#server/ask/core/columns.ts";
import type { Filter } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

const ORDER_WORDS: Partial<Record<ReturnType<typeof columnOf>["type"], readonly [up: string, down: string]>> =
  {
    time: ["earliest", "latest"],
    date: ["earliest", "latest"],
    duration: ["shortest", "longest"],
    text: ["in order of", "in reverse order of"],
  };

// Orders whose column makes poor English.
const ORDERS: Readonly<Record<string, readonly [up: string, down: string]>> = {
  donePct: ["least done first", "most done first"],
  depotM: ["nearest to its own depot first, by straight line", "farthest from its own depot first"],
  loadPct: ["emptiest first", "fullest first"],
  roomKg: ["least room first", "most room first"],
  serviceLeftM: ["most pressing first", "least pressing first"],
};

/** An order of rows in plain words. */
export const orderWords = ({ column, descending }: { column: string; descending: boolean }): string => {
  const own = ORDERS[column]?.[descending ? 1 : 0];
  if (own !== undefined) return own;
  const { label, type } = columnOf(column);
  const [up, down] = ORDER_WORDS[type] ?? ["lowest", "highest"];
  const word = descending ? down : up;
  return type === "text" ? `${word} ${label.toLowerCase()}` : `${word} ${label.toLowerCase()} first`;
};

/** What rows of a list tell besides: why a stop was left out or done out of turn, the photos of an exception. */
export const besideWords = ({ list: of, filters, columns }: Extract<QueryPlan, { kind: "list" }>): string => {
  const isUnusual = ({ column, value }: Filter) =>
    column === "isOutOfSequence" ||
    (column === "status" && [value].flat().every((each) => /^(?:skipped|missed)$/.test(String(each))));
  if (of === "stops" && columns.includes("reason") && filters.some(isUnusual))
    return ", with the reason that was given";
  return of === "exceptions" && columns.includes("hasPhoto") ? ", with their photos" : "";
};
