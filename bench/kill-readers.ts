import { Agent, get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { readChannel } from "./harness/live-client.ts";

// Started by a line: holds the sessions in a process of their own, and tells when each heard of which version.
/** Sessions that connect at a time. */
const AT_ONCE = 25;

const open = (url: string): Promise<void> =>
  readChannel(url, "flags", (packed, atMs) => heard(Number(packed[1]), atMs));

const times = new Map<number, number[]>();
const heard = (version: number, at: number): void => {
  const own = times.get(version) ?? [];
  times.set(version, own);
  own.push(at);
};

const agent = new Agent({ keepAlive: true });
const call = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: "Bearer bench" } }, (response) => {
      response.resume().once("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url}: got ${response.statusCode}, expected 200`));
      });
    }).once("error", reject);
  });

// Each call has its time beforehand, and its wait is counted from then: one that is late makes no other late.
const callAtRate = async ({ calls, perS, count }: Calls): Promise<number[]> => {
  const startedAt = performance.now();
  const waits: Promise<number>[] = [];
  for (let i = 0; i < count; i++) {
    const dueAt = startedAt + (1000 * i) / perS;
    const early = dueAt - performance.now();
    if (early > 0) await sleep(early);
    waits.push(call(calls).then(() => performance.now() - Math.max(dueAt, startedAt)));
  }
  return Promise.all(waits);
};

type Calls = { calls: string; perS: number; count: number };

process.on("message", async (message) => {
  const order = message as { url: string; sessions: number } | { version: number } | Calls;
  if ("calls" in order) {
    process.send?.(await callAtRate(order));
    return;
  }
  if ("version" in order) {
    process.send?.(times.get(order.version) ?? []);
    return;
  }
  for (let i = 0; i < order.sessions; i += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, order.sessions - i) }, () => open(order.url)));
  process.send?.("open");
});
process.once("disconnect", () => process.exit(0));
