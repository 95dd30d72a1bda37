import fc from "fast-check";
import { expect, it } from "vitest";
import { createLabelRoom } from "./label-room.ts";

it("refuses a label that leaves the drawing", () => {
  const room = createLabelRoom();
  room.clear(100, 50);
  expect(room.take(-1, 10, 20, 10)).toBe(false);
  expect(room.take(90, 10, 20, 10)).toBe(false);
  expect(room.take(10, 45, 20, 20)).toBe(false);
  expect(room.take(10, 10, 20, 10)).toBe(true);
});

it("is free again at the next drawing", () => {
  const room = createLabelRoom();
  room.clear(100, 50);
  expect(room.take(10, 10, 20, 10)).toBe(true);
  expect(room.take(10, 10, 20, 10)).toBe(false);
  room.clear(100, 50);
  expect(room.take(10, 10, 20, 10)).toBe(true);
});

it("never gives two labels the same place", () => {
  const box = fc.record({
    x: fc.integer({ min: -20, max: 220 }),
    y: fc.integer({ min: -20, max: 120 }),
    width: fc.integer({ min: 1, max: 60 }),
    height: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), (boxes) => {
      const room = createLabelRoom();
      room.clear(200, 100);
      const placed = boxes.filter(({ x, y, width, height }) => room.take(x, y, width, height));
      for (const [i, a] of placed.entries())
        for (const b of placed.slice(i + 1))
          expect(
            a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y,
          ).toBe(true);
    }),
  );
});
