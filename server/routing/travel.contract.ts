import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Place, Travel } from "#server/routing/travel.ts";

/** What an adapter is tried on: places that ways join, and one that none leads to, where it knows such. */
export type TravelCase = { travel: Travel; places: readonly Place[]; stray?: Place };

const at = (values: Float32Array | Float64Array, k: number): number => values[k] ?? Number.NaN;

/** What every source of travel times must do. */
export const travelContract = (make: () => Promise<TravelCase>) => {
  describe("travel contract", () => {
    let held: TravelCase;
    beforeAll(async () => {
      held = await make();
    });
    afterAll(() => held.travel.close());

    it("gives a square of times and distances, nothing on the diagonal, something elsewhere", async () => {
      const { travel, places } = held;
      const { durationS, distanceM, strays } = await travel.matrix(places);
      const count = places.length;
      expect([durationS.length, distanceM.length, strays.length]).toEqual([count * count, count * count, 0]);
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const seconds = at(durationS, i * count + j);
          const metres = at(distanceM, i * count + j);
          if (i === j) expect([seconds, metres]).toEqual([0, 0]);
          else {
            expect(seconds).toBeGreaterThan(0);
            expect(metres).toBeGreaterThan(0);
            // From walking pace to the fastest street.
            expect((metres / seconds) * 3.6).toBeGreaterThan(4);
            expect((metres / seconds) * 3.6).toBeLessThan(131);
          }
        }
    });

    it("never takes longer straight than over a third place", async () => {
      const { travel, places } = held;
      const { durationS } = await travel.matrix(places);
      const count = places.length;
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++)
          for (let k = 0; k < count; k++) {
            const around = at(durationS, i * count + k) + at(durationS, k * count + j);
            expect(at(durationS, i * count + j)).toBeLessThanOrEqual(around * 1.000_001 + 0.01);
          }
    });

    it("gives rows and columns of other places as they stand in the square", async () => {
      const { travel, places } = held;
      const count = places.length;
      const [first] = places;
      if (!first) throw new Error("travel contract: got no places, expected some");
      const square = await travel.matrix(places);
      const row = await travel.matrix([first], { to: places });
      const column = await travel.matrix(places, { to: [first] });
      expect(row.durationS).toEqual(square.durationS.slice(0, count));
      expect(row.distanceM).toEqual(square.distanceM.slice(0, count));
      expect(column.durationS).toEqual(square.durationS.filter((_, k) => k % count === 0));
    });

    it("draws a way per leg, as long as the matrix says", async () => {
      const { travel, places } = held;
      const count = places.length;
      const { durationS, distanceM } = await travel.matrix(places);
      const legs = await travel.path(places);
      expect(legs.length).toBe(count - 1);
      legs.forEach((leg, i) => {
        expect(Math.fround(leg.distanceM)).toBeCloseTo(at(distanceM, i * count + i + 1), 1);
        expect(Math.fround(leg.durationS)).toBeCloseTo(at(durationS, i * count + i + 1), 1);
        expect(leg.line.length).toBeGreaterThanOrEqual(4);
        expect(leg.line.length % 2).toBe(0);
        const next = legs[i + 1];
        if (next) expect(next.line[0]).toBeCloseTo(at(leg.line, leg.line.length - 2), 8);
      });
    });

    it("says what is unreachable, and no more than that", async () => {
      const { travel, places, stray } = held;
      const all = stray ? [...places, stray] : places;
      const { durationS, distanceM, strays } = await travel.matrix(all);
      expect([...strays]).toEqual(stray ? [places.length] : []);
      durationS.forEach((seconds, k) => {
        const isReached = Math.floor(k / all.length) < places.length && k % all.length < places.length;
        expect(Number.isFinite(seconds)).toBe(isReached);
        expect(Number.isFinite(distanceM[k])).toBe(isReached);
      });
      if (!stray) return;
      const [leg] = await travel.path([...places.slice(0, 1), stray]);
      expect(leg).toEqual({ line: new Float64Array(0), distanceM: Infinity, durationS: Infinity });
    });

    it("answers questions that come together, and the empty one", async () => {
      const { travel, places } = held;
      const [all, none, one] = await Promise.all([
        travel.matrix(places),
        travel.matrix([]),
        travel.path(places.slice(0, 1)),
      ]);
      expect(all.durationS.length).toBe(places.length ** 2);
      expect([none.durationS.length, one.length]).toEqual([0, 0]);
    });

    it("refuses a place that is not on the map, and names it", async () => {
      const { travel, places } = held;
      const wrong = [...places, { lng: 200, lat: 51 }];
      const message = `travel place ${places.length}: got longitude 200`;
      await expect(travel.matrix(wrong)).rejects.toThrow(message);
      await expect(travel.path(wrong)).rejects.toThrow(message);
    });
  });
};
