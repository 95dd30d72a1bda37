import { describe, expect, it } from "vitest";
import type { Decoder } from "#components/live-channel.ts";
import { createLiveStore } from "#components/live-store.ts";
import type { FramePart, LiveSubscribe } from "#server/platform/live.schema.ts";

const unpack = ([key, x]: readonly unknown[]) => ({ key, x });
const decoders: Record<string, Decoder> = {
  vehicles: { kind: "state", key: (value) => (value as { key: number }).key, unpack },
  stops: { kind: "event", key: () => "", unpack },
};

/** A store over a socket whose server side the test plays, and whose paints it calls. */
const open = () => {
  const listeners = new Map<string, (...args: never[]) => void>();
  const sent: [string, unknown][] = [];
  const flushes: (() => void)[] = [];
  const store = createLiveStore({ schedule: (flush) => flushes.push(flush), now: () => 42 });
  store.attach(
    {
      on: (event, listener) => void listeners.set(event, listener),
      emit: (event, message) => sent.push([event, message]),
      emitWithAck: async (event, message) => {
        sent.push([event, message]);
        return { seq: 10 };
      },
    },
    decoders,
  );
  const receive = (event: string, message?: unknown) => listeners.get(event)?.(message as never);
  return {
    store,
    sent,
    flushes,
    receive,
    async connect(epoch = "one") {
      receive("hello", { epoch, channels: ["vehicles", "stops"] });
      await new Promise((resolve) => setTimeout(resolve));
    },
    frame: (...parts: FramePart[]) => receive("frame", parts),
    paint: () => {
      for (const flush of flushes.splice(0)) flush();
    },
    subscriptions: () =>
      sent.filter(([event]) => event === "subscribe").map(([, message]) => message as LiveSubscribe),
  };
};

describe("the live store", () => {
  it("counts as connected while the heartbeat comes, and never before the server said hello", async () => {
    const { store, connect, receive } = open();
    store.setSilent(false);
    expect(store.connection().isConnected).toBe(false);
    await connect();
    store.setSilent(true);
    expect(store.connection().isConnected).toBe(false);
    store.setSilent(false);
    expect(store.connection().isConnected).toBe(true);
    receive("disconnect");
    store.setSilent(false);
    expect(store.connection().isConnected).toBe(false);
  });

  it("hands on the latest value of a key once per paint, to the listeners of that key only", async () => {
    const { store, connect, frame, paint, flushes } = open();
    store.use("vehicles");
    await connect();
    const calls: number[] = [];
    store.channel("vehicles").onKey(1, () => calls.push(1));
    store.channel("vehicles").onKey(2, () => calls.push(2));
    for (let x = 0; x < 100; x++) frame([0, 11 + x, [[1, x]]]);
    expect(flushes).toHaveLength(1);
    paint();
    expect(calls).toEqual([1]);
    expect(store.values("vehicles").get(1)).toEqual({ key: 1, x: 99 });
    expect(store.connection()).toEqual({ isConnected: true, wasConnected: true, lastEventAt: 42 });
  });

  it("goes on after a break from the last frame it has seen", async () => {
    const { store, connect, frame, paint, receive, subscriptions } = open();
    store.use("stops");
    const seen: unknown[] = [];
    store.channel("stops").onEvents((events) => seen.push(...events));
    await connect();
    frame([
      1,
      15,
      [
        [1, 1],
        [2, 2],
      ],
    ]);
    receive("disconnect");
    expect(store.connection().isConnected).toBe(false);
    await connect();
    frame([1, 16, [[3, 3]]]);
    paint();
    expect(subscriptions()).toEqual([
      { channel: "stops" },
      { channel: "stops", after: { epoch: "one", seq: 15 } },
    ]);
    expect(seen).toEqual([
      { key: 1, x: 1 },
      { key: 2, x: 2 },
      { key: 3, x: 3 },
    ]);
  });

  it("keeps its old place until a frame of the new run says that values were lost", async () => {
    const { store, connect, frame, paint, receive, subscriptions } = open();
    store.use("vehicles");
    await connect("one");
    frame([0, 30, [[1, 1]]]);
    paint();
    let resets = 0;
    store.channel("vehicles").onReset(() => resets++);
    receive("disconnect");
    await connect("two");
    receive("disconnect");
    await connect("two");
    expect(subscriptions().at(-1)?.after).toEqual({ epoch: "one", seq: 30 });
    frame([0, 0, null], [0, 3, [[2, 5]]]);
    paint();
    expect(resets).toBe(1);
    expect([...store.values("vehicles")]).toEqual([[2, { key: 2, x: 5 }]]);
  });

  it("tells the server how many frames of this connection it has dealt with", async () => {
    const { store, connect, frame, paint, receive, sent } = open();
    store.use("vehicles");
    await connect();
    frame([0, 11, [[1, 1]]]);
    frame([0, 12, [[1, 2]]]);
    paint();
    receive("disconnect");
    await connect();
    frame([0, 13, [[1, 3]]]);
    paint();
    expect(sent.filter(([event]) => event === "taken").map(([, message]) => message)).toEqual([
      { frames: 2 },
      { frames: 1 },
    ]);
  });

  it("collects the parts of an answer, and fails the question when the connection breaks", async () => {
    const { store, connect, receive } = open();
    await connect();
    const parts: unknown[] = [];
    const whole = store.request("ask", "where", (part) => parts.push(part));
    receive("answer", { id: "1", part: "a" });
    receive("answer", { id: "1", isDone: true });
    await whole.done;
    expect(parts).toEqual(["a"]);
    const broken = store.request("ask", "where", () => {});
    receive("disconnect");
    await expect(broken.done).rejects.toThrow("the connection broke before the answer was whole");
  });
});
