import { EXPECTED_DAY, isCalendarDay } from "#server/lib/calendar-day.schema.ts";
import { AppError } from "#server/lib/errors.ts";
import { joinSql, rawSql, type Sql, sql } from "#server/platform/db.ts";
import type { Filter, FilterOp } from "#server/platform/list.schema.ts";
import type { ColumnType } from "#server/platform/list-column.ts";

type Scalar = string | number | boolean;

const ORDERED: readonly FilterOp[] = ["eq", "ne", "in", "gt", "gte", "lt", "lte", "between", "is-null"];

/** How columns of each type can be compared. */
const OPS_OF: Record<ColumnType, readonly FilterOp[]> = {
  text: ["eq", "ne", "in", "contains", "is-null"],
  int: ORDERED,
  float: ORDERED,
  time: ORDERED,
  date: ORDERED,
  bool: ["eq", "ne", "is-null"],
  "text[]": ["eq", "ne", "in", "contains", "is-null"],
};

const EXPECTED: Record<ColumnType, string> = {
  text: "text",
  int: "a whole number",
  float: "a number",
  time: "an ISO time such as 2026-11-23T09:00:00Z",
  date: EXPECTED_DAY,
  bool: "true or false",
  "text[]": "text",
};

const COMPARE = { eq: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/**
 * The condition that text holds a word anywhere, in any case; the word's own wildcards are taken literally.
 * Both sides are made lower once and compared as bytes: ILIKE folds every character of every row by the locale, which
 * took three times as long over 100,000 rows.
 */
export const holds = (text: Sql, word: string): Sql =>
  sql`lower(${text}) COLLATE "C" LIKE lower(${`%${word.replace(/[\\%_]/g, "\\$&")}%`}::text)`;

const isTime = (text: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && /(Z|[+-]\d{2}:?\d{2})$/.test(text)
    ? isCalendarDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text))
    : false;

/** Maps a value to the SQL parameter its column compares with, or nothing where the type does not fit. */
const parameter = (type: ColumnType, value: Scalar): Sql | undefined => {
  switch (type) {
    case "text":
    case "text[]":
      // A number written by hand into an address is still the text of a house number.
      return typeof value === "boolean" ? undefined : sql`${String(value)}::text`;
    case "int":
      // A bigint compares with an int4 index and cannot overflow the cast.
      return Number.isSafeInteger(value) ? sql`${value}::bigint` : undefined;
    case "float":
      return typeof value === "number" && Number.isFinite(value) ? sql`${value}::float8` : undefined;
    case "time":
      return typeof value === "string" && isTime(value)
        ? sql`${new Date(value).toISOString()}::timestamptz`
        : undefined;
    case "date":
      return typeof value === "string" && isCalendarDay(value) ? sql`${value}::date` : undefined;
    case "bool":
      // Written out, a plan for any parameters may still use an index over the rows for which it holds.
      return typeof value === "boolean" ? (value ? sql`true` : sql`false`) : undefined;
  }
};

/**
 * Maps one filter on a column to a SQL condition; `place` names the list and column in errors.
 * A missing value fails every condition but `ne` and `is-null`. Throws BAD_REQUEST where the operator or value does not fit.
 */
export const conditionOf = (column: Sql, type: ColumnType, filter: Filter, place: string): Sql => {
  const { op, value } = filter;
  const refuse = (expected: string): never => {
    throw new AppError(
      "BAD_REQUEST",
      `${place}: found ${op} ${JSON.stringify(value)}, expected ${expected}.`,
    );
  };
  if (!OPS_OF[type].includes(op)) refuse(`one of ${OPS_OF[type].join(", ")}`);
  const one = (each: Scalar): Sql => parameter(type, each) ?? refuse(EXPECTED[type]);
  const scalar = (): Scalar => (Array.isArray(value) ? refuse(`one value, ${EXPECTED[type]}`) : value);
  const isArray = type === "text[]";

  switch (op) {
    case "is-null":
      if (typeof value !== "boolean") return refuse("true or false");
      return value ? sql`(${column}) IS NULL` : sql`(${column}) IS NOT NULL`;
    case "in": {
      const values = Array.isArray(value) ? value : refuse(`a list, each ${EXPECTED[type]}`);
      if (values.length === 0) return sql`false`;
      const listed = joinSql(values.map(one), ", ");
      return isArray ? sql`(${column}) && ARRAY[${listed}]` : sql`(${column}) IN (${listed})`;
    }
    case "between": {
      if (!Array.isArray(value) || value.length !== 2) return refuse(`two values, each ${EXPECTED[type]}`);
      const [low, high] = value.map(one) as [Sql, Sql];
      return sql`(${column}) BETWEEN ${low} AND ${high}`;
    }
    case "ne":
      return isArray
        ? sql`(${one(scalar())} = ANY(${column})) IS NOT TRUE`
        : sql`(${column}) IS DISTINCT FROM ${one(scalar())}`;
    case "contains": {
      const text = scalar();
      if (isArray) return sql`${one(text)} = ANY(${column})`;
      if (typeof text === "boolean") return refuse(EXPECTED[type]);
      return holds(column, String(text));
    }
    case "eq":
      if (isArray) return sql`${one(scalar())} = ANY(${column})`;
      return sql`(${column}) = ${one(scalar())}`;
    case "gt":
    case "gte":
    case "lt":
    case "lte":
      return sql`(${column}) ${rawSql(COMPARE[op])} ${one(scalar())}`;
  }
};
