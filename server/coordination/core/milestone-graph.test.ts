import fc from "fast-check";
import { expect, it } from "vitest";
import { criticalPath, findCycle, type Node } from "./milestone-graph.ts";

const at = (id: number, dependsOn: number[] = [], effortDays = 1): Node => ({ id, dependsOn, effortDays });

/** Any graph of up to six milestones. */
const graph = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.tuple(
    ...Array.from({ length: size }, (_, i) =>
      fc.record({
        id: fc.constant(i + 1),
        dependsOn: fc.uniqueArray(fc.integer({ min: 1, max: size }), { maxLength: 3 }),
        effortDays: fc.integer({ min: 0, max: 9 }),
      }),
    ),
  ),
);

/** Every chain there is, walked one by one; it ends where it would come back to a milestone that it holds. */
const chains = (nodes: readonly Node[]): number[][] => {
  const grow = (chain: number[]): number[][] => [
    chain,
    ...(new Set(chain).size < chain.length
      ? []
      : nodes
          .filter((node) => node.dependsOn.includes(chain.at(-1)!))
          .flatMap(({ id }) => grow([...chain, id]))),
  ];
  return nodes.flatMap(({ id }) => grow([id]));
};

it("finds a cycle exactly where a chain comes back to itself, and names milestones that depend on each other in turn", () => {
  fc.assert(
    fc.property(graph, (nodes) => {
      const found = findCycle(nodes);
      const isCyclic = chains(nodes).some((chain) => new Set(chain).size < chain.length);
      expect(found !== null).toBe(isCyclic);
      for (const [i, id] of (found ?? []).entries())
        expect(nodes.find((node) => node.id === id)?.dependsOn).toContain(found![(i + 1) % found!.length]);
    }),
    { numRuns: 200 },
  );
});

it("is the longest of all chains, and is one of them", () => {
  fc.assert(
    fc.property(graph, (any) => {
      // Later milestones depend on earlier ones alone, so there is no cycle.
      const nodes = any.map((node) => ({
        ...node,
        dependsOn: node.dependsOn.filter((one) => one < node.id),
      }));
      const days = (chain: readonly number[]) =>
        chain.reduce((sum, id) => sum + nodes.find((node) => node.id === id)!.effortDays, 0);
      const found = criticalPath(nodes);
      expect(found.days).toBe(Math.max(...chains(nodes).map(days)));
      expect(days(found.ids)).toBe(found.days);
      for (const [i, id] of found.ids.entries())
        if (i > 0) expect(nodes.find((node) => node.id === id)?.dependsOn).toContain(found.ids[i - 1]);
    }),
    { numRuns: 300 },
  );
});

it("goes by work, not by the number of milestones, and over what is delivered", () => {
  expect(criticalPath([at(1), at(2, [1]), at(3, [2]), at(4, [99], 8)])).toEqual({ ids: [4], days: 8 });
  expect(criticalPath([])).toEqual({ ids: [], days: 0 });
});

it("names a cycle of ten thousand milestones", () => {
  const ring = Array.from({ length: 10_000 }, (_, i) => at(i, [(i + 1) % 10_000]));
  expect(findCycle(ring)).toHaveLength(10_000);
});
