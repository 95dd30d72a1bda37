import { expect, it } from "vitest";
import { inTurns } from "#server/lib/in-turns.ts";

it("what waits for its turn gets one at each place where long work yields", async () => {
  const order: string[] = [];
  function* work(): Generator<void, string> {
    for (const part of ["first", "second"]) {
      order.push(part);
      setImmediate(() => order.push(`another after the ${part}`));
      yield;
    }
    return "done";
  }
  expect(await inTurns(work())).toBe("done");
  expect(order).toEqual(["first", "another after the first", "second", "another after the second"]);
});

it("what long work throws is thrown", async () => {
  // biome-ignore lint/correctness/useYield: it breaks before its first turn ends
  function* broken(): Generator<void, never> {
    throw new Error("no more");
  }
  await expect(inTurns(broken())).rejects.toThrow("no more");
});
