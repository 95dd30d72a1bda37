import { columnOf } from "#server/ask/core/columns.ts";
import type { AnswerPart, Figure, ListName } from "#server/ask/schema.ts";
import type { ListQuery } from "#server/platform/list.schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";

/** Parts of an answer as they are found. */
export type Part = Extract<AnswerPart, { type: "figures" | "rows" | "passages" | "text" | "link" }>;

type Rows = Extract<AnswerPart, { type: "rows" }>;
type Row = Record<string, unknown>;

/** Rows as a part of an answer, with the columns that answer the question. */
export const rowsPart = (
  title: string,
  keys: readonly string[],
  rows: readonly object[],
  view: Rows["view"] = "table",
  total = rows.length,
): Rows => ({
  type: "rows",
  title,
  columns: keys.map((key) => columnOf(key)),
  rows: rows as Row[],
  total,
  view,
});

/** One figure without anything beside it. */
export const figure = (label: string, value: number | null, unit: string): Figure => ({
  label,
  value,
  unit,
  compare: null,
});

/** The page of a list with the filters of a plan, as a link. */
export const listLink = (list: ListName, query: Partial<ListQuery>): Part => {
  const params = listQueryToParams(query).toString();
  const page = list === "containers" ? "sites" : list;
  return { type: "link", href: `/${page}${params === "" ? "" : `?${params}`}`, label: `Open in ${page}` };
};

/** The rows of a list as a file, with their coordinates where its rows have a place. */
export const exportLink = (
  list: ListName,
  query: Partial<ListQuery>,
  format: "csv" | "geojson",
  hasPlaces: boolean,
): Part => {
  const params = listQueryToParams(query);
  params.set("format", format);
  return {
    type: "link",
    href: `/api/v1/export/${list}?${params}`,
    label: `Save as ${format === "csv" ? "CSV" : "GeoJSON"}${hasPlaces ? ", with coordinates" : ""}`,
  };
};

type Derive = (row: Row, nowMs: number) => number | null;

const secondsSince = (at: unknown, nowMs: number): number | null =>
  typeof at === "string" || at instanceof Date ? Math.round((nowMs - new Date(at).getTime()) / 1_000) : null;

// Columns that lists sort by and do not hold, from those they do.
const DERIVED: Readonly<Record<string, Derive>> = {
  roomKg: ({ loadKg, capacityKg }) =>
    typeof capacityKg === "number" ? capacityKg - (typeof loadKg === "number" ? loadKg : 0) : null,
  donePct: ({ stopsDone, stopsTotal }) =>
    typeof stopsDone === "number" && typeof stopsTotal === "number" && stopsTotal > 0
      ? (100 * stopsDone) / stopsTotal
      : null,
  loadPct: ({ loadKg, capacityKg }) =>
    typeof loadKg === "number" && typeof capacityKg === "number" && capacityKg > 0
      ? (100 * loadKg) / capacityKg
      : null,
  statusS: ({ statusSince }, nowMs) => secondsSince(statusSince, nowMs),
  serviceLeftM: ({ serviceDueKm, odometerKm }) =>
    typeof serviceDueKm === "number" && typeof odometerKm === "number"
      ? (serviceDueKm - odometerKm) * 1000
      : null,
};

/** Rows of a list with the wanted columns that follow from others and from the moment. */
export const withDerived = (rows: readonly object[], keys: readonly string[], nowMs: number): object[] => {
  const wanted = keys.flatMap((key) => (DERIVED[key] ? [[key, DERIVED[key]] as const] : []));
  if (wanted.length === 0) return [...rows];
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(wanted.map(([key, derive]) => [key, derive(row as Row, nowMs)])),
  }));
};
