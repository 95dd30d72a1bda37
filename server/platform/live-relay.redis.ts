import { Redis } from "ioredis";
import {
  createRelayWriter,
  handOver,
  type LiveRelay,
  type RelayReader,
} from "#server/platform/live-relay.ts";

/** Messages the stream keeps for readers that come back: over a minute at one every 20 ms. */
const KEEP = 4_096;
const BLOCK_MS = 1_000;
const READ_ROWS = 200;
const RETRY_MS = 500;

/** A relay through a stream of Redis; a reader goes on from the last message it took, also after a broken connection. */
export const createRedisRelay = ({
  url,
  key = "roundsman:live",
  report,
}: {
  url: string;
  key?: string;
  report: (error: unknown) => void;
}): LiveRelay => {
  const open = (): Redis => {
    const redis = new Redis(url, { maxRetriesPerRequest: 1 });
    redis.on("error", report);
    return redis;
  };
  const redis = open();
  const writer = createRelayWriter({
    report,
    async write(batch) {
      await redis.xadd(key, "MAXLEN", "~", KEEP, "*", "batch", batch);
    },
  });
  let isClosed = false;
  let source: Redis | null = null;
  let reading: Promise<void> = Promise.resolve();

  return {
    publish: writer.publish,
    async read(reader: RelayReader): Promise<void> {
      // A read that waits holds its connection.
      const own = open();
      source = own;
      const [newest] = await own.xrevrange(key, "+", "-", "COUNT", 1);
      let last = newest?.[0] ?? "0-0";
      let mayHaveLost = false;
      const readOnce = async (): Promise<void> => {
        if (mayHaveLost && last !== "0-0" && (await own.xrange(key, last, last)).length === 0) reader.lost();
        mayHaveLost = false;
        const found = await own.xread("COUNT", READ_ROWS, "BLOCK", BLOCK_MS, "STREAMS", key, last);
        for (const [id, [, batch]] of found?.[0]?.[1] ?? []) {
          last = id;
          if (batch !== undefined) handOver(batch, reader);
        }
      };
      const readAll = async (): Promise<void> => {
        while (!isClosed) {
          try {
            await readOnce();
          } catch (error) {
            if (isClosed) return;
            // Where the server was away, or this reader slow, messages after the last may have been dropped.
            mayHaveLost = true;
            report(error);
            await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
          }
        }
      };
      reading = readAll();
    },
    async close(): Promise<void> {
      await writer.close();
      isClosed = true;
      source?.disconnect();
      await reading;
      redis.disconnect();
    },
  };
};
