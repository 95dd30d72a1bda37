import { describe, expect, it } from "vitest";
import type { LngLat } from "#server/external/core/cells.ts";
import { emulatedGraphHopper } from "#server/external/fixture-graphhopper.ts";
import type { StoredLeg } from "#server/external/leg-store.ts";
import { createGraphHopperTravel } from "#server/external/travel.graphhopper.ts";
import { seeded } from "#server/lib/random.ts";
import { travelContract } from "#server/routing/travel.contract.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";

// An open-source server with Andorra from GraphHopper's own repository, profile car: docs/BENCHMARKS.md says how it is run.
// biome-ignore lint/style/noProcessEnv: suites of servers find theirs by its address
const url = process.env.GRAPHHOPPER_URL ?? "";
if (url === "") console.log("skipped: ways of a real GraphHopper, for GRAPHHOPPER_URL names no server");

const CAUSE = { organisationId: 1, what: "test" };
const random = seeded("andorra");
// Around the capital, where streets are near to everything.
const near = (): LngLat => ({ lng: random.between(1.515, 1.54), lat: random.between(42.502, 42.512) });

const realTravel = async () => {
  const { client, close, ledger } = await emulatedGraphHopper({
    ...{ flavour: "open-source", vehicle: "car" },
    ...(url === "" ? {} : { url }),
  });
  const kept: StoredLeg[] = [];
  const travel = createGraphHopperTravel({
    client,
    legs: {
      read: async ({ from, to }) => kept.filter((leg) => from.includes(leg.from) && to.includes(leg.to)),
      keep: async (legs) => void kept.push(...legs),
    },
    instead: { ...createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }), close },
    ...{ cause: CAUSE, mostUnits: null, nowMs: Date.now },
    report: (error: unknown) => {
      throw error;
    },
  });
  return { travel, ledger, client };
};

describe.skipIf(url === "")("a real GraphHopper server, through the gateway", () => {
  travelContract(async () => {
    const { travel } = await realTravel();
    return { travel, places: Array.from({ length: 6 }, near) };
  });

  it("draws a way along streets", async () => {
    const { client, travel } = await realTravel();
    const { value } = await client.route([near(), near()], CAUSE);
    expect(value?.line.length).toBeGreaterThan(10);
    await travel.close();
  });

  it("says that no way leads out of its map", async () => {
    const { client, travel } = await realTravel();
    const { value } = await client.route([near(), { lng: 6.1, lat: 49.6 }], CAUSE);
    expect(value).toBeNull();
    await travel.close();
  });

  it("fills a table of 100 by 100, each way asked for once", { timeout: 300_000 }, async () => {
    const { travel, ledger } = await realTravel();
    const places = Array.from({ length: 100 }, near);
    const { durationS, strays } = await travel.matrix(places);
    expect([durationS.length, strays.length]).toEqual([10_000, 0]);
    const reached = durationS.filter((seconds) => Number.isFinite(seconds)).length;
    expect(reached).toBe(10_000);
    const sent = ledger.rows.length;
    await travel.matrix(places);
    expect(ledger.rows.length).toBe(sent);
    await travel.close();
  });
});
