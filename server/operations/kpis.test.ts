import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "#server/lib/random.ts";
import type { Scope } from "#server/lib/scope.ts";
import { isoWeekOf } from "#server/lib/service-day.ts";
import { plantFleet } from "#server/operations/fixture-fleet.ts";
import { createKpis } from "#server/operations/kpis.ts";
import type { KpiFilter } from "#server/operations/schema.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:30:00.000Z";
const scope: Scope = {
  organisationId: 1,
  userId: "u",
  userName: "U",
  role: "manager",
  depotIds: null,
  driverId: null,
  isOperator: true,
};

type Made = {
  organisation: number;
  depot: number;
  day: string;
  stream: string;
  due: number;
  done: number;
  missed: number;
  hours: number;
};

// 300 routes of two organisations and three depots, drawn from a fixed seed.
const random = seeded("kpis.test");
const made: Made[] = Array.from({ length: 300 }, (_, i) => {
  const due = 20 + random.int(60);
  const missed = random.int(5);
  return {
    organisation: random.chance(0.8) ? 1 : 2,
    depot: 1 + random.int(3),
    day: `2026-11-${String(1 + random.int(22)).padStart(2, "0")}`,
    stream: random.pick(["refuse", "recycling"]),
    due,
    done: due - missed,
    missed,
    hours: 4 + (i % 5),
  };
});

const open = { current: undefined as ReturnType<typeof openDb> | undefined };
const dbOf = () => {
  if (!open.current) throw new Error("the database is not open yet");
  return open.current.db;
};

beforeAll(async () => {
  open.current = openDb({ url: database.url, poolSize: 3 });
  for (const [i, m] of made.entries())
    await dbOf().$executeRaw(sql`
      INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, status, planned_start_at,
        planned_end_at, shift_end_at, started_at, ended_at, planned_distance_m, actual_distance_m, planned_duration_s,
        stops_total, stops_done, stops_missed, updated_at)
      VALUES (${m.organisation}, ${m.depot}, ${m.day}::date, ${i}, ${`R-${i}`}, ${m.stream}, 'done',
        ${m.day}::date + interval '6 hours', ${m.day}::date + interval '14 hours', ${m.day}::date + interval '15 hours',
        ${m.day}::date + interval '6 hours', ${m.day}::date + make_interval(hours => ${6 + m.hours}::int),
        50000, 55000, 28800, ${m.due}, ${m.done}, ${m.missed}, ${NOW}::timestamptz)`);
});
afterAll(() => open.current?.close());

const kpis = () =>
  createKpis({
    db: dbOf(),
    clock: () => ({ now: NOW, serviceDay: "2026-11-23", timeZone: "Europe/London" }),
  });
const all: KpiFilter = { from: "2026-11-01", to: "2026-11-30" };
const total = (rows: Made[], of: (m: Made) => number) => rows.reduce((sum, m) => sum + of(m), 0);

