import fc from "fast-check";
import { expect, it } from "vitest";
import { createWindows } from "./window.ts";

const STEP_MS = 100;

it("holds in every window exactly what a list of all values holds, whatever the times, also where the clock stands still or jumps", () => {
  const events = fc.array(
    fc.record({
      afterMs: fc.oneof(fc.constant(0), fc.nat(250), fc.nat(5_000)),
      amount: fc.integer({ min: 1, max: 9 }),
      column: fc.nat(1),
    }),
    { maxLength: 80 },
  );
  const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(events, lengths, fc.nat(3_000), (all, spans, restMs) => {
      const windows = createWindows({ stepMs: STEP_MS, lengths: spans, columns: 2 });
      const kept: { step: number; amount: number; column: number }[] = [];
      let nowMs = 1_000_000;
      const check = () => {
        const step = Math.floor(nowMs / STEP_MS);
        for (const [w, span] of spans.entries())
          for (const column of [0, 1]) {
            const plain = kept
              .filter((each) => each.column === column && each.step > step - span)
              .reduce((sum, { amount }) => sum + amount, 0);
            expect(windows.sum(nowMs, w, column)).toBe(plain);
          }
      };
      for (const { afterMs, amount, column } of all) {
        nowMs += afterMs;
        windows.add(nowMs, column, amount);
        kept.push({ step: Math.floor(nowMs / STEP_MS), amount, column });
        check();
      }
      nowMs += restMs;
      check();
    }),
  );
});

it("adds to the newest step where the clock goes back", () => {
  const windows = createWindows({ stepMs: STEP_MS, lengths: [2], columns: 1 });
  windows.add(1_000, 0, 1);
  windows.add(400, 0, 1);
  expect(windows.sum(1_000, 0, 0)).toBe(2);
});
