"use client";

import { useEffect, useRef } from "react";

type InboxKeys = {
  move: (by: number, isRange: boolean) => void;
  open: () => void;
  tick: () => void;
  take: () => void;
  close: () => void;
  leave: () => void;
};

// The shell's own keys begin with g; the letter after it is a page's.
const PREFIX_MS = 1_200;

// Boxes that are typed in and panels that are open have their own keys.
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox]),textarea,select,[contenteditable],[role=dialog],[role=menu]") !==
    null;

/** Listens to the keys of the inbox while it is open: j and k, Enter, x, e, c, Escape. */
export const useInboxKeys = (keys: InboxKeys): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let prefixAtMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        event.defaultPrevented ||
        isElsewhere(event.target)
      )
        return;
      const isPrefixed = event.timeStamp - prefixAtMs < PREFIX_MS;
      prefixAtMs = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const isOnButton = event.target instanceof Element && event.target.closest("a,button") !== null;
      if (isPrefixed) return;
      const { move, open, tick, take, close, leave } = latest.current;
      const actions = new Map<string, () => void>([
        ["j", () => move(1, false)],
        ["k", () => move(-1, false)],
        ["J", () => move(1, true)],
        ["K", () => move(-1, true)],
        ["ArrowDown", () => move(1, event.shiftKey)],
        ["ArrowUp", () => move(-1, event.shiftKey)],
        ["x", tick],
        ["e", take],
        ["c", close],
        ["Escape", leave],
      ]);
      if (!isOnButton) actions.set("Enter", open);
      const action = actions.get(event.key);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
};
