import { expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { directionsOf } from "./directions.ts";

it("gives directions of length one whose likenesses come near those wanted", () => {
  const wanted = (a: number, b: number) => (a >> 1 === b >> 1 ? 0.5 : 0);
  const k = 8;
  const all = directionsOf(wanted, new Float64Array(8).fill(1), { k, rounds: 200, step: 0.1 }, seeded("d"));
  for (let a = 0; a < 8; a++)
    for (let b = 0; b < 8; b++) {
      let dot = 0;
      for (let i = 0; i < k; i++) dot += (all[a * k + i] ?? 0) * (all[b * k + i] ?? 0);
      expect(dot).toBeCloseTo(a === b ? 1 : wanted(a, b), 1);
    }
});
