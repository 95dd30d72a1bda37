// biome-ignore-all lint/a11y/useSemanticElements: windowed rows stand apart from the flow of a <table>
"use client";

import type { RowData } from "@tanstack/react-table";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { TableHead } from "#components/list/table-head.tsx";
import { TableRow } from "#components/list/table-row.tsx";
import type { Columns } from "#components/list/use-columns.ts";
import type { RowWindows } from "#components/list/use-row-windows.ts";
import { useScaledVirtualizer } from "#components/list/use-scaled-virtualizer.ts";
import type { Sort } from "#server/platform/list.schema.ts";

const ROW_PX = 36;
const COMPACT_ROW_PX = 60;
const HEAD_PX = 32;
const FIRST_ROWS = 24;
// More than any screen shows: rows that leave the view lend their elements to those that enter it.
const POOL_ROWS = 128;

/** The row a key leads to from `active` in a list of `total` rows with `perPage` in view, or undefined for other keys. */
export const rowAfterKey = (
  key: string,
  active: number,
  total: number,
  perPage: number,
): number | undefined => {
  const last = Math.max(0, total - 1);
  const steps: Record<string, number> = {
    ArrowDown: active + 1,
    j: active + 1,
    ArrowUp: active - 1,
    k: active - 1,
    PageDown: active + perPage,
    PageUp: active - perPage,
    Home: 0,
    End: last,
  };
  const to = steps[key];
  return to === undefined ? undefined : Math.min(last, Math.max(0, to));
};

/**
 * Shows windows of any row source as a grid: only rows in view are in the document, so 100,000 scroll like ten.
 * The grid takes the focus; arrows move, Enter opens. With `compact` a row is drawn as one dense cell, for a phone.
 */
export const VirtualTable = <Row extends RowData>({
  label,
  columns,
  rows,
  rowId,
  sort,
  onSort,
  selectedId,
  onOpen,
  compact,
  empty,
}: {
  label: string;
  columns: Columns<Row>;
  rows: RowWindows<Row>;
  rowId: (row: Row) => number;
  sort: readonly Sort[];
  onSort: (sort: Sort[]) => void;
  selectedId: number | null;
  onOpen: (row: Row) => void;
  compact?: ((row: Row) => ReactNode) | undefined;
  empty: ReactNode;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const prefix = useId();
  const rowPx = compact ? COMPACT_ROW_PX : ROW_PX;
  const headPx = compact ? 0 : HEAD_PX;
  const isFirst = rows.total === undefined;
  const count = rows.total ?? FIRST_ROWS;
  const { items, barPx, scrollToRow, virtualizer } = useScaledVirtualizer({ box, count, rowPx, headPx });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height needs new places, nothing else does
  useEffect(() => virtualizer.measure(), [rowPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question starts at its first row
  useEffect(() => {
    setActive(0);
    if (box.current) box.current.scrollTop = 0;
  }, [rows.identity]);
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);

  const open = (index: number) => {
    const row = rows.at(index);
    if (row !== undefined) onOpen(row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Enter") return open(active);
    const perPage = Math.max(1, Math.floor((event.currentTarget.clientHeight - headPx) / rowPx) - 1);
    const to = rowAfterKey(event.key, active, count, perPage);
    if (to === undefined) return;
    event.preventDefault();
    setActive(to);
    scrollToRow(to);
    const row = rows.at(to);
    if (selectedId !== null && row !== undefined) onOpen(row);
  };
  const onClick = (event: MouseEvent) => {
    const element = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (element === null || (event.target as Element).closest("a,button")) return;
    const index = Number(element.dataset.index);
    setActive(index);
    open(index);
  };

  const widths: Record<string, string | number> = {};
  let widthPx = 0;
  for (const header of columns.headers) {
    widths[`--w-${header.column.id}`] = `${header.getSize()}px`;
    widthPx += header.getSize();
  }
  if (rows.total === 0) return <div className="min-h-0 flex-1 bg-surface">{empty}</div>;
  return (
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-rowcount={isFirst ? -1 : count + 1}
      aria-colcount={compact ? 1 : columns.shown.length}
      aria-busy={isFirst}
      aria-activedescendant={items.some(({ index }) => index === active) ? `${prefix}${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      style={widths as CSSProperties}
      className="group relative min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div style={compact ? undefined : { width: widthPx, minWidth: "100%" }}>
        {compact ? null : <TableHead columns={columns} sort={sort} onSort={onSort} />}
        <div role="rowgroup" className="relative" style={{ height: barPx }}>
          {items.map(({ index, topPx }) => {
            const row = isFirst ? undefined : rows.at(index);
            return (
              <TableRow
                key={index % POOL_ROWS}
                id={`${prefix}${index}`}
                index={index}
                topPx={topPx}
                heightPx={rowPx}
                row={row}
                columns={columns.shown}
                compact={compact}
                isSelected={row !== undefined && rowId(row) === selectedId}
                isActive={index === active}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
};
