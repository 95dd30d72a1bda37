import type { PlanComparison, PlanDay, PlanRoute } from "../schema.ts";

const withoutVisits = ({ visits: _, ...route }: PlanRoute): Omit<PlanRoute, "visits"> => route;

/** Two days beside each other: each truck's route in both, and the stops that change trucks. */
export const compareDays = (left: PlanDay, right: PlanDay): Pick<PlanComparison, "routes" | "moved"> => {
  const names = new Map(
    [...left.routes, ...right.routes].map(({ vehicleId, vehicle }) => [vehicleId, vehicle]),
  );
  const find = (day: PlanDay, id: number): Omit<PlanRoute, "visits"> | null => {
    const found = day.routes.find(({ vehicleId }) => vehicleId === id);
    return found === undefined ? null : withoutVisits(found);
  };
  const truckOf = (day: PlanDay): Map<number, { vehicleId: number | null; name: string }> => {
    const trucks = new Map<number, { vehicleId: number | null; name: string }>();
    for (const { vehicleId, visits } of day.routes)
      for (const { stopId, name } of visits) if (stopId !== null) trucks.set(stopId, { vehicleId, name });
    for (const { stopId, name } of day.unserved) trucks.set(stopId, { vehicleId: null, name });
    return trucks;
  };
  const [was, is] = [truckOf(left), truckOf(right)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].flatMap((stopId) => {
    const [from, to] = [was.get(stopId), is.get(stopId)];
    if ((from?.vehicleId ?? null) === (to?.vehicleId ?? null)) return [];
    const name = from?.name ?? to?.name ?? "";
    return [{ stopId, name, leftVehicleId: from?.vehicleId ?? null, rightVehicleId: to?.vehicleId ?? null }];
  });
  return {
    routes: [...names].map(([vehicleId, vehicle]) => ({
      vehicleId,
      vehicle,
      left: find(left, vehicleId),
      right: find(right, vehicleId),
    })),
    moved,
  };
};
