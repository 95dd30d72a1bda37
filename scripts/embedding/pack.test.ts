import { expect, it } from "vitest";
import { MEANING } from "#server/vector/core/static-model.ts";
import { packWords } from "./pack.ts";

it("packs a vector as its length and its direction, and a word that means nothing with its spelling's weight", () => {
  const vectors = new Float64Array(2 * MEANING);
  vectors[0] = 3;
  vectors[1] = -4;
  const { weights, scales, meanings } = packWords(["a", "b"], vectors, { unsaid: 0.02 });
  expect(weights[0]).toBeCloseTo(5, 5);
  expect(weights[1]).toBeCloseTo(0.02, 5);
  expect((meanings[0] ?? 0) * (scales[0] ?? 0)).toBeCloseTo(0.6, 2);
  expect((meanings[1] ?? 0) * (scales[0] ?? 0)).toBeCloseTo(-0.8, 2);
});
