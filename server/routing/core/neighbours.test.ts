import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chain, nearest } from "./neighbours.ts";

const places = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
const width = fc.integer({ min: 0, max: 12 });
const near = (at: readonly number[], most: number) =>
  nearest(at.length, most, (a, b) => Math.abs(at[a]! - at[b]!));

describe("neighbours", () => {
  it("are the nearest in order, equal ones by index, as sorting all of them gives", () => {
    fc.assert(
      fc.property(places, width, (at, most) => {
        const { list, width: found } = near(at, most);
        expect(found).toBe(Math.min(most, at.length - 1));
        at.forEach((here, from) => {
          const others = at.map((_, to) => to).filter((to) => to !== from);
          others.sort((a, b) => Math.abs(here - at[a]!) - Math.abs(here - at[b]!) || a - b);
          expect([...list.slice(from * found, (from + 1) * found)]).toEqual(others.slice(0, found));
        });
      }),
    );
  });

  it("make chains of all stops, each followed by the first neighbour that was free", () => {
    fc.assert(
      fc.property(places, width, (at, most) => {
        const lists = near(at, most);
        const order = [...chain(at.length, lists)];
        expect([...order].sort((a, b) => a - b)).toEqual(at.map((_, stop) => stop));
        for (let i = 1; i < order.length; i++) {
          const row = lists.list.slice(order[i - 1]! * lists.width, (order[i - 1]! + 1) * lists.width);
          const free = [...row].find((stop) => !order.slice(0, i).includes(stop));
          const lowest = Math.min(...order.slice(i));
          expect(order[i]).toBe(free ?? lowest);
        }
      }),
    );
  });
});
