import { randomUUID } from "node:crypto";
import { describe } from "vitest";
import { createBullMqQueue } from "#server/platform/queue.bullmq.ts";
import { CONTRACT_JOBS, queueContract } from "#server/platform/queue.contract.ts";

// biome-ignore lint/style/noProcessEnv: the servers to test on are named by whoever runs the suite.
const url = process.env.REDIS_URL ?? "";
if (url === "") console.log("skipped: the queue on Redis, for REDIS_URL names no server");

describe.skipIf(url === "")("on Redis", () => {
  const prefix = `roundsman-test-${randomUUID()}`;
  queueContract(() => createBullMqQueue({ url, catalogue: CONTRACT_JOBS, prefix }));
});
