import type { Clock } from "#server/external/core/clock.ts";
import { createDeferredWork } from "#server/external/deferred-work.ts";

/** Work that waits, of a gateway that is asked to keep none. */
export const noWork = (clock: Clock) =>
  createDeferredWork({
    store: { keep: async () => {}, read: async () => [], drop: async () => {}, putOff: async () => {} },
    clock,
    report: () => {},
  });
