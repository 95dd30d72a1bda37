import fc from "fast-check";
import { expect, it } from "vitest";
import { stopOrder } from "./stop-order.ts";

const places = fc.array(
  fc.record({ x: fc.integer({ min: 0, max: 50 }), y: fc.integer({ min: 0, max: 50 }) }),
  {
    maxLength: 60,
  },
);

it("holds every stop once, equal ones too, and the same order each time", () => {
  fc.assert(
    fc.property(places, (at) => {
      const measure = (a: number, b: number) => Math.hypot(at[a]!.x - at[b]!.x, at[a]!.y - at[b]!.y);
      const order = stopOrder(at.length, measure);
      expect([...order].toSorted((a, b) => a - b)).toEqual([...at.keys()]);
      expect(stopOrder(at.length, measure)).toEqual(order);
    }),
  );
});

it("gives near stops near numbers: on a line the halves of every part lie apart", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 60 }), (at) => {
      const order = stopOrder(at.length, (a, b) => Math.abs(at[a]! - at[b]!));
      const expectApart = (from: number, to: number): void => {
        if (to - from < 4) return;
        const middle = from + ((to - from) >> 1);
        const side = (start: number, end: number) => [...order.slice(start, end)].map((stop) => at[stop]!);
        const [one, other] = [side(from, middle), side(middle, to)];
        expect(Math.max(...one) < Math.min(...other) || Math.max(...other) < Math.min(...one)).toBe(true);
        expectApart(from, middle);
        expectApart(middle, to);
      };
      expectApart(0, at.length);
    }),
  );
});
