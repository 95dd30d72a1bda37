import type { Base } from "#server/compose.ts";
import { createCoordination } from "#server/coordination/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

/** Opens what the teams coordinate, by the clocks of their organisations. */
export const openCoordination = ({ env, db }: Base, clock: Pick<Clock, "read">, settings: Settings) =>
  createCoordination({
    db,
    clock: clock.read,
    modelSequences: () => (env.model === null ? null : settings.get(SETTINGS.modelSequences)),
  });
