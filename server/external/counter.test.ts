import { expect, it } from "vitest";
import type { Settled } from "#server/external/core/settle.ts";
import { createCounter } from "#server/external/counter.ts";
import type { Anchor } from "#server/external/ledger.ts";

const RESET_MS = 3_600_000;
const SETTLE_MS = 1_000;

const counterOf = (isShared: boolean) => {
  const written: { rows: readonly Settled[]; anchor: Anchor | null }[] = [];
  const counter = createCounter({
    service: "graphhopper",
    ledger: {
      settle: async (_service, rows, anchor) => void written.push({ rows, anchor }),
      drained: async () => {},
    },
    remembered: {
      ...{ mode: "live", anchor: { remaining: 100, resetAtMs: RESET_MS, lastCallId: 1 }, isShared },
      ...{ knownUnits: 0, doubts: [], doubtedAtMs: 0, spent: { units: 0, cents: 0 } },
    },
    ...{ hasCounter: true, settleAfterMs: SETTLE_MS, centsOf: () => 0 },
    report: (error) => {
      throw error;
    },
  });
  counter.doubt({ id: 7, expectedUnits: 3, isFault: false }, { nowMs: 0, isOver: false });
  const read = (remaining: number, nowMs: number) =>
    counter.read({ remaining, resetAtMs: RESET_MS }, { id: 8, ownUnits: 0, nowMs });
  return { counter, read, written };
};

it("reads off the counter what a doubtful request cost, where nobody else is in it", async () => {
  const { counter, read, written } = counterOf(false);
  expect(counter.wantsAlone(2 * SETTLE_MS)).toBe(true);
  counter.look(false, 2 * SETTLE_MS);
  read(100, 2 * SETTLE_MS);
  await counter.drained();
  expect(written).toMatchObject([{ rows: [{ id: 7, units: 0 }], anchor: { remaining: 100 } }]);
});

it("books nothing below nothing where the account was filled up meanwhile: the counter begins anew", async () => {
  for (const hasDoubt of [true, false]) {
    const { counter, read, written } = counterOf(false);
    if (!hasDoubt) read(97, 2 * SETTLE_MS);
    counter.known(2);
    // 500 are left where 97 or 100 were: nothing that was asked explains it.
    read(500, 4 * SETTLE_MS);
    counter.known(1);
    read(499, 6 * SETTLE_MS);
    await counter.drained();
    const refilled = written[hasDoubt ? 0 : 1];
    expect(refilled).toMatchObject({
      rows: hasDoubt ? [{ id: 7, units: 3 }] : [],
      anchor: { remaining: 500 },
    });
    expect(written.flatMap(({ rows }) => rows).every(({ units }) => units >= 0)).toBe(true);
  }
});

it("settles nothing by a counter that calls of other processes are in, and begins anew after them", async () => {
  const { counter, read, written } = counterOf(true);
  expect(counter.wantsAlone(2 * SETTLE_MS)).toBe(false);
  read(40, 2 * SETTLE_MS);
  counter.look(true, SETTLE_MS / 2);
  await counter.drained();
  expect(written).toEqual([]);
  counter.look(true, 2 * SETTLE_MS);
  await counter.drained();
  expect(written).toMatchObject([{ rows: [{ id: 7, units: 3 }], anchor: null }]);
  counter.look(false, 3 * SETTLE_MS);
  // 57 units were billed since the anchor that nobody here knows of: they are the others'.
  read(40, 3 * SETTLE_MS);
  await counter.drained();
  expect(written[1]).toMatchObject({ rows: [], anchor: { remaining: 40, lastCallId: 8 } });
});
