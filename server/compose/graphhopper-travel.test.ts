import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LngLat } from "#server/external/core/cells.ts";
import type { Ways } from "#server/external/emulator/graphhopper.ts";
import { emulatedGraphHopper } from "#server/external/fixture-graphhopper.ts";
import { straightWays } from "#server/external/fixture-ways.ts";
import { keepLegs, readLegs } from "#server/external/leg-store.ts";
import { createGraphHopperTravel } from "#server/external/travel.graphhopper.ts";
import type { TravelPort } from "#server/external/travel-port.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { travelContract } from "#server/routing/travel.contract.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";

const database = withTestDatabase();
let opened: ReturnType<typeof openDb>;
beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => opened.close());

const CAUSE = { organisationId: 1, what: "test" };
const NOW = Date.UTC(2026, 10, 26, 8);
const placesOf = (length: number): LngLat[] =>
  Array.from({ length }, (_, i) => ({
    lng: 6.1 + 0.02 * Math.cos(i * 2.4) * Math.sqrt(i),
    lat: 49.6 + 0.02 * Math.sin(i * 2.4) * Math.sqrt(i),
  }));
const places = placesOf(8);

const travelOf = async (
  source: string,
  flavour: "hosted" | "open-source",
  nowMs = NOW,
  ways: Ways = straightWays,
) => {
  const emulated = await emulatedGraphHopper({ flavour, ways });
  const instead: TravelPort = createGreatCircleTravel({ detour: 1.3, speedKmh: 36 });
  const reports: unknown[] = [];
  const travel = createGraphHopperTravel({
    client: emulated.client,
    legs: {
      read: (which) => readLegs(opened.db, source, which),
      keep: (legs) => keepLegs(opened.db, source, legs, nowMs),
    },
    instead: { ...instead, close: emulated.close },
    ...{
      cause: CAUSE,
      mostUnits: 400,
      nowMs: () => nowMs,
      report: (error: unknown) => void reports.push(error),
    },
  });
  return { ...emulated, travel, reports };
};

describe.each(["hosted", "open-source"] as const)(
  "GraphHopper as a source of travel times, %s",
  (flavour) => {
    travelContract(async () => {
      const { travel } = await travelOf(`contract ${flavour}`, flavour);
      return { travel, places };
    });
  },
);

describe("legs kept by cell", () => {
  const ask = ({ travel }: { travel: TravelPort }, some: readonly LngLat[]) => travel.matrix(some);

  it("one new stop costs a row and a column, also after a restart", async () => {
    const first = await travelOf("restart", "hosted");
    await ask(first, places.slice(0, 7));
    expect(first.emulator.bill()).toMatchObject({ units: 24.5, admitted: 1 });
    await first.travel.close();
    const second = await travelOf("restart", "hosted", NOW + 3_600_000);
    const known = await ask(second, places.slice(0, 7));
    expect(second.emulator.bill().admitted).toBe(0);
    const more = await ask(second, places);
    expect(second.emulator.bill()).toMatchObject({ units: 7, admitted: 2 });
    for (let i = 0; i < 7; i++)
      expect(more.durationS.slice(8 * i, 8 * i + 7)).toEqual(known.durationS.slice(7 * i, 7 * i + 7));
    await second.travel.close();
    const old = await travelOf("restart", "hosted", NOW + 40 * 86_400_000);
    await ask(old, places);
    expect(old.emulator.bill().units).toBe(32);
    await old.travel.close();
  });

  it("takes what stands in where GraphHopper gives nothing, and where streets are closed", async () => {
    const down = await travelOf("down", "hosted");
    await down.close();
    const matrix = await down.travel.matrix(places.slice(0, 2));
    expect(matrix.durationS[1]).toBeGreaterThan(0);
    expect(down.reports.length).toBe(1);
    const up = await travelOf("closed", "hosted");
    await up.travel.matrix(places, { closedEdges: [4] });
    expect(up.emulator.bill().admitted).toBe(0);
    await up.travel.close();
  });

  it.each(["hosted", "open-source"] as const)(
    "takes what stands in where the map is of somewhere else, before it has asked for every pair, %s",
    async (flavour) => {
      const nowhere: Ways = {
        matrix: async (from, { to }) => {
          const none = from.flatMap(() => to.map(() => Number.POSITIVE_INFINITY));
          return { durationS: none, distanceM: none };
        },
        path: async (some) =>
          some.slice(1).map(() => ({ line: [], distanceM: Infinity, durationS: Infinity })),
      };
      const lost = await travelOf(`lost ${flavour}`, flavour, NOW, nowhere);
      const many = placesOf(20);
      const { durationS, strays } = await lost.travel.matrix(many);
      expect([durationS.every((seconds) => Number.isFinite(seconds)), strays.length]).toEqual([true, 0]);
      // 20 places have 380 ways; four rows without any are enough to know, and four are under way at once.
      expect(lost.ledger.rows.length).toBeLessThan(200);
      const legs = await lost.travel.path(places);
      expect(legs.every((leg) => Number.isFinite(leg.durationS))).toBe(true);
      expect(lost.reports.length).toBe(2);
      await lost.travel.close();
    },
  );
});
