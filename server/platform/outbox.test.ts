import { spawn } from "node:child_process";
import { once } from "node:events";
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
    opened = openDb({ url: database.url, poolSize: 6 });
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
