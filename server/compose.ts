import { join } from "node:path";
import { installationSecret } from "#server/accounts/secret.ts";
import { ACCOUNT_UNDOERS, createAccounts } from "#server/accounts/service.ts";
import { ALERT_UNDOERS } from "#server/alerts/rules.ts";
import { createAlerts } from "#server/ask/alerts.ts";
import { createDrafts } from "#server/ask/drafts.ts";
import { createMailings } from "#server/ask/mailings.ts";
import { undoReport } from "#server/ask/reports.ts";
import { createAsk } from "#server/ask/service.ts";
import { CHANGES_IN_DEPOTS } from "#server/audit-depots.ts";
import { keepMapsReady } from "#server/compose/keep-maps-ready.ts";
import { createKeptAnswers } from "#server/compose/kept-answers.ts";
import { openCache, openModel, openQueue, openRelay, openVectors } from "#server/compose/open-adapters.ts";
import { openAlerts } from "#server/compose/open-alerts.ts";
import { openCaches } from "#server/compose/open-caches.ts";
import { followCoordination, openCoordination } from "#server/compose/open-coordination.ts";
import { openCustomerRisks } from "#server/compose/open-customer-risks.ts";
import { openDatabase } from "#server/compose/open-database.ts";
import { openFlags } from "#server/compose/open-flags.ts";
import { openForecasts } from "#server/compose/open-forecasts.ts";
import { openIndexing } from "#server/compose/open-indexing.ts";
import { openInference, openThirdReader } from "#server/compose/open-inference.ts";
import { openMaintenance } from "#server/compose/open-maintenance.ts";
import { openOperations } from "#server/compose/open-operations.ts";
import { openOutside } from "#server/compose/open-outside.ts";
import { openPools } from "#server/compose/open-pools.ts";
import { openReaders } from "#server/compose/open-readers.ts";
import { openSearch, tuningFor } from "#server/compose/open-search.ts";
import { openTraces, tracedAnswers, tracedQueue } from "#server/compose/open-traces.ts";
import { openTuning } from "#server/compose/open-tuning.ts";
import { COORDINATION_UNDOERS } from "#server/coordination/records.ts";
import { type Env, readEnv } from "#server/env.ts";
import { exportLists } from "#server/export-lists.ts";
import { createGraphHopperTravel } from "#server/external/travel.graphhopper.ts";
import { createBaseMap } from "#server/fleet/base-map.ts";
import { createImport } from "#server/fleet/import.ts";
import { createFleet, FLEET_UNDOERS } from "#server/fleet/service.ts";
import { readEdgesOf, readStreets, streetsVersionOf } from "#server/fleet/street-store.ts";
import { URGENT_JOBS } from "#server/jobs.ts";
import { createLifecycle } from "#server/lib/lifecycle.ts";
import { CHANNELS } from "#server/live.schema.ts";
import { answerRequests, streamMeters } from "#server/live.ts";
import { createKeptStates } from "#server/llm/kept-states.ts";
import { createRegistry } from "#server/llm/registry.ts";
import { createClock } from "#server/operations/clock.ts";
import { createDayPlan } from "#server/operations/day-plan.ts";
import { createDays } from "#server/operations/days.ts";
import { createDemoDays } from "#server/operations/demo/demo-days.ts";
import { recordIds } from "#server/operations/passage-store.ts";
import { createProofs } from "#server/operations/proofs.ts";
import { createWays } from "#server/operations/simulate/street-ways.ts";
import { createSimulator } from "#server/operations/simulate.ts";
import { createAudit, record, systemScope, type Undoer } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { createEvery, type Every } from "#server/platform/every.ts";
import { createFiles } from "#server/platform/files.ts";
import { createLeader } from "#server/platform/leader.ts";
import { limitedQueue } from "#server/platform/limited-queue.ts";
import { createHub } from "#server/platform/live.ts";
import { createLog } from "#server/platform/log.ts";
import { createMeter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { createSettings } from "#server/platform/settings.ts";
import { type SearchPlan, searchOnThread } from "#server/routing/plan-search.ts";
import { createRouting } from "#server/routing/service.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";
import { createTravels } from "#server/routing/travels.ts";
import { SETTINGS } from "#server/settings.ts";
import { createTelemetry } from "#server/telemetry/service.ts";
import { PLATFORM_UNDOERS, UNDO_ROLES } from "#server/undo-roles.ts";
import { createStaticEmbedder } from "#server/vector/embedder.static.ts";
import { createIndexKind, KindSetting } from "#server/vector/index-kind.ts";
import { createWorker, type RecordsOf } from "#server/worker.ts";

const DAY_MS = 86_400_000;
const REFRESH_MS = 5_000;
const KIND_MS = 30_000;
const GAIN_MS = 60_000;
/** Runs of announcements at a time: receivers that hang take half of them at most. */
const MOST_AT_ONCE = 8;
// A revoked token ends its live connections within this.
const RECHECK_MS = 2_000;
// Where no streets are stored: town roads are so much longer than the straight line, and driven so fast.
const WITHOUT_STREETS = { detour: 1.3, speedKmh: 30 };

/** Opens what every command needs: the log, the measures, the database; stops are registered as things start. */
export const composeBase = (env: Env = readEnv()) => {
  const lifecycle = createLifecycle();
  const log = createLog({ level: env.logLevel, pretty: process.stdout.isTTY });
  const meter = createMeter();
  const { db, pool, close } = openDb({ url: env.databaseUrl, poolSize: env.databasePool });
  lifecycle.onStop("database", close);
  return { env, lifecycle, log, meter, db, pool };
};

/** What every part of the product stands on. */
export type Base = ReturnType<typeof composeBase>;

/** Makes every service in the order in which they need each other; nothing runs by itself until `start`. */
export const compose = async (env: Env = readEnv()) => {
  const base = composeBase(env);
  const { lifecycle, log, meter, db, pool } = base;
  const pools = openPools(base);
  const { traces, slow, ...sendTraces } = openTraces({ ...base.env, lifecycle });
  const { flags, answer, within, ...followFlags } = openFlags(base, {
    publish: (value) => hub.publish("flags", { organisationId: 0, depotId: null }, value),
    undoChange: (scope, auditId) => audit.undo(scope, auditId),
    seen: (...asked) => telemetry.seen(...asked),
  });
  const settings = createSettings({
    ...{ db, answer },
    registry: Object.values(SETTINGS),
    report: (sentence) => log.warn(sentence),
  });
  flags.onChange(settings.answersChanged);
  settings.subscribe(SETTINGS.connectionsAtWork, () =>
    pool.limitTo(settings.get(SETTINGS.connectionsAtWork)),
  );
  await settings.refresh();
  const cache = openCache(base);
  const { caches, shelf, ...followCaches } = openCaches(base, cache);
  const relay = openRelay(base);
  const hub = createHub({
    channels: CHANNELS,
    meter,
    recheckMs: RECHECK_MS,
    frameMs: () => settings.get(SETTINGS.frameMs),
    ...(relay === null ? {} : { relay }),
  });
  await flags.open();
  const clock = createClock({ db, hub });
  await clock.refresh();
  /** The organisation in whose log stands what the product changes of the platform by itself. */
  const home = (): number => clock.operator() ?? 0;

  const { operations, operationsAt, ingest } = openOperations(base, {
    ...{ hub, clock, settings, within },
    cache: shelf({ name: "kpi-tiles", endedBy: "version", of: "organisation", staleMs: 0 }),
    leftAt: (userId) => accounts.leftAt(userId),
    nudge: () => worker.nudge(),
  });
  const customerRisks = openCustomerRisks(db, clock);
  const fleet = createFleet({ db, now: clock.at, depotOf: operations.depotOf, riskOf: customerRisks.of });
  const streetTravelOf = (organisationId: number) => travels.of(organisationId);
  const { external, ...outside } = openOutside(base, {
    ...{ clock, fleet, ingest, settings, streetTravelOf },
    cache: shelf({ name: "outside", endedBy: "time", of: "outside", staleMs: null }),
    makeGraphHopperTravel: createGraphHopperTravel,
  });
  const baseMap = createBaseMap({ db });
  const files = createFiles({ root: join(env.dataDir, "files"), db });
  const proofs = createProofs({ db, files, record, announce });

  const travels = createTravels({
    streetsOf: (organisationId) => readStreets(db, organisationId),
    versionOf: (organisationId) => streetsVersionOf(db, organisationId),
    overStreets: createStreetTravel,
    withoutStreets: createGreatCircleTravel(WITHOUT_STREETS),
    elapsed: () => performance.now(),
  });
  lifecycle.onStop("travel times", () => travels.close());
  const maintenance = openMaintenance(db, clock, settings);
  const dayPlan = createDayPlan({
    assertFit: maintenance.assertFit,
    overflowing: (...asked) => forecasts.overflowing(...asked),
    db,
    clock,
    record,
    announce,
    fuelCentsPerL: () => settings.get(SETTINGS.fuelCentsPerL),
    makeDay: (organisationId, day) => days.next(organisationId, day),
    planUndone: (...undone) => routing.undone(...undone),
  });
  const searchPlan: SearchPlan = (problem, options) =>
    searchOnThread(problem, { ...options, threads: settings.get(SETTINGS.planThreads) });
  const routing = createRouting({
    db,
    travelOf: outside.travelOf,
    edgesOf: (organisationId, streets) => readEdgesOf(db, organisationId, streets),
    picture: dayPlan.picture,
    extra: dayPlan.extra,
    overflowStops: dayPlan.overflowStops,
    overflowTaken: (...taken) => forecasts.noteOverflowStops(...taken),
    nextStopId: dayPlan.nextStopId,
    today: dayPlan.today,
    change: dayPlan.change,
    search: env.role === "worker" ? searchPlan : pools.searching(searchPlan),
    publish: (meta, value) => hub.publish("plans", meta, value),
    report: (error, planId) => log.error({ err: error, planId }, "a plan could not be made"),
    elapsed: () => performance.now(),
    now: () => new Date(),
    solved: (scope, kind, tookMs) => within(scope, () => meter.record("routing.solve_ms", tookMs, { kind })),
    usualBudgetS: (scope) => settings.getFor(SETTINGS.planBudgetS, scope),
    enoughGap: (scope) => settings.getFor(SETTINGS.planEnoughGap, scope),
    usualWishes: (scope) => ({
      evenWork: settings.getFor(SETTINGS.evenWork, scope),
      usualTerritory: settings.getFor(SETTINGS.usualTerritory, scope),
    }),
    territories: dayPlan.territories,
  });
  lifecycle.onStop("plans", () => routing.close());

  const database = openDatabase(base, home);
  const undoers: Record<string, Undoer> = {
    ...ACCOUNT_UNDOERS,
    ...settings.undoers,
    ...flags.undoers,
    ...external.undoers,
    ...FLEET_UNDOERS,
    report: undoReport,
    ...{ ...COORDINATION_UNDOERS, ...ALERT_UNDOERS },
    exception: operations.inbox.undo,
    day: dayPlan.undo,
    "work-order": maintenance.undo,
    "database-index": database.indexes.undo,
  };
  const audit = createAudit({
    ...{ db, undoers, roles: UNDO_ROLES },
    ...{ platform: PLATFORM_UNDOERS, inDepots: CHANGES_IN_DEPOTS },
  });
  const accounts = createAccounts({
    ...{ db, audit },
    settings,
    fleet: {
      depots: (organisationId) => fleet.depots(systemScope(organisationId, "accounts")),
      hasDriver: fleet.hasDriver,
    },
    now: clock.at,
    secret: env.authSecret ?? (await installationSecret(env.dataDir)),
    publicUrl: env.publicUrl,
    trustedOrigins: [`http://localhost:${env.port}`, `http://127.0.0.1:${env.port}`],
  });
  const telemetry = createTelemetry({
    ...{ db, meter, pool, slow },
    connections: () => pool.totalCount,
    publish: (sample) => hub.publish("samples", { organisationId: 0, depotId: null }, sample),
    report: (error) => log.warn({ err: error }, "measures of a second could not be stored; they are kept"),
  });
  // Texts are compared by the same embedder, whatever the passages are stored by.
  const embedder = await createStaticEmbedder();
  const kept = createKeptAnswers({
    ...{ db, shelf, declare: caches.declare, settings, meter, fleet, embedder },
    elapsed: () => performance.now(),
    report: (error) => log.warn({ err: error }, "a question was looked up without its likes"),
  });
  const forecasts = openForecasts(db, clock, settings);
  const { meterAlerts, alertsOut, out, send, ...watching } = openAlerts(base, hub, telemetry, () =>
    worker.nudge(),
  );
  const coordination = openCoordination(base, clock, settings, operations, accounts.currencyOf, out);
  const { readerOf, versionFor, kept: keptReaders } = openReaders(base, flags);
  const tuningOf = tuningFor(settings);
  const ask = createAsk({
    ...{ db, forecasts },
    passages: (scope, query) => passages(scope, query),
    places: routing.board.places,
    extraPlaces: routing.board.extraPlaces,
    handOver: routing.board.handOver,
    changes: audit,
    engineer: {
      telemetry,
      settings: (organisationId) => settings.list(organisationId),
      models: createRegistry({ db }).list,
      index: (scope) => index.report(scope),
      nowMs: Date.now,
    },
    platform: {
      ...{ outside: external.account, breakerChanges: external.breakerChanges, nowMs: Date.now },
      ...coordination,
    },
    kept: kept.answers,
    readerOf,
    answersHangOn: (scope) => [
      ...[versionFor(scope), JSON.stringify(tuningOf(scope))],
      String(settings.getFor(SETTINGS.modelDecides, scope)),
    ],
    decide: (...question) => third.decide(...question),
    suppose: (...question) => third.suppose(...question),
    ...{ operations, operationsAt, fleet, meter },
    noteRefusal: async (scope, question, reason) => {
      const change = { action: "ask.refused", entity: "ask", entityId: scope.userId, before: null };
      await db.$transaction((tx) => record(tx, scope, { ...change, after: { question, reason } }));
    },
  });

  const drafts = createDrafts({ db, operations, routing, changes: audit, rowsNow: ask.rowsNow });
  const alerts = createAlerts({
    ...{ db, ask, ownerOf: accounts.scopeOf, nowMs: clock.nowMs },
    report: (error, ruleId) => log.warn({ err: error, ruleId }, "an alert could not be counted"),
  });

  const mailings = createMailings({
    ...{ db, ask, send, publicUrl: env.publicUrl, nowMs: clock.nowMs },
    ...{ ownerOf: accounts.scopeOf, emailOf: accounts.emailOf, currencyOf: accounts.currencyOf },
    timeZoneOf: (organisationId) => clock.read(organisationId).timeZone,
  });

  const demoDays = createDemoDays(env.databaseUrl);
  const days = createDays({
    db,
    clock,
    demoDay: async (organisationId, day) => void (await demoDays.next(organisationId, day)),
    rollDemo: demoDays.rollForward,
  });
  const simulator = createSimulator({
    db,
    clock,
    ingest,
    waysOf: createWays((organisationId) => readStreets(db, organisationId)),
    nextDay: days.next,
    failed: (organisationId, error) =>
      log.error({ err: error, organisationId }, "a step of the simulated day failed"),
  });
  const fleetImport = createImport({
    pool,
    grantOrganisation: accounts.grantOrganisation,
    worksInAllOf: accounts.worksInAllOf,
    afterImport: async (organisationId) => {
      const { day, routes, stops } = await days.open(organisationId);
      log.info({ organisationId, day, routes, stops }, "the day of an imported fleet is open");
    },
  });
  // The libraries of the store are large, so vectors are made only where they are asked for.
  const vectors = env.hasVectors ? await openVectors(base, clock.organisations, embedder, settings) : null;
  const keeping = openIndexing(base, vectors, (id) => worker.embed(id), clock.organisations);
  const exceptionsSince = (organisationId: number): Date =>
    new Date(clock.nowMs(organisationId) - settings.get(SETTINGS.exceptionDays, organisationId) * DAY_MS);
  const { vector, index, passages } = await openSearch({
    ...{ db, meter, exceptionsSince, record, announce, vectors },
    kept: kept.searches,
    fixedEf: env.hnsw.ef,
    tuningOf,
  });
  const model = await openModel(base, settings);
  const llm =
    model === null ? null : openInference(base, settings, { model, shelf, pools, embed: embedder.embed });
  const third = await openThirdReader(llm, settings);
  answerRequests(tracedAnswers(hub, traces), { ask, vector, meter, within });
  streamMeters(hub, meter);
  const indexKind = createIndexKind({
    ...{ db, control: index, organisationId: clock.operator },
    wanted: () => KindSetting.parse(settings.get(SETTINGS.indexKind)),
  });
  const recordsOf: RecordsOf = (organisationId, kind) =>
    recordIds(db, organisationId, kind, exceptionsSince(organisationId));
  const { tuning, ...tuner } = openTuning(base, {
    settings,
    flags,
    telemetry,
    index,
    indexWork: keeping?.indexWork ?? null,
    ...{ home, organisations: clock.organisations },
    followIndexes: database.indexes.follow,
  });
  const worker = createWorker({
    ...{ db, log, lifecycle, settings, days, flags, simulator, operations, telemetry },
    ...{ recordsOf, organisations: clock.organisations, alerts, alertsOut, caches, mailings },
    ...{ forecasts, customerRisks, maintenance },
    ...outside.heard,
    coordination: followCoordination(coordination, hub),
    vectors: keeping,
    ...{ tune: tuner.step, indexes: database.indexes },
    ...{ isSimulated: env.isSimulated, databaseUrl: env.databaseUrl, refreshClocks: () => clock.refresh() },
    openQueue: async () =>
      pools.working(
        limitedQueue(tracedQueue(await openQueue(base), traces), {
          ...{
            meter,
            mostAtOnce: () => settings.get(SETTINGS.jobsAtOnce),
            isUrgent: (job) => URGENT_JOBS.has(job),
          },
        }),
      ),
    announced: {
      // A run holds a connection, and what delivers it takes another.
      concurrency: Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(env.databasePool / 3))),
      batch: () => settings.get(SETTINGS.announcementsAtOnce),
      delivered: (afterMs) => meter.record("outbox.delivered_ms", afterMs),
    },
  });

  followCaches.declareOwn(settings, flags, REFRESH_MS);
  caches.declare(
    accounts.kept,
    accounts.apiKeys.kept,
    ask.keptNames,
    baseMap.kept,
    forecasts.kept,
    travels.kept,
  );
  caches.declare(flags.kept, keptReaders, routing.kept);
  if (env.model?.kind === "file") caches.declare(createKeptStates(env.dataDir));
  const lists = exportLists({ db, operations, fleet, coordination });

  const every = createEvery({
    lifecycle,
    report: (error, job) => log.error({ err: error, job }, "a regular job failed"),
  });

  const leader = createLeader({
    ...{ url: env.databaseUrl, name: "workers", taken: worker.takeLead, lost: worker.loseLead },
    report: (error) => log.warn({ err: error }, "which worker leads is not known for a moment"),
  });
  /** What one of all workers does, however many there are. */
  const led: Every = (name, ms, work) =>
    every(name, ms, async () => {
      if (leader.isLeader()) await work();
    });

  /** Starts what works by itself, each with its stop. */
  const start = async (): Promise<void> => {
    // A process that only works has no sockets.
    if (env.role !== "worker") await hub.join();
    telemetry.start();
    pools.start(every);
    await sendTraces.start();
    lifecycle.onStop("telemetry", () => telemetry.stop());
    every("clock", REFRESH_MS, () => clock.refresh());
    every("settings", REFRESH_MS, settings.refresh);
    await followFlags.start(every, settings.answersChanged);
    await followCaches.start(every);
    await watching.start(every);
    const server = vectors?.server ?? null;
    if (server !== null) every("Weaviate", REFRESH_MS, () => server.check());
    if (llm !== null && (env.role === "web" || env.role === "all"))
      every("model", REFRESH_MS, async () =>
        meter.gauge("llm.is_ready", (await llm.state()).isReady ? 1 : 0),
      );
    if (env.role === "web" || env.role === "all")
      keepMapsReady(every, { organisations: clock.organisations, baseMap, travels });
    if (env.role === "worker" || env.role === "all") {
      await worker.start();
      await leader.start();
      lifecycle.onStop("leader", () => leader.close());
      led("overall gain", GAIN_MS, () => telemetry.noteOverall());
      if (vectors !== null) led("kind of index", KIND_MS, async () => void (await indexKind.follow()));
    }
    // After the clocks of simulated days were put right: services report by them.
    outside.start(every, led);
  };

  return {
    ...base,
    ...{ hub, within, traces },
    clock,
    ingest,
    baseMap,
    files,
    fleetImport,
    proofs,
    samsaraHook: outside.samsaraHook,
    services: {
      ...{ accounts, ask, coordination, drafts, external, flags, fleet, forecasts, index, llm, maintenance },
      ...{ caches, database, operations, routing, telemetry, tuning, vector, alerts: meterAlerts },
    },
    lists,
    checkHealth: () => db.$queryRaw(sql`SELECT 1`),
    start,
  };
};

/** Everything a process of the product is made of. */
export type Composition = Awaited<ReturnType<typeof compose>>;
