import { CONTRACT_JOBS, queueContract } from "#server/platform/queue.contract.ts";
import { createPgBossQueue } from "#server/platform/queue.pgboss.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();

queueContract(() => createPgBossQueue({ url: database.url, catalogue: CONTRACT_JOBS, pollS: 0.5 }));
