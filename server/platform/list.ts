import { AppError } from "#server/lib/errors.ts";
import { type Db, joinSql, noSql, rawSql, type Sql, sql } from "#server/platform/db.ts";
import type { ListPage, ListQuery, ListWindow } from "#server/platform/list.schema.ts";
import {
  type ColumnType,
  isReadAsText,
  isSortable,
  type ListColumn,
  type ListJoin,
  type SqlFor,
  sqlFor,
  toJson,
} from "#server/platform/list-column.ts";
import { createListCount } from "#server/platform/list-count.ts";
import { conditionsOf, type Found, findWords, partsOf } from "#server/platform/list-search.ts";
import { type Beside, type Extra, joinsOf, type ListSource, selectionOf } from "#server/platform/list-sql.ts";

/** What a list reads through: the database or a transaction of it. */
export type ListDb = Pick<Db, "$queryRaw">;

/** The declaration of a list of `Row`s, read under a scope `S`. */
export type ListDefinition<Row, S> = {
  name: string;
  /** The list's own table with its alias; every further table is a join. */
  from: SqlFor<S>;
  /** The key of the list's own table; unique. */
  id: Sql;
  idType?: "int" | "text";
  columns: { [Key in keyof Row & string]: ListColumn<S> };
  /** Columns that can be filtered and sorted by, but are not part of a row. */
  hidden?: Record<string, ListColumn<S>>;
  /** In the order in which they stand in the SQL. */
  joins?: Record<string, ListJoin<S>>;
  /** The condition that keeps rows the asker may not see out. */
  scope: (scope: S) => Sql;
  defaultSort: ListQuery["sort"];
  /** How many keys a word of a search may stand for that are still named one by one. */
  mostKeys?: number;
  /** Row keys of the longitude and latitude, for GeoJSON. */
  point?: { lng: keyof Row & string; lat: keyof Row & string };
};

/** What may be said about a column of a list without running it. */
export type ColumnFacts = {
  key: string;
  type: ColumnType;
  isSortable: boolean;
  isFilterable: boolean;
  isSearched: boolean;
};

const CHUNK_ROWS = 2_000;
/** Sizes of windows that pages ask for. */
const USUAL_LIMITS = new Set([12, 50, 100, 200, 500]);
const NO_QUERY: ListQuery = { filters: [], sort: [] };

/**
 * The end of a statement that reads a window. What most of them have in common is written out: PostgreSQL then trusts its
 * plan for any parameters and keeps it, where planning anew takes longer than reading the rows.
 */
const windowOf = ({ limit, offset }: Pick<ListWindow, "limit" | "offset">): Sql => {
  const most = USUAL_LIMITS.has(limit) ? rawSql(String(limit)) : sql`${limit}`;
  return offset === 0 ? sql`LIMIT ${most}` : sql`LIMIT ${most} OFFSET ${offset}`;
};

/**
 * Maps a declaration of tables and columns to a list that pages, counts and streams its rows under a scope.
 * A page first picks keys over the fewest joins, then reads the other columns for those keys alone.
 */
