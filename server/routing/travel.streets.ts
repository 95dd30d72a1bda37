import { startThread } from "#server/platform/thread.ts";
import type { Streets } from "#server/routing/core/streets/streets.ts";
import { type Travel, toCoordinates } from "#server/routing/travel.ts";
import type { StreetThread } from "#server/routing/travel-streets.thread.ts";

/**
 * Travel over a street network, in a worker thread of its own, which prepares the network when first asked and
 * answers one question after the other.
 */
export const createStreetTravel = (streets: Streets): Travel => {
  const thread = startThread<StreetThread>({
    entry: "server/routing/travel-streets.thread.ts",
    data: { streets },
  });
  return {
    async matrix(from, { to, closedEdges = [] } = {}) {
      return thread.call("matrix", {
        from: toCoordinates(from),
        to: to === undefined || to === from ? null : toCoordinates(to),
        closedEdges,
      });
    },
    async path(places, { closedEdges = [] } = {}) {
      return thread.call("path", { from: toCoordinates(places), to: null, closedEdges });
    },
    close: () => thread.stop(),
  };
};
