import { describe, expect, it } from "vitest";
import { createPixelMeter } from "./live-pixels.ts";

// The page's clock starts at 0 and the server's is a million ahead.
const AHEAD = 1_000_000;

const setup = ({
  isSampled = () => true,
  isVisible = () => true,
}: {
  isSampled?: () => boolean;
  isVisible?: () => boolean;
} = {}) => {
  const clock = { ms: 0 };
  const trips: [thereMs: number, backMs: number][] = [];
  const sent: number[][] = [];
  const paints: (() => void)[] = [];
  const meter = createPixelMeter({
    now: () => clock.ms,
    serverNow: async () => {
      const [thereMs, backMs] = trips.shift() ?? [5, 5];
      clock.ms += thereMs;
      const serverMs = clock.ms + AHEAD;
      clock.ms += backMs;
      return serverMs;
    },
    isSampled,
    isVisible,
    afterPaint: (then) => paints.push(then),
    send: (values) => sent.push(values),
  });
  const frame = (publishedAtMs: number, paintedAtMs: number) => {
    meter.arrive(publishedAtMs + AHEAD);
    meter.hand();
    clock.ms = paintedAtMs;
    for (const paint of paints.splice(0)) paint();
  };
  return { meter, clock, trips, sent, frame };
};

describe("the way of live values to the screen", () => {
  it("is measured to the paint by the server's clock, and sent in batches", async () => {
    const { meter, sent, frame } = setup();
    await meter.compareClocks();
    frame(1_000, 1_060);
    frame(2_000, 2_045);
    expect(sent).toEqual([]);
    frame(5_950, 6_000);
    expect(sent).toEqual([[60, 45, 50]]);
  });

  it("is not guessed before the clocks were compared, nor while nobody looks", async () => {
    const early = setup();
    early.frame(1_000, 6_000);
    expect(early.sent).toEqual([]);
    const hidden = setup({ isVisible: () => false });
    await hidden.meter.compareClocks();
    hidden.frame(1_000, 6_000);
    expect(hidden.sent).toEqual([]);
  });

  it("takes the quickest exchange as the distance of the clocks", async () => {
    const { meter, trips, sent, frame } = setup();
    // By the second alone the clocks would seem 150 ms closer than they are.
    trips.push([10, 10], [350, 50]);
    await meter.compareClocks();
    await meter.compareClocks();
    frame(9_900, 10_000);
    expect(sent).toEqual([[100]]);
  });

  it("takes a share of the frames and at most fifty measures at once", async () => {
    let frames = 0;
    const { meter, sent, frame } = setup({ isSampled: () => frames++ % 2 === 0 });
    await meter.compareClocks();
    for (let i = 1; i <= 200; i++) frame(1_000 + i, 1_010 + i);
    frame(7_000, 7_010);
    expect(sent).toEqual([Array.from({ length: 50 }, () => 10)]);
  });
});
