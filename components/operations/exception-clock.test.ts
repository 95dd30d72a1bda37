import { describe, expect, it } from "vitest";
import { countdown, serviceClock } from "./exception-clock.ts";

const row = {
  status: "open" as const,
  openedAt: "2026-11-23T10:00:00Z",
  respondBy: "2026-11-23T10:30:00Z",
  takenAt: null,
  closedAt: null,
};
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe("service clock", () => {
  it("counts down to the time of response, and says when it is close", () => {
    expect(serviceClock(row, at("10:05:00"))).toEqual({ state: "left", ms: 25 * 60_000 });
    expect(serviceClock(row, at("10:20:01"))).toEqual({ state: "soon", ms: 599_000 });
    expect(serviceClock(row, at("10:30:00"))).toEqual({ state: "soon", ms: 0 });
  });

  it("counts up once the time of response has passed", () => {
    expect(serviceClock(row, at("10:31:30"))).toEqual({ state: "overdue", ms: 90_000 });
  });

  it("stops when somebody has taken or closed it", () => {
    const taken = { ...row, status: "taken" as const, takenAt: "2026-11-23T10:10:00Z" };
    expect(serviceClock(taken, at("11:10:00"))).toEqual({ state: "taken", ms: 3_600_000 });
    const closed = { ...taken, status: "closed" as const, closedAt: "2026-11-23T11:00:00Z" };
    expect(serviceClock(closed, at("11:10:00"))).toEqual({ state: "closed", ms: 600_000 });
  });
});

describe("countdown", () => {
  it.each([
    [0, "0:00 min"],
    [59_999, "0:59 min"],
    [545_000, "9:05 min"],
    [3_599_999, "59:59 min"],
    [3_600_000, "1:00 h"],
    [7_740_000, "2:09 h"],
    [86_400_000, "1 d"],
    [300_000_000, "3 d"],
  ])("writes %i ms as %s", (ms, text) => expect(countdown(ms)).toBe(text));
});
