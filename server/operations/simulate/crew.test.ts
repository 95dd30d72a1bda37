import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CrewDay, crewDay, type Stretch } from "#server/operations/simulate/crew.ts";
import { straightWay } from "#server/operations/simulate/ways.ts";

const START = Date.parse("2026-11-23T06:00:00Z");
const dayOf = (seed: string, count: number): CrewDay => ({
  seed,
  ...{
    vehicleId: 1,
    routeId: 2,
    driverId: 3,
    stream: "refuse",
    depot: { lng: 120, lat: 36 },
    capacityKg: 800,
  },
  facilities: [{ id: 9, lng: 120.1, lat: 36.05, unloadS: 600 }],
  stops: Array.from({ length: count }, (_, i) => ({
    ...{
      id: 100 + i,
      lng: 120 + i * 0.003,
      lat: 36 + (i % 5) * 0.002,
      serviceS: 60,
      demandL: 1100,
      containers: 2,
    },
  })),
  plannedStartMs: START,
  break: { earliestMs: START + 3 * 3_600_000, lengthS: 1800 },
  ...{
    isClockedIn: false,
    startedMs: null,
    arrivedMs: null,
    here: { lng: 120, lat: 36 },
    atMs: START - 900_000,
  },
  ...{ loadKg: 0, distanceM: 0 },
});
const run = (day: CrewDay): Stretch[] => [...crewDay(day, straightWay)];
const eventsOf = (stretches: readonly Stretch[]) => stretches.flatMap(({ events }) => events);
const settled = (stretches: readonly Stretch[]) =>
  eventsOf(stretches).filter((event) => event.kind === "lift" || event.kind === "skip");

describe("a crew's day", () => {
  it("leaves no time out, settles every stop once, carries no more than it may, and ends empty in the yard", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 60 }), (seed, count) => {
        const day = dayOf(seed, count);
        const stretches = run(day);
        let ms = day.atMs;
        for (const stretch of stretches) {
          expect(stretch.fromMs).toBe(ms);
          expect(stretch.untilMs).toBeGreaterThan(ms);
          ms = stretch.untilMs;
        }
        expect(settled(stretches).map(({ stopId }) => stopId)).toEqual(day.stops.map(({ id }) => id));
        let loadKg = 0;
        for (const event of eventsOf(stretches)) {
          if (event.kind === "lift") loadKg += event.weightKg;
          if (event.kind === "tip") {
            expect(event.netKg).toBe(loadKg);
            loadKg = 0;
          }
          expect(loadKg).toBeLessThanOrEqual(day.capacityKg * 1.3);
        }
        expect(loadKg).toBe(0);
        expect(
          eventsOf(stretches)
            .slice(-2)
            .map(({ kind }) => kind),
        ).toEqual(["route-end", "clock-out"]);
      }),
    );
  });

  it("is the same for the same seed, and every stop has the same outcome when the day is taken up in the middle", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(39), (seed, done) => {
        const whole = dayOf(seed, 40);
        expect(run(whole)).toEqual(run(whole));
        const rest = { ...whole, stops: whole.stops.slice(done), startedMs: START, atMs: START + 3_600_000 };
        expect(settled(run(rest))).toEqual(settled(run(whole)).slice(done));
      }),
    );
  });
});
