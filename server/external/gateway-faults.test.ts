import { describe, expect, it } from "vitest";
import { answer, failure, numberCall, scriptedGateway } from "#server/external/fixture-gateway.ts";

type Scripted = Awaited<ReturnType<typeof scriptedGateway>>;

const wait = ({ clock, until }: Scripted, ms: number) =>
  until(new Promise<void>((resolve) => void clock.after(ms, resolve)));

describe("gateway under faults", () => {
  it("outlives a storm of failures: tries again, opens the breaker, and comes back", async () => {
    let isDown = true;
    const scripted = await scriptedGateway(() => (isDown ? failure(503) : answer(1)));
    const { gateway, sent, until } = scripted;
    const many = (from: number) =>
      until(
        Promise.allSettled(Array.from({ length: 60 }, (_, i) => gateway.call(numberCall(`${from + i}`)))),
      );
    const ends = await many(0);
    expect(ends.every(({ status }) => status === "rejected")).toBe(true);
    expect((await gateway.states())[0]).toMatchObject({ breaker: "open", reason: "found status 503" });
    // Sixty callers with six tries each would be 360.
    expect(sent.length).toBeLessThan(60);
    isDown = false;
    await wait(scripted, 20_000);
    const after = await many(100);
    expect(after.filter(({ status }) => status === "fulfilled").length).toBe(60);
    expect((await gateway.states())[0]?.breaker).toBe("closed");
    // Each opening is kept as it happens, and when it closed again; a try that fails in between is told apart.
    await gateway.close();
    const changes = await gateway.breakerChanges(0, Number.MAX_SAFE_INTEGER);
    expect(changes.map(({ state, isAgain }) => ({ state, isAgain }))).toEqual([
      { state: "closed", isAgain: false },
      ...changes.slice(1, -1).map(() => ({ state: "open", isAgain: true })),
      { state: "open", isAgain: false },
    ]);
    expect(changes.at(-1)).toMatchObject({ service: "graphhopper", reason: "found status 503" });
    expect(changes[0]?.reason).toBeNull();
  });

  it("lets one request try when the breaker's rest is over, not all who wait", async () => {
    let isDown = true;
    const policy = { concurrency: { initial: 16, least: 16, most: 16, restMs: 1_000 } };
    const script = () => (isDown ? failure(500) : answer(1, 400));
    const scripted = await scriptedGateway(script, { policy });
    const { gateway, sent, until } = scripted;
    await until(Promise.allSettled(Array.from({ length: 40 }, (_, i) => gateway.call(numberCall(`${i}`)))));
    isDown = false;
    await wait(scripted, 20_000);
    const before = sent.length;
    const calls = Promise.all(Array.from({ length: 30 }, (_, i) => gateway.call(numberCall(`n${i}`))));
    await wait(scripted, 300);
    expect(sent.length - before).toBe(1);
    await until(calls);
  });

  it("gives up on an answer that trickles, and says so in the ledger", async () => {
    const policy = { patience: { leastMs: 300, mostMs: 800, times: 4 } };
    const { gateway, ledger, until, clock } = await scriptedGateway(() => "silence", { policy });
    await expect(until(gateway.call(numberCall("a")))).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(clock.elapsedMs()).toBeLessThanOrEqual(2_000);
    await until(gateway.close());
    expect(ledger.rows.map(({ outcome }) => outcome)).toEqual(["in-doubt", "in-doubt", "in-doubt"]);
  });

  it.each([
    ["a fraction of a second", { "retry-after": "0.40235" }, 403, 500],
    ["two seconds", { "retry-after": "1" }, 1_000, 1_100],
    ["nothing", {}, 0, 61],
  ])("waits after a 429 that asks for %s", async (_, headers, least, most) => {
    const script = (nth: number) => (nth === 1 ? failure(429, headers) : answer(1));
    const { gateway, sent, until, ledger } = await scriptedGateway(script);
    expect((await until(gateway.call(numberCall("a")))).value).toBe(1);
    const [first, second] = sent;
    const waited = (second?.atMs ?? 0) - (first?.atMs ?? 0) - 20;
    expect(waited).toBeGreaterThanOrEqual(least);
    expect(waited).toBeLessThanOrEqual(most);
    expect(ledger.rows.map(({ units }) => units)).toEqual([0, 1]);
  });

  it("refuses at once where a 429 asks for longer than the caller waits, and keeps everybody away", async () => {
    const script = (nth: number) => (nth === 1 ? failure(429, { "retry-after": "60" }) : answer(1));
    const scripted = await scriptedGateway(script);
    const { gateway, until, sent, clock } = scripted;
    const ask = (key: string) => until(gateway.call(numberCall(key)));
    await expect(ask("a")).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await expect(ask("b")).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect([clock.elapsedMs(), sent.length]).toEqual([20, 1]);
    await wait(scripted, 60_000);
    expect((await ask("c")).value).toBe(1);
  });

  it.each([
    ["cut short", '[{"n":'],
    ["of wrong types", '"12"'],
    ["empty", ""],
  ])("asks again after an answer %s, but not for ever", async (_, text) => {
    const broken = { afterMs: 30, status: 200, text };
    const once = await scriptedGateway((nth) => (nth === 1 ? broken : answer(4)));
    expect((await once.until(once.gateway.call(numberCall("a")))).value).toBe(4);
    const always = await scriptedGateway(() => broken);
    await expect(always.until(always.gateway.call(numberCall("a")))).rejects.toThrow(
      /found (another shape|\d+ characters that are no JSON)|expected an answer/,
    );
    // Each may have been billed.
    expect(always.sent.length).toBe(4);
  });

  it("does not send again what may have arrived and would change something twice", async () => {
    const { gateway, sent, until } = await scriptedGateway(() => "reset");
    const call = gateway.call(numberCall("a", { isRepeatable: false }));
    await expect(until(call)).rejects.toThrow("does not answer (connection reset)");
    expect(sent.length).toBe(1);
  });

  it("is not led astray by a clock that jumps", async () => {
    let isDown = false;
    const scripted = await scriptedGateway((nth) => (isDown ? failure(503) : answer(nth)));
    const { gateway, until, time } = scripted;
    const keep = { freshMs: 1_000, staleMs: 60_000 };
    await until(gateway.call(numberCall("a", { keep })));
    time.jump(-30_000);
    // Kept half a minute in the future: not fresh, but still there while a new one comes.
    expect((await until(gateway.call(numberCall("a", { keep })))).by).toBe("stale");
    isDown = true;
    await until(Promise.allSettled(Array.from({ length: 60 }, (_, i) => gateway.call(numberCall(`x${i}`)))));
    isDown = false;
    time.jump(-24 * 3_600_000);
    await wait(scripted, 20_000);
    expect((await until(gateway.call(numberCall("y")))).by).toBe("service");
    expect((await gateway.states())[0]?.breaker).toBe("closed");
  });
});
