import { describe, expect, it, vi } from "vitest";
import { createRelayWriter, handOver, type RelayBatch } from "#server/platform/live-relay.ts";

const value = (n: number) => ({ channel: "c", meta: { organisationId: 1, depotId: null }, value: n });
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 5_000, interval: 10 });

describe("the writer of a relay", () => {
  it("tries a message again until it is written, and keeps the order", async () => {
    const written: unknown[] = [];
    const errors: unknown[] = [];
    let failures = 2;
    const writer = createRelayWriter({
      async write(text) {
        if (failures-- > 0) throw new Error("away");
        written.push(...(JSON.parse(text) as RelayBatch).values.map((each) => each.value));
      },
      report: (error) => void errors.push(error),
    });
    for (const n of [1, 2, 3]) writer.publish(value(n));
    await until(() => expect(errors).toHaveLength(1));
    writer.publish(value(4));
    await until(() => expect(written).toEqual([1, 2, 3, 4]));
    expect(errors).toHaveLength(2);
    await writer.close();
  });

  it("gives up what waits when it is too much, and tells readers so with what follows", async () => {
    const batches: RelayBatch[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const writer = createRelayWriter({
      async write(text) {
        batches.push(JSON.parse(text) as RelayBatch);
        await held;
      },
      report: () => {},
    });
    writer.publish(value(0));
    await until(() => expect(batches).toHaveLength(1));
    for (let n = 1; n <= 20_001; n++) writer.publish(value(n));
    release();
    await writer.close();
    expect(
      batches.map(({ hasLost, values }) => [hasLost ?? false, values.map((each) => each.value)]),
    ).toEqual([
      [false, [0]],
      [true, [20_001]],
    ]);
    const told: unknown[] = [];
    for (const batch of batches)
      handOver(JSON.stringify(batch), {
        take: (values) => void told.push(...values.map((each) => each.value)),
        lost: () => void told.push("lost"),
      });
    expect(told).toEqual([0, "lost", 20_001]);
  });
});
