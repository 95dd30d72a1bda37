import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comesAfter, inOrder, NO_POSITION } from "./event-order.ts";

const at = (ms: number): string => new Date(ms).toISOString();

describe("the order of events of a vehicle", () => {
  it.each([
    [
      "a higher number, though its clock is behind",
      { sequence: 6, atMs: 10 },
      { sequence: 5, atMs: 20 },
      true,
    ],
    ["the same number", { sequence: 5, atMs: 20 }, { sequence: 5, atMs: 20 }, false],
    ["its own, later than what is told of it", { sequence: 6, atMs: 21 }, { sequence: -900, atMs: 20 }, true],
    ["its own, of the same instant", { sequence: 6, atMs: 20 }, { sequence: -900, atMs: 20 }, true],
    ["its own, earlier", { sequence: 6, atMs: 19 }, { sequence: -900, atMs: 20 }, false],
    ["what is told of it, later", { sequence: -900, atMs: 21 }, { sequence: 6, atMs: 20 }, true],
    [
      "what is told of it, of the same instant",
      { sequence: -900, atMs: 20 },
      { sequence: 6, atMs: 20 },
      false,
    ],
    ["the first of all", { sequence: 0, atMs: 1 }, { sequence: NO_POSITION, atMs: 20 }, true],
    ["the first told of all", { sequence: -900, atMs: 1 }, { sequence: NO_POSITION, atMs: 20 }, true],
  ])("%s: %o after %o is %s", (_, event, other, isAfter) => {
    expect(comesAfter(event, other)).toBe(isAfter);
  });

  it("is by time over both counts where clocks are right, and by number within each where they are not", () => {
    const moment = fc.nat(50);
    fc.assert(
      fc.property(fc.uniqueArray(moment), fc.uniqueArray(moment), fc.array(moment), (own, told, wrong) => {
        const right = [
          ...[...own].sort((a, b) => a - b).map((ms, i) => ({ sequence: i, at: at(ms) })),
          ...told.map((ms) => ({ sequence: ms - 1_000, at: at(ms) })),
        ];
        const times = inOrder(right).map((each) => Date.parse(each.at));
        expect(times).toEqual([...times].sort((a, b) => a - b));
        const off = [...right.slice(own.length), ...wrong.map((ms, i) => ({ sequence: i, at: at(ms) }))];
        for (const isOwn of [true, false]) {
          const numbers = inOrder(off)
            .map(({ sequence }) => sequence)
            .filter((sequence) => sequence >= 0 === isOwn);
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
        }
        expect(inOrder(off).length).toBe(off.length);
      }),
    );
  });
});
