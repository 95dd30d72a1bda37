import { AppError } from "#server/lib/errors.ts";
import { closureOf, travelUnder } from "#server/routing/core/closure.ts";
import type { DayPicture } from "#server/routing/core/day-picture.ts";
import {
  type DayProblem,
  type Leeway,
  placesOf,
  problemOf,
  type Suppose,
} from "#server/routing/core/day-problem.ts";
import { leewayOf, type Orders, presentOrders } from "#server/routing/core/plan-day.ts";
import { withoutOvertime } from "#server/routing/core/without-overtime.ts";
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

/** The edges that are closed by what is supposed of a day, in order; none where that binds nothing. */
export const closedEdgesOf = async (
  edgesOf: EdgesOf,
  organisationId: number,
  whatIf: WhatIf | null,
  picture: Pick<DayPicture, "midnightMs" | "now">,
): Promise<number[]> => {
  const closure = whatIf === null ? null : closureOf(whatIf, picture);
  if (closure === null) return [];
  const edges = await edgesOf(organisationId, closure.streets);
  if (edges.length === 0)
    throw new AppError(
      "BAD_REQUEST",
      `closed streets: found no street called ${closure.streets.join(", ")}, expected names of the map`,
    );
  return edges.sort((a, b) => a - b);
};

/** What is late today may stay as late in a plan for the rest of it; overtime beyond that is given to every truck. */
const leewayIn = (picture: DayPicture, present: DayProblem, orders: Orders, overtimeS: number): Leeway => {
  const late = leewayOf(present, orders);
  const vehicles = picture.vehicles.map(
    ({ id, shiftEnd }) => [id, Math.max(late.vehicles.get(id) ?? 0, shiftEnd + overtimeS)] as const,
  );
  return { ...late, vehicles: new Map(vehicles) };
};

/** Makes the problems of a picture: over open streets as the day stands, and under what is supposed. */
export const createDayContexts =
  ({ tables, edgesOf }: { tables: TravelTables; edgesOf: EdgesOf }) =>
  async (
    organisationId: number,
    picture: DayPicture,
    whatIf: WhatIf | null,
    overtimeS = 0,
  ): Promise<DayContext> => {
    const places = placesOf(picture);
    const open = await tables.of(organisationId, places);
    const present = problemOf(picture, open.places, open.travel, AS_IT_IS);
    const orders = presentOrders(present);
    const edges = await closedEdgesOf(edgesOf, organisationId, whatIf, picture);
    const closure = whatIf === null ? null : closureOf(whatIf, picture);
    // A kept table may hold places of other days too: the closed one must hold them all.
    const table =
      closure === null
        ? { ...open, shut: undefined }
        : travelUnder(picture, closure, open, await tables.of(organisationId, open.places, edges));
    const suppose: Suppose = {
      withoutVehicleIds: whatIf?.withoutVehicleIds ?? [],
      facilityIds: whatIf?.facilityIds ?? null,
      facilityStreams: whatIf?.facilityStreams,
      keepFirst: whatIf?.keepFirst,
      before: whatIf?.before?.map(({ name, at }) => ({
        name,
        until: (Date.parse(at) - picture.midnightMs) / 1000,
      })),
      shut: closure === null || table.shut === undefined ? undefined : { ...closure, places: table.shut },
      // A coming day is planned by the book.
      ...(picture.now === null ? {} : { leeway: leewayIn(picture, present, orders, overtimeS) }),
    };
    const problemUnder = (own: Suppose): DayProblem => problemOf(picture, table.places, table.travel, own);
    const given = problemUnder(
      whatIf?.withoutOvertime === true ? withoutOvertime(suppose, problemUnder) : suppose,
    );
    return { present, orders, given, givenOrders: presentOrders(given) };
  };
/** Makes the problems of a picture. */
export type DayContexts = ReturnType<typeof createDayContexts>;
