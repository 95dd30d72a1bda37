import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Db, openDb } from "#server/platform/db.ts";
import { announce, backOffMs, createOutboxRelay, type OutboxHandler } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

describe("outbox", () => {
  const database = withTestDatabase();
  let opened: ReturnType<typeof openDb>;
  let db: Db;
  // Well ahead of the database, whose clock dates the announcements.
  let clockMs = Date.now() + 3_600_000;
  const now = () => clockMs;

  const say = (topic: string, ...payloads: number[]) =>
    db.$transaction(async (tx) => {
      for (const payload of payloads) await announce(tx, { organisationId: 1, topic, payload });
    });
  const relayOf = (handlers: Record<string, OutboxHandler>, options = {}) =>
    createOutboxRelay({ db, handlers, now, baseMs: 1_000, maxAttempts: 3, ...options });

  beforeAll(() => {
    opened = openDb({ url: database.url, poolSize: 12 });
    db = opened.db;
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    await db.outbox.deleteMany();
  });

  it("delivers what was committed, in order, once, and nothing of a transaction that rolled back", async () => {
    const seen: unknown[] = [];
    const relay = relayOf({ exception: async ({ payload }) => void seen.push(payload) }, { batch: () => 3 });
    await say("exception", 1, 2, 3, 4, 5, 6, 7);
    const lost = db.$transaction(async (tx) => {
      await announce(tx, { organisationId: 1, topic: "exception", payload: 99 });
      throw new Error("rolled back");
    });
    await expect(lost).rejects.toThrow("rolled back");
    await relay.drain();
    await relay.drain();
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("holds back only what stands behind a failure in its own lane", async () => {
    const seen: unknown[] = [];
    const relay = relayOf({
      webhook: async ({ payload, lane }) => {
        if (lane === "down.example") throw new Error("no answer");
        seen.push(`${lane}/${payload}`);
      },
    });
    await db.$transaction(async (tx) => {
      for (const [lane, payload] of [
        ["down.example", 1],
        ["up.example", 2],
        ["down.example", 3],
        ["up.example", 4],
        ["", 5],
      ] as const)
        await announce(tx, { organisationId: 1, topic: "webhook", payload, lane });
    });
    await relay.drain();
    expect(seen.sort()).toEqual(["/5", "up.example/2", "up.example/4"]);
    const left = await db.outbox.findMany({ where: { relayedAt: null }, orderBy: { id: "asc" } });
    expect(left.map(({ payload, attempts }) => [payload, attempts])).toEqual([
      [1, 1],
      [3, 0],
    ]);
  });

  it("leaves topics it has no handler for to other processes", async () => {
    const seen: unknown[] = [];
    await say("webhook", 1);
    expect(await relayOf({ exception: async () => {} }).drain()).toBe(0);
    await relayOf({ webhook: async ({ payload }) => void seen.push(payload) }).drain();
    expect(seen).toEqual([1]);
  });

  it("waits longer after each failure and holds back what stands behind, but not other topics", async () => {
    const seen: unknown[] = [];
    let isDown = true;
    const relay = relayOf({
      webhook: async ({ payload }) => {
        if (isDown && payload === 2) throw new Error("no answer");
        seen.push(payload);
      },
      exception: async ({ payload }) => void seen.push(payload),
    });
    await say("webhook", 1, 2, 3);
    await say("exception", 10);
    await relay.drain();
    expect(seen.sort()).toEqual([1, 10]);
    clockMs += 999;
    expect(await relay.drain()).toBe(0);
    clockMs += 1;
    expect(await relay.drain()).toBe(1);
    clockMs += 1_999;
    isDown = false;
    expect(await relay.drain()).toBe(0);
    clockMs += 1;
    await relay.drain();
    expect(seen).toEqual([1, 10, 2, 3]);
  });

  it("gives up after its attempts, lists the dead letter with its reason, and replays it", async () => {
    const seen: unknown[] = [];
    const reports: unknown[] = [];
    let isDown = true;
    const handler: OutboxHandler = async ({ payload }) => {
      if (isDown && payload === 1) throw new Error("no answer");
      seen.push(payload);
    };
    const relay = relayOf({ webhook: handler }, { report: (error: unknown) => reports.push(error) });
    await say("webhook", 1, 2);
    for (let i = 0; i < 3; i++) {
      await relay.drain();
      clockMs += 60_000;
    }
    expect(seen).toEqual([2]);
    expect(reports).toHaveLength(3);
    const [dead] = await relay.dead();
    expect(dead).toMatchObject({ topic: "webhook", payload: 1, attempts: 3, error: "no answer" });
    isDown = false;
    expect(await relay.replay(dead?.id ?? 0n)).toBe(true);
    await relay.drain();
    expect(seen).toEqual([2, 1]);
    expect(await relay.dead()).toEqual([]);
    expect(await relay.replay(dead?.id ?? 0n)).toBe(false);
  });

  it("counts a handler that hangs as failed", async () => {
    const relay = relayOf({ webhook: () => new Promise(() => {}) }, { timeoutMs: 5, maxAttempts: 1 });
    await say("webhook", 1);
    await relay.drain();
    expect((await relay.dead())[0]?.error).toBe("outbox: handler of webhook took over 5 ms");
  });

  it("keeps the order and delivers once while three relays share the work", async () => {
    const seen: Record<string, number[]> = { a: [], b: [] };
    const handler: OutboxHandler = async ({ topic, payload }) => {
      await new Promise((done) => setTimeout(done, 1));
      seen[topic]?.push(payload as number);
    };
    const numbers = Array.from({ length: 40 }, (_, i) => i);
    await say("a", ...numbers);
    await say("b", ...numbers);
    const relays = [1, 2, 3].map(() => relayOf({ a: handler, b: handler }, { batch: () => 7 }));
    while ((await db.outbox.count({ where: { relayedAt: null } })) > 0)
      await Promise.all(relays.map((relay) => relay.drain()));
    expect(seen).toEqual({ a: numbers, b: numbers });
  });

  const sayIn = (topic: string, messages: readonly (readonly [lane: string, payload: number])[]) =>
    db.$transaction(async (tx) => {
      for (const [lane, payload] of messages) await announce(tx, { organisationId: 1, topic, payload, lane });
    });

  it("delivers to others while a receiver hangs, also what is announced meanwhile", async () => {
    const seen: unknown[] = [];
    let wake: () => void = () => {};
    const awake = new Promise<void>((done) => {
      wake = done;
    });
    let noted: () => void = () => {};
    const relay = relayOf(
      {
        webhook: async ({ payload, lane }) => {
          if (lane === "slow.example" && payload === 1) await awake;
          seen.push(`${lane}/${payload}`);
          noted();
        },
      },
      { pollMs: 3_600_000, concurrency: 2 },
    );
    const until = (what: string) =>
      new Promise<void>((done) => {
        noted = () => {
          if (seen.includes(what)) done();
        };
        noted();
      });
    await sayIn("webhook", [
      ["slow.example", 1],
      ["slow.example", 2],
      ["fast.example", 3],
    ]);
    relay.start();
    await until("fast.example/3");
    await sayIn("webhook", [["other.example", 4]]);
    relay.nudge();
    await until("other.example/4");
    expect(seen).toEqual(["fast.example/3", "other.example/4"]);
    wake();
    await until("slow.example/2");
    await relay.stop();
    expect(seen).toEqual(["fast.example/3", "other.example/4", "slow.example/1", "slow.example/2"]);
  });

  it("runs no more than it may, and of one topic half of that, so that hanging receivers leave room for the rest", async () => {
    const running: Record<string, number> = { webhook: 0, exception: 0 };
    const most: Record<string, number> = { webhook: 0, exception: 0, all: 0 };
    let wake: () => void = () => {};
    const awake = new Promise<void>((done) => {
      wake = done;
    });
    const handlerOf =
      (isSlow: boolean): OutboxHandler =>
      async ({ topic, payload }) => {
        running[topic] = (running[topic] ?? 0) + 1;
        most[topic] = Math.max(most[topic] ?? 0, running[topic] ?? 0);
        most.all = Math.max(
          most.all ?? 0,
          Object.values(running).reduce((sum, each) => sum + each),
        );
        if (isSlow) await awake;
        // All webhooks hang until the last of the others was delivered.
        else if (payload === 9) wake();
        running[topic] = (running[topic] ?? 0) - 1;
      };
    const lanes = Array.from({ length: 10 }, (_, i) => [`${i}.example`, i] as const);
    await sayIn("webhook", lanes);
    await sayIn("exception", lanes);
    const relay = relayOf({ webhook: handlerOf(true), exception: handlerOf(false) }, { concurrency: 4 });
    expect(await relay.drain()).toBe(20);
    expect(most.webhook).toBe(2);
    expect(most.all).toBeLessThanOrEqual(4);
  });

  it("keeps the order of each lane and delivers once, whatever fails, with two relays of several slots", async () => {
    const message = fc.record({
      lane: fc.constantFrom("a", "b", "c", "d"),
      topic: fc.constantFrom("webhook", "letter"),
      failures: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 30 }), async (messages) => {
        await db.outbox.deleteMany();
        const left = messages.map(({ failures }) => failures);
        const seen = new Map<string, number[]>();
        const handler: OutboxHandler = async ({ topic, lane, payload }) => {
          const i = Number(payload);
          await new Promise((done) => setImmediate(done));
          if ((left[i] ?? 0) > 0) {
            left[i] = (left[i] ?? 0) - 1;
            throw new Error("no answer");
          }
          const key = `${topic}/${lane}`;
          seen.set(key, [...(seen.get(key) ?? []), i]);
        };
        for (const [i, { topic, lane }] of messages.entries()) await sayIn(topic, [[lane, i]]);
        const relays = [1, 2].map(() =>
          relayOf({ webhook: handler, letter: handler }, { batch: () => 3, concurrency: 3 }),
        );
        while ((await db.outbox.count({ where: { relayedAt: null } })) > 0) {
          await Promise.all(relays.map((relay) => relay.drain()));
          clockMs += 60_000;
        }
        const wanted = new Map<string, number[]>();
        for (const [i, { topic, lane }] of messages.entries())
          wanted.set(`${topic}/${lane}`, [...(wanted.get(`${topic}/${lane}`) ?? []), i]);
        expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(wanted));
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it("wakes at a nudge, and stops", async () => {
    const relay = relayOf({ exception: async ({ payload }) => arrived(payload) }, { pollMs: 3_600_000 });
    let arrived: (value: unknown) => void = () => {};
    relay.start();
    await say("exception", 5);
    const arrival = new Promise((done) => {
      arrived = done;
    });
    relay.nudge();
    expect(await arrival).toBe(5);
    await relay.stop();
  });

  it("delivers again what a killed relay held, so that nothing is lost", async () => {
    await say("exception", 1, 2, 3);
    const script = `
      const { openDb } = await import("#server/platform/db.ts");
      const { createOutboxRelay } = await import("#server/platform/outbox.ts");
      const { db } = openDb({ url: ${JSON.stringify(database.url)}, poolSize: 2 });
      const handlers = { exception: async ({ payload }) => {
        console.log("got " + payload);
        if (payload === 2) await new Promise(() => setInterval(() => {}, 1000));
      } };
      createOutboxRelay({ db, handlers, now: () => ${clockMs} }).start();`;
    const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    for await (const text of child.stdout) {
      said += text;
      if (said.includes("got 2")) child.kill("SIGKILL");
    }
    if (child.signalCode === null && child.exitCode === null) await once(child, "exit");
    expect(said).toBe("got 1\ngot 2\n");
    const seen: unknown[] = [];
    const relay = relayOf({ exception: async ({ payload }) => void seen.push(payload) });
    // The server notices the lost connection by itself; until then the rows stay locked.
    while (seen.length < 3) await relay.drain();
    expect(seen).toEqual([1, 2, 3]);
  });

  it("prunes only what was delivered before", async () => {
    const relay = relayOf({ exception: async () => {} });
    await say("exception", 1);
    await relay.drain();
    await say("exception", 2);
    expect(await relay.prune(new Date(clockMs))).toBe(0);
    expect(await relay.prune(new Date(clockMs + 1))).toBe(1);
    expect(await db.outbox.count()).toBe(1);
  });

  it.each([
    [1, 500],
    [2, 1_000],
    [5, 8_000],
    [60, 300_000],
  ])("waits after %i failures for %i ms", (attempts, waitMs) => {
    expect(backOffMs(attempts, 500, 300_000)).toBe(waitMs);
  });

  it("takes ahead as many as it is told at each look, and tells how long each waited", async () => {
    const waits: number[] = [];
    let most = 2;
    const relay = relayOf(
      { exception: async () => {} },
      { batch: () => most, delivered: (afterMs: number) => waits.push(afterMs) },
    );
    const six = () => say("exception", 1, 2, 3, 4, 5, 6);
    await six();
    expect(await relay.drain()).toBe(3);
    most = 6;
    await six();
    expect(await relay.drain()).toBe(1);
    expect(waits).toHaveLength(12);
  });
});
