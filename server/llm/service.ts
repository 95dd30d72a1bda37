import { createHash } from "node:crypto";
import { AppError } from "#server/lib/errors.ts";
import type { Asker, FoundBy, GuardedCache } from "#server/lib/guarded-cache.ts";
import { createSchedule, type Ticket } from "#server/llm/core/schedule.ts";
import type { Model, ModelAnswer } from "#server/llm/model.ts";
import type { AnswerSchema, ModelFacts, Usage } from "#server/llm/schema.ts";
import type { Meter } from "#server/platform/meter.ts";

/** What is asked of the model on behalf of somebody. */
export type InferenceRequest = {
  /** Who asks: a kept answer is given to him alone. */
  asker: Asker;
  /** Whose turn it is among those who wait. */
  user: string;
  /** Instructions and examples that many requests begin with. */
  prefix: string;
  text: string;
  schema: AnswerSchema | null;
  maxTokens: number;
  /** Sources of rows that the prompt was made from; empty where it hangs on the text alone. */
  sources: readonly string[];
  /** From now, the wait included; the setting where left out. */
  deadlineMs?: number;
  signal?: AbortSignal;
  onText?: (piece: string) => void;
};

/** An answer, what it took where the model made it, and whether it was known. */
export type InferenceAnswer = { text: string; isWhole: boolean; usage: Usage | null; by: FoundBy };

/** Limits of the inference, read anew for each request. */
export type InferenceLimits = { sequences: number; queueLimit: number; deadlineMs: number };

/** A duration older than this no longer keeps requests from running side by side. */
const FORGET_MS = 60_000;

type Waiting = { ticket: Ticket; begin: () => void; refuse: (error: AppError) => void };

/** An answer that was cut, which is given to its asker and kept for nobody. */
class CutAnswer extends Error {
  readonly answer: ModelAnswer;
  constructor(answer: ModelAnswer) {
    super("the answer was cut");
    this.answer = answer;
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);

/** Waits for no longer than somebody does. */
const untilLeft = async <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return work;
  let onAbort = () => {};
  const left = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, left]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
};

/**
 * Asks a model for many at once: what was asked alike before is answered from the cache, the rest waits its turn by
 * deadline and user, and whoever cannot be served in time is refused at once with the wait he would have had.
 */
