import fc from "fast-check";
import { expect, it } from "vitest";
import type { Milestone } from "#server/coordination/schema.ts";
import { CHART, layOutLanes } from "./lane-layout.ts";

const TODAY = "2026-11-26";
const streams = [1, 2].map((id) => ({ id, name: `W${id}`, lead: "L", capacityDays: 5, meters: [] }));
const milestone = (id: number, more: Partial<Milestone> = {}): Milestone => ({
  ...{ id, workstreamId: 1, title: "Index", dueOn: "2026-11-30", effortDays: 4 },
  ...{ deliveredAt: null, dependsOn: [], ...more },
});

it("never lays one milestone over another, whatever is due when, and keeps each in its lane and in the chart", () => {
  const day = fc
    .integer({ min: -40, max: 90 })
    .map((days) => new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10));
  const some = fc.array(
    fc.record({
      dueOn: day,
      effortDays: fc.double({ min: 0, max: 30, noNaN: true }),
      title: fc.string({ minLength: 1, maxLength: 60 }),
      workstreamId: fc.constantFrom(1, 2),
    }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(some, (given) => {
      const { lanes, widthPx } = layOutLanes(
        streams,
        given.map((each, i) => milestone(i + 1, each)),
        TODAY,
      );
      const all = lanes.flatMap(({ placed }) => placed);
      expect(all).toHaveLength(given.length);
      for (const lane of lanes)
        for (const one of lane.placed) {
          expect(one.y).toBeGreaterThanOrEqual(lane.y);
          expect(one.y + CHART.rowPx).toBeLessThanOrEqual(lane.y + lane.heightPx);
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.widthPx).toBeLessThanOrEqual(widthPx);
          for (const other of lane.placed)
            if (other !== one && other.y === one.y)
              expect(one.x + one.widthPx <= other.x || other.x + other.widthPx <= one.x).toBe(true);
        }
    }),
  );
});

it("ends a bar with its due day, marks weeks at Mondays, and leaves out what was delivered long ago", () => {
  const { lanes, weeks, todayX } = layOutLanes(
    streams,
    [milestone(1), milestone(2, { dueOn: "2026-10-01", deliveredAt: "2026-10-01T10:00:00.000Z" })],
    TODAY,
  );
  const [only] = lanes[0]?.placed ?? [];
  expect(lanes[0]?.placed).toHaveLength(1);
  expect((only?.x ?? 0) + (only?.barPx ?? 0) - todayX).toBe(5 * CHART.dayPx);
  expect(weeks.map(({ date }) => date).slice(0, 2)).toEqual(["2026-11-16", "2026-11-23"]);
});
