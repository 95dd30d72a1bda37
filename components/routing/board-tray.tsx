"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { CircleCheck, GripVertical } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { StatePanel } from "#components/ui/states.tsx";
import type { BoardDay, TrayStop } from "#server/routing/schema.ts";
import { loadText } from "./load-text.ts";
import { useDraggableStop, useDropTarget } from "./use-drag.ts";

const ROW_PX = 56;

const TrayRow = ({
  stop,
  loadUnit,
  isHeld,
  isChosen,
  mayMove,
}: {
  stop: TrayStop;
  loadUnit: BoardDay["loadUnit"];
  isHeld: boolean;
  isChosen: boolean;
  mayMove: boolean;
}) => {
  const t = useTranslations("board");
  const common = useTranslations("common");
  const formats = useFormats();
  const element = useRef<HTMLButtonElement>(null);
  useDraggableStop(element, stop.stopId, mayMove);
  const stream = common.has(`stream.${stop.stream}`) ? common(`stream.${stop.stream}`) : stop.stream;
  return (
    <button
      ref={element}
      type="button"
      data-stop={stop.stopId}
      aria-pressed={isHeld}
      className={cn(
        "flex size-full items-center gap-2 border-b bg-surface ps-2 pe-3 text-start hover:bg-hover",
        mayMove && "cursor-grab active:cursor-grabbing",
        isChosen && "bg-selected hover:bg-selected",
        isHeld && "opacity-40",
      )}
    >
      <GripVertical className="size-4 shrink-0 text-faint" aria-hidden />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{stop.name}</span>
        <span className="truncate text-muted text-xs">
          {stream} · {loadText(formats, loadUnit, stop.load)}
        </span>
      </span>
      <span className="flex shrink-0 flex-col items-end text-muted text-xs tabular-nums">
        <span>
          {formats.time(stop.windowStartAt)}–{formats.time(stop.windowEndAt)}
        </span>
        {stop.leftBy === null ? null : (
          <span className="text-warn">{t("leftBy", { vehicle: stop.leftBy })}</span>
        )}
      </span>
    </button>
  );
};

/** The stops of a day that no truck has: dragged from here, opened, picked up by key, or put back. */
export const BoardTray = ({
  tray,
  loadUnit,
  heldId,
  chosenId,
  isAimedAt,
  mayMove,
  onPickUp,
  onOpen,
  className,
}: {
  tray: BoardDay["tray"];
  loadUnit: BoardDay["loadUnit"];
  heldId: number | null;
  chosenId: number | null;
  isAimedAt: boolean;
  mayMove: boolean;
  onPickUp: (stopId: number) => void;
  onOpen: (stopId: number) => void;
  className?: string;
}) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const place = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useDropTarget(place, "tray");
  const virtualizer = useVirtualizer({
    count: tray.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const stopId = Number((event.target as HTMLElement).dataset?.stop ?? Number.NaN);
    if (Number.isNaN(stopId) || event.key !== " " || !mayMove) return;
    event.preventDefault();
    onPickUp(stopId);
  };
  return (
    <section
      ref={place}
      aria-label={t("tray")}
      className={cn("flex min-h-0 flex-col", isAimedAt ? "bg-selected" : "bg-surface", className)}
    >
      <div className="flex h-10 shrink-0 items-center gap-2 border-b px-3">
        <h2 className="font-semibold">{t("tray")}</h2>
        <span className="text-muted tabular-nums">{formats.number(tray.length)}</span>
      </div>
      {tray.length === 0 ? (
        <StatePanel icon={CircleCheck} title={t("trayEmpty")} className="py-8">
          {t("trayEmptyBody")}
        </StatePanel>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are buttons; their keys and clicks bubble here
        <div
          ref={box}
          onKeyDown={onKeyDown}
          onClick={({ target }) => {
            const row = (target as Element).closest<HTMLElement>("[data-stop]");
            if (row !== null) onOpen(Number(row.dataset.stop));
          }}
          className="min-h-0 flex-1 overflow-y-auto"
        >
          <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const stop = tray[index];
              return stop === undefined ? null : (
                <li key={stop.stopId} className="absolute inset-x-0" style={{ top: start, height: ROW_PX }}>
                  <TrayRow
                    stop={stop}
                    loadUnit={loadUnit}
                    isHeld={stop.stopId === heldId}
                    isChosen={stop.stopId === chosenId}
                    mayMove={mayMove}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
};
