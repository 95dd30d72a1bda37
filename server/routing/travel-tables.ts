import { oldestAge } from "#server/lib/oldest-age.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import { UNREACHED_M, UNREACHED_S } from "#server/routing/core/closure.ts";
import { keyOf } from "#server/routing/core/day-problem.ts";
import type { Travel as Table } from "#server/routing/core/problem.ts";
import type { Place, Travel } from "#server/routing/travel.ts";

/** Travel times between places, in the order of the places. */
export type TravelTable = { places: readonly Place[]; travel: Table };

// A table of 1,000 places is 16 MB.
const KEPT = 4;

/**
 * Travel tables for the problems of days. Places hardly change from one question about a day to the next, so a table
 * that holds all of them serves again.
 */
export const createTravelTables = (
  travelOf: (organisationId: number) => Promise<Travel>,
  elapsed: () => number = () => performance.now(),
) => {
  type Held = {
    key: string;
    travel: Travel;
    index: ReadonlySet<string>;
    table: Promise<TravelTable>;
    madeAtMs: number;
  };
  const held: Held[] = [];
  const tally = createTally();

  const make = async (
    travel: Travel,
    places: readonly Place[],
    closedEdges: readonly number[],
  ): Promise<TravelTable> => {
    const { distanceM, durationS } = await travel.matrix(places, { closedEdges });
    // Shared memory: each thread of a search reads the same table.
    const within = (values: Float32Array, most: number): Float64Array => {
      const shared = new Float64Array(new SharedArrayBuffer(8 * values.length));
      for (let i = 0; i < values.length; i++) shared[i] = Math.min(values[i] ?? most, most);
      return shared;
    };
    return {
      places,
      travel: {
        kind: "table",
        size: places.length,
        distance: within(distanceM, UNREACHED_M),
        seconds: within(durationS, UNREACHED_S),
      },
    };
  };

  const kept: KnownCache = {
    ...{ name: "travel-tables", isShared: false, endedBy: "version", of: "streets", staleMs: 0 },
    read: () => ({
      ...{ ...tally.read(), entries: held.length },
      // Two numbers of eight bytes for each pair of places.
      bytes: held.reduce((sum, { index }) => sum + 16 * index.size ** 2, 0),
      oldestAgeMs: oldestAge(
        held.map(({ madeAtMs }) => madeAtMs),
        elapsed(),
      ),
    }),
    drop: () => held.splice(0),
  };

  return {
    kept,
    /** A table that holds all of `places`, closed streets taken into account. */
    async of(
      organisationId: number,
      places: readonly Place[],
      closedEdges: readonly number[] = [],
    ): Promise<TravelTable> {
      const key = `${organisationId}/${closedEdges.join(",")}`;
      const wanted = places.map(keyOf);
      // Other streets than those of the table come as other travel times.
      const travel = await travelOf(organisationId);
      const found = held.find(
        (each) =>
          each.key === key && each.travel === travel && wanted.every((place) => each.index.has(place)),
      );
      tally.count(found !== undefined);
      if (found !== undefined) {
        held.splice(held.indexOf(found), 1);
        held.unshift(found);
        return found.table;
      }
      const entry: Held = {
        ...{ key, travel, index: new Set(wanted) },
        table: make(travel, places, closedEdges),
        madeAtMs: elapsed(),
      };
      held.unshift(entry);
      held.splice(KEPT);
      // A table that could not be made is not kept.
      entry.table.catch(() => {
        const at = held.indexOf(entry);
        if (at >= 0) held.splice(at, 1);
      });
      return entry.table;
    },
  };
};
/** Travel tables for the problems of days. */
export type TravelTables = ReturnType<typeof createTravelTables>;
