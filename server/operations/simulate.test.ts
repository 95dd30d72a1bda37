import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClock } from "#server/operations/clock.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { createIngest } from "#server/operations/ingest.ts";
import { straightWay } from "#server/operations/simulate/ways.ts";
import { createSimulator } from "#server/operations/simulate.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const STEP_S = 10;

const setUp = async (slug: string) => {
  const fleet = await plantFleet(open.db, { slug, vehicles: 3, stops: 12 });
  let realMs = Date.parse("2026-11-23T05:50:00Z");
  const hub = { publish: () => {} };
  const clock = createClock({ db: open.db, hub, realNow: () => realMs });
  await clock.refresh();
  await clock.set(fleet.organisationId, { now: "2026-11-23T05:50:00Z", speed: 60 });
  const ingest = createIngest({
    db: open.db,
    hub,
    announce: async () => {},
    exceptionsChanged: async () => {},
  });
  const days: string[] = [];
  const create = () =>
    createSimulator({
      ...{ db: open.db, clock, ingest, waysOf: async () => straightWay },
      nextDay: async (_organisationId, day) => void days.push(day),
      failed: (_organisationId, error) => {
        throw error;
      },
    });
  const pass = () => {
    realMs += STEP_S * 1000;
  };
  const skip = (ms: number) => {
    realMs += ms;
  };
  return { fleet, clock, days, create, pass, skip };
};

const summary = async (organisationId: number) => ({
  routes: await open.db.route.findMany({
    where: { organisationId },
    select: { status: true, stopsDone: true, stopsSkipped: true, stopsMissed: true },
  }),
  pending: await open.db.stop.count({ where: { organisationId, status: "pending" } }),
});

describe("the simulator", () => {
  it("drives a day to its end through ingestion and hands over to the next", async () => {
    const { fleet, clock, days, create, pass } = await setUp("whole");
    const { organisationId } = fleet;
    const simulator = create();
    while (days.length === 0) {
      await simulator.tick();
      pass();
    }
    const { routes, pending } = await summary(organisationId);
    expect(pending).toBe(0);
    for (const route of routes) {
      expect(route.status).toBe("done");
      expect(route.stopsDone + route.stopsSkipped + route.stopsMissed).toBe(12);
    }
    expect(await open.db.weighTicket.count({ where: { organisationId } })).toBeGreaterThanOrEqual(3);
    expect(days).toEqual(["2026-11-24"]);
    expect(clock.read(organisationId).serviceDay).toBe("2026-11-24");
    await open.db.dayClock.deleteMany();
  });

  it("goes on after a restart where it stood, not counting the time between, and numbers events on", async () => {
    const { fleet, clock, days, create, pass, skip } = await setUp("broken");
    const { organisationId } = fleet;
    let simulator = create();
    for (let i = 0; days.length === 0; i++) {
      if (i % 9 === 8) {
        const before = clock.nowMs(organisationId);
        skip(3_600_000);
        simulator = create();
        await simulator.tick();
        expect(clock.nowMs(organisationId)).toBeLessThanOrEqual(before);
      } else await simulator.tick();
      pass();
    }
    expect((await summary(organisationId)).pending).toBe(0);
    for (const { id } of fleet.vehicles) {
      const sequences = (
        await open.db.eventLedger.findMany({ where: { vehicleId: id }, orderBy: { sequence: "asc" } })
      ).map((e) => Number(e.sequence));
      expect(sequences).toEqual(sequences.map((_, i) => i + 1));
    }
    await open.db.dayClock.deleteMany();
  });

  it("stands still while the clock is paused", async () => {
    const { fleet, clock, create, pass } = await setUp("paused");
    const { organisationId } = fleet;
    await clock.set(organisationId, { isPaused: true });
    const simulator = create();
    pass();
    await simulator.tick();
    expect(await open.db.eventLedger.count({ where: { organisationId } })).toBe(0);
  });
});
