import { expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import { drawTogether, type Thing } from "./contrast.ts";

const K = 8;
const RECIPE = {
  ...{ rounds: 60, batch: 4, step: 0.02, hold: 0.001, temperature: 0.1, dropped: 0, joined: 0 },
};
/** Words 0 to 3 are things, 4 to 7 ways of saying them; 8 shares the concept of 4 and is never used. */
const SAID = [0, 1, 2, 3, 4, 5, 6, 7, 4].map((concept) => [{ concept, share: 1 }]);

const train = (kin: ReadonlyMap<number, number>) => {
  const random = seeded("contrast");
  const directions = Float64Array.from({ length: 8 * K }, () => random.normal(0, 1 / Math.sqrt(K)));
  const things: Thing[] = [0, 1, 2, 3].map((row) => ({
    rows: [row],
    kind: String(row),
    kin: row === 0 ? kin : new Map(),
  }));
  const ways = [0, 1, 2, 3].map((thing) => ({ rows: [4 + thing], thing }));
  const first = { saidBy: SAID, directions, weights: new Float64Array(9).fill(1), k: K };
  const vectors = drawTogether(first, things, ways, RECIPE, seeded("run"));
  return (a: number, b: number): number => {
    const [x, y] = [a, b].map((row) => vectors.subarray(row * K, (row + 1) * K));
    const dot = (p: Float64Array, q: Float64Array) => p.reduce((sum, each, i) => sum + each * (q[i] ?? 0), 0);
    return dot(x as Float64Array, y as Float64Array) / Math.hypot(...(x ?? [])) / Math.hypot(...(y ?? []));
  };
};

it("draws each way to its thing and away from the others", () => {
  const likeness = train(new Map());
  for (let thing = 0; thing < 4; thing++)
    for (let other = 0; other < 4; other++)
      if (other !== thing)
        expect(likeness(4 + thing, thing)).toBeGreaterThan(likeness(4 + thing, other) + 0.3);
});

it("moves a word that no way uses along with those of its concept", () => {
  const likeness = train(new Map());
  expect(likeness(8, 0)).toBeGreaterThan(Math.max(likeness(8, 1), likeness(8, 2), likeness(8, 3)) + 0.2);
});

it("lets a way come near the kin of its thing", () => {
  const apart = train(new Map());
  const near = train(new Map([[1, 0.4]]));
  expect(near(4, 1)).toBeGreaterThan(apart(4, 1) + 0.2);
});
