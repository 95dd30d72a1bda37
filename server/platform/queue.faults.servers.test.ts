import { randomUUID } from "node:crypto";
import { Queue as Line } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { createBullMqQueue } from "#server/platform/queue.bullmq.ts";
import { defineJob } from "#server/platform/queue.ts";
import { openTroubledLine, type TroubledLine } from "#server/platform/troubled-line.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const url = process.env.REDIS_URL ?? "";
if (url === "") console.log("skipped: the queue on a Redis in trouble, for REDIS_URL names no server");

const JOBS = {
  "fault.counted": defineJob({
    schema: z.object({ number: z.int() }),
    timeLimitS: 30,
    retry: { limit: 3, delayS: 1 },
    every: { cron: "0 0 29 2 *", payload: { number: 0 } },
  }),
};
const patience = { timeout: 60_000, interval: 100 };
const FAILED = { code: "UNAVAILABLE", message: expect.stringMatching(/^queue: fault.counted: /) };

describe.skipIf(url === "")("the queue on a Redis in trouble", () => {
  const lines: TroubledLine[] = [];
  const redis = new Redis(url, { lazyConnect: true });
  afterAll(async () => {
    for (const line of lines) await line.close();
    await redis.quit();
  });

  const make = async () => {
    const { hostname, port } = new URL(url);
    const line = await openTroubledLine({ host: hostname, port: Number(port) });
    lines.push(line);
    const prefix = `roundsman-fault-${randomUUID()}`;
    const far = new URL(url);
    far.hostname = "127.0.0.1";
    far.port = String(line.port);
    const open = () =>
      createBullMqQueue({ url: far.href, catalogue: JOBS, prefix, answerMs: 1_000, report: () => {} });
    const queue = await open();
    const seen = new Set<number>();
    await queue.work("fault.counted", async ({ number }) => void seen.add(number));
    /** Sends until the queue took it, as the outbox relay does. */
    const send = (number: number) => vi.waitFor(() => queue.send("fault.counted", { number }), patience);
    return { line, queue, seen, send, prefix };
  };
  const sorted = (seen: Set<number>) => [...seen].sort((a, b) => a - b);

  it.each(["refused", "hung"] as const)(
    "says within its limit that a Redis that is %s did not take a job, and does all once it is back",
    async (trouble) => {
      const { line, queue, seen, send } = await make();
      await send(1);
      await vi.waitFor(() => expect(sorted(seen)).toEqual([1]), patience);
      await line.set(trouble);
      // What stands in a socket when it hangs is told by the limit; what comes after a cut, at once.
      await expect(queue.send("fault.counted", { number: 2 })).rejects.toMatchObject(FAILED);
      await expect(queue.send("fault.counted", { number: 3 })).rejects.toMatchObject(FAILED);
      await line.set("none");
      for (const number of [2, 3, 4]) await send(number);
      await vi.waitFor(() => expect(sorted(seen)).toEqual([1, 2, 3, 4]), patience);
      await queue.close();
    },
    120_000,
  );

  it("does everything over a line on which each answer takes long", async () => {
    const { line, queue, seen, send } = await make();
    await line.set("slow");
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    await Promise.all(numbers.map(send));
    await vi.waitFor(() => expect(sorted(seen)).toEqual(numbers), patience);
    await line.set("none");
    await queue.close();
  }, 120_000);

  it("goes on with a Redis that forgot everything: jobs are taken, and the timetable stands in it again", async () => {
    const { line, queue, seen, send, prefix } = await make();
    await send(1);
    await vi.waitFor(() => expect(sorted(seen)).toEqual([1]), patience);
    await line.set("refused");
    const keys = await redis.keys(`${prefix}:*`);
    expect(keys.length).toBeGreaterThan(0);
    await redis.del(...keys);
    await line.set("none");
    await send(2);
    await vi.waitFor(() => expect(sorted(seen)).toEqual([1, 2]), patience);
    const looker = new Line("fault.counted", { connection: { url }, prefix });
    await vi.waitFor(async () => expect(await looker.getJobSchedulersCount()).toBe(1), patience);
    await looker.close();
    await queue.close();
  }, 120_000);
});
