import { afterEach, describe, expect, it } from "vitest";
import type { Sums } from "#server/platform/fixtures/sums.ts";
import { startThread, type Thread } from "#server/platform/thread.ts";

describe("thread", () => {
  const entry = "server/platform/fixtures/sums.ts";
  let thread: Thread<Sums>;
  const start = () => {
    thread = startThread<Sums>({ entry, data: { base: 100 } });
    return thread;
  };
  afterEach(() => thread.stop());

  it("runs a .ts file with the aliases of the project and answers calls, many at once", async () => {
    const { call } = start();
    const answers = await Promise.all([1, 2, 3].map((each) => call("add", [each, 10])));
    expect(answers).toEqual([111, 112, 113]);
  });

  it("hands buffers over in both directions without a copy", async () => {
    const { call } = start();
    const buffer = new ArrayBuffer(1_024);
    expect(await call("length", buffer, { transfer: [buffer] })).toBe(1_024);
    expect(buffer.byteLength).toBe(0);
    expect((await call("ones", 3)).numbers).toEqual(new Float64Array([1, 1, 1]));
  });

  it("passes failures on with their code and goes on", async () => {
    const { call } = start();
    await expect(call("refuse", "plan changed")).rejects.toMatchObject({
      code: "CONFLICT",
      message: "plan changed",
    });
    await expect(call("fail", "no streets")).rejects.toThrow("no streets");
    await expect(call("subtract" as "add", [])).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await call("add", [1])).toBe(101);
  });

  it("gives a call up at its time limit", async () => {
    const { call } = start();
    await call("add", []);
    await expect(call("hang", undefined, { timeoutMs: 10 })).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("fails the calls in hand when it dies, and starts again with the next", async () => {
    const { call } = start();
    const hanging = call("hang", undefined);
    const dying = call("die", undefined);
    const died = { code: "UNAVAILABLE", message: `thread ${entry} died: out of memory` };
    await expect(hanging).rejects.toMatchObject(died);
    await expect(dying).rejects.toMatchObject(died);
    expect(await call("add", [1])).toBe(101);
    await expect(call("exit", 3)).rejects.toThrow(/died: exit code 3/);
    expect(await call("add", [2])).toBe(102);
  });

  it("says which file could not be started", async () => {
    thread = startThread<Sums>({ entry: "server/platform/nothing.ts" });
    await expect(thread.call("add", [])).rejects.toThrow(/nothing\.ts died: Cannot find module/);
  });

  it("fails the calls in hand when it is stopped, and takes no more", async () => {
    const { call, stop } = start();
    await call("add", []);
    const hanging = expect(call("hang", undefined)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await stop();
    await hanging;
    await expect(call("add", [])).rejects.toThrow(/is stopped/);
  });
});
