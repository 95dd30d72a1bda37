import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Heap } from "./heap.ts";

describe("Heap", () => {
  it("gives items back by rising key, each at the smallest key it was pushed with", () => {
    const pushes = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: -50, max: 50 })), { maxLength: 200 });
    fc.assert(
      fc.property(pushes, (drawn) => {
        const heap = new Heap(31);
        const smallest = new Map<number, number>();
        for (const [item, key] of drawn) {
          heap.push(item, key);
          smallest.set(item, Math.min(key, smallest.get(item) ?? Number.POSITIVE_INFINITY));
        }
        expect(heap.size).toBe(smallest.size);
        const keys: number[] = [];
        while (heap.size > 0) {
          const key = heap.peekKey();
          const item = heap.pop();
          expect(key).toBe(smallest.get(item));
          smallest.delete(item);
          keys.push(key);
        }
        expect(smallest.size).toBe(0);
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
      }),
    );
  });

  it("takes an item again after it was popped or cleared", () => {
    const heap = new Heap(3);
    heap.push(1, 5);
    heap.push(2, 4);
    expect(heap.pop()).toBe(2);
    heap.push(2, 9);
    heap.clear();
    expect(heap.pop()).toBe(-1);
    expect(heap.peekKey()).toBe(Number.POSITIVE_INFINITY);
    heap.push(1, 7);
    expect(heap.pop()).toBe(1);
  });

  it("refuses an item beyond its capacity and says what it holds", () => {
    expect(() => new Heap(4).push(4, 1)).toThrow("got item 4, expected 0 to 3");
    expect(() => new Heap(-1)).toThrow("got capacity -1");
  });
});
