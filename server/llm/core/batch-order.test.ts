import fc from "fast-check";
import { expect, it } from "vitest";
import { orderBatch } from "#server/llm/core/batch-order.ts";

const itemsOf = (lengths: readonly number[]) =>
  lengths.map((length, at) => ({
    tokens: Array.from({ length }, () => 0),
    evaluationPriority: lengths.length - 1 - at,
  }));

it("takes texts whole where there is room, by the number of their sequence", () => {
  const batch = orderBatch({ items: itemsOf([3, 9, 1, 4]), size: 512 });
  expect(batch.map(({ item, processAmount }) => [item.evaluationPriority, processAmount])).toEqual([
    [0, 4],
    [1, 1],
    [2, 9],
    [3, 3],
  ]);
});

it("fills the room, cuts only what is longer than a fair share, and rises by sequence", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 8, max: 512 }),
      (lengths, size) => {
        const batch = orderBatch({ items: itemsOf(lengths), size });
        const all = lengths.reduce((sum, each) => sum + each, 0);
        const taken = batch.reduce((sum, { processAmount }) => sum + processAmount, 0);
        expect(taken).toBe(Math.min(size, all));
        expect(batch).toHaveLength(lengths.length);
        const fair = Math.floor(size / lengths.length);
        for (const [at, { item, processAmount }] of batch.entries()) {
          expect(item.evaluationPriority).toBeGreaterThan(batch[at - 1]?.item.evaluationPriority ?? -1);
          expect(processAmount).toBeGreaterThanOrEqual(Math.min(fair, item.tokens.length));
          expect(processAmount).toBeLessThanOrEqual(item.tokens.length);
        }
      },
    ),
  );
});
