import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "#server/lib/errors.ts";
import type { Model } from "#server/llm/model.ts";
import { PATIENCE, startModelProcess } from "#server/llm/model-process.ts";

const QUICK = { pingMs: 50, silentMs: 250, hungMs: 700, loadMs: 60_000, firstWaitMs: 50, longestWaitMs: 400 };
/** Far beyond any silence: what ends a question here is never its deadline. */
const REQUEST = { prefix: "", schema: null, maxTokens: 1, deadlineMs: 60_000 };

const open: Model[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((model) => model.close()));
});

const start = (file = "serve", options: { execArgv?: string[]; patience?: typeof PATIENCE } = {}) => {
  const said: string[] = [];
  let loads = 0;
  const model = startModelProcess({
    entry: "server/llm/fixture-model-child.ts",
    patience: QUICK,
    ...options,
    report: (sentence) => said.push(sentence),
    async load() {
      loads++;
      if (file === "gone") throw new AppError("NOT_FOUND", "a.gguf: found no file");
      const place = { file, name: file, modules: "", states: "", version: "1", isGenerated: true };
      return { do: "load", ...place, contextTokens: 1, sequences: 1, gpuLayers: 0, threads: 1 };
    },
  });
  open.push(model);
  return { model, said, loads: () => loads };
};

const isReady = (model: Model) =>
  expect.poll(async () => (await model.health()).isReady, { timeout: 20_000 });

describe("the process of a model", () => {
  it("tells whoever waits within two seconds of silence", () => {
    expect(PATIENCE.silentMs + PATIENCE.pingMs).toBeLessThanOrEqual(2_000);
  });

  it("serves, and is asked nothing before it is ready", async () => {
    const { model } = start();
    await expect(model.complete({ ...REQUEST, text: "hello" })).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "model: it is being loaded, 0 % so far",
    });
    expect((await model.describe()).name).toBe("fixture");
    expect((await model.complete({ ...REQUEST, text: "hello" })).text).toBe("a");
  });

  it.each([
    ["die", "was ended by SIGKILL, as the system does where memory runs out"],
    ["exit", "ended with code 3"],
  ])(
    "tells all who wait when it ends in the middle of an answer, and serves again: %s",
    async (text, says) => {
      const { model } = start();
      await model.describe();
      const waits = model.complete({ ...REQUEST, text: "wait" });
      const fails = model.complete({ ...REQUEST, text });
      for (const each of [waits, fails])
        await expect(each).rejects.toMatchObject({
          code: "UNAVAILABLE",
          message: expect.stringContaining(says),
        });
      await expect(model.complete({ ...REQUEST, text: "hello" })).rejects.toThrow(
        "it is started again in 0.05 s",
      );
      await isReady(model).toBe(true);
      expect((await model.complete({ ...REQUEST, text: "hello" })).text).toBe("a");
    },
  );

  it("says so when it ran out of memory, and serves again", async () => {
    const { model } = start("serve", {
      execArgv: ["--max-old-space-size=48"],
      // It stands still while it looks for memory.
      patience: { ...QUICK, silentMs: 60_000, hungMs: 60_000 },
    });
    await model.describe();
    await expect(model.complete({ ...REQUEST, text: "exhaust" })).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("it ran out of memory"),
    });
    await isReady(model).toBe(true);
  });

  it("tells all who wait when it hangs, and kills it", async () => {
    const { model, said } = start();
    await model.describe();
    const { pid } = model as ReturnType<typeof startModelProcess>;
    await expect(model.complete({ ...REQUEST, text: "hang" })).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringMatching(/^model: its process has not answered for \d+ ms$/),
    });
    await expect(model.complete({ ...REQUEST, text: "hello" })).rejects.toThrow("does not answer");
    await isReady(model).toBe(true);
    expect((model as ReturnType<typeof startModelProcess>).pid).not.toBe(pid);
    expect(said.some((sentence) => sentence.includes("was ended by SIGKILL"))).toBe(true);
  });

  it("lets one live that only paused", async () => {
    const { model } = start("serve", { patience: { ...QUICK, hungMs: 30_000 } });
    await model.describe();
    const { pid } = model as ReturnType<typeof startModelProcess>;
    await expect(model.complete({ ...REQUEST, text: "pause" })).rejects.toMatchObject({
      code: "UNAVAILABLE",
    });
    await isReady(model).toBe(true);
    expect((model as ReturnType<typeof startModelProcess>).pid).toBe(pid);
    expect((await model.complete({ ...REQUEST, text: "hello" })).text).toBe("a");
  });

  it.each([
    ["refuse", "could not load it: found no memory for the context"],
    ["gone", "cannot be started: a.gguf: found no file"],
    ["babble", "was ended by SIGKILL"],
  ])("says why it cannot serve, and tries again after longer and longer waits: %s", async (file, says) => {
    const { model, said, loads } = start(file);
    await expect(model.describe()).rejects.toThrow(says);
    await expect.poll(loads, { timeout: 20_000 }).toBeGreaterThan(3);
    for (const wait of ["0.05 s", "0.1 s", "0.2 s"])
      expect(said.some((sentence) => sentence.endsWith(`started again in ${wait}`))).toBe(true);
  });

  it("starts no more once it is closed", async () => {
    const { model, loads } = start("gone");
    await expect(model.describe()).rejects.toThrow();
    await model.close();
    const before = loads();
    await new Promise((done) => setTimeout(done, 3 * QUICK.firstWaitMs));
    expect(loads()).toBe(before);
    await expect(model.complete({ ...REQUEST, text: "hello" })).rejects.toThrow("is stopped");
  });
});
