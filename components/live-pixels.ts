/** How long measures are gathered before they are sent, milliseconds. */
const SEND_EVERY_MS = 5_000;
/** Most measures of one sending; the server takes no more. */
const MAX_VALUES = 50;
/** Longest time the server takes as a measure. */
const MAX_MS = 60_000;
/** How long the distance of the clocks is believed: clocks drift. */
const OFFSET_GOOD_MS = 60_000;

/**
 * Measures how long live values take from their publication on the server to the paint that shows them, for a share
 * of the frames. The distance of the two clocks is that of the quickest of the last exchanges, so it is wrong by half
 * of that exchange at most.
 */
export const createPixelMeter = ({
  now,
  serverNow,
  isSampled,
  isVisible,
  afterPaint,
  send,
}: {
  now: () => number;
  /** The time by the server's clock, asked over the connection. */
  serverNow: () => Promise<number>;
  /** Whether the next frame is measured. */
  isSampled: () => boolean;
  /** Whether the page is painted at all. */
  isVisible: () => boolean;
  /** Calls back once the paint that is being prepared is done. */
  afterPaint: (then: () => void) => void;
  send: (valuesMs: number[]) => void;
}) => {
  let best: { offsetMs: number; tripMs: number; atMs: number } | null = null;
  let arrived: number[] = [];
  let values: number[] = [];
  let sentAtMs = now();

  const compareClocks = async (): Promise<void> => {
    const askedAtMs = now();
    const serverMs = await serverNow();
    const atMs = now();
    const tripMs = atMs - askedAtMs;
    if (best !== null && tripMs > best.tripMs && atMs - best.atMs < OFFSET_GOOD_MS) return;
    best = { offsetMs: serverMs - (askedAtMs + atMs) / 2, tripMs, atMs };
  };

  const measure = (taken: readonly number[]): void => {
    if (best === null) return;
    const paintedAtMs = now() + best.offsetMs;
    for (const publishedAtMs of taken)
      if (values.length < MAX_VALUES) values.push(Math.min(MAX_MS, Math.max(0, paintedAtMs - publishedAtMs)));
    if (values.length === 0 || now() - sentAtMs < SEND_EVERY_MS) return;
    sentAtMs = now();
    send(values);
    values = [];
    void compareClocks();
  };

  return {
    /** Compares the clocks; to be called whenever the connection opens. */
    compareClocks,
    /** Values came that the server published at this time, by its clock. */
    arrive(publishedAtMs: number): void {
      if (isVisible() && isSampled()) arrived.push(publishedAtMs);
    },
    /** What arrived was handed to the page and is shown by the paint that follows. */
    hand(): void {
      const taken = arrived;
      arrived = [];
      if (taken.length > 0) afterPaint(() => measure(taken));
    },
  };
};
/** Measures the way of live values to the screen. */
export type PixelMeter = ReturnType<typeof createPixelMeter>;
