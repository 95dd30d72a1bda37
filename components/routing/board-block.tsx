"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { BoardItem } from "./board-lanes.ts";
import { placeOn, type TimeScale } from "./time-scale.ts";
import { useDraggableStop } from "./use-drag.ts";

const STOP_TONES: Record<string, string> = {
  done: "border-good-dot/70 bg-good-soft",
  missed: "border-bad-dot bg-bad-soft",
  skipped: "border-warn-dot bg-warn-soft",
};

/** A stop on its lane: takes the focus, is dragged, and is picked up by key. */
export const StopBlock = ({
  item,
  scale,
  isActive,
  isHeld,
  isChosen,
  mayMove,
}: {
  item: BoardItem;
  scale: TimeScale;
  /** Whether Tab leads to it. */
  isActive: boolean;
  isHeld: boolean;
  isChosen: boolean;
  mayMove: boolean;
}) => {
  const t = useTranslations("board");
  const common = useTranslations("common");
  const formats = useFormats();
  const element = useRef<HTMLButtonElement>(null);
  const isMovable = mayMove && !item.isPinned;
  useDraggableStop(element, item.stopId, isMovable);
  const isOpen = item.status === "pending";
  const words = [
    item.label,
    formats.time(new Date(item.fromMs).toISOString()),
    common(`status.${item.status}`),
    item.isLate ? t("late") : null,
    item.isPinned && isOpen ? t("pinned") : null,
  ].filter((word) => word !== null);
  return (
    <button
      ref={element}
      type="button"
      data-stop={item.stopId}
      tabIndex={isActive ? 0 : -1}
      aria-pressed={isHeld}
      aria-label={words.join(", ")}
      title={words.join(", ")}
      style={placeOn(scale, item)}
      className={cn(
        "absolute inset-y-2 min-w-1.75 overflow-hidden rounded-xs border hover:z-10 hover:border-accent focus-visible:z-10",
        STOP_TONES[item.status] ?? "border-accent/60 bg-accent-soft",
        item.isLate && isOpen && "border-bad-dot bg-bad-soft",
        item.isPinned && isOpen && "border-dashed",
        isMovable && "cursor-grab active:cursor-grabbing",
        isChosen && "z-10 ring-2 ring-accent",
        isHeld && "opacity-40",
      )}
    />
  );
};

/** A visit to a facility or the break: shown, never moved. */
export const FixedBlock = ({ item, scale }: { item: BoardItem; scale: TimeScale }) => {
  const formats = useFormats();
  const words = `${item.label}, ${formats.time(new Date(item.fromMs).toISOString())}`;
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      style={placeOn(scale, item)}
      className={cn(
        "absolute inset-y-3.5 min-w-1 rounded-xs",
        item.kind === "tip" ? "bg-muted" : "border border-line-strong bg-canvas",
      )}
    />
  );
};
