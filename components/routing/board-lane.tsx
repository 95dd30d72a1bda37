"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, memo, useRef } from "react";
import { RiskMark } from "#components/maintenance/risk-mark.tsx";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { FixedBlock, StopBlock } from "./board-block.tsx";
import { momentOf } from "./board-gaps.ts";
import type { Lane } from "./board-lanes.ts";
import { loadText } from "./load-text.ts";
import { placeOn, type TimeScale } from "./time-scale.ts";
import { useDropTarget } from "./use-drag.ts";

/** Height of a lane, px. */
export const LANE_PX = 44;

/** One vehicle on the board: who it is, and its day along the line of hours. */
export const BoardLane = memo(function BoardLane({
  lane,
  index,
  scale,
  activeId,
  heldId,
  chosenId,
  gap,
  mayMove,
}: {
  lane: Lane;
  index: number;
  scale: TimeScale;
  activeId: number | null;
  heldId: number | null;
  chosenId: number | null;
  /** Where the stop that is held would go, where it would go into this lane. */
  gap: number | null;
  mayMove: boolean;
}) {
  const t = useTranslations("board");
  const formats = useFormats();
  const line = useRef<HTMLElement>(null);
  useDropTarget(line, index);
  const { route, shift, gaps, items } = lane;
  const at = gap === null ? null : (momentOf(gaps, gap) ?? shift.fromMs);
  const ground = gap === null ? "bg-surface" : "bg-selected";
  const isOver = route.overtimeS > 0 || route.violations.length > 0;
  const hours: CSSProperties = { backgroundSize: `${100 / Math.max(1, scale.hours.length - 1)}% 100%` };
  return (
    <div className={cn("flex h-full border-b", ground)}>
      <div
        className={cn(
          "sticky start-0 z-20 flex w-(--label) shrink-0 flex-col justify-center border-e px-3",
          ground,
        )}
      >
        <h2 className="flex items-center gap-1 font-medium">
          <span className="truncate">{route.vehicle}</span>
          <RiskMark vehicleId={route.vehicleId} />
          {isOver ? (
            <TriangleAlert
              role="img"
              aria-label={[...route.violations, ...(route.overtimeS > 0 ? [t("overtime")] : [])].join("; ")}
              className="size-3.5 shrink-0 text-warn"
            />
          ) : null}
        </h2>
        <p className="truncate text-muted text-xs tabular-nums">
          {t("laneSub", { stops: route.stops, load: loadText(formats, lane.loadUnit, route.load) })}
        </p>
      </div>
      <section ref={line} aria-label={t("laneOf", { vehicle: route.vehicle })} className="relative flex-1">
        <span aria-hidden className="absolute inset-y-0 bg-sunken" style={placeOn(scale, shift)} />
        <span
          aria-hidden
          className="absolute inset-0 bg-[linear-gradient(to_right,var(--line)_1px,transparent_1px)]"
          style={hours}
        />
        {items.map((item) =>
          item.kind === "stop" ? (
            <StopBlock
              key={`s${item.stopId}`}
              item={item}
              scale={scale}
              isActive={item.stopId === activeId}
              isHeld={item.stopId === heldId}
              isChosen={item.stopId === chosenId}
              mayMove={mayMove}
            />
          ) : (
            <FixedBlock key={`${item.kind}${item.fromMs}`} item={item} scale={scale} />
          ),
        )}
        {at === null ? null : (
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 z-10 w-0.75 rounded-full bg-accent"
            style={{ insetInlineStart: `${scale.shareOf(at) * 100}%` }}
          />
        )}
      </section>
    </div>
  );
});
