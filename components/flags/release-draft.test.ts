import { describe, expect, it } from "vitest";
import { guardOf, MEASURES, type Measure, planOf, type ReleaseDraft, usualDraft } from "./release-draft.ts";

const typed = (more: Partial<ReleaseDraft> = {}) => planOf("ask.reader", { ...usualDraft("next"), ...more });
const faultsOf = (more: Partial<ReleaseDraft>) => {
  const found = typed(more);
  return "faults" in found ? Object.keys(found.faults).sort() : [];
};

describe("a release as it is typed", () => {
  it("is five stages guarded by failures and slow answers where nothing else is said", () => {
    expect(typed()).toMatchObject({
      plan: {
        ...{ flag: "ask.reader", from: null, to: "next", isDry: false, cooldownMinutes: 60 },
        stages: [1, 5, 25, 50, 100].map((percent) => ({ percent, leastMinutes: 30, leastSeen: 100 })),
        guards: [
          { kind: "share", metric: "api.request_ms", bad: "outcome=failed", hardLimit: 0.5 },
          { kind: "above", metric: "api.request_ms", bound: 200, hardLimit: null },
        ],
      },
    });
  });

  it("grows as a ramp over its hours, in steps that end with everybody", () => {
    const found = typed({ shape: "ramp", rampHours: "25", leastSeen: "200" });
    if (!("plan" in found)) throw new Error(JSON.stringify(found));
    const { stages } = found.plan;
    expect(stages).toHaveLength(50);
    expect([stages[0], stages[49]]).toEqual([
      { percent: 2, leastMinutes: 30, leastSeen: 4 },
      { percent: 100, leastMinutes: 30, leastSeen: 4 },
    ]);
  });

  it.each(Object.keys(MEASURES) as Measure[])("can be guarded by %s", (measure) => {
    expect(typed({ guards: [guardOf(measure, 1)] })).toMatchObject({
      plan: { guards: [{ action: "rollback" }] },
    });
  });

  it("takes a signal that only pauses, a tolerance and a hard limit", () => {
    const guard = {
      ...guardOf("cost-per-stop", 4),
      action: "pause" as const,
      tolerance: "1,1",
      hardLimit: "900",
    };
    expect(typed({ guards: [guard] })).toMatchObject({
      plan: { guards: [{ kind: "mean", action: "pause", tolerance: 1.1, hardLimit: 900 }] },
    });
  });

  it.each<[string, Partial<ReleaseDraft>, string[]]>([
    ["shares that do not grow", { percents: "5, 5, 100" }, ["percents"]],
    ["a share that is no number", { percents: "one, 100" }, ["percents"]],
    ["no share", { percents: " " }, ["percents"]],
    ["a share above all", { percents: "50, 120" }, ["percents"]],
    ["no minutes", { stageMinutes: "" }, ["stageMinutes"]],
    ["samples below nothing", { leastSeen: "-1" }, ["leastSeen"]],
    ["a ramp without hours", { shape: "ramp", rampHours: "" }, ["rampHours"]],
    ["a cooldown that is no number", { cooldownMinutes: "soon" }, ["cooldownMinutes"]],
    ["a guard without a meter", { guards: [guardOf("own", 7)] }, ["7.bad", "7.metric"]],
    ["a guard without a bound", { guards: [{ ...guardOf("api-slow", 3), bound: "" }] }, ["3.bound"]],
    ["a tolerance below one", { guards: [{ ...guardOf("api-slow", 3), tolerance: "0.5" }] }, ["3.tolerance"]],
  ])("says where it is at fault: %s", (_, more, fields) => {
    expect(faultsOf(more)).toEqual(fields);
  });
});
