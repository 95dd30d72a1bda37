import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { io, type Socket } from "socket.io-client";
import parser from "socket.io-msgpack-parser";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { defineChannel, type FramePart, type LiveHello } from "#server/platform/live.schema.ts";
import { createHub } from "#server/platform/live.ts";

const Place = z.object({ id: z.int(), x: z.int() });
const channels = {
  places: defineChannel({ kind: "state", value: Place, key: ({ id }) => id, keep: 100 }),
  calls: defineChannel({
    kind: "event",
    value: Place,
    key: ({ id }) => id,
    roles: ["dispatcher"],
    keep: 100,
  }),
  alarms: defineChannel({
    kind: "event",
    value: Place,
    key: ({ id }) => id,
    keep: 100,
    isUrgent: true,
  }),
};
const scope: Scope = {
  organisationId: 1,
  userId: "u",
  userName: "U",
  role: "dispatcher",
  depotIds: null,
  driverId: null,
  isOperator: true,
};
const meta = { organisationId: 1, depotId: 1 };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const start = async (tokens: Map<string, Scope>, recheckMs = 30_000, frameMs = 5) => {
  const hub = createHub({ channels, frameMs: () => frameMs, recheckMs });
  const http: Server = createServer((_, response) => response.end("page"));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  hub.attach(http, async (token) => tokens.get(token) ?? null);
  closers.push(
    () => new Promise((resolve) => http.close(resolve)),
    () => hub.close(),
  );
  return { hub, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
};

const open = (url: string, token: string): Socket => {
  const socket = io(url, {
    path: "/live",
    parser,
    auth: { token },
    transports: ["websocket"],
    reconnection: false,
  });
  closers.push(() => socket.close());
  return socket;
};
const once = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));
const until = async (isTrue: () => boolean) => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe("the live hub", () => {
  it("refuses a connection without a good token", async () => {
    const { url } = await start(new Map());
    const error = await once<Error>(open(url, "forged"), "connect_error");
    expect(error.message).toBe("UNAUTHORIZED");
  });

  it("resumes after a broken connection without a gap and without a double", async () => {
    const { hub, url } = await start(new Map([["good", scope]]));
    const seen: number[] = [];
    let seq = 0;
    let epoch = "";
    let frames = 0;
    const connect = async () => {
      const socket = open(url, "good");
      const hello = once<LiveHello>(socket, "hello");
      let count = 0;
      socket.on("frame", (parts: FramePart[]) => {
        for (const [, upTo, values] of parts) {
          seq = upTo;
          for (const packed of values ?? []) seen.push(packed[1] as number);
        }
        frames++;
        socket.emit("taken", { frames: ++count });
      });
      const { epoch: run } = await hello;
      const after = epoch === "" ? undefined : { epoch, seq };
      epoch = run;
      await socket.emitWithAck("subscribe", { channel: "calls", ...(after ? { after } : {}) });
      return socket;
    };
    const first = await connect();
    for (let x = 0; x < 30; x++) hub.publish("calls", meta, { id: 1, x });
    await until(() => seen.length === 30);
    first.disconnect();
    for (let x = 30; x < 60; x++) hub.publish("calls", meta, { id: 1, x });
    await connect();
    for (let x = 60; x < 90; x++) hub.publish("calls", meta, { id: 1, x });
    await until(() => seen.length >= 90);
    expect(seen).toEqual(Array.from({ length: 90 }, (_, x) => x));
    expect(frames).toBeLessThan(90);
    expect(hub.stats().bytes).toBeGreaterThan(0);
  });

  it("sends what is urgent at once, what waited with it, and all of one turn in one frame", async () => {
    const frameMs = 3_600_000;
    const { hub, url } = await start(new Map([["good", scope]]), 30_000, frameMs);
    const socket = open(url, "good");
    await once(socket, "hello");
    const got: FramePart[][] = [];
    socket.on("frame", (parts: FramePart[]) => got.push(parts));
    for (const channel of ["calls", "alarms"]) await socket.emitWithAck("subscribe", { channel });
    hub.publish("calls", meta, { id: 1, x: 1 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(got).toEqual([]);
    for (const x of [2, 3]) hub.publish("alarms", meta, { id: 1, x });
    await until(() => got.length > 0);
    const values = got[0]?.flatMap(([, , packed]) => (packed ?? []).map((each) => each[1]));
    expect(values?.sort()).toEqual([1, 2, 3]);
    hub.publish("calls", meta, { id: 1, x: 4 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(got).toHaveLength(1);
    expect(hub.stats().frames).toBe(1);
  });

  it("refuses a channel to a role that may not read it", async () => {
    const { url } = await start(new Map([["driver", { ...scope, role: "driver", driverId: 3 }]]));
    const reply = await open(url, "driver").emitWithAck("subscribe", { channel: "calls" });
    expect(reply).toEqual({
      error: "channel calls is not open to the role driver, only to dispatcher",
    });
  });

  it("ends the connection when the token is revoked", async () => {
    const tokens = new Map([["good", scope]]);
    const { url, hub } = await start(tokens, 10);
    const socket = open(url, "good");
    await once(socket, "hello");
    tokens.delete("good");
    expect(await once<string>(socket, "disconnect")).toBe("io server disconnect");
    expect(hub.stats().connected).toBe(0);
  });

  it("ends a connection that sends what no client of ours sends", async () => {
    const { url } = await start(new Map([["good", scope]]));
    const socket = open(url, "good");
    await once(socket, "hello");
    socket.emit("subscribe", { channel: 7 });
    expect(await once<string>(socket, "disconnect")).toBe("io server disconnect");
  });

  it("answers a request in parts, and says why one fails", async () => {
    const { hub, url } = await start(new Map([["good", scope]]));
    hub.answer("ask", async ({ userName }, input, send) => {
      if (input === "bad") throw new AppError("BAD_REQUEST", "the question is empty");
      send(userName);
      send(input);
    });
    const socket = open(url, "good");
    const answers: unknown[] = [];
    socket.on("answer", (part) => answers.push(part));
    socket.emit("request", { name: "ask", id: "1", input: "where" });
    await until(() => answers.length === 3);
    socket.emit("request", { name: "ask", id: "2", input: "bad" });
    await until(() => answers.length === 4);
    expect(answers).toEqual([
      { id: "1", part: "U" },
      { id: "1", part: "where" },
      { id: "1", isDone: true },
      { id: "2", error: { code: "BAD_REQUEST", message: "the question is empty" } },
    ]);
  });

  it("leaves every other address of the server alone", async () => {
    const { url } = await start(new Map());
    expect(await (await fetch(`${url}/today`)).text()).toBe("page");
  });
});
