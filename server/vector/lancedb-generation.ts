import { rm } from "node:fs/promises";
import { type Connection, connect, type Table } from "@lancedb/lancedb";
import { PASSAGE_SCHEMA } from "#server/vector/lancedb-rows.ts";

const SEEN_S = 1;

const nameOf = (organisationId: number): string => `o${organisationId}`;

/** Tables of one generation, a table for each organisation, in a folder of their own. */
export const openGeneration = async (folder: string) => {
  // What another process wrote is seen within this time.
  const connection: Connection = await connect(folder, { readConsistencyInterval: SEEN_S });
  const tables = new Map<number, Promise<Table>>();
  const look = async (): Promise<void> => {
    for (const name of await connection.tableNames()) {
      const id = Number(name.slice(1));
      if (!tables.has(id)) tables.set(id, connection.openTable(name));
    }
  };
  await look();
  let readers = 0;
  let whenUnread: (() => void) | null = null;

  return {
    /** Takes up the tables that another process made. */
    look,
    /** Organisations that have a table. */
    organisations: (): number[] => [...tables.keys()],
    table: (organisationId: number): Promise<Table> | null => tables.get(organisationId) ?? null,
    /** The table of an organisation, made where there is none. */
    made(organisationId: number): Promise<Table> {
      const there = tables.get(organisationId);
      if (there !== undefined) return there;
      const table = connection.createEmptyTable(nameOf(organisationId), PASSAGE_SCHEMA);
      tables.set(organisationId, table);
      // A table that could not be made is tried again by the next call.
      table.catch(() => tables.delete(organisationId));
      return table;
    },
    /** Keeps the files of this generation until the work is done. */
    async reading<T>(work: () => Promise<T>): Promise<T> {
      readers++;
      try {
        return await work();
      } finally {
        readers--;
        if (readers === 0) whenUnread?.();
      }
    },
    /** Lets go of the files once nobody here reads them. */
    async leave(): Promise<void> {
      if (readers > 0)
        await new Promise<void>((done) => {
          whenUnread = done;
        });
      this.close();
    },
    /** Deletes the files once nobody here reads them; maps to when they are gone. */
    async retire(): Promise<void> {
      await this.leave();
      await rm(folder, { recursive: true, force: true });
    },
    close(): void {
      connection.close();
    },
  };
};
/** See {@link openGeneration}. */
export type Generation = Awaited<ReturnType<typeof openGeneration>>;