export const defineList = <Row, S>(definition: ListDefinition<Row, S>) => {
  const { name, id, idType = "int", point } = definition;
  const columns: Record<string, ListColumn<S>> = { ...definition.hidden, ...definition.columns };
  const source: ListSource<S> = {
    name,
    from: definition.from,
    id,
    columns,
    joins: definition.joins ?? {},
    scope: definition.scope,
    defaultSort: definition.defaultSort,
    mostKeys: definition.mostKeys,
  };
  const shown = Object.entries<ListColumn<S>>(definition.columns);
  for (const key of Object.keys(columns))
    if (!/^[a-z][A-Za-z0-9]*$/.test(key))
      throw new Error(`list ${name}: found column ${JSON.stringify(key)}, expected a camelCase word.`);
  const converted = shown.filter(([, { type }]) => type === "int" || type === "float" || isReadAsText(type));
  const shownJoins = shown.flatMap(([, column]) => (column.join === undefined ? [] : [column.join]));
  const idCast = rawSql(idType === "int" ? "int[]" : "text[]");
  const countOf = createListCount();

  const extraOf = (extra: Sql | Extra | undefined): Extra | undefined =>
    extra === undefined ? undefined : "joins" in extra ? extra : { sql: extra, joins: [] };

  const besideOf = (extra: Sql | Extra | undefined, words: Found | null): Beside => ({
    extra: extraOf(extra),
    found: words === null ? undefined : conditionsOf(words),
  });

  /** Reads the rows of keys, given as a relation of `_id`, the place `_n` and, if known, the size of the whole `_total`. */
  const readRows = async (db: ListDb, scope: S, keys: Sql, hasTotal = false) => {
    const selected = shown.map(([key, { sql: own, type }]) => {
      const read = isReadAsText(type) ? sql`(${sqlFor(own, scope)})::text` : sqlFor(own, scope);
      return sql`${read} AS ${rawSql(`"${key}"`)}`;
    });
    const found = await db.$queryRaw<Record<string, unknown>[]>(sql`
      SELECT ${joinSql(selected, ", ")} ${hasTotal ? sql`, _page._total AS "_total"` : noSql}
      FROM ${keys} AS _page JOIN ${sqlFor(source.from, scope)} ON ${id} = _page._id
        ${joinsOf(source, scope, shownJoins)}
      ORDER BY _page._n`);
    const total = hasTotal && found[0] !== undefined ? Number(found[0]._total) : null;
    const rows = found.map((raw) => {
      // Most values are what they shall be: only the others are put in their place, without a second row beside the first.
      for (const [key, { type }] of converted) {
        const value = raw[key];
        if (typeof value !== "number") raw[key] = toJson(type, value);
      }
      if (hasTotal) delete raw._total;
      return raw as Row;
    });
    return { rows, total };
  };
  const rowsOf = async (db: ListDb, scope: S, keys: Sql): Promise<Row[]> =>
    (await readRows(db, scope, keys)).rows;

  const count = async (
    db: ListDb,
    scope: S,
    query: Pick<ListQuery, "search" | "filters">,
    extra?: Sql | Extra,
  ): Promise<number> => countFound(db, scope, query, extra, await findWords(db, source, scope, query.search));

  const countFound = async (
    db: ListDb,
    scope: S,
    query: Pick<ListQuery, "search" | "filters">,
    extra: Sql | Extra | undefined,
    words: Found | null,
  ): Promise<number> => {
    const counts = (words === null ? [undefined] : partsOf(words)).map((found) => {
      const beside = { extra: extraOf(extra), found };
      const { from, where } = selectionOf(source, scope, { ...query, sort: [] }, beside);
      return sql`SELECT count(*)::int AS n FROM ${from} WHERE ${where}`;
    });
    if (counts.length === 0) return 0;
    return countOf(
      db,
      counts.length === 1
        ? joinSql(counts)
        : sql`SELECT sum(n)::int AS n FROM (${joinSql(counts, " UNION ALL ")}) AS _parts`,
    );
  };

  return {
    name,
    point,
    /** Keys of a row, in declared order. */
    keys: shown.map(([key]) => key),
    /** What may be asked of each column. */
    columns: Object.entries(columns).map(
      ([key, column]): ColumnFacts => ({
        key,
        type: column.type,
        isSortable: isSortable(column),
        isFilterable: column.filter !== false,
        isSearched: column.search === true,
      }),
    ),

    /** Rows offset to offset + limit, with the size of the whole (at most two seconds old) and the time it was read. */
    async page(db: ListDb, scope: S, window: ListWindow, extra?: Sql | Extra): Promise<ListPage<Row>> {
      const asOf = new Date().toISOString();
      const words = await findWords(db, source, scope, window.search);
      const { from, where, order } = selectionOf(source, scope, window, besideOf(extra, words));
      // A search that is not looked up reads all rows for its first page: counting what it finds spares reading them twice.
      const hasTotal = words === null && window.search !== undefined && window.search.trim() !== "";
      const { rows, total: found } = await readRows(
        db,
        scope,
        // The window numbers rows of an ordered subquery: a window beside ORDER BY would number them before it.
        sql`(SELECT *, row_number() OVER () AS _n FROM (
              SELECT ${id} AS _id ${hasTotal ? sql`, count(*) OVER () AS _total` : noSql}
              FROM ${from} WHERE ${where} ORDER BY ${order}
              ${windowOf(window)}) AS _ordered)`,
        hasTotal,
      );
      if (found !== null) return { rows, total: found, asOf };
      const end = rows.length === 0 ? 0 : window.offset + rows.length;
      // A page that is not full has met the end: its size is exact and free.
      const hasMetEnd = rows.length < window.limit && (rows.length > 0 || window.offset === 0);
      const total = hasMetEnd ? end : Math.max(end, await countFound(db, scope, window, extra, words));
      return { rows, total, asOf };
    },

    count,

    /** All rows of a query in order, by chunks; memory holds the keys of all and the rows of one chunk. */
    async *stream(
      db: ListDb,
      scope: S,
      query: ListQuery = NO_QUERY,
      extra?: Sql | Extra,
    ): AsyncGenerator<Row[]> {
      const words = await findWords(db, source, scope, query.search);
      const { from, where, order } = selectionOf(source, scope, query, besideOf(extra, words));
      const [found] = await db.$queryRaw<{ ids: (number | string)[] | null }[]>(sql`
        SELECT array_agg(_id) AS ids
        FROM (SELECT ${id} AS _id FROM ${from} WHERE ${where} ORDER BY ${order}) AS _ordered`);
      const ids = found?.ids ?? [];
      for (let at = 0; at < ids.length; at += CHUNK_ROWS) {
        const chunk = ids.slice(at, at + CHUNK_ROWS);
        yield await rowsOf(
          db,
          scope,
          sql`(SELECT _id, _n FROM unnest(${chunk}::${idCast}) WITH ORDINALITY AS _chunk(_id, _n))`,
        );
      }
    },

    /** The rows of some keys that exist and may be seen, in no order that counts. */
    some: (db: ListDb, scope: S, keys: readonly (number | string)[]): Promise<Row[]> =>
      rowsOf(
        db,
        scope,
        sql`(SELECT ${id} AS _id, 1 AS _n FROM ${sqlFor(source.from, scope)}
             WHERE ${id} = ANY(${keys}::${idCast}) AND (${source.scope(scope)}))`,
      ),

    /** The row of one key, or NOT_FOUND where it does not exist or may not be seen. */
    async get(db: ListDb, scope: S, key: number | string): Promise<Row> {
      const [row] = await rowsOf(
        db,
        scope,
        sql`(SELECT ${id} AS _id, 1 AS _n FROM ${sqlFor(source.from, scope)}
             WHERE ${id} = ${key} AND (${source.scope(scope)}))`,
      );
      if (row === undefined) throw new AppError("NOT_FOUND", `list ${name} has no row ${key}.`);
      return row;
    },

    /** The SQL of one column and the joins it reads, to group an aggregate by. */
    columnSql(scope: S, key: string): { sql: Sql; joins: string[] } {
      const column = columns[key];
      if (!column) throw new AppError("BAD_REQUEST", `list ${name} has no column ${key}.`);
      return { sql: sqlFor(column.sql, scope), joins: column.join === undefined ? [] : [column.join] };
    },

    /** Tables and condition of a query, with further joins named, for an aggregate over its rows. */
    sqlWhere(scope: S, query: Pick<ListQuery, "search" | "filters">, also: Iterable<string> = []) {
      const { from, where } = selectionOf(source, scope, { ...query, sort: [] }, { also });
      return { from, where };
    },

    /** The SQL that picks the keys of a query in order, for looking at its plan. */
    keysSql(scope: S, window: ListWindow, extra?: Sql | Extra): Sql {
      const { from, where, order } = selectionOf(source, scope, window, besideOf(extra, null));
      return sql`SELECT ${id} AS _id FROM ${from} WHERE ${where} ORDER BY ${order} ${windowOf(window)}`;
    },
  };
};

/** A list, as {@link defineList} makes it. */
export type List<Row, S> = ReturnType<typeof defineList<Row, S>>;
