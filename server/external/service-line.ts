import { type Admission, createAdmission, type Hindrance, type Ticket } from "#server/external/admission.ts";
import { createBreaker } from "#server/external/breaker.ts";
import { createSpending, maySpend, passedBy } from "#server/external/core/budget.ts";
import type {
  Cause,
  Priority,
  ServiceRequest,
  ServiceResponse,
  Transport,
} from "#server/external/core/call.ts";
import { type Clock, pause } from "#server/external/core/clock.ts";
import { createConcurrency } from "#server/external/core/concurrency.ts";
import { type AttemptEnd, endOf, type Failure, isOutage } from "#server/external/core/outcome.ts";
import { createPatience } from "#server/external/core/patience.ts";
import type { Policy } from "#server/external/core/policy.ts";
import { centsOf, type PriceSheet } from "#server/external/core/prices.ts";
import { createQuota } from "#server/external/core/quota.ts";
import { type RateReading, readRates } from "#server/external/core/rate-headers.ts";
import { nextTryMs } from "#server/external/core/retry.ts";
import { createCounter } from "#server/external/counter.ts";
import { failureOf } from "#server/external/failure.ts";
import type { Ledger, Remembered, Seen } from "#server/external/ledger.ts";
import type { ServiceName, ServiceState } from "#server/external/schema.ts";
import { sendHedged } from "#server/external/send.ts";
import { AppError } from "#server/lib/errors.ts";

/** A request with what the way out must know of it. */
export type Job<T> = {
  operation: string;
  cause: Cause;
  priority: Priority;
  isRepeatable: boolean;
  /** How long callers wait; a request on its way by then still comes back and is kept. */
  deadlineMs: number;
  request: ServiceRequest;
  parse: (body: unknown) => T;
  units: number;
  isAnswer?: (status: number, text: string) => boolean;
  /** How many needs it serves. */
  needs: number;
};

/** What {@link createServiceLine} needs. */
export type ServiceLineOptions = {
  service: ServiceName;
  transport: Transport;
  sheet: () => PriceSheet;
  policy: Policy;
  clock: Clock;
  random: () => number;
  ledger: Ledger;
  remembered: Remembered;
  report: (error: unknown) => void;
};

const LONGEST_DRAIN_MS = 250;
const DRAIN_LOOK_MS = 50;

type Running = { isAlone: boolean };
type Ended<T> = { end: AttemptEnd<T>; reading: RateReading | null };

