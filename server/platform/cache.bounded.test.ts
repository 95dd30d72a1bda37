import { createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBoundedCache } from "#server/platform/cache.bounded.ts";
import { cacheContract } from "#server/platform/cache.contract.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";
import { createRedisCache } from "#server/platform/cache.redis.ts";
import type { Cache } from "#server/platform/cache.ts";

describe("bounded", () => {
  cacheContract(async () => {
    let nowMs = 0;
    return {
      // What a cache refuses to keep is a fault of the caller, which the bounds would hide: that one test goes by.
      cache: boundedThrowing(createMemoryCache({ maxBytes: 1_000_000, now: () => nowMs })),
      waitMs: async (ms) => {
        nowMs += ms;
      },
    };
  });
});

/** Bounded, but what is no JSON is still refused by the cache itself. */
const boundedThrowing = (cache: Cache): Cache => ({
  ...createBoundedCache({ cache }),
  set: (...args) => cache.set(...args),
});

/** A server that answers RESP as told: never, or after a wait. */
const openServer = async (onData: (socket: Socket) => void) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", () => onData(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return { port, close };
};

describe("a Redis that", () => {
  const closing: (() => unknown)[] = [];
  let reports: unknown[] = [];
  beforeEach(() => {
    reports = [];
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const openBounded = (port: number): Cache => {
    const redis = new Redis({ port, host: "127.0.0.1" });
    redis.on("error", () => {});
    closing.unshift(() => redis.disconnect());
    return createBoundedCache({
      cache: createRedisCache({ redis }),
      timeoutMs: 20,
      report: (error) => void reports.push(error),
    });
  };
  const tryAll = async (cache: Cache) => {
    const asked = [cache.get("a"), cache.set("a", 1, 1_000, ["t"]), cache.invalidate("t"), cache.get("b")];
    return [...(await Promise.all(asked)), await cache.get("c"), await cache.get("d")];
  };

  it("refuses is not there: nothing is given, nothing thrown, and it is left alone after some tries", async () => {
    const { port, close } = await openServer(() => {});
    await close();
    const cache = openBounded(port);
    expect(await tryAll(cache)).toEqual([undefined, undefined, 0, undefined, undefined, undefined]);
    const before = reports.length;
    expect(before).toBeGreaterThan(2);
    expect(await cache.get("e")).toBeUndefined();
    expect(reports.length).toBe(before);
  });

  it("hangs is given up in time", async () => {
    const { port, close } = await openServer(() => {});
    closing.push(close);
    expect(await tryAll(openBounded(port))).toEqual([
      undefined,
      undefined,
      0,
      undefined,
      undefined,
      undefined,
    ]);
    expect(reports.length).toBeGreaterThan(2);
  });

  it("is slow is given up in time", async () => {
    const { port, close } = await openServer((socket) => {
      setTimeout(() => void (socket.destroyed || socket.write("$1\r\n1\r\n")), 500).unref();
    });
    closing.push(close);
    expect((await tryAll(openBounded(port)))[0]).toBeUndefined();
  });

  it("holds what is no JSON has its poison let go of", async () => {
    const held = new Map([["p:v:poisoned", "{no"]]);
    const cache = createRedisCache({
      redis: {
        get: async (key: string) => held.get(key) ?? null,
        del: async (key: string) => Number(held.delete(key)),
      } as unknown as Redis,
      prefix: "p",
    });
    expect(await cache.get("poisoned")).toBeUndefined();
    expect(held.size).toBe(0);
  });
});
