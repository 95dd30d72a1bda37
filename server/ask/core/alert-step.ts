import type { QueryPlan } from "#server/ask/schema.ts";

type Proposal = Extract<QueryPlan, { kind: "propose" }>["proposal"];
type RowBound = NonNullable<Extract<Proposal, { action: "alert" }>["bound"]>;

const HOLDS: Readonly<Record<RowBound["op"], (count: number, rows: number) => boolean>> = {
  gt: (count, rows) => count > rows,
  gte: (count, rows) => count >= rows,
  lt: (count, rows) => count < rows,
  lte: (count, rows) => count <= rows,
};

/** Whether so many rows are what an alert waits for: any at all, or as many as its bound says. */
export const isCrossed = (count: number, bound: RowBound | null): boolean =>
  bound === null ? count > 0 : HOLDS[bound.op](count, bound.rows);

/** How an alert stands: since when there have been rows, and when it was raised for them, milliseconds. */
export type AlertState = { crossedAtMs: number | null; raisedAtMs: number | null };

/** An alert after its rows were counted: it is raised once while they are what it waits for, when that has lasted `forS`. */
export const alertStep = (
  { crossedAtMs, raisedAtMs }: AlertState,
  { count, bound, nowMs, forS }: { count: number; bound: RowBound | null; nowMs: number; forS: number },
): AlertState & { isRaised: boolean } => {
  if (!isCrossed(count, bound)) return { crossedAtMs: null, raisedAtMs: null, isRaised: false };
  // A clock set back begins anew, else the alert would wait for ever.
  const since = crossedAtMs === null || crossedAtMs > nowMs ? nowMs : crossedAtMs;
  const isRaised = raisedAtMs === null && nowMs - since >= forS * 1_000;
  return { crossedAtMs: since, raisedAtMs: isRaised ? nowMs : raisedAtMs, isRaised };
};
