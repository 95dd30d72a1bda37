import type { ReactNode } from "react";
import type { ListPage, ListWindow } from "#server/platform/list.schema.ts";
import type { Column } from "./column.ts";
import type { Filterable } from "./filter-bar.tsx";

/** Everything that tells one list page from another. */
export type ListConfig<Row> = {
  /** Name of the list in exports and in what the browser keeps. */
  name: string;
  /** The things listed, in the plural. */
  title: string;
  columns: readonly Column<Row>[];
  /** What can be filtered by beside the columns. */
  moreFilters?: readonly Filterable[];
  /** Whether rows belong to a service day. */
  isByDay?: boolean;
  /** The column that tells a row's depot, where it has one. */
  depotColumn?: string;
  hasPoints?: boolean;
  /** How often the rows in view are read anew, milliseconds. */
  refetchMs?: number;
  fetch: (window: ListWindow & { serviceDay?: string }, signal: AbortSignal) => Promise<ListPage<Row>>;
  rowId: (row: Row) => number;
  nameOf: (row: Row) => string;
  /** A row on a phone. */
  compact: (row: Row) => ReactNode;
  /** What the panel of a row shows above its fields. */
  lead?: (row: Row) => ReactNode;
  /** What the panel of a row shows below its fields: its history. */
  history?: (row: Row) => ReactNode;
};
