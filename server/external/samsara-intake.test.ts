import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StatsPage, VehiclesPage } from "#server/external/samsara.schema.ts";
import type { SamsaraClient } from "#server/external/samsara-client.ts";
import type { ReportedEvent } from "#server/external/samsara-events.ts";
import { createSamsaraIntake, matchVehicle } from "#server/external/samsara-intake.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => open.close());

const START = Date.parse("2026-11-23T08:00:00Z");
const time = (s: number) => new Date(START + s * 1000).toISOString();
const OURS = [1, 2, 3].map((id) => ({ id, externalId: `t${id}`, name: `Truck ${id}`, plate: `P ${id}` }));
const point = (s: number) => ({
  time: time(s),
  latitude: 51,
  longitude: (s % 60) / 1000,
  speedMilesPerHour: 5,
});
const faultsAt = (s: number, spns: readonly number[]) => ({
  time: time(s),
  j1939: { diagnosticTroubleCodes: spns.map((spnId) => ({ spnId, fmiId: 1 })) },
});

let organisations = 100;
/** An intake over a Samsara that answers from what is put into `told`, in pages of two items. */
const make = ({ elsewhere = [] as number[] } = {}) => {
  const told: { at: number; item: object }[] = [];
  const events = new Map<string, ReportedEvent>();
  const asked: string[] = [];
  const refused: string[] = [];
  const seen = { nowS: 0, repeated: 0, failAt: null as number | null, batches: 0 };
  const pageOf = (items: object[], from: number) =>
    StatsPage.parse({
      data: items.slice(from, from + 2),
      pagination: {
        endCursor: String(Math.min(items.length, from + 2)),
        hasNextPage: from + 2 < items.length,
      },
    });
  const client: SamsaraClient = {
    vehicles: async (_, after) => {
      asked.push(`vehicles ${after ?? ""}`);
      return VehiclesPage.parse({
        data: OURS.map(({ id, name }) => ({ id: `s${id}`, name })),
        pagination: { endCursor: "", hasNextPage: false },
      });
    },
    feed: async (_, types, after) => {
      asked.push(`feed ${after ?? ""}`);
      return types.startsWith("gps")
        ? pageOf(
            told.filter(({ at }) => at <= seen.nowS).map(({ item }) => item),
            Number(after ?? 0),
          )
        : pageOf([], 0);
    },
    history: async (_, __, { start, end }, after) => {
      asked.push("history");
      const span = told.filter(
        ({ at }) => START + at * 1000 >= start.getTime() && START + at * 1000 <= end.getTime(),
      );
      return pageOf(
        span.map(({ item }) => item),
        Number(after ?? 0),
      );
    },
    snapshot: async (_, __, ids) => {
      asked.push(`snapshot ${ids.join(",")}`);
      const newest = ids.flatMap(
        (id) => told.filter(({ item }) => Reflect.get(item, "id") === id).at(-1) ?? [],
      );
      return StatsPage.parse({
        data: newest.map(({ item }) => item),
        pagination: { endCursor: "", hasNextPage: false },
      });
    },
  };
  const intake = createSamsaraIntake({
    db: open.db,
    client,
    vehiclesOf: async () => OURS,
    standing: async () => ({ onRoute: new Set([1]), elsewhere: new Set(elsewhere) }),
    ingest: async (_, batch) => {
      if (seen.batches++ === seen.failAt) throw new Error("the database went away");
      for (const event of batch) {
        const key = `${event.vehicleId}/${event.sequence}`;
        if (events.has(key)) seen.repeated++;
        else events.set(key, event);
      }
    },
    storeReadings: async () => {},
    nowMs: () => START + seen.nowS * 1000,
    report: (sentences) => void refused.push(...sentences),
  });
  return { intake, told, events, asked, refused, seen, organisationId: organisations++ };
};
const kinds = (events: ReadonlyMap<string, ReportedEvent>) =>
  [...events.values()]
    .map(({ vehicleId, kind, at }) => `${vehicleId} ${kind} ${(Date.parse(at) - START) / 1000}`)
    .sort();

