import type { Hint } from "#server/tuning/database.schema.ts";

/** What hints read of a statement. */
export type HintedStatement = {
  id: string;
  text: string;
  calls: number;
  totalMs: number;
  rows: number;
  spilledPages: number;
};
/** What hints read of a table whose rows changed or went. */
export type HintedTable = { table: string; rows: number; changed: number; dead: number };

/** Statements whose time is less of the whole are not worth a word. */
const LEAST_OF_ALL = 0.01;
const MANY_ROWS = 5_000;
// Work of the night reads all there is, now and then.
const MANY_CALLS = 20;
/** Asked so often for so little each time, it is asked for one row after another. */
const OFTEN = { calls: 20_000, meanMs: 0.5, share: 0.05 };
const SLOW_MS = 20;
const WORN = 0.2;

/** What could be changed about statements and tables beside an index, most telling first of each kind. */
export const hintsOf = (statements: readonly HintedStatement[], tables: readonly HintedTable[]): Hint[] => {
  const allMs = statements.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const heavy = statements.filter(({ totalMs }) => totalMs >= LEAST_OF_ALL * allMs);
  const ofStatements = heavy.flatMap(({ id, text, calls, totalMs, rows, spilledPages }): Hint[] => {
    const perCall = rows / calls;
    const isRead = /^\s*(select|with)\b/i.test(text);
    return [
      ...(spilledPages > 0 ? [{ kind: "spills" as const, of: id, figure: spilledPages / calls }] : []),
      ...(isRead && perCall >= MANY_ROWS && calls >= MANY_CALLS
        ? [{ kind: "many-rows" as const, of: id, figure: perCall }]
        : []),
      ...(isRead &&
      perCall <= 1 &&
      calls >= OFTEN.calls &&
      totalMs / calls <= OFTEN.meanMs &&
      totalMs >= OFTEN.share * allMs
        ? [{ kind: "often" as const, of: id, figure: calls }]
        : []),
      ...(/\bi?like\b/i.test(text) && totalMs / calls >= SLOW_MS
        ? [{ kind: "wildcard" as const, of: id, figure: totalMs / calls }]
        : []),
      ...(/\boffset\s+\$\d+/i.test(text) && totalMs / calls >= SLOW_MS
        ? [{ kind: "offset" as const, of: id, figure: totalMs / calls }]
        : []),
    ];
  });
  const ofTables = tables.flatMap(({ table, rows, changed, dead }): Hint[] => [
    ...(changed >= WORN * rows ? [{ kind: "analyze" as const, of: table, figure: changed / rows }] : []),
    ...(dead >= WORN * rows ? [{ kind: "vacuum" as const, of: table, figure: dead / rows }] : []),
  ]);
  return [...ofStatements, ...ofTables];
};
