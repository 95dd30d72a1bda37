import { describe, expect, it } from "vitest";
import { createFormats } from "#components/formats.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import type { AnswerChart } from "./chart-of.ts";
import { axisTextOf, pointLabel } from "./chart-text.ts";

const formats = createFormats({
  ...{ locale: "en-GB", timeZone: "Europe/London", currency: "GBP" },
  now: () => Date.parse("2026-11-27T10:00:00Z"),
});
const context = { formats, today: null, word: () => null };
const column = (type: AnswerColumn["type"], more: Partial<AnswerColumn> = {}): AnswerColumn => ({
  ...{ key: "value", label: "Value", type },
  ...more,
});
const chart = (more: Partial<AnswerChart>): AnswerChart => ({
  ...{ shape: "bar", points: [], category: column("text"), column: column("number") },
  ...{ beforeLabel: undefined, by: null },
  ...more,
});
const points = (...values: number[]) => values.map((value) => ({ key: String(value), value }));

describe("what stands under a point", () => {
  it.each([
    ["a day with its weekday", chart({ category: column("date") }), "2026-11-30", "Mon 30 Nov"],
    ["a KPI's group", chart({ by: "weekday" }), "1", "Monday"],
    ["its text", chart({}), "R-9", "R-9"],
  ])("is %s", (_, of, key, label) => {
    expect(pointLabel(of, key, context)).toBe(label);
  });
});

describe("the axis of weights", () => {
  it("keeps to tonnes where there is one, else to kilograms", () => {
    const weights = column("weight");
    const large = axisTextOf(chart({ column: weights, points: points(400, 260_000) }), formats);
    expect([0, 65_000].map((value) => large?.(value))).toEqual(["0 t", "65 t"]);
    const small = axisTextOf(chart({ column: weights, points: points(0, 400) }), formats);
    expect(small?.(0)).toBe("0 kg");
  });

  it("says money round, and leaves all else to its cells", () => {
    expect(axisTextOf(chart({ column: column("money") }), formats)?.(1_200)).toBe("£12");
    expect(axisTextOf(chart({ column: column("figure", { unit: "money" }) }), formats)?.(12)).toBe("£12");
    expect(axisTextOf(chart({}), formats)).toBeUndefined();
  });
});
