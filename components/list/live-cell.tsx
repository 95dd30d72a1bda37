"use client";

import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { dayNowMs, useTicking } from "#components/day-clock.ts";
import { useLiveStore } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import type { ChannelName, Live } from "#server/live.schema.ts";

type LiveKey<N extends ChannelName> = { channel: N; id: number };

/**
 * A text that follows a live value: written into the document as it comes, without rendering anything. `text` maps
 * what is live, or undefined while nothing is, to what to show.
 */
export const LiveText = <N extends ChannelName>({
  channel,
  id,
  text,
}: LiveKey<N> & { text: (value: Live<N> | undefined) => string }) => {
  const store = useLiveStore();
  const span = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = () => {
      const next = text(store.values(channel).get(id));
      if (span.current && span.current.textContent !== next) span.current.textContent = next;
    };
    draw();
    return store.channel(channel).onKey(id, draw);
  }, [store, channel, id, text]);
  return (
    <span ref={span} className="truncate">
      {text(store.values(channel).get(id))}
    </span>
  );
};

/** A part of a live value, a number or a text; the component renders only when that part changes. */
export const useLivePart = <N extends ChannelName, Part extends string | number>(
  channel: N,
  id: number,
  part: (value: Live<N> | undefined) => Part,
): Part => {
  const store = useLiveStore();
  const subscribe = useCallback(
    (listener: () => void) => store.channel(channel).onKey(id, listener),
    [store, channel, id],
  );
  const read = () => part(store.values(channel).get(id));
  return useSyncExternalStore(subscribe, read, read);
};

/** How long ago a live time was by the day clock; looked at every second. */
export const LiveAge = <N extends ChannelName>({
  channel,
  id,
  at,
}: LiveKey<N> & { at: (value: Live<N> | undefined) => string | null }) => {
  const store = useLiveStore();
  const formats = useFormats();
  const text = useTicking(() => {
    const iso = at(store.values(channel).get(id));
    return iso === null ? "" : formats.age(dayNowMs() - Date.parse(iso));
  });
  return <span className="truncate">{text}</span>;
};

/** Keeps a channel subscribed while the page that shows it is open. */
export const useChannel = (channel: ChannelName): void => {
  const store = useLiveStore();
  useEffect(() => store.use(channel), [store, channel]);
};
