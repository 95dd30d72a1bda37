import * as z from "zod";
import { FILTER_OPS, MAX_COLUMN, MAX_FILTERS, MAX_TEXT, MAX_VALUES } from "./list-url.schema.ts";

/** How one column is compared: `in` and `between` take arrays, `is-null` a boolean. */
export const FilterOp = z.enum(FILTER_OPS);
export type FilterOp = z.infer<typeof FilterOp>;

const Scalar = z.union([z.string().max(MAX_TEXT), z.number(), z.boolean()]);

/** One condition on a column of a list; conditions of a query are joined by "and". */
export const Filter = z.object({
  column: z.string().max(MAX_COLUMN),
  op: FilterOp,
  value: z.union([Scalar, z.array(Scalar).max(MAX_VALUES)]),
});
export type Filter = z.infer<typeof Filter>;

/** Order by one column. */
export const Sort = z.object({ column: z.string().max(MAX_COLUMN), descending: z.boolean() });
export type Sort = z.infer<typeof Sort>;

/** What rows of a list are wanted: the same shape in the URL, in a procedure, in an export and in a query plan. */
export const ListQuery = z.object({
  /** Free text, matched against the list's text columns. */
  search: z.string().max(MAX_TEXT).optional(),
  filters: z.array(Filter).max(MAX_FILTERS).default([]),
  sort: z.array(Sort).max(4).default([]),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** A window of a list, rows offset .. offset + limit. */
export const ListWindow = ListQuery.extend({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
});
export type ListWindow = z.infer<typeof ListWindow>;

/**
 * Rows as they were read. A list makes them of exactly the columns that their schema names, and
 * `compose/list-rows.test.ts` holds them against it; to make each anew on its way out was a tenth of the API's work.
 */
export const asRead = <Row extends z.ZodType>(_row: Row) => z.custom<z.output<Row>[]>(Array.isArray);

/** A page of rows with the size of the whole and the time it was read. */
export const listPage = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: asRead(row), total: z.int(), asOf: z.iso.datetime() });

/** A page of rows with the size of the whole and the time it was read. */
export type ListPage<Row> = { rows: Row[]; total: number; asOf: string };

/** Formats an export can have. */
export const ExportFormat = z.enum(["csv", "geojson"]);
export type ExportFormat = z.infer<typeof ExportFormat>;
