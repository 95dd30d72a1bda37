import { AppError } from "#server/lib/errors.ts";
import { joinSql, noSql, type Sql, sql } from "#server/platform/db.ts";
import type { ListQuery } from "#server/platform/list.schema.ts";
import {
  isSortable,
  type ListColumn,
  type ListJoin,
  type SqlFor,
  sqlFor,
} from "#server/platform/list-column.ts";
import { conditionOf } from "#server/platform/list-condition.ts";
import { foundBy } from "#server/platform/list-search.ts";

/** What the SQL of a list is made from. */
export type ListSource<S> = {
  name: string;
  from: SqlFor<S>;
  /** The primary key, which breaks ties of every order. */
  id: Sql;
  columns: Record<string, ListColumn<S>>;
  joins: Record<string, ListJoin<S>>;
  scope: (scope: S) => Sql;
  defaultSort: ListQuery["sort"];
  mostKeys?: number | undefined;
};

/** A condition beside the query's own, with the joins it reads. */
export type Extra = { sql: Sql; joins: readonly string[] };

/** Rows of a list before any column is chosen: tables, condition, and order with the key as the last word. */
export type Selection = { from: Sql; where: Sql; order: Sql };

/** The joins of a list in declared order, only those named and what they need. */
export const joinsOf = <S>(source: ListSource<S>, scope: S, names: Iterable<string>): Sql => {
  const wanted = new Set<string>();
  const want = (name: string) => {
    const join = source.joins[name];
    if (!join) throw new AppError("INTERNAL", `list ${source.name} has no join ${name}.`);
    for (const needed of join.needs ?? []) want(needed);
    wanted.add(name);
  };
  for (const name of names) want(name);
  const listed = Object.entries(source.joins).filter(([name]) => wanted.has(name));
  return listed.length === 0
    ? noSql
    : joinSql(
        listed.map(([, join]) => sqlFor(join.sql, scope)),
        " ",
      );
};

/** What a selection has beside the query. */
export type Beside = {
  extra?: Extra | undefined;
  /** Joins that are read by what is selected. */
  also?: Iterable<string>;
  /** Conditions in place of the query's free text, where it was looked up. */
  found?: readonly Sql[] | undefined;
};

/** Maps a query to the tables, condition and order that pick its rows, with only the joins they need. */
export const selectionOf = <S>(
  source: ListSource<S>,
  scope: S,
  query: Pick<ListQuery, "search" | "filters" | "sort">,
  { extra, also = [], found }: Beside = {},
): Selection => {
  const joins = new Set<string>([...(extra?.joins ?? []), ...also]);
  const columnOf = (key: string, use: "filter" | "sort"): ListColumn<S> => {
    const usable = (column: ListColumn<S>) => (use === "sort" ? isSortable(column) : column.filter !== false);
    const column = Object.hasOwn(source.columns, key) ? source.columns[key] : undefined;
    if (column && usable(column)) return column;
    const allowed = Object.keys(source.columns).filter((name) => {
      const each = source.columns[name];
      return each !== undefined && usable(each);
    });
    throw new AppError(
      "BAD_REQUEST",
      `list ${source.name}: found ${use} on column ${JSON.stringify(key)}, expected one of ${allowed.join(", ")}.`,
    );
  };
  const read = (column: ListColumn<S>): Sql => {
    const { join, sql: text } = column.bulk ?? column;
    if (join !== undefined) joins.add(join);
    return sqlFor(text, scope);
  };

  const conditions: Sql[] = [sql`(${source.scope(scope)})`];
  if (extra) conditions.push(sql`(${extra.sql})`);
  for (const filter of query.filters) {
    const column = columnOf(filter.column, "filter");
    const place = `list ${source.name}: filter on ${filter.column}`;
    conditions.push(sql`(${conditionOf(read(column), column.type, filter, place)})`);
  }
  for (const condition of found ?? foundBy(source, scope, query.search, read))
    conditions.push(sql`(${condition})`);

  const order = (query.sort.length > 0 ? query.sort : source.defaultSort).map(
    ({ column: key, descending }) => {
      const column = columnOf(key, "sort");
      let by: Sql;
      if (column.order) {
        if (column.join !== undefined) joins.add(column.join);
        by = sqlFor(column.order, scope);
      } else {
        // The same order on every server, whatever its locale, and a comparison of bytes.
        by = column.type === "text" ? sql`(${read(column)}) COLLATE "C"` : read(column);
      }
      if (column.isNeverNull) return descending ? sql`${by} DESC` : by;
      return descending ? sql`${by} DESC NULLS LAST` : sql`${by} ASC NULLS LAST`;
    },
  );
  order.push(source.id);
  return {
    from: sql`${sqlFor(source.from, scope)} ${joinsOf(source, scope, joins)}`,
    where: joinSql(conditions, " AND "),
    order: joinSql(order, ", "),
  };
};
