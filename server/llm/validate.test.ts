import { expect, it } from "vitest";
import type { Model } from "#server/llm/model.ts";
import { scoreModel } from "#server/llm/validate.ts";

const usage = { promptTokens: 1, reusedTokens: 0, answerTokens: 1, firstMs: 1 };

/** A model that answers from a table. */
const modelOf = (answers: Record<string, { text: string; isWhole?: boolean; ms: number }>): Model => ({
  async complete({ text, prefix }) {
    const { ms, ...answer } = answers[text] ?? { text: prefix, ms: 0 };
    return { isWhole: true, ...answer, usage: { ...usage, ms } };
  },
  health: async () => ({ isReady: true, sentence: "" }),
  describe: async () => ({
    ...{ name: "table", version: "1", sequences: 2, contextTokens: 100, device: "memory" },
    ...{ memoryBytes: 5, isGenerated: false },
  }),
  close: async () => {},
});

it("counts exact plans, those that are none, and how long they took", async () => {
  const model = modelOf({
    a: { text: '{"kind":"list","of":"stops"}', ms: 10 },
    b: { text: '{"of":"stops", "kind":"count"}', ms: 20 },
    c: { text: '{"kind":"li', isWhole: false, ms: 30 },
    d: { text: "no plan", ms: 40 },
    e: { text: '{"kind":"list"}', ms: 50 },
  });
  const expected = { kind: "count", of: "stops" };
  const cases = [
    { id: "1", prompt: "a", expected: { of: "stops", kind: "list" } },
    { id: "2", prompt: "b", expected },
    { id: "3", prompt: "c", expected },
    { id: "4", prompt: "d", expected },
    { id: "5", prompt: "e", expected },
  ];
  const told: number[] = [];
  const score = await scoreModel(model, cases, { prefix: "", schema: null, tell: (done) => told.push(done) });
  expect(score).toEqual({
    ...{ name: "table", cases: 5, exact: 2, broken: 2, medianMs: 30, p95Ms: 48, memoryBytes: 5 },
  });
  expect(told).toEqual([1, 2, 3, 4, 5]);
});
