// biome-ignore-all lint/a11y/useSemanticElements: the head belongs to a grid of divs
// biome-ignore-all lint/a11y/useFocusableInteractive: the head's buttons take the focus
"use client";

import type { RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Sort } from "#server/platform/list.schema.ts";
import { widthOf } from "./table-row.tsx";
import type { Columns } from "./use-columns.ts";

const STEP_PX = 16;

/** The order after a press on a column's head: up, down, then the list's own. */
export const nextSort = (sort: readonly Sort[], column: string): Sort[] => {
  const now = sort[0]?.column === column ? sort[0] : undefined;
  if (now === undefined) return [{ column, descending: false }];
  return now.descending ? [] : [{ column, descending: true }];
};

/** The head of a virtual table: press to sort, drag to reorder, pull an edge (or Shift and an arrow) to resize. */
export const TableHead = <Row extends RowData>({
  columns,
  sort,
  onSort,
}: {
  columns: Columns<Row>;
  sort: readonly Sort[];
  onSort: (sort: Sort[]) => void;
}) => {
  const t = useTranslations("list");
  const [dragged, setDragged] = useState<string | null>(null);
  const onKey = (event: KeyboardEvent, key: string, widthPx: number) => {
    const step = { ArrowLeft: -STEP_PX, ArrowRight: STEP_PX }[event.key];
    if (!event.shiftKey || step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    columns.resize(key, widthPx + step);
  };
  return (
    <div role="rowgroup" className="sticky top-0 z-3">
      <div role="row" aria-rowindex={1} className="flex h-8 min-w-full border-b bg-canvas">
        {columns.headers.map((header, i) => {
          const column = columns.shown[i];
          if (column === undefined) return null;
          const { key, label, align, isSortable = true } = column;
          const order = sort[0]?.column === key ? sort[0] : undefined;
          return (
            <div
              key={key}
              role="columnheader"
              aria-sort={order ? (order.descending ? "descending" : "ascending") : "none"}
              style={{ width: widthOf(key) }}
              draggable
              onDragStart={() => setDragged(key)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged !== null && dragged !== key) event.preventDefault();
              }}
              onDrop={() => {
                if (dragged !== null) columns.move(dragged, key);
              }}
              className={cn(
                "group/head relative flex shrink-0 items-center",
                i === 0 && "sticky start-0 z-1 bg-canvas",
                dragged === key && "opacity-50",
              )}
            >
              <button
                type="button"
                disabled={!isSortable}
                title={label}
                onClick={() => onSort(nextSort(sort, key))}
                onKeyDown={(event) => onKey(event, key, header.getSize())}
                className={cn(
                  "flex size-full min-w-0 items-center gap-1 px-2.5 font-medium base:text-muted text-xs hover:text-ink focus-visible:-outline-offset-2",
                  align === "end" && "justify-end",
                  order && "text-ink",
                )}
              >
                <span className="truncate">{label}</span>
                {order?.descending === false ? <ArrowUp className="size-3 shrink-0" aria-hidden /> : null}
                {order?.descending ? <ArrowDown className="size-3 shrink-0" aria-hidden /> : null}
              </button>
              <span
                aria-hidden
                title={t("resize", { name: label })}
                onPointerDown={(event) => {
                  event.preventDefault();
                  header.getResizeHandler()(event);
                }}
                onTouchStart={header.getResizeHandler()}
                className="absolute inset-y-1.5 end-0 w-1.5 cursor-col-resize touch-none border-transparent border-e-2 group-hover/head:border-line-strong"
              />
            </div>
          );
        })}
      </div>
    </div>
  );
};
