import type { Table } from "@lancedb/lancedb";
import { indexColumns, indexVectors, unindexedRows } from "#server/vector/lancedb-indexes.ts";
import type { IndexSettings } from "#server/vector/schema.ts";

/** Fewer rows than this are compared one by one in a few milliseconds; an index would only lose some. */
export const MIN_INDEXED_ROWS = 5_000;
/** After so many writes the fragments they left are put together. */
const WRITES = 500;
/** After a burst has ended, so many are reason enough: their old versions take more room than the rows. */
const WRITES_OF_BURST = 50;
/** Rows outside the index cost a comparison each; past this share of all they are taken into it. */
const UNINDEXED_SHARE = 0.1;
/** Searches under way may still read a version that was current this long ago. */
const KEEP_MS = 120_000;
/** So long after the last write a burst counts as ended, and its versions as unread. */
export const QUIET_MS = KEEP_MS + 10_000;

/** What keeps one table quick: its indexes made when they begin to pay, new rows taken in, old versions let go. */
export const createUpkeep = ({ minIndexedRows, now }: { minIndexedRows: number; now: () => number }) => {
  const writes = new WeakMap<Table, number>();

  const tidy = async (table: Table): Promise<void> => {
    writes.set(table, 0);
    await table.optimize({ cleanupOlderThan: new Date(now() - KEEP_MS) });
  };

  /** Looks after a table that was written. */
  const written = async (
    table: Table,
    settings: IndexSettings,
    noteBuild: (ms: number) => void,
  ): Promise<void> => {
    const count = (writes.get(table) ?? 0) + 1;
    writes.set(table, count);
    const outside = await unindexedRows(table);
    const rows = await table.countRows();
    if (outside === null && rows >= minIndexedRows) noteBuild(await indexVectors(table, settings));
    const isLoose = outside !== null && outside > Math.max(minIndexedRows, rows * UNINDEXED_SHARE);
    if (count >= WRITES || isLoose) await tidy(table);
  };
  /** Looks after a table that was not written for a while. */
  const quiet = async (table: Table): Promise<void> => {
    if ((writes.get(table) ?? 0) >= WRITES_OF_BURST) await tidy(table);
  };
  return { written, quiet };
};

/** Makes the indexes of a table that was filled at once; maps to what its vector index took, null where it has none. */
export const indexAll = async (
  table: Table,
  settings: IndexSettings,
  minIndexedRows: number,
): Promise<number | null> => {
  await indexColumns(table);
  return (await table.countRows()) < minIndexedRows ? null : indexVectors(table, settings);
};
