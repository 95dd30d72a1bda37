import * as z from "zod";
import { ALERT_EMAIL, ALERT_MOVED, ALERT_WEBHOOK } from "#server/alerts/notices.ts";
import { ASK_MAILING, type Mailings } from "#server/ask/mailings.ts";
import { BRIEFING_EMAIL, BRIEFING_WEBHOOK } from "#server/coordination/briefings-out.ts";
import { COORDINATION_CHANGED } from "#server/coordination/records.ts";
import { SAMSARA_TOLD, SamsaraTold } from "#server/external/samsara-hook.ts";
import { CRM_KINDS, type CrmKind } from "#server/external/schema.ts";
import { FLAGS_CHANGED } from "#server/flags/flag-changes.ts";
import type { Flags } from "#server/flags/service.ts";
import { RECORD_CHANGED } from "#server/fleet/record-changes.ts";
import { ORDER_DECIDED } from "#server/forecast/maintenance.ts";
import type { Forecasts, Maintenance } from "#server/forecast/service.ts";
import type { JOBS, JobName } from "#server/jobs.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Lifecycle } from "#server/lib/lifecycle.ts";
import { createDayLead } from "#server/operations/day-lead.ts";
import { DAY_CHANGED } from "#server/operations/day-plan.ts";
import { DAYS_TAKEN_UP, type Days } from "#server/operations/days.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Simulator } from "#server/operations/simulate.ts";
import { CACHE_DROPPED } from "#server/platform/caches.schema.ts";
import type { Caches } from "#server/platform/caches.ts";
import { type Db, sql } from "#server/platform/db.ts";
import type { Log } from "#server/platform/log.ts";
import { createNotices } from "#server/platform/notices.ts";
import { createOutboxRelay, type OutboxHandler } from "#server/platform/outbox.ts";
import { keepPartitions, PARTITION_PLANS } from "#server/platform/partitions.ts";
import type { Queue } from "#server/platform/queue.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { INDEX_ASKED, IndexAsked } from "#server/tuning/database.schema.ts";
import { TUNING_CHANGED } from "#server/tuning/schema.ts";
import type { IndexChanges } from "#server/tuning/service.ts";
import type { Embedder } from "#server/vector/embedder.ts";
import { unfinishedRuns } from "#server/vector/index-run-store.ts";
import type { IndexWork } from "#server/vector/index-work.ts";
import { embeddedText, type Indexing } from "#server/vector/indexing.ts";
import { PASSAGE_KINDS, type PassageKind, VECTOR_ASKED, VectorAsked } from "#server/vector/schema.ts";
import type { VectorStore } from "#server/vector/store.ts";

const DAY_MS = 86_400_000;
/** Days that calls to outside services are kept: longer than any page or account looks back. */
const KEEP_CALLS_DAYS = 90;
/** Making the day of a large fleet takes longer than other announcements. */
const HANDLER_MS = 60_000;

/** Channel of PostgreSQL on which workers tell the one that drives the simulated days that routes were changed. */
const DAY_NOTICE = "simulated_day";

/** Every record of one kind that an organisation has. */
export type RecordsOf = (organisationId: number, kind: PassageKind) => Promise<number[]>;

// Announcements say which records changed by one number or by several.
const Changed = z.union([
  z.object({ id: z.int() }).transform(({ id }) => [id]),
  z.object({ ids: z.array(z.int()) }).transform(({ ids }) => ids),
]);
const SiteChanged = z.object({ id: z.int() });

