import { useCallback, useSyncExternalStore } from "react";

type Read = (key: string, fallback: boolean) => boolean;

let read: Read = (_, fallback) => fallback;
const listeners = new Set<() => void>();

/** Puts what answers flags in force, or what it says now; those who asked are told. */
export const answerFlags = (next: Read): void => {
  read = next;
  for (const told of listeners) told();
};

const subscribe = (told: () => void) => {
  listeners.add(told);
  return () => void listeners.delete(told);
};

/**
 * Those of some switches that are off for who is signed in, in a line; none until the flags are there. Renders when one
 * changes. The list must be the same at each rendering.
 */
export const useSwitchedOff = (keys: readonly string[]): string => {
  // One text, for React compares what is read.
  const current = useCallback(() => keys.filter((key) => !read(key, true)).join(" "), [keys]);
  return useSyncExternalStore(subscribe, current, () => "");
};