describe("KPIs over stored routes", () => {
  it("equal the ratio summed by hand, in the scope's organisation only", async () => {
    const mine = made.filter((m) => m.organisation === 1);
    const value = await kpis().value(scope, "missed-per-1000", all);
    expect(value.value).toBeCloseTo((1000 * total(mine, (m) => m.missed)) / total(mine, (m) => m.due), 9);
    const perHour = await kpis().value(scope, "stops-per-hour", all);
    expect(perHour.value).toBeCloseTo(total(mine, (m) => m.done) / total(mine, (m) => m.hours), 9);
  });

  it("leave out depots the scope may not see, whatever the filter asks for", async () => {
    const mine = made.filter((m) => m.organisation === 1 && m.depot === 2);
    const limited = { ...scope, depotIds: [2] };
    const value = await kpis().value(limited, "completion", { ...all, depotIds: [1, 2, 3] });
    expect(value.numerator / 100).toBe(total(mine, (m) => m.done));
    expect(value.denominator).toBe(total(mine, (m) => m.due));
  });

  it("split by two things add up to the whole, also where both are of the vehicle", async () => {
    const mine = made.filter((m) => m.organisation === 1);
    for (const [by, over] of [
      ["stream", "week"],
      ["contractor", "stream"],
      ["vehicle", "body-type"],
      ["zone", "depot"],
    ] as const) {
      const parts = await kpis().breakdown(scope, "completion", all, by, { over });
      const isOfDepots = over === "depot";
      // No depot is stored yet, and a split by depots keeps to those that are.
      expect(parts.reduce((sum, p) => sum + p.denominator, 0)).toBe(
        isOfDepots ? 0 : total(mine, (m) => m.due),
      );
    }
  });

  it.each(["depot", "zone", "driver", "vehicle", "stream"] as const)(
    "split by %s twice are split by it once",
    async (by) => {
      const twice = await kpis().breakdown(scope, "completion", all, by, { over: by });
      expect(twice).toEqual(await kpis().breakdown(scope, "completion", all, by));
    },
  );

  it("leave out what a filter excepts, and keep what is of none", async () => {
    const mine = made.filter((m, i) => m.organisation === 1 && m.depot !== 2 && i !== 0);
    const value = await kpis().value(scope, "completion", {
      ...all,
      except: { depotIds: [2], routes: ["R-0"], vehicleIds: [7], driverIds: [7], zones: ["North"] },
    });
    expect(value.denominator).toBe(total(mine, (m) => m.due));
    const none = await kpis().value(scope, "completion", { ...all, except: { contractors: ["own crews"] } });
    expect(none.value).toBeNull();
  });

  it("split by stream and by week add up to the whole", async () => {
    for (const by of ["stream", "week", "day", "route", "weekday", "contractor"] as const) {
      const parts = await kpis().breakdown(scope, "completion", all, by);
      expect(parts.reduce((sum, p) => sum + p.denominator, 0)).toBe(
        total(
          made.filter((m) => m.organisation === 1),
          (m) => m.due,
        ),
      );
    }
  });

  it("keep to the weeks in which most containers of the route's zone have a stream collected", async () => {
    await dbOf().$executeRaw(sql`INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
      VALUES (1, 1, 'd', 'D', 'POINT(0 51)', 'UTC', 0, 1440)`);
    await dbOf().$executeRaw(sql`INSERT INTO zone (id, organisation_id, external_id, number, name, area)
      SELECT n, 1, 'z' || n, n, 'Z' || n, 'MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))' FROM generate_series(1, 3) n`);
    await dbOf().$executeRaw(sql`INSERT INTO site (id, organisation_id, external_id, depot_id, zone_id, name, location, streams,
        demand_l, service_s, window_start_min, window_end_min)
      SELECT n, 1, 's' || n, 1, 1 + n % 3, 'S', 'POINT(0 51)', '{recycling}', 1, 1, 0, 1 FROM generate_series(0, 8) n`);
    // Zone 1 in odd weeks but for one shop, zone 2 in even ones, zone 3 in every week; glass everywhere in every week.
    await dbOf().$executeRaw(sql`INSERT INTO container (organisation_id, site_id, external_id, stream, kind, volume_l, weekdays, weeks)
      SELECT 1, n, 'r' || n, 'recycling', 'cart', 240, '{1}'::int[],
        CASE WHEN n = 0 THEN 'every' ELSE (ARRAY['odd', 'even', 'every'])[1 + n % 3] END FROM generate_series(0, 8) n
      UNION ALL SELECT 1, n, 'g' || n, 'glass', 'cart', 240, '{1}'::int[], 'every' FROM generate_series(0, 8) n`);
    await dbOf().$executeRaw(
      sql`UPDATE route SET zone_id = 1 + number % 3 WHERE organisation_id = 1 AND number % 4 > 0`,
    );
    const zoneOf = (i: number) => (i % 4 > 0 ? 1 + (i % 3) : null);
    const isOdd = (day: string) => isoWeekOf(day) % 2 === 1;
    const mine = made.filter((m, i) => {
      const zone = zoneOf(i);
      return (
        m.organisation === 1 && (zone === 3 || (zone === 1 && isOdd(m.day)) || (zone === 2 && !isOdd(m.day)))
      );
    });
    const value = await kpis().value(scope, "completion", { ...all, inWeeksOf: "recycling" });
    expect(value.denominator).toBe(total(mine, (m) => m.due));
    const zoned = made.filter((m, i) => m.organisation === 1 && zoneOf(i) !== null);
    const glass = await kpis().value(scope, "completion", { ...all, inWeeksOf: "glass" });
    expect(glass.denominator).toBe(total(zoned, (m) => m.due));
  });

  it("have no value where no route ran", async () => {
    const value = await kpis().value(scope, "on-time", { from: "2020-01-01", to: "2020-01-02" });
    expect(value.value).toBeNull();
  });

  it("hold a running day against the week before at the same time of the clock, over a change of summer time", async () => {
    // Ids of other tests are written out.
    for (const table of ["organisation", "depot", "site", "zone"])
      await dbOf().$executeRaw(sql`SELECT setval(pg_get_serial_sequence(${table}, 'id'), 1000)`);
    const { organisationId, vehicles } = await plantFleet(dbOf(), {
      vehicles: 1,
      stops: 2,
      day: "2026-10-19",
    });
    // 10:15 and 10:45 in London, which keeps summer time that day and no more a week later.
    for (const [i, minutes] of [15, 45].entries())
      await dbOf().$executeRaw(sql`
        UPDATE stop SET planned_at = '2026-10-19T09:00:00Z'::timestamptz + make_interval(mins => ${minutes}::int)
        WHERE id = ${vehicles[0]?.stopIds[i] ?? 0}`);
    const running = { now: "2026-10-26T10:30:00.000Z", serviceDay: "2026-10-26", timeZone: "Europe/London" };
    const own = createKpis({ db: dbOf(), clock: () => running });
    const tiles = await own.tiles({ ...scope, organisationId }, { serviceDay: "2026-10-26" });
    expect(tiles.find(({ name }) => name === "completion")?.weekAgo.denominator).toBe(1);
  });

  it("tell what moved the running day against another as that stood at the same time, and whole days whole", async () => {
    const { organisationId, vehicles } = await plantFleet(dbOf(), {
      ...{ slug: "moved", vehicles: 1, stops: 2, day: "2026-10-19" },
    });
    // 10:15 and done in London, and 10:45, by the whole day missed.
    const [route, [first, second] = []] = [vehicles[0]?.routeId, vehicles[0]?.stopIds];
    await dbOf().$executeRaw(sql`UPDATE stop SET planned_at = '2026-10-19T09:15:00Z', done_at = '2026-10-19T09:20:00Z',
      status = 'done' WHERE id = ${first ?? 0}`);
    await dbOf().$executeRaw(
      sql`UPDATE stop SET planned_at = '2026-10-19T09:45:00Z', status = 'missed' WHERE id = ${second ?? 0}`,
    );
    await dbOf().$executeRaw(sql`UPDATE route SET stops_done = 1, stops_missed = 1 WHERE id = ${route ?? 0}`);
    const of = (day: string): KpiFilter => ({ from: day, to: day });
    const pastOn = async (serviceDay: string, filter: KpiFilter) => {
      const running = { now: `${serviceDay}T10:30:00.000Z`, serviceDay, timeZone: "Europe/London" };
      const own = createKpis({ db: dbOf(), clock: () => running });
      const asker = { ...scope, organisationId };
      const told = await own.moves(asker, "completion", { filter, before: of("2026-10-19") }, ["route"]);
      const turned = await own.moves(asker, "completion", { filter: of("2026-10-19"), before: filter }, [
        "route",
      ]);
      expect(turned.now).toBe(told.past);
      return told.past;
    };
    expect(await pastOn("2026-10-26", of("2026-10-26"))).toBe(100);
    expect(await pastOn("2026-10-27", of("2026-10-26"))).toBe(50);
    expect(await pastOn("2026-10-26", { from: "2026-10-20", to: "2026-10-26" })).toBe(50);
  });

  it("make a tile for every KPI with its trend and the same weekday before", async () => {
    const tiles = await kpis().tiles(scope, { serviceDay: "2026-11-20" });
    const completion = tiles.find((t) => t.name === "completion");
    const day = made.filter((m) => m.organisation === 1 && m.day === "2026-11-20");
    const before = made.filter((m) => m.organisation === 1 && m.day === "2026-11-13");
    expect(completion?.current.denominator).toBe(total(day, (m) => m.due));
    expect(completion?.weekAgo.denominator).toBe(total(before, (m) => m.due));
    expect(completion?.trend.at(-1)?.key).toBe("2026-11-20");
  });
});
