import { nextPickup } from "#server/ask/core/next-pickup.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { readFilling, readRouteDays } from "#server/ask/store-forecast.ts";
import { createForecasts } from "#server/forecast/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import {
  readDailyTotals,
  readPickups,
  readSwings,
  readVehicleDays,
} from "#server/operations/daily-totals.ts";
import {
  readContainerDepots,
  readContainerPlaces,
  readDepotNames,
  readRouteNames,
  readVehicleNames,
} from "#server/operations/forecast-names.ts";
import { readOverflowOutcomes } from "#server/operations/overflow-outcomes.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";

const everything = (day: string): ForecastPlan => ({
  ...{ kind: "forecast", what: "overflow", from: day, to: day, queueS: null },
  ...{ streams: [], depotIds: [], zones: [], facilityIds: [] },
});

/** Opens the forecasts over what the routes of past days did. */
export const openForecasts = (db: Db, clock: Pick<Clock, "read">, settings: Pick<Settings, "get">) => {
  const scopeOf = (organisationId: number) => systemScope(organisationId, "forecast");
  return createForecasts({
    db,
    history: {
      dailyTotals: (organisationId, days) => readDailyTotals(db, organisationId, days),
      vehicleDays: (organisationId, days) => readVehicleDays(db, organisationId, days),
      routeDays: (organisationId, day, until) =>
        readRouteDays(db, scopeOf(organisationId), everything(day), {
          ...{ day, until, timeZone: clock.read(organisationId).timeZone },
        }),
      fillings: async (organisationId) => {
        const { serviceDay, timeZone } = clock.read(organisationId);
        const when = { timeZone, today: serviceDay };
        const rows = await readFilling(db, scopeOf(organisationId), everything(serviceDay), when);
        return rows.flatMap((row) => {
          const pickup = nextPickup(row, serviceDay);
          return pickup === null ? [] : [{ ...row, containerId: row.id, pickup }];
        });
      },
      pickups: (organisationId, days) => readPickups(db, organisationId, days),
      swings: (organisationId, days) => readSwings(db, organisationId, days),
    },
    names: {
      depots: (organisationId) => readDepotNames(db, organisationId),
      vehicles: (scope) => readVehicleNames(db, scope),
      depotsOf: (organisationId, ids) => readContainerDepots(db, organisationId, ids),
      containers: (scope, ids, depotId) => readContainerPlaces(db, scope, ids, depotId),
      routes: (scope, until) => readRouteNames(db, scope, until),
    },
    elapsed: () => performance.now(),
    today: (organisationId) => clock.read(organisationId).serviceDay,
    overflowRule: (organisationId) => ({
      isOn: settings.get(SETTINGS.addsStops, organisationId),
      chance: settings.get(SETTINGS.overflowChance, organisationId),
      cents: settings.get(SETTINGS.overflowCents, organisationId),
    }),
    overflowOutcomes: (...asked) => readOverflowOutcomes(db, ...asked),
    warnsLateness: (organisationId) => settings.get(SETTINGS.warnsLateness, organisationId),
  });
};
