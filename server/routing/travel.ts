import { AppError } from "#server/lib/errors.ts";
import type { TravelLeg, TravelMatrix } from "#server/routing/core/travel.ts";

/** A place on the map, degrees. */
export type Place = { lng: number; lat: number };

/** What a question about ways may change: edges of the street network that are closed to all traffic, by id. */
export type Closures = { closedEdges?: readonly number[] };

/**
 * Where travel times come from. Times are those of free streets; the solver applies its factors by hour. Ways keep
 * to one-way streets, so a matrix is not symmetric; the fastest way is taken, and its distance with it.
 */
export type Travel = {
  /** Times and distances from each place to each of `to`, which is the same places where it is left out. */
  matrix(from: readonly Place[], options?: Closures & { to?: readonly Place[] }): Promise<TravelMatrix>;
  /** The ways from each place to the next, one leg fewer than places. */
  path(places: readonly Place[], options?: Closures): Promise<TravelLeg[]>;
  /** Lets go of what it holds; calls in hand fail. */
  close(): Promise<void>;
};

/** Maps places to longitude and latitude interleaved; refuses one that is not on the map. */
export const toCoordinates = (places: readonly Place[]): Float64Array => {
  const coordinates = new Float64Array(2 * places.length);
  for (const [i, { lng, lat }] of places.entries()) {
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      throw new AppError(
        "BAD_REQUEST",
        `travel place ${i}: got longitude ${lng} and latitude ${lat}, expected -180 to 180 and -90 to 90`,
      );
    coordinates[2 * i] = lng;
    coordinates[2 * i + 1] = lat;
  }
  return coordinates;
};
