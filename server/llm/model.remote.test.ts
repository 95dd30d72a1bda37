import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type Misbehaviour, startModelServer } from "#server/llm/fixture-model-server.ts";
import { modelContract } from "#server/llm/model.contract.ts";
import { createRemoteModel } from "#server/llm/model.remote.ts";

const server = await startModelServer();
afterEach(() => server.misbehave("none"));
afterAll(() => server.close());

const REQUEST = { prefix: "Plan.", text: "stops", schema: null, maxTokens: 20, deadlineMs: 20_000 };
const make = (restMs = 60_000) =>
  createRemoteModel({ url: `${server.url}/`, sequences: 4, contextTokens: 8_192, restMs });

describe("a model on a server", () => {
  modelContract(async () => make());

  it.each<[Misbehaviour, RegExp]>([
    ["status 500", /found status 500, expected 200: boom/],
    ["hang up", /broke off in the middle of an answer/],
    ["error in the stream", /CUDA out of memory/],
    ["no JSON", /found "<html>" in its stream, expected JSON/],
  ])("says what its server did: %s", async (how, says) => {
    const model = make();
    await model.describe();
    server.misbehave(how);
    await expect(model.complete(REQUEST)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(says),
    });
    server.misbehave("none");
    expect((await model.complete(REQUEST)).usage.answerTokens).toBe(20);
    await model.close();
  });

  it("gives a server that hangs up at the deadline, and its health says so", async () => {
    const model = make();
    await model.describe();
    server.misbehave("hang");
    await expect(model.complete({ ...REQUEST, deadlineMs: 100 })).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(await model.health()).toMatchObject({
      isReady: false,
      sentence: expect.stringContaining("does not say what it serves within 1500 ms"),
    });
    await model.close();
  });

  it("lets a server rest that failed three times, and asks it again", async () => {
    const model = make(50);
    await model.describe();
    server.misbehave("status 500");
    for (let i = 0; i < 3; i++) await expect(model.complete(REQUEST)).rejects.toThrow("status 500");
    const { asked } = server.counts();
    await expect(model.complete(REQUEST)).rejects.toThrow(/failed 3 times, it is asked again within/);
    expect(server.counts().asked).toBe(asked);
    server.misbehave("none");
    await expect
      .poll(
        () =>
          model.complete(REQUEST).then(
            ({ isWhole }) => isWhole,
            () => null,
          ),
        { timeout: 10_000 },
      )
      .toBe(false);
    await model.close();
  });

  it("lets its server know that nobody waits", async () => {
    const model = make();
    const leaving = new AbortController();
    const { abandoned } = server.counts();
    const endless = { ...REQUEST, maxTokens: 8_000, signal: leaving.signal, onText: () => leaving.abort() };
    await expect(model.complete(endless)).rejects.toThrow();
    await expect.poll(() => server.counts().abandoned).toBe(abandoned + 1);
    await model.close();
  });

  it("names an address where nobody answers", async () => {
    const gone = await startModelServer();
    await gone.close();
    const model = createRemoteModel({ url: gone.url, sequences: 1, contextTokens: 8_192 });
    await expect(model.describe()).rejects.toThrow(
      `MODEL_URL ${gone.url}: does not answer (connect ECONNREFUSED`,
    );
    await expect(model.complete(REQUEST)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await model.close();
  });

  it("shows its key, and says where it is refused", async () => {
    const locked = await startModelServer("a key");
    const place = { url: locked.url, sequences: 1, contextTokens: 8_192 };
    const known = createRemoteModel({ ...place, apiKey: "a key" });
    expect((await known.describe()).name).toBe("fixture");
    const unknown = createRemoteModel(place);
    await expect(unknown.describe()).rejects.toThrow("found status 401, expected 200: no such key");
    await Promise.all([known.close(), unknown.close(), locked.close()]);
  });
});