/** The way of a request to one service: in line, within its limits, past the breaker, on account, again if need be. */
export const createServiceLine = (options: ServiceLineOptions) => {
  const { service, transport, sheet, policy, clock, random, ledger, remembered, report } = options;
  const has = (feature: Parameters<Policy["without"]["has"]>[0]) => !policy.without.has(feature);
  const quota = createQuota(sheet().limits);
  const concurrency = createConcurrency(policy.concurrency);
  const patience = createPatience(policy.patience);
  const breaker = createBreaker<Ended<unknown>>({
    ...{ rule: policy.breaker, clock },
    isFailure: ({ end }) => isOutage(end),
    changed: (state, isAgain) =>
      ledger.breakerChanged({
        ...{ service, state, isAgain, atMs: clock.nowMs() },
        reason: state === "open" ? lastFailure : null,
      }),
  });
  const cents = (units: number) => centsOf(sheet(), units, clock.nowMs());
  const counter = createCounter({
    ...{ service, ledger, remembered, report, centsOf: cents },
    ...{ hasCounter: policy.headers !== null, settleAfterMs: policy.settleAfterMs },
  });
  const spending = createSpending(remembered.spent, clock.nowMs());
  const running = new Set<Running>();
  const jobs = new Set<Promise<unknown>>();
  let lastFailure: string | null = null;
  let isAloneRunning = false;
  let drainingSinceMs: number | null = null;

  const hindranceOf = ({ units, priority, sinceMs, untilMs }: Ticket, count: number): Hindrance | null => {
    const leftMs = untilMs - clock.elapsedMs();
    const spent = spending.of(clock.nowMs());
    if (!maySpend(policy.budget, { spentUnits: spent.units, units, priority }))
      return {
        error: new AppError(
          "TOO_MANY_REQUESTS",
          `${service}: ${spent.units} units are spent of a budget of ${policy.budget.unitsPerDay} a day, expected room for ${units} more`,
        ),
      };
    if (has("breaker")) {
      const restMs = breaker.waitMs();
      if (restMs === null) return { waitMs: null };
      if (restMs >= leftMs)
        return { error: new AppError("UNAVAILABLE", `${service}: is let rest, as ${lastFailure}`) };
      if (restMs > 0) return { waitMs: restMs };
    }
    if (isAloneRunning) return { waitMs: null };
    if (count > 0 && isDraining()) return { waitMs: DRAIN_LOOK_MS };
    if (has("concurrency") && count >= concurrency.limit()) return { waitMs: null };
    if (!has("pacing")) return null;
    const waitMs = quota.waitMs(units, clock.elapsedMs());
    const waitedMs = clock.elapsedMs() - sinceMs;
    const mostMs = policy.quotaWaitShare * (untilMs - sinceMs);
    if (waitMs >= leftMs || (waitMs > 0 && priority === "now" && waitedMs + waitMs > mostMs))
      return {
        error: new AppError(
          "TOO_MANY_REQUESTS",
          `${service}: its quota has no room for ${units} units for ${Math.ceil(waitMs)} ms more, expected it within ${Math.round(Math.min(leftMs, mostMs))} ms`,
        ),
      };
    return waitMs > 0 ? { waitMs } : null;
  };

  /** Whether others wait until nothing is on its way; not for long, as one that hangs would hold all up. */
  const isDraining = (): boolean => {
    if (!counter.wantsAlone(clock.nowMs())) {
      drainingSinceMs = null;
      return false;
    }
    drainingSinceMs ??= clock.elapsedMs();
    if (clock.elapsedMs() - drainingSinceMs < LONGEST_DRAIN_MS) return true;
    drainingSinceMs = null;
    counter.triesAlone(clock.nowMs());
    return false;
  };

  const admission: Admission = createAdmission({
    ...{ clock, hindranceOf, name: service },
    taken: ({ units }) => {
      breaker.take();
      quota.spend(units, clock.elapsedMs());
      if (running.size > 0 || !counter.wantsAlone(clock.nowMs())) return;
      isAloneRunning = true;
      counter.triesAlone(clock.nowMs());
    },
  });

  const exchange = async <T>(job: Job<T>): Promise<ServiceResponse | Failure> => {
    const mostMs = has("patience") ? patience.of(job.operation) : policy.patience.mostMs;
    const hedgeMs =
      has("hedging") && job.units === 0 && job.isRepeatable
        ? Math.ceil(mostMs / policy.patience.times)
        : null;
    return sendHedged({ transport, request: job.request, clock, mostMs, hedgeMs });
  };

  /** Sends a request that may leave, and keeps the account of it. */
  const attempt = async <T>(job: Job<T>, attemptNo: number): Promise<Ended<T>> => {
    const admittedAtMs = clock.elapsedMs();
    const own: Running = { isAlone: running.size === 0 };
    if (!own.isAlone) for (const each of running) each.isAlone = false;
    running.add(own);
    let isSpent = true;
    try {
      const { operation, cause, priority, needs, units } = job;
      const id = await ledger.reserve({
        ...{ service, operation, priority, needs, organisationId: cause.organisationId, cause: cause.what },
        ...{ attempt: attemptNo, expectedUnits: units, atMs: clock.nowMs() },
      });
      const sentAtMs = clock.elapsedMs();
      const came = await exchange(job);
      const tookMs = clock.elapsedMs() - sentAtMs;
      const nowMs = clock.nowMs();
      const reading = "status" in came ? readRates(came.headers, policy.headers, nowMs) : null;
      const end = "status" in came ? endOf(came, job.parse, job.isAnswer) : came;
      const isBilled = end.kind === "answer" || isOutage(end);
      isSpent = false;
      quota.hear({ units, sentAtMs: admittedAtMs, isBilled }, reading, {
        isThrottled: end.kind === "throttled",
        elapsedMs: clock.elapsedMs(),
      });
      if (end.kind === "answer" || end.kind === "timeout") patience.took(operation, tookMs);
      if (isOutage(end)) lastFailure = "why" in end ? end.why : null;
      if (end.kind === "throttled" || isOutage(end)) concurrency.wentWrong(clock.elapsedMs());
      else concurrency.wentWell(running.size);
      const billed = end.kind === "answer" ? units : isOutage(end) ? null : 0;
      ledger.complete({
        ...{ id, units: billed, cents: billed === null ? null : cents(billed), atMs: nowMs },
        outcome: end.kind === "answer" ? "answered" : isOutage(end) ? "in-doubt" : "refused",
        status: "status" in came ? came.status : null,
        latencyMs: Math.round(tookMs),
        error: "why" in end ? end.why : null,
      });
      if (billed === null)
        counter.doubt(
          { id, expectedUnits: units, isFault: end.kind === "fault" },
          { nowMs, isOver: "status" in came },
        );
      else counter.known(billed);
      spending.add({ units: billed ?? units, cents: cents(billed ?? units) }, nowMs);
      if (own.isAlone && reading?.remaining != null && reading.resetInMs !== null && end.kind === "answer")
        counter.read(
          { remaining: reading.remaining, resetAtMs: nowMs + reading.resetInMs },
          { id, ownUnits: units, nowMs },
        );
      return { end, reading };
    } finally {
      if (isSpent)
        quota.hear({ units: job.units, sentAtMs: admittedAtMs, isBilled: false }, null, {
          isThrottled: false,
          elapsedMs: clock.elapsedMs(),
        });
      running.delete(own);
    }
  };

  /** One request past the breaker; others are let in only when the breaker has heard how it ended. */
  const passed = async <T>(job: Job<T>, tries: number): Promise<Ended<T>> => {
    const work = () => attempt(job, tries);
    try {
      return has("breaker") ? ((await breaker.run(work)) as Ended<T>) : await work();
    } finally {
      isAloneRunning = false;
      admission.leave();
    }
  };

  const fulfil = async <T>(job: Job<T>): Promise<T> => {
    const untilMs = clock.elapsedMs() + job.deadlineMs;
    let billed = 0;
    for (let tries = 1; ; tries++) {
      const sinceMs = clock.elapsedMs();
      await admission.enter({ units: job.units, priority: job.priority, sinceMs, untilMs });
      const { end, reading } = await passed(job, tries);
      if (end.kind === "answer") return end.value;
      if (isOutage(end) && end.kind !== "fault") billed++;
      const leftMs = untilMs - clock.elapsedMs();
      const state = { end, tries, billed, leftMs, isRepeatable: job.isRepeatable };
      const waitMs = has("retries")
        ? nextTryMs(policy.retry, { ...state, retryAfterMs: reading?.retryAfterMs ?? null }, random)
        : null;
      if (waitMs === null) throw failureOf(service, job.operation, end, tries);
      await pause(clock, waitMs);
    }
  };

  return {
    /** Gets the value a job is for; rejects with an AppError where there is none. */
    run<T>(job: Job<T>): Promise<T> {
      const running = fulfil(job);
      const end = running.catch(() => {}).finally(() => jobs.delete(end));
      jobs.add(end);
      return running;
    },
    state(): Omit<ServiceState, "mode" | "isEmulator"> {
      const spent = spending.of(clock.nowMs());
      const isOpen = breaker.state() !== "closed";
      const resetAtMs = quota.resetAtMs();
      return {
        service,
        breaker: breaker.state(),
        reason: isOpen ? lastFailure : null,
        running: admission.running(),
        waiting: admission.waiting(),
        concurrency: concurrency.limit(),
        quota: {
          remaining: quota.remaining(),
          resetAtMs: resetAtMs === null ? null : clock.nowMs() + resetAtMs - clock.elapsedMs(),
          limit: sheet().limits.unitsPerDay,
        },
        budget: {
          spentUnits: spent.units,
          spentCents: spent.cents,
          limitUnits: policy.budget.unitsPerDay,
          thresholds: [...policy.budget.thresholds],
          passed: passedBy(policy.budget, spent.units),
        },
        inDoubt: counter.inDoubt(),
      };
    },
    /** Takes on what is known since the last look: doubts of a process that is gone, and whether others call too. */
    look({ doubts, isShared }: Pick<Seen, "doubts" | "isShared">): void {
      const nowMs = clock.nowMs();
      for (const doubt of doubts) counter.doubt(doubt, { nowMs, isOver: false });
      counter.look(isShared, nowMs);
    },
    reset(): void {
      breaker.reset();
      concurrency.reset();
      quota.reset();
      admission.pump();
    },
    /** Done when nothing runs, and what is to be stored is. */
    async drained(): Promise<void> {
      await Promise.all(jobs);
      await counter.drained();
    },
  };
};
/** The way of requests to one service. */
export type ServiceLine = ReturnType<typeof createServiceLine>;
