import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDrafts, type Drafts } from "#server/ask/drafts.ts";
import { executePropose } from "#server/ask/execute-propose.ts";
import { withShown } from "#server/ask/hand-over.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type Ask, createAsk } from "#server/ask/service.ts";
import { insertDraft } from "#server/ask/store-drafts.ts";
import { partOf } from "#server/compose/fixture-asked-city.ts";
import { bareAsk } from "#server/compose/fixture-bare-ask.ts";
import { openPlannedCity, type PlannedCity } from "#server/compose/fixture-planned-city.ts";
import { createFleet } from "#server/fleet/service.ts";
import type { Operations } from "#server/operations/service.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { HandOver } from "#server/routing/schema.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";

const STREETS = {
  overStreets: createStreetTravel,
  withoutStreets: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
};
const database = withTestDatabase();
const NOW = "2026-11-24T10:30:00Z";
let city: PlannedCity;
let operations: Operations;
let ask: Ask;
let drafts: Drafts;

beforeAll(async () => {
  city = await openPlannedCity(database.url, { now: NOW, travel: STREETS });
  const { db } = city.open;
  const fleet = createFleet({
    db,
    now: () => new Date(NOW),
    depotOf: async () => null,
    riskOf: async () => ({ risk: null, trial: null }),
  });
  const bare = await bareAsk({ db, fleet, clock: city.clock });
  operations = bare.operationsAt(NOW);
  ask = createAsk({ ...bare, operations, handOver: city.routing.board.handOver });
  const { routing, audit } = city;
  drafts = createDrafts({ db, operations, routing, changes: audit, rowsNow: ask.rowsNow });
}, 120_000);
afterAll(() => city.close());

type Route = { id: number; name: string; vehicleId: number; left: number };
/** Routes under way with the stops they have left, those with most first, by stream. */
const routesUnderWay = async (): Promise<Route[]> => {
  const { rows } = await city.open.pool.query<Route>(
    `SELECT r.id, r.name, r.vehicle_id AS "vehicleId", count(*)::int AS left FROM route r
       JOIN vehicle v ON v.id = r.vehicle_id JOIN vehicle_state x ON x.vehicle_id = v.id
       JOIN stop s ON s.route_id = r.id AND s.status = 'pending' AND s.arrived_at IS NULL
     WHERE r.service_day = $1 AND r.status = 'active' AND x.status <> 'breakdown' AND v.body_type = 'rear-loader'
     GROUP BY r.id, r.name, r.vehicle_id ORDER BY r.stream, count(*) DESC, r.id`,
    [city.today],
  );
  return rows;
};
const stopsNow = async () =>
  (
    await city.open.pool.query(
      `SELECT s.id, r.vehicle_id, s.sequence, s.planned_at FROM stop s LEFT JOIN route r ON r.id = s.route_id
       WHERE s.service_day = $1 ORDER BY s.id`,
      [city.today],
    )
  ).rows as { id: number; vehicle_id: number | null; sequence: number }[];
const shownBy = async (draftId: number): Promise<HandOver> => {
  const { rows } = await city.open.pool.query<{ body: { shown: HandOver } }>(
    "SELECT body FROM ask_draft WHERE id = $1",
    [draftId],
  );
  if (!rows[0]) throw new Error(`draft ${draftId}: found none`);
  return rows[0].body.shown;
};

