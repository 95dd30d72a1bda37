import { expect, it } from "vitest";
import * as z from "zod";
import { limitedQueue } from "#server/platform/limited-queue.ts";
import { defineJob, type JobHandler, type Queue } from "#server/platform/queue.ts";

const job = defineJob({ schema: z.object({}), timeLimitS: 10, retry: { limit: 0, delayS: 0 } });
type Jobs = { slow: typeof job; other: typeof job; urgent: typeof job };

/** A queue whose jobs are done when the test says so. */
const queueOf = () => {
  const handlers = new Map<string, JobHandler<object>>();
  const queue: Queue<Jobs> = {
    send: async () => "1",
    work: async (name, handler) => void handlers.set(name, handler as JobHandler<object>),
    dead: async () => [],
    replay: async () => false,
    close: async () => {},
  };
  const run = (name: keyof Jobs, signal = new AbortController().signal) => handlers.get(name)?.({}, signal);
  return { queue, run };
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

it("does as many jobs at once as it is told, lets urgent ones past, and measures the wait with the work", async () => {
  let most = 1;
  const measured: string[] = [];
  const { queue, run } = queueOf();
  const limited = limitedQueue(queue, {
    ...{ mostAtOnce: () => most, isUrgent: (name) => name === "urgent" },
    meter: { record: (name) => void measured.push(name) },
  });
  const begun: string[] = [];
  let end = () => {};
  await limited.work("slow", () => {
    begun.push("slow");
    return new Promise((resolve) => {
      end = resolve;
    });
  });
  await limited.work("other", async () => void begun.push("other"));
  await limited.work("urgent", async () => void begun.push("urgent"));
  const slow = run("slow");
  await settled();
  const other = run("other");
  await run("urgent");
  await settled();
  expect(begun).toEqual(["slow", "urgent"]);
  end();
  await Promise.all([slow, other]);
  expect(begun).toEqual(["slow", "urgent", "other"]);
  const each = ["jobs.work_ms", "jobs.done_ms"];
  expect(measured).toEqual([...each, ...each]);
  most = 2;
  const again = run("slow");
  await settled();
  await run("other");
  expect(begun).toEqual(["slow", "urgent", "other", "slow", "other"]);
  end();
  await again;
});

it("leaves a job that waited past its time to its next try", async () => {
  const { queue, run } = queueOf();
  const limited = limitedQueue(queue, {
    ...{ mostAtOnce: () => 1, isUrgent: () => false, meter: { record: () => {} } },
  });
  let isDone = false;
  let end = () => {};
  await limited.work(
    "slow",
    () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  );
  await limited.work("other", async () => {
    isDone = true;
  });
  const slow = run("slow");
  await settled();
  const late = new AbortController();
  const other = run("other", late.signal);
  late.abort();
  end();
  await Promise.all([slow, other]);
  expect(isDone).toBe(false);
});
