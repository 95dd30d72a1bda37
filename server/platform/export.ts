import { AppError } from "#server/lib/errors.ts";
import type { ExportFormat, ListQuery } from "#server/platform/list.schema.ts";
import type { List, ListDb } from "#server/platform/list.ts";

/** An export as a transport sends it. */
export type Export = { contentType: string; fileName: string; body: AsyncGenerator<string> };

type Rows = AsyncIterable<readonly Record<string, unknown>[]>;

/**
 * Maps a value to a cell of RFC 4180. Text that a spreadsheet would run as a formula gets a leading apostrophe
 * (OWASP, CSV injection); numbers keep their sign.
 */
export const csvCell = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = Array.isArray(value) ? value.join(";") : String(value);
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV text in chunks, the keys as heading. */
export async function* csvBody(keys: readonly string[], chunks: Rows): AsyncGenerator<string> {
  yield `${keys.map(csvCell).join(",")}\r\n`;
  for await (const rows of chunks)
    yield rows.map((row) => `${keys.map((key) => csvCell(row[key])).join(",")}\r\n`).join("");
}

/** Rows as a GeoJSON FeatureCollection of points in chunks; a row without a place has a null geometry. */
export async function* geojsonBody(
  point: { lng: string; lat: string },
  chunks: Rows,
): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let separator = "\n";
  for await (const rows of chunks) {
    let text = "";
    for (const { [point.lng]: lng, [point.lat]: lat, ...properties } of rows) {
      const hasPlace = typeof lng === "number" && typeof lat === "number";
      const geometry = hasPlace ? { type: "Point", coordinates: [lng, lat] } : null;
      text += separator + JSON.stringify({ type: "Feature", id: properties.id, geometry, properties });
      separator = ",\n";
    }
    yield text;
  }
  yield "\n]}\n";
}

/** Maps a query of a list to a file of all its rows, made as it is read. Throws BAD_REQUEST for points of a list without. */
export const exportList = <Row, S>(
  list: List<Row, S>,
  {
    db,
    scope,
    format,
    query,
    on,
  }: { db: ListDb; scope: S; format: ExportFormat; query: ListQuery; on: Date },
): Export => {
  const rows = list.stream(db, scope, query) as AsyncGenerator<Record<string, unknown>[]>;
  const name = `${list.name}-${on.toISOString().slice(0, 10)}`;
  if (format === "csv")
    return {
      contentType: "text/csv; charset=utf-8",
      fileName: `${name}.csv`,
      body: csvBody(list.keys, rows),
    };
  if (!list.point)
    throw new AppError("BAD_REQUEST", `export: list ${list.name} has no places, expected format csv.`);
  return {
    contentType: "application/geo+json",
    fileName: `${name}.geojson`,
    body: geojsonBody(list.point, rows),
  };
};
