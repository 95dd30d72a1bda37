// biome-ignore-all lint/a11y/useSemanticElements: windowed rows stand apart from the flow of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: what takes the focus in a row are its tick and its button
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { useMedia } from "#components/list/use-media.ts";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { ChangeText, useMeasureText } from "./plan-figures.tsx";
import type { Measure, RouteFigures, RoutePair } from "./plan-pairs.ts";

const ROW_PX = 44;
const COMPACT_ROW_PX = 60;
const COLUMNS = "grid-cols-[2rem_minmax(7rem,1.4fr)_repeat(5,minmax(4.25rem,1fr))]";
const NONE: Pick<RouteFigures, "stops" | "distanceM" | "durationS" | "costCents" | "lateStops"> = {
  stops: 0,
  distanceM: 0,
  durationS: 0,
  costCents: 0,
  lateStops: 0,
};
const SHOWN = [
  "stops",
  "distanceM",
  "durationS",
  "costCents",
  "lateStops",
] as const satisfies readonly Measure[];

const Cell = ({
  pair,
  measure,
  hasAfter,
}: {
  pair: RoutePair;
  measure: (typeof SHOWN)[number];
  hasAfter: boolean;
}) => {
  const text = useMeasureText();
  const before = (pair.before ?? NONE)[measure];
  const after = (pair.after ?? NONE)[measure];
  return (
    <span role="cell" className="flex min-w-0 flex-col items-end text-end leading-tight tabular-nums">
      <span className="whitespace-nowrap">{text(measure, hasAfter ? after : before)}</span>
      {hasAfter ? (
        <ChangeText
          measure={measure}
          before={before}
          after={after}
          // What leaves this truck is on another: better or worse is the whole day.
          isNeutral={measure !== "lateStops"}
          className="text-xs"
        />
      ) : null}
    </span>
  );
};

const Compact = ({ pair, name, hasAfter }: { pair: RoutePair; name: ReactNode; hasAfter: boolean }) => {
  const formats = useFormats();
  const t = useTranslations("plans");
  const before = pair.before ?? NONE;
  const after = hasAfter ? (pair.after ?? NONE) : before;
  return (
    <span role="cell" className="flex min-w-0 flex-1 flex-col">
      <span className="flex justify-between gap-3">
        {name}
        <ChangeText measure="costCents" before={before.costCents} after={after.costCents} isNeutral />
      </span>
      <span className="flex justify-between gap-3 text-muted text-xs tabular-nums">
        <span className="truncate">
          {t("stopsFromTo", { before: before.stops, after: after.stops })} ·{" "}
          {formats.distance(after.distanceM)}
        </span>
        <span>{formats.money(after.costCents)}</span>
      </span>
    </span>
  );
};

/** The trucks of a plan, each day before and after; ticked ones can be accepted alone. */
export const PlanRoutes = ({
  pairs,
  hasAfter,
  chosenId,
  onOpen,
  ticked,
  onTick,
}: {
  pairs: readonly RoutePair[];
  /** Whether there is anything yet to put beside the day as it stands. */
  hasAfter: boolean;
  chosenId: number | null;
  onOpen: (vehicleId: number) => void;
  ticked: ReadonlySet<number>;
  /** Left out where nothing can be accepted. */
  onTick?: ((vehicleId: number) => void) | undefined;
}) => {
  const t = useTranslations("plans");
  const isNarrow = useMedia("(max-width: 767px)");
  const box = useRef<HTMLDivElement>(null);
  const rowPx = isNarrow ? COMPACT_ROW_PX : ROW_PX;
  const virtualizer = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 6,
  });
  return (
    <div
      ref={box}
      role="table"
      aria-label={t("routes")}
      aria-rowcount={pairs.length + 1}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
      tabIndex={0}
      className="relative min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div className="min-w-full md:min-w-136">
        <div
          role="row"
          className={cn(
            "sticky top-0 z-10 grid h-8 items-center gap-x-2 border-b bg-surface pe-3 font-medium text-muted text-xs max-md:hidden",
            COLUMNS,
          )}
        >
          <span role="columnheader" className="ps-3">
            <span className="sr-only">{t("chosen")}</span>
          </span>
          <span role="columnheader">{t("truck")}</span>
          {SHOWN.map((measure) => (
            <span key={measure} role="columnheader" className="text-end">
              {t(`measure.${measure}`)}
            </span>
          ))}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const pair = pairs[index];
            if (pair === undefined) return null;
            const { vehicleId } = pair;
            const tick =
              onTick && !pair.isSame ? (
                <input
                  type="checkbox"
                  aria-label={t("choose", { vehicle: pair.vehicle })}
                  className="size-4 accent-(--accent)"
                  checked={ticked.has(vehicleId)}
                  onChange={() => onTick(vehicleId)}
                />
              ) : null;
            // Its surface is the whole row's, beside the tick.
            const name = (
              <button
                type="button"
                aria-label={t("openRoute", { vehicle: pair.vehicle })}
                aria-expanded={vehicleId === chosenId}
                onClick={() => onOpen(vehicleId)}
                className="truncate text-start font-medium after:absolute after:inset-y-0 after:start-9 after:end-0"
              >
                {pair.vehicle}
              </button>
            );
            return (
              <div
                key={vehicleId}
                role="row"
                aria-rowindex={index + 2}
                className={cn(
                  "absolute inset-x-0 items-center gap-x-2 border-b pe-3 hover:bg-hover",
                  isNarrow ? "flex ps-3" : `grid ${COLUMNS}`,
                  vehicleId === chosenId && "bg-selected hover:bg-selected",
                  pair.isSame && "text-muted",
                )}
                style={{ top: start, height: rowPx }}
              >
                <span role="cell" className={cn("z-10 flex items-center", isNarrow ? "w-6" : "ps-3")}>
                  {tick}
                </span>
                {isNarrow ? (
                  <Compact pair={pair} name={name} hasAfter={hasAfter} />
                ) : (
                  <>
                    <span role="cell" className="flex min-w-0 flex-col leading-tight">
                      {name}
                      <span className="truncate text-muted text-xs">
                        {hasAfter && (pair.after?.stops ?? 0) === 0
                          ? t("staysIn")
                          : ((pair.after ?? pair.before)?.route ?? t("noRoute"))}
                      </span>
                    </span>
                    {SHOWN.map((measure) => (
                      <Cell key={measure} pair={pair} measure={measure} hasAfter={hasAfter} />
                    ))}
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
};
