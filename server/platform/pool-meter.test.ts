import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMeter } from "#server/platform/meter.ts";
import { createPoolMeter } from "#server/platform/pool-meter.ts";

const open = () => {
  const meter = createMeter();
  const state = { atMs: 0, slots: 2 };
  const pool = createPoolMeter({
    ...{ meter, pool: "solver" },
    slots: () => state.slots,
    elapsed: () => state.atMs,
  });
  const totals = () => {
    const of = (wanted: string) => meter.totals().find(({ name }) => name === wanted)?.sum ?? 0;
    return [of("pool.busy_ms"), of("pool.slots_ms")];
  };
  return { pool, state, totals };
};

describe("a pool's measures", () => {
  it("are the busy time of its slots beside all of it", () => {
    const { pool, state, totals } = open();
    const end = pool.begin();
    state.atMs = 300;
    end();
    end();
    state.atMs = 1_000;
    pool.sample();
    expect(totals()).toEqual([300, 2_000]);
  });

  it("count slots as they were: before, while and after the pool shrank below what was busy", () => {
    const { pool, state, totals } = open();
    const ends = [pool.begin(), pool.begin()];
    state.atMs = 1_000;
    pool.sample();
    state.slots = 1;
    state.atMs = 2_000;
    pool.sample();
    expect(totals()).toEqual([4_000, 4_000]);
    for (const end of ends) end();
    state.atMs = 3_000;
    pool.sample();
    expect(totals()).toEqual([4_000, 5_000]);
  });

  it("agree with a sum over every millisecond, however work and samples fall", () => {
    const step = fc.record({ passMs: fc.integer({ min: 0, max: 50 }), act: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { pool, state, totals } = open();
        state.slots = 4;
        const ends: (() => void)[] = [];
        let [busy, all] = [0, 0];
        for (const { passMs, act } of steps) {
          state.atMs += passMs;
          busy += passMs * ends.length;
          all += passMs * 4;
          if (act === 0 && ends.length < 4) ends.push(pool.begin());
          else if (act === 1) ends.shift()?.();
          else pool.sample();
        }
        pool.sample();
        expect(totals()).toEqual([busy, all]);
      }),
    );
  });
});