describe("the last stops of a route", () => {
  it("go to the trucks that were shown, in one change that is taken back whole", async () => {
    const [route] = (await routesUnderWay()).filter(({ left }) => left > 8);
    if (!route) throw new Error("routes: found none with nine stops left");
    const parts: AnswerPart[] = [];
    for await (const part of ask.ask(city.scope, {
      text: `Move the last 6 stops of ${route.name} to whoever has capacity.`,
    }))
      parts.push(part);
    const before = await stopsNow();
    const draftId = partOf(parts, "proposal")?.draftId ?? 0;
    const { moves, left } = await shownBy(draftId);
    const rows = partOf(parts, "rows")?.rows ?? [];
    expect(rows).toHaveLength(6);
    expect(moves.length).toBeGreaterThan(0);
    for (const { id, vehicle, extraCost, reason } of rows) {
      const move = moves.find(({ stopId }) => stopId === id);
      expect([vehicle, extraCost]).toEqual([move?.vehicle ?? null, move?.extraCostCents ?? null]);
      expect(reason).toBe(left.find(({ stopId }) => stopId === id)?.reason ?? null);
    }
    await drafts.confirm(city.scope, draftId);
    const after = new Map((await stopsNow()).map((stop) => [stop.id, stop.vehicle_id]));
    for (const { stopId, vehicleId } of moves) expect(after.get(stopId)).toBe(vehicleId);
    for (const { stopId } of left) expect(after.get(stopId)).toBe(route.vehicleId);
    const { rows: changes } = await city.open.pool.query<{ id: number }>(
      "SELECT id FROM audit WHERE action = 'board.move' ORDER BY id",
    );
    expect(changes).toHaveLength(1);
    await city.audit.undo(city.scope, changes[0]?.id ?? 0);
    expect(await stopsNow()).toEqual(before);
  }, 120_000);

  it("go to the truck of one route alone, or stay with why, and are refused whole once one was driven", async () => {
    const routes = await routesUnderWay();
    const [from, to] = routes.filter(({ left }) => left > 5);
    if (!from || !to) throw new Error("routes: found no two with stops left");
    const proposal = { action: "hand-over" as const, route: from.name, count: 4, toRoute: to.name };
    const reads = { operations, handOver: city.routing.board.handOver };
    const plan = await withShown(reads, city.scope, { kind: "propose", words: "w", proposal });
    if (plan.proposal.action !== "hand-over") throw new Error("found another proposal");
    const { moves = [], left = [] } = plan.proposal.shown ?? {};
    expect(moves.length + left.length).toBe(4);
    for (const { vehicleId } of moves) expect(vehicleId).toBe(to.vehicleId);
    for (const { reason } of left) expect(reason).toMatch(/^Truck \d+|^the day of Truck/);
    const parts: AnswerPart[] = [];
    const shown = executePropose(
      { ...reads, extraPlaces: null, changes: null, drafts: async () => [] },
      city.scope,
      plan,
    );
    for await (const part of shown) parts.push(part);
    expect(partOf(parts, "rows")?.rows.filter(({ reason }) => reason !== null)).toHaveLength(left.length);

    const [first] = moves;
    if (!first) throw new Error(`none of the stops fits: ${JSON.stringify(left)}`);
    const store = () => insertDraft(city.open.db, city.scope, { question: "hand over", ...plan });
    const id = await store();
    const mark = (status: string) =>
      city.open.pool.query("UPDATE stop SET status = $1, done_at = planned_at WHERE id = $2", [
        status,
        first.stopId,
      ]);
    await mark("done");
    const before = await stopsNow();
    await expect(drafts.confirm(city.scope, id)).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/^nothing was moved: /),
    });
    expect(await stopsNow()).toEqual(before);
    await mark("pending");
    await city.open.pool.query("UPDATE stop SET done_at = NULL WHERE id = $1", [first.stopId]);
    await drafts.confirm(city.scope, await store());
    const after = await stopsNow();
    for (const { stopId } of moves)
      expect(after.find((stop) => stop.id === stopId)?.vehicle_id).toBe(to.vehicleId);
  }, 120_000);

  it("leave no draft where none is left to move", async () => {
    const { rows } = await city.open.pool.query<{ name: string }>(
      "SELECT name FROM route WHERE service_day = $1 AND status = 'done' LIMIT 1",
      [city.today],
    );
    const parts: AnswerPart[] = [];
    for await (const part of ask.ask(city.scope, {
      text: `Move the last 6 stops of ${rows[0]?.name} to whoever has capacity.`,
    }))
      parts.push(part);
    expect(partOf(parts, "text")?.text).toBe(`${rows[0]?.name} has no stops left to hand over.`);
    expect(partOf(parts, "proposal")?.draftId).toBeNull();
  });

  it("say that a draft without what was shown cannot be confirmed", async () => {
    const proposal = { action: "hand-over" as const, route: "R-1", count: 4 };
    const id = await insertDraft(city.open.db, city.scope, { question: "q", words: "w", proposal });
    await expect(drafts.confirm(city.scope, id)).rejects.toThrow("ask again");
  });

  it("go to nobody who would work past his shift, where overtime is ruled out", async () => {
    const [route] = (await routesUnderWay()).filter(({ left }) => left > 5);
    const reads = { operations, handOver: city.routing.board.handOver };
    const takenBy = async (withoutOvertime: boolean) => {
      const proposal = { action: "hand-over" as const, route: route?.name ?? "", count: 5, withoutOvertime };
      const plan = await withShown(reads, city.scope, { kind: "propose", words: "w", proposal });
      return plan.proposal.action === "hand-over" ? (plan.proposal.shown?.moves ?? []) : [];
    };
    const ends = async (
      vehicleId: number,
    ): Promise<{ plannedEndAt: string | null; shiftEndAt: string | null }> => {
      const { rows } = await operations.page("routes", city.scope, {
        filters: [
          { column: "serviceDay", op: "eq", value: city.today },
          { column: "vehicleId", op: "eq", value: vehicleId },
        ],
        ...{ sort: [], offset: 0, limit: 1 },
      });
      return { plannedEndAt: rows[0]?.expectedEndAt ?? null, shiftEndAt: rows[0]?.shiftEndAt ?? null };
    };
    const [any, within] = [await takenBy(false), await takenBy(true)];
    expect(any.length).toBeGreaterThan(0);
    expect(within.length).toBeLessThanOrEqual(any.length);
    // What each taker's round gets longer by must fit before the end of its shift.
    for (const id of new Set(within.map(({ vehicleId }) => vehicleId))) {
      const { plannedEndAt, shiftEndAt } = await ends(id);
      const addedS = within
        .filter(({ vehicleId }) => vehicleId === id)
        .reduce((s, { extraSeconds }) => s + extraSeconds, 0);
      if (plannedEndAt === null || shiftEndAt === null) continue;
      expect(Date.parse(plannedEndAt) + addedS * 1_000).toBeLessThanOrEqual(Date.parse(shiftEndAt) + 60_000);
    }
    // With every shift over nobody takes one, though somebody would at the price of overtime.
    await city.open.pool.query("UPDATE vehicle SET shift_end_min = shift_start_min + 1");
    await city.open.pool.query("UPDATE route SET shift_end_at = planned_start_at WHERE service_day = $1", [
      city.today,
    ]);
    await city.routing.board.day(city.scope, city.today);
    expect(await takenBy(true)).toEqual([]);
  }, 120_000);
});
