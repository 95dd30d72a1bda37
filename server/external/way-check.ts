import type { LngLat } from "#server/external/core/cells.ts";
import { isAway } from "#server/external/failure.ts";
import type { GraphHopperClient } from "#server/external/graphhopper.ts";
import type { TravelPort } from "#server/external/travel-port.ts";

type Way = { routeId: number; name: string; places: readonly LngLat[] };

/** How long a late route's next way takes by the service, as a share of what the plan's own times say. */
export type Checked = { routeId: number; name: string; ratio: number };

const AGAIN_MS = 15 * 60_000;
const MOST_AT_ONCE = 3;
const STOPS = 9;
/** Nobody waits for it, and the next look comes in a minute. */
const UNHURRIED = { deadlineMs: 20_000, isKept: false, priority: "off-peak" } as const;

/**
 * Asks the service how long the next stops of late routes take to drive, and compares it with the times that plans are
 * made with: where these are too short, routes run late by plan and not by their crews. A few routes at a time, each
 * again after a quarter of an hour, while nobody else wants the quota.
 */
export const createWayCheck = ({
  client,
  lateWays,
  streetTravelOf,
  nowMs,
  note,
}: {
  client: Pick<GraphHopperClient, "route">;
  lateWays: (
    organisationId: number,
    which: { most: number; stops: number; without: readonly number[] },
  ) => Promise<Way[]>;
  streetTravelOf: (organisationId: number) => Promise<Pick<TravelPort, "path">>;
  nowMs: () => number;
  note: (checked: Checked) => void;
}) => {
  const checkedAtMs = new Map<number, number>();

  const checkOne = async (organisationId: number, { routeId, name, places }: Way): Promise<void> => {
    const cause = { organisationId, what: `late route ${routeId}` };
    const { value } = await client.route(places, cause, UNHURRIED);
    if (value === null) return;
    const legs = await (await streetTravelOf(organisationId)).path(places);
    const ownS = legs.reduce((sum, { durationS }) => sum + durationS, 0);
    if (ownS > 0 && Number.isFinite(ownS)) note({ routeId, name, ratio: value.durationS / ownS });
  };

  return async (organisationId: number): Promise<void> => {
    for (const [routeId, atMs] of checkedAtMs) if (nowMs() - atMs >= AGAIN_MS) checkedAtMs.delete(routeId);
    const without = [...checkedAtMs.keys()];
    for (const way of await lateWays(organisationId, { most: MOST_AT_ONCE, stops: STOPS, without })) {
      checkedAtMs.set(way.routeId, nowMs());
      try {
        await checkOne(organisationId, way);
      } catch (error) {
        // The route's turn comes again.
        if (!isAway(error)) throw error;
      }
    }
  };
};
