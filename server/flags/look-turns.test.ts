import { expect, it } from "vitest";
import { createLookTurns } from "./look-turns.ts";

it("looks at each turn while something moves, and at one of so many while nothing does", () => {
  let isMoving = false;
  const turns = createLookTurns(() => isMoving, 3);
  const next = (count: number) => Array.from({ length: count }, () => turns.isDue());
  expect(next(7)).toEqual([true, false, false, true, false, false, true]);
  isMoving = true;
  expect(next(3)).toEqual([true, true, true]);
  isMoving = false;
  expect(next(4)).toEqual([false, false, true, false]);
});
