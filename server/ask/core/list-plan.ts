import type { Asked } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

/** Rows of a list, as a plan. */
export type ListPlan = Extract<QueryPlan, { kind: "list" }>;

/** How far behind plan counts as late, seconds. */
export const LATE_S = 600;

/** A plan of rows with what most have in common. */
export const list = (
  part: Omit<ListPlan, "kind" | "limit" | "view" | "sort"> & Partial<ListPlan>,
): ListPlan => ({
  kind: "list",
  limit: 100,
  view: "table",
  sort: [],
  ...part,
});
/** Lowest or earliest first. */
export const asc = (column: string) => ({ column, descending: false });
/** Highest or latest first. */
export const desc = (column: string) => ({ column, descending: true });
/** The first length of time the question names, seconds; else `otherwise`. */
export const seconds = (asked: Asked, otherwise: number) => asked.durations[0]?.seconds ?? otherwise;
