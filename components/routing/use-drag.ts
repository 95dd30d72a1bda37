"use client";

import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef } from "react";

/** What a drag is over: a lane, at a share of its line, or the tray. */
export type DragTarget = { lane: number; share: number } | "tray";

const shareAt = (line: Element, clientX: number): number => {
  const { left, right, width } = line.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(line).direction === "rtl";
  return (isRightToLeft ? right - clientX : clientX - left) / Math.max(1, width);
};

/** Makes an element one that can be dragged as a stop. */
export const useDraggableStop = (
  element: RefObject<HTMLElement | null>,
  stopId: number | null,
  isDraggable: boolean,
): void => {
  useEffect(() => {
    if (element.current === null || stopId === null || !isDraggable) return;
    return draggable({ element: element.current, getInitialData: () => ({ stopId }) });
  }, [element, stopId, isDraggable]);
};

/** Makes an element one that stops can be dropped on: a lane by its number, or the tray. */
export const useDropTarget = (element: RefObject<HTMLElement | null>, lane: number | "tray"): void => {
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => "stopId" in source.data,
      getData: ({ input }) => ({ lane, share: shareAt(target, input.clientX) }),
    });
  }, [element, lane]);
};

type Places = { current: { dropTargets: readonly { data: Record<string | symbol, unknown> }[] } };

const targetOf = ({ current }: Places): DragTarget | null => {
  const data = current.dropTargets[0]?.data;
  if (data === undefined) return null;
  return data.lane === "tray" ? "tray" : { lane: Number(data.lane), share: Number(data.share) };
};

/** Tells which stop is dragged, what it is over, and when it is let go: over a target, or over nothing. */
export const useStopDrags = (on: {
  start: (stopId: number) => void;
  over: (target: DragTarget | null) => void;
  drop: (target: DragTarget | null) => void;
}): void => {
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => "stopId" in source.data,
        onDragStart: ({ source }) => latest.current.start(Number(source.data.stopId)),
        onDrag: ({ location }) => latest.current.over(targetOf(location)),
        onDropTargetChange: ({ location }) => latest.current.over(targetOf(location)),
        onDrop: ({ location }) => latest.current.drop(targetOf(location)),
      }),
    [],
  );
};