/** What {@link createWorker} needs. */
export type WorkerDeps = {
  db: Db;
  log: Pick<Log, "info" | "warn" | "error">;
  lifecycle: Lifecycle;
  settings: Settings;
  caches: Pick<Caches, "look">;
  days: Days;
  simulator: Simulator;
  /** Whether this installation simulates at all. */
  isSimulated: boolean;
  databaseUrl: string;
  /** Reads the clocks again: others may have moved them. */
  refreshClocks: () => Promise<void>;
  flags: Pick<Flags, "look">;
  operations: Pick<Operations, "pruneLedger">;
  telemetry: Pick<Telemetry, "rollUp">;
  /** Null where records get no vectors. */
  vectors: {
    store: VectorStore;
    embedder: Embedder;
    indexing: Pick<Indexing, "changed" | "allChanged" | "work">;
    indexWork: IndexWork;
  } | null;
  recordsOf: RecordsOf;
  /** Foretells the days to come. */
  forecasts: Pick<Forecasts, "recompute">;
  /** Tells how likely customers are to complain and to leave. */
  customerRisks: Pick<Forecasts, "recompute">;
  /** Reads at once how a vehicle stands, by its id at Samsara. */
  lookAtVehicle: (organisationId: number, vehicleId: string) => Promise<void>;
  /** Learns from driven routes what travel times are corrected by. */
  learnTravelTimes: (organisationId: number) => Promise<unknown>;
  /** Notes for the CRM that records of a kind changed, by the number of the announcement. */
  crmChanged: (organisationId: number, kind: CrmKind, announcement: bigint) => Promise<void>;
  /** The customer of a site; null where it has none. */
  customerOfSite: (organisationId: number, siteId: number) => Promise<number | null>;
  /** Foretells failures of vehicles. */
  maintenance: Pick<Maintenance, "recompute">;
  /** Drops what outside services were asked and told before an instant. */
  pruneOutside: (before: Date) => Promise<void>;
  /** Counts the alerts that questions made. */
  alerts: () => Promise<number>;
  /** Announces and sends the reports that questions made. */
  mailings: Pick<Mailings, "announceDue" | "write">;
  /** Hands alerts of meters to webhooks and e-mail. */
  alertsOut: { post: OutboxHandler; write: OutboxHandler };
  /** Tells open pages of what is coordinated, sends briefings, and does for an organisation what its records call for. */
  coordination: {
    tell: OutboxHandler;
    post: OutboxHandler;
    write: OutboxHandler;
    follow: (organisationId: number) => Promise<void>;
  };
  /** Looks at the trial that runs, or begins one. */
  tune: () => Promise<void>;
  /** Looks for indexes that the traffic lacks, and does what was asked of one. */
  indexes: Pick<IndexChanges, "advise" | "work" | "unfinished">;
  organisations: () => number[];
  openQueue: () => Promise<Queue<typeof JOBS>>;
  /** How many announcements are taken ahead, and who is told how long each took. */
  announced: { concurrency: number; batch: () => number; delivered: (afterMs: number) => void };
};

