import type { Clock } from "#server/external/core/clock.ts";
import { mayRunNow } from "#server/external/core/off-peak.ts";
import type { KeptWork } from "#server/external/deferred-store.ts";
import type { Deferred } from "#server/external/gateway.ts";
import type { ServiceName } from "#server/external/schema.ts";

/** Where work that waits is kept. */
export type WorkStore = {
  keep(work: Deferred): Promise<void>;
  read(service: ServiceName, which: { most: number; untilMs: number | null }): Promise<KeptWork[]>;
  drop(id: bigint): Promise<void>;
  putOff(id: bigint, why: { error: string; dueAtMs: number }): Promise<void>;
};

/** How busy and how dear a service is just now. */
export type Hour = { isPeak: boolean; isBusy: boolean; quotaShareLeft: number | null };

type Handler = (payload: unknown, organisationId: number) => Promise<void>;

const AT_ONCE = 8;
const PUT_OFF_MS = 5 * 60_000;

/** Work that waits for hours in which nobody else wants the quota; what is due is done whatever the hour. */
export const createDeferredWork = ({
  store,
  clock,
  report,
}: {
  store: WorkStore;
  clock: Pick<Clock, "nowMs">;
  report: (error: unknown) => void;
}) => {
  const handlers = new Map<string, Handler>();
  let running: Promise<void> = Promise.resolve();
  let isClosed = false;

  const doOne = async ({ id, work, payload, organisationId, attempts }: KeptWork): Promise<void> => {
    const handler = handlers.get(work);
    // Of a part that this process does not run: another one will.
    if (handler === undefined) return;
    try {
      await handler(payload, organisationId);
      await store.drop(id);
    } catch (error) {
      report(error);
      const dueAtMs = clock.nowMs() + PUT_OFF_MS * 2 ** Math.min(attempts, 6);
      await store.putOff(id, { error: error instanceof Error ? error.message : String(error), dueAtMs });
    }
  };

  const runAll = async (service: ServiceName, hour: Hour): Promise<void> => {
    const untilMs = mayRunNow(hour) ? null : clock.nowMs();
    for (const work of await store.read(service, { most: AT_ONCE, untilMs })) {
      if (isClosed) return;
      await doOne(work);
    }
  };

  return {
    keep: store.keep,
    on(work: string, handler: Handler): void {
      handlers.set(work, handler);
    },
    /** Does some of the work of a service that the hour allows; called every so often. */
    run(service: ServiceName, hour: Hour): Promise<void> {
      const turn = running.then(() => runAll(service, hour));
      // Whoever asked hears of a fault; the next turn comes all the same.
      running = turn.then(
        () => {},
        () => {},
      );
      return turn;
    },
    async close(): Promise<void> {
      isClosed = true;
      await running;
    },
  };
};
/** Work that waits. */
export type DeferredWork = ReturnType<typeof createDeferredWork>;
