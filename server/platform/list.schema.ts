import * as z from "zod";

/** How one column is compared: `in` and `between` take arrays, `is-null` a boolean. */
export const FilterOp = z.enum([
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
]);
export type FilterOp = z.infer<typeof FilterOp>;

const Scalar = z.union([z.string().max(200), z.number(), z.boolean()]);

/** One condition on a column of a list; conditions of a query are joined by "and". */
export const Filter = z.object({
  column: z.string().max(60),
  op: FilterOp,
  value: z.union([Scalar, z.array(Scalar).max(500)]),
});
export type Filter = z.infer<typeof Filter>;

/** Order by one column. */
export const Sort = z.object({ column: z.string().max(60), descending: z.boolean() });
export type Sort = z.infer<typeof Sort>;

/** What rows of a list are wanted: the same shape in the URL, in a procedure, in an export and in a query plan. */
export const ListQuery = z.object({
  /** Free text, matched against the list's text columns. */
  search: z.string().max(200).optional(),
  filters: z.array(Filter).max(30).default([]),
  sort: z.array(Sort).max(4).default([]),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** A window of a list, rows offset .. offset + limit. */
export const ListWindow = ListQuery.extend({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type ListWindow = z.infer<typeof ListWindow>;

/** A page of rows with the size of the whole and the time it was read. */
export const listPage = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), total: z.int(), asOf: z.iso.datetime() });

/** A page of rows with the size of the whole and the time it was read. */
export type ListPage<Row> = { rows: Row[]; total: number; asOf: string };

/** Formats an export can have. */
export const ExportFormat = z.enum(["csv", "geojson"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

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
    const parsed = Filter.safeParse({ column, op, value: list ? parts : parts[0] });
    if (parsed.success) filters.push(parsed.data);
  }
  const sort = (params.get("sort") ?? "")
    .split(",")
    .filter((s) => s !== "" && s !== "-" && s.length <= 60)
    .slice(0, 4)
    .map((s) =>
      s.startsWith("-") ? { column: s.slice(1), descending: true } : { column: s, descending: false },
    );
  const search = params.get("q")?.slice(0, 200);
  return { ...(search ? { search } : {}), filters: filters.slice(0, 30), sort };
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
