// A battery of an older truck on a cold day under load carries so much less far than a new one's papers say.
const RESERVE = 1.25;

/** The range that a truck needs for its longest day, with a reserve, metres. */
export const rangeNeededM = (longestM: number): number => longestM * RESERVE;

/** Trucks by the litres a day that each kilometre of range would spare, the most first. */
export const replacedFirst = <
  Truck extends { fuelL: number; days: number; longestM: number; vehicle: string },
>(
  trucks: readonly Truck[],
): Truck[] => {
  const worth = ({ fuelL, days, longestM }: Truck) =>
    longestM > 0 ? fuelL / days / rangeNeededM(longestM) : 0;
  return [...trucks].sort((a, b) => worth(b) - worth(a) || a.vehicle.localeCompare(b.vehicle));
};

type Totals = { distanceM: number };
type RouteTotals = { vehicleId: number; distanceM: number };

/** Planned metres that an accepted plan has fewer than the day before it; of the accepted trucks alone where not all were. */
export const metresSaved = ({
  before,
  after,
  acceptedVehicleIds,
  beforeRoutes,
  afterRoutes,
}: {
  before: Totals;
  after: Totals;
  acceptedVehicleIds: readonly number[] | null;
  beforeRoutes: readonly RouteTotals[] | null;
  afterRoutes: readonly RouteTotals[] | null;
}): number => {
  if (acceptedVehicleIds === null) return before.distanceM - after.distanceM;
  const of = (routes: readonly RouteTotals[] | null) =>
    (routes ?? [])
      .filter(({ vehicleId }) => acceptedVehicleIds.includes(vehicleId))
      .reduce((sum, { distanceM }) => sum + distanceM, 0);
  return of(beforeRoutes) - of(afterRoutes);
};
