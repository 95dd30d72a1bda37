import fc from "fast-check";
import { expect, it } from "vitest";
import type { Failure } from "./outcome.ts";
import { nextTryMs, type RetryRule, type TryState } from "./retry.ts";

const RULE: RetryRule = { mostTries: 4, mostBilled: 2, firstWaitMs: 100, longestWaitMs: 1_000 };
const state = (kind: Failure["kind"], more: Partial<TryState> = {}): TryState => ({
  end: { kind, why: "" },
  ...{ tries: 1, billed: 0, retryAfterMs: null, isRepeatable: true, leftMs: 10_000 },
  ...more,
});

it.each([
  ["a fault is tried again after half a drawn wait", state("fault"), 50],
  ["the bound of the wait doubles", state("fault", { tries: 3 }), 200],
  ["so many tries are enough", state("fault", { tries: 4 }), null],
  ["a refusal stands", state("refused"), null],
  ["what the service asks for is kept to", state("throttled", { retryAfterMs: 403 }), 403],
  ["also where it is nothing", state("throttled", { retryAfterMs: 0 }), 0],
  ["a wait past the caller's time is none", state("throttled", { retryAfterMs: 10_000 }), null],
  ["what may have been billed is not asked for ever", state("timeout", { billed: 2 }), null],
  ["what may have arrived is not sent twice", state("timeout", { isRepeatable: false }), null],
  ["but what was throttled is", state("throttled", { isRepeatable: false }), 50],
])("%s", (_, given, waitMs) => {
  expect(nextTryMs(RULE, given, () => 0.5)).toBe(waitMs);
});

it("never waits longer than the bound or than anybody waits for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 3_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, leftMs, drawn) => {
        const waitMs = nextTryMs(RULE, state("fault", { tries, leftMs }), () => drawn);
        return waitMs === null || (waitMs >= 0 && waitMs <= 1_000 && waitMs < leftMs);
      },
    ),
  );
});
