import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
  defineChannel,
  type FramePart,
  type LiveMeta,
  type Reader,
  unpackValue,
} from "#server/platform/live.schema.ts";
import { createLiveFeed, type Peer } from "#server/platform/live-feed.ts";

const Place = z.object({ id: z.int(), x: z.int() });
const channelsOf = (keep: number) => ({
  places: defineChannel({ kind: "state", value: Place, key: ({ id }) => id, keep: 1000 }),
  calls: defineChannel({ kind: "event", value: Place, key: ({ id }) => id, keep }),
});
type Name = keyof ReturnType<typeof channelsOf>;
const NAMES: Name[] = ["places", "calls"];

const office: Reader = { organisationId: 1, role: "dispatcher", depotIds: null, driverId: null };
const meta = (depotId = 1, driverId: number | null = null): LiveMeta => ({
  organisationId: 1,
  depotId,
  driverId,
});

/** A client as the browser is: keeps its state, its events and its places over connections. */
const createClient = () => {
  const places = new Map<number, number>();
  const calls: number[] = [];
  const cursors = new Map<number, number>();
  return {
    places,
    calls,
    cursors,
    resets: 0,
    take(parts: FramePart[]) {
      for (const [index, seq, values] of parts) {
        cursors.set(index, seq);
        if (values === null) {
          this.resets++;
          if (index === 0) places.clear();
          continue;
        }
        for (const packed of values) {
          const value = Place.parse(unpackValue(["id", "x"], packed));
          if (index === 0) places.set(value.id, value.x);
          else calls.push(value.x);
        }
      }
    },
  };
};

type TestPeer = Peer & { take: (parts: FramePart[]) => void };

const feedOf = (keep = 10_000, epoch = "one") =>
  createLiveFeed<ReturnType<typeof channelsOf>, TestPeer>({
    channels: channelsOf(keep),
    epoch,
    maxValues: 7,
    send: (peers, parts) => {
      for (const peer of peers) peer.take(parts);
    },
  });

const connect = (feed: ReturnType<typeof feedOf>, client: ReturnType<typeof createClient>, epoch: string) => {
  let taken = 0;
  const held: FramePart[][] = [];
  const peer: TestPeer = {
    reader: office,
    isWritable: () => connection.isWritable,
    take: (parts) => {
      held.push(parts);
      if (!connection.isStalled) connection.read();
    },
  };
  const connection = {
    isWritable: true,
    isStalled: false,
    peer,
    /** Reads what lies in the socket, and says so. */
    read() {
      for (const parts of held.splice(0)) {
        client.take(parts);
        taken++;
      }
      feed.taken(peer, taken);
    },
  };
  feed.join(peer);
  for (const [index, name] of NAMES.entries()) {
    const seq = client.cursors.get(index);
    const reply = feed.subscribe(peer, name, seq === undefined ? undefined : { epoch, seq });
    if ("error" in reply) throw new Error(reply.error);
    if (seq === undefined) client.cursors.set(index, reply.seq);
  }
  return connection;
};

const action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("place" as const), id: fc.nat(6), x: fc.nat(99) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("call" as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("frame" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("drop", "connect", "hide", "show", "stall", "read", "block", "free"),
    }),
  },
);

