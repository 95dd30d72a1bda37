import { createLiveChannel, type Decoder, type LiveChannel } from "#components/live-channel.ts";
import type { PixelMeter } from "#components/live-pixels.ts";
import type { ChannelName, Live } from "#server/live.schema.ts";
import type {
  FramePart,
  LiveAnswer,
  LiveHello,
  LiveSubscribe,
  LiveSubscribed,
} from "#server/platform/live.schema.ts";

/** The part of a socket the store needs; Socket.IO's has it. */
export type LiveSocket = {
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, message: unknown): unknown;
  emitWithAck(event: string, message: unknown): Promise<unknown>;
};

/** Whether the page is connected, whether it ever was, and when it last heard of anything (epoch milliseconds, real time). */
export type Connection = { isConnected: boolean; wasConnected: boolean; lastEventAt: number | null };

type Pending = { onPart: (part: unknown) => void; resolve: () => void; reject: (error: Error) => void };

/** A request that the server refused or could not finish; `code` is one of the server's error codes. */
export class LiveRequestError extends Error {
  override readonly name = "LiveRequestError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** How long a channel nobody uses stays subscribed: a change of page often wants it again. */
const LINGER_MS = 5_000;

/**
 * The live values of a page over one socket: a mutable map per channel, listeners per key, and one flush per paint
 * however much arrives. After a break every channel goes on from where it stopped.
 */
export const createLiveStore = ({
  schedule,
  now = Date.now,
}: {
  /** Calls back before the next paint, or soon where nothing is painted. */
  schedule: (flush: () => void) => void;
  now?: () => number;
}) => {
  const channels = new Map<string, LiveChannel>();
  const pending = new Map<string, Pending>();
  const listeners = new Set<() => void>();
  let decoders: Readonly<Record<string, Decoder>> = {};
  let socket: LiveSocket | null = null;
  let pixels: PixelMeter | undefined;
  let hello: LiveHello | null = null;
  let connection: Connection = { isConnected: false, wasConnected: false, lastEventAt: null };
  let framesTaken = 0;
  let isScheduled = false;
  let requests = 0;

  const channelOf = (name: string): LiveChannel => {
    const found = channels.get(name);
    if (found) return found;
    const made = createLiveChannel();
    channels.set(name, made);
    return made;
  };

  const setConnection = (next: Connection): void => {
    connection = next;
    for (const listener of listeners) listener();
  };

  const subscribe = async (name: string, channel: LiveChannel): Promise<void> => {
    if (!socket || !hello) return;
    const { epoch } = hello;
    channel.isAccepting = false;
    const message: LiveSubscribe = { channel: name, ...(channel.cursor ? { after: channel.cursor } : {}) };
    const reply = (await socket.emitWithAck("subscribe", message)) as LiveSubscribed;
    if ("error" in reply || hello?.epoch !== epoch) return;
    // A place is kept until a frame replaces it: a reset must not be missed when the connection breaks before it.
    channel.cursor ??= { epoch, seq: reply.seq };
    channel.isAccepting = true;
  };

  const flush = (): void => {
    isScheduled = false;
    let hasNews = false;
    for (const channel of channels.values()) hasNews = channel.flush() || hasNews;
    pixels?.hand();
    socket?.emit("taken", { frames: framesTaken });
    if (hasNews) setConnection({ ...connection, lastEventAt: now() });
  };

  const onFrame = (parts: readonly FramePart[]): void => {
    framesTaken++;
    for (const [index, seq, values, atMs] of parts) {
      const name = hello?.channels[index];
      const channel = name === undefined ? undefined : channels.get(name);
      const decoder = name === undefined ? undefined : decoders[name];
      if (!channel?.isAccepting || !decoder || !hello) continue;
      channel.cursor = { epoch: hello.epoch, seq };
      if (values === null) channel.reset();
      else channel.take(decoder, values);
      if (atMs !== undefined) pixels?.arrive(atMs);
    }
    if (isScheduled) return;
    isScheduled = true;
    schedule(flush);
  };

  const onAnswer = (answer: LiveAnswer): void => {
    const request = pending.get(answer.id);
    if (!request) return;
    if ("part" in answer) {
      request.onPart(answer.part);
      return;
    }
    pending.delete(answer.id);
    if ("error" in answer) request.reject(new LiveRequestError(answer.error.code, answer.error.message));
    else request.resolve();
  };

  return {
    /** Listens to a socket; its reconnections are its own affair. */
    attach(next: LiveSocket, how: Readonly<Record<string, Decoder>>, measure?: PixelMeter): void {
      socket = next;
      pixels = measure;
      decoders = how;
      next.on("hello", (message: LiveHello) => {
        hello = message;
        framesTaken = 0;
        setConnection({ ...connection, isConnected: true, wasConnected: true });
        void pixels?.compareClocks();
        for (const [name, channel] of channels) if (channel.users > 0) void subscribe(name, channel);
      });
      next.on("frame", onFrame);
      next.on("answer", onAnswer);
      next.on("disconnect", () => {
        hello = null;
        for (const channel of channels.values()) channel.isAccepting = false;
        for (const [id, request] of pending) {
          pending.delete(id);
          request.reject(
            new LiveRequestError("UNAVAILABLE", "the connection broke before the answer was whole"),
          );
        }
        setConnection({ ...connection, isConnected: false });
      });
    },
    /** Whether a socket that says it is open has nothing coming over it, not even the server's heartbeat. */
    setSilent(isSilent: boolean): void {
      if (hello === null || connection.isConnected === !isSilent) return;
      setConnection({ ...connection, isConnected: !isSilent });
    },
    /** Tells the server to hold back while nobody looks. */
    setHidden(isHidden: boolean): void {
      socket?.emit("hidden", { isHidden });
    },
    /** Keeps a channel subscribed until the returned release is called. */
    use(name: ChannelName): () => void {
      const channel = channelOf(name);
      channel.users++;
      if (channel.users === 1 && !channel.isAccepting) void subscribe(name, channel);
      let isReleased = false;
      return () => {
        if (isReleased) return;
        isReleased = true;
        channel.users--;
        setTimeout(() => {
          if (channel.users > 0 || channels.get(name) !== channel) return;
          channels.delete(name);
          socket?.emit("unsubscribe", { channel: name });
        }, LINGER_MS);
      };
    },
    channel: channelOf,
    /** The latest values of a state channel by key; live and mutable, so read it and keep no copy. */
    values: <N extends ChannelName>(name: N) =>
      channelOf(name).values as unknown as ReadonlyMap<string | number, Live<N>>,
    /** Asks the server something; parts come to `onPart`, and `done` settles when the answer is whole or failed. */
    request(
      name: string,
      input: unknown,
      onPart: (part: unknown) => void,
    ): { done: Promise<void>; cancel: () => void } {
      const id = String(++requests);
      const to = socket;
      if (!to || !connection.isConnected)
        return {
          done: Promise.reject(new LiveRequestError("UNAVAILABLE", "there is no connection to the server")),
          cancel: () => {},
        };
      const done = new Promise<void>((resolve, reject) => pending.set(id, { onPart, resolve, reject }));
      to.emit("request", { name, id, input });
      return { done, cancel: () => void to.emit("cancel", { id }) };
    },
    connection: () => connection,
    onConnection(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
/** The live values of a page. */
export type LiveStore = ReturnType<typeof createLiveStore>;
