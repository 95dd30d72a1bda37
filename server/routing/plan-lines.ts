import type { PicturePlace } from "#server/routing/core/day-picture.ts";
import { keyOf } from "#server/routing/core/day-problem.ts";
import type { TravelLeg } from "#server/routing/core/travel.ts";
import type { PlanDay, PlanLine } from "#server/routing/schema.ts";
import type { Travel } from "#server/routing/travel.ts";

type Depot = PicturePlace & { id: number };

// A metre: nobody sees more on a map.
const DIGITS = 1e5;
const round = (degrees: number): number => Math.round(degrees * DIGITS) / DIGITS;

/** What is closed while a plan is driven, and the places that are visited while it is open, by their keys. */
export type ClosedStreets = { edges: readonly number[]; shut: ReadonlySet<string> };

/** Each way around closed streets, but to and from what lies on them, or behind them, over open ones. */
const legsOf = async (
  travel: Travel,
  places: readonly PicturePlace[],
  closed: ClosedStreets | null,
): Promise<readonly TravelLeg[]> => {
  const open = await travel.path(places);
  if (closed === null) return open;
  const isShut = places.map((place) => closed.shut.has(keyOf(place)));
  const around = await travel.path(places, { closedEdges: closed.edges });
  return around.map((leg, i) =>
    isShut[i] === true || isShut[i + 1] === true || leg.line.length === 0 ? (open[i] ?? leg) : leg,
  );
};

/** Draws the ways of trucks along streets, from their depot and back. */
export const createPlanLines =
  (travelOf: (organisationId: number) => Promise<Travel>) =>
  async (
    organisationId: number,
    depots: readonly Depot[],
    day: PlanDay,
    vehicleIds: readonly number[],
    closed: ClosedStreets | null,
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
      const legs = await legsOf(travel, places, closed);
      for (const leg of legs)
        for (let i = 0; i < leg.line.length; i += 2) {
          const [lng, lat] = [round(leg.line[i] ?? 0), round(leg.line[i + 1] ?? 0)];
          const last = line.at(-1);
          if (last?.[0] !== lng || last[1] !== lat) line.push([lng, lat]);
        }
      lines.push({ vehicleId, line });
    }
    return lines;
  };
