import type { Table } from "@lancedb/lancedb";
import { indexColumns, indexVectors, unindexedRows } from "#server/vector/lancedb-indexes.ts";
import type { IndexSettings } from "#server/vector/schema.ts";

/** Fewer rows than this are compared one by one in a few milliseconds; an index would only lose some. */
export const MIN_INDEXED_ROWS = 5_000;
/** After so many writes the fragments they left are put together. */
const WRITES = 500;
/** So many old versions are reason enough to let them go: those of a first filling take more room than its rows. */
const VERSIONS = 50;
/** Rows outside the index cost a comparison each; past this share of all they are taken into it. */
const UNINDEXED_SHARE = 0.1;
/** Searches under way may still read a version that was current this long ago. */
const KEEP_MS = 30_000;
/** So long after a write its version is unread. */
export const LATER_MS = KEEP_MS + 5_000;

/** What keeps one table quick: its indexes made when they begin to pay, new rows taken in, old versions let go. */
export const createUpkeep = ({ minIndexedRows, now }: { minIndexedRows: number; now: () => number }) => {
  const writes = new WeakMap<Table, number>();
  // When versions were written that lie there still.
  const versions = new WeakMap<Table, number[]>();

  const tidy = async (table: Table): Promise<void> => {
    const before = now() - KEEP_MS;
    await table.optimize({ cleanupOlderThan: new Date(before) });
    writes.set(table, 0);
    versions.set(table, [...(versions.get(table) ?? []).filter((at) => at >= before), now()]);
  };

  /** Looks after a table that was written. */
  const written = async (
    table: Table,
    settings: IndexSettings,
    noteBuild: (ms: number) => void,
  ): Promise<void> => {
    const count = (writes.get(table) ?? 0) + 1;
    writes.set(table, count);
    versions.set(table, [...(versions.get(table) ?? []), now()]);
    const outside = await unindexedRows(table);
    const rows = await table.countRows();
    if (outside === null && rows >= minIndexedRows) noteBuild(await indexVectors(table, settings));
    const isLoose = outside !== null && outside > Math.max(minIndexedRows, rows * UNINDEXED_SHARE);
    if (count >= WRITES || isLoose) await tidy(table);
  };
  /** Lets go of versions that nobody reads any more, where they are many; maps to whether none is left to look at. */
  const later = async (table: Table): Promise<boolean> => {
    const held = versions.get(table) ?? [];
    const old = held.filter((at) => at < now() - KEEP_MS).length;
    if (old < VERSIONS) return held.length === old;
    await tidy(table);
    return false;
  };
  return { written, later };
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
