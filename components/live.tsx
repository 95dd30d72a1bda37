"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Connection, createLiveStore, type LiveStore } from "#components/live-store.ts";
import type { ChannelName, Live } from "#server/live.schema.ts";

const LiveContext = createContext<LiveStore | null>(null);

const RETRY_MS = 2_000;
const HIDDEN_FLUSH_MS = 250;
/** Heartbeats that may be late before the connection counts as gone. */
const MISSED_BEATS = 2.5;
const WATCH_MS = 1_000;
/** Share of live frames whose way to the screen is measured. */
const MEASURED_SHARE = 0.2;

/** A fresh token of the signed-in user, from the session cookie. */
const sessionToken = async (): Promise<string> => {
  const response = await fetch("/api/auth/token", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`/api/auth/token answered ${response.status}, expected 200`);
  const { token } = (await response.json()) as { token: string };
  return token;
};

// A hidden page is not painted, so a frame callback would never come.
const beforePaint = (flush: () => void): void => {
  if (document.visibilityState === "hidden") setTimeout(flush, HIDDEN_FLUSH_MS);
  else requestAnimationFrame(flush);
};

/** Opens the socket of the page and joins it to the store; maps to how it is closed. The client code comes lazily. */
const openSocket = (store: LiveStore, token: () => Promise<string>): (() => void) => {
  let isClosed = false;
  let close = (): void => {};
  const open = async (): Promise<void> => {
    const [{ io }, { default: parser }, { CHANNELS }, { HEARTBEAT_MS, unpackValue }, { createPixelMeter }] =
      await Promise.all([
        import("socket.io-client"),
        import("socket.io-msgpack-parser"),
        import("#server/live.schema.ts"),
        import("#server/platform/live.schema.ts"),
        import("#components/live-pixels.ts"),
      ]);
    if (isClosed) return;
    const decoders = Object.fromEntries(
      Object.entries(CHANNELS).map(([name, { kind, key, fields }]) => [
        name,
        {
          kind,
          key: key as (value: unknown) => string | number,
          unpack: (packed: readonly unknown[]) => unpackValue(fields, packed),
        },
      ]),
    );
    const socket = io({
      path: "/live",
      parser,
      transports: ["websocket", "polling"],
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      // Without a token the server refuses, and the next try asks again.
      auth: (give) =>
        void token().then(
          (fresh) => give({ token: fresh }),
          () => give({ token: "" }),
        ),
    });
    let retry: ReturnType<typeof setTimeout> | undefined;
    // Socket.IO comes back by itself after a break, but not after the server ended or refused the connection.
    const connectAgain = () => {
      clearTimeout(retry);
      if (!socket.active) retry = setTimeout(() => socket.connect(), RETRY_MS);
    };
    const tellHidden = () => store.setHidden(document.visibilityState === "hidden");
    let heardAtMs = performance.now();
    const hear = () => {
      heardAtMs = performance.now();
      store.setSilent(false);
    };
    const watch = setInterval(() => {
      if (performance.now() - heardAtMs > MISSED_BEATS * HEARTBEAT_MS) store.setSilent(true);
    }, WATCH_MS);
    // The browser knows at once what the socket would only notice by silence.
    const leave = () => void socket.disconnect();
    const comeBack = () => {
      if (!socket.connected) socket.disconnect().connect();
    };
    window.addEventListener("offline", leave);
    window.addEventListener("online", comeBack);
    socket.io.on("ping", hear);
    socket.on("disconnect", connectAgain);
    socket.on("connect_error", connectAgain);
    socket.on("connect", hear);
    socket.on("connect", tellHidden);
    document.addEventListener("visibilitychange", tellHidden);
    const pixels = createPixelMeter({
      now: () => performance.timeOrigin + performance.now(),
      serverNow: () => socket.emitWithAck("time") as Promise<number>,
      isSampled: () => Math.random() < MEASURED_SHARE,
      isVisible: () => document.visibilityState === "visible",
      // A message posted while a frame is prepared is dealt with after that frame was painted.
      afterPaint: (then) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      },
      send: (valuesMs) => {
        const { done } = store.request("measured", { name: "live.event_to_pixel_ms", valuesMs }, () => {});
        // A batch that another tab of the user crowded out is lost; the next one speaks for it.
        done.catch(() => {});
      },
    });
    store.attach(socket, decoders, pixels);
    close = () => {
      clearTimeout(retry);
      clearInterval(watch);
      window.removeEventListener("offline", leave);
      window.removeEventListener("online", comeBack);
      document.removeEventListener("visibilitychange", tellHidden);
      socket.off("disconnect", connectAgain);
      socket.close();
    };
  };
  void open();
  return () => {
    isClosed = true;
    close();
  };
};

