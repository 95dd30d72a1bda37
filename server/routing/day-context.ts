import { AppError } from "#server/lib/errors.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import { type DayProblem, placesOf, problemOf } from "#server/routing/core/day-problem.ts";
import { leewayOf, type Orders, presentOrders } from "#server/routing/core/plan-day.ts";
import type { WhatIf } from "#server/routing/schema.ts";
import type { TravelTables } from "#server/routing/travel-tables.ts";

/** A day as it is, and as it is supposed to be: the problem that is planned. */
export type DayContext = {
  present: DayProblem;
  /** The day's orders, by the numbers of `present`. */
  orders: Orders;
  given: DayProblem;
  /** The same by the numbers of `given`, of the trucks that it has. */
  givenOrders: Orders;
};

/** Edges of the streets of a name, by organisation; an empty list where no street has it. */
export type EdgesOf = (organisationId: number, streets: readonly string[]) => Promise<number[]>;

const AS_IT_IS = { withoutVehicleIds: [], facilityIds: null };

/** Makes the problems of a picture: over open streets as the day stands, and under what is supposed. */
export const createDayContexts = ({ tables, edgesOf }: { tables: TravelTables; edgesOf: EdgesOf }) => {
  const closed = async (organisationId: number, streets: readonly string[]): Promise<number[]> => {
    if (streets.length === 0) return [];
    const edges = await edgesOf(organisationId, streets);
    if (edges.length === 0)
      throw new AppError(
        "BAD_REQUEST",
        `closed streets: found no street called ${streets.join(", ")}, expected names of the map`,
      );
    return edges.sort((a, b) => a - b);
  };

  return async (
    organisationId: number,
    picture: DayPicture,
    whatIf: WhatIf | null,
    overtimeS = 0,
  ): Promise<DayContext> => {
    const places = placesOf(picture);
    const open = await tables.of(organisationId, places);
    const present = problemOf(picture, open.places, open.travel, AS_IT_IS);
    const orders = presentOrders(present);
    const edges = await closed(organisationId, whatIf?.closedStreets ?? []);
    const table = edges.length === 0 ? open : await tables.of(organisationId, places, edges);
    // What runs late today may stay as late in a plan for the rest of it; a coming day is planned by the book.
    const late = picture.now === null ? null : leewayOf(present, orders);
    const leeway =
      late === null
        ? null
        : {
            ...late,
            vehicles: new Map(
              picture.vehicles.map(({ id, shiftEnd }) => [
                id,
                Math.max(late.vehicles.get(id) ?? 0, shiftEnd + overtimeS),
              ]),
            ),
          };
    const given = problemOf(picture, table.places, table.travel, {
      withoutVehicleIds: whatIf?.withoutVehicleIds ?? [],
      facilityIds: whatIf?.facilityIds ?? null,
      facilityStreams: whatIf?.facilityStreams,
      keepFirst: whatIf?.keepFirst,
      before: whatIf?.before?.map(({ name, at }) => ({
        name,
        until: (Date.parse(at) - picture.midnightMs) / 1000,
      })),
      ...(leeway === null ? {} : { leeway }),
    });
    return { present, orders, given, givenOrders: presentOrders(given) };
  };
};
/** Makes the problems of a picture. */
export type DayContexts = ReturnType<typeof createDayContexts>;
