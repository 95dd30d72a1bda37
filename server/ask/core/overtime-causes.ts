/** How much longer the parts of one route took than usual, seconds; null where nobody knows what is usual. */
export type Excess = Readonly<
  Record<"lateStartS" | "serviceS" | "transitS" | "disposalS" | "idleS" | "breakS", number | null>
>;

/** A part of the day with how much longer it took over all routes, and on how many it was the longest. */
export type Cause = { cause: string; excessS: number; routes: number };

const PARTS = [
  ["serviceS", "longer at the stops"],
  ["transitS", "longer on the way"],
  ["disposalS", "longer at disposal sites"],
  ["idleS", "more idling"],
  ["lateStartS", "later start"],
  ["breakS", "longer breaks"],
] as const;

/** The part of a route that ran over most; null where none did, or nothing is known. */
export const mainCause = (row: Excess): string | null => {
  const [first] = PARTS.map(([key, cause]) => ({ cause, s: row[key] ?? 0 })).sort((a, b) => b.s - a.s);
  return first && first.s > 0 ? first.cause : null;
};

/** Sums what ran over on each route by part of the day, most first; a part that saved time on one route makes none up on another. */
export const causesOf = (rows: readonly Excess[]): Cause[] =>
  PARTS.map(([key, cause]) => ({
    cause,
    excessS: rows.reduce((sum, row) => sum + Math.max(0, row[key] ?? 0), 0),
    routes: rows.filter((row) => mainCause(row) === cause).length,
  })).sort((a, b) => b.excessS - a.excessS);
