import { type Sql, sql } from "#server/platform/db.ts";
import { instantOf } from "#server/platform/raw-statements.ts";

/** What a column of a list holds; `time` is an instant, `date` a calendar day, both travel as ISO text. */
export type ColumnType = "text" | "int" | "float" | "time" | "date" | "bool" | "text[]";

/** SQL that is the same for everybody, or made for who asks. */
export type SqlFor<S> = Sql | ((scope: S) => Sql);

/** A table joined to the list's own; it must keep the number of rows, so that leaving it out changes no count. */
export type ListJoin<S> = {
  sql: SqlFor<S>;
  /** Joins that must stand before this one. */
  needs?: readonly string[];
  /** How a row of the list is found by text of this join without joining it to all rows. */
  lookup?: ListLookup<S>;
};

/**
 * Where text of a list is found: `from` names the tables that hold it, `where` which of their rows count, `of` the key
 * there, and `own` the same key in the list's own table.
 */
export type ListLookup<S> = {
  own: Sql;
  of: Sql;
  from: SqlFor<S>;
  where?: SqlFor<S>;
  /** The text there, where it is not what the column says. */
  text?: Sql;
};

/** The lookup of a join by the key of one table: the list's column with the key, the table's alias, the table, which rows. */
export const byKey = <S>(own: Sql, alias: Sql, from: Sql, where?: SqlFor<S>): ListLookup<S> => ({
  ...{ own, of: sql`${alias}.id`, from },
  ...(where === undefined ? {} : { where }),
});

/**
 * The lookup of a column of few different texts by the text itself. Told them by `texts`, such as "SELECT DISTINCT reason
 * FROM stop", it looks at each once; an index over the column gives both the texts and their rows.
 */
export const byText = <S>(own: Sql, texts: SqlFor<S>): ListLookup<S> => ({
  // Kept apart by OFFSET: the condition moved inside would be asked of every row.
  ...{ own, of: sql`_texts.text`, from: (scope) => sql`(${sqlFor(texts, scope)} OFFSET 0) AS _texts(text)` },
  text: sql`_texts.text`,
});

/** One column of a list. */
export type ListColumn<S> = {
  sql: SqlFor<S>;
  type: ColumnType;
  /** The join that `sql` needs; none where it reads the list's own table. */
  join?: string;
  /**
   * What filters and sorting use in place of `sql`: an aggregate per row is cheap for a page of rows and dear for
   * all of them, where one grouped join is the better plan.
   */
  bulk?: { sql: SqlFor<S>; join?: string };
  /** What sorting uses in place of `sql`, such as the number behind the name R-17. */
  order?: SqlFor<S>;
  /**
   * The column of a table that holds no NULL: its order needs no word on where NULL stands, and so may come out of an
   * index in both directions.
   */
  isNeverNull?: true;
  /** Free text is matched against this column. */
  search?: true;
  /** How a row is found by text of this column of the list's own table; what a join says is found as its own lookup tells. */
  lookup?: ListLookup<S>;
  sort?: false;
  filter?: false;
};

/** The SQL of something that may depend on who asks. */
export const sqlFor = <S>(source: SqlFor<S>, scope: S): Sql =>
  typeof source === "function" ? source(scope) : source;

/** Whether a column can be sorted by; arrays have no order a reader would expect. */
export const isSortable = <S>(column: ListColumn<S>): boolean =>
  column.sort !== false && column.type !== "text[]";

const dateOf = (value: unknown): Date => (value instanceof Date ? value : new Date(String(value)));

// "2026-11-23 10:30:00+00", as sessions in UTC write an instant without a fraction: nearly every one, and no object of a
// date is made for it.
const WHOLE_SECONDS = 22;
const isoOf = (text: string): string =>
  text.length === WHOLE_SECONDS && text.endsWith("+00")
    ? `${text.slice(0, 10)}T${text.slice(11, 19)}.000Z`
    : instantOf(text).toISOString();

/** The columns of a type that is read as the database writes it: the driver's dates would only be made into texts again. */
export const isReadAsText = (type: ColumnType): boolean => type === "time" || type === "date";

/** Maps a value as the database driver returns it to the JSON value of its column type; null stays null. */
export const toJson = (type: ColumnType, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "int":
    case "float":
      return Number(value);
    case "time":
      return typeof value === "string" ? isoOf(value) : dateOf(value).toISOString();
    case "date":
      return typeof value === "string" ? value.slice(0, 10) : dateOf(value).toISOString().slice(0, 10);
    case "text":
    case "bool":
    case "text[]":
      return value;
  }
};
