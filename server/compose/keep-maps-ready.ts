import type { BaseMap } from "#server/fleet/base-map.ts";
import type { Every } from "#server/platform/every.ts";
import type { Travels } from "#server/routing/travels.ts";

const HOUR_MS = 3_600_000;
const STREETS_MS = 60_000;

/** Draws base maps and prepares streets ahead of who asks for them. */
export const keepMapsReady = (
  every: Every,
  {
    organisations,
    baseMap,
    travels,
  }: { organisations: () => number[]; baseMap: Pick<BaseMap, "ground">; travels: Pick<Travels, "prepare"> },
): void => {
  // The first look at a map should not wait for its streets to be read.
  every("base map", HOUR_MS, async () => {
    for (const id of organisations()) await baseMap.ground(id);
  });
  // Nor should the first plan; a city that was seeded anew is prepared before the next one is asked for.
  every("streets", STREETS_MS, async () => {
    for (const id of organisations()) await travels.prepare(id);
  });
};
