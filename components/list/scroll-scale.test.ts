import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScrollScale } from "./scroll-scale.ts";

const sizes = fc.record({
  contentPx: fc.integer({ min: 0, max: 400_000_000 }),
  viewportPx: fc.integer({ min: 1, max: 3000 }),
});

describe("scroll scale", () => {
  it("leaves content alone that fits under the limit of browsers", () => {
    const scale = createScrollScale({ contentPx: 3_600_000, viewportPx: 800 });
    expect(scale.barPx).toBe(3_600_000);
    expect(scale.toContentPx(1234)).toBe(1234);
    expect(scale.placePx(5000, 4900)).toBe(5000);
  });

  it("never asks for an element taller than the limit", () => {
    fc.assert(fc.property(sizes, (size) => createScrollScale(size).barPx <= 8_000_000));
  });

  it("shows the end of the content when the bar is at its end", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const scale = createScrollScale(size);
        const endPx = Math.max(0, scale.barPx - size.viewportPx);
        expect(scale.toContentPx(endPx)).toBeCloseTo(Math.max(0, size.contentPx - size.viewportPx), 3);
      }),
    );
  });

  it("draws what the offset names at the top of the box", () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), (size, share) => {
        const scale = createScrollScale(size);
        const scrollPx = share * Math.max(0, scale.barPx - size.viewportPx);
        expect(scale.placePx(scale.toContentPx(scrollPx), scrollPx)).toBeCloseTo(scrollPx, 3);
        expect(scale.toScrollPx(scale.toContentPx(scrollPx))).toBeCloseTo(scrollPx, 3);
      }),
    );
  });
});
