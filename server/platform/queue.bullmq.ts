import { type Job, Queue as Line, Worker } from "bullmq";
import { Redis } from "ioredis";
import { AppError } from "#server/lib/errors.ts";
import {
  type DeadJob,
  type JobCatalogue,
  jobOf,
  payloadOf,
  type Queue,
  runJob,
} from "#server/platform/queue.ts";

const toDead = (name: string, job: Job): DeadJob => ({
  id: `${name}/${job.id}`,
  name,
  payload: job.data as unknown,
  error: job.failedReason,
  failedAt: new Date(job.finishedOn ?? job.timestamp),
});

/** The queue on Redis (BullMQ), for many processes and many jobs a second. */
export const createBullMqQueue = async <C extends JobCatalogue>({
  url,
  catalogue,
  prefix = "roundsman",
  answerMs = 5_000,
  report = () => {},
}: {
  url: string;
  catalogue: C;
  /** Sets the keys of one installation apart from those of others on the same Redis. */
  prefix?: string;
  /** A Redis that takes longer counts as gone: whoever sends is told so and sends again. */
  answerMs?: number;
  report?: (error: unknown) => void;
}): Promise<Queue<C>> => {
  // A blocking worker must wait for Redis for as long as it takes, so no limit of retries per command.
  const connection = { url, maxRetriesPerRequest: null };
  // Whoever sends a job must not: a line of what could not be sent would grow in memory for as long as Redis is gone.
  const sender = new Redis(url, { enableOfflineQueue: false, commandTimeout: answerMs });
  sender.on("error", report);
  const lines = new Map<string, Line>();
  const workers: Worker[] = [];
  for (const [name, { retry }] of Object.entries(catalogue)) {
    const line = new Line(name, {
      connection: sender,
      prefix,
      defaultJobOptions: {
        attempts: retry.limit + 1,
        backoff: { type: "exponential", delay: retry.delayS * 1_000 },
        removeOnComplete: { count: 1_000 },
        removeOnFail: false,
      },
    });
    line.on("error", report);
    await line.waitUntilReady();
    lines.set(name, line);
  }
  const lineOf = (name: string): Line => {
    jobOf(catalogue, name);
    return lines.get(name) as Line;
  };

  const setTimetable = async (name: string): Promise<void> => {
    const { every } = jobOf(catalogue, name);
    const line = lineOf(name);
    if (every === undefined) await line.removeJobScheduler(name);
    else
      await line.upsertJobScheduler(name, { pattern: every.cron, tz: "UTC" }, { name, data: every.payload });
  };

  return {
    async send(name, payload, { afterS = 0 } = {}) {
      const line = lineOf(name);
      const data = payloadOf(catalogue, name, payload);
      try {
        const job = await line.add(name, data, { delay: afterS * 1_000 });
        return `${name}/${job.id}`;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new AppError("UNAVAILABLE", `queue: ${name}: Redis did not take it: ${reason}`, {
          cause: error,
        });
      }
    },
    async work(name, handler) {
      await setTimetable(name);
      // A Redis that comes back may have lost its timetable with everything else.
      sender.on("ready", () => void setTimetable(name).catch(report));
      const worker = new Worker(name, (job) => runJob(catalogue, name, job.data, handler), {
        connection,
        prefix,
      });
      worker.on("error", report);
      await worker.waitUntilReady();
      workers.push(worker);
    },
    async dead(limit = 100) {
      const all = await Promise.all(
        [...lines].map(async ([name, line]) =>
          (await line.getFailed(0, limit - 1)).map((job) => toDead(name, job)),
        ),
      );
      return all
        .flat()
        .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
        .slice(0, limit);
    },
    async replay(id) {
      const cut = id.lastIndexOf("/");
      const job = await lines.get(id.slice(0, cut))?.getJob(id.slice(cut + 1));
      if (job === undefined || !(await job.isFailed())) return false;
      await job.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
      return true;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...lines.values()].map((line) => line.close()));
      sender.disconnect();
    },
  };
};
