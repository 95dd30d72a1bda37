import { describe, expect, it } from "vitest";
import { violationsOf } from "./core/violations.ts";
import { vrpText } from "./fixtures/texts.ts";
import { readVrplib } from "./formats/vrplib.ts";
import { solveOnThreads } from "./searches.ts";

describe("searches on threads", () => {
  it("give one whole plan, the best of all", async () => {
    const { problem } = readVrplib("made.vrp", vrpText(1, 30));
    const now = () => performance.now();
    const { plan, iterations } = await solveOnThreads(problem, { seed: 1, seconds: 0.1, threads: 2, now });
    expect(violationsOf(problem, plan, String)).toEqual([]);
    expect(iterations).toBeGreaterThan(0);
  });
});
