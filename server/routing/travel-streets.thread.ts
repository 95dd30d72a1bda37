import { workerData } from "node:worker_threads";
import { serveThread, withTransfer } from "#server/platform/thread-serve.ts";
import type { Streets } from "#server/routing/core/streets/streets.ts";
import { createTravelNetwork } from "#server/routing/core/streets/travel-network.ts";
import type { TravelLeg, TravelMatrix } from "#server/routing/core/travel.ts";

type Question = { from: Float64Array; to: Float64Array | null; closedEdges: readonly number[] };

const network = createTravelNetwork((workerData as { streets: Streets }).streets);

const handlers = {
  matrix: ({ from, to, closedEdges }: Question): TravelMatrix => {
    const matrix = network.matrix(from, to ?? from, closedEdges);
    const buffers = Object.values(matrix).map(({ buffer }) => buffer as ArrayBuffer);
    return withTransfer(matrix, buffers);
  },
  path: ({ from, closedEdges }: Question): TravelLeg[] => {
    const legs = network.path(from, closedEdges);
    return withTransfer(
      legs,
      legs.map(({ line }) => line.buffer as ArrayBuffer),
    );
  },
};
/** What the thread of a street network answers. */
export type StreetThread = typeof handlers;

serveThread(handlers);
