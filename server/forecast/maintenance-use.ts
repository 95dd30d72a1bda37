import { CHANCE_DAYS, type MaintenanceUse, type WearHistory } from "#server/forecast/maintenance.schema.ts";
import { readFirstRisks } from "#server/forecast/maintenance-store.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, daysBetween } from "#server/lib/service-day.ts";
import type { Db } from "#server/platform/db.ts";

const PAST_DAYS = 28;

/** Tells how many vehicles of high risk failed within the week they were warned of, beside the others of those weeks. */
export const createMaintenanceUse =
  ({
    db,
    histories,
    vehicleIds,
    today,
    highChance,
  }: {
    db: Db;
    histories: (organisationId: number, days: { from: string; to: string }) => Promise<WearHistory[]>;
    /** The vehicles that the asker sees, of one depot where it is named. */
    vehicleIds: (scope: Scope, depotId: number | null) => Promise<ReadonlySet<number>>;
    today: (organisationId: number) => string;
    highChance: (organisationId: number) => number;
  }) =>
  async (scope: Scope, depotId: number | null): Promise<MaintenanceUse> => {
    const { organisationId } = scope;
    const last = addDays(today(organisationId), -1);
    const seen = await vehicleIds(scope, depotId);
    // One risk a vehicle and week, and only weeks that are over: each week counts once.
    const told = (
      await readFirstRisks(db, organisationId, {
        from: addDays(last, -PAST_DAYS),
        to: addDays(last, -CHANCE_DAYS),
      })
    ).filter(({ vehicleId }) => seen.has(vehicleId));
    const days = { from: addDays(last, -PAST_DAYS), to: last };
    const repairsOf = new Map(
      told.length === 0
        ? []
        : (await histories(organisationId, days)).map(({ vehicleId, repairs }) => [vehicleId, repairs]),
    );
    const isFailed = ({ vehicleId, madeFrom }: (typeof told)[number]): boolean => {
      const day = daysBetween("1970-01-01", madeFrom);
      return (repairsOf.get(vehicleId) ?? []).some((each) => each > day && each <= day + CHANCE_DAYS);
    };
    const limit = highChance(organisationId);
    const high = told.filter(({ chance }) => chance >= limit);
    const other = told.filter(({ chance }) => chance < limit);
    return {
      ...{ days: PAST_DAYS, high: high.length, highFailed: high.filter(isFailed).length },
      ...{ other: other.length, otherFailed: other.filter(isFailed).length },
    };
  };
