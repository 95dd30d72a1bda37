// biome-ignore-all lint/a11y/useSemanticElements: rows stand apart from their table's flow, which <tr> cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row
"use client";

import { memo, type ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Column } from "./column.ts";

type RowProps<Row> = {
  id: string;
  index: number;
  topPx: number;
  heightPx: number;
  row: Row | undefined;
  columns: readonly Column<Row>[];
  compact: ((row: Row) => ReactNode) | undefined;
  isSelected: boolean;
  isActive: boolean;
};

const cellClass = "flex shrink-0 items-center overflow-hidden px-2.5";

/** Width of a column as the table's root states it, so that a resize renders no row. */
export const widthOf = (key: string): string => `var(--w-${key})`;

const Cells = <Row,>({ row, columns }: Pick<RowProps<Row>, "row" | "columns">) =>
  columns.map(({ key, align, cell }, i) => (
    <div
      key={key}
      role="gridcell"
      style={{ width: widthOf(key) }}
      className={cn(
        cellClass,
        align === "end" && "justify-end tabular-nums",
        i === 0 && "sticky start-0 z-1 bg-inherit font-medium",
        i === columns.length - 1 && align !== "end" && "grow",
      )}
    >
      {row === undefined ? <span className="skeleton h-2.5 w-3/5" /> : <Text>{cell(row)}</Text>}
    </div>
  ));

// Text is cut off with dots; anything richer lays itself out.
const Text = ({ children }: { children: ReactNode }) =>
  typeof children === "string" ? <span className="truncate">{children}</span> : children;

const TableRowInner = <Row,>({
  id,
  index,
  topPx,
  heightPx,
  row,
  columns,
  compact,
  isSelected,
  isActive,
}: RowProps<Row>) => (
  <div
    id={id}
    role="row"
    aria-rowindex={index + 2}
    aria-selected={isSelected}
    aria-busy={row === undefined || undefined}
    data-index={index}
    style={{ transform: `translateY(${topPx}px)`, height: heightPx }}
    className={cn(
      "absolute start-0 top-0 flex min-w-full cursor-pointer border-b",
      isSelected ? "bg-selected" : "bg-surface hover:bg-hover",
      isActive && "-outline-offset-2 group-focus-visible:outline-2 group-focus-visible:outline-accent",
    )}
  >
    {compact ? (
      <div role="gridcell" className="flex w-full min-w-0 items-center px-3">
        {row === undefined ? <span className="skeleton h-3 w-2/3" /> : compact(row)}
      </div>
    ) : (
      <Cells row={row} columns={columns} />
    )}
  </div>
);

/** One row of a virtual table; drawn again only when something about it changed. */
export const TableRow = memo(TableRowInner) as typeof TableRowInner;
