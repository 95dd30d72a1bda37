import { describe, expect, it } from "vitest";
import type { Role } from "#server/lib/scope.ts";
import { telemetryRouter } from "#server/telemetry/router.ts";
import { createCallerFactory } from "#server/trpc.ts";

const quiet = { warn: () => {}, error: () => {} };
const callerOf = (role: Role) =>
  createCallerFactory(
    telemetryRouter({
      scorecard: async () => [],
      meters: async () => [],
      series: async () => [],
      slowest: async () => ({ names: [], traces: [] }),
      whole: async () => null,
      marks: async () => [],
    }),
  )({
    scope: {
      organisationId: 1,
      userId: "u",
      userName: "U",
      role,
      depotIds: null,
      driverId: null,
      isOperator: true,
    },
    requestId: "r",
    log: quiet,
    meter: { record: () => {}, count: () => {} },
  });

describe("telemetry router", () => {
  it.each(["engineer", "manager", "admin"] as const)("lets a %s read", async (role) => {
    expect(await callerOf(role).scorecard()).toEqual([]);
  });

  it.each(["dispatcher", "driver"] as const)("refuses a %s", async (role) => {
    await expect(callerOf(role).meters()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("refuses windows of more than a month, or that end before they begin", async () => {
    const { whole, marks } = callerOf("engineer");
    const long = { from: "2026-10-01T00:00:00Z", to: "2026-11-23T00:00:00Z" };
    await expect(whole({ name: "api.request_ms", ...long })).rejects.toThrow(/at most 31 days/);
    await expect(marks(long)).rejects.toThrow(/at most 31 days/);
    await expect(marks({ from: long.to, to: long.from })).rejects.toThrow(/from must be before to/);
    expect(await whole({ name: "api.request_ms", from: "2026-11-01T00:00:00Z", to: long.to })).toBeNull();
  });

  it("refuses a time that is too long for its step, or ends before it begins", async () => {
    const { series } = callerOf("engineer");
    const day = { name: "api.request_ms", from: "2026-11-23T00:00:00Z", to: "2026-11-24T00:00:00Z" };
    await expect(series({ ...day, stepS: 1 })).rejects.toThrow(/at most 5000 points/);
    await expect(series({ ...day, to: day.from, stepS: 60 })).rejects.toThrow(/from must be before to/);
    expect(await series({ ...day, stepS: 60 })).toEqual([]);
  });
});
