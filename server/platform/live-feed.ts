import {
  type Channel,
  type ChannelValue,
  type FramePart,
  type LiveMeta,
  packValue,
  type Reader,
} from "#server/platform/live.schema.ts";
import { createLiveLog, type LiveLog } from "#server/platform/live-log.ts";

/** The channels of a hub by name. */
export type Channels = Record<string, Channel<unknown>>;

/** A connected reader: how the feed asks whether he can take more. */
export type Peer = { reader: Reader; isWritable: () => boolean };

type Subscription = {
  channel: Channel<unknown>;
  log: LiveLog;
  cursor: number;
  hasLost: boolean;
  /** Whether what comes next was published before the reader wanted it, so that its age is not ours. */
  isCatchingUp: boolean;
};

type Client<P extends Peer> = {
  peer: P;
  /** Readers of one view see the same values, so a frame is built and encoded once for all of them. */
  view: string;
  subscriptions: Map<number, Subscription>;
  isHidden: boolean;
  framesSent: number;
  framesTaken: number;
};

/** Frames a reader may have unread before he counts as slow. */
const WINDOW = 8;

/** The same text for readers who may see the same. */
export const viewOf = (reader: Reader): string =>
  `${reader.organisationId}/${reader.role}/${reader.depotIds === null ? "*" : [...reader.depotIds].sort((a, b) => a - b)}/${
    reader.role === "driver" ? reader.driverId : ""
  }`;

/**
 * Decides who gets which values when: publications go into logs, and each `frame()` groups the readers that stand at
 * the same place and sends every group the values after it. Readers that are slow or hidden keep their place.
 * Does no I/O and knows no clock.
 */
