import fc from "fast-check";
import { expect, it } from "vitest";
import { strongComponents } from "./network-components.ts";
import { toArcs } from "./network-streets.ts";

it("puts two nodes into one component exactly when each reaches the other", () => {
  const graphs = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 }),
  );
  fc.assert(
    fc.property(graphs, ([n, drawn]) => {
      const from = Uint32Array.from(drawn, ([a]) => a % n);
      const to = Uint32Array.from(drawn, ([, b]) => b % n);
      const { offsets, heads } = toArcs(n, from, to, new Uint8Array(drawn.length).fill(1));
      const reaches = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => i === j));
      from.forEach((a, e) => {
        reaches[a]![to[e]!] = true;
      });
      for (let k = 0; k < n; k++)
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) if (reaches[i]![k] && reaches[k]![j]) reaches[i]![j] = true;
      const { component, count } = strongComponents(offsets, heads);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          expect(component[i] === component[j]).toBe(reaches[i]![j] && reaches[j]![i]);
      expect(new Set(component).size).toBe(count);
    }),
  );
});
