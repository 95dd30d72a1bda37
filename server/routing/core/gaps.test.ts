import fc from "fast-check";
import { expect, it } from "vitest";
import { solomonText } from "../fixtures/texts.ts";
import { readSolomon } from "../formats/solomon.ts";
import { gapsOf } from "./gaps.ts";
import { nearest } from "./neighbours.ts";
import { plainTables } from "./plain.ts";

it("lists the gaps between stops by how far they are, and those to the depot by the detour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 30 }), (seed, stops) => {
      const tables = plainTables(readSolomon("made", solomonText(seed, stops)).problem);
      if (tables === null) throw new Error("expected a plain problem");
      const near = nearest(stops, 20, (from, to) => tables.distance[from * (stops + 1) + to]!);
      const { width, others, far, homeward, least } = gapsOf(tables, near);
      const way = (from: number, to: number): number => tables.distance[from * (stops + 1) + to]!;
      for (let stop = 0; stop < stops; stop++) {
        const row = [...near.list.subarray(stop * width, (stop + 1) * width)];
        const span = (list: ArrayLike<number>) => Array.from(list).slice(stop * width, (stop + 1) * width);
        expect(span(others)).toEqual(row.toSorted((a, b) => way(a, stop) - way(b, stop) || a - b));
        expect(span(far)).toEqual(span(others).map((other) => way(other, stop)));
        const detour = (other: number) => way(other, stop) + way(stop, stops) - way(other, stops);
        expect(span(homeward).toSorted((a, b) => a - b)).toEqual(row.toSorted((a, b) => a - b));
        span(least).forEach((each, k) => {
          expect(each).toBeCloseTo(detour(span(homeward)[k]!), 6);
          expect(each).toBeGreaterThanOrEqual(span(least)[k - 1] ?? each);
        });
      }
    }),
    { numRuns: 20 },
  );
});