describe("the live feed", () => {
  it("brings every client to the server's state, and every event once and in order, over any breaks and stalls", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
        const feed = feedOf();
        const client = createClient();
        const truth = new Map<number, number>();
        let calls = 0;
        let connection: ReturnType<typeof connect> | null = connect(feed, client, "one");
        const drop = () => {
          if (connection) feed.leave(connection.peer);
          connection = null;
        };
        for (const each of actions) {
          if (each.do === "place") {
            truth.set(each.id, each.x);
            feed.publish("places", meta(), { id: each.id, x: each.x });
          } else if (each.do === "call") feed.publish("calls", meta(), { id: 0, x: calls++ });
          else if (each.do === "frame") feed.frame();
          // What lay unread in the socket is lost with it.
          else if (each.do === "drop") drop();
          else if (each.do === "connect") connection ??= connect(feed, client, "one");
          else if (connection && (each.do === "hide" || each.do === "show"))
            feed.hide(connection.peer, each.do === "hide");
          else if (connection && (each.do === "block" || each.do === "free"))
            connection.isWritable = each.do === "free";
          else if (connection && each.do === "stall") connection.isStalled = true;
          else if (connection && each.do === "read") {
            connection.isStalled = false;
            connection.read();
          }
        }
        drop();
        connect(feed, client, "one");
        for (let i = 0; i < 100; i++) feed.frame();
        expect(client.places).toEqual(truth);
        expect(client.calls).toEqual(Array.from({ length: calls }, (_, i) => i));
        expect(client.resets).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("tells a client whose place is gone to fetch anew, once, and goes on from there", () => {
    const feed = feedOf(5);
    const client = createClient();
    const { peer } = connect(feed, client, "one");
    feed.hide(peer, true);
    for (let x = 0; x < 20; x++) feed.publish("calls", meta(), { id: 0, x });
    feed.frame();
    expect(client.calls).toEqual([]);
    feed.hide(peer, false);
    feed.frame();
    feed.publish("calls", meta(), { id: 0, x: 20 });
    feed.frame();
    expect(client.resets).toBe(1);
    expect(client.calls).toEqual([20]);
  });

  it("gives a client of an earlier run the whole state again after telling it to forget", () => {
    const client = createClient();
    client.places.set(9, 9);
    client.cursors.set(0, 40).set(1, 40);
    const feed = feedOf(100, "two");
    feed.publish("places", meta(), { id: 1, x: 5 });
    connect(feed, client, "one");
    feed.frame();
    expect([...client.places]).toEqual([[1, 5]]);
    expect(client.resets).toBe(2);
  });

  it("holds no more for a client that never reads than for one that does", () => {
    const feed = feedOf(50);
    const stalled = connect(feed, createClient(), "one");
    stalled.isStalled = true;
    let received = 0;
    const { take } = stalled.peer;
    stalled.peer.take = (parts) => {
      received++;
      take(parts);
    };
    for (let x = 0; x < 1_000; x++) {
      feed.publish("places", meta(), { id: x % 3, x });
      feed.publish("calls", meta(), { id: 0, x });
      feed.frame();
    }
    expect(received).toBe(8);
    expect(feed.stats().logs.map(({ entries }) => entries)).toEqual([3, 50]);
  });

  it("builds one frame for clients that stand at the same place and see the same", () => {
    let sends = 0;
    const feed = createLiveFeed<ReturnType<typeof channelsOf>, Peer>({
      channels: channelsOf(10),
      epoch: "one",
      send: () => sends++,
    });
    for (let i = 0; i < 20; i++) {
      const peer: Peer = { reader: { ...office, depotIds: i < 10 ? null : [1] }, isWritable: () => true };
      feed.join(peer);
      feed.subscribe(peer, "places");
    }
    feed.publish("places", meta(), { id: 1, x: 1 });
    feed.frame();
    expect(sends).toBe(2);
  });

  it("shows each reader only his organisation, his depots and, to a driver, his own", () => {
    const seen = (reader: Reader) => {
      const client = createClient();
      const feed = feedOf();
      const peer: TestPeer = { reader, isWritable: () => true, take: (parts) => client.take(parts) };
      feed.join(peer);
      feed.subscribe(peer, "places");
      feed.publish("places", meta(1, 7), { id: 1, x: 0 });
      feed.publish("places", meta(2, 8), { id: 2, x: 0 });
      feed.publish("places", { organisationId: 2, depotId: 1, driverId: 7 }, { id: 3, x: 0 });
      feed.frame();
      return [...client.places.keys()];
    };
    expect(seen(office)).toEqual([1, 2]);
    expect(seen({ ...office, depotIds: [2] })).toEqual([2]);
    expect(seen({ ...office, role: "driver", driverId: 7 })).toEqual([1]);
    expect(seen({ ...office, role: "driver", driverId: null })).toEqual([]);
  });

  it("says when the oldest value of a part was published, but not to a reader who catches up", () => {
    const sent: [Peer[], FramePart[]][] = [];
    const feed = createLiveFeed({
      channels: channelsOf(10),
      epoch: "e",
      send: (peers, parts) => void sent.push([peers, structuredClone(parts)]),
    });
    const peer: Peer = { reader: office, isWritable: () => true };
    const times = () => sent.splice(0).flatMap(([, parts]) => parts.map(([, , , atMs]) => atMs));
    feed.publish("places", meta(), { id: 1, x: 1 }, 100);
    feed.join(peer);
    feed.subscribe(peer, "places");
    feed.frame();
    expect(times()).toEqual([undefined]);
    feed.publish("places", meta(), { id: 1, x: 2 }, 200);
    feed.publish("places", meta(), { id: 2, x: 2 }, 210);
    feed.frame();
    expect(times()).toEqual([200]);
    feed.hide(peer, true);
    feed.publish("places", meta(), { id: 1, x: 3 }, 300);
    feed.frame();
    feed.hide(peer, false);
    feed.frame();
    expect(times()).toEqual([undefined]);
    feed.publish("places", meta(), { id: 1, x: 4 }, 400);
    feed.frame();
    expect(times()).toEqual([400]);
  });
});