describe("taking in what Samsara tells", () => {
  it("goes on where it was and stores each report once", async () => {
    const { intake, told, events, seen, asked, organisationId } = make();
    for (let s = 0; s < 5; s++) told.push({ at: s * 10, item: { id: "s1", gps: [point(s * 10)] } });
    seen.nowS = 20;
    await intake.poll(organisationId);
    expect(kinds(events)).toEqual(["1 position 0", "1 position 10", "1 position 20"]);
    seen.nowS = 40;
    await intake.poll(organisationId);
    expect(events.size).toBe(5);
    expect(seen.repeated).toBe(0);
    expect(asked.filter((ask) => ask.startsWith("vehicles"))).toHaveLength(1);
    expect(asked).not.toContain("history");
  });

  it("looks vehicles up once where moves and readings are read side by side", async () => {
    const { intake, asked, organisationId } = make();
    await Promise.all([intake.poll(organisationId), intake.pollReadings(organisationId)]);
    expect(asked.filter((ask) => ask.startsWith("vehicles"))).toHaveLength(1);
  });

  it("fills in a gap from history, and what feed and history both tell counts once", async () => {
    const { intake, told, events, seen, asked, organisationId } = make();
    told.push({ at: 0, item: { id: "s1", gps: [point(0)] } });
    await intake.poll(organisationId);
    for (let s = 60; s <= 1200; s += 60) told.push({ at: s, item: { id: "s2", gps: [point(s)] } });
    seen.nowS = 1200;
    await intake.poll(organisationId);
    expect(asked).toContain("history");
    expect(events.size).toBe(21);
    expect(seen.repeated).toBe(21);
  });

  it("reads a page again whose storing failed, and loses and doubles nothing", async () => {
    const { intake, told, events, seen, organisationId } = make();
    for (let s = 0; s < 6; s++) told.push({ at: s, item: { id: "s1", gps: [point(s)] } });
    Object.assign(seen, { nowS: 6, failAt: 1 });
    await expect(intake.poll(organisationId)).rejects.toThrow("the database went away");
    expect(events.size).toBe(2);
    await intake.poll(organisationId);
    expect(events.size).toBe(6);
    expect(seen.repeated).toBe(0);
  });

  it("leaves a vehicle whose day another source reports to that source", async () => {
    const { intake, told, events, organisationId } = make({ elsewhere: [1] });
    told.push({ at: 0, item: { id: "s1", gps: [point(0)] } }, { at: 0, item: { id: "s2", gps: [point(0)] } });
    await intake.poll(organisationId);
    expect(kinds(events)).toEqual(["2 position 0"]);
  });

  it("takes no report from a device whose clock runs ahead or stands years back", async () => {
    const { intake, told, events, organisationId } = make();
    for (const s of [3_600, -400 * 86_400, 0]) told.push({ at: 0, item: { id: "s3", gps: [point(s)] } });
    await intake.poll(organisationId);
    expect(kinds(events)).toEqual(["3 position 0"]);
  });

  it("reads a fleet one of whose devices tells nonsense, and says which", async () => {
    const { intake, told, events, refused, organisationId } = make();
    told.push({ at: 0, item: { id: "s1", gps: [{ ...point(0), latitude: "north" }] } });
    told.push({ at: 0, item: { id: "s2", gps: [point(0)] } });
    await intake.poll(organisationId);
    expect(kinds(events)).toEqual(["2 position 0"]);
    expect(refused).toEqual([expect.stringContaining("data[0].gps")]);
  });

  it("goes on after its own clock jumped back or ahead without telling a fault twice", async () => {
    const { intake, told, events, seen, organisationId } = make();
    told.push({ at: 0, item: { id: "s3", faultCodes: [faultsAt(0, [97])] } });
    seen.nowS = 10;
    for (const nowS of [10, 5, 90_000, 20]) {
      seen.nowS = nowS;
      await intake.poll(organisationId);
    }
    expect(kinds(events)).toEqual(["3 fault 0"]);
  });

  it("looks at once at a vehicle that a webhook tells of, and the feed then tells nothing new", async () => {
    const { intake, told, events, seen, asked, organisationId } = make();
    await intake.poll(organisationId);
    told.push({ at: 5, item: { id: "s3", faultCodes: [faultsAt(5, [97])] } });
    seen.nowS = 5;
    await Promise.all([intake.look(organisationId, ["s3", "nobody"]), intake.look(organisationId, ["s3"])]);
    expect(asked).toContain("snapshot s3");
    expect(kinds(events)).toEqual(["3 fault 5"]);
    await intake.poll(organisationId);
    expect(events.size).toBe(1);
  });

  it("stores the same faults whatever looks come between the polls", async () => {
    const report = fc.record({
      wait: fc.integer({ min: 1, max: 300 }),
      spns: fc.array(fc.integer({ min: 1, max: 4 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(report, { maxLength: 8 }),
        fc.array(fc.boolean(), { maxLength: 8 }),
        async (all, looks) => {
          const quiet = make();
          const busy = make();
          let s = 0;
          for (const [i, { wait, spns }] of all.entries()) {
            s += wait;
            for (const { told, seen } of [quiet, busy]) {
              told.push({ at: s, item: { id: "s3", faultCodes: [faultsAt(s, spns)] } });
              seen.nowS = s;
            }
            if (looks[i])
              await Promise.all([
                busy.intake.poll(busy.organisationId),
                busy.intake.look(busy.organisationId, ["s3"]),
              ]);
          }
          for (const { intake, organisationId } of [quiet, busy]) await intake.poll(organisationId);
          expect(kinds(busy.events)).toEqual(kinds(quiet.events));
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);

  it.each([
    ["by the id it carries", { id: "x", name: "?", externalIds: { ours: "t2" } }, 2],
    ["by its plate", { id: "x", name: "?", licensePlate: "P 3", externalIds: {} }, 3],
    ["by its name", { id: "x", name: "truck 1", externalIds: {} }, 1],
    ["by nothing", { id: "x", name: "Truck 9", externalIds: {} }, null],
  ])("finds a vehicle %s", (_, theirs, id) => {
    expect(matchVehicle(theirs, OURS)?.id ?? null).toBe(id);
  });

  it("takes no vehicle where two of ours have the name", () => {
    const twins = OURS.map((vehicle) => ({ ...vehicle, name: "Truck" }));
    expect(matchVehicle({ id: "x", name: "Truck", externalIds: {} }, twins)).toBeNull();
  });
});
