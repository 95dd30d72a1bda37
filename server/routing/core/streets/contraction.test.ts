import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyStreets, costsByCutting } from "#server/routing/fixture-streets.ts";
import { arcCost } from "./arc-cost.ts";
import { contractStreets } from "./contraction.ts";
import { costTable } from "./cost-table.ts";
import { createFastestWay } from "./fastest-way.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { Streets } from "./streets.ts";

/** Every node as a start or goal of its own. */
const atNodes = ({ ranks }: Hierarchy) => ({
  ranks: Int32Array.from({ length: 2 * ranks.length }, (_, s) => (s % 2 === 0 ? ranks[s / 2]! : -1)),
  costs: new Float64Array(2 * ranks.length),
});

const tableOf = (hierarchy: Hierarchy): number[][] => {
  const nodes = hierarchy.order.length;
  const table = costTable(hierarchy, atNodes(hierarchy), atNodes(hierarchy));
  return Array.from({ length: nodes }, (_, i) => [...table.subarray(i * nodes, (i + 1) * nodes)]);
};

const shuffled = (nodes: number, keys: readonly number[]): Uint32Array =>
  Uint32Array.from({ length: nodes }, (_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);

describe("contractStreets", () => {
  it("keeps every cost of any small network: time and distance, to the last unit", () => {
    fc.assert(
      fc.property(anyStreets, (streets) => {
        expect(tableOf(contractStreets(streets))).toEqual(costsByCutting(streets, []));
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every cost in any order of the nodes, and without the closed streets", () => {
    fc.assert(
      fc.property(
        anyStreets,
        fc.array(fc.nat(1_000), { minLength: 14, maxLength: 14 }),
        fc.array(fc.nat(33), { maxLength: 5 }),
        (streets, keys, closed) => {
          const isClosed = Uint8Array.from(streets.edgeId, (_, e) => (closed.includes(e) ? 1 : 0));
          const order = shuffled(streets.nodeLng.length, keys);
          const hierarchy = contractStreets(streets, { isClosed, order });
          expect(hierarchy.order).toEqual(order);
          expect(tableOf(hierarchy)).toEqual(costsByCutting(streets, [], (e) => closed.includes(e)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("unpacks every way into open streets that join up and cost what it says", () => {
    const endsOf = (streets: Streets, street: number): [number, number] => {
      const [from, to] = [streets.edgeFrom[street >> 1]!, streets.edgeTo[street >> 1]!];
      if ((street & 1) === 0) return [from, to];
      expect(streets.edgeIsOneWay[street >> 1]).toBe(0);
      return [to, from];
    };
    fc.assert(
      fc.property(anyStreets, (streets) => {
        const hierarchy = contractStreets(streets);
        const expected = costsByCutting(streets, []);
        const ways = createFastestWay(hierarchy);
        const seeds = atNodes(hierarchy);
        expected.forEach((row, i) => {
          row.forEach((cost, j) => {
            const way = ways.between(seeds, i, seeds, j);
            expect(way?.cost ?? Number.POSITIVE_INFINITY).toBe(cost);
            if (!way) return;
            let at = i;
            let sum = 0;
            for (const street of way.streets) {
              const [tail, head] = endsOf(streets, street);
              expect(tail).toBe(at);
              at = head;
              sum += arcCost(streets.edgeLengthM[street >> 1]!, streets.edgeSpeedKmh[street >> 1]!);
            }
            expect([at, sum]).toEqual([j, cost]);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("makes the same hierarchy of the same streets", () => {
    const [streets] = fc.sample(anyStreets, { numRuns: 1, seed: 7 }) as [Streets];
    expect(contractStreets(streets)).toEqual(contractStreets(streets));
  });

  it("refuses an order of another network", () => {
    const [streets] = fc.sample(anyStreets, { numRuns: 1, seed: 7 }) as [Streets];
    expect(() => contractStreets(streets, { order: new Uint32Array(99) })).toThrow(
      `got an order of 99 nodes, expected ${streets.nodeLng.length}`,
    );
  });
});
