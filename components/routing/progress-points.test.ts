import { describe, expect, it } from "vitest";
import { joinProgress, progressColumns } from "./progress-points.ts";

const point = (elapsedMs: number, costCents: number, gap = 0.2) => ({
  elapsedMs,
  costCents,
  gap,
  unserved: 0,
  iterations: elapsedMs,
});

describe("joinProgress", () => {
  it("puts what was heard behind what was read, and keeps each moment once", () => {
    const joined = joinProgress([point(100, 900), point(400, 800)], [point(400, 800), point(700, 750)]);
    expect(joined.map(({ elapsedMs }) => elapsedMs)).toEqual([100, 400, 700]);
  });

  it("sorts what came in another order", () => {
    expect(joinProgress([point(700, 1)], [point(100, 2)]).map(({ elapsedMs }) => elapsedMs)).toEqual([
      100, 700,
    ]);
  });
});

describe("progressColumns", () => {
  it("gives seconds, the cost and the estimate under it", () => {
    expect(progressColumns([point(500, 1000, 0.25)])).toEqual([[0.5], [1000], [750]]);
  });
});
