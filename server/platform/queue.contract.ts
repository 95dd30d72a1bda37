import { describe, expect, it, vi } from "vitest";
import * as z from "zod";
import { defineJob, type Queue } from "#server/platform/queue.ts";

const Numbered = z.object({ number: z.int() });

const once = { schema: Numbered, timeLimitS: 10, retry: { limit: 0, delayS: 0 } };

/** The jobs the contract runs on. */
export const CONTRACT_JOBS = {
  "contract.plain": defineJob(once),
  "contract.retried": defineJob({ ...once, retry: { limit: 2, delayS: 0 } }),
  "contract.failing": defineJob({ ...once, retry: { limit: 1, delayS: 0 } }),
  "contract.slow": defineJob({ ...once, timeLimitS: 0.2 }),
  "contract.kept": defineJob(once),
  "contract.timed": defineJob({ ...once, every: { cron: "0 0 29 2 *", payload: { number: 1 } } }),
};

/** What every backend of the queue must do; `make` opens another client of the same backend. */
export const queueContract = (make: () => Promise<Queue<typeof CONTRACT_JOBS>>) => {
  const withQueue = async (work: (queue: Queue<typeof CONTRACT_JOBS>) => Promise<void>) => {
    const queue = await make();
    try {
      await work(queue);
    } finally {
      await queue.close();
    }
  };
  const patience = { timeout: 20_000, interval: 50 };

  describe("queue contract", () => {
    it("does what was sent, with what it was given", () =>
      withQueue(async (queue) => {
        const seen: number[] = [];
        await queue.work("contract.plain", async ({ number }) => void seen.push(number));
        for (const number of [1, 2, 3]) await queue.send("contract.plain", { number });
        await vi.waitFor(() => expect(seen.sort()).toEqual([1, 2, 3]), patience);
      }));

    it("refuses a payload that is not the job's, and a job that is not in the catalogue", () =>
      withQueue(async (queue) => {
        await expect(queue.send("contract.plain", { number: 1.5 })).rejects.toMatchObject({
          code: "BAD_REQUEST",
          message: expect.stringMatching(/^job contract.plain: number: /),
        });
        await expect(queue.send("contract.other" as "contract.plain", { number: 1 })).rejects.toThrow(
          /no job named contract.other/,
        );
      }));

    it("tries again what failed", () =>
      withQueue(async (queue) => {
        let tries = 0;
        await queue.work("contract.retried", async () => {
          if (++tries < 3) throw new Error("not yet");
        });
        await queue.send("contract.retried", { number: 1 });
        await vi.waitFor(() => expect(tries).toBe(3), patience);
        expect((await queue.dead()).filter((job) => job.name === "contract.retried")).toEqual([]);
      }));

    it("lists what was given up with its reason, and does it when replayed", () =>
      withQueue(async (queue) => {
        let isDown = true;
        const seen: number[] = [];
        await queue.work("contract.failing", async ({ number }) => {
          if (isDown) throw new Error("no answer");
          seen.push(number);
        });
        await queue.send("contract.failing", { number: 7 });
        const given = async () => (await queue.dead()).filter((job) => job.name === "contract.failing");
        await vi.waitFor(async () => expect(await given()).toHaveLength(1), patience);
        const [dead] = await given();
        expect(dead).toMatchObject({
          payload: { number: 7 },
          error: "no answer",
          failedAt: expect.any(Date),
        });
        isDown = false;
        expect(await queue.replay(dead?.id ?? "")).toBe(true);
        await vi.waitFor(() => expect(seen).toEqual([7]), patience);
        expect(await given()).toEqual([]);
      }));

    it("ends a job at its time limit and tells the handler", () =>
      withQueue(async (queue) => {
        let isTold = false;
        await queue.work("contract.slow", (_, signal) => {
          signal.addEventListener("abort", () => {
            isTold = true;
          });
          return new Promise(() => {});
        });
        await queue.send("contract.slow", { number: 1 });
        const given = async () => (await queue.dead()).filter((job) => job.name === "contract.slow");
        await vi.waitFor(async () => expect(await given()).toHaveLength(1), patience);
        expect(isTold).toBe(true);
        expect((await given())[0]?.error).toBe("job contract.slow took over 0.2 s");
      }));

    it("keeps what was sent over a restart", async () => {
      await withQueue(async (queue) => void (await queue.send("contract.kept", { number: 5 })));
      await withQueue(async (queue) => {
        const seen: number[] = [];
        await queue.work("contract.kept", async ({ number }) => void seen.push(number));
        await vi.waitFor(() => expect(seen).toEqual([5]), patience);
      });
    });

    it("takes a timetable, twice over, and does nothing before its hour", () =>
      withQueue(async (queue) => {
        const seen: number[] = [];
        await queue.work("contract.timed", async ({ number }) => void seen.push(number));
        await withQueue((other) =>
          other.work("contract.timed", async ({ number }) => void seen.push(number)),
        );
        expect(seen).toEqual([]);
      }));
  });
};
