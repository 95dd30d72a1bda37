import { describe, expect, it } from "vitest";
import type { BatchedCall } from "#server/external/core/call.ts";
import { createVirtualClock } from "#server/external/fixture-clock.ts";
import { answer, failure, numberCall, scriptedGateway } from "#server/external/fixture-gateway.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";

const KEEP = { freshMs: 1_000, staleMs: 10_000 };

describe("gateway", () => {
  it("writes a row before a request leaves, and completes it after", async () => {
    const rowsAtSend: number[] = [];
    const { gateway, ledger, until } = await scriptedGateway(() => {
      rowsAtSend.push(ledger.rows.filter(({ outcome }) => outcome === "reserved").length);
      return answer(5);
    });
    expect(await until(gateway.call(numberCall("a", { units: 2.5 })))).toEqual({
      ...{ value: 5, by: "service", ageMs: 0, units: 2.5 },
    });
    await until(gateway.close());
    expect(rowsAtSend).toEqual([1]);
    expect(ledger.rows).toMatchObject([{ outcome: "answered", units: 2.5, attempt: 1, cause: "test" }]);
  });

  it("books what an emulator bills after a restart, whose account begins anew with its process", async () => {
    const ledger = createMemoryLedger();
    const time = createVirtualClock();
    const names = { remaining: "left", resetInS: "reset" };
    for (const units of [1, 5, 2]) {
      let left = 500;
      const script = () => {
        left -= units;
        return { ...answer(1), headers: { left: String(left), reset: "3600" } };
      };
      const { gateway, until } = await scriptedGateway(script, {
        ...{ ledger, time, isEmulator: true, policy: { headers: names } },
      });
      await until(gateway.call(numberCall("a", { units })));
      await until(gateway.call(numberCall("b", { units })));
      await until(gateway.close());
    }
    expect(ledger.rows.map(({ units }) => units)).toEqual([1, 1, 5, 5, 2, 2]);
  });

  it("asks once for what many ask for at the same time", async () => {
    const { gateway, sent, needed, ledger, until } = await scriptedGateway(() => answer(1));
    const all = await until(Promise.all([1, 2, 3].map(() => gateway.call(numberCall("a")))));
    expect(all.map(({ by }) => by)).toEqual(["service", "shared", "shared"]);
    expect(needed).toEqual(["graphhopper service", "graphhopper shared", "graphhopper shared"]);
    await until(gateway.close());
    expect([sent.length, ledger.avoided.map(({ savedUnits }) => savedUnits)]).toEqual([1, [1, 1]]);
  });

  it("gives what is fresh, and what is stale while it fetches anew", async () => {
    const { gateway, sent, clock, until } = await scriptedGateway((nth) => answer(nth));
    const ask = async () => {
      const { value, by } = await until(gateway.call(numberCall("a", { keep: KEEP })));
      return [value, by];
    };
    const wait = (ms: number) => until(new Promise<void>((resolve) => void clock.after(ms, resolve)));
    expect(await ask()).toEqual([1, "service"]);
    expect(await ask()).toEqual([1, "cache"]);
    await wait(1_500);
    expect(await ask()).toEqual([1, "stale"]);
    await wait(100);
    expect(await ask()).toEqual([2, "cache"]);
    await wait(20_000);
    expect(await ask()).toEqual([3, "service"]);
    expect(sent.length).toBe(3);
  });

  it("gives a stale answer where none comes, then what stands in, then an error", async () => {
    const { gateway, clock, until } = await scriptedGateway((nth) => (nth === 1 ? answer(1) : failure(503)));
    await until(gateway.call(numberCall("a", { keep: KEEP })));
    await until(new Promise<void>((resolve) => void clock.after(1_500, resolve)));
    expect((await until(gateway.call(numberCall("a", { keep: KEEP })))).by).toBe("stale");
    const fallback = () => -1;
    expect(await until(gateway.call(numberCall("b", { fallback })))).toMatchObject({
      value: -1,
      by: "fallback",
    });
    await expect(until(gateway.call(numberCall("c")))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("obeys a switch to stale answers and to rest", async () => {
    const { gateway, sent, clock, until } = await scriptedGateway((nth) => answer(nth));
    const ask = () => until(gateway.call(numberCall("a", { keep: KEEP })));
    await ask();
    await until(new Promise<void>((resolve) => void clock.after(5_000, resolve)));
    await gateway.setMode("graphhopper", "stale");
    expect(await ask()).toMatchObject({ by: "stale", value: 1, ageMs: 5_050 - 50 });
    await gateway.setMode("graphhopper", "paused");
    await expect(ask()).rejects.toThrow("is switched to paused");
    await gateway.setMode("graphhopper", "live");
    await ask();
    await until(new Promise<void>((resolve) => void clock.after(200, resolve)));
    expect(sent.length).toBe(2);
  });

  it("opens with the first call: before it, the account is left alone", async () => {
    const { gateway, ledger, until } = await scriptedGateway(() => answer(1));
    const left = { service: "graphhopper", operation: "route", cause: "test", priority: "now" } as const;
    const of = { organisationId: 1, attempt: 1, needs: 1, expectedUnits: 1, atMs: 0 };
    await ledger.storeOf().reserve([{ ...left, ...of }]);
    await gateway.look();
    expect(ledger.rows[0]?.outcome).toBe("reserved");
    await until(gateway.call(numberCall("a")));
    expect(ledger.rows[0]?.outcome).toBe("in-doubt");
    await until(gateway.close());
    const idle = await scriptedGateway(() => answer(1), { ledger });
    await ledger.storeOf().reserve([{ ...left, ...of }]);
    await idle.gateway.close();
    expect(ledger.rows.at(-1)?.outcome).toBe("reserved");
  });

  it("obeys a switch that another process made, once it looks", async () => {
    const { gateway, sent, ledger, until } = await scriptedGateway(() => answer(1));
    await until(gateway.call(numberCall("a")));
    await ledger.storeOf().setMode("graphhopper", "paused");
    await gateway.look();
    await expect(until(gateway.call(numberCall("b")))).rejects.toThrow("is switched to paused");
    expect((await gateway.states())[0]?.mode).toBe("paused");
    await ledger.storeOf().setMode("graphhopper", "live");
    await gateway.look();
    await until(gateway.call(numberCall("b")));
    expect(sent.length).toBe(2);
  });

  it("books what is in doubt as reckoned where the service tells no counter, once no answer can come", async () => {
    const { gateway, ledger, clock, until } = await scriptedGateway(
      (nth) => (nth === 1 ? "silence" : nth === 2 ? failure(503) : answer(1)),
      { policy: { without: new Set(["retries"]), settleAfterMs: 30_000 } },
    );
    const wait = (ms: number) => until(new Promise<void>((resolve) => void clock.after(ms, resolve)));
    const units = () => ledger.rows.map((row) => [row.outcome, row.units]);
    const inDoubt = async () => (await gateway.states())[0]?.inDoubt;
    await expect(until(gateway.call(numberCall("a", { units: 2 })))).rejects.toThrow();
    await wait(15_000);
    await expect(until(gateway.call(numberCall("b", { units: 3 })))).rejects.toThrow();
    await gateway.look();
    await wait(100);
    // The service said itself that the second one failed; of the first an answer could still come.
    expect(units()).toEqual([
      ["in-doubt", null],
      ["settled", 0],
    ]);
    expect(await inDoubt()).toBe(1);
    await wait(40_000);
    await gateway.look();
    await wait(100);
    expect(units()[0]).toEqual(["settled", 2]);
    expect(await inDoubt()).toBe(0);
    await until(gateway.close());
  });

  type Pair = BatchedCall<number, number>;
  const pair = (item: number, units: (items: readonly number[]) => number): Pair => ({
    ...{
      service: "graphhopper",
      operation: "matrix",
      key: `pair ${item}`,
      isRepeatable: true,
      deadlineMs: 2_000,
    },
    ...{ item, cause: { organisationId: 1, what: "test" } },
    batch: {
      ...{ name: "doubles", maxSize: 3, maxWaitMs: 10, units },
      request: (items) => ({ method: "POST", path: "/doubles", body: items }),
      parse: (body, items) =>
        items.map((each, i) =>
          each < 0 ? { error: new Error(`${each} is refused`) } : { value: (body as number[])[i] as number },
        ),
    },
  });
  const doubles = () => scriptedGateway((_, { body }) => answer((body as number[]).map((each) => each * 2)));

  it("sends together what may travel together, each with its own outcome", async () => {
    const { gateway, sent, ledger, until } = await doubles();
    const cheap = (items: readonly number[]) => (items.length + 1) / 2;
    const calls = [4, -1, 6, 8].map((item) => gateway.batched(pair(item, cheap)));
    const ends = await until(Promise.allSettled(calls));
    expect(ends.map((end) => (end.status === "fulfilled" ? end.value.value : end.reason.message))).toEqual([
      8,
      "-1 is refused",
      12,
      16,
    ]);
    await until(gateway.close());
    expect(sent.map(({ request }) => request.body)).toEqual([[4, -1, 6], [8]]);
    expect(ledger.rows.map(({ needs, units }) => [needs, units])).toEqual([
      [3, 2],
      [1, 1],
    ]);
  });

  it("gathers as many, and waits as long for others, as its policy says while it runs", async () => {
    const gathering = { most: 2, waitTimes: 1 };
    const script = (_: number, { body }: { body?: unknown }) =>
      answer((body as number[]).map((each) => each * 2));
    const { gateway, sent, until } = await scriptedGateway(script, { policy: { gathering } });
    const cheap = (items: readonly number[]) => (items.length + 1) / 2;
    await until(Promise.all([1, 2, 3].map((item) => gateway.batched(pair(item, cheap)))));
    expect(sent.map(({ request }) => request.body)).toEqual([[1, 2], [3]]);
    Object.assign(gathering, { most: 100, waitTimes: 5 });
    await until(Promise.all([4, 5, 6, 7].map((item) => gateway.batched(pair(item, cheap)))));
    const [first, , full, last] = sent;
    expect([full?.request.body, last?.request.body]).toEqual([[4, 5, 6], [7]]);
    // The one left over waits five times ten milliseconds instead of once.
    expect([first?.atMs, (last?.atMs ?? 0) - (full?.atMs ?? 0)]).toEqual([0, 50]);
  });

  it("sends apart what would be dearer together", async () => {
    const { gateway, sent, until } = await doubles();
    const dear = (items: readonly number[]) => items.length ** 2;
    await until(Promise.all([1, 2, 3].map((item) => gateway.batched(pair(item, dear)))));
    expect(sent.map(({ request }) => request.body)).toEqual([[1], [2], [3]]);
  });

  it("lets those with a person behind them pass, and keeps to the budget", async () => {
    const budget = { unitsPerDay: 10, thresholds: [0.5], offPeakShare: 0.8 };
    const policy = { budget };
    const sheet = { limits: { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: 1 } };
    const { gateway, sent, until } = await scriptedGateway(() => answer(1), { policy, sheet });
    const slow = { deadlineMs: 60_000, priority: "off-peak" as const };
    const calls = [
      gateway.call(numberCall("first")),
      ...["p", "q"].map((key) => gateway.call(numberCall(key, slow))),
      ...["x", "y"].map((key) => gateway.call(numberCall(key, { deadlineMs: 60_000 }))),
    ];
    await until(Promise.all(calls));
    expect(sent.map(({ request }) => request.path)).toEqual(["/first", "/x", "/y", "/p", "/q"]);
    const dear = (units: number, more = {}) =>
      until(gateway.call(numberCall(`${units}`, { units, ...more })));
    await expect(dear(4, { priority: "off-peak" })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    await dear(4.5, { deadlineMs: 60_000 });
    await expect(dear(6)).rejects.toThrow("are spent of a budget of 10 a day");
    const [state] = await gateway.states();
    expect(state?.budget).toMatchObject({ spentUnits: 9.5, passed: 0.5 });
  });

  it("goes on with an answer that comes after its caller left, for those who ask next", async () => {
    const { gateway, sent, clock, until } = await scriptedGateway(() => answer(1, 3_000));
    const late = gateway.call(numberCall("a", { keep: KEEP, deadlineMs: 1_000 }));
    await expect(until(late)).rejects.toMatchObject({ code: "TIMEOUT" });
    await until(new Promise<void>((resolve) => void clock.after(2_500, resolve)));
    expect(await until(gateway.call(numberCall("a", { keep: KEEP })))).toMatchObject({ by: "cache" });
    expect(sent.length).toBe(1);
  });

  it("asks twice only for what is free", async () => {
    const script = (nth: number) => answer(nth, nth <= 12 ? 50 : nth === 13 ? 3_000 : 40);
    const policy = { patience: { leastMs: 100, mostMs: 10_000, times: 20 } };
    const { gateway, sent, until } = await scriptedGateway(script, { policy });
    for (let i = 1; i <= 12; i++) await until(gateway.call(numberCall(`${i}`, { units: 0 })));
    const { value } = await until(gateway.call(numberCall("slow", { units: 0 })));
    expect([value, sent.length]).toEqual([14, 14]);
  });
});