export const createInference = ({
  model,
  cache,
  limits,
  meter,
  atWork = () => () => {},
  elapsed,
}: {
  model: Model;
  /** Answers by what was asked; null for none. */
  cache: GuardedCache<string> | null;
  limits: () => InferenceLimits;
  meter: Meter;
  /** Told when the model begins an answer; what it gives is called at its end. */
  atWork?: () => () => void;
  /** Milliseconds of a clock that only goes on. */
  elapsed: () => number;
}) => {
  let facts: ModelFacts | null = null;
  let nextId = 1;
  let isClosed = false;
  const waiting = new Map<number, Waiting>();
  const slots = (): number => Math.min(limits().sequences, facts?.sequences ?? 1);
  const schedule = createSchedule({
    sequences: () => slots(),
    queueLimit: () => limits().queueLimit,
    forgetMs: FORGET_MS,
  });

  const level = (): void => {
    const state = schedule.state();
    meter.gauge("llm.waiting", state.waiting);
    meter.gauge("llm.running", state.running);
  };

  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };

  const dispatch = (): void => {
    const { started, late } = schedule.next(elapsed());
    for (const { id } of late) take(id)?.refuse(lateError());
    for (const { id } of started) take(id)?.begin();
    level();
  };

  const lateError = () =>
    new AppError("TIMEOUT", "model: the time for an answer was over before its turn came");
  const busyError = (waitMs: number) =>
    new AppError(
      "TOO_MANY_REQUESTS",
      `model: ${schedule.state().waiting} requests wait, this one would for about ${seconds(waitMs)}: ask again then`,
      { details: { waitMs } },
    );

  /** What serves now; a model that cannot be asked says so at once. */
  const known = async (): Promise<ModelFacts> => {
    if (facts !== null) return facts;
    const { isReady, sentence } = await model.health();
    if (!isReady) throw new AppError("UNAVAILABLE", sentence);
    facts = await model.describe();
    return facts;
  };

  /** Waits for a turn; maps to what ends it. */
  const turn = (
    { user, signal }: InferenceRequest,
    deadlineAt: number,
  ): Promise<(isAnswered: boolean) => void> =>
    new Promise((resolve, reject) => {
      const ticket: Ticket = { id: nextId++, user, deadlineAt };
      const at = elapsed();
      const admission = schedule.offer(ticket, at);
      if (!admission.isAdmitted) return reject(busyError(admission.waitMs));
      if (admission.evicted !== null)
        take(admission.evicted.id)?.refuse(busyError(schedule.state().typicalMs ?? 0));
      const leave = (error: unknown): void => {
        if (!schedule.leave(ticket.id)) return;
        take(ticket.id);
        settle();
        reject(error);
        level();
      };
      const timer = setTimeout(() => leave(lateError()), Math.max(0, deadlineAt - at));
      const onAbort = () => leave(signal?.reason);
      const settle = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", onAbort);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting.set(ticket.id, {
        ticket,
        begin() {
          settle();
          meter.record("llm.queue_wait_ms", elapsed() - at);
          resolve((isAnswered) => {
            schedule.end(ticket.id, elapsed(), isAnswered);
            dispatch();
          });
        },
        refuse(error) {
          settle();
          reject(error);
        },
      });
      dispatch();
    });

  const run = async (request: InferenceRequest, deadlineAt: number): Promise<ModelAnswer> => {
    await known();
    request.signal?.throwIfAborted();
    const end = await turn(request, deadlineAt);
    const { running, waiting: behind } = schedule.state();
    const leave = atWork();
    const { prefix, text, schema, maxTokens, signal, onText } = request;
    let answer: ModelAnswer | null = null;
    try {
      answer = await model.complete({
        ...{ prefix, text, schema, maxTokens },
        deadlineMs: deadlineAt - elapsed(),
        ...(signal === undefined ? {} : { signal }),
        ...(onText === undefined ? {} : { onText }),
      });
      return answer;
    } catch (error) {
      // What serves next may be another model, or hold fewer texts at once.
      if (error instanceof AppError && error.code === "UNAVAILABLE") facts = null;
      throw error;
    } finally {
      leave();
      end(answer !== null);
      if (answer !== null) {
        note(answer.usage);
        // What says how many at once do most: how long each took by how many there were, and what a full house costs.
        meter.record("llm.at_work_ms", answer.usage.ms, { running });
        if (behind > 0) meter.record("llm.slot_ms", answer.usage.ms / running);
      }
    }
  };

  const note = ({ ms, firstMs, answerTokens, promptTokens, reusedTokens }: Usage): void => {
    meter.record("llm.answer_ms", ms);
    meter.record("llm.first_ms", firstMs);
    if (answerTokens > 1 && ms > firstMs)
      meter.record("llm.tokens_per_s", ((answerTokens - 1) * 1_000) / (ms - firstMs));
    meter.count("llm.prompt_tokens", promptTokens - reusedTokens, { known: "no" });
    meter.count("llm.prompt_tokens", reusedTokens, { known: "yes" });
  };

  const ask = async (request: InferenceRequest, deadlineAt: number): Promise<InferenceAnswer> => {
    if (cache === null) return { ...(await run(request, deadlineAt)), by: "none" };
    const { asker, text, prefix, schema, maxTokens, sources } = request;
    const { version } = await known();
    let own: ModelAnswer | null = null;
    let isOwn = false;
    try {
      const found = await cache.ask({
        asker: { ...asker, setting: hashOf([asker.setting, version, prefix, schema, maxTokens]) },
        text,
        plan: async () => ({ key: null, sources }),
        async make() {
          isOwn = true;
          own = await run(request, deadlineAt);
          if (!own.isWhole) throw new CutAnswer(own);
          return own.text;
        },
      });
      if (!isOwn) request.onText?.(found.value);
      return { text: found.value, isWhole: true, usage: usageOf(own), by: found.by };
    } catch (error) {
      if (error instanceof CutAnswer) {
        if (!isOwn) request.onText?.(error.answer.text);
        return { ...error.answer, by: "none" };
      }
      // Another asker's time was over, or he left: that is no answer to this one.
      if (!isOwn && elapsed() < deadlineAt) return { ...(await run(request, deadlineAt)), by: "none" };
      throw error;
    }
  };
  const usageOf = (answer: ModelAnswer | null): Usage | null => answer?.usage ?? null;

  const outcomeOf = (error: unknown): string =>
    error instanceof AppError ? error.code.toLowerCase() : "left";

  return {
    /** Answers a request within its deadline, or says at once why not: UNAVAILABLE, TOO_MANY_REQUESTS, TIMEOUT. */
    async complete(request: InferenceRequest): Promise<InferenceAnswer> {
      if (isClosed) throw new AppError("UNAVAILABLE", "model: it is stopped");
      const deadlineAt = elapsed() + (request.deadlineMs ?? limits().deadlineMs);
      const stop = meter.time("llm.request_ms");
      try {
        const answer = await untilLeft(ask(request, deadlineAt), request.signal);
        stop({ by: answer.by });
        meter.count("llm.requests", 1, { outcome: "answered" });
        return answer;
      } catch (error) {
        meter.count("llm.requests", 1, { outcome: outcomeOf(error) });
        throw error;
      }
    },
    /** How many answers are made at a time. */
    slots,
    /** Whether the model can be asked, what it is, how many wait and run, and how long one typically takes. */
    async state() {
      const health = await model.health();
      return { ...health, facts, ...schedule.state() };
    },
    /** Refuses those who wait, and takes no more. */
    async close(): Promise<void> {
      isClosed = true;
      for (const { ticket, refuse } of [...waiting.values()]) {
        schedule.leave(ticket.id);
        refuse(new AppError("UNAVAILABLE", "model: it is stopped"));
      }
      waiting.clear();
      await model.close();
    },
  };
};
/** Asks a model for many at once. */
export type Inference = ReturnType<typeof createInference>;
