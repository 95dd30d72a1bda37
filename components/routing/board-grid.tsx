"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { dayNowMs, useTicking } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";
import { gapAt, momentOf } from "./board-gaps.ts";
import { BoardLane, LANE_PX } from "./board-lane.tsx";
import { type Lane, placeOfStop } from "./board-lanes.ts";
import type { TimeScale } from "./time-scale.ts";
import type { Held } from "./use-held-stop.ts";

const HEAD_PX = 28;
const OVERSCAN = 4;

const Now = ({ scale }: { scale: TimeScale }) => {
  const share = Number(useTicking(() => scale.shareOf(dayNowMs()).toFixed(4)));
  if (!(share > 0 && share < 1)) return null;
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-y-0 z-10 w-px bg-bad-dot"
      style={{ insetInlineStart: `${share * 100}%` }}
    />
  );
};

/** The stop an arrow leads to: along its lane, or to the nearest in time of the next lane that has any. */
const stopAfterKey = (key: string, lanes: readonly Lane[], stopId: number): number | undefined => {
  const from = placeOfStop(lanes, [], stopId);
  if (from === null || from === "tray") return undefined;
  const here = lanes[from.row];
  if (key === "ArrowLeft") return here?.gaps.stopIds[from.gap - 1];
  if (key === "ArrowRight") return here?.gaps.stopIds[from.gap + 1];
  if (key === "Home") return here?.gaps.stopIds[0];
  if (key === "End") return here?.gaps.stopIds.at(-1);
  const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const atMs = here && momentOf(here.gaps, from.gap);
  for (let row = from.row + by; by !== 0 && row >= 0 && row < lanes.length; row += by) {
    const { stops, stopIds } = lanes[row]?.gaps ?? { stops: [], stopIds: [] };
    if (stopIds.length > 0)
      return stopIds[Math.min(stopIds.length - 1, gapAt({ stops, pinned: 0 }, atMs ?? 0))];
  }
  return undefined;
};

/**
 * The lanes of a day under the hours, only those in view in the document. Arrows lead from stop to stop, Space picks
 * one up; while one is held the keys are its own.
 */
export const BoardGrid = ({
  lanes,
  scale,
  held,
  chosenId,
  mayMove,
  onPickUp,
  onOpen,
  onHeldKey,
}: {
  lanes: readonly Lane[];
  scale: TimeScale;
  held: Held | null;
  chosenId: number | null;
  mayMove: boolean;
  onPickUp: (stopId: number) => void;
  onOpen: (stopId: number) => void;
  /** Takes a key while a stop is held; maps to whether it was one of its own. */
  onHeldKey: (key: string) => boolean;
}) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const box = useRef<HTMLElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const virtualizer = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: lanes.length,
    getScrollElement: () => box.current,
    estimateSize: () => LANE_PX,
    overscan: OVERSCAN,
    scrollPaddingStart: HEAD_PX,
  });
  const activeId =
    active !== null && placeOfStop(lanes, [], active) !== null
      ? active
      : (lanes.find(({ gaps }) => gaps.stopIds.length > 0)?.gaps.stopIds[0] ?? null);
  const aim = held?.aim ?? null;
  const isByKeys = held?.by === "keys";

  const focusStop = (stopId: number) => {
    const place = placeOfStop(lanes, [], stopId);
    if (place === null || place === "tray") return;
    setActive(stopId);
    wanted.current = stopId;
    virtualizer.scrollToIndex(place.row);
  };
  // The lane of the stop may only now have come into the document.
  useEffect(() => {
    const block = box.current?.querySelector<HTMLElement>(`[data-stop="${wanted.current}"]`);
    if (wanted.current === null || !block) return;
    wanted.current = null;
    block.focus();
    block.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  const heldRow = isByKeys && typeof aim === "object" ? (aim?.row ?? null) : null;
  useEffect(() => {
    if (heldRow !== null) virtualizer.scrollToIndex(heldRow);
  }, [heldRow, virtualizer]);
  // While a stop is held its own block may scroll out of the document: the board itself listens.
  const wasHeld = useRef<number | null>(null);
  useEffect(() => {
    if (isByKeys) {
      wasHeld.current = held?.stopId ?? null;
      box.current?.focus({ preventScroll: true });
    } else if (wasHeld.current !== null) {
      wanted.current = wasHeld.current;
      setActive(wasHeld.current);
      wasHeld.current = null;
    }
  }, [isByKeys, held?.stopId]);

  // A narrow board begins where the day is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where it begins; then it is the reader's
  useEffect(() => {
    const element = box.current;
    const share = scale.shareOf(dayNowMs());
    if (element === null || !(share > 0 && share < 1)) return;
    const roomPx = element.scrollWidth - element.clientWidth;
    element.scrollLeft = Math.max(0, roomPx * share);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (isByKeys) {
      if (!onHeldKey(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const stopId = Number((event.target as HTMLElement).dataset?.stop ?? Number.NaN);
    if (Number.isNaN(stopId)) return;
    if (event.key === " ") onPickUp(stopId);
    else {
      const next = stopAfterKey(event.key, lanes, stopId);
      if (next === undefined) return;
      focusStop(next);
    }
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const block = (event.target as Element).closest<HTMLElement>("[data-stop]");
    if (block === null) return;
    setActive(Number(block.dataset.stop));
    onOpen(Number(block.dataset.stop));
  };
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
      tabIndex={0}
      aria-label={t("lanes")}
      aria-describedby="board-keys"
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="relative min-h-0 flex-1 overflow-auto bg-canvas [--label:7.5rem] focus-visible:-outline-offset-2 md:[--label:12rem]"
    >
      <p id="board-keys" className="sr-only">
        {t("keys")}
      </p>
      <div
        className="relative"
        style={{ minWidth: `calc(var(--label) + ${(scale.hours.length - 1) * 3.5}rem)` } as CSSProperties}
      >
        <div className="sticky top-0 z-30 flex border-b bg-surface" style={{ height: HEAD_PX }} aria-hidden>
          <span className="sticky start-0 z-10 w-(--label) shrink-0 border-e bg-surface" />
          <span className="relative flex-1">
            {scale.hours.slice(0, -1).map(({ atMs, share }) => (
              <span
                key={atMs}
                className="absolute inset-y-0 flex items-center ps-1.5 text-2xs text-faint tabular-nums"
                style={{ insetInlineStart: `${share * 100}%` }}
              >
                {formats.time(new Date(atMs).toISOString())}
              </span>
            ))}
          </span>
        </div>
        <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const lane = lanes[index];
            if (lane === undefined) return null;
            return (
              <div
                key={lane.route.vehicleId}
                className="absolute inset-x-0"
                style={{ top: start, height: LANE_PX }}
              >
                <BoardLane
                  lane={lane}
                  index={index}
                  scale={scale}
                  activeId={activeId}
                  heldId={held?.stopId ?? null}
                  chosenId={chosenId}
                  gap={typeof aim === "object" && aim?.row === index ? aim.gap : null}
                  mayMove={mayMove}
                />
              </div>
            );
          })}
          <div className="pointer-events-none absolute inset-y-0 start-(--label) end-0">
            <Now scale={scale} />
          </div>
        </div>
      </div>
    </section>
  );
};
