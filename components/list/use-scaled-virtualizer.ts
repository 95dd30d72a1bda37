"use client";

import { observeElementOffset, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useRef } from "react";
import { createScrollScale, type ScrollScale } from "./scroll-scale.ts";

const OVERSCAN_ROWS = 6;

/** Virtualizes rows of one height in a box, also where all of them are taller than a browser lets an element be. */
export const useScaledVirtualizer = ({
  box,
  count,
  rowPx,
  headPx,
}: {
  box: RefObject<HTMLDivElement | null>;
  count: number;
  rowPx: number;
  headPx: number;
}) => {
  const viewportPx = Math.max(0, (box.current?.clientHeight ?? 0) - headPx);
  const scale = createScrollScale({ contentPx: count * rowPx, viewportPx });
  const latest = useRef<ScrollScale>(scale);
  latest.current = scale;
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: headPx,
    useFlushSync: false,
    observeElementOffset: (instance, tell) =>
      observeElementOffset(instance, (offsetPx, isScrolling) =>
        tell(latest.current.toContentPx(offsetPx), isScrolling),
      ),
    scrollToFn: (offsetPx, _options, instance) =>
      instance.scrollElement?.scrollTo({ top: latest.current.toScrollPx(offsetPx) }),
  });
  const scrollPx = box.current?.scrollTop ?? 0;
  return {
    virtualizer,
    barPx: scale.barPx,
    items: virtualizer.getVirtualItems().map(({ index, start }) => ({
      index,
      topPx: scale.placePx(start, scrollPx),
    })),
    /** Brings a row into view, clear of the head. */
    scrollToRow: (index: number) => {
      const element = box.current;
      if (element === null) return;
      const offsetPx = latest.current.toContentPx(element.scrollTop);
      const roomPx = element.clientHeight - headPx;
      const startPx = index * rowPx;
      if (startPx < offsetPx) element.scrollTop = latest.current.toScrollPx(startPx);
      else if (startPx + rowPx > offsetPx + roomPx)
        element.scrollTop = latest.current.toScrollPx(startPx + rowPx - roomPx);
    },
  };
};
