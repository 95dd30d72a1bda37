import type { JOBS } from "#server/jobs.ts";
import type { Lifecycle } from "#server/lib/lifecycle.ts";
import { DAY_CHANGED } from "#server/operations/day-plan.ts";
import type { Days } from "#server/operations/days.ts";
import { organisationTag } from "#server/operations/kpi-cache.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Simulator } from "#server/operations/simulate.ts";
import type { Cache } from "#server/platform/cache.ts";
import type { Db } from "#server/platform/db.ts";
import type { Log } from "#server/platform/log.ts";
import { createOutboxRelay, type OutboxHandler } from "#server/platform/outbox.ts";
import { keepPartitions, PARTITION_PLANS } from "#server/platform/partitions.ts";
import type { Queue } from "#server/platform/queue.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";

const DAY_MS = 86_400_000;
/** Making the day of a large fleet takes longer than other announcements. */
const HANDLER_MS = 60_000;

/** What {@link createWorker} needs. */
export type WorkerDeps = {
  db: Db;
  log: Pick<Log, "info" | "warn" | "error">;
  lifecycle: Lifecycle;
  settings: Settings;
  cache: Pick<Cache, "invalidate">;
  days: Days;
  simulator: Simulator;
  /** Whether this installation simulates at all. */
  isSimulated: boolean;
  operations: Pick<Operations, "raiseVersion" | "pruneLedger">;
  telemetry: Pick<Telemetry, "rollUp">;
  openQueue: () => Promise<Queue<typeof JOBS>>;
};

/** What works by itself, beside answering: announcements, jobs, and the simulated day. */
export const createWorker = (deps: WorkerDeps) => {
  const { db, log, lifecycle, settings, cache, days, simulator, operations, telemetry } = deps;

  const forget = (organisationId: number) => cache.invalidate(organisationTag(organisationId));
  /** The change raised the version itself, in its transaction. */
  const noted: OutboxHandler = async ({ organisationId }) => {
    await forget(organisationId);
  };
  const changed: OutboxHandler = async ({ organisationId }) => {
    await operations.raiseVersion(organisationId);
    await forget(organisationId);
  };
  const relay = createOutboxRelay({
    db,
    timeoutMs: HANDLER_MS,
    handlers: {
      exception: changed,
      "note.added": changed,
      // Routes were changed by the office: whoever drives the simulated day reads them again.
      [DAY_CHANGED]: async (message) => {
        simulator.reload(message.organisationId);
        await changed(message);
      },
      "proof.added": changed,
      "exception.opened": noted,
      "fault.opened": noted,
      // The import may have run in another process, by the command line.
      "fleet.imported": async ({ organisationId }) => {
        await days.open(organisationId);
        simulator.reload(organisationId);
        await forget(organisationId);
      },
    },
    report: (error, message) =>
      log.warn({ err: error, topic: message?.topic, id: message?.id.toString() }, "an announcement waits"),
  });

  const startSimulator = (): void => {
    let steering: Promise<void> = Promise.resolve();
    const steer = (): void => {
      // One after the other: a start while a stop still waits would make two beats.
      steering = steering.then(() =>
        settings.get(SETTINGS.isSimulated) ? simulator.start() : simulator.stop(),
      );
    };
    settings.subscribe(SETTINGS.isSimulated, steer);
    steer();
    lifecycle.onStop("simulator", () => simulator.stop());
  };

  const startQueue = async (): Promise<void> => {
    const queue = await deps.openQueue();
    lifecycle.onStop("queue", () => queue.close());
    await queue.work("samples.rollup", () => telemetry.rollUp(new Date()).then(() => {}));
    await queue.work("partitions.upkeep", async () => {
      for (const plan of PARTITION_PLANS) await keepPartitions(db, plan, new Date());
    });
    await queue.work("outbox.prune", async ({ keepDays }) => {
      await relay.prune(new Date(Date.now() - keepDays * DAY_MS));
    });
    await queue.work("ledger.prune", async ({ keepDays }) => {
      await operations.pruneLedger(new Date(Date.now() - keepDays * DAY_MS));
    });
    await queue.send("partitions.upkeep", {});
  };

  return {
    /** Looks at announcements at once instead of at the next poll. */
    nudge: () => relay.nudge(),
    /** Starts everything, each with its stop. */
    async start(): Promise<void> {
      relay.start();
      lifecycle.onStop("outbox", () => relay.stop());
      await startQueue();
      if (!deps.isSimulated) return;
      const moved = await days.takeUp(new Date());
      if (moved.length > 0) log.info({ organisations: moved }, "the demo city was taken up to today");
      startSimulator();
    },
  };
};
/** What works by itself. */
export type Worker = ReturnType<typeof createWorker>;
