import type { Vehicle } from "./problem.ts";

/** What the seconds past the normal hours cost beside the wage, in a day of a vehicle that ends then and lasts so long. */
export const overtimeCost = (
  { normalEnd, costPerOvertime }: Vehicle,
  end: number,
  duration: number,
): number => Math.max(0, Math.min(duration, end - normalEnd)) * costPerOvertime;
