import { undecided } from "#server/ask/decide.ts";
import { openShipped } from "#server/ask/readers.ts";
import type { AskDeps } from "#server/ask/service.ts";
import { unsupposed } from "#server/ask/suppose.ts";
import { openForecasts } from "#server/compose/open-forecasts.ts";
import { createOperations, type OrganisationClock, standingClock } from "#server/operations/service.ts";
import { recordAll } from "#server/platform/audit.ts";
import { announceAll } from "#server/platform/outbox.ts";
import { UNCHANGED } from "#server/settings.ts";

/** What Ask is made of over the tables of a fleet alone: no solver, no search by meaning, no model, nothing kept. */
export const bareAsk = async ({
  db,
  fleet,
  clock,
}: Pick<AskDeps, "db" | "fleet"> & { clock: OrganisationClock }): Promise<Omit<AskDeps, "operations">> => {
  const reader = await openShipped();
  return {
    db,
    fleet,
    operationsAt: (at) =>
      createOperations({
        db,
        clock: standingClock(clock, at),
        leftAt: async () => null,
        recordAll,
        announceAll,
        changed: async () => undefined,
      }),
    passages: async () => ({ hits: [], isByWords: false, keptAt: null }),
    forecasts: openForecasts(db, clock, UNCHANGED),
    places: null,
    extraPlaces: null,
    handOver: null,
    changes: null,
    engineer: null,
    platform: null,
    kept: null,
    readerOf: async () => reader,
    decide: undecided,
    suppose: unsupposed,
    meter: { record: () => undefined, count: () => undefined },
    noteRefusal: async () => undefined,
  };
};
