import { once } from "node:events";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A value of a COPY row; arrays are of integers or plain words. */
export type Cell = string | number | bigint | boolean | null | readonly (string | number)[];

const CHUNK_CHARS = 1 << 18;
const NEEDS_ESCAPE = /[\\\n\r\t]/;
const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const encode = (cell: Cell): string => {
  if (cell === null) return "\\N";
  if (typeof cell === "string")
    return NEEDS_ESCAPE.test(cell) ? cell.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c] ?? c) : cell;
  if (typeof cell === "object") return encodeArray(cell);
  return String(cell);
};

const encodeArray = (cells: readonly (string | number)[]): string => {
  const parts = cells.map((cell) =>
    typeof cell === "number" ? String(cell) : `"${cell.replace(/[\\"]/g, (c) => `\\${c}`)}"`,
  );
  return encode(`{${parts.join(",")}}`);
};

/** Maps a row to its line of PostgreSQL's COPY text format. */
export const copyLine = (row: readonly Cell[]): string => {
  let line = "";
  for (let i = 0; i < row.length; i++) line += (i === 0 ? "" : "\t") + encode(row[i] as Cell);
  return `${line}\n`;
};

/**
 * Opens `COPY table (columns) FROM STDIN` on a connection that is used for nothing else until `end`:
 * `write` waits while the server is behind, `end` maps to the rows stored.
 */
export const openCopy = (client: PoolClient, table: string, columns: readonly string[]) => {
  const names = columns.map((name) => client.escapeIdentifier(name)).join(", ");
  const stream = client.query(copyFrom(`COPY ${client.escapeIdentifier(table)} (${names}) FROM STDIN`));
  let failure: Error | undefined;
  stream.on("error", (error: Error) => {
    failure = error;
  });
  let held = "";
  const flush = async (): Promise<void> => {
    if (failure) throw failure;
    const chunk = held;
    held = "";
    if (chunk !== "" && !stream.write(chunk)) await once(stream, "drain");
  };
  return {
    async write(row: readonly Cell[]): Promise<void> {
      if (row.length !== columns.length)
        throw new RangeError(`copy into ${table}: got ${row.length} cells, expected ${columns.length}.`);
      held += copyLine(row);
      if (held.length >= CHUNK_CHARS) await flush();
    },
    async end(): Promise<number> {
      await flush();
      const finished = once(stream, "finish");
      stream.end();
      await finished;
      return stream.rowCount;
    },
  };
};

/** Stores rows into a table by COPY, in bounded memory; maps to the number stored. */
export const copyRows = async (
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): Promise<number> => {
  const copy = openCopy(client, table, columns);
  for await (const row of rows) await copy.write(row);
  return copy.end();
};

/** Maps a point to the hexadecimal EWKB that a `geography(Point, 4326)` column reads fastest. */
export const pointHex = (lng: number, lat: number): string => {
  POINT.writeDoubleLE(lng, 9);
  POINT.writeDoubleLE(lat, 17);
  return POINT.toString("hex");
};
const POINT = Buffer.alloc(25);
POINT.writeUInt8(1, 0);
POINT.writeUInt32LE(0x20000001, 1);
POINT.writeUInt32LE(4326, 5);
