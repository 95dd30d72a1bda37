import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { createMeterAlerts } from "#server/alerts/service.ts";
import { quantileOf } from "#server/lib/quantile.ts";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import { CHANNELS } from "#server/live.schema.ts";
import { openDb } from "#server/platform/db.ts";
import { createHub } from "#server/platform/live.ts";
import { createMeter } from "#server/platform/meter.ts";
import { withEmptyDatabase } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { clockMs } from "./harness/live-client.ts";

const EVENTS = 10_000;
/** Alerts raised a second; each rule again once its window is empty. */
const EVENTS_PER_S = 50;
const RULES = 500;
const WINDOW_S = 5;
/** Values a second of the same meters that raise nothing. */
const VALUES_PER_S = 5_000;
const BOUND = 100;
/** Alerts before those that count: the first ones run code that was never run. */
const WARM_UP = 500;
const ANSWER_MS = 60_000;
const MINUTE_MS = 60_000;
const SCOPE: Scope = {
  ...{ organisationId: 1, userId: "bench", userName: "Bench", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};

type Heard = { ruleId: number; standing: AlertLive["standing"]; atMs: number };

const answer = async (reader: ChildProcess, order: object): Promise<unknown> => {
  const signal = AbortSignal.timeout(ANSWER_MS);
  reader.send(order);
  const [message] = await Promise.race([
    once(reader, "message", { signal }),
    once(reader, "exit", { signal }).then(([code]) => {
      throw new Error(`the reader's process: ended with ${code}, expected an answer`);
    }),
  ]);
  return message;
};

/** The alerts of a process with its hub on a port, as the product has them, on a database of their own. */
const serve = async (url: string) => {
  const { db, close } = openDb({ url, poolSize: 4 });
  const hub = createHub({ channels: CHANNELS, recheckMs: 3_600_000 });
  const server = createServer();
  hub.attach(server, async () => SCOPE);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const meter = createMeter({ maxSeries: 2 * RULES });
  const faults: unknown[] = [];
  const alerts = createMeterAlerts({
    ...{
      db,
      meter,
      holder: "bench",
      out: { hasWebhooks: false, hasLetters: false, isPrivateAllowed: false },
    },
    publish: (value) => hub.publish("alerts", { organisationId: 0, depotId: null }, value),
    ...{ hours: async () => new Map(), minutes: async () => [], labelledMinutes: async () => [] },
    report: (error) => void faults.push(error),
  });
  const ids: number[] = [];
  for (let i = 0; i < RULES; i++) {
    const { id } = await alerts.save(SCOPE, {
      ...{ name: `Rule ${i}`, group: `group ${i}`, isOn: true, ways: { webhook: null, emails: [] } },
      spec: {
        ...{ kind: "threshold", meter: `bench.${i}_ms`, reduce: "max", label: null, side: "above" },
        ...{ windowS: WINDOW_S, raise: BOUND, clear: BOUND, least: 1, raiseForS: 0, clearForS: 0 },
      },
    });
    ids.push(id);
  }
  return {
    ...{ alerts, meter, ids, db, faults, port: (server.address() as AddressInfo).port },
    async close() {
      await alerts.close();
      await hub.close();
      server.close();
      await close();
    },
  };
};

/** Raises alerts at a steady rate among values that raise none; maps to when each was raised, by the number of its rule. */
const raiseAll = async (
  { meter, ids, alerts }: Pick<Awaited<ReturnType<typeof serve>>, "meter" | "ids" | "alerts">,
  count: number,
): Promise<Map<number, number[]>> => {
  const random = seeded("alerts");
  const raisedAt = new Map<number, number[]>(ids.map((id) => [id, []]));
  const startedAt = clockMs();
  let values = 0;
  const ticks = setInterval(() => void alerts.tick(), 1_000);
  for (let i = 0; i < count; i++) {
    const early = startedAt + (1_000 * i) / EVENTS_PER_S - clockMs();
    if (early > 0) await sleep(early);
    for (const due = ((i + 1) * VALUES_PER_S) / EVENTS_PER_S; values < due; values++)
      meter.record(`bench.${random.int(RULES)}_ms`, random.between(0, BOUND / 2));
    const atMs = clockMs();
    meter.record(`bench.${i % RULES}_ms`, 5 * BOUND);
    raisedAt.get(ids[i % RULES] ?? 0)?.push(atMs);
  }
  // The last ones end, so that the rules can be raised again.
  await sleep((WINDOW_S + 2) * 1_000);
  clearInterval(ticks);
  return raisedAt;
};

/** How long after its value each alert was told of; one that was not is missing. */
const waitsOf = (raisedAt: ReadonlyMap<number, readonly number[]>, heard: readonly Heard[]) => {
  const waits: number[] = [];
  let missing = 0;
  const firing = new Map<number, number[]>();
  for (const { ruleId, standing, atMs } of heard)
    if (standing === "firing") firing.set(ruleId, [...(firing.get(ruleId) ?? []), atMs]);
  for (const [ruleId, times] of raisedAt)
    for (const [i, at] of times.entries()) {
      const until = times[i + 1] ?? Number.POSITIVE_INFINITY;
      const told = firing.get(ruleId)?.find((each) => each >= at && each < until);
      if (told === undefined) missing++;
      else waits.push(told - at);
    }
  return { waits: waits.sort((a, b) => a - b), missing };
};

const run = (context: BenchContext): Promise<Fact[]> =>
  withEmptyDatabase(context, "alerts", async (url) => {
    context.say(`${RULES} rules are made`);
    const served = await serve(url);
    const reader = fork("bench/alert-reader.ts", { execArgv: ["--import", "tsx"] });
    try {
      await answer(reader, { url: `http://127.0.0.1:${served.port}` });
      await raiseAll(served, WARM_UP);
      await answer(reader, { tell: true });
      const before = await served.db.alert.count();
      context.say(`${EVENTS} alerts at ${EVENTS_PER_S} a second`);
      const raisedAt = await raiseAll(served, EVENTS);
      const { waits, missing } = waitsOf(raisedAt, (await answer(reader, { tell: true })) as Heard[]);
      await served.alerts.tick();
      const written = (await served.db.alert.count()) - before;
      const p99 = quantileOf(waits, 0.99);
      // The same moments, seen by who asks at every whole minute and answers in no time.
      const byMinute = [...raisedAt.values()]
        .flat()
        .map((at) => MINUTE_MS - (at % MINUTE_MS))
        .sort((a, b) => a - b);
      return [
        {
          name: `alert, event to the client's process, ${EVENTS} events, p99`,
          value: p99,
          unit: "ms",
          target: { atMost: 200 },
          against: { what: "evaluated once a minute", times: quantileOf(byMinute, 0.99) / p99 },
          note: `${RULES} rules, ${EVENTS_PER_S} alerts a second among ${VALUES_PER_S} values a second that raise none, each written to PostgreSQL with its record and announcement; from the call that measures to the frame in a process of its own, over loopback; p50 ${quantileOf(waits, 0.5).toFixed(2)} ms, slowest ${(waits.at(-1) ?? 0).toFixed(0)} ms; not told: ${missing}; by the minute: the wait to the next whole minute, p50 ${(quantileOf(byMinute, 0.5) / 1_000).toFixed(0)} s.`,
        },
        {
          name: "alerts written of those raised",
          value: (100 * written) / EVENTS,
          unit: "%",
          target: { atLeast: 100 },
          note: `failed writes that were tried again: ${served.faults.length}.`,
        },
      ];
    } finally {
      reader.disconnect();
      await served.close();
    }
  });

/** Alerts from the value that raises them to a client that is connected. */
export const alerts: Line = {
  about: `${EVENTS} alerts of ${RULES} rules, from the value to a connected client in another process`,
  run,
};
