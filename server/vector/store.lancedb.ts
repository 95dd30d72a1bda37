import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Table } from "@lancedb/lancedb";
import type { RecordBatch } from "apache-arrow";
import { AppError } from "#server/lib/errors.ts";
import { atEffort, isSameArrangement, withEffort } from "#server/vector/core/arrangement.ts";
import { checkEmbedder, siftPassages } from "#server/vector/core/sift.ts";
import { literal } from "#server/vector/lancedb-filter.ts";
import { type Generation, openGeneration } from "#server/vector/lancedb-generation.ts";
import { bytesOf, indexColumns, unindexedRows, warmIndexes } from "#server/vector/lancedb-indexes.ts";
import { LAYOUT, type Pointer, readPointer, writePointer } from "#server/vector/lancedb-pointer.ts";
import { PASSAGE_SCHEMA, type StoredRow, toPassage, toTable } from "#server/vector/lancedb-rows.ts";
import { createTableSearch } from "#server/vector/lancedb-search.ts";
import { createUpkeep, indexAll, LATER_MS, MIN_INDEXED_ROWS } from "#server/vector/lancedb-upkeep.ts";
import { createLane } from "#server/vector/lane.ts";
import type { IndexSettings } from "#server/vector/schema.ts";
import type { Match, Passage, StoreQuery, VectorStore } from "#server/vector/store.ts";

/** How often the pointer is read again, for another process may have turned it. */
const FOLLOW_MS = 1_000;
/** Rows handed out in one go: few enough that copying them keeps nobody waiting. */
const PART = 256;
/** Rows written in one go by a rebuild: each write leaves a fragment, and many are slow to search. */
const WRITTEN = 8_192;
/** Ids in one condition; more make it slow to parse. */
const IDS = 500;

type Options = {
  /** Where the tables lie; nobody else may write there. */
  folder: string;
  /** The embedder of a store that is new; one that is there keeps its own until a rebuild. */
  embedder: string;
  /** The index of a store that is new; one that is there keeps what was chosen. */
  index: IndexSettings;
  /** Candidates of a search whatever was chosen, where whoever runs the product says so. */
  ef?: number | undefined;
  /** So many times the candidates of the index are looked at, as of each search that does not say. */
  effort?: () => number;
  minIndexedRows?: number;
  /** So long after a write it is looked whether old versions can be let go. */
  laterMs?: number;
  now?: () => number;
  /** Told of upkeep that failed; the next write tries again. */
  report?: (error: unknown) => void;
};

const inParts = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

const among = (ids: readonly string[]): string => `id IN (${ids.map(literal).join(", ")})`;

async function* passagesOf(table: Table, condition: string | null = null): AsyncGenerator<Passage[]> {
  const query = table.query();
  for await (const batch of condition === null ? query : query.where(condition))
    for (let from = 0; from < batch.numRows; from += PART) {
      const part: Passage[] = [];
      const end = Math.min(batch.numRows, from + PART);
      for (let i = from; i < end; i++) part.push(toPassage(batch.get(i) as unknown as StoredRow));
      yield part;
    }
}

async function* idsOf(table: Table): AsyncGenerator<string[]> {
  for await (const batch of table.query().select(["id"])) {
    const column = batch.getChild("id");
    if (column !== null) yield [...column].map(String);
  }
}

const put = async (table: Table, passages: readonly Passage[]): Promise<void> => {
  const isNew = (await table.listIndices()).length === 0;
  await table.mergeInsert("id").whenMatchedUpdateAll().whenNotMatchedInsertAll().execute(toTable(passages));
  if (isNew) await indexColumns(table);
};

/**
 * The embedded store (LanceDB): files in a folder, a table for each organisation, a folder for each generation. A new
 * generation is filled and indexed beside the old one and takes over by one rename.
 */
