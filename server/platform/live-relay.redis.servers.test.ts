import { randomUUID } from "node:crypto";
import { describe } from "vitest";
import { relayContract } from "#server/platform/live-relay.contract.ts";
import { createRedisRelay } from "#server/platform/live-relay.redis.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const url = process.env.REDIS_URL ?? "";
if (url === "") console.log("skipped: live values through Redis, for REDIS_URL names no server");

describe.skipIf(url === "")("on Redis", () => {
  const key = `roundsman-test-${randomUUID()}`;
  relayContract(() =>
    createRedisRelay({
      url,
      key,
      report: (error) => {
        throw error;
      },
    }),
  );
});
