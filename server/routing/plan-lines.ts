import type { PicturePlace } from "#server/routing/core/day-picture.ts";
import type { PlanDay, PlanLine } from "#server/routing/schema.ts";
import type { Travel } from "#server/routing/travel.ts";

type Depot = PicturePlace & { id: number };

// A metre: nobody sees more on a map.
const DIGITS = 1e5;
const round = (degrees: number): number => Math.round(degrees * DIGITS) / DIGITS;

/** Draws the ways of trucks along streets, from their depot and back. */
export const createPlanLines =
  (travelOf: (organisationId: number) => Promise<Travel>) =>
  async (
    organisationId: number,
    depots: readonly Depot[],
    day: PlanDay,
    vehicleIds: readonly number[],
    closedEdges: readonly number[],
  ): Promise<PlanLine[]> => {
    const travel = await travelOf(organisationId);
    const lines: PlanLine[] = [];
    for (const { vehicleId, depotId, visits } of day.routes) {
      if (!vehicleIds.includes(vehicleId)) continue;
      const depot = depots.find(({ id }) => id === depotId);
      const places = visits.flatMap(({ lng, lat }) => (lng === null || lat === null ? [] : [{ lng, lat }]));
      if (depot !== undefined) {
        places.unshift(depot);
        places.push(depot);
      }
      const line: [number, number][] = [];
      for (const leg of await travel.path(places, { closedEdges }))
        for (let i = 0; i < leg.line.length; i += 2) {
          const [lng, lat] = [round(leg.line[i] ?? 0), round(leg.line[i + 1] ?? 0)];
          const last = line.at(-1);
          if (last?.[0] !== lng || last[1] !== lat) line.push([lng, lat]);
        }
      lines.push({ vehicleId, line });
    }
    return lines;
  };