/** What works by itself, beside answering: announcements, jobs, and the simulated day. */
export const createWorker = (deps: WorkerDeps) => {
  const { db, log, lifecycle, settings, days, simulator, operations, telemetry } = deps;

  // One whose records break a job does not keep the others from theirs.
  const forEachOrganisation = async (work: (id: number) => Promise<unknown>): Promise<void> => {
    const faults: unknown[] = [];
    for (const id of deps.organisations()) await work(id).catch((error: unknown) => faults.push(error));
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} organisations failed`);
  };

  /** Whoever holds something of the rows has seen their version rise, in the transaction of the change. */
  const noted: OutboxHandler = async () => {};
  const embedded =
    (kind: PassageKind): OutboxHandler =>
    async (message) => {
      await deps.vectors?.indexing.changed(message.organisationId, kind, Changed.parse(message.payload));
    };
  /** Notes every record of an organisation: what is stored already is made again, what is gone is taken out. */
  const embedAll = async (organisationId: number): Promise<void> => {
    if (deps.vectors === null) return;
    const { store, indexing } = deps.vectors;
    const changes = new Map<PassageKind, number[]>();
    for (const kind of PASSAGE_KINDS) changes.set(kind, await deps.recordsOf(organisationId, kind));
    for await (const part of store.ids(organisationId))
      for (const id of part) {
        const [kind, recordId] = id.split("/");
        changes.get(kind as PassageKind)?.push(Number(recordId));
      }
    await indexing.allChanged(organisationId, changes);
  };
  let queue: Queue<typeof JOBS> | null = null;
  const queueFor = (job: JobName): Queue<typeof JOBS> => {
    if (queue === null)
      throw new AppError("UNAVAILABLE", `worker: found no queue yet, expected it for ${job}`);
    return queue;
  };

  const relay = createOutboxRelay({
    db,
    ...deps.announced,
    timeoutMs: HANDLER_MS,
    handlers: {
      exception: embedded("exception"),
      "note.added": embedded("note"),
      "note.undone": embedded("note"),
      // Routes were changed by the office: whoever drives the simulated day reads them again.
      [DAY_CHANGED]: async (message) => {
        await reload(message.organisationId);
      },
      "proof.added": noted,
      // Samsara may take its time: a job waits for it, not the announcements behind this one.
      [SAMSARA_TOLD]: async ({ organisationId, payload }) => {
        const { vehicleId } = SamsaraTold.parse(payload);
        await queueFor("samsara.look").send("samsara.look", { organisationId, vehicleId });
      },
      // The database told every process already; this is for the one whose connection was broken then.
      [FLAGS_CHANGED]: async ({ organisationId }) => {
        await deps.flags.look();
        await deps.coordination.follow(organisationId);
      },
      [COORDINATION_CHANGED]: deps.coordination.tell,
      [BRIEFING_EMAIL]: deps.coordination.write,
      [BRIEFING_WEBHOOK]: deps.coordination.post,
      [ALERT_MOVED]: () => forEachOrganisation((id) => deps.coordination.follow(id)),
      [ALERT_WEBHOOK]: deps.alertsOut.post,
      [ALERT_EMAIL]: deps.alertsOut.write,
      [ASK_MAILING]: deps.mailings.write,
      [VECTOR_ASKED]: async ({ organisationId, payload }) => {
        const { job, runId } = VectorAsked.parse(payload);
        const opened = queueFor(job);
        await (job === "vector.embed" ? opened.send(job, { organisationId }) : opened.send(job, { runId }));
      },
      [INDEX_ASKED]: async ({ payload }) => {
        await queueFor("database.index").send("database.index", IndexAsked.parse(payload));
      },
      "exception.opened": embedded("exception"),
      "fault.opened": noted,
      [RECORD_CHANGED.customer]: async (message) => {
        await deps.crmChanged(message.organisationId, "customer", message.id);
        await embedded("customer")(message);
      },
      [RECORD_CHANGED.site]: async (message) => {
        const { organisationId, payload } = message;
        await deps.crmChanged(organisationId, "site", message.id);
        // A customer is found by the names of his sites.
        const customerId = await deps.customerOfSite(organisationId, SiteChanged.parse(payload).id);
        if (customerId !== null)
          await deps.vectors?.indexing.changed(organisationId, "customer", [customerId]);
      },
      [RECORD_CHANGED["service-order"]]: async (message) => {
        await deps.crmChanged(message.organisationId, "ticket", message.id);
        await embedded("service-order")(message);
      },
      [ORDER_DECIDED]: noted,
      [TUNING_CHANGED]: noted,
      // The database told every process already; this is for one that lost its notice.
      [CACHE_DROPPED]: () => deps.caches.look(),
      [DAYS_TAKEN_UP]: ({ organisationId }) => embedAll(organisationId),
      // The import may have run in another process, by the command line.
      "fleet.imported": async ({ organisationId, id }) => {
        for (const kind of CRM_KINDS) await deps.crmChanged(organisationId, kind, id);
        await days.open(organisationId);
        await embedAll(organisationId);
        await reload(organisationId);
      },
    },
    report: (error, message) =>
      log.warn({ err: error, topic: message?.topic, id: message?.id.toString() }, "an announcement waits"),
  });

  const lead = createDayLead({
    ...{ simulator, refreshClocks: deps.refreshClocks },
    isRunning: () => settings.get(SETTINGS.isSimulated),
    async takeUp() {
      const moved = await days.takeUp(new Date());
      if (moved.length > 0) log.info({ organisations: moved }, "the demo city was taken up to today");
    },
  });

  const startSimulator = async (): Promise<void> => {
    settings.subscribe(SETTINGS.isSimulated, lead.steer);
    lifecycle.onStop("simulator", () => simulator.stop());
    // Any worker may relay the announcement that a day changed; the one that drives it hears of it here.
    const notices = createNotices({
      ...{ url: deps.databaseUrl, channel: DAY_NOTICE },
      heard: (_, notice) => simulator.reload(notice === null ? null : Number(notice)),
      report: (error) => log.warn({ err: error }, "changes of simulated days cannot be heard"),
    });
    await notices.start();
    lifecycle.onStop("notices of days", () => notices.close());
  };
  const reload = (organisationId: number) =>
    db.$executeRaw(sql`SELECT pg_notify(${DAY_NOTICE}, ${String(organisationId)})`);

  const startVectors = async (): Promise<void> => {
    if (deps.vectors === null) return;
    const { store, embedder } = deps.vectors;
    await forEachOrganisation(async (id) => {
      if ((await store.describe(id)).rows === 0) await embedAll(id);
    });
    if ((await store.describe(0)).embedder === embedder.name) return;
    log.info({ embedder: embedder.name }, "the vectors are made anew by another embedder");
    const embed = (passages: readonly Parameters<typeof embeddedText>[0][]) =>
      embedder.embed(passages.map(embeddedText));
    await store.rebuild({ embedder: { name: embedder.name, embed } });
  };

  const startQueue = async (): Promise<void> => {
    const opened = await deps.openQueue();
    queue = opened;
    lifecycle.onStop("queue", () => opened.close());
    await opened.work("vector.embed", async ({ organisationId }, signal) => {
      await deps.vectors?.indexing.work(organisationId, signal);
    });
    await opened.work("vector.rebuild", async ({ runId }) => {
      await deps.vectors?.indexWork.rebuild(runId);
    });
    await opened.work("vector.measure", async ({ runId }) => {
      await deps.vectors?.indexWork.measure(runId);
    });
    for (const { id, kind } of await unfinishedRuns(db)) await opened.send(`vector.${kind}`, { runId: id });
    await opened.work("samsara.look", ({ organisationId, vehicleId }) =>
      deps.lookAtVehicle(organisationId, vehicleId),
    );
    await opened.work("samples.rollup", () => telemetry.rollUp(new Date()).then(() => {}));
    await opened.work("forecast.days", async () => {
      await forEachOrganisation((id) => deps.forecasts.recompute(id));
    });
    await opened.send("forecast.days", {});
    await opened.work("forecast.customers", async () => {
      await forEachOrganisation((id) => deps.customerRisks.recompute(id));
    });
    await opened.send("forecast.customers", {});
    await opened.work("maintenance.risks", async () => {
      await forEachOrganisation((id) => deps.maintenance.recompute(id));
    });
    await opened.send("maintenance.risks", {});
    await opened.work("travel.learn", async () => {
      await forEachOrganisation((id) => deps.learnTravelTimes(id));
    });
    await opened.send("travel.learn", {});
    await opened.work("ask.alerts", () => deps.alerts().then(() => {}));
    await opened.work("ask.mailings", () => deps.mailings.announceDue().then(() => {}));
    await opened.work("coordination.follow", async () => {
      await forEachOrganisation((id) => deps.coordination.follow(id));
    });
    await opened.work("tuning.step", () => deps.tune());
    await opened.work("database.advise", async () => void (await deps.indexes.advise()));
    await opened.work("database.index", async ({ changeId }) => void (await deps.indexes.work(changeId)));
    for (const changeId of await deps.indexes.unfinished()) await opened.send("database.index", { changeId });
    await opened.work("partitions.upkeep", async () => {
      for (const plan of PARTITION_PLANS) await keepPartitions(db, plan, new Date());
    });
    await opened.work("outbox.prune", async ({ keepDays }) => {
      await relay.prune(new Date(Date.now() - keepDays * DAY_MS));
    });
    await opened.work("ledger.prune", async ({ keepDays }) => {
      await operations.pruneLedger(new Date(Date.now() - keepDays * DAY_MS));
      await deps.pruneOutside(new Date(Date.now() - KEEP_CALLS_DAYS * DAY_MS));
    });
    await opened.send("partitions.upkeep", {});
  };

  return {
    /** Asks the queue for the vectors of an organisation's changed records; without a queue here another process does. */
    embed: async (organisationId: number): Promise<void> => {
      await queue?.send("vector.embed", { organisationId });
    },
    /** Looks at announcements at once instead of at the next poll. */
    nudge: () => relay.nudge(),
    /** Starts everything, each with its stop. */
    async start(): Promise<void> {
      relay.start();
      lifecycle.onStop("outbox", () => relay.stop());
      await startQueue();
      const started = startVectors().catch((error: unknown) =>
        log.error({ err: error }, "the vectors of this start could not be made"),
      );
      lifecycle.onStop("first vectors", () => started);
      if (deps.isSimulated) await startSimulator();
    },
    /** Takes up what one of all workers does: the simulated days, from where they stand. */
    async takeLead(): Promise<void> {
      if (deps.isSimulated) await lead.take();
    },
    /** Leaves the simulated days to another worker; done when none is driven here any more. */
    loseLead: (): Promise<void> => lead.lose(),
  };
};
/** What works by itself. */
export type Worker = ReturnType<typeof createWorker>;
