import { describe, expect, it } from "vitest";
import { handedOver, isInVain, withShown } from "#server/ask/hand-over.ts";
import type { Scope } from "#server/lib/scope.ts";

const scope = { organisationId: 1, role: "dispatcher" } as Scope;
const HAND_OVER = { action: "hand-over" as const, route: "R-17", count: 3 };
/** What the board and the lists are asked, where R-17 has stops 9, 8 and 7 left and R-4 is driven by truck 4. */
const reading = () => {
  const asked: unknown[] = [];
  return {
    asked,
    operations: {
      serviceDay: () => "2026-11-25",
      page: (async (list: string, _scope: Scope, window: { filters: { value: unknown }[] }) => {
        asked.push([list, window]);
        if (list === "stops") return { rows: [{ id: 9 }, { id: 8 }, { id: 7 }], total: 3 };
        return {
          rows: window.filters.some(({ value }) => value === "R-4") ? [{ vehicleId: 4 }] : [],
          total: 1,
        };
      }) as never,
    },
    handOver: async (_scope: Scope, serviceDay: string, stopIds: readonly number[], only: number | null) => ({
      ...{ serviceDay, moves: [], costCents: only ?? 0 },
      left: stopIds.map((stopId) => ({ stopId, reason: "full" })),
    }),
  };
};

describe("the last stops of a route", () => {
  it("are offered the very last first to every truck, to one, or to that of a route", async () => {
    const reads = reading();
    const to = async (target: object) =>
      (await handedOver(reads, scope, { ...HAND_OVER, ...target })).costCents;
    expect([await to({}), await to({ toVehicleId: 6 }), await to({ toRoute: "R-4" })]).toEqual([0, 6, 4]);
    expect(reads.asked[0]).toMatchObject([
      "stops",
      { limit: 3, sort: [{ column: "plannedAt", descending: true }] },
    ]);
    const { left } = await handedOver(reads, scope, HAND_OVER);
    expect(left.map(({ stopId }) => stopId)).toEqual([9, 8, 7]);
  });

  it("all stay where the route that is to take them does not run", async () => {
    const { moves, left } = await handedOver(reading(), scope, { ...HAND_OVER, toRoute: "R-99" });
    expect(moves).toEqual([]);
    expect(left).toHaveLength(3);
    expect(left[0]?.reason).toBe("R-99 does not run today, or has no truck");
  });

  it("come with their draft just as they are shown, and no other proposal is touched", async () => {
    const plan = { kind: "propose" as const, words: "w", proposal: HAND_OVER };
    const { proposal } = await withShown(reading(), scope, plan);
    expect(proposal).toMatchObject({ ...HAND_OVER, shown: { serviceDay: "2026-11-25" } });
    expect(isInVain({ ...plan, proposal })).toBe(true);
    expect(isInVain(plan)).toBe(false);
    const undo = { ...plan, proposal: { action: "undo" as const, count: 1, of: "changes" as const } };
    expect(await withShown(reading(), scope, undo)).toBe(undo);
    expect(await withShown({ ...reading(), handOver: null }, scope, plan)).toBe(plan);
  });
});
