import { describe, expect, it } from "vitest";
import { createSamsara, type EmulatedTruck } from "#server/external/emulator/samsara.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { StatsPage, VehiclesPage } from "#server/external/samsara.schema.ts";
import { MOVES, READINGS } from "#server/external/samsara-client.ts";

const START = Date.parse("2026-11-23T10:30:00Z");
const TRUCKS: EmulatedTruck[] = Array.from({ length: 600 }, (_, n) => ({
  ...{
    externalId: `truck-${n}`,
    name: `Truck ${n}`,
    plate: `P ${n}`,
    lng: n / 1000,
    lat: 51,
    speedKmh: 16.09344,
  },
  ...{ headingDeg: 90, isRunning: n % 2 === 0, odometerKm: 1000.5, engineHours: 2, crankingVolts: 21 },
  coolantMaxC: 88,
}));
const clock = { ms: START };
const [sheet] = prices.samsara;
if (sheet === undefined) throw new Error("prices.json: found none for samsara, expected one");
const api = createSamsara({ trucks: async () => TRUCKS, dayMs: () => clock.ms, sheet: () => sheet });
const ask = async (path: string, query: Record<string, string>) => {
  const { units, work } = api.read({ method: "GET", path, query: Object.entries(query) });
  expect(units).toBe(1);
  return work(0);
};
const feed = async (types: string, after = "") =>
  StatsPage.parse((await ask("/fleet/vehicles/stats/feed", { types, after })).body);

describe("the emulated Samsara", () => {
  it("tells every vehicle once over its pages", async () => {
    const first = VehiclesPage.parse((await ask("/fleet/vehicles", { limit: "512" })).body);
    expect(first.pagination.hasNextPage).toBe(true);
    const rest = VehiclesPage.parse(
      (await ask("/fleet/vehicles", { after: first.pagination.endCursor })).body,
    );
    expect(rest.pagination).toEqual({ endCursor: "", hasNextPage: false });
    expect(new Set([...first.data, ...rest.data].map(({ id }) => id)).size).toBe(600);
  });

  it("tells what is new since a cursor, and nothing while no time goes by", async () => {
    clock.ms = START;
    const first = await feed(MOVES);
    expect(first.data).toHaveLength(600);
    expect(first.data[0]?.gps).toEqual([
      expect.objectContaining({ latitude: 51, longitude: 0, speedMilesPerHour: 10 }),
    ]);
    expect(
      first.data.every(({ engineStates, faultCodes }) => engineStates.length + faultCodes.length === 2),
    ).toBe(true);
    expect((await feed(MOVES, first.pagination.endCursor)).data).toEqual([]);
    clock.ms += 10_000;
    const next = await feed(MOVES, first.pagination.endCursor);
    expect(next.data).toHaveLength(600);
    expect(next.data.every(({ gps }) => gps[0]?.time === new Date(clock.ms).toISOString())).toBe(true);
  });

  it("has faults that come and go", async () => {
    const standing = new Map<string, number>();
    for (let span = 0; span < 24; span++) {
      clock.ms = START + span * 1_200_000;
      for (const { id, faultCodes } of (await feed(MOVES)).data)
        standing.set(
          id,
          (standing.get(id) ?? 0) + (faultCodes[0]?.j1939?.diagnosticTroubleCodes.length ?? 0),
        );
    }
    const spans = [...standing.values()];
    expect(spans.some((count) => count > 0)).toBe(true);
    expect(Math.max(...spans)).toBeLessThan(24);
  });

  it("tells counters in the units of the interface", async () => {
    const [first] = (await feed(READINGS[0] ?? "")).data;
    expect(first).toMatchObject({
      obdOdometerMeters: [{ value: 1_000_500 }],
      obdEngineSeconds: [{ value: 7_200 }],
    });
    const [second] = (await feed(READINGS[1] ?? "")).data;
    expect(second).toMatchObject({ batteryMilliVolts: [{ value: 21_000 }] });
  });

  it("tells a span of history whole, over its pages", async () => {
    clock.ms = START;
    const small = createSamsara({
      trucks: async () => TRUCKS.slice(0, 100),
      dayMs: () => START,
      sheet: () => sheet,
    });
    const times = new Set<string>();
    let after = "";
    let pages = 0;
    do {
      const query = {
        ...{ types: "gps", after, startTime: new Date(START - 600_000).toISOString() },
        endTime: new Date(START).toISOString(),
      };
      const asked = small.read({
        method: "GET",
        path: "/fleet/vehicles/stats/history",
        query: Object.entries(query),
      });
      const page = StatsPage.parse((await asked.work(0)).body);
      for (const { id, gps } of page.data) times.add(`${id} ${gps[0]?.time}`);
      after = page.pagination.endCursor;
      pages++;
    } while (after !== "");
    expect(times.size).toBe(1_100);
    expect(pages).toBe(3);
  });

  it("refuses more types than a request may name, and what is not there", async () => {
    expect(
      await ask("/fleet/vehicles/stats", { types: "gps,engineStates,faultCodes,obdOdometerMeters" }),
    ).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("at most 3") },
    });
    expect(await ask("/fleet/trailers", {})).toMatchObject({ status: 404 });
  });
});
