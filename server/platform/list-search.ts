import { AppError } from "#server/lib/errors.ts";
import { type Db, joinSql, rawSql, type Sql, sql } from "#server/platform/db.ts";
import { type ListColumn, type ListJoin, type ListLookup, sqlFor } from "#server/platform/list-column.ts";
import { holds } from "#server/platform/list-condition.ts";

/** What of a list is searched. */
export type Searched<S> = {
  name: string;
  columns: Record<string, ListColumn<S>>;
  joins: Record<string, ListJoin<S>>;
};

/** The texts of one table, and how a row is found by them without joining that table to all rows. */
type Group<S> = { lookup: ListLookup<S> | undefined; columns: ListColumn<S>[] };

/** For each word of a search the conditions of which one must hold, each on a column that may have an index. */
export type Found = readonly (readonly Sql[])[];

/** More keys than these are not named one by one: what has so many is found soon by reading rows in their order. */
const MOST_KEYS = 500;

/** Every word looks through all that is searched. */
const MOST_WORDS = 10;

const wordsOf = (search: string | undefined): string[] => {
  const different = [...new Set((search ?? "").split(/\s+/).filter((word) => word !== ""))];
  if (different.length > MOST_WORDS)
    throw new AppError(
      "BAD_REQUEST",
      `search: found ${different.length} different words, expected at most ${MOST_WORDS}`,
    );
  return different;
};

const groupsOf = <S>({ name, columns, joins }: Searched<S>): Group<S>[] => {
  const groups = new Map<unknown, Group<S>>();
  for (const column of Object.values(columns)) {
    if (!column.search) continue;
    const lookup = column.lookup ?? (column.join === undefined ? undefined : joins[column.join]?.lookup);
    const key = lookup ?? column.join;
    const group = groups.get(key) ?? { lookup, columns: [] };
    group.columns.push(column);
    groups.set(key, group);
  }
  if (groups.size === 0) throw new AppError("BAD_REQUEST", `list ${name} has no text to search in.`);
  return [...groups.values()];
};

/** Columns of one table are looked through as one text, a line each, which no word can span. */
const textOf = (texts: readonly Sql[]): Sql =>
  texts.length === 1 ? joinSql(texts) : sql`concat_ws(E'\\n', ${joinSql(texts, ", ")})`;

/** The keys of a lookup whose text holds a word. */
const keysOf = <S>(lookup: ListLookup<S>, columns: readonly ListColumn<S>[], scope: S, word: string): Sql => {
  const text = textOf(columns.map((column) => sql`(${sqlFor(lookup.text ?? column.sql, scope)})::text`));
  const within = lookup.where === undefined ? sql`` : sql`${sqlFor(lookup.where, scope)} AND `;
  return sql`SELECT ${lookup.of} FROM ${sqlFor(lookup.from, scope)} WHERE ${within}${holds(text, word)}`;
};

/**
 * For each word of a search the condition that it stands in one of the searched columns. Those of a table with a lookup
 * are found by the keys found there, so that 100,000 vehicles need not be joined to their drivers to find the few of one
 * driver; `read` gives the SQL of the others.
 */
export const foundBy = <S>(
  source: Searched<S>,
  scope: S,
  search: string | undefined,
  read: (column: ListColumn<S>) => Sql,
): Sql[] => {
  const words = wordsOf(search);
  const groups = words.length === 0 ? [] : groupsOf(source);
  return words.map((word) =>
    joinSql(
      groups.map(({ lookup, columns }) =>
        lookup === undefined
          ? holds(textOf(columns.map((column) => sql`(${read(column)})::text`)), word)
          : sql`${lookup.own} IN (${keysOf(lookup, columns, scope, word)})`,
      ),
      " OR ",
    ),
  );
};

type Key = number | string;

/** That a column has one of some keys; numbers are written out, by which the planner knows how many rows they are. */
const hasOneOf = (own: Sql, keys: readonly Key[]): Sql => {
  const isOfNumbers = keys.every((key): key is number => Number.isSafeInteger(key));
  return isOfNumbers
    ? sql`${own} = ANY(${rawSql(`'{${keys.join(",")}}'::int[]`)})`
    : sql`${own} = ANY(${keys.map(String)}::text[])`;
};

/**
 * Looks up what the words of a search stand for, where all that the list searches is looked up: sites by their names, say.
 * Then rows of a word are those of a few keys, which an index gives, instead of all rows read. Null where there are no
 * words, or some text is the list's own.
 */
export const findWords = async <S>(
  db: Pick<Db, "$queryRaw">,
  source: Searched<S> & { mostKeys?: number | undefined },
  scope: S,
  search: string | undefined,
): Promise<Found | null> => {
  const words = wordsOf(search);
  if (words.length === 0) return null;
  const groups = groupsOf(source).flatMap(({ lookup, columns }) =>
    lookup === undefined ? [] : [{ lookup, columns }],
  );
  if (groups.length < groupsOf(source).length) return null;
  const { mostKeys = MOST_KEYS } = source;
  const sought = words.flatMap((word) => groups.map((group) => ({ word, ...group })));
  const columns = sought.map(
    ({ word, lookup, columns }, n) =>
      sql`ARRAY(SELECT DISTINCT key FROM (${keysOf(lookup, columns, scope, word)}) AS _found(key)
            WHERE key IS NOT NULL LIMIT ${mostKeys + 1}) AS ${rawSql(`"_${n}"`)}`,
  );
  const [row] = await db.$queryRaw<Record<string, Key[]>[]>(sql`SELECT ${joinSql(columns, ", ")}`);
  return words.map((_, w) =>
    groups.flatMap((__, g) => {
      const n = w * groups.length + g;
      const { word, lookup, columns } = sought[n] as (typeof sought)[number];
      const keys = row?.[`_${n}`] ?? [];
      if (keys.length === 0) return [];
      return keys.length > mostKeys
        ? [sql`${lookup.own} IN (${keysOf(lookup, columns, scope, word)})`]
        : [hasOneOf(lookup.own, keys)];
    }),
  );
};

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : joinSql(conditions, " OR ");

/** For each word the condition that it was found in a row. */
export const conditionsOf = (found: Found): Sql[] => found.map(anyOf);

/**
 * The rows of a search in parts that no row is in two of, each as conditions that must all hold: an index counts the rows
 * of one condition without looking at any, where it cannot those of "one or the other".
 */
export const partsOf = ([first = [], ...others]: Found): Sql[][] =>
  first.map((condition, i) => [
    condition,
    ...(i === 0 ? [] : [sql`(${anyOf(first.slice(0, i))}) IS NOT TRUE`]),
    ...others.map(anyOf),
  ]);
