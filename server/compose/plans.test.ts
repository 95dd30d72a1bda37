import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlannedCity, type PlannedCity } from "#server/compose/fixture-planned-city.ts";
import type { OverflowRisk } from "#server/forecast/schema.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";
import { sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { PlanDetail } from "#server/routing/schema.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";

const STREETS = {
  overStreets: createStreetTravel,
  withoutStreets: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
};
const database = withTestDatabase();
const statuses: string[] = [];
let likely: OverflowRisk[] = [];
let city: PlannedCity;
let open: PlannedCity["open"];
let routing: PlannedCity["routing"];
let dayPlan: PlannedCity["dayPlan"];
let audit: PlannedCity["audit"];
let finished: PlannedCity["finished"];
let scope: Scope;
let today: string;

beforeAll(async () => {
  city = await openPlannedCity(database.url, {
    now: "2026-11-24T10:30:00Z",
    travel: STREETS,
    told: (status) => statuses.push(status),
    likely: () => likely,
  });
  ({ open, routing, dayPlan, audit, finished, scope, today } = city);
}, 120_000);
afterAll(() => city.close());

/** Every stop of a day with what its route and its announced window are. */
const rowsOf = async (day: string): Promise<Record<string, unknown>[]> => {
  const { rows } = await open.pool.query<Record<string, unknown>>(
    `SELECT s.id, s.route_id, s.depot_id, s.sequence, s.planned_at, s.window_start_at, s.window_end_at, r.vehicle_id,
       r.status, r.planned_start_at, r.planned_end_at, r.planned_distance_m, r.planned_duration_s, r.stops_total
     FROM stop s LEFT JOIN route r ON r.id = s.route_id
     WHERE s.organisation_id = $1 AND s.service_day = $2 ORDER BY s.id`,
    [scope.organisationId, day],
  );
  return rows;
};

const countersAreRight = async (day: string): Promise<boolean> => {
  const { rowCount } = await open.pool.query(
    `SELECT FROM route r WHERE service_day = $1 AND stops_total <> (SELECT count(*) FROM stop WHERE route_id = r.id)`,
    [day],
  );
  return rowCount === 0;
};

describe("planning tomorrow over a demo city", () => {
  let plan: PlanDetail;
  let before: Record<string, unknown>[];
  const tomorrow = (): string => addDays(today, 1);

  it("makes no day by a look that lies months ahead", async () => {
    const far = addDays(today, 61);
    await expect(routing.board.day(scope, far)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: `service day ${far} lies too far ahead, expected ${addDays(today, 60)} or earlier`,
    });
    expect(await rowsOf(far)).toEqual([]);
  });

  it("proposes a cheaper day that serves every stop once, and changes nothing", async () => {
    // Whoever looks at a coming day first makes it, as it is made without a planner.
    expect((await routing.board.day(scope, tomorrow())).totals.stops).toBeGreaterThan(1_000);
    before = await rowsOf(tomorrow());
    const { id } = await routing.request(scope, {
      kind: "day",
      serviceDay: tomorrow(),
      budgetS: 6,
      seed: 1,
    });
    plan = await finished(id);
    expect(plan.fault).toBeNull();
    expect(plan.status).toBe("proposed");
    const [current, proposal] = [plan.current, plan.proposal];
    if (current === null || proposal === null) throw new Error("plan: found no totals, expected both");
    expect(proposal.costCents).toBeLessThan(current.costCents);
    expect(proposal.violations).toBe(0);
    const served = plan.proposalDay?.routes.flatMap(({ visits }) =>
      visits.flatMap(({ stopId }) => stopId ?? []),
    );
    const left = plan.proposalDay?.unserved.map(({ stopId }) => stopId) ?? [];
    expect([...(served ?? []), ...left].sort((a, b) => a - b)).toEqual(before.map(({ id: stop }) => stop));
    expect(plan.progress.length).toBeGreaterThan(1);
    for (const [i, { costCents, unserved }] of plan.progress.entries()) {
      const last = plan.progress[i - 1];
      if (last !== undefined && unserved === last.unserved)
        expect(costCents).toBeLessThanOrEqual(last.costCents);
    }
    expect(await rowsOf(tomorrow())).toEqual(before);
    expect(statuses).toContain("solving");
  }, 120_000);

  it("says why a stop is on its truck and how the truck drives", async () => {
    const route = plan.proposalDay?.routes[0];
    const stopId = route?.visits.find(({ kind }) => kind === "stop")?.stopId ?? 0;
    const why = await routing.why(scope, plan.id, stopId);
    expect(why.present?.vehicleId).toBe(route?.vehicleId);
    const extra = why.alternatives.map(({ extraCostCents }) => extraCostCents);
    expect(extra).toEqual(extra.toSorted((a, b) => a - b));
    const [line] = await routing.lines(scope, plan.id, "proposal", [route?.vehicleId ?? 0]);
    expect(line?.line.length).toBeGreaterThan((route?.visits.length ?? 0) - 1);
  }, 60_000);

  it("accepts the routes of some trucks, loses no stop, and is taken back whole", async () => {
    const chosen = plan.proposalDay?.routes.slice(0, 6) ?? [];
    const done = await routing.accept(scope, {
      id: plan.id,
      vehicleIds: chosen.map(({ vehicleId }) => vehicleId),
    });
    expect(done.stopsMoved).toBeGreaterThan(0);
    const after = await rowsOf(tomorrow());
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    for (const { vehicleId, visits } of chosen) {
      const wanted = visits.flatMap(({ stopId }) => stopId ?? []);
      const stored = after
        .filter((row) => row.vehicle_id === vehicleId)
        .sort((a, b) => Number(a.sequence) - Number(b.sequence));
      expect(stored.map(({ id }) => id)).toEqual(wanted);
    }
    const trayed = (rows: Record<string, unknown>[]) =>
      new Set(rows.filter(({ route_id }) => route_id === null).map(({ id }) => id));
    expect([...trayed(after)].filter((id) => !trayed(before).has(id)).length).toBe(done.unassigned);
    expect(await countersAreRight(tomorrow())).toBe(true);
    expect((await routing.plan(scope, plan.id)).status).toBe("accepted");
    await expect(routing.accept(scope, { id: plan.id })).rejects.toThrow("is accepted, expected a proposal");

    const undo = await audit.undo(scope, done.auditId);
    expect(await rowsOf(tomorrow())).toEqual(before);
    expect(await countersAreRight(tomorrow())).toBe(true);
    expect((await routing.plan(scope, plan.id)).status).toBe("proposed");

    await audit.undo(scope, undo);
    expect(await rowsOf(tomorrow())).toEqual(after);
    expect((await routing.plan(scope, plan.id)).status).toBe("accepted");
  }, 60_000);

  it("knows the middle of where each truck's driver worked", async () => {
    const { rows } = await open.pool.query<{ vehicleId: number; lng: number }>(
      `SELECT v.id AS "vehicleId", ST_X(t.location::geometry) AS lng
       FROM vehicle v
       JOIN LATERAL (SELECT driver_id FROM route WHERE vehicle_id = v.id AND service_day = $2 LIMIT 1) r ON true
       JOIN route d ON d.driver_id = r.driver_id AND d.service_day < $2
       JOIN stop s ON s.route_id = d.id AND s.status = 'done'
       JOIN site t ON t.id = s.site_id WHERE v.organisation_id = $1 ORDER BY 1, 2`,
      [scope.organisationId, today],
    );
    const middles = await dayPlan.territories(scope, today);
    const byTruck = groupBy(rows, ({ vehicleId }) => vehicleId);
    expect(byTruck.size).toBeGreaterThan(20);
    for (const [vehicleId, stops] of byTruck) {
      const below = stops[Math.ceil(stops.length / 2) - 1]?.lng ?? 0;
      const above = stops[Math.floor(stops.length / 2)]?.lng ?? 0;
      expect(middles.get(vehicleId)?.lng).toBeCloseTo((below + above) / 2, 9);
    }
  });

  it("tells other organisations nothing of it", async () => {
    const stranger = { ...scope, organisationId: scope.organisationId + 1 };
    await expect(routing.plan(stranger, plan.id)).rejects.toThrow(`there is no plan ${plan.id}`);
    expect(await routing.plans(stranger, { limit: 10 })).toEqual([]);
  });
});

