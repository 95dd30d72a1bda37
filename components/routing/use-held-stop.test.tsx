import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { laneOf } from "./board-lanes.ts";
import { routeOf } from "./fixture-day.ts";
import { createTimeScale } from "./time-scale.ts";
import { type Aim, useHeldStop } from "./use-held-stop.ts";

const rows = [routeOf(1, [11, 12, 13], { pinned: 1 }), routeOf(2, [21, 22])].map(
  (route) => laneOf(route, "kg").gaps,
);
const scale = createTimeScale({ fromMs: 0, toMs: 1 });

const setup = () => {
  const drops: [number, Aim][] = [];
  const onDrop = (stopId: number, aim: Aim) => drops.push([stopId, aim]);
  return { drops, ...renderHook(() => useHeldStop({ rows, scale, onDrop })) };
};

describe("useHeldStop", () => {
  it("moves what is held by arrows and drops it once, where it was aimed last", () => {
    const { result, drops } = setup();
    act(() => result.current.pickUp(12, { row: 0, gap: 1 }));
    act(() => void result.current.arrow("ArrowRight"));
    act(() => void result.current.arrow("ArrowDown"));
    expect(result.current.held).toEqual({ stopId: 12, by: "keys", aim: { row: 1, gap: 2 } });
    act(() => result.current.drop());
    act(() => result.current.drop());
    expect(drops).toEqual([[12, { row: 1, gap: 2 }]]);
    expect(result.current.held).toBeNull();
  });

  it("puts nothing anywhere when it is let go", () => {
    const { result, drops } = setup();
    act(() => result.current.pickUp(12, { row: 0, gap: 1 }));
    act(() => result.current.aimAt("tray"));
    act(() => result.current.letGo());
    expect(drops).toEqual([]);
    expect(result.current.held).toBeNull();
  });

  it("comes back from the tray to the first place that is open", () => {
    const { result } = setup();
    act(() => result.current.pickUp(12, "tray"));
    act(() => void result.current.arrow("ArrowRight"));
    expect(result.current.held?.aim).toEqual({ row: 0, gap: 1 });
  });

  it("leaves keys alone while nothing is held, and keys that are no arrows", () => {
    const { result } = setup();
    expect(result.current.arrow("ArrowDown")).toBe(false);
    act(() => result.current.pickUp(12, { row: 0, gap: 1 }));
    expect(result.current.arrow("x")).toBe(false);
  });
});
