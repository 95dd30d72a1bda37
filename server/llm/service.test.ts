import { describe, expect, it } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import { createGuardedCache } from "#server/lib/guarded-cache.ts";
import { createFakeModel } from "#server/llm/fixture-model.ts";
import { createInference, type InferenceLimits, type InferenceRequest } from "#server/llm/service.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createMeter } from "#server/platform/meter.ts";

const LIMITS: InferenceLimits = { sequences: 8, queueLimit: 4, deadlineMs: 60_000 };
const ASKER = { organisationId: 1, role: "dispatcher", depotIds: null, setting: "2026-11-26" };

const request = (text: string, more: Partial<InferenceRequest> = {}): InferenceRequest => ({
  ...{ asker: ASKER, user: "ann", prefix: "Plan.", text, schema: null, maxTokens: 10, sources: [] },
  ...more,
});

/** Letters counted: enough likeness for texts that differ in the order of their words. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => {
    const vector = new Float32Array(128);
    for (const letter of text) vector[letter.charCodeAt(0) % 128]! += 1;
    const length = Math.hypot(...vector) || 1;
    return vector.map((each) => each / length);
  });

const open = ({ sequences = 2, isCached = false, limits = LIMITS, now = (): number => 0 } = {}) => {
  const fake = createFakeModel(sequences);
  const meter = createMeter();
  const cache = createGuardedCache<string>({
    name: "llm",
    store: createMemoryCache({ maxBytes: 1e6 }),
    embed,
    stampOf: async () => "1",
    parse: String,
    limits: () => ({ textLike: 0.9, wordLike: 0.8, ttlMs: 60_000 }),
    mostTexts: 100,
    now: () => 0,
    elapsed: () => 0,
  });
  const inference = createInference({
    model: fake.model,
    cache: isCached ? cache : null,
    limits: () => limits,
    meter,
    elapsed: now,
  });
  const outcomes = () =>
    Object.fromEntries(
      meter
        .totals()
        .filter(({ name }) => name === "llm.requests")
        .map(({ labels, sum }) => [labels.replace("outcome=", ""), sum]),
    );
  return { ...fake, inference, meter, outcomes };
};

const settled = () => new Promise((done) => setImmediate(done));
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "answered",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

describe("the inference", () => {
  it("gives the model as many at once as it holds, and answers all", async () => {
    const { inference, asked, answerAll, meter, outcomes } = open();
    const answers = ["a", "b", "c", "d", "e"].map((text) => inference.complete(request(text)));
    await settled();
    expect(asked).toHaveLength(2);
    expect(await inference.state()).toMatchObject({ isReady: true, waiting: 3, running: 2 });
    await answerAll();
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(
      ["a", "b", "c", "d", "e"].map((text) => `re: ${text}`),
    );
    expect(outcomes()).toEqual({ answered: 5 });
    const count = (name: string) => meter.totals().find((each) => each.name === name)?.count;
    expect(count("llm.queue_wait_ms")).toBe(5);
    expect(count("llm.tokens_per_s")).toBe(5);
  });

  it("takes turns between users, by deadline within one", async () => {
    const { inference, asked } = open({ sequences: 1 });
    const ask = (text: string, user: string, deadlineMs: number) =>
      inference.complete(request(text, { user, deadlineMs })).catch(() => null);
    void ask("first", "ann", 60_000);
    await settled();
    void ask("late of ann", "ann", 50_000);
    void ask("soon of ann", "ann", 40_000);
    void ask("of bob", "bob", 45_000);
    await settled();
    const order: string[] = [];
    while (asked.length > 0) {
      const next = asked.shift();
      order.push(next?.request.text ?? "");
      next?.answer();
      await settled();
    }
    expect(order).toEqual(["first", "soon of ann", "of bob", "late of ann"]);
  });

  it("keeps its queue bounded and tells the refused how long they would wait", async () => {
    let now = 0;
    const { inference, asked, answerAll } = open({ sequences: 1, now: () => now });
    const first = inference.complete(request("first"));
    await settled();
    now = 500;
    asked.shift()?.answer();
    await first;
    const answers = Array.from({ length: 5 }, (_, i) =>
      inference.complete(request(`waits ${i}`, { user: `user ${i}` })),
    );
    await settled();
    const refused = inference.complete(request("one too many", { user: "zoe" }));
    await expect(refused).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      message: "model: 4 requests wait, this one would for about 2.5 s: ask again then",
      details: { waitMs: 2_500 },
    });
    await answerAll();
    await expect(Promise.all(answers)).resolves.toHaveLength(5);
  });

  it("refuses who could not begin before his deadline", async () => {
    let now = 0;
    const { inference, asked, answerAll } = open({ sequences: 1, now: () => now });
    const first = inference.complete(request("first"));
    await settled();
    now = 3_000;
    asked.shift()?.answer();
    await first;
    const runs = inference.complete(request("runs"));
    await settled();
    expect(await codeOf(inference.complete(request("hurries", { deadlineMs: 1_500 })))).toBe(
      "TOO_MANY_REQUESTS",
    );
    await answerAll();
    await runs;
  });

  it("gives up who waits past his deadline, and who leaves, and serves the others", async () => {
    const { inference, asked, answerAll, outcomes } = open({ sequences: 1 });
    const runs = inference.complete(request("runs"));
    await settled();
    const leaving = new AbortController();
    const late = codeOf(inference.complete(request("late", { user: "bob", deadlineMs: 20 })));
    const left = codeOf(inference.complete(request("leaves", { user: "cleo", signal: leaving.signal })));
    const stays = inference.complete(request("stays", { user: "dora" }));
    leaving.abort("gone");
    expect(await left).toBe("gone");
    expect(await late).toBe("TIMEOUT");
    expect(asked.map((each) => each.request.text)).toEqual(["runs"]);
    await answerAll();
    expect((await stays).text).toBe("re: stays");
    await runs;
    expect(outcomes()).toEqual({ answered: 2, timeout: 1, left: 1 });
  });

  it("says at once that the model cannot be asked, and asks what serves once it can", async () => {
    const { inference, becomeUnwell, answerAll } = open();
    becomeUnwell("model: it is being loaded, 40 % so far");
    await expect(inference.complete(request("a"))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "model: it is being loaded, 40 % so far",
    });
    becomeUnwell(null);
    const answer = inference.complete(request("a"));
    await answerAll();
    expect((await answer).text).toBe("re: a");
    expect((await inference.state()).facts).toMatchObject({ name: "fake 1" });
  });

  it("tells all who wait when the model dies under them", async () => {
    const { inference, asked, becomeUnwell } = open({ sequences: 1 });
    const answers = ["a", "b", "c"].map((text) => codeOf(inference.complete(request(text))));
    await settled();
    becomeUnwell("model: its process was ended by SIGKILL");
    asked.shift()?.fail(new AppError("UNAVAILABLE", "model: its process was ended by SIGKILL"));
    expect(await Promise.all(answers)).toEqual(["UNAVAILABLE", "UNAVAILABLE", "UNAVAILABLE"]);
    expect(await inference.state()).toMatchObject({ isReady: false, waiting: 0, running: 0 });
  });

  it("refuses who waits when it stops", async () => {
    const { inference } = open({ sequences: 1 });
    void inference.complete(request("runs")).catch(() => null);
    await settled();
    const waits = codeOf(inference.complete(request("waits")));
    await settled();
    await inference.close();
    expect(await waits).toBe("UNAVAILABLE");
    expect(await codeOf(inference.complete(request("late")))).toBe("UNAVAILABLE");
  });
});

describe("the inference with its cache", () => {
  it("answers what was asked alike without the model, for the same asker and prompt only", async () => {
    const { inference, asked, answerAll } = open({ isCached: true });
    const ask = async (text: string, more: Partial<InferenceRequest> = {}) => {
      const pieces: string[] = [];
      const answer = inference.complete(request(text, { ...more, onText: (piece) => pieces.push(piece) }));
      await settled();
      const isAsked = asked.length > 0;
      await answerAll();
      return { by: (await answer).by, text: (await answer).text, isAsked, pieces: pieces.join("") };
    };
    expect(await ask("stops left in North")).toMatchObject({ by: "none", isAsked: true });
    expect(await ask("stops left in North")).toMatchObject({
      by: "text",
      isAsked: false,
      text: "re: stops left in North",
      pieces: "re: stops left in North",
    });
    expect(await ask("in North stops left")).toMatchObject({ by: "likeness", isAsked: false });
    expect(await ask("stops left in 4")).toMatchObject({ by: "none" });
    expect(await ask("stops left in North", { prefix: "Other." })).toMatchObject({ by: "none" });
    expect(await ask("stops left in North", { maxTokens: 11 })).toMatchObject({ by: "none" });
    const other = { ...ASKER, depotIds: [3] };
    expect(await ask("stops left in North", { asker: other })).toMatchObject({ by: "none" });
  });

  it("keeps no answer that was cut", async () => {
    const { inference, asked, answerAll } = open({ isCached: true });
    const cut = inference.complete(request("stops"));
    await settled();
    asked.shift()?.answer({ text: '{"kind":', isWhole: false });
    expect(await cut).toMatchObject({ text: '{"kind":', isWhole: false, by: "none" });
    const again = inference.complete(request("stops"));
    await answerAll();
    expect(await again).toMatchObject({ text: "re: stops", by: "none" });
  });

  it("makes one answer for two who ask the same at once, and lets neither fail for the other", async () => {
    const { inference, asked, answerAll } = open({ isCached: true });
    const leaving = new AbortController();
    const first = codeOf(inference.complete(request("stops", { signal: leaving.signal })));
    await settled();
    const second = inference.complete(request("stops", { user: "bob" }));
    await settled();
    expect(asked).toHaveLength(1);
    leaving.abort("gone");
    expect(await first).toBe("gone");
    asked.shift();
    await answerAll();
    expect(await second).toMatchObject({ text: "re: stops", by: "none" });
  });
});
