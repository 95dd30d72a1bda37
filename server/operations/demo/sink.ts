import type { PoolClient } from "pg";
import { type Cell, openCopy } from "#server/platform/copy.ts";
import { type NumberedTable, TABLES, type TableName } from "./tables.ts";

/** Rows held until they are stored, and the ids they get: ids grow by one from a base per table. */
export const createSink = (bases: Readonly<Record<NumberedTable, number>>) => {
  const last = { ...bases } as Record<NumberedTable, number>;
  let held = new Map<TableName, (readonly Cell[])[]>();
  const counts = new Map<TableName, number>();
  let heldRows = 0;
  return {
    /** The next id of a table. */
    next: (table: NumberedTable): number => ++last[table],
    /** The id of a thing of the city that is numbered from one. */
    id: (table: NumberedTable, local: number): number => bases[table] + local,
    put(table: TableName, row: readonly Cell[]): void {
      const rows = held.get(table);
      if (rows) rows.push(row);
      else held.set(table, [row]);
      heldRows++;
    },
    heldRows: (): number => heldRows,
    rowsOf: (table: TableName): readonly (readonly Cell[])[] => held.get(table) ?? [],
    /** Rows stored so far by table. */
    counts: (): ReadonlyMap<TableName, number> => counts,
    lastIds: (): Readonly<Record<NumberedTable, number>> => last,
    /** Takes the rows held out, and stores them through a connection, table by table. */
    async store(client: PoolClient): Promise<void> {
      const batch = held;
      held = new Map();
      heldRows = 0;
      for (const [table, rows] of batch) {
        const copy = openCopy(client, table, TABLES[table]);
        for (const row of rows) await copy.write(row);
        await copy.end();
        counts.set(table, (counts.get(table) ?? 0) + rows.length);
      }
    },
  };
};
export type Sink = ReturnType<typeof createSink>;
