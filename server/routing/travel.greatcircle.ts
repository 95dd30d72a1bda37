import { setImmediate as nextTurn } from "node:timers/promises";
import { greatCircleM } from "#server/lib/great-circle.ts";
import { createGreatCircles } from "#server/routing/core/great-circles.ts";
import { type Travel, toCoordinates } from "#server/routing/travel.ts";

/** Cells between two pauses: some milliseconds, so that a matrix of thousands does not hold up the server. */
const CELLS_A_TURN = 200_000;

/** How straight lines become driving: streets are longer by `detour`, and driven at `speedKmh` on average. */
export type GreatCircleOptions = { detour: number; speedKmh: number };

/**
 * Travel without streets, the last resort: great circles made longer by a factor, at one speed. It knows no streets,
 * so it reaches every place and closes none.
 */
export const createGreatCircleTravel = ({ detour, speedKmh }: GreatCircleOptions): Travel => {
  const secondsPerMetre = 3.6 / speedKmh;
  return {
    async matrix(from, { to = from } = {}) {
      const starts = toCoordinates(from);
      const circles = createGreatCircles(starts, to === from ? starts : toCoordinates(to));
      const distanceM = new Float32Array(from.length * to.length);
      for (let i = 0, done = 0; i < from.length; i++, done += to.length) {
        if (done > CELLS_A_TURN) {
          await nextTurn();
          done = 0;
        }
        circles.rowInto(distanceM, i, detour);
      }
      return { distanceM, durationS: distanceM.map((m) => m * secondsPerMetre), strays: new Uint32Array(0) };
    },
    async path(places) {
      const line = toCoordinates(places);
      return places.slice(1).map((to, i) => {
        const distanceM = greatCircleM(places[i] ?? to, to) * detour;
        return { line: line.slice(2 * i, 2 * i + 4), distanceM, durationS: distanceM * secondsPerMetre };
      });
    },
    async close() {},
  };
};
