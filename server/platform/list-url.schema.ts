// Reads and writes addresses without a schema library behind it: pages carry this, and not the schemas.
import type { Filter, ListQuery } from "./list.schema.ts";

/** How one column can be compared. */
export const FILTER_OPS = [
  "eq",
  "ne",
  "in",
  "contains",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "is-null",
] as const;

/** Longest name of a column, in characters. */
export const MAX_COLUMN = 60;
/** Longest text searched for or compared with, in characters. */
export const MAX_TEXT = 200;
/** Most values of one condition. */
export const MAX_VALUES = 500;
/** Most conditions of one query. */
export const MAX_FILTERS = 30;

const isOp = (text: string | undefined): text is Filter["op"] =>
  (FILTER_OPS as readonly (string | undefined)[]).includes(text);

const isScalar = (value: unknown): boolean =>
  typeof value === "string" ? value.length <= MAX_TEXT : typeof value === "boolean" || Number.isFinite(value);

const isValue = (value: Filter["value"] | undefined): value is Filter["value"] =>
  Array.isArray(value) ? value.length <= MAX_VALUES && value.every(isScalar) : isScalar(value);

/** Writes a query as URL search parameters: `q`, `sort=-delayS,name`, and `f=column:op:value` once per filter. */
export const listQueryToParams = (query: Partial<ListQuery>): URLSearchParams => {
  const params = new URLSearchParams();
  if (query.search) params.set("q", query.search);
  if (query.sort?.length)
    params.set("sort", query.sort.map((s) => (s.descending ? `-${s.column}` : s.column)).join(","));
  for (const f of query.filters ?? []) {
    const value = Array.isArray(f.value) ? f.value.map(encodePart).join(",") : encodePart(f.value);
    params.append("f", `${f.column}:${f.op}:${value}`);
  }
  return params;
};

/** Reads what {@link listQueryToParams} wrote; parts that do not parse are left out. */
export const listQueryFromParams = (params: URLSearchParams): ListQuery => {
  const filters: Filter[] = [];
  for (const text of params.getAll("f")) {
    const [column, op, ...rest] = text.split(":");
    const written = rest.join(":");
    const list = op === "in" || op === "between";
    const parts = list && written === "" ? [] : written.split(",").map(decodePart);
    const value = list ? parts : parts[0];
    if (column !== undefined && column.length <= MAX_COLUMN && isOp(op) && isValue(value))
      filters.push({ column, op, value });
  }
  const sort = (params.get("sort") ?? "")
    .split(",")
    .filter((s) => s !== "" && s !== "-" && s.length <= MAX_COLUMN)
    .slice(0, 4)
    .map((s) =>
      s.startsWith("-") ? { column: s.slice(1), descending: true } : { column: s, descending: false },
    );
  const search = params.get("q")?.slice(0, MAX_TEXT);
  return { ...(search ? { search } : {}), filters: filters.slice(0, MAX_FILTERS), sort };
};

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

// Numbers and booleans travel as themselves, text with a leading apostrophe where it could be taken for one.
const encodePart = (value: string | number | boolean): string =>
  typeof value === "string"
    ? encodeURIComponent(NUMBER.test(value) || /^(true|false|'.*|)$/s.test(value) ? `'${value}` : value)
    : String(value);

const decodePart = (text: string): string | number | boolean => {
  if (text === "true" || text === "false") return text === "true";
  if (NUMBER.test(text)) return Number(text);
  const plain = decodeOrKeep(text);
  return plain.startsWith("'") ? plain.slice(1) : plain;
};

// An address typed by hand may hold a bare percent sign.
const decodeOrKeep = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
