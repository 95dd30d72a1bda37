// Browsers clamp an element's height (Firefox near 17.8 million px, Chromium near 33.5 million): stay well under both.
const MAX_SCROLL_PX = 8_000_000;

/**
 * Maps the scroll bar of a box to the offset in content that may be taller than a browser allows an element to be:
 * the bar is then shortened and each of its pixels stands for several of the content. Both ends meet exactly.
 */
export const createScrollScale = ({
  contentPx,
  viewportPx,
  maxPx = MAX_SCROLL_PX,
}: {
  contentPx: number;
  viewportPx: number;
  maxPx?: number;
}) => {
  const barPx = Math.min(contentPx, maxPx);
  const barRoomPx = Math.max(0, barPx - viewportPx);
  const contentRoomPx = Math.max(0, contentPx - viewportPx);
  const ratio = barRoomPx === 0 || barPx === contentPx ? 1 : contentRoomPx / barRoomPx;
  return {
    /** Height to give the scrolled element. */
    barPx,
    /** Offset in the content for a position of the bar. */
    toContentPx: (scrollPx: number): number => scrollPx * ratio,
    /** Position of the bar for an offset in the content. */
    toScrollPx: (contentOffsetPx: number): number => contentOffsetPx / ratio,
    /** Where in the scrolled element to draw what starts at `startPx` of the content, with the bar at `scrollPx`. */
    placePx: (startPx: number, scrollPx: number): number =>
      ratio === 1 ? startPx : startPx - scrollPx * ratio + scrollPx,
  };
};

/** A mapping between a scroll bar and its content. */
export type ScrollScale = ReturnType<typeof createScrollScale>;
