import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextState, type RuleState, type Standing, startState } from "./state.ts";

const over = { isOver: true, isClear: false };
const between = { isOver: false, isClear: false };
const clear = { isOver: false, isClear: true };
const VERDICTS = { over, between, clear };

const run = (
  steps: readonly [keyof typeof VERDICTS, atS: number][],
  raiseForS: number,
  clearForS: number,
) => {
  let state: RuleState = startState(0);
  return steps.map(([verdict, atS]): Standing => {
    const holds = { raiseForMs: raiseForS * 1000, clearForMs: clearForS * 1000 };
    state = nextState(state, VERDICTS[verdict], atS * 1000, holds);
    return state.standing;
  });
};

describe("the state of a rule", () => {
  it.each<[string, [keyof typeof VERDICTS, number][], number, number, Standing[]]>([
    ["fires at once without a hold", [["over", 1]], 0, 60, ["firing"]],
    [
      "waits out its hold",
      [
        ["over", 1],
        ["over", 30],
        ["over", 31],
      ],
      30,
      0,
      ["pending", "pending", "firing"],
    ],
    [
      "forgets a crossing that did not last",
      [
        ["over", 1],
        ["between", 9],
        ["over", 35],
      ],
      30,
      0,
      ["pending", "ok", "pending"],
    ],
    [
      "stays while the value is between the bounds",
      [
        ["over", 1],
        ["between", 99],
      ],
      0,
      0,
      ["firing", "firing"],
    ],
    [
      "ends once all was good for long enough",
      [
        ["over", 1],
        ["clear", 10],
        ["clear", 69],
        ["clear", 70],
      ],
      0,
      60,
      ["firing", "firing", "firing", "ok"],
    ],
    [
      "begins to count anew where it was bad in between",
      [
        ["over", 1],
        ["clear", 10],
        ["between", 50],
        ["clear", 60],
        ["clear", 119],
        ["clear", 120],
      ],
      0,
      60,
      ["firing", "firing", "firing", "firing", "firing", "ok"],
    ],
    [
      "ends at once without a hold",
      [
        ["over", 1],
        ["clear", 2],
      ],
      0,
      0,
      ["firing", "ok"],
    ],
  ])("%s", (_, steps, raiseForS, clearForS, expected) => {
    expect(run(steps, raiseForS, clearForS)).toEqual(expected);
  });

  it("fires exactly where the whole past says so, read from the beginning", () => {
    // The oracle knows no states: it looks back over the verdicts.
    const oracle = (
      past: readonly { verdict: keyof typeof VERDICTS; atMs: number }[],
      raiseMs: number,
      clearMs: number,
    ): boolean => {
      let isFiring = false;
      let from = 0;
      for (let i = 0; i < past.length; i++) {
        const since = past.slice(from, i + 1);
        const wanted = isFiring ? "clear" : "over";
        const lastOther = since.findLastIndex(({ verdict }) => verdict !== wanted);
        const run = since.slice(lastOther + 1);
        const [first, last] = [run[0], run.at(-1)];
        if (first === undefined || last === undefined) continue;
        if (last.atMs - first.atMs < (isFiring ? clearMs : raiseMs)) continue;
        isFiring = !isFiring;
        from = i + 1;
      }
      return isFiring;
    };
    const step = fc.record({
      verdict: fc.constantFrom("over", "between", "clear" as const),
      afterMs: fc.nat(40),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.nat(80),
        fc.nat(80),
        (steps, raiseForMs, clearForMs) => {
          let state = startState(0);
          let atMs = 0;
          const past: { verdict: keyof typeof VERDICTS; atMs: number }[] = [];
          for (const { verdict, afterMs } of steps as { verdict: keyof typeof VERDICTS; afterMs: number }[]) {
            atMs += afterMs;
            past.push({ verdict, atMs });
            state = nextState(state, VERDICTS[verdict], atMs, { raiseForMs, clearForMs });
            expect(state.standing === "firing").toBe(oracle(past, raiseForMs, clearForMs));
          }
        },
      ),
    );
  });
});
