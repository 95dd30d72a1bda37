import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "#server/operations/clock.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
let realMs = 0;
let id = 0;
const published: unknown[] = [];
const hub = { publish: (_channel: string, _meta: unknown, value: unknown) => void published.push(value) };
const make = async () => {
  const clock = createClock({ db: open.db, hub, realNow: () => realMs });
  await clock.refresh();
  return clock;
};

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 2 });
  id = (await plantFleet(open.db, { vehicles: 1 })).organisationId;
});
afterAll(() => open.close());
beforeEach(async () => {
  realMs = Date.parse("2026-11-23T12:00:00Z");
  published.length = 0;
  await open.db.dayClock.deleteMany();
});

describe("the day clock", () => {
  it("is real time for an organisation whose day nobody simulates", async () => {
    const clock = await make();
    expect(clock.read(id)).toEqual({
      ...{ now: "2026-11-23T12:00:00.000Z", serviceDay: "2026-11-23", timeZone: "UTC" },
      ...{ isSimulated: false, speed: 1, isPaused: false },
    });
    expect(clock.simulated()).toEqual([]);
  });

  it("runs at its speed, keeps its time over a change of speed, and stands still when paused", async () => {
    const clock = await make();
    await clock.set(id, { now: "2026-11-20T06:00:00Z", speed: 60 });
    realMs += 60_000;
    expect(clock.now(id)).toBe("2026-11-20T07:00:00.000Z");
    await clock.set(id, { speed: 1 });
    realMs += 60_000;
    expect(clock.now(id)).toBe("2026-11-20T07:01:00.000Z");
    await clock.set(id, { isPaused: true });
    realMs += 3_600_000;
    expect(clock.now(id)).toBe("2026-11-20T07:01:00.000Z");
    await clock.set(id, { isPaused: false });
    realMs += 1_000;
    expect(clock.now(id)).toBe("2026-11-20T07:01:01.000Z");
    expect(published).toHaveLength(4);
  });

  it("keeps what another process changed since the last look", async () => {
    const clock = await make();
    await clock.set(id, { now: "2026-11-20T06:00:00Z", speed: 10 });
    const other = await make();
    await clock.set(id, { isPaused: true });
    // The other has not looked since.
    expect(other.read(id).isPaused).toBe(false);
    await other.set(id, { speed: 20 });
    await clock.refresh();
    for (const each of [clock, other]) expect(each.read(id)).toMatchObject({ isPaused: true, speed: 20 });
  });

  it("is not set where what must stand or fall with it falls", async () => {
    const clock = await make();
    await clock.set(id, { now: "2026-11-20T06:00:00Z" });
    const noted = clock.set(id, { isPaused: true }, async (_, before, after) => {
      expect([before.isPaused, after.isPaused]).toEqual([false, true]);
      throw new Error("no record");
    });
    await expect(noted).rejects.toThrow("no record");
    expect(clock.read(id).isPaused).toBe(false);
    expect((await make()).read(id).isPaused).toBe(false);
  });

  it("goes on over a restart of the process", async () => {
    await (await make()).set(id, { now: "2026-11-20T06:00:00Z", speed: 10 });
    realMs += 5_000;
    expect((await make()).now(id)).toBe("2026-11-20T06:00:50.000Z");
  });

  it("refuses a speed outside of 1 to 60 and an organisation it does not know", async () => {
    const clock = await make();
    await expect(clock.set(id, { speed: 61 })).rejects.toThrow("clock.speed: found 61, expected 1 to 60");
    expect(() => clock.now(id + 1)).toThrow("found no organisation");
  });
});
