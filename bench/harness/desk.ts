import { createFleet } from "#server/fleet/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createClock } from "#server/operations/clock.ts";
import { createOperations } from "#server/operations/service.ts";
import { recordAll } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { announceAll } from "#server/platform/outbox.ts";

const POOL_SIZE = 8;

/** Opens the services of a dispatcher's desk over a seeded database, without transport; the day clock stands still. */
export const openDesk = async (url: string) => {
  const { db, pool, close } = openDb({ url, poolSize: POOL_SIZE });
  const organisation = await db.organisation.findFirstOrThrow({ where: { slug: "demo" } });
  const clock = createClock({ db, hub: { publish() {} } });
  await clock.refresh();
  await clock.set(organisation.id, { isPaused: true });
  const operations = createOperations({
    db,
    clock,
    leftAt: async () => null,
    recordAll,
    announceAll,
    changed: async () => {},
  });
  const fleet = createFleet({
    db,
    now: (organisationId) => new Date(clock.nowMs(organisationId)),
    depotOf: async () => undefined,
    riskOf: async () => ({ risk: null, trial: null }),
  });
  const scope: Scope = {
    organisationId: organisation.id,
    userId: "bench",
    userName: "Bench",
    role: "dispatcher",
    depotIds: null,
    driverId: null,
    isOperator: true,
  };
  return { db, pool, clock, operations, fleet, scope, close };
};

/** The services of a dispatcher's desk. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;
