import { describe, expect, it } from "vitest";
import type { StopRow } from "#server/operations/schema.ts";
import { followsTheDay, withStopEvents } from "./stop-rows.ts";

const AT = "2026-11-25T10:00:00.000Z";
const row = (id: number, status: StopRow["status"] = "pending"): StopRow => ({
  ...{ id, serviceDay: "2026-11-25", routeId: 7, route: "R7", sequence: id, doneSequence: null, siteId: id },
  ...{ site: `Site ${id}`, street: null, zone: null, depotId: 1, stream: "refuse", status, plannedAt: AT },
  ...{ expectedAt: AT, windowStartAt: null, windowEndAt: null, arrivedAt: null, doneAt: null },
  ...{ lifts: 0, weightKg: 0, reason: null, lng: 0, lat: 0 },
});
const pageOf = (...rows: StopRow[]) => ({ rows, total: rows.length, asOf: AT });
const eventOf = (stopId: number, status: StopRow["status"]) =>
  [stopId, { stopId, routeId: 7, status, at: AT }] as const;

describe("rows of stops that follow their channel", () => {
  it("take the status of the event, and its time once done", () => {
    const { rows } = withStopEvents(
      pageOf(row(1), row(2), row(3)),
      new Map([eventOf(2, "done"), eventOf(3, "missed")]),
    );
    expect(rows.map(({ status, doneAt }) => [status, doneAt])).toEqual([
      ["pending", null],
      ["done", AT],
      ["missed", null],
    ]);
  });

  it("stay the same page where no event is of them or says what is known", () => {
    const page = pageOf(row(1, "done"));
    expect(withStopEvents(page, new Map([eventOf(9, "done"), eventOf(1, "done")]))).toBe(page);
  });

  it.each([
    ["no question", [], [], false],
    ["a zone, by plan", [{ column: "zone", op: "eq", value: "Docks" }], ["plannedAt"], false],
    ["a status", [{ column: "status", op: "eq", value: "pending" }], [], true],
    ["those at risk", [{ column: "isAtRisk", op: "eq", value: true }], [], true],
    ["all, by time done", [], ["doneAt"], true],
  ] as const)("are asked anew when stops go on for %s: %#", (_, filters, sorts, follows) => {
    const sort = sorts.map((column) => ({ column, descending: false }));
    expect(followsTheDay({ filters: [...filters], sort })).toBe(follows);
  });
});