describe("a coming day with containers that may run over", () => {
  const day = (): string => addDays(today, 2);
  const dayAfter = (): string => addDays(today, 3);
  type SiteStream = { siteId: number; depotId: number; stream: string };
  const visitedOn = async (): Promise<SiteStream[]> =>
    (
      await open.pool.query(
        `SELECT site_id AS "siteId", depot_id AS "depotId", stream FROM stop
         WHERE organisation_id = $1 AND service_day = $2 ORDER BY id LIMIT 1`,
        [scope.organisationId, day()],
      )
    ).rows;
  /** Sites beside others that are visited, which no route goes to on any day; made anew, so that they have no stops. */
  const unvisited = async (): Promise<SiteStream[]> =>
    (
      await open.pool.query(
        `WITH near AS (
           SELECT DISTINCT ON (s.site_id) s.site_id, s.stream, nextval(pg_get_serial_sequence('site', 'id'))::int AS id
           FROM stop s WHERE s.organisation_id = $1 AND s.service_day = $2
             AND s.depot_id = (SELECT min(depot_id) FROM stop WHERE organisation_id = $1 AND service_day = $2)
           ORDER BY s.site_id LIMIT 20), made AS (
           INSERT INTO site SELECT (jsonb_populate_record(t, jsonb_build_object('id', n.id, 'external_id', 'free-' || n.id))).*
           FROM near n JOIN site t ON t.id = n.site_id RETURNING id, depot_id), held AS (
           INSERT INTO container SELECT (jsonb_populate_record(c, jsonb_build_object('id',
             nextval(pg_get_serial_sequence('container', 'id')), 'site_id', n.id, 'external_id', 'free-' || c.id))).*
           FROM near n JOIN container c ON c.id = (SELECT min(id) FROM container
             WHERE site_id = n.site_id AND stream = n.stream) RETURNING id)
         SELECT m.id AS "siteId", m.depot_id AS "depotId", n.stream FROM made m JOIN near n ON n.id = m.id ORDER BY 1`,
        [scope.organisationId, day()],
      )
    ).rows;
  let free: SiteStream[] = [];

  it("offers its plan a few a depot; those worth it are taken, labelled, brought in with the plan and taken back", async () => {
    for (const each of [day(), dayAfter()]) await routing.board.day(scope, each);
    free = await unvisited();
    const [visited] = await visitedOn();
    const [worth, worthless] = free;
    if (worth === undefined || worthless === undefined || visited === undefined)
      throw new Error(
        `sites: found ${free.length} without a stop on ${day()}, expected two of a depot and a visited one`,
      );
    const pickup = addDays(day(), 3);
    const risk = { pickup, chance: 0.9 };
    likely = [
      { ...visited, ...risk, penaltyCents: 10_000_000 },
      { ...worth, ...risk, penaltyCents: 10_000_000 },
      { ...worthless, ...risk, penaltyCents: 0 },
    ];
    const before = await rowsOf(day());
    const { id } = await routing.request(scope, { kind: "day", serviceDay: day(), budgetS: 4, seed: 1 });
    const plan = await finished(id);
    likely = [];
    expect(plan.fault).toBeNull();
    const added =
      plan.proposalDay?.routes.flatMap(({ visits }) => visits.filter(({ overflow }) => overflow)) ?? [];
    expect(added.map(({ overflow }) => overflow)).toEqual([risk]);
    const known = new Set(before.map((row) => row.id));
    for (const side of [plan.currentDay, plan.proposalDay])
      expect(side?.unserved.every(({ stopId }) => known.has(stopId))).toBe(true);
    expect(await rowsOf(day())).toEqual(before);
    const done = await routing.accept(scope, { id });
    const after = await rowsOf(day());
    expect(after).toHaveLength(before.length + 1);
    expect(after.find((row) => !known.has(row.id))).toMatchObject({ id: added[0]?.stopId });
    expect(after.find((row) => !known.has(row.id))?.route_id).not.toBeNull();
    expect(await countersAreRight(day())).toBe(true);
    const offeredNext = async (): Promise<number> => {
      likely = [{ ...worth, ...risk, penaltyCents: 10_000_000 }];
      const offered = await dayPlan.overflowStops(scope, await dayPlan.picture(scope, dayAfter()));
      likely = [];
      return offered.length;
    };
    // The container is emptied on the day before: no stop stands in for the same pickup twice.
    expect(await offeredNext()).toBe(0);
    const undo = await audit.undo(scope, done.auditId);
    expect(await rowsOf(day())).toEqual(before);
    expect(await offeredNext()).toBe(1);
    await audit.undo(scope, undo);
    expect(await rowsOf(day())).toEqual(after);
  }, 120_000);

  it("offers the twelve likeliest of a depot at most", async () => {
    // The plan before took the first.
    const left = free.slice(1);
    expect(left.length).toBeGreaterThan(12);
    likely = left.map((site) => ({
      ...site,
      depotId: 1,
      pickup: addDays(day(), 2),
      chance: 0.9,
      penaltyCents: 1,
    }));
    const offered = await dayPlan.overflowStops(scope, await dayPlan.picture(scope, day()));
    likely = [];
    expect(offered.map(({ overflow }) => overflow?.siteId).sort()).toEqual(
      left
        .slice(0, 12)
        .map(({ siteId }) => siteId)
        .sort(),
    );
    expect(offered.every(({ load, service, lng }) => load > 0 && service > 0 && lng !== 0)).toBe(true);
  });
});

