import { afterAll, beforeAll, expect, it } from "vitest";
import { createDrafts, type Drafts } from "#server/ask/drafts.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type Ask, createAsk } from "#server/ask/service.ts";
import { partOf } from "#server/compose/fixture-asked-city.ts";
import { bareAsk } from "#server/compose/fixture-bare-ask.ts";
import { openPlannedCity, type PlannedCity } from "#server/compose/fixture-planned-city.ts";
import { createFleet } from "#server/fleet/service.ts";
import { addDays } from "#server/lib/service-day.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { WhatIf } from "#server/routing/schema.ts";
import { createGreatCircleTravel } from "#server/routing/travel.greatcircle.ts";
import { createStreetTravel } from "#server/routing/travel.streets.ts";

const STREETS = {
  overStreets: createStreetTravel,
  withoutStreets: createGreatCircleTravel({ detour: 1.3, speedKmh: 30 }),
};
const NOW = "2026-11-24T10:30:00Z";
const database = withTestDatabase();
let city: PlannedCity;
let ask: Ask;
let drafts: Drafts;
let tomorrow: string;

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
  const operations = bare.operationsAt(NOW);
  const { routing, audit } = city;
  ask = createAsk({ ...bare, operations, extraPlaces: routing.board.extraPlaces });
  drafts = createDrafts({ db, operations, routing, changes: audit, rowsNow: ask.rowsNow });
  tomorrow = addDays(city.today, 1);
}, 120_000);
afterAll(() => city.close());

const routesOf = async (day: string) =>
  (
    await city.open.pool.query<{ vehicle_id: number; stops: number }>(
      `SELECT r.vehicle_id, count(s.id)::int AS stops FROM route r LEFT JOIN stop s ON s.route_id = r.id
       WHERE r.service_day = $1 AND r.vehicle_id IS NOT NULL GROUP BY r.id, r.vehicle_id ORDER BY 2, 1`,
      [day],
    )
  ).rows;
const asked = async (text: string): Promise<AnswerPart[]> => {
  const parts: AnswerPart[] = [];
  for await (const part of ask.ask(city.scope, { text })) parts.push(part);
  return parts;
};

it("a question about tomorrow makes no routes; its confirmation makes them, and a plan of that day without a truck", async () => {
  const parts = await asked("Could we run tomorrow with one truck fewer?");
  expect(await routesOf(tomorrow)).toEqual([]);
  expect(partOf(parts, "text")?.text).toMatch(/has no routes yet/);
  const { href } = await drafts.confirm(city.scope, partOf(parts, "proposal")?.draftId ?? 0);
  const routes = await routesOf(tomorrow);
  expect(routes.length).toBeGreaterThan(5);
  const { rows } = await city.open.pool.query<{ kind: string; day: string; what_if: WhatIf }>(
    "SELECT kind, service_day::text AS day, what_if FROM plan WHERE id = $1",
    [Number(href.split("/").at(-1))],
  );
  expect(rows[0]).toMatchObject({ kind: "day", day: tomorrow });
  const left = rows[0]?.what_if.withoutVehicleIds ?? [];
  expect(left).toHaveLength(1);
  // The truck that is missed least.
  expect(routes.find(({ vehicle_id: id }) => id === left[0])?.stops).toBe(routes[0]?.stops);
}, 120_000);

it("an extra stop of a coming day is priced on that day, by what it costs or by how long the truck is out", async () => {
  const { rows } = await city.open.pool.query<{ at: string }>(
    `SELECT house_number || ' ' || street AS at FROM site t WHERE house_number IS NOT NULL AND street IS NOT NULL
       AND NOT EXISTS (SELECT FROM stop s WHERE s.site_id = t.id AND s.service_day = $1) ORDER BY id LIMIT 1`,
    [tomorrow],
  );
  const address = rows[0]?.at ?? "";
  const bySeconds = partOf(
    await asked(`Add a refuse pickup at ${address} tomorrow. Which truck takes it with least delay?`),
    "rows",
  );
  const seconds = bySeconds?.rows.map(({ extraSeconds }) => Number(extraSeconds)) ?? [];
  expect(seconds.length).toBeGreaterThan(1);
  expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
  const byCost = partOf(
    await asked(`Add a refuse pickup at ${address} tomorrow. Which truck does it cheapest?`),
    "rows",
  );
  const costs = byCost?.rows.map(({ extraCost }) => Number(extraCost)) ?? [];
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(Math.min(...seconds)).toBeLessThanOrEqual(
    Math.min(...(byCost?.rows.map(({ extraSeconds }) => Number(extraSeconds)) ?? [])),
  );
}, 120_000);
