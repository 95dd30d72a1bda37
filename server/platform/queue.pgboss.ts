import { type JobWithMetadata, PgBoss } from "pg-boss";
import {
  type DeadJob,
  type JobCatalogue,
  jobOf,
  payloadOf,
  type Queue,
  runJob,
} from "#server/platform/queue.ts";

const DEAD = "dead";
const DAY_S = 86_400;

const errorText = (output: object | null): string => {
  const message: unknown = output === null ? null : Reflect.get(output, "message");
  return typeof message === "string" ? message : JSON.stringify(output);
};

const toDead = (job: JobWithMetadata): DeadJob => ({
  id: job.id,
  name: job.sourceName ?? job.name,
  payload: job.data,
  error: errorText(job.sourceOutput ?? job.output),
  failedAt: job.createdOn,
});

/**
 * The queue on our own database, in a schema of its own (pg-boss, https://timgit.github.io/pg-boss): no further
 * server, and jobs are as durable as the rows they are about.
 */
export const createPgBossQueue = async <C extends JobCatalogue>({
  url,
  catalogue,
  poolSize = 4,
  pollS = 1,
  report = () => {},
}: {
  url: string;
  catalogue: C;
  poolSize?: number;
  /** Seconds between looks at each job's line, at least 0.5. */
  pollS?: number;
  report?: (error: unknown) => void;
}): Promise<Queue<C>> => {
  const boss = new PgBoss({
    connectionString: url,
    max: poolSize,
    schema: "pgboss",
    application_name: "roundsman queue",
  });
  boss.on("error", report);
  await boss.start();
  await boss.createQueue(DEAD, { retentionSeconds: 90 * DAY_S });
  for (const [name, { timeLimitS, retry }] of Object.entries(catalogue)) {
    const options = {
      // The handler's own limit comes first and says why; this one is for a process that died with the job in hand.
      expireInSeconds: Math.ceil(timeLimitS) + 5,
      retryLimit: retry.limit,
      retryDelay: retry.delayS,
      retryBackoff: retry.delayS > 0,
      retentionSeconds: 14 * DAY_S,
      deleteAfterSeconds: DAY_S,
    };
    await boss.createQueue(name, { ...options, deadLetter: DEAD });
    await boss.updateQueue(name, options);
  }

  return {
    async send(name, payload, { afterS = 0 } = {}) {
      const id = await boss.send(
        name,
        payloadOf(catalogue, name, payload),
        afterS > 0 ? { startAfter: afterS } : {},
      );
      if (id === null) throw new Error(`queue: ${name} was not taken, expected an id`);
      return id;
    },
    async work(name, handler) {
      const { every } = jobOf(catalogue, name);
      if (every === undefined) await boss.unschedule(name);
      else await boss.schedule(name, every.cron, every.payload, { tz: "UTC" });
      await boss.work(name, { batchSize: 1, pollingIntervalSeconds: pollS }, async (jobs) => {
        for (const job of jobs) await runJob(catalogue, name, job.data, handler);
      });
    },
    async dead(limit = 100) {
      const jobs = await boss.findJobs<object>(DEAD, { queued: true, limit: 10_000 });
      return jobs
        .map(toDead)
        .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime())
        .slice(0, limit);
    },
    async replay(id) {
      return (await boss.redrive(DEAD, { ids: [id] })) > 0;
    },
    async close() {
      await boss.stop({ graceful: true, timeout: 4_000 });
    },
  };
};
