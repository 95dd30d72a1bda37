import type pg from "pg";
import { types } from "pg";
import { parse as parseArray } from "postgres-array";
import { Prisma } from "#prisma/generated/client.ts";

type Parser = (text: string) => unknown;

const { builtins } = types;

/** An instant as PostgreSQL writes it in a session in UTC; what has a year of more digits goes the other way. */
export const instantOf = (text: string): Date =>
  text[10] === " " && text.endsWith("+00")
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : anyInstantOf(text);
const anyInstantOf = (text: string): Date =>
  new Date(`${text.replace(" ", "T").replace(/[+-]\d\d(:\d\d)?$/, "")}Z`);
const timeOf = (text: string): Date => new Date(`1970-01-01T${text.replace(/[+-]\d\d(:\d\d)?$/, "")}Z`);
const decimalOf = (text: string): Prisma.Decimal => new Prisma.Decimal(text);
const jsonOf = (text: string): unknown => JSON.parse(text);
const arrayOf =
  (element: Parser): Parser =>
  (text) =>
    parseArray(text, element);

/** Types whose values are not what `pg` makes of them, by the number PostgreSQL gives them, with that of their arrays. */
const OWN: readonly (readonly [type: number, array: number, parser: Parser])[] = [
  [builtins.INT8, 1016, BigInt],
  [builtins.NUMERIC, 1231, decimalOf],
  [builtins.DATE, 1182, (text) => new Date(text)],
  [builtins.TIMESTAMP, 1115, instantOf],
  [builtins.TIMESTAMPTZ, 1185, instantOf],
  [builtins.TIME, 1183, timeOf],
  [builtins.OID, 1028, BigInt],
  [builtins.JSON, 199, jsonOf],
  [builtins.JSONB, 3807, jsonOf],
];

const PARSERS = new Map<number, Parser>(
  OWN.flatMap(([type, array, parser]): [number, Parser][] => [
    [type, parser],
    [array, arrayOf(parser)],
  ]),
);

const TYPES = {
  getTypeParser: (type: number, format?: "text" | "binary"): Parser =>
    PARSERS.get(type) ?? (types.getTypeParser(type, format as "text") as Parser),
};

const asSent = (value: unknown): unknown => {
  if (value === undefined)
    throw new TypeError("statement: found an undefined value, expected null or a value");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asSent);
  return value instanceof Prisma.Decimal || typeof value === "bigint" ? String(value) : value;
};

/** A statement as `$queryRaw` takes it: a piece of SQL, or a template. */
type Asked = [Prisma.Sql] | [TemplateStringsArray, ...unknown[]];

/** What statements are sent to: a pool, or one connection of it. */
type Asks = { query(config: pg.QueryConfig): Promise<pg.QueryResult> };

const statementOf = ([first, ...values]: Asked): Prisma.Sql =>
  first instanceof Prisma.Sql ? first : Prisma.sql(first, ...values);

/**
 * Statements of SQL straight to the driver: what Prisma's `$queryRaw` and `$executeRaw` do, with the same values out, in
 * half of the processor's time. Prisma puts rows into a form of its own first and makes values of that.
 */
export const rawStatements = (asks: () => Asks, nameOf: (text: string) => string) => {
  const ask = (asked: Asked): Promise<pg.QueryResult> => {
    const { text, values } = statementOf(asked);
    const name = nameOf(text);
    const query = { text, values: values.map(asSent), types: TYPES };
    return asks().query(name === "" ? query : { ...query, name });
  };
  return {
    /** Rows of a statement. */
    $queryRaw: async <T>(...asked: Asked): Promise<T> => (await ask(asked)).rows as T,
    /** How many rows a statement wrote. */
    $executeRaw: async (...asked: Asked): Promise<number> => (await ask(asked)).rowCount ?? 0,
  };
};
