import { type Job, Queue as Line, Worker } from "bullmq";
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
  report = () => {},
}: {
  url: string;
  catalogue: C;
  /** Sets the keys of one installation apart from those of others on the same Redis. */
  prefix?: string;
  report?: (error: unknown) => void;
}): Promise<Queue<C>> => {
  // A blocking worker must wait for Redis for as long as it takes, so no limit of retries per command.
  const connection = { url, maxRetriesPerRequest: null };
  const lines = new Map<string, Line>();
  const workers: Worker[] = [];
  for (const [name, { retry }] of Object.entries(catalogue)) {
    const line = new Line(name, {
      connection,
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

  return {
    async send(name, payload, { afterS = 0 } = {}) {
      const job = await lineOf(name).add(name, payloadOf(catalogue, name, payload), {
        delay: afterS * 1_000,
      });
      return `${name}/${job.id}`;
    },
    async work(name, handler) {
      const { every } = jobOf(catalogue, name);
      const line = lineOf(name);
      if (every === undefined) await line.removeJobScheduler(name);
      else
        await line.upsertJobScheduler(
          name,
          { pattern: every.cron, tz: "UTC" },
          { name, data: every.payload },
        );
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
    },
  };
};
