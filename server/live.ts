import { setTimeout as sleep } from "node:timers/promises";
import { AlertShown } from "#server/alerts/live.schema.ts";
import type { AskStep } from "#server/ask/plan-names.schema.ts";
import { Question } from "#server/ask/schema.ts";
import type { Ask } from "#server/ask/service.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { CHANNELS } from "#server/live.schema.ts";
import type { Answerer } from "#server/platform/live.ts";
import type { Meter } from "#server/platform/meter.ts";
import { Measured, SeriesName } from "#server/telemetry/schema.ts";
import { toPoint } from "#server/telemetry/service.ts";
import { SearchQuery } from "#server/vector/schema.ts";
import type { VectorSearch } from "#server/vector/service.ts";

/** Measures taken of one user, so that a page that measures too much cannot crowd out the others. */
const MEASURED_EVERY_MS = 1_000;

/** An alert shown later than this was not awaited: the page was hidden, or came back. */
const LONGEST_SHOWN_MS = 60_000;

/** Twenty times a second: as often as an eye tells steps of a line apart. */
const STREAM_EVERY_MS = 50;

/**
 * Registers the stream of one series of this process: the second that runs, each time it has grown, until who asked has
 * seen enough. It is no request with an end, so it belongs behind nothing that measures how long requests take.
 */
export const streamMeters = (
  hub: { answer(name: string, answerer: Answerer): void },
  meter: Pick<Meter, "peek">,
): void => {
  hub.answer("meter", async (scope, input, send, signal) => {
    const { roles } = CHANNELS.samples;
    if (!roles.includes(scope.role))
      throw new AppError("FORBIDDEN", `meters are for ${roles.join(", ")}; you are ${scope.role}`);
    const asked = SeriesName.safeParse(input);
    if (!asked.success)
      throw new AppError("BAD_REQUEST", `meter: ${asked.error.issues[0]?.message ?? "another shape"}`);
    const { name, labels } = asked.data;
    let told = "";
    while (!signal.aborted) {
      const found = meter.peek(name, labels);
      const mark = found === null ? "" : `${found.at.getTime()}/${found.count}/${found.sum}`;
      if (found !== null && mark !== told) {
        told = mark;
        send(toPoint(found));
      }
      // Cut short when who asked goes away, which is no failure.
      await sleep(STREAM_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  });
};

/** Registers what clients may ask over the live connection: questions in words, searches, and to note what a page measured. */
export const answerRequests = (
  hub: { answer(name: string, answerer: Answerer): void },
  {
    ask,
    vector,
    meter,
    within = (_, work) => work(),
    now = Date.now,
  }: {
    ask: Pick<Ask, "ask">;
    vector: Pick<VectorSearch, "stream">;
    meter: Pick<Meter, "record">;
    /** Does what somebody asked so that its samples are told with what he is in. */
    within?: (scope: Scope, work: () => Promise<void>) => Promise<void>;
    now?: () => number;
  },
): void => {
  hub.answer("ask", async (scope, input, send, signal) => {
    if (scope.role === "driver") throw new AppError("FORBIDDEN", "ask is for the office; you are driver");
    const question = Question.safeParse(input);
    if (!question.success)
      throw new AppError("BAD_REQUEST", `question: ${question.error.issues[0]?.message ?? "another shape"}`);
    const told = (step: AskStep) => send({ step });
    await within(scope, async () => {
      try {
        for await (const part of ask.ask(scope, question.data, undefined, told, signal)) {
          if (signal.aborted) return;
          send(part);
        }
      } catch (error) {
        // Who asked has left: that the work ended there is no failure.
        if (!signal.aborted) throw error;
      }
    });
  });

  hub.answer("search", async (scope, input, send, signal) => {
    const query = SearchQuery.safeParse(input);
    if (!query.success) {
      const { path, message } = query.error.issues[0] ?? { path: [], message: "another shape" };
      throw new AppError("BAD_REQUEST", `search: ${path.join(".") || "query"}: ${message}`);
    }
    await within(scope, async () => {
      for await (const answer of vector.stream(scope, query.data)) {
        if (signal.aborted) return;
        send(answer);
      }
    });
  });

  // The way back is counted as well, so what is noted is more than what it took to be seen, never less.
  hub.answer("alert-shown", async (scope, input) => {
    if (!CHANNELS.alerts.roles.includes(scope.role))
      throw new AppError(
        "FORBIDDEN",
        `alerts are for ${CHANNELS.alerts.roles.join(", ")}; you are ${scope.role}`,
      );
    const shown = AlertShown.safeParse(input);
    if (!shown.success)
      throw new AppError("BAD_REQUEST", `alert-shown: ${shown.error.issues[0]?.message ?? "another shape"}`);
    const tookMs = now() - shown.data.eventAtMs;
    if (tookMs < 0 || tookMs > LONGEST_SHOWN_MS)
      throw new AppError(
        "BAD_REQUEST",
        `alert-shown: found ${tookMs} ms ago, expected 0 to ${LONGEST_SHOWN_MS}`,
      );
    meter.record("alerts.raise_ms", tookMs);
  });

  const takenAt = new Map<string, number>();
  hub.answer("measured", async (scope, input) => {
    const measured = Measured.safeParse(input);
    if (!measured.success)
      throw new AppError("BAD_REQUEST", `measured: ${measured.error.issues[0]?.message ?? "another shape"}`);
    const nowMs = now();
    if (nowMs - (takenAt.get(scope.userId) ?? 0) < MEASURED_EVERY_MS)
      throw new AppError("TOO_MANY_REQUESTS", "measured: found two within a second, expected at most one");
    takenAt.set(scope.userId, nowMs);
    for (const ms of measured.data.valuesMs) meter.record(measured.data.name, ms);
  });
};