export const createLiveFeed = <C extends Channels, P extends Peer>({
  channels,
  epoch,
  maxValues = 5_000,
  send,
}: {
  channels: C;
  /** Names this run; cursors of another run mean nothing here. */
  epoch: string;
  /** Values of one channel in one frame; the rest waits for the next. */
  maxValues?: number;
  send: (peers: P[], parts: FramePart[]) => void;
}) => {
  const names = Object.keys(channels);
  const logs = new Map<string, LiveLog>();
  const clients = new Map<P, Client<P>>();
  let resets = 0;

  const logOf = (name: string, channel: Channel<unknown>, organisationId: number): LiveLog => {
    const id = channel.isShared ? name : `${name}/${organisationId}`;
    let log = logs.get(id);
    if (!log) {
      log = createLiveLog(channel.kind, channel.keep);
      logs.set(id, log);
    }
    return log;
  };

  const signatureOf = (client: Client<P>): string => {
    let places = "";
    for (const [index, { log, cursor, hasLost }] of client.subscriptions)
      if (cursor < log.head || hasLost) places += `|${index}:${hasLost ? "lost" : cursor}`;
    return places === "" ? "" : client.view + places;
  };

  const partsFor = (client: Client<P>): FramePart[] => {
    const parts: FramePart[] = [];
    const { reader } = client.peer;
    for (const [index, subscription] of client.subscriptions) {
      const { channel, log, cursor, hasLost, isCatchingUp } = subscription;
      if (cursor >= log.head && !hasLost) continue;
      const isLost = hasLost || cursor < log.floor;
      // What is lost of a state channel is made good by the latest values, of an event channel by a new fetch.
      const from = isLost ? (channel.kind === "state" ? log.floor : log.head) : cursor;
      if (isLost) parts.push([index, from, null]);
      const read = log.after(from, maxValues, (meta) => channel.mayRead(reader, meta));
      if (read && (read.values.length > 0 || !isLost)) {
        const { seq, values, atMs } = read;
        const isTimed = atMs !== undefined && !isCatchingUp && !isLost;
        parts.push(isTimed ? [index, seq, values, atMs] : [index, seq, values]);
      }
    }
    return parts;
  };

  return {
    epoch,
    names,
    publish<N extends keyof C & string>(name: N, meta: LiveMeta, value: ChannelValue<C[N]>, atMs = 0): void {
      const channel: Channel<unknown> | undefined = channels[name];
      if (!channel) throw new RangeError(`publish: got channel ${name}, expected one of ${names.join(", ")}`);
      logOf(name, channel, meta.organisationId).append(
        channel.key(value),
        meta,
        packValue(channel.fields, value as object),
        atMs,
      );
    },
    join(peer: P): void {
      clients.set(peer, {
        peer,
        view: viewOf(peer.reader),
        subscriptions: new Map(),
        isHidden: false,
        framesSent: 0,
        framesTaken: 0,
      });
    },
    leave(peer: P): void {
      clients.delete(peer);
    },
    /** Subscribes a reader, from where he stopped if that is known here; maps to where he stands now, or why not. */
    subscribe(
      peer: P,
      name: string,
      after?: { epoch: string; seq: number },
    ): { seq: number } | { error: string } {
      const index = names.indexOf(name);
      const channel = channels[name];
      const client = clients.get(peer);
      if (index < 0 || !channel) return { error: `channel ${name} is not one of ${names.join(", ")}` };
      if (!channel.roles.includes(peer.reader.role))
        return {
          error: `channel ${name} is not open to the role ${peer.reader.role}, only to ${channel.roles.join(", ")}`,
        };
      if (!client) return { error: "the connection is closed" };
      const log = logOf(name, channel, peer.reader.organisationId);
      const isKnown = after !== undefined && after.epoch === epoch && after.seq <= log.head;
      const cursor = isKnown ? after.seq : channel.kind === "state" ? log.floor : log.head;
      client.subscriptions.set(index, {
        ...{ channel, log, cursor, hasLost: after !== undefined && !isKnown },
        isCatchingUp: cursor < log.head,
      });
      return { seq: cursor };
    },
    unsubscribe(peer: P, name: string): void {
      clients.get(peer)?.subscriptions.delete(names.indexOf(name));
    },
    /** A hidden reader gets nothing until he shows again, then the latest of everything. */
    hide(peer: P, isHidden: boolean): void {
      const client = clients.get(peer);
      if (!client) return;
      client.isHidden = isHidden;
      for (const subscription of client.subscriptions.values()) subscription.isCatchingUp ||= isHidden;
    },
    /** The reader has dealt with `count` frames since he joined. */
    taken(peer: P, count: number): void {
      const client = clients.get(peer);
      if (client) client.framesTaken = Math.max(client.framesTaken, Math.min(count, client.framesSent));
    },
    /** Values of all channels that come from other processes are gone: every reader of one is told with the next frame. */
    lose(): void {
      for (const { subscriptions } of clients.values())
        for (const subscription of subscriptions.values())
          if (subscription.channel.isRelayed) subscription.hasLost = true;
    },
    /** Sends every reader that can take it what he has not seen; maps to the number of values built. */
    frame(): number {
      const groups = new Map<string, Client<P>[]>();
      for (const client of clients.values()) {
        if (client.isHidden || client.framesSent - client.framesTaken >= WINDOW) continue;
        const signature = signatureOf(client);
        if (signature === "" || !client.peer.isWritable()) continue;
        const group = groups.get(signature);
        if (group) group.push(client);
        else groups.set(signature, [client]);
      }
      let built = 0;
      for (const group of groups.values()) {
        const [first] = group;
        if (!first) continue;
        const all = partsFor(first);
        for (const client of group)
          for (const [index, seq] of all) {
            const subscription = client.subscriptions.get(index);
            if (subscription)
              Object.assign(subscription, {
                cursor: seq,
                hasLost: false,
                isCatchingUp: seq < subscription.log.head,
              });
          }
        // A place that moved over values nobody here may see needs no message.
        const parts = all.filter(([, , values]) => values === null || values.length > 0);
        if (parts.length === 0) continue;
        for (const client of group) client.framesSent++;
        for (const [, , values] of parts)
          if (values) built += values.length;
          else resets += group.length;
        send(
          group.map((client) => client.peer),
          parts,
        );
      }
      return built;
    },
    /** What is held: per log its entries, per reader how far he is behind (there is no queue per reader). */
    stats() {
      return {
        clients: [...clients.values()].map((client) => ({
          view: client.view,
          isHidden: client.isHidden,
          framesUnread: client.framesSent - client.framesTaken,
          channels: client.subscriptions.size,
          behind: [...client.subscriptions.values()].reduce((n, { log, cursor }) => n + log.head - cursor, 0),
        })),
        logs: [...logs].map(([id, log]) => ({ id, entries: log.size, head: log.head })),
        resets,
      };
    },
  };
};
/** The readers and logs of a hub, without sockets. */
export type LiveFeed<C extends Channels, P extends Peer> = ReturnType<typeof createLiveFeed<C, P>>;
