"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Link } from "#components/link.tsx";
import { Status } from "#components/operations/status.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { cn } from "#components/ui/cn.ts";
import type { AnswerColumn, ListName } from "#server/ask/schema.ts";
import { type CellContext, cellText, isFigureColumn } from "./cell-text.ts";
import { useCells } from "./use-cells.ts";

type Row = Readonly<Record<string, unknown>>;

const ROW_PX = 34;
const ALL_AT_ONCE = 100;

const proofsOf = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];

const Cell = ({
  column,
  row,
  context,
  href,
}: {
  column: AnswerColumn;
  row: Row;
  context: CellContext;
  href: string | null;
}): ReactNode => {
  const t = useTranslations("ask");
  const value = row[column.key];
  if (column.key === "status" && typeof value === "string") return <Status status={value} />;
  if (column.key === "proofs") {
    const ids = proofsOf(value);
    if (ids.length > 0)
      return ids.map((id, i) => (
        <a
          key={id}
          href={`/api/v1/proofs/${id}`}
          target="_blank"
          rel="noreferrer"
          className="me-2 text-accent-text hover:underline"
        >
          {t("proof", { number: i + 1 })}
        </a>
      ));
  }
  const text = cellText(column, value, context, row.unit);
  return href === null ? (
    text
  ) : (
    <Link href={href} prefetch={false} className="text-accent-text hover:underline">
      {text}
    </Link>
  );
};

/** Rows of an answer by its typed columns; the first cell leads to the thing itself. Past 100 only those in view are drawn. */
export const AnswerTable = ({
  title,
  columns,
  rows,
  list,
}: {
  title: string;
  columns: readonly AnswerColumn[];
  rows: readonly Row[];
  /** The list the rows are of, where they are of one: its page opens a row by id. */
  list: ListName | null;
}) => {
  const context = useCells();
  const toDepot = useDepotHref();
  const box = useRef<HTMLDivElement>(null);
  const isLong = rows.length > ALL_AT_ONCE;
  const virtualizer = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const shown = isLong ? items.map(({ index }) => index) : rows.map((_, index) => index);
  const beforePx = isLong ? (items[0]?.start ?? 0) : 0;
  const afterPx = isLong ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const hrefOf = (row: Row, i: number): string | null => {
    if (i !== 0 || list === null || typeof row.id !== "number") return null;
    const page = list === "containers" ? "sites" : list;
    return toDepot(`/${page}?id=${row.id}`);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and a region must have a name of its own
    <div
      ref={box}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
      tabIndex={0}
      aria-label={title}
      className="relative max-h-128 overflow-auto"
    >
      <table className="w-full" aria-rowcount={rows.length + 1}>
        <thead className="sticky top-0 z-1 bg-surface text-muted text-xs">
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cn(
                  "whitespace-nowrap border-b px-3 py-2 base:text-start font-medium",
                  isFigureColumn(column) && "text-end",
                )}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {beforePx > 0 ? <tr aria-hidden style={{ height: beforePx }} /> : null}
          {shown.map((index) => {
            const row = rows[index] ?? {};
            return (
              <tr key={index} aria-rowindex={index + 2} style={{ height: ROW_PX }} className="hover:bg-hover">
                {columns.map((column, i) => (
                  <td
                    key={column.key}
                    className={cn(
                      "max-w-80 truncate whitespace-nowrap border-b px-3",
                      isFigureColumn(column) && "text-end tabular-nums",
                      i === 0 && "font-medium",
                    )}
                  >
                    <Cell column={column} row={row} context={context} href={hrefOf(row, i)} />
                  </td>
                ))}
              </tr>
            );
          })}
          {afterPx > 0 ? <tr aria-hidden style={{ height: afterPx }} /> : null}
        </tbody>
      </table>
    </div>
  );
};
