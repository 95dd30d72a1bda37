import { describe, expect, it } from "vitest";
import { createMeter } from "#server/platform/meter.ts";
import { watchProcess } from "#server/platform/process-meter.ts";

describe("the measures of a process", () => {
  it("tell how many connections are in use and how many wait for one", () => {
    const meter = createMeter();
    let waiting = 0;
    const pool = { totalCount: 10, idleCount: 3, waitingFor: () => waiting };
    const { sample, stop } = watchProcess(meter, pool);
    sample();
    Object.assign(pool, { idleCount: 0 });
    waiting = 4;
    sample();
    stop();
    const levels = new Map(meter.totals().map(({ name, last }) => [name, last]));
    expect([levels.get("database.pool_used"), levels.get("database.pool_waiting")]).toEqual([10, 4]);
  });
});
