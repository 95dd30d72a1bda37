import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { createGate } from "./gate.ts";

/** Work that ends when it is told to, and how much of it is under way. */
const workshop = () => {
  const ends: (() => void)[] = [];
  return { ends, work: () => new Promise<void>((resolve) => ends.push(resolve)) };
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("a gate", () => {
  it("lets in as many at once as it is told, and the others in their order", async () => {
    const gate = createGate(() => 2);
    const order: number[] = [];
    const { ends, work } = workshop();
    const all = [1, 2, 3, 4].map((i) =>
      gate.run(async () => {
        order.push(i);
        await work();
      }),
    );
    await settled();
    expect([order, gate.waiting()]).toEqual([[1, 2], 2]);
    ends[1]?.();
    await settled();
    expect(order).toEqual([1, 2, 3]);
    ends[0]?.();
    ends[2]?.();
    await settled();
    ends[3]?.();
    await Promise.all(all);
    expect(gate.waiting()).toBe(0);
  });

  it("goes by how many may be within when it looks again, and always lets one in", async () => {
    let most = 0;
    const gate = createGate(() => most);
    const { ends, work } = workshop();
    void gate.run(work);
    void gate.run(work);
    void gate.run(work);
    await settled();
    expect(ends).toHaveLength(1);
    most = 3;
    gate.look();
    await settled();
    expect(ends).toHaveLength(3);
  });

  it("lets the next one in where work failed, and runs each in the context in which it asked", async () => {
    const asker = new AsyncLocalStorage<string>();
    const gate = createGate(() => 1);
    const fails = asker.run("first", () => gate.run(() => Promise.reject(new Error("broken"))));
    const seen = asker.run("second", () => gate.run(async () => asker.getStore()));
    await expect(fails).rejects.toThrow("broken");
    expect(await seen).toBe("second");
  });
});
