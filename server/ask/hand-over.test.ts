import { describe, expect, it } from "vitest";
import { handedOver } from "#server/ask/hand-over.ts";
import type { Scope } from "#server/lib/scope.ts";

const scope = { organisationId: 1, role: "dispatcher" } as Scope;
const place = (vehicleId: number) => ({ vehicleId, position: 0 }) as never;

describe("the last stops of a route", () => {
  it("go, the very last first, to the cheapest other truck, or stay where none takes them", async () => {
    const asked: unknown[] = [];
    const handed = await handedOver(
      {
        operations: {
          serviceDay: () => "2026-11-25",
          page: (async (_list: string, _scope: Scope, window: unknown) => {
            asked.push(window);
            return { rows: [{ id: 9 }, { id: 8 }, { id: 7 }], total: 3 };
          }) as never,
        },
        places: async (_scope, _day, stopId) => ({
          stopId,
          present: place(1),
          alternatives:
            stopId === 8 ? [place(1)] : stopId === 9 ? [place(1), place(3)] : [place(2), place(3)],
          reason: null,
        }),
      },
      scope,
      { route: "R-17", count: 3 },
    );
    expect(handed.map(({ stop, place: to }) => [stop.id, to?.vehicleId ?? null])).toEqual([
      [9, 3],
      [8, null],
      [7, 2],
    ]);
    expect(asked).toMatchObject([{ limit: 3, sort: [{ column: "plannedAt", descending: true }] }]);
  });
});
