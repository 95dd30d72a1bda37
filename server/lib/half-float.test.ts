import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHalves, toHalves } from "#server/lib/half-float.ts";

const toHalf = (value: number): number => toHalves(Float32Array.of(value))[0] ?? -1;
const fromHalf = (half: number): number => fromHalves(Uint16Array.of(half))[0] ?? Number.NaN;

describe("halves", () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_520, 0x7c00],
    [1e9, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [Number.NaN, 0x7e00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1 / 3, 0x3555],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])("maps %d to its bits", (value, half) => expect(toHalf(value)).toBe(half));

  it("gives back each half there is", () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, i) => i);
    const back = toHalves(fromHalves(all));
    for (const half of all)
      if (!Number.isNaN(fromHalf(half))) expect(back[half], half.toString(16)).toBe(half);
  });

  it("picks the nearest half", () => {
    fc.assert(
      fc.property(fc.float({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
        const half = toHalf(value);
        const off = Math.abs(fromHalf(half) - value);
        for (const other of [half - 1, half + 1]) {
          const beside = fromHalf(other & 0xffff);
          if (Number.isFinite(beside)) expect(off).toBeLessThanOrEqual(Math.abs(beside - value));
        }
      }),
    );
  });
});
