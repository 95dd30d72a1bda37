import fc from "fast-check";
import { expect, it } from "vitest";
import { readAgain } from "#server/llm/core/pace.ts";

it.each([
  { count: 3, held: 100, step: 8, again: 5 },
  { count: 8, held: 100, step: 8, again: 0 },
  { count: 9, held: 100, step: 8, again: 7 },
  { count: 3, held: 4, step: 8, again: 3 },
  { count: 3, held: 1, step: 8, again: 0 },
  { count: 3, held: 0, step: 8, again: 0 },
  { count: 3, held: 100, step: 1, again: 0 },
])("reads $again of $held tokens again with $count new ones in steps of $step", (given) => {
  expect(readAgain(given.count, given.held, given.step)).toBe(given.again);
});

it("makes whole steps where enough is held, and never lets the first token go", () => {
  const whole = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(whole, whole, fc.integer({ min: 1, max: 32 }), (count, held, step) => {
      const again = readAgain(count, held, step);
      expect(again).toBeLessThan(held);
      expect(again).toBeLessThan(step);
      if (held > step) expect((count + again) % step).toBe(0);
    }),
  );
});
