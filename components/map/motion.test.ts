import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMotion, turned } from "./motion.ts";

const place = (lng: number, lat = 51, headingDeg = 0) => ({ lng, lat, headingDeg });

describe("motion between fixes", () => {
  it("stands at the first fix and glides to the next in the time between the two", () => {
    const motion = createMotion();
    motion.set(1, place(0), 0);
    motion.set(1, place(0.001), 1_000);
    expect(motion.at(1, 1_000)?.lng).toBe(0);
    expect(motion.at(1, 1_500)?.lng).toBeCloseTo(0.0005, 9);
    expect(motion.at(1, 2_000)?.lng).toBe(0.001);
    expect(motion.at(1, 9_000)?.lng).toBe(0.001);
  });

  it("goes on from where it is drawn when a fix comes early", () => {
    const motion = createMotion();
    motion.set(1, place(0), 0);
    motion.set(1, place(0.001), 1_000);
    motion.set(1, place(0.002), 1_500);
    expect(motion.at(1, 1_500)?.lng).toBeCloseTo(0.0005, 9);
  });

  it("jumps to a place far away, and after a silence", () => {
    const motion = createMotion();
    motion.set(1, place(0), 0);
    motion.set(1, place(1), 1_000);
    expect(motion.at(1, 1_000)?.lng).toBe(1);
    motion.set(1, place(1.001), 20_000);
    expect(motion.at(1, 20_000)?.lng).toBe(1.001);
  });

  it("says when everything has arrived", () => {
    const motion = createMotion();
    expect(motion.isMoving(0)).toBe(false);
    motion.set(1, place(0), 0);
    motion.set(1, place(0.001), 1_000);
    expect(motion.isMoving(1_999)).toBe(true);
    expect(motion.isMoving(2_000)).toBe(false);
  });

  it("never leaves the stretch between the place drawn and the fix", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 0.009, noNaN: true }), fc.integer({ min: 1, max: 4_000 })),
          {
            minLength: 2,
            maxLength: 30,
          },
        ),
        (fixes) => {
          const motion = createMotion();
          let nowMs = 0;
          for (const [lng, passedMs] of fixes) {
            nowMs += passedMs;
            const before = motion.at(1, nowMs)?.lng ?? lng;
            motion.set(1, place(lng), nowMs);
            for (const laterMs of [0, 50, 500, 5_000]) {
              const drawn = motion.at(1, nowMs + laterMs)?.lng ?? Number.NaN;
              expect(drawn).toBeGreaterThanOrEqual(Math.min(before, lng) - 1e-12);
              expect(drawn).toBeLessThanOrEqual(Math.max(before, lng) + 1e-12);
            }
          }
        },
      ),
    );
  });
});

describe("turn of a heading", () => {
  it.each([
    [350, 10, 0.5, 0],
    [10, 350, 0.5, 0],
    [0, 90, 0.5, 45],
    [90, 90, 0.3, 90],
  ])("from %i to %i at %d is %i", (from, to, share, heading) =>
    expect(turned(from, to, share)).toBeCloseTo(heading, 9),
  );
});