describe("the running day of a demo city", () => {
  it("has in its tray the stops that no truck has, and those of trucks that cannot go on with their names", async () => {
    const { tray } = await routing.board.day(scope, today);
    const given = await open.db.$queryRaw<{ id: number; vehicle: string | null }[]>(sql`
      SELECT s.id, v.name AS vehicle FROM stop s
      LEFT JOIN route r ON r.id = s.route_id LEFT JOIN vehicle v ON v.id = r.vehicle_id
      WHERE s.organisation_id = ${scope.organisationId} AND s.service_day = ${today}::date`);
    const vehicleOf = new Map(given.map(({ id, vehicle }) => [id, vehicle]));
    expect(tray.map(({ leftBy }) => leftBy)).toEqual(tray.map(({ stopId }) => vehicleOf.get(stopId)));
    expect(new Set(tray.map(({ leftBy }) => leftBy === null)).size).toBe(2);
  });

  it("prices a move as it then turns out, makes it, and takes it back", async () => {
    const day = await routing.board.day(scope, today);
    const [from, to] = day.routes.filter(
      ({ visits }) => visits.filter(({ isPinned }) => !isPinned).length > 6,
    );
    const stop = from?.visits.findLast(({ kind, isPinned }) => kind === "stop" && !isPinned);
    if (!from || !to || stop?.stopId == null)
      throw new Error("board: found no two trucks under way, expected some");
    const before = await rowsOf(today);
    const move = {
      serviceDay: today,
      stopId: stop.stopId,
      to: { vehicleId: to.vehicleId, position: to.stops },
    };
    const price = await routing.board.price(scope, move);
    const done = await routing.board.move(scope, move);
    expect(done.price).toEqual(price);
    const after = await routing.board.day(scope, today);
    expect(after.totals.costCents - day.totals.costCents).toBeCloseTo(price.costCents, 3);
    expect(after.totals.distanceM - day.totals.distanceM).toBeCloseTo(price.distanceM, 3);
    await audit.undo(scope, done.auditId);
    expect(await rowsOf(today)).toEqual(before);
  }, 60_000);

  it("adds a stop at a site that has none: priced as it turns out, once, and taken back whole and again", async () => {
    const [site] = await open.db.$queryRaw<{ id: number; stream: string }[]>(sql`
      SELECT t.id, t.streams[1] AS stream FROM site t WHERE t.organisation_id = ${scope.organisationId}
        AND NOT EXISTS (SELECT FROM stop s WHERE s.site_id = t.id AND s.service_day = ${today}::date)
      ORDER BY t.id LIMIT 1`);
    if (site === undefined) throw new Error("sites: found none without a stop today, expected some");
    const extra = { serviceDay: today, siteId: site.id, stream: site.stream };
    const before = await rowsOf(today);
    const { places } = await routing.board.extraPlaces(scope, extra);
    expect(await rowsOf(today)).toEqual(before);
    const costs = places.map(({ extraCostCents }) => extraCostCents);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    const [place] = places;
    if (place === undefined) throw new Error("places: found none, expected one or more");
    const to = { vehicleId: place.vehicleId, position: place.position };
    const done = await routing.board.addExtra(scope, { ...extra, to });
    expect({ ...done.price, stopId: 0 }).toEqual(place.price);
    const after = await rowsOf(today);
    expect(after).toHaveLength(before.length + 1);
    expect(await countersAreRight(today)).toBe(true);
    await expect(routing.board.addExtra(scope, { ...extra, to: null })).rejects.toThrow(
      "already, expected none",
    );
    const undo = await audit.undo(scope, done.auditId);
    expect(await rowsOf(today)).toEqual(before);
    expect(await countersAreRight(today)).toBe(true);
    await audit.undo(scope, undo);
    expect(await rowsOf(today)).toEqual(after);
    const stranger = { ...scope, organisationId: scope.organisationId + 1 };
    await expect(routing.board.extraPlaces({ ...scope, depotIds: [0] }, extra)).rejects.toThrow();
    await expect(routing.board.extraPlaces(stranger, extra)).rejects.toThrow();
  }, 60_000);

  it("plans the rest of it no dearer by load than it is, and leaves what is done where it is", async () => {
    const { id } = await routing.request(scope, { kind: "rest", serviceDay: today, budgetS: 3, seed: 1 });
    const plan = await finished(id);
    expect(plan.fault).toBeNull();
    const [current, proposal] = [plan.current, plan.proposal];
    if (current === null || proposal === null) throw new Error("plan: found no totals, expected both");
    expect(proposal.unserved).toBeLessThanOrEqual(current.unserved);
    // What it serves beside costs its gate fees.
    const byLoad = (day: PlanDetail["currentDay"]) =>
      (day?.totals.costCents ?? 0) / (day?.routes.reduce((sum, { load }) => sum + load, 0) ?? 0);
    expect(byLoad(plan.proposalDay)).toBeLessThan(byLoad(plan.currentDay));
    expect(proposal.overtimeS).toBeLessThanOrEqual(current.overtimeS + 60);
    const settled = (day: PlanDetail["currentDay"]) =>
      day?.routes.flatMap(({ vehicleId, visits }) =>
        visits.flatMap(({ isPinned, stopId }) => (isPinned ? [`${vehicleId}/${stopId}`] : [])),
      );
    expect(settled(plan.proposalDay)).toEqual(settled(plan.currentDay));
  }, 120_000);

  it("answers a breakdown with three options that give work to other trucks only", async () => {
    const day = await routing.board.day(scope, today);
    const broken = day.routes.find(({ visits }) => visits.filter(({ isPinned }) => !isPinned).length > 6);
    if (!broken) throw new Error("board: found no truck under way, expected some");
    const { ids } = await routing.rescue(scope, { vehicleId: broken.vehicleId, budgetS: 3 });
    const options = await Promise.all(ids.map(finished));
    // Every truck of the demo day is out: one of them answers where no spare stands still.
    expect(options.map(({ option }) => option)).toEqual(["take-over", "one-truck", "replan"]);
    for (const { proposalDay, fault, current } of options) {
      expect(fault).toBeNull();
      const own = proposalDay?.routes.find(({ vehicleId }) => vehicleId === broken.vehicleId);
      expect(own?.visits.every(({ isPinned }) => isPinned) ?? true).toBe(true);
      expect(proposalDay?.totals.unserved).toBeLessThan(current?.unserved ?? 0);
    }
  }, 120_000);
});