export const createLanceDbStore = async ({
  folder,
  embedder,
  index,
  ef,
  effort = () => 1,
  minIndexedRows = MIN_INDEXED_ROWS,
  laterMs = LATER_MS,
  now = Date.now,
  report = () => {},
}: Options): Promise<VectorStore> => {
  const at = (generation: number) => join(folder, `g${generation}`);
  const found = await readPointer(folder);
  let pointer: Pointer =
    found?.layout === LAYOUT
      ? found
      : {
          layout: LAYOUT,
          generation: (found?.generation ?? 0) + 1,
          embedder,
          index: found?.index ?? index,
          buildMs: null,
        };
  if (pointer !== found) {
    await writePointer(folder, pointer);
    // Rows in other columns cannot be read: whoever fills an empty store fills this one.
    if (found !== null) await rm(at(found.generation), { recursive: true, force: true });
  }
  let current: Generation = await openGeneration(at(pointer.generation));
  const inLane = createLane();
  const upkeep = createUpkeep({ minIndexedRows, now });
  let progress: number | null = null;
  // While a rebuild runs: what was written since it began.
  let changed: Map<number, Set<string>> | null = null;
  let keeping: Promise<void> = Promise.resolve();
  const waiting = new Map<Table, NodeJS.Timeout>();

  const withOwnEf = (read: Pointer): Pointer =>
    ef === undefined ? read : { ...read, index: { ...read.index, ef } };
  pointer = withOwnEf(pointer);
  let followedAt = now();
  const lookAgain = async (): Promise<void> => {
    followedAt = now();
    const read = await readPointer(folder);
    if (read === null) return current.look();
    if (read.generation === pointer.generation) {
      // Another process may have changed what searching costs.
      pointer = { ...pointer, index: withOwnEf(read).index };
      return current.look();
    }
    const old = current;
    current = await openGeneration(at(read.generation));
    pointer = withOwnEf(read);
    old.leave().catch(report);
  };
  let following: Promise<void> | null = null;
  /** Takes up what another process did: a generation it turned to, tables it made, another effort of searching. */
  const follow = (isLate = now() - followedAt >= FOLLOW_MS): Promise<void> | null => {
    if (changed !== null || !isLate) return following;
    following ??= lookAgain().finally(() => {
      following = null;
    });
    return following;
  };

  const noteChange = (organisationId: number, ids: readonly string[]): void => {
    if (changed === null) return;
    const set = changed.get(organisationId) ?? new Set();
    changed.set(organisationId, set);
    for (const id of ids) set.add(id);
  };

  // Beside the writes, not among them: making an index takes longer than a write may wait.
  const keep = (table: Table, generation: Generation): void => {
    keeping = keeping
      .then(() => {
        if (generation !== current) return;
        return upkeep.written(table, pointer.index, (buildMs) => {
          pointer = { ...pointer, buildMs };
        });
      })
      .catch(report);
    lookLater(table, generation);
  };
  // Not put off by later writes: a table that is written every few seconds is never quiet.
  const lookLater = (table: Table, generation: Generation): void => {
    if (waiting.has(table)) return;
    const timer = setTimeout(() => {
      waiting.delete(table);
      if (generation !== current) return;
      keeping = keeping
        .then(() => upkeep.later(table))
        .then((isDone) => (isDone ? undefined : lookLater(table, generation)))
        .catch(report);
    }, laterMs);
    timer.unref();
    waiting.set(table, timer);
  };

  const warm = async (generation: Generation): Promise<void> => {
    for (const id of generation.organisations()) {
      const table = await generation.table(id);
      if (table !== null) await generation.reading(() => warmIndexes(table));
    }
  };
  keeping = keeping.then(() => warm(current)).catch(report);

  /** Copies rows as they lie, without making passages of them. */
  const copyRows = async (from: Table, to: Table, noteRows: (rows: number) => void): Promise<void> => {
    let batches: RecordBatch[] = [];
    let rows = 0;
    const write = async (): Promise<void> => {
      await to.add({ schema: PASSAGE_SCHEMA, batches });
      noteRows(rows);
      batches = [];
      rows = 0;
    };
    for await (const batch of from.query()) {
      if (batch.numRows === 0) continue;
      batches.push(batch);
      rows += batch.numRows;
      if (rows >= WRITTEN) await write();
    }
    if (rows > 0) await write();
  };

  const fill = async (
    table: Table,
    from: AsyncIterable<Passage[]>,
    change: Parameters<VectorStore["rebuild"]>[0],
    noteRows: (rows: number) => void,
  ): Promise<void> => {
    let held: Passage[] = [];
    const write = async (): Promise<void> => {
      await table.add(toTable(held));
      noteRows(held.length);
      held = [];
    };
    for await (const part of from) {
      if (part.length === 0) continue;
      const vectors = await change.embedder?.embed(part);
      const made = part.map((passage, i) => ({ ...passage, vector: vectors?.[i] ?? passage.vector }));
      const { sound, faults } = siftPassages(made);
      if (faults[0] !== undefined)
        throw new AppError("BAD_REQUEST", `rebuild: passage ${faults[0].id}: ${faults[0].message}`);
      held.push(...sound);
      if (held.length >= WRITTEN) await write();
    }
    if (held.length > 0) await write();
  };

  /** Brings what was written meanwhile over, as it stands now. */
  const catchUp = async (next: Generation, change: Parameters<VectorStore["rebuild"]>[0]): Promise<void> => {
    for (const [organisationId, ids] of changed ?? []) {
      const source = await current.table(organisationId);
      const target = await next.made(organisationId);
      for (const part of inParts([...ids], IDS)) {
        await target.delete(among(part));
        if (source !== null) await fill(target, passagesOf(source, among(part)), change, () => {});
      }
    }
  };

  const build = async (
    next: Generation,
    change: Parameters<VectorStore["rebuild"]>[0],
    settings: IndexSettings,
  ): Promise<number | null> => {
    let total = 0;
    const tables: [number, Table][] = [];
    for (const id of current.organisations()) {
      const table = await current.table(id);
      if (table === null) continue;
      tables.push([id, table]);
      total += await table.countRows();
    }
    let done = 0;
    let longestMs: number | null = null;
    for (const [id, table] of tables) {
      const target = await next.made(id);
      const noteRows = (rows: number) => {
        done += rows;
        // The index is about half of the work.
        progress = total === 0 ? 0 : done / total / 2;
      };
      if (change.embedder === undefined) await copyRows(table, target, noteRows);
      else await fill(target, passagesOf(table), change, noteRows);
      const ms = await indexAll(target, settings, minIndexedRows);
      if (ms !== null) longestMs = Math.max(longestMs ?? 0, ms);
      await warmIndexes(target);
    }
    return longestMs;
  };

  const searchIn = async (
    generation: Generation,
    organisationId: number,
    query: StoreQuery,
  ): Promise<Match[]> => {
    checkEmbedder(query.embedder, pointer.embedder);
    const table = await generation.table(organisationId);
    if (table === null) return [];
    return generation.reading(() =>
      createTableSearch(table, atEffort(pointer.index, query.effortTimes ?? effort()))(query),
    );
  };

  return {
    async upsert(organisationId, passages, madeBy) {
      const { sound, faults } = siftPassages(passages);
      if (sound.length === 0) return faults;
      return inLane(async () => {
        checkEmbedder(madeBy, pointer.embedder);
        const table = await current.made(organisationId);
        await put(table, sound);
        noteChange(
          organisationId,
          sound.map(({ id }) => id),
        );
        keep(table, current);
        return faults;
      });
    },
    remove(organisationId, ids) {
      return inLane(async () => {
        const table = await current.table(organisationId);
        if (table === null) return;
        for (const part of inParts(ids, IDS)) await table.delete(among(part));
        noteChange(organisationId, ids);
      });
    },
    async search(organisationId, query) {
      await follow();
      const generation = current;
      try {
        return await searchIn(generation, organisationId, query);
      } catch (error) {
        // Another process may have turned to a new generation and deleted the files of this one under the search.
        await follow(true);
        if (current === generation) throw error;
        return searchIn(current, organisationId, query);
      }
    },
    async *scan(organisationId) {
      const table = await current.table(organisationId);
      if (table !== null) yield* passagesOf(table);
    },
    async *ids(organisationId) {
      const table = await current.table(organisationId);
      if (table !== null) yield* idsOf(table);
    },
    async describe(organisationId) {
      await follow();
      const table = await current.table(organisationId);
      const { embedder, index, generation, buildMs } = pointer;
      const rows = (await table?.countRows()) ?? 0;
      return {
        ...{ backend: "lancedb" as const, embedder, index, generation, buildMs, rows, rebuilding: progress },
        unindexedRows: table === null ? 0 : ((await unindexedRows(table)) ?? rows),
        ...(table === null ? { diskBytes: 0, memoryBytes: 0 } : await bytesOf(table)),
      };
    },
    retune(index) {
      return inLane(async () => {
        if (!isSameArrangement(index, pointer.index)) return false;
        const turned = { ...pointer, index: withEffort(pointer.index, index) };
        await writePointer(folder, turned);
        pointer = withOwnEf(turned);
        return true;
      });
    },
    async rebuild(change) {
      if (changed !== null) throw new AppError("CONFLICT", "rebuild: one is running, expected none");
      changed = new Map();
      progress = 0;
      const generation = pointer.generation + 1;
      // What a rebuild that was cut off left.
      await rm(at(generation), { recursive: true, force: true });
      const next = await openGeneration(at(generation));
      try {
        const settings = change.index ?? pointer.index;
        const buildMs = await build(next, change, settings);
        await inLane(async () => {
          await catchUp(next, change);
          const embedder = change.embedder?.name ?? pointer.embedder;
          const turned = { layout: LAYOUT, generation, embedder, index: settings, buildMs };
          await writePointer(folder, turned);
          const old = current;
          current = next;
          pointer = withOwnEf(turned);
          changed = null;
          old.retire().catch(report);
        });
      } catch (error) {
        await next.retire();
        throw error;
      } finally {
        changed = null;
        progress = null;
      }
    },
    async close() {
      await inLane(async () => {});
      for (const timer of waiting.values()) clearTimeout(timer);
      await keeping;
      current.close();
    },
  };
};
