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

/** Whether a switch is on for who is signed in; the fallback until the flags are there. Renders when it changes. */
export const useSwitch = (key: string, fallback: boolean): boolean => {
  const current = useCallback(() => read(key, fallback), [key, fallback]);
  return useSyncExternalStore(subscribe, current, () => fallback);
};
