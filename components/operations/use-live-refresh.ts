"use client";

import { useEffect, useRef } from "react";
import { useLiveStore } from "#components/live.tsx";
import type { ChannelName } from "#server/live.schema.ts";

/** Calls `refresh` after something came on the channels: soon after the first, then at most once per `everyMs`. */
export const useLiveRefresh = (
  channels: readonly ChannelName[],
  refresh: () => void,
  everyMs: number,
): void => {
  const store = useLiveStore();
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const names = channels.join(" ");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lastMs = Number.NEGATIVE_INFINITY;
    const wake = () => {
      timer ??= setTimeout(
        () => {
          timer = undefined;
          lastMs = performance.now();
          latest.current();
        },
        Math.max(300, lastMs + everyMs - performance.now()),
      );
    };
    const stops = (names.split(" ") as ChannelName[]).flatMap((name) => {
      const channel = store.channel(name);
      return [store.use(name), channel.onChange(wake), channel.onEvents(wake), channel.onReset(wake)];
    });
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [store, names, everyMs]);
};
