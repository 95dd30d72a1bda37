import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type * as z from "zod";
import type { Exchange } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { csvCell } from "#server/platform/export.ts";
import { ExportFormat, type ListQuery } from "#server/platform/list.schema.ts";
import { listQueryFromParams } from "#server/platform/list-url.schema.ts";

/** A list as an export reads it: its columns, and its rows under a scope and a query, chunk by chunk. */
export type ExportList = {
  keys: readonly string[];
  stream: (scope: Scope, query: ListQuery) => Promise<AsyncIterable<object[]>> | AsyncIterable<object[]>;
};

/** Maps a row to a GeoJSON feature; a row without a place has no geometry. */
export const toFeature = (row: object): object => {
  const { lng, lat, ...properties } = row as Record<string, unknown>;
  const hasPlace = typeof lng === "number" && typeof lat === "number";
  const geometry = hasPlace ? { type: "Point", coordinates: [lng, lat] } : null;
  return { type: "Feature", geometry, properties };
};

async function* csvText(keys: readonly string[], chunks: AsyncIterable<object[]>): AsyncGenerator<string> {
  yield `${keys.join(",")}\r\n`;
  for await (const rows of chunks)
    yield rows.map((row) => `${keys.map((key) => csvCell(Reflect.get(row, key))).join(",")}\r\n`).join("");
}

async function* geojsonText(chunks: AsyncIterable<object[]>): AsyncGenerator<string> {
  let separator = "";
  yield '{"type":"FeatureCollection","features":[\n';
  for await (const rows of chunks) {
    if (rows.length === 0) continue;
    yield separator + rows.map((row) => JSON.stringify(toFeature(row))).join(",\n");
    separator = ",\n";
  }
  yield "\n]}\n";
}

const FORMATS = {
  csv: "text/csv; charset=utf-8",
  geojson: "application/geo+json; charset=utf-8",
} as const satisfies Record<z.infer<typeof ExportFormat>, string>;

/** Answers `GET /api/v1/export/:list` chunk by chunk, at the reader's pace and in bounded memory. */
export const sendExport = async (
  { response, url }: Exchange,
  scope: Scope,
  name: string,
  lists: Readonly<Record<string, ExportList>>,
): Promise<void> => {
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (list === undefined)
    throw new AppError(
      "NOT_FOUND",
      `export: found ${name}, expected one of ${Object.keys(lists).join(", ")}`,
    );
  const format = ExportFormat.safeParse(url.searchParams.get("format") ?? "csv");
  if (!format.success)
    throw new AppError("BAD_REQUEST", `format: expected one of ${ExportFormat.options.join(", ")}`);
  const rows = await list.stream(scope, listQueryFromParams(url.searchParams));
  const text = format.data === "csv" ? csvText(list.keys, rows) : geojsonText(rows);
  // The head and the first rows are made before the headers go, so that a bad query is still answered with its error.
  const pieces = [(await text.next()).value, (await text.next()).value];
  response.writeHead(200, {
    "content-type": FORMATS[format.data],
    "content-disposition": `attachment; filename="${name}.${format.data}"`,
    "cache-control": "no-store",
  });
  response.write(pieces.map((piece) => piece ?? "").join(""));
  await pipeline(Readable.from(text), response);
};
