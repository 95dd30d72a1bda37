import { afterEach, describe, expect, it } from "vitest";
import { emulatedGraphHopper, QUICK } from "#server/external/fixture-graphhopper.ts";
import { straightWays } from "#server/external/fixture-ways.ts";
import { DRAWING } from "#server/external/graphhopper.ts";

const closes: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0)) await close();
});

const CAUSE = { organisationId: 1, what: "test" };
const PLACES = Array.from({ length: 5 }, (_, i) => ({ lng: 6.1 + i * 0.01, lat: 49.6 + (i % 2) * 0.01 }));
const served = async (options: Parameters<typeof emulatedGraphHopper>[0] = {}) => {
  const emulated = await emulatedGraphHopper(options);
  closes.push(emulated.close);
  return emulated;
};

const ledgerUnits = (rows: readonly { units: number | null }[]) =>
  rows.reduce((sum, { units }) => sum + (units ?? 0), 0);

describe("GraphHopper through the gateway, against the emulator by HTTP", () => {
  it("draws a way through places, as long as its legs", async () => {
    const { client } = await served();
    const { value, units } = await client.route(PLACES, CAUSE, DRAWING);
    const legs = await straightWays.path(PLACES);
    expect(value?.durationS).toBeCloseTo(
      legs.reduce((sum, { durationS }) => sum + durationS, 0),
      2,
    );
    expect(value?.line.length).toBe(2 * PLACES.length);
    expect(units).toBe(1);
  });

  it("fills a table, and gathers single legs from one place into a row", async () => {
    const { client, emulator, gateway } = await served();
    const { value } = await client.matrix(PLACES, PLACES, CAUSE);
    expect(value.durationS.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    const before = emulator.bill();
    const [first, ...others] = PLACES;
    if (first === undefined) throw new Error("found no place, expected five");
    const legs = await Promise.all(others.map((to) => client.leg(first, to, CAUSE)));
    expect(legs.map((leg) => leg.value.durationS)).toEqual(value.durationS[0]?.slice(1));
    const after = emulator.bill();
    expect([after.admitted - before.admitted, after.units - before.units]).toEqual([1, 2]);
    await gateway.close();
  });

  it("asks for jobs at growing intervals, and pays for each look", async () => {
    const { client, ledger } = await served();
    const table = await client.matrixJob(PLACES, PLACES, CAUSE);
    expect(table.distanceM.length).toBe(5);
    const looks = ledger.rows.filter(({ operation }) => operation === "matrix-solution");
    expect(looks.length).toBeLessThanOrEqual(4);
    expect(looks.every(({ units }) => units === 0.3)).toBe(true);
  });

  it("gets a plan of GraphHopper's own, and the outline of what is near", async () => {
    const { client } = await served();
    const address = (i: number) => ({ location_id: `p${i}`, lon: PLACES[i]?.lng, lat: PLACES[i]?.lat });
    const problem = {
      vehicles: [{ vehicle_id: "v", start_address: address(0) }],
      services: [1, 2, 3, 4].map((i) => ({ id: `s${i}`, address: address(i) })),
    };
    const stops = await client.optimise(
      problem,
      (solution) => (solution as { routes: { activities: unknown[] }[] }).routes[0]?.activities.length,
      CAUSE,
    );
    expect(stops).toBe(6);
    const { value } = await client.isochrone(PLACES[0] ?? { lng: 0, lat: 0 }, 600, CAUSE);
    expect(value.length).toBeGreaterThan(20);
  });

  it("says what was wrong with a request that the service refuses, and is not billed for it", async () => {
    const { client, emulator } = await served();
    await expect(client.isochrone({ lng: 6, lat: 49 }, 9_000, CAUSE)).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(emulator.bill().units).toBe(0);
  });

  it("never asks more than the quota, so that the service refuses nothing", async () => {
    const { client, emulator, gateway } = await served({ limits: { unitsPerMinute: 12 } });
    const asked = Array.from({ length: 30 }, (_, i) =>
      client.route([{ lng: 6, lat: 49 + i / 1_000 }, PLACES[0] ?? { lng: 6, lat: 49 }], CAUSE),
    );
    const ends = await Promise.allSettled(asked);
    expect(ends.filter(({ status }) => status === "fulfilled").length).toBe(12);
    expect(emulator.bill()).toMatchObject({ units: 12, refused: 0 });
    await gateway.close();
  });

  it("keeps the ledger equal to the bill through broken answers and failures after the work", async () => {
    const kinds = ["cut", "late-error", "types", "error", "reset"] as const;
    const episodes = kinds.map((kind, i) => ({ kind, share: 0.3, fromMs: i * 2_000, toMs: (i + 1) * 2_000 }));
    const { client, emulator, ledger, gateway } = await served({ profile: { ...QUICK, episodes } });
    for (let i = 0; i < 60; i++)
      await Promise.allSettled(
        [0, 1, 2].map((k) =>
          client.route(
            [
              { lng: 6, lat: 49 + i / 1_000 },
              { lng: 6.2, lat: 49 + k / 1_000 },
            ],
            CAUSE,
          ),
        ),
      );
    await gateway.close();
    const doubtful = ledger.rows.filter(({ outcome }) => outcome === "in-doubt");
    const known = ledgerUnits(ledger.rows);
    const { units } = emulator.bill();
    // Some were settled meanwhile, by a request that ran alone.
    expect(
      doubtful.length + ledger.rows.filter(({ outcome }) => outcome === "settled").length,
    ).toBeGreaterThan(0);
    expect(known).toBeLessThanOrEqual(units + 1e-6);
    expect(units).toBeLessThanOrEqual(
      known + doubtful.reduce((sum, row) => sum + row.expectedUnits, 0) + 1e-6,
    );
  });
});

it("the emulator says of itself that it is one, and wants a key", async () => {
  const { server } = await served();
  const response = await fetch(`${server.url}/graphhopper/route`, { method: "POST", body: "{}" });
  expect([response.status, response.headers.get("x-emulator")]).toEqual([401, "roundsman"]);
});
