"use client";

import { useSyncExternalStore } from "react";
import type { DayClock } from "#server/operations/schema.ts";

// One clock for the page: cells read it without a context, so that a tick renders only the texts that changed.
let clock: DayClock | null = null;
let readAtMs = 0;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const tell = () => {
  for (const listener of listeners) listener();
};

/** Takes what the server says the day clock is, as of this moment. */
export const setDayClock = (next: DayClock): void => {
  clock = next;
  readAtMs = Date.now();
  tell();
};

/** Now by the day clock, milliseconds since the epoch; real time until the clock is known. */
export const dayNowMs = (): number => {
  if (clock === null) return Date.now();
  const passedMs = clock.isPaused ? 0 : (Date.now() - readAtMs) * clock.speed;
  return Date.parse(clock.now) + passedMs;
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(tell, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The day clock as last read, or null before. */
export const useDayClock = (): DayClock | null =>
  useSyncExternalStore(
    subscribe,
    () => clock,
    () => null,
  );

/** A text that depends on the time of day: looked at every second, rendered when it changed. */
export const useTicking = (text: () => string): string => useSyncExternalStore(subscribe, text, () => "");

/** Whether something read at a moment of real time is older than so many milliseconds; what was never read is not. */
export const useIsStale = (readAt: number | null | undefined, staleMs: number): boolean =>
  useTicking(() => String(Date.now() - (readAt || Date.now()) > staleMs)) === "true";
