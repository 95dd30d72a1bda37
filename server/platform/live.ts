import { randomUUID } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import parser from "socket.io-msgpack-parser";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import {
  type ChannelValue,
  type FramePart,
  HEARTBEAT_MS,
  type LiveAnswer,
  type LiveHello,
  type LiveMeta,
  LiveRequest,
  LiveSubscribe,
  type LiveSubscribed,
} from "#server/platform/live.schema.ts";
import { type Channels, createLiveFeed, type Peer, viewOf } from "#server/platform/live-feed.ts";
import type { LiveRelay, RelayedValue } from "#server/platform/live-relay.ts";

/** What the hub reports to: durations and sizes into histograms, levels into gauges. */
export type LiveMeter = {
  record(name: string, value: number): void;
  gauge(name: string, value: number): void;
  count(name: string, by?: number): void;
};

/** Answers a client's request in parts; the signal aborts when the client cancels or goes. */
export type Answerer = (
  scope: Scope,
  input: unknown,
  send: (part: unknown) => void,
  signal: AbortSignal,
) => Promise<void>;

type SocketPeer = Peer & {
  socket: Socket;
  scope: Scope;
  token: string;
  requests: Map<string, AbortController>;
};

const Handshake = z.object({ token: z.string().min(1).max(4096) });

/** Where the hub is reached, below which its transports lie. */
export const LIVE_PATH = "/live";

/** Requests one connection may have open at a time. */
const MAX_REQUESTS = 8;

/**
 * The live hub: typed channels over Socket.IO under `/live`, msgpack, a frame every `frameMs` milliseconds. A connection
 * authenticates at the handshake, and again every `recheckMs`, so an expired or revoked token ends it.
 */