/** Gives the pages below it the live channels, over one socket. */
export const LiveProvider = ({
  token = sessionToken,
  children,
}: {
  token?: () => Promise<string>;
  children: ReactNode;
}) => {
  const [store] = useState(() => createLiveStore({ schedule: beforePaint }));
  useEffect(() => openSocket(store, token), [store, token]);
  return <LiveContext value={store}>{children}</LiveContext>;
};

/** The live store itself, for what reads it outside of React, such as the map. */
export const useLiveStore = (): LiveStore => {
  const store = useContext(LiveContext);
  if (!store) throw new Error("useLiveStore: found no LiveProvider above, expected one");
  return store;
};

/** The latest value of one key of a state channel; undefined until one comes. Renders only when it changes. */
export const useLiveValue = <N extends ChannelName>(name: N, key: string | number): Live<N> | undefined => {
  const store = useLiveStore();
  useEffect(() => store.use(name), [store, name]);
  const subscribe = useCallback(
    (listener: () => void) => store.channel(name).onKey(key, listener),
    [store, name, key],
  );
  return useSyncExternalStore(
    subscribe,
    () => store.values(name).get(key),
    () => undefined,
  );
};

/**
 * What `select` makes of all values of a state channel, taken anew at most once per paint. It renders when the result
 * is another, so select numbers or text rather than lists, and give a function that stays the same.
 */
export const useLiveState = <N extends ChannelName, T>(
  name: N,
  select: (values: ReadonlyMap<string | number, Live<N>>) => T,
): T => {
  const store = useLiveStore();
  const held = useRef<{ version: number; select: unknown; channel: unknown; result: T } | null>(null);
  useEffect(() => store.use(name), [store, name]);
  const subscribe = useCallback(
    (listener: () => void) => store.channel(name).onChange(() => listener()),
    [store, name],
  );
  const snapshot = (): T => {
    const channel = store.channel(name);
    const last = held.current;
    if (last && last.channel === channel && last.version === channel.version && last.select === select)
      return last.result;
    const result = select(store.values(name));
    held.current = { version: channel.version, select, channel, result };
    return result;
  };
  return useSyncExternalStore(subscribe, snapshot, snapshot);
};

/**
 * Calls `onEvents` with the events of a channel, in order, each once, and `onReset` when some were lost and the page
 * has to fetch anew.
 */
export const useLiveEvents = <N extends ChannelName>(
  name: N,
  onEvents: (events: readonly Live<N>[]) => void,
  onReset?: () => void,
): void => {
  const store = useLiveStore();
  const latest = useRef({ onEvents, onReset });
  useEffect(() => {
    latest.current = { onEvents, onReset };
  });
  useEffect(() => {
    const release = store.use(name);
    const channel = store.channel(name);
    const offEvents = channel.onEvents((events) => latest.current.onEvents(events as readonly Live<N>[]));
    const offReset = channel.onReset(() => latest.current.onReset?.());
    return () => {
      offEvents();
      offReset();
      release();
    };
  }, [store, name]);
};

const OFFLINE: Connection = { isConnected: false, wasConnected: false, lastEventAt: null };

/** Whether the page is connected and when it last heard of anything. */
export const useConnection = (): Connection => {
  const store = useLiveStore();
  return useSyncExternalStore(store.onConnection, store.connection, () => OFFLINE);
};
