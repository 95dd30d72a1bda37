"use client";

import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  functionalUpdate,
  type RowData,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { Column } from "./column.ts";
import { type ColumnLayout, readLayout, writeLayout } from "./column-layout.ts";

const features = tableFeatures({
  columnOrderingFeature,
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
});
const NO_ROWS: never[] = [];

/** The columns of a list as the user laid them out: order, widths and what is hidden, kept in this browser. */
export const useColumns = <Row extends RowData>(name: string, columns: readonly Column<Row>[]) => {
  const [layout, setLayout] = useState<ColumnLayout>(() => readLayout(name, columns));
  const change = (part: Partial<ColumnLayout>) =>
    setLayout((now) => {
      const next = { ...now, ...part };
      writeLayout(name, next);
      return next;
    });
  const definitions = useMemo(
    () =>
      columns.map(({ key, label, widthPx }) => ({
        id: key,
        header: label,
        size: widthPx,
        minSize: 48,
        maxSize: 640,
      })),
    [columns],
  );
  const table = useTable({
    features,
    data: NO_ROWS as Row[],
    columns: definitions,
    columnResizeMode: "onChange",
    state: { columnOrder: layout.order, columnVisibility: layout.visible, columnSizing: layout.widths },
    onColumnOrderChange: (update) => change({ order: functionalUpdate(update, layout.order) }),
    onColumnVisibilityChange: (update) => change({ visible: functionalUpdate(update, layout.visible) }),
    onColumnSizingChange: (update) => change({ widths: functionalUpdate(update, layout.widths) }),
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const keys = headers.map(({ column }) => column.id).join(",");
  const shown = useMemo(() => {
    const byKey = new Map(columns.map((column) => [column.key, column]));
    return keys.split(",").flatMap((key) => byKey.get(key) ?? []);
  }, [columns, keys]);

  return {
    /** Columns to draw, in order; the same array while nothing about it changed. */
    shown,
    headers,
    /** All columns, in order. */
    all: table.getAllLeafColumns(),
    /** Moves a column to where another one stands. */
    move: (key: string, toKey: string) => {
      const order = table.getAllLeafColumns().map(({ id }) => id);
      const from = order.indexOf(key);
      const to = order.indexOf(toKey);
      if (from < 0 || to < 0 || from === to) return;
      order.splice(to, 0, ...order.splice(from, 1));
      change({ order });
    },
    resize: (key: string, widthPx: number) =>
      change({ widths: { ...layout.widths, [key]: Math.min(640, Math.max(48, widthPx)) } }),
    reset: () => {
      writeLayout(name, null);
      setLayout(readLayout(name, columns));
    },
  };
};

/** The laid-out columns of a list. */
export type Columns<Row extends RowData> = ReturnType<typeof useColumns<Row>>;
