import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answerCalls } from "#server/calls.ts";
import { flagsRouter } from "#server/flags/router.ts";
import { createFlags } from "#server/flags/service.ts";
import { quantileOf } from "#server/lib/quantile.ts";
import type { Scope } from "#server/lib/scope.ts";
import { CHANNELS } from "#server/live.schema.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createHub } from "#server/platform/live.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createNotices } from "#server/platform/notices.ts";
import { announce } from "#server/platform/outbox.ts";
import { router } from "#server/trpc.ts";
import { withEmptyDatabase } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";

const SESSIONS = 1_000;
const FLAGS = 200;
const KILLS = 20;
/** Switches before those that count: the first ones run code that was never run. */
const WARM_UP = 3;
const SETTLE_MS = 1_000;
const CALL_PATH = "/api/trpc/";
/** Calls a second that ask for flags, and how many: twenty seconds. */
const [CALLS_PER_S, CALLS] = [150, 3_000];
/** Longest wait for the readers. */
const ANSWER_MS = 60_000;
const SCOPE: Scope = {
  ...{ organisationId: 1, userId: "bench", userName: "Bench", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};

const definition = () => {
  const flag = {
    ...{ state: "ENABLED" as const, variants: { on: true, off: false }, defaultVariant: "on" },
    metadata: { client: true },
    targeting: { if: [{ in: [{ var: "role" }, ["engineer", "admin"]] }, "on", "off"] },
  };
  return { flags: Object.fromEntries(Array.from({ length: FLAGS }, (_, i) => [`flag-${i}`, flag])) };
};

/** The flags of a process with its hub on a port, as the product has them. */
const serve = async (url: string, file: string) => {
  const { db, close } = openDb({ url, poolSize: 4 });
  const hub = createHub({ channels: CHANNELS, recheckMs: 3_600_000 });
  const report = (error: unknown) => {
    throw error;
  };
  const meter = createMeter();
  const flags = createFlags({
    ...{ db, meter, file, record, announce, report },
    publish: (value) => hub.publish("flags", { organisationId: 0, depotId: null }, value),
    seenBefore: async () => ({ n: 0, bad: 0 }),
    undoChange: (scope, id) => createAudit({ db, undoers: flags.undoers }).undo(scope, id),
  });
  const root = router({ flags: flagsRouter(flags) });
  const log = { warn() {}, error: report };
  const calls = answerCalls(root);
  const server = createServer((request, response) => {
    void calls({
      ...{ request, response, path: request.url?.split("?")[0]?.slice(CALL_PATH.length) ?? "" },
      contextOf: () => ({ scope: SCOPE, requestId: "bench", labels: flags.labelsOf(SCOPE), log, meter }),
    });
  });
  hub.attach(server, async () => SCOPE);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await flags.open();
  await flags.seed(SCOPE, definition());
  const notices = createNotices({ url, channel: "flags", report, heard: () => void flags.look() });
  await notices.start();
  return {
    flags,
    port: (server.address() as AddressInfo).port,
    async close() {
      await notices.close();
      await hub.close();
      server.close();
      await flags.settled();
      await close();
    },
  };
};

// Readers that fail end, and would be waited for in vain.
const answer = async (readers: ChildProcess, order: object): Promise<unknown> => {
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(ANSWER_MS)]);
  readers.send(order);
  try {
    const [message] = await Promise.race([
      once(readers, "message", { signal }),
      once(readers, "exit", { signal }).then(([code]) => {
        throw new Error(`the readers' process: ended with ${code}, expected an answer`);
      }),
    ]);
    return message;
  } finally {
    settled.abort();
  }
};

/** What flags are for who asks, by a procedure over HTTP, beside connected sessions in another process. */
const callFact = async (caller: ChildProcess, port: number): Promise<Fact> => {
  const input = encodeURIComponent(JSON.stringify({ keys: ["flag-7", "flag-8"] }));
  const calls = `http://127.0.0.1:${port}${CALL_PATH}flags.evaluate?input=${input}`;
  const order = { calls, perS: CALLS_PER_S };
  await answer(caller, { ...order, count: CALLS_PER_S });
  const waits = ((await answer(caller, { ...order, count: CALLS })) as number[]).sort((a, b) => a - b);
  return {
    name: `flags of who asks, ${CALLS_PER_S} calls a second, p99`,
    value: quantileOf(waits, 0.99),
    unit: "ms",
    target: { atMost: 2.5 },
    note: `${CALLS} calls of \`flags.evaluate\` over loopback, each from the moment it was due; p50 ${quantileOf(waits, 0.5).toFixed(2)} ms; without the check of a token.`,
  };
};

const run = (context: BenchContext): Promise<Fact[]> =>
  withEmptyDatabase(context, "kill_switch", async (url) => {
    const folder = await mkdtemp(join(tmpdir(), "roundsman-kill-"));
    const served = await serve(url, join(folder, "last-good.json"));
    const readers = fork("bench/kill-readers.ts", { execArgv: ["--import", "tsx"] });
    // In a process of its own: who holds a thousand sessions is late himself.
    const caller = fork("bench/kill-readers.ts", { execArgv: ["--import", "tsx"] });
    try {
      context.say(`${SESSIONS} sessions connect`);
      await answer(readers, { url: `http://127.0.0.1:${served.port}`, sessions: SESSIONS });
      await sleep(SETTLE_MS);
      const [tookMs, missing] = [[] as number[], [] as number[]];
      for (let i = -WARM_UP; i < KILLS; i++) {
        const startedAt = performance.timeOrigin + performance.now();
        const { version } = await served.flags.setOn(SCOPE, "flag-7", i % 2 !== 0);
        await sleep(SETTLE_MS);
        if (i < 0) continue;
        const heard = (await answer(readers, { version })) as number[];
        // A version may come twice, from the change itself and from the notice; the first counts.
        const first = heard.slice(0, SESSIONS).map((at) => at - startedAt);
        tookMs.push(...first);
        missing.push(SESSIONS - first.length);
      }
      tookMs.sort((a, b) => a - b);
      context.say(`${CALLS} calls`);
      return [
        await callFact(caller, served.port),
        {
          name: `kill switch to ${SESSIONS} connected sessions, p99`,
          value: quantileOf(tookMs, 0.99),
          unit: "ms",
          target: { atMost: 200 },
          note: `${KILLS} switches of one of ${FLAGS} flags; from the call, through its transaction and over loopback, to the frame in the reader's process; p50 ${quantileOf(tookMs, 0.5).toFixed(0)} ms; sessions that had not heard within ${SETTLE_MS} ms: ${Math.max(...missing)}.`,
        },
      ];
    } finally {
      readers.disconnect();
      caller.disconnect();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

/** The kill switch of a flag, from the call to every session that is connected. */
export const killSwitch: Line = {
  about: `the kill switch of a flag to ${SESSIONS} connected sessions over loopback, and calls that ask for flags`,
  run,
};
