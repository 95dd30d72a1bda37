import type { Place, Ways } from "#server/external/emulator/graphhopper.ts";
import { greatCircleM } from "#server/lib/great-circle.ts";

const M_PER_S = 10;

const metres = (from: Place, to: Place) => greatCircleM(from, to) * 1.3;

/** Ways as the crow flies, somewhat longer, at ten metres a second. */
export const straightWays: Ways = {
  async matrix(from, { to }) {
    const distanceM = from.flatMap((start) => to.map((end) => metres(start, end)));
    return { distanceM, durationS: distanceM.map((each) => each / M_PER_S) };
  },
  async path(places) {
    return places.slice(1).map((end, i) => {
      const start = places[i] ?? end;
      const distanceM = metres(start, end);
      return { line: [start.lng, start.lat, end.lng, end.lat], distanceM, durationS: distanceM / M_PER_S };
    });
  },
};
