import { AppError } from "#server/lib/errors.ts";
import type { Model, ModelAnswer, ModelRequest } from "#server/llm/model.ts";

type Asked = {
  request: ModelRequest;
  /** Ends the answer; `text` is what was asked where left out. */
  answer: (more?: Partial<ModelAnswer>) => void;
  fail: (error: unknown) => void;
};

/** A model in memory that answers when the test says so, and what it was asked. */
export const createFakeModel = (sequences = 2) => {
  const asked: Asked[] = [];
  let unwell: string | null = null;
  let described = 0;
  const usage = { promptTokens: 10, reusedTokens: 4, answerTokens: 3, firstMs: 1, ms: 3 };
  const model: Model = {
    complete: (request) =>
      new Promise((resolve, reject) => {
        if (unwell !== null) return reject(new AppError("UNAVAILABLE", unwell));
        request.signal?.addEventListener("abort", () => reject(request.signal?.reason));
        asked.push({
          request,
          answer: (more) => resolve({ text: `re: ${request.text}`, isWhole: true, usage, ...more }),
          fail: reject,
        });
      }),
    health: async () => ({ isReady: unwell === null, sentence: unwell ?? "model: ready" }),
    async describe() {
      described++;
      const name = `fake ${described}`;
      const place = { device: "memory", memoryBytes: null, isGenerated: true };
      return { name, version: name, sequences, contextTokens: 100, ...place };
    },
    close: async () => {},
  };
  return {
    model,
    asked,
    /** Answers all that was asked so far, and what comes of it, until nobody waits. */
    async answerAll(): Promise<void> {
      for (let idle = 0; idle < 5; idle++) {
        for (const each of asked.splice(0)) {
          each.answer();
          idle = 0;
        }
        await new Promise((done) => setImmediate(done));
      }
    },
    becomeUnwell(sentence: string | null): void {
      unwell = sentence;
    },
  };
};
