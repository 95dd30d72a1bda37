import { type Sql, sql } from "#server/platform/db.ts";

/** What a column of a list holds; `time` is an instant, `date` a calendar day, both travel as ISO text. */
export type ColumnType = "text" | "int" | "float" | "time" | "date" | "bool" | "text[]";

/** SQL that is the same for everybody, or made for who asks. */
export type SqlFor<S> = Sql | ((scope: S) => Sql);

/** A table joined to the list's own; it must keep the number of rows, so that leaving it out changes no count. */
export type ListJoin<S> = {
  sql: SqlFor<S>;
  /** Joins that must stand before this one. */
  needs?: readonly string[];
  /**
   * How a row of the list is found by text of this join without joining it to all rows: `from` names the tables that
   * hold the text, `of` the key there, and `own` the same key in the list's own table.
   */
  lookup?: { own: Sql; of: Sql; from: Sql };
};

/** The lookup of a join by the key of one table: the list's column with the key, the table's alias, the table. */
export const byKey = (own: Sql, alias: Sql, from: Sql) => ({ own, of: sql`${alias}.id`, from });

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

/** Maps a value as the database driver returns it to the JSON value of its column type; null stays null. */
export const toJson = (type: ColumnType, value: unknown): unknown => {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "int":
    case "float":
      return Number(value);
    case "time":
      return dateOf(value).toISOString();
    case "date":
      return dateOf(value).toISOString().slice(0, 10);
    case "text":
    case "bool":
    case "text[]":
      return value;
  }
};
