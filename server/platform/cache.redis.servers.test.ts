import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, describe } from "vitest";
import { cacheContract } from "#server/platform/cache.contract.ts";
import { createRedisCache } from "#server/platform/cache.redis.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const url = process.env.REDIS_URL ?? "";
if (url === "") console.log("skipped: the cache on Redis, for REDIS_URL names no server");

describe.skipIf(url === "")("on Redis", () => {
  const redis = new Redis(url, { lazyConnect: true });
  afterAll(() => redis.quit());
  cacheContract(async () => ({
    cache: createRedisCache({ redis, prefix: `roundsman-test-${randomUUID()}` }),
    waitMs: (ms) => new Promise((done) => setTimeout(done, ms)),
  }));
});
