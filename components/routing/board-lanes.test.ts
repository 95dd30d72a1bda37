import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boardParts, laneOf, moveTo, placeOfStop } from "./board-lanes.ts";
import { routeOf, visitOf, waitingOf } from "./fixture-day.ts";

const serviceDay = "2026-11-23";
const routes = [routeOf(1, [11, 12, 13], { pinned: 1 }), routeOf(2, [21, 22]), routeOf(3, [])];
const lanes = routes.map((route) => laneOf(route, "kg"));
const tray = [waitingOf(90)];
const day = { serviceDay, tray };

describe("laneOf", () => {
  it("counts only stops as places, whatever stands between them", () => {
    const tip = visitOf(0, 1, { kind: "tip", stopId: null, facilityId: 4, name: "Landfill", status: null });
    const route = routeOf(1, [11, 12]);
    const lane = laneOf(
      { ...route, visits: [route.visits[0], tip, route.visits[1]].flatMap((v) => v ?? []) },
      "kg",
    );
    expect(lane.items.map(({ kind }) => kind)).toEqual(["stop", "tip", "stop"]);
    expect(lane.gaps.stopIds).toEqual([11, 12]);
  });

  it("pins everything up to the last stop that is done", () => {
    const route = routeOf(1, [11, 12, 13]);
    const done = route.visits.map((visit) => ({ ...visit, isPinned: visit.stopId === 12 }));
    expect(laneOf({ ...route, visits: done }, "kg").gaps.pinned).toBe(2);
  });
});

describe("moveTo", () => {
  it.each([
    ["before itself", { row: 0, gap: 1 }, null],
    ["behind itself", { row: 0, gap: 2 }, null],
    ["later on its own truck, counted without itself", { row: 0, gap: 3 }, { vehicleId: 1, position: 2 }],
    ["first on another truck", { row: 1, gap: 0 }, { vehicleId: 2, position: 0 }],
    ["last on another truck", { row: 1, gap: 2 }, { vehicleId: 2, position: 2 }],
    ["on a truck that stands still", { row: 2, gap: 0 }, { vehicleId: 3, position: 0 }],
  ])("puts a stop %s", (_, aim, to) => {
    expect(moveTo(day, lanes, 12, aim)).toEqual(to === null ? null : { serviceDay, stopId: 12, to });
  });

  it("takes a stop off its truck, and leaves one in the tray that is there", () => {
    expect(moveTo(day, lanes, 12, "tray")).toEqual({ serviceDay, stopId: 12, to: null });
    expect(moveTo(day, lanes, 90, "tray")).toBeNull();
  });

  it("moves nothing that is not on the board", () => {
    expect(moveTo(day, lanes, 777, { row: 0, gap: 0 })).toBeNull();
  });

  it("gives the place at which the stop then stands", () => {
    const stop = fc.constantFrom(12, 13, 21, 22, 90);
    const aim = fc
      .nat(lanes.length - 1)
      .chain((row) =>
        fc.record({ row: fc.constant(row), gap: fc.nat(lanes[row]?.gaps.stopIds.length ?? 0) }),
      );
    fc.assert(
      fc.property(stop, aim, (stopId, to) => {
        const move = moveTo(day, lanes, stopId, to);
        const before = lanes[to.row]?.gaps.stopIds ?? [];
        const isOwn = before.includes(stopId);
        // Put it into the gap as drawn, then take the old one away: the oracle of what the drop line shows.
        const shown = [...before.slice(0, to.gap), -1, ...before.slice(to.gap)]
          .filter((id) => id !== stopId)
          .map((id) => (id === -1 ? stopId : id));
        if (move === null) expect(shown).toEqual(before);
        else {
          const rest = isOwn ? before.filter((id) => id !== stopId) : [...before];
          rest.splice(move.to?.position ?? -1, 0, stopId);
          expect(rest).toEqual(shown);
        }
      }),
    );
  });
});

describe("boardParts", () => {
  it("shows what is done beyond the shift too", () => {
    const late = visitOf(11, 30);
    const parts = boardParts([laneOf({ ...routeOf(1, [11]), visits: [late] }, "kg")]);
    expect(Math.max(...parts.map(({ toMs }) => toMs))).toBe(Date.parse(late.endAt));
    expect(Math.min(...parts.map(({ fromMs }) => fromMs))).toBe(Date.parse(routes[0]?.shiftStartAt ?? ""));
  });
});

describe("placeOfStop", () => {
  it("finds a stop on its lane, in the tray, or nowhere", () => {
    expect(placeOfStop(lanes, tray, 22)).toEqual({ row: 1, gap: 1 });
    expect(placeOfStop(lanes, tray, 90)).toBe("tray");
    expect(placeOfStop(lanes, tray, 777)).toBeNull();
  });
});
