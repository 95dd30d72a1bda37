import type { Span } from "./time-scale.ts";

/**
 * A row of the board as a place to put stops into: its stops in order, and how many of them stay where they are
 * because they are done or under way.
 */
export type GapRow = { stops: readonly Span[]; pinned: number };

/** A place between two stops of a row: `gap` stops come before it. */
export type Gap = { row: number; gap: number };

const middle = ({ fromMs, toMs }: Span): number => (fromMs + toMs) / 2;

/** The gap of a row that a moment falls into, never before a stop that stays. */
export const gapAt = ({ stops, pinned }: GapRow, atMs: number): number => {
  let gap = 0;
  while (gap < stops.length && middle(stops[gap] as Span) <= atMs) gap++;
  return Math.max(gap, pinned);
};

/** The moment a gap stands at: between the stops around it, or beside the one it has; null where the row is empty. */
export const momentOf = ({ stops }: GapRow, gap: number): number | null => {
  const before = stops[gap - 1];
  const after = stops[gap];
  if (before && after) return (before.toMs + after.fromMs) / 2;
  return before?.toMs ?? after?.fromMs ?? null;
};

/**
 * The gap that an arrow leads to from another: to the sides along the row, up and down to the same moment of the next
 * row. At an edge it stays.
 */
export const gapAfterKey = (key: string, from: Gap, rows: readonly GapRow[]): Gap | undefined => {
  const here = rows[from.row];
  if (here === undefined) return undefined;
  if (key === "ArrowLeft") return { row: from.row, gap: Math.max(here.pinned, from.gap - 1) };
  if (key === "ArrowRight") return { row: from.row, gap: Math.min(here.stops.length, from.gap + 1) };
  if (key !== "ArrowUp" && key !== "ArrowDown") return undefined;
  const row = from.row + (key === "ArrowDown" ? 1 : -1);
  const next = rows[row];
  if (next === undefined) return from;
  const atMs = momentOf(here, from.gap);
  return { row, gap: atMs === null ? next.pinned : gapAt(next, atMs) };
};
