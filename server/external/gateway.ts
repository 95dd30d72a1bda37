import { type Answers, createAnswers } from "#server/external/answers.ts";
import type { Answer, BatchedCall, CallBase, SingleCall, Transport } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import type { Policy } from "#server/external/core/policy.ts";
import { isPeak, type PriceSheet, sheetOn } from "#server/external/core/prices.ts";
import type { DeferredWork } from "#server/external/deferred-work.ts";
import { createGathering, type Gathered, type Gathering } from "#server/external/gathering.ts";
import { createLedger, type LedgerStore } from "#server/external/ledger.ts";
import type { Presence } from "#server/external/presence.ts";
import {
  type AnsweredBy,
  type BreakerChange,
  SERVICES,
  type ServiceMode,
  type ServiceName,
  type ServiceState,
  type ServiceUse,
} from "#server/external/schema.ts";
import { createServiceLine, type ServiceLine } from "#server/external/service-line.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Cache } from "#server/platform/cache.ts";
import { inSpan } from "#server/platform/trace.ts";

/** Work that can wait: kept in a table until nobody else wants the quota, or until it must be done. */
export type Deferred = {
  service: ServiceName;
  /** The handler that does it, by name. */
  work: string;
  /** Work with the same key is kept once. */
  key: string;
  organisationId: number;
  /** Ids, not records. */
  payload: unknown;
  /** Epoch milliseconds; by then it is done whatever the hour costs. */
  dueAtMs: number;
};

/**
 * The one way out. `call` and `batched` reject with an AppError: UNAVAILABLE where the service gives nothing,
 * TOO_MANY_REQUESTS where its quota or the budget is used up, TIMEOUT past the deadline, BAD_REQUEST where the service
 * refused what was asked.
 */
export type Gateway = {
  call<T>(call: SingleCall<T>): Promise<Answer<T>>;
  batched<I, T>(call: BatchedCall<I, T>): Promise<Answer<T>>;
  /** Keeps work for later; done by the handler registered for it, which makes calls of priority `off-peak`. */
  defer(work: Deferred): Promise<void>;
  /** Does some of the work that waits, where the hour allows it; called every so often. */
  doDeferred(): Promise<void>;
  onDeferred(work: string, handler: (payload: unknown, organisationId: number) => Promise<void>): void;
  /** How each service stands now. */
  states(): Promise<ServiceState[]>;
  /** What each service did by day, newest first, of the last so many days. */
  use(days: number): Promise<ServiceUse[]>;
  /** Breakers that opened and closed from a moment up to another, epoch milliseconds, newest first. */
  breakerChanges(fromMs: number, toMs: number): Promise<BreakerChange[]>;
  /** Looks at what other processes did: switches, and rows that one which is gone left; called every few seconds. */
  look(): Promise<void>;
  /** Switches a service to live, to stale answers, or to rest; stays so over a restart. */
  setMode(service: ServiceName, mode: ServiceMode): Promise<void>;
  /** Closes the breaker and forgets what slowed the service down, by a person's word. */
  reset(service: ServiceName): Promise<void>;
  /** Waits for what runs, and stores what is not stored. */
  close(): Promise<void>;
};

/** How a service is reached: what sends to it, what it costs, and how it is called. */
export type ServiceSetup = {
  transport: Transport;
  prices: readonly PriceSheet[];
  policy: Policy;
  /** True where what answers is our own emulator. */
  isEmulator: boolean;
};

/** What {@link createGateway} needs. */
export type GatewayOptions = {
  /** Those left out are not set up: their calls are answered by what stands in. */
  services: Partial<Record<ServiceName, ServiceSetup>>;
  ledger: LedgerStore;
  /** Left out where no other process calls services. */
  presence?: Presence;
  cache: Pick<Cache, "get" | "set">;
  deferred: DeferredWork;
  clock: Clock;
  random: () => number;
  report: (error: unknown) => void;
  /** Told of each need that was met, by what, and how long that took. */
  needed?: (service: ServiceName, by: AnsweredBy, tookMs: number) => void;
};

type Open = {
  setup: ServiceSetup;
  line: ServiceLine;
  answers: Answers;
  gathering: Gathering;
  mode: ServiceMode;
  /** How often it was switched here: a look that began before the last time knows less. */
  switches: number;
};

const DAY_MS = 86_400_000;

/**
 * The one way out. It opens with the first call or look at its state, so that a command which calls nothing leaves the
 * accounts alone; then it takes them over where processes that are gone left them.
 */
