import { createForecasts } from "#server/forecast/service.ts";
import type { Clock } from "#server/operations/clock.ts";
import { readDailyTotals } from "#server/operations/daily-totals.ts";
import type { Db } from "#server/platform/db.ts";

/** Opens the forecasts over what the routes of past days did. */
export const openForecasts = (db: Db, clock: Pick<Clock, "read">) =>
  createForecasts({
    db,
    dailyTotals: (organisationId, days) => readDailyTotals(db, organisationId, days),
    today: (organisationId) => clock.read(organisationId).serviceDay,
  });
