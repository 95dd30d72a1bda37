import { afterAll, describe, expect, it } from "vitest";
import type { Model } from "#server/llm/model.ts";
import type { AnswerSchema } from "#server/llm/schema.ts";

const SCHEMA: AnswerSchema = {
  type: "object",
  properties: { kind: { enum: ["list", "count"] }, of: { enum: ["routes", "stops", "bins"] } },
};
const PREFIX = "You turn what is asked into a plan. ".repeat(20);
const REQUEST = {
  prefix: PREFIX,
  text: "all stops of today",
  schema: SCHEMA,
  maxTokens: 100,
  deadlineMs: 20_000,
};

/** True for an answer that keeps to the schema. */
const isPlan = (text: string): boolean => {
  const { kind, of, ...more } = JSON.parse(text) as Record<string, string>;
  return (
    ["list", "count"].includes(kind ?? "") &&
    ["routes", "stops", "bins"].includes(of ?? "") &&
    Object.keys(more).length === 0
  );
};

/** What every model must do, whatever its weights say. */
export const modelContract = (make: () => Promise<Model>) => {
  describe("model contract", () => {
    let made: Promise<Model> | undefined;
    const model = () => {
      made ??= make();
      return made;
    };
    afterAll(async () => (await made)?.close());

    it("says what serves, how much at once, and that it is ready", async () => {
      const facts = await (await model()).describe();
      expect(facts.name).not.toBe("");
      expect(facts.sequences).toBeGreaterThan(1);
      expect(facts.contextTokens).toBeGreaterThanOrEqual(8_192);
      expect(await (await model()).health()).toMatchObject({ isReady: true });
    });

    it("answers in the shape it was given, piece by piece, and counts its tokens", async () => {
      const pieces: string[] = [];
      const answer = await (await model()).complete({ ...REQUEST, onText: (piece) => pieces.push(piece) });
      expect(answer.isWhole).toBe(true);
      expect(isPlan(answer.text)).toBe(true);
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join("").trim()).toBe(answer.text);
      const { promptTokens, answerTokens, firstMs, ms } = answer.usage;
      expect(promptTokens).toBeGreaterThan(answerTokens);
      expect(answerTokens).toBeGreaterThan(4);
      expect(firstMs).toBeLessThanOrEqual(ms);
    });

    it("answers the same again, from a prefix it knows", async () => {
      const first = await (await model()).complete(REQUEST);
      const second = await (await model()).complete(REQUEST);
      expect(second.text).toBe(first.text);
      expect(second.usage.reusedTokens).toBeGreaterThan(0);
      expect(second.usage.reusedTokens).toBeLessThan(second.usage.promptTokens);
    });

    it("answers more at once than it has sequences", async () => {
      const { sequences } = await (await model()).describe();
      const texts = Array.from({ length: 2 * sequences + 1 }, (_, i) => `stops of route ${i}`);
      const answers = await Promise.all(
        texts.map(async (text) => (await model()).complete({ ...REQUEST, text })),
      );
      expect(answers.every(({ text }) => isPlan(text))).toBe(true);
    });

    it("says where an answer was cut", async () => {
      const answer = await (await model()).complete({ ...REQUEST, schema: null, maxTokens: 3 });
      expect(answer).toMatchObject({ isWhole: false, usage: { answerTokens: 3 } });
    });

    it("gives up at its deadline, and answers afterwards", async () => {
      const endless = { ...REQUEST, schema: null, maxTokens: 7_000, deadlineMs: 150 };
      await expect((await model()).complete(endless)).rejects.toMatchObject({ code: "TIMEOUT" });
      expect(isPlan((await (await model()).complete(REQUEST)).text)).toBe(true);
    });

    it("gives up when it is told to, before and within an answer", async () => {
      const reason = new Error("the asker left");
      const endless = { ...REQUEST, schema: null, maxTokens: 7_000 };
      await expect((await model()).complete({ ...endless, signal: AbortSignal.abort(reason) })).rejects.toBe(
        reason,
      );
      const leaving = new AbortController();
      const answer = (await model()).complete({
        ...endless,
        signal: leaving.signal,
        onText: () => leaving.abort(reason),
      });
      await expect(answer).rejects.toBe(reason);
      expect(isPlan((await (await model()).complete(REQUEST)).text)).toBe(true);
    });

    it("refuses a text that is longer than its context, and answers afterwards", async () => {
      const long = { ...REQUEST, text: "bin ".repeat(140_000) };
      await expect((await model()).complete(long)).rejects.toMatchObject({ code: "BAD_REQUEST" });
      expect(isPlan((await (await model()).complete(REQUEST)).text)).toBe(true);
    });

    it("answers nobody once it is closed", async () => {
      const closed = await make();
      await closed.describe();
      const endless = closed.complete({ ...REQUEST, schema: null, maxTokens: 7_000 });
      const ended = expect(endless).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await closed.close();
      await ended;
      await expect(closed.complete(REQUEST)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    });
  });
};
