import { afterEach, expect, it, vi } from "vitest";
import type { LiveRelay, RelayedValue } from "#server/platform/live-relay.ts";

const value = (n: number, text = ""): RelayedValue => ({
  channel: "places",
  meta: { organisationId: 1, depotId: null },
  value: { n, text },
});
const numberOf = (each: RelayedValue): number => (each.value as { n: number }).n;

/** Reads a relay into a list. */
export const collect = async (relay: LiveRelay) => {
  const taken: RelayedValue[] = [];
  let losses = 0;
  await relay.read({
    take: (values) => void taken.push(...values),
    lost: () => {
      losses++;
    },
  });
  return { taken, numbers: () => taken.map(numberOf), losses: () => losses };
};

/** What every relay does; `open` joins another process to the same installation. */
export const relayContract = (open: () => LiveRelay): void => {
  const opened: LiveRelay[] = [];
  const join = (): LiveRelay => {
    const relay = open();
    opened.push(relay);
    return relay;
  };
  afterEach(async () => {
    for (const relay of opened.splice(0)) await relay.close();
  });
  const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 10_000, interval: 20 });

  it("hands every value of all processes to all of them, once, in one order that keeps each one's own", async () => {
    const [a, b] = [join(), join()];
    const [atA, atB] = [await collect(a), await collect(b)];
    for (let n = 0; n < 300; n++) {
      a.publish(value(n));
      b.publish(value(1_000 + n));
      if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await until(() => expect([atA.taken.length, atB.taken.length]).toEqual([600, 600]));
    expect(atA.numbers()).toEqual(atB.numbers());
    const expected = Array.from({ length: 300 }, (_, n) => n);
    expect(atA.numbers().filter((n) => n < 1_000)).toEqual(expected);
    expect(atA.numbers().filter((n) => n >= 1_000)).toEqual(expected.map((n) => 1_000 + n));
    expect(atA.losses() + atB.losses()).toBe(0);
  });

  it("carries values of any size and characters, with whose they are", async () => {
    const [a, b] = [join(), join()];
    const read = await collect(b);
    const large = value(1, `Straße ☃ ${"x".repeat(50_000)}`);
    a.publish(large);
    await until(() => expect(read.taken).toEqual([large]));
  });

  it("gives a process that joins what is published from then on", async () => {
    const a = join();
    const first = await collect(a);
    a.publish(value(1));
    await until(() => expect(first.numbers()).toEqual([1]));
    const late = await collect(join());
    a.publish(value(2));
    await until(() => expect([first.numbers(), late.numbers()]).toEqual([[1, 2], [2]]));
  });

  it("writes what waits before it closes", async () => {
    const read = await collect(join());
    const a = open();
    a.publish(value(7));
    await a.close();
    await until(() => expect(read.numbers()).toEqual([7]));
  });
};