export const createHub = <C extends Channels>({
  channels,
  meter,
  frameMs = () => 50,
  recheckMs = 30_000,
  maxValues,
  relay,
  now = Date.now,
}: {
  channels: C;
  meter?: LiveMeter;
  frameMs?: () => number;
  recheckMs?: number;
  maxValues?: number;
  /** Carries values between processes; without one, readers get those of this process. */
  relay?: Pick<LiveRelay, "publish" | "read">;
  now?: () => number;
}) => {
  const answerers = new Map<string, Answerer>();
  const peers = new Set<SocketPeer>();
  let io: Server | null = null;
  let frameTimer: NodeJS.Timeout | undefined;
  let recheckTimer: NodeJS.Timeout | undefined;
  let bytes = 0;
  let frames = 0;
  let isHurried = false;

  const feed = createLiveFeed<C, SocketPeer>({
    channels,
    epoch: randomUUID(),
    ...(maxValues === undefined ? {} : { maxValues }),
    send: (group, parts: FramePart[]) => {
      frames++;
      // One emit to all sockets of the group: the frame is encoded once.
      io?.to(group.map((peer) => peer.socket.id)).emit("frame", parts);
    },
  });

  const runFrame = (): void => {
    const startedAt = performance.now();
    const bytesBefore = bytes;
    const built = feed.frame();
    const tookMs = performance.now() - startedAt;
    if (built > 0) {
      meter?.record("live.frame_ms", tookMs);
      meter?.count("live.values", built);
      meter?.count("live.bytes", bytes - bytesBefore);
    }
    frameTimer = setTimeout(runFrame, Math.max(1, frameMs() - tookMs));
    frameTimer.unref();
  };

  /** A frame at once, for all that is published in this turn of the loop; the next one is a whole frame's time later. */
  const hurry = (): void => {
    if (isHurried || io === null) return;
    isHurried = true;
    setImmediate(() => {
      isHurried = false;
      if (io === null) return;
      clearTimeout(frameTimer);
      runFrame();
    });
  };

  const put = (channel: keyof C & string, meta: LiveMeta, value: never): void => {
    feed.publish(channel, meta, value, now());
    if (channels[channel]?.isUrgent) hurry();
  };

  const answer = async (peer: SocketPeer, name: string, { id, input }: LiveRequest): Promise<void> => {
    const reply = (part: LiveAnswer) => peer.socket.emit("answer", part);
    const answerer = answerers.get(name);
    const fail = (code: string, text: string) => reply({ id, error: { code, message: text } });
    if (!answerer)
      return void fail("NOT_FOUND", `request ${name} is not one of ${[...answerers.keys()].join(", ")}`);
    if (peer.requests.has(id)) return void fail("CONFLICT", `request ${id} is being answered already`);
    if (peer.requests.size >= MAX_REQUESTS)
      return void fail(
        "TOO_MANY_REQUESTS",
        `${peer.requests.size} requests are open, expected fewer than ${MAX_REQUESTS}`,
      );
    const abort = new AbortController();
    peer.requests.set(id, abort);
    try {
      await answerer(peer.scope, input, (part) => reply({ id, part }), abort.signal);
      reply({ id, isDone: true });
    } catch (error) {
      if (error instanceof AppError) fail(error.code, error.message);
      else {
        fail("INTERNAL", "the request failed on the server");
        meter?.count("live.request_failures");
      }
    } finally {
      peer.requests.delete(id);
    }
  };

  const onConnection = (socket: Socket): void => {
    const { scope, token } = socket.data as { scope: Scope; token: string };
    const peer: SocketPeer = {
      socket,
      scope,
      token,
      reader: scope,
      requests: new Map(),
      // False until what was sent last has left the process: a reader that keeps it waiting is slow.
      isWritable: () => socket.conn.transport.writable,
    };
    peers.add(peer);
    feed.join(peer);
    meter?.gauge("live.clients", peers.size);
    socket.conn.on("packetCreate", ({ data }: { data?: string | Buffer }) => {
      bytes += data?.length ?? 0;
    });
    const hello: LiveHello = { epoch: feed.epoch, channels: feed.names };
    socket.emit("hello", hello);

    /** Parses a message and acts on it; a message of another shape ends the connection, for it is not our client's. */
    const on = <T>(
      event: string,
      shape: z.ZodType<T>,
      act: (message: T, ack: (reply: LiveSubscribed) => void) => void,
    ) =>
      socket.on(event, (message: unknown, ack: unknown) => {
        const parsed = shape.safeParse(message);
        if (parsed.success) act(parsed.data, typeof ack === "function" ? (reply) => ack(reply) : () => {});
        else socket.disconnect(true);
      });
    on("subscribe", LiveSubscribe, ({ channel, after }, ack) => ack(feed.subscribe(peer, channel, after)));
    on("unsubscribe", z.object({ channel: z.string().max(40) }), ({ channel }) =>
      feed.unsubscribe(peer, channel),
    );
    on("hidden", z.object({ isHidden: z.boolean() }), ({ isHidden }) => feed.hide(peer, isHidden));
    on("taken", z.object({ frames: z.int().min(0) }), ({ frames: count }) => feed.taken(peer, count));
    on("cancel", z.object({ id: z.string().max(64) }), ({ id }) => peer.requests.get(id)?.abort());
    on(
      "request",
      LiveRequest.extend({ name: z.string().max(40) }),
      ({ name, ...request }) => void answer(peer, name, request),
    );
    // With this a page learns how far its clock is from ours, without which it cannot tell the age of a value.
    socket.on("time", (ack: unknown) => {
      if (typeof ack === "function") ack(now());
    });
    socket.on("disconnect", () => {
      peers.delete(peer);
      feed.leave(peer);
      for (const abort of peer.requests.values()) abort.abort();
      meter?.gauge("live.clients", peers.size);
    });
  };

  const takeRelayed = (values: readonly RelayedValue[]): void => {
    for (const { channel, meta, value } of values) {
      // A process of another version may know other channels and values.
      const parsed = channels[channel]?.value.safeParse(value);
      if (parsed?.success) put(channel as keyof C & string, meta, parsed.data as never);
      else meter?.count("live.relay_failures");
    }
  };

  return {
    /** Gets the values of other processes; fulfilled when none published afterwards is missed. */
    join: async (): Promise<void> => relay?.read({ take: takeRelayed, lost: feed.lose }),
    /** Puts a value on a channel; who may see it gets it with the next frame, which an urgent channel does not wait for. */
    publish<N extends keyof C & string>(channel: N, meta: LiveMeta, value: ChannelValue<C[N]>): void {
      // What is relayed comes back in the order that all processes see.
      if (relay && channels[channel]?.isRelayed) relay.publish({ channel, meta, value });
      else put(channel, meta, value as never);
    },
    /** Answers requests named `name`; the parts go to the asking client only. */
    answer(name: string, answerer: Answerer): void {
      answerers.set(name, answerer);
    },
    /** Serves the hub on an HTTP server; `authenticate` maps a token to who holds it, null where it is not or no longer good. */
    attach(httpServer: HttpServer, authenticate: (token: string) => Promise<Scope | null>): void {
      if (io) throw new AppError("CONFLICT", "the live hub is attached already, expected one HTTP server");
      io = new Server(httpServer, {
        path: LIVE_PATH,
        parser,
        destroyUpgrade: false,
        serveClient: false,
        maxHttpBufferSize: 65_536,
        perMessageDeflate: false,
        pingInterval: HEARTBEAT_MS,
      });
      io.use((socket, next) => {
        const handshake = Handshake.safeParse(socket.handshake.auth);
        if (!handshake.success) return next(new Error("UNAUTHORIZED"));
        const { token } = handshake.data;
        authenticate(token).then(
          (scope) => {
            socket.data = { scope, token };
            next(scope ? undefined : new Error("UNAUTHORIZED"));
          },
          () => next(new Error("UNAVAILABLE")),
        );
      });
      io.on("connection", onConnection);
      const recheck = async (peer: SocketPeer): Promise<void> => {
        const scope = await authenticate(peer.token);
        // A changed scope ends the connection too: the client comes back with what he may see now.
        if (!scope || viewOf(scope) !== viewOf(peer.reader)) peer.socket.disconnect(true);
      };
      recheckTimer = setInterval(() => {
        // A check that fails for want of the database says nothing about the token: the next one will.
        for (const peer of peers) recheck(peer).catch(() => meter?.count("live.recheck_failures"));
      }, recheckMs);
      recheckTimer.unref();
      runFrame();
    },
    /** Clients, places, logs, and what was sent since the start. */
    stats: () => ({ ...feed.stats(), connected: peers.size, frames, bytes }),
    /** Ends every connection and the frames; the HTTP server stays with its owner. */
    async close(): Promise<void> {
      clearTimeout(frameTimer);
      clearInterval(recheckTimer);
      for (const peer of [...peers]) peer.socket.disconnect(true);
      io?.engine.close();
      io = null;
    },
  };
};
/** The live hub over a set of channels. */
export type Hub<C extends Channels> = ReturnType<typeof createHub<C>>;
