import { workerData } from "node:worker_threads";
import { openDb } from "#server/platform/db.ts";
import { serveThread } from "#server/platform/thread-serve.ts";
import { nextDemoDay, rollForward } from "./roll-forward.ts";

const { databaseUrl } = workerData as { databaseUrl: string };
const { pool } = openDb({ url: databaseUrl, poolSize: 1 });

const handlers = {
  nextDay: ({ organisationId, day }: { organisationId: number; day: string }): Promise<number> =>
    nextDemoDay(pool, organisationId, day),
  rollForward: ({ organisationId, realNow }: { organisationId: number; realNow: Date }): Promise<number> =>
    rollForward(pool, organisationId, realNow),
};
/** What the thread that makes days of the demo city answers. */
export type RollForwardCalls = typeof handlers;

serveThread(handlers);
