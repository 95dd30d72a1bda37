"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "#components/client.ts";
import { useConnection, useLiveStore } from "#components/live.tsx";
import type { LiveRequestError } from "#components/live-store.ts";
import { useReason } from "#components/reason.ts";
import { ASK_STEPS, type AskStep } from "#server/ask/plan-names.schema.ts";
import type { AnswerPart, Question } from "#server/ask/schema.ts";

/** An answer as far as it has come. */
export type Answer = {
  parts: readonly AnswerPart[];
  status: "asking" | "whole" | "failed";
  /** What the server is at; null before it says so, and over HTTP. */
  step: AskStep | null;
  /** Why it failed, in the server's words. */
  error: string | null;
  /** When it was asked, real time, milliseconds since the epoch. */
  askedAtMs: number;
};

const KEPT = 40;

// Answers of this page's life: going back shows what was answered then, with its age, and does not ask again.
const answers = new Map<string, Answer>();
const listeners = new Set<() => void>();
const running = new Map<string, () => void>();

const put = (key: string, answer: Answer): void => {
  answers.delete(key);
  answers.set(key, answer);
  for (const old of answers.keys()) {
    if (answers.size <= KEPT) break;
    if (!running.has(old)) answers.delete(old);
  }
  for (const listener of listeners) listener();
};

/** Drops the answer a question had, so that who shows the question next asks it anew. */
export const forgetAnswer = (question: Question): void => {
  const key = JSON.stringify(question);
  running.get(key)?.();
  running.delete(key);
  answers.delete(key);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const isPart = (part: unknown): part is AnswerPart =>
  typeof part === "object" && part !== null && "type" in part;

const stepOf = (part: unknown): AskStep | undefined =>
  typeof part === "object" && part !== null && "step" in part
    ? ASK_STEPS.find((step) => step === part.step)
    : undefined;

// A socket that just opens is worth this wait; beyond it the question goes by HTTP.
const SOCKET_WAIT_MS = 1_200;

/**
 * The answer to show while the next to the same words is on its way: what stood there, until there is more than its
 * plan. So a changed plan keeps its chips, and the focus, in their place.
 */
export const useHeldAnswer = (
  answer: Answer | null,
  text: string,
): { shown: Answer | null; isStale: boolean } => {
  const [held, setHeld] = useState<{ text: string; answer: Answer } | null>(null);
  const hasResult =
    answer !== null && (answer.status !== "asking" || answer.parts.some(({ type }) => type !== "reading"));
  if (answer !== null && hasResult && held?.answer !== answer) setHeld({ text, answer });
  return hasResult || held?.text !== text
    ? { shown: answer, isStale: false }
    : { shown: held.answer, isStale: true };
};

/**
 * Asks a question, or shows the answer it had: parts appear as the live channel brings them; without a connection the
 * same parts come over HTTP together. Null asks nothing.
 */
export const useAnswer = (question: Question | null): { answer: Answer | null; askAgain: () => void } => {
  const store = useLiveStore();
  const client = useTRPCClient();
  const reason = useReason();
  const { isConnected } = useConnection();
  const [mayUseHttp, setMayUseHttp] = useState(false);
  const key = question === null ? "" : JSON.stringify(question);
  const answer = useSyncExternalStore(
    subscribe,
    () => answers.get(key) ?? null,
    () => null,
  );

  const ask = useCallback(
    (asked: Question, at: string, byHttp: boolean) => {
      running.get(at)?.();
      let isOver = false;
      let parts: AnswerPart[] = [];
      let step: AskStep | null = null;
      const askedAtMs = Date.now();
      const show = (status: Answer["status"], error: string | null = null) => {
        if (!isOver) put(at, { parts, status, step, error, askedAtMs });
      };
      const end = (status: Answer["status"], error: string | null = null) => {
        show(status, error);
        isOver = true;
        running.delete(at);
      };
      show("asking");
      const overHttp = async () => {
        try {
          parts = await client.ask.ask.mutate(asked);
          end("whole");
        } catch (error) {
          end("failed", reason(error));
        }
      };
      if (byHttp) {
        running.set(at, () => {
          isOver = true;
        });
        void overHttp();
        return;
      }
      const request = store.request("ask", asked, (part) => {
        const next = stepOf(part);
        if (next !== undefined) step = next;
        else if (isPart(part)) parts = [...parts, part];
        else return;
        show("asking");
      });
      running.set(at, () => {
        isOver = true;
        request.cancel();
      });
      request.done.then(
        () => end("whole"),
        (error: LiveRequestError) => {
          // Nothing arrived and the connection is to blame: the question is safe to ask once more.
          if (parts.length === 0 && (error.code === "UNAVAILABLE" || error.code === "NOT_FOUND"))
            void overHttp();
          else end("failed", reason(error));
        },
      );
    },
    [client, store, reason],
  );

  useEffect(() => {
    if (isConnected || mayUseHttp) return;
    const timer = setTimeout(() => setMayUseHttp(true), SOCKET_WAIT_MS);
    return () => clearTimeout(timer);
  }, [isConnected, mayUseHttp]);

  useEffect(() => {
    if (key === "" || answers.has(key) || !(isConnected || mayUseHttp)) return;
    ask(JSON.parse(key) as Question, key, !isConnected);
  }, [ask, key, isConnected, mayUseHttp]);

  return {
    answer,
    askAgain: () => {
      // Who asks again wants it new, whatever is remembered.
      if (question !== null) ask({ ...question, isAfresh: true }, key, !isConnected);
    },
  };
};
