import type { QueryPlan } from "#server/ask/schema.ts";

/** A plan that lists rows. */
export type ListPlan = Extract<QueryPlan, { kind: "list" }>;

/** A list plan from what differs of it: a hundred rows as a table in the list's own order. */
export const listPlan = (
  part: Omit<ListPlan, "kind" | "limit" | "view" | "sort"> & Partial<ListPlan>,
): ListPlan => ({ kind: "list", limit: 100, view: "table", sort: [], ...part });

/** Smallest first. */
export const asc = (column: string) => ({ column, descending: false });

/** Largest first. */
export const desc = (column: string) => ({ column, descending: true });
