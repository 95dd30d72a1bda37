import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { siteList } from "#server/fleet/lists.ts";
import {
  CustomerRow,
  DriverRow,
  EntityNames,
  SiteDetail,
  SiteRow,
  ZoneCollection,
} from "#server/fleet/schema.ts";
import { createFleet, FLEET_UNDOERS, insideRing } from "#server/fleet/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const NOW = new Date("2026-11-23T23:30:00Z");
const scope: Scope = {
  organisationId: 1,
  userId: "u",
  userName: "Ann",
  role: "dispatcher",
  depotIds: null,
  driverId: null,
  isOperator: true,
};
const limited: Scope = { ...scope, depotIds: [2] };
const stranger: Scope = { ...scope, organisationId: 9 };
const everything = { filters: [], sort: [], offset: 0, limit: 100 };

describe("the fleet", () => {
  const database = withTestDatabase();
  let open: ReturnType<typeof openDb>;
  let fleet: ReturnType<typeof createFleet>;
  beforeAll(async () => {
    open = openDb({ url: database.url, poolSize: 2 });
    fleet = createFleet({
      db: open.db,
      now: () => NOW,
      depotOf: async (_, subject) => (subject === "route" ? 1 : undefined),
      riskOf: async () => ({ risk: null, trial: null }),
    });
    await open.pool.query(`
      INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min) VALUES
        (1, 1, 'n', 'North depot', 'POINT(0 51)', 'Europe/London', 360, 1140),
        (2, 1, 's', 'South depot', 'POINT(0 50)', 'Asia/Shanghai', 360, 1140),
        (3, 9, 'n', 'Theirs', 'POINT(0 51)', 'Europe/London', 360, 1140);
      INSERT INTO zone (id, organisation_id, depot_id, external_id, number, name, area) VALUES
        (1, 1, 1, 'z', 4, 'Zone 4', 'MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))');
      INSERT INTO facility (organisation_id, external_id, name, kind, location, streams, opens_min, closes_min, unload_s)
        VALUES (1, 'f', 'South landfill', 'landfill', 'POINT(0 51)', '{}', 0, 1440, 600);
      INSERT INTO customer (id, organisation_id, external_id, account_number, name, kind, phone, email, since) VALUES
        (1, 1, 'c1', '88213', 'Bakery', 'commercial', NULL, NULL, '2020-01-01'),
        (2, 1, 'c2', '88214', 'School', 'public', '1', 'a@b', '2021-01-01');
      INSERT INTO site (id, organisation_id, external_id, depot_id, zone_id, customer_id, name, street, house_number,
          location, streams, demand_l, service_s, window_start_min, window_end_min)
        SELECT n, 1, 's' || n, 1 + n % 2, CASE WHEN n % 2 = 0 THEN 1 END, 1 + n % 2, 'Site ' || n, 'Mill Lane', n::text,
          ST_MakePoint((n % 100) * 0.01, 50 + (n / 100) * 0.01), '{refuse}', 100, 60, 420, 1020 FROM generate_series(1, 6000) n;
      INSERT INTO container (organisation_id, site_id, external_id, stream, kind, volume_l, weekdays)
        VALUES (1, 7, 'k1', 'refuse', 'cart', 240, '{1}'), (1, 7, 'k2', 'glass', 'igloo', 3000, '{1,4}');
      INSERT INTO vehicle (id, organisation_id, depot_id, external_id, number, name, body_type, capacity_l, capacity_kg,
          streams, shift_start_min, shift_end_min, break_s, break_earliest_min, break_latest_min, contractor)
        VALUES (1, 1, 1, 'T1', 42, 'Truck 42', 'rear-loader', 1, 1, '{}', 0, 1, 0, 0, 0, 'contractor A');
      INSERT INTO driver (id, organisation_id, depot_id, external_id, name, home_address, skills, hired_on, wage_cents_per_hour)
        VALUES (1, 1, 1, 'd1', 'Maria', '1 Secret Road', '{hospital}', '2020-01-01', 2000),
               (2, 1, 2, 'd2', 'Chen', NULL, '{}', '2020-01-01', 2000);
      INSERT INTO shift (organisation_id, depot_id, driver_id, vehicle_id, service_day, planned_start_at, planned_end_at, clocked_in_at)
        VALUES (1, 1, 1, 1, '2026-11-23', '2026-11-23T06:00Z', '2026-11-23T14:00Z', '2026-11-23T05:58Z'),
               (1, 2, 2, 1, '2026-11-24', '2026-11-23T22:00Z', '2026-11-24T06:00Z', '2026-11-23T22:01Z');
      INSERT INTO service_order (organisation_id, depot_id, site_id, customer_id, kind, stream, status, description, requested_at)
        VALUES (1, 1, 2, 1, 'bulky-pickup', 'bulky', 'scheduled', 'sofa', '2026-11-20T10:00Z'),
               (1, 1, 2, 1, 'bulky-pickup', 'bulky', 'done', 'bed', '2026-11-10T10:00Z');
      INSERT INTO resident_call (organisation_id, depot_id, site_id, customer_id, at, reason, body)
        VALUES (1, 1, 2, 1, '2026-11-20T10:00Z', 'question', 'when'), (1, 1, 2, 1, '2026-08-01T10:00Z', 'question', 'old');
      INSERT INTO procedure (organisation_id, title, body, updated_at) VALUES (1, 'Smoking load', 'Tip it.', now());
      ANALYZE site`);
  });
  afterAll(() => open.close());

  it("lists sites of the asker's organisation and depots in the shape pages expect", async () => {
    const all = await fleet.sites(scope, everything);
    expect(all.total).toBe(6000);
    for (const row of all.rows) SiteRow.parse(row);
    const own = await fleet.sites(limited, everything);
    expect(own.total).toBe(3000);
    expect(new Set(own.rows.map((row) => row.depotId))).toEqual(new Set([2]));
    expect((await fleet.sites(stranger, everything)).rows).toEqual([]);
  });

  it("sorts sites by containers over all of them and shows a site with its containers", async () => {
    const sorted = await fleet.sites(scope, {
      ...everything,
      sort: [{ column: "containers", descending: true }],
    });
    expect(sorted.rows[0]).toMatchObject({ id: 7, containers: 2 });
    const detail = SiteDetail.parse(await fleet.site(scope, 7));
    expect(detail.containers.map((each) => each.stream)).toEqual(["glass", "refuse"]);
    await expect(fleet.site(limited, 2)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("counts a customer's sites, open orders and calls of ninety days, sorted or not", async () => {
    const plain = (await fleet.customers(scope, everything)).rows;
    const sorted = await fleet.customers(scope, {
      ...everything,
      sort: [
        { column: "calls90d", descending: true },
        { column: "openOrders", descending: true },
        { column: "sites", descending: true },
      ],
    });
    expect(sorted.rows).toEqual(plain);
    expect(CustomerRow.parse(plain[0])).toMatchObject({
      name: "Bakery",
      sites: 3000,
      openOrders: 1,
      calls90d: 1,
    });
    expect((await fleet.customers(limited, everything)).rows.map((row) => row.name)).toEqual(["School"]);
  });

  it("shows a driver's shift of his depot's own service day, and his private data to admins alone", async () => {
    const { rows } = await fleet.drivers(scope, everything);
    // 23:30 in London is already the 24th in Shanghai.
    expect(rows.map((row) => [DriverRow.parse(row).name, row.clockedInAt])).toEqual([
      ["Chen", "2026-11-23T22:01:00.000Z"],
      ["Maria", "2026-11-23T05:58:00.000Z"],
    ]);
    expect((await fleet.driver(scope, 1)).private).toBeNull();
    expect((await fleet.driver({ ...scope, role: "admin" }, 1)).private?.homeAddress).toBe("1 Secret Road");
    await expect(fleet.driver({ ...scope, role: "driver", driverId: 2 }, 1)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("finds the sites inside a ring through the spatial index", async () => {
    const ring = [
      { lng: -0.001, lat: 49.999 },
      { lng: 0.025, lat: 49.999 },
      { lng: 0.025, lat: 50.011 },
      { lng: -0.001, lat: 50.011 },
    ];
    const { rows } = await fleet.sitesInside(scope, ring, everything);
    expect(rows.map((row) => row.id).sort((a, b) => a - b)).toEqual([1, 2, 100, 101, 102]);
    const keys = siteList.keysSql({ ...scope, now: NOW }, everything, insideRing(ring));
    const plan = await open.db.$queryRaw<{ "QUERY PLAN": string }[]>(sql`EXPLAIN ${keys}`);
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("site_location_idx");
  });

  it("gives depots, facilities, zones and names within the scope", async () => {
    expect((await fleet.depots(limited)).map((depot) => depot.name)).toEqual(["South depot"]);
    expect(await fleet.facilities(scope)).toMatchObject([{ name: "South landfill", lng: 0, lat: 51 }]);
    expect(ZoneCollection.parse(await fleet.zones(scope)).features[0]?.properties.number).toBe(4);
    const names = EntityNames.parse(await fleet.entityNames(scope));
    expect(names).toMatchObject({
      streets: ["Mill Lane"],
      contractors: ["contractor A"],
      zones: [{ number: 4 }],
      vehicles: [{ number: 42 }],
      procedures: [{ name: "Smoking load" }],
    });
    expect(names.customers).toHaveLength(2);
    expect((await fleet.entityNames(limited)).drivers.map((driver) => driver.name)).toEqual(["Chen"]);
    expect((await fleet.entityNames(stranger)).customers).toEqual([]);
  });

  it("keeps notes on customers from crews, and from a depot that does not serve them", async () => {
    const crew: Scope = { ...scope, role: "driver", driverId: 1 };
    const found = { ...everything, search: "late payer" };
    // All sites of customer 1 are the North depot's.
    await fleet.addNote(scope, { subject: "customer", subjectId: 1, body: "A late payer" });
    expect((await fleet.notes(scope, found)).rows).toHaveLength(1);
    expect((await fleet.notes(crew, found)).rows).toEqual([]);
    for (const who of [crew, limited])
      await expect(fleet.addNote(who, { subject: "customer", subjectId: 1, body: "x" })).rejects.toThrow(
        /no customer 1/,
      );
    await fleet.addNote(limited, { subject: "customer", subjectId: 2, body: "Rings first" });
  });

  it("writes a note once it may, announces it, and undo takes it back", async () => {
    const note = await fleet.addNote(scope, { subject: "site", subjectId: 2, body: "Gate code 4711" });
    const found = { ...everything, search: "4711" };
    expect((await fleet.notes(scope, found)).rows).toEqual([note]);
    // The site is the North depot's.
    expect((await fleet.notes(limited, found)).rows).toEqual([]);
    await expect(fleet.addNote(limited, { subject: "site", subjectId: 2, body: "x" })).rejects.toThrow(
      /no site 2/,
    );
    await expect(fleet.addNote(scope, { subject: "stop", subjectId: 2, body: "x" })).rejects.toThrow(
      /no stop 2/,
    );
    const told = { topic: "note.added", payload: { path: ["id"], equals: note.id } };
    expect(await open.db.outbox.count({ where: told })).toBe(1);

    const audit = createAudit({ db: open.db, undoers: FLEET_UNDOERS });
    const [added] = await audit.list(scope, { entity: "note" });
    const undone = await audit.undo(scope, added?.id ?? 0);
    expect((await fleet.notes(scope, found)).rows).toEqual([]);
    await audit.undo(scope, undone);
    expect((await fleet.notes(scope, found)).rows).toEqual([note]);
  });
});
