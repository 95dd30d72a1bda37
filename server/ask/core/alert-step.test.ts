import { describe, expect, it } from "vitest";
import { type AlertState, alertStep } from "#server/ask/core/alert-step.ts";

const NONE: AlertState = { crossedAtMs: null, raisedAtMs: null };
const raised = (counts: readonly number[], forS: number) => {
  let state = NONE;
  return counts.map((count, minute) => {
    const next = alertStep(state, { count, nowMs: minute * 60_000, forS });
    state = next;
    return next.isRaised;
  });
};

describe("an alert that is counted each minute", () => {
  it.each([
    ["at once where it need not last", [0, 2, 2, 1], 0, [false, true, false, false]],
    ["once it has lasted", [1, 1, 1, 1, 1], 120, [false, false, true, false, false]],
    ["not where it went before", [1, 1, 0, 1, 1], 120, [false, false, false, false, false]],
    ["again after it was gone", [1, 0, 1], 0, [true, false, true]],
  ] as const)("is raised %s", (_, counts, forS, expected) => {
    expect(raised(counts, forS)).toEqual(expected);
  });

  it("begins anew where the clock was set back", () => {
    const state = alertStep(
      { crossedAtMs: 9_000_000, raisedAtMs: null },
      { count: 1, nowMs: 60_000, forS: 60 },
    );
    expect(state).toEqual({ crossedAtMs: 60_000, raisedAtMs: null, isRaised: false });
  });
});
