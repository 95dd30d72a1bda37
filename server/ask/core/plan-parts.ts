import { type Asked, has } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

/** A plan that lists rows. */
export type ListPlan = Extract<QueryPlan, { kind: "list" }>;

/** A list plan from what differs of it: a hundred rows as a table in the list's own order. */
export const listPlan = (
  part: Omit<ListPlan, "kind" | "limit" | "view" | "sort"> & Partial<ListPlan>,
): ListPlan => ({ kind: "list", limit: 100, view: "table", sort: [], ...part });

/** How many there are where that was asked, else the rows themselves. */
export const countOrList = (asked: Asked, part: Parameters<typeof listPlan>[0]): QueryPlan =>
  has(asked, "howMany") ? { kind: "count", list: part.list, filters: part.filters } : listPlan(part);

/** Smallest first. */
export const asc = (column: string) => ({ column, descending: false });

/** Largest first. */
export const desc = (column: string) => ({ column, descending: true });
