import { OnAssignment } from "#server/forecast/maintenance.schema.ts";
import { createMaintenance } from "#server/forecast/maintenance.ts";
import type { Clock } from "#server/operations/clock.ts";
import { readFleetVehicles, readVehicleHistory } from "#server/operations/vehicle-history.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

/** Opens what foretells failures, over what vehicles showed on past days. */
export const openMaintenance = (db: Db, clock: Pick<Clock, "read">, settings: Pick<Settings, "get">) =>
  createMaintenance({
    ...{ db, record, announce },
    histories: (organisationId, days) =>
      readVehicleHistory(db, organisationId, { ...days, timeZone: clock.read(organisationId).timeZone }),
    vehicles: readFleetVehicles,
    today: (organisationId) => clock.read(organisationId).serviceDay,
    now: () => new Date(),
    highChance: (organisationId) => settings.get(SETTINGS.highFailureChance, organisationId),
    onAssignment: (organisationId) =>
      OnAssignment.parse(settings.get(SETTINGS.onFailureRisk, organisationId)),
  });