export const createGateway = (options: GatewayOptions): Gateway => {
  const { services, presence, cache, deferred, clock, random, report, needed } = options;
  const ledger = createLedger({ store: options.ledger, report });

  const openOne = async (service: ServiceName, setup: ServiceSetup): Promise<Open> => {
    const nowMs = clock.nowMs();
    const recalled = await ledger.recall(service, nowMs - (nowMs % DAY_MS));
    // An emulator keeps its account in memory: the counter that a process before this one read is of another account.
    const remembered = setup.isEmulator ? { ...recalled, anchor: null } : recalled;
    const { policy, prices } = setup;
    const transport: Transport = (request, signal) =>
      inSpan("outside", `${request.method} ${service}${request.path}`, () =>
        setup.transport(request, signal),
      );
    const sheet = () => sheetOn(prices, clock.nowMs());
    const line = createServiceLine({
      ...{ service, transport, policy, clock, random, ledger, remembered, report, sheet },
    });
    const { without } = policy;
    const open: Open = {
      ...{ setup, line, mode: remembered.mode, switches: 0 },
      answers: createAnswers({ cache, clock, without, report, modeOf: () => open.mode }),
      gathering: createGathering({ run: line.run, clock, isOn: !without.has("batching"), policy }),
    };
    return open;
  };

  let opening: Promise<ReadonlyMap<ServiceName, Open>> | null = null;
  const openAll = async () => {
    // First, so that no other process takes what is reserved from here on for left behind.
    await presence?.begin();
    const opened = new Map<ServiceName, Open>();
    for (const service of SERVICES) {
      const setup = services[service];
      if (setup !== undefined) opened.set(service, await openOne(service, setup));
    }
    return opened;
  };
  const all = () => {
    opening ??= openAll().catch(async (error: unknown) => {
      opening = null;
      await presence?.end();
      throw error;
    });
    return opening;
  };

  const openOf = async (service: ServiceName): Promise<Open> => {
    const open = (await all()).get(service);
    if (open === undefined)
      throw new AppError("UNAVAILABLE", `${service}: is not set up, expected an address and a key`);
    return open;
  };

  const ask = async <T>(
    call: CallBase<T>,
    unitsAlone: number,
    send: (open: Open) => Promise<Gathered<T>>,
  ): Promise<Answer<T>> => {
    const { service, operation, cause, priority = "now", key, keep, deadlineMs, fallback } = call;
    const sinceMs = clock.nowMs();
    const open = await openOf(service);
    const avoided = (savedBy: Exclude<AnsweredBy, "service">, savedUnits = unitsAlone): void =>
      ledger.avoid({
        ...{ service, operation, priority, savedBy, savedUnits: savedBy === "fallback" ? 0 : savedUnits },
        ...{ organisationId: cause.organisationId, cause: cause.what, atMs: clock.nowMs() },
      });
    const answer = await inSpan(
      "step",
      `${service} ${operation}`,
      () =>
        open.answers.of<T>({
          ...{ key: `external/${service}/${key}`, name: `${service} ${operation}`, deadlineMs, avoided },
          ...(keep === undefined ? {} : { keep }),
          ...(fallback === undefined ? {} : { fallback }),
          ask: async () => {
            const gathered = await send(open);
            if (gathered.by === "batch") avoided("batch", unitsAlone - gathered.units);
            return gathered;
          },
        }),
      { organisation: cause.organisationId },
    );
    needed?.(service, answer.by, clock.nowMs() - sinceMs);
    return answer;
  };

  return {
    call: (call) =>
      ask(call, call.units, async ({ line }) => {
        const { priority = "now" } = call;
        const value = await line.run({ ...call, priority, needs: 1 });
        return { value, units: call.units, by: "service" };
      }),
    batched: (call) => ask(call, call.batch.units([call.item]), ({ gathering }) => gathering.add(call)),
    defer: deferred.keep,
    onDeferred: deferred.on,
    async doDeferred() {
      for (const [service, { line, mode, setup }] of await all()) {
        if (mode !== "live") continue;
        const { waiting, quota } = line.state();
        await deferred.run(service, {
          isPeak: isPeak(sheetOn(setup.prices, clock.nowMs()), clock.nowMs()),
          isBusy: waiting > 0,
          quotaShareLeft:
            quota.limit === null || quota.remaining === null ? null : quota.remaining / quota.limit,
        });
      }
    },
    async states() {
      return [...(await all()).values()].map(({ line, mode, setup: { isEmulator } }) => ({
        ...line.state(),
        ...{ mode, isEmulator },
      }));
    },
    use: (days) => ledger.use(days, clock.nowMs()),
    breakerChanges: (fromMs, toMs) => ledger.breakerChanges(fromMs, toMs),
    async look() {
      if (opening === null) return;
      for (const [service, open] of await opening) {
        const { switches } = open;
        const seen = await ledger.look(service);
        open.line.look(seen);
        if (open.switches === switches) open.mode = seen.mode;
      }
    },
    async setMode(service, mode) {
      const open = await openOf(service);
      open.switches++;
      await ledger.setMode(service, mode);
      open.switches++;
      open.mode = mode;
    },
    async reset(service) {
      (await openOf(service)).line.reset();
    },
    async close() {
      await deferred.close();
      if (opening === null) return;
      for (const { line } of (await opening).values()) await line.drained();
      await ledger.drained();
      await presence?.end();
    },
  };
};
