import type { ReactNode } from "react";

/** What a column can be filtered by. */
export type ColumnFilter =
  | { kind: "choice"; choices: readonly { value: string; label: string }[] }
  | { kind: "text" }
  /** `factor` maps what is typed to what is stored: minutes to seconds is 60. */
  | { kind: "number"; unit?: string; factor?: number }
  | { kind: "flag" };

/** A column of a list: `key` is the server's name of it. */
export type Column<Row> = {
  key: string;
  label: string;
  widthPx: number;
  align?: "end";
  isSortable?: boolean;
  /** Left out until it is asked for. */
  isExtra?: boolean;
  /** A name to filter by where it differs from the key. */
  filterKey?: string;
  filter?: ColumnFilter;
  cell: (row: Row) => ReactNode;
};
