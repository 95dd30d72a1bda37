import { describe, expect, it } from "vitest";
import { isMoreOfSumBetter, orderedAsSaid, turnsOrder } from "#server/ask/core/same-order.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import type { QueryPlan, Ranking } from "#server/ask/schema.ts";
import { linkerOf, prepared } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);
const askedOf = async (text: string) =>
  (
    await prepared(text, {
      ...{ linker, depotIds: [], findAddress: async () => [] },
      clock: { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" },
    })
  ).asked;
type Order = Ranking["order"];
const kpi = (name: "cost-per-stop" | "on-time", order: Order): QueryPlan => ({
  ...{ kind: "kpi", name, filter: { from: "2026-11-01", to: "2026-11-25" }, by: "depot", compare: null },
  ...{ ranking: { order, limit: null, bound: null }, until: null },
});

describe("which end stands on top", () => {
  it.each<[text: string, name: "cost-per-stop" | "on-time", order: Order, isTurned: boolean]>([
    ["which depot has the worst cost per stop", "cost-per-stop", "best", true],
    ["which depot has the worst cost per stop", "cost-per-stop", "most", false],
    ["which depot is cheapest per stop", "cost-per-stop", "best", false],
    ["which depot has the highest cost per stop", "cost-per-stop", "best", true],
    ["which depot has the worst on-time rate", "on-time", "most", true],
    ["which depot has the worst on-time rate", "on-time", "least", false],
    ["which depot has the best on-time rate", "on-time", "least", true],
    ["on-time rate by depot", "on-time", "least", false],
  ])("%s as %s %s", async (text, name, order, isTurned) =>
    expect(turnsOrder(await askedOf(text), kpi(name, order))).toBe(isTurned),
  );

  it("is called as it was said", async () => {
    const plan = orderedAsSaid(
      await askedOf("which depot has the lowest cost per stop"),
      kpi("cost-per-stop", "best"),
    );
    expect(plan.kind === "kpi" && plan.ranking.order).toBe("least");
  });

  it("is the farther for kilometres on a litre, and the shorter for kilometres", () => {
    expect(isMoreOfSumBetter({ name: "distance", per: { name: "fuel", amount: 1 } })).toBe(true);
    expect(isMoreOfSumBetter({ name: "distance" })).toBe(false);
    expect(isMoreOfSumBetter({ name: "weight" })).toBe(true);
  });
});
