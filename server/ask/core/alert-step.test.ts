import { describe, expect, it } from "vitest";
import { type AlertState, alertStep } from "#server/ask/core/alert-step.ts";
import type { RowBound } from "#server/ask/proposal.schema.ts";

const NONE: AlertState = { crossedAtMs: null, raisedAtMs: null };
const raised = (counts: readonly number[], forS: number, bound: RowBound | null = null) => {
  let state = NONE;
  return counts.map((count, minute) => {
    const next = alertStep(state, { count, bound, nowMs: minute * 60_000, forS });
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

  it.each([
    ["more than three", { op: "gt", rows: 3 }, [0, 3, 4, 5], [false, false, true, false]],
    ["at least three", { op: "gte", rows: 3 }, [0, 2, 3, 2, 3], [false, false, true, false, true]],
    ["fewer than two", { op: "lt", rows: 2 }, [2, 1, 0, 2, 0], [false, true, false, false, true]],
    ["at most none", { op: "lte", rows: 0 }, [1, 0], [false, true]],
  ] as const)("waits for %s rows", (_, bound, counts, expected) => {
    expect(raised(counts, 0, bound)).toEqual(expected);
  });

  it("begins anew where the clock was set back", () => {
    const state = alertStep(
      { crossedAtMs: 9_000_000, raisedAtMs: null },
      { count: 1, bound: null, nowMs: 60_000, forS: 60 },
    );
    expect(state).toEqual({ crossedAtMs: 60_000, raisedAtMs: null, isRaised: false });
  });
});
