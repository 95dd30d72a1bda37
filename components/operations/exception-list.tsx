// biome-ignore-all lint/a11y/useSemanticElements: windowed rows stand apart from the flow of a <table>
"use client";

import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import type { RowWindows } from "#components/list/use-row-windows.ts";
import { useScaledVirtualizer } from "#components/list/use-scaled-virtualizer.ts";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { ExceptionListRow } from "./exception-row.tsx";
import type { Selection } from "./exception-selection.ts";

const FIRST_ROWS = 16;

/** Exceptions in a window that scrolls; a click opens one, its box ticks it, and Shift ticks all up to it. */
export const ExceptionList = ({
  label,
  rows,
  isNarrow,
  selection,
  openId,
  active,
  onOpen,
  onTick,
  empty,
}: {
  label: string;
  rows: RowWindows<ExceptionRow>;
  isNarrow: boolean;
  selection: Selection;
  openId: number | null;
  active: number;
  onOpen: (index: number) => void;
  onTick: (index: number, isRange: boolean) => void;
  empty: ReactNode;
}) => {
  const box = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rowPx = isNarrow ? 60 : 40;
  const count = rows.total ?? FIRST_ROWS;
  const { items, barPx, scrollToRow, virtualizer } = useScaledVirtualizer({ box, count, rowPx, headPx: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height needs new places, nothing else does
  useEffect(() => virtualizer.measure(), [rowPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question starts at its first row
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [rows.identity]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the active row may scroll
  useEffect(() => scrollToRow(active), [active]);
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { look } = rows;
  useEffect(() => look(first, last), [look, first, last]);

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const element = target.closest<HTMLElement>("[data-index]");
    if (element === null) return;
    const index = Number(element.dataset.index);
    if (target.closest("[data-tick]")) {
      // The label would click its box a second time.
      event.preventDefault();
      onTick(index, event.shiftKey);
    } else onOpen(index);
  };
  if (rows.total === 0) return <div className="min-h-0 flex-1 bg-surface">{empty}</div>;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the page listens to its keys everywhere
    <div
      ref={box}
      role="grid"
      aria-label={label}
      aria-multiselectable
      aria-rowcount={rows.total ?? -1}
      aria-busy={rows.total === undefined}
      aria-activedescendant={items.some(({ index }) => index === active) ? `${prefix}${active}` : undefined}
      tabIndex={0}
      onClick={onClick}
      className="@container relative min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div role="rowgroup" className="relative" style={{ height: barPx }}>
        {items.map(({ index, topPx }) => {
          const row = rows.total === undefined ? undefined : rows.at(index);
          return (
            <ExceptionListRow
              key={index}
              id={`${prefix}${index}`}
              index={index}
              row={row}
              topPx={topPx}
              heightPx={rowPx}
              isNarrow={isNarrow}
              isTicked={row !== undefined && selection.has(row.id)}
              isOpen={row !== undefined && row.id === openId}
              isActive={index === active}
            />
          );
        })}
      </div>
    </div>
  );
};
