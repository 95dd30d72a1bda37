import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { executeExplain } from "#server/ask/execute-explain.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import { managerOf } from "#server/ask/fixture-scope.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createOperations } from "#server/operations/service.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 3 });
  fleet = await plantFleet(open.db, { vehicles: 3, stops: 1 });
});
beforeEach(() => open.db.$executeRaw(sql`DELETE FROM exception`));
afterAll(() => open.close());

// Missed pickups of a day on the routes of three trucks.
const miss = async (day: string, times: readonly [number, number, number]) => {
  for (const [at, count] of times.entries())
    await open.db.$executeRaw(sql`
      INSERT INTO exception (organisation_id, depot_id, service_day, kind, status, opened_at, respond_by, source, route_id)
      SELECT ${fleet.organisationId}, ${fleet.depotId}, ${day}::date, 'missed-pickup', 'open', ${`${day}T08:00Z`}::timestamptz,
        ${`${day}T10:00Z`}::timestamptz, 'driver', ${fleet.vehicles[at]?.routeId ?? 0} FROM generate_series(1, ${count}::int)`);
};

const WEEK = { day: "2026-11-16", to: "2026-11-22" };
const WEEK_BEFORE = { from: "2026-11-09", to: "2026-11-15" };
const partsOf = async (plan: Extract<QueryPlan, { kind: "explain-count" | "explain-sum" }>) => {
  const scope = managerOf(fleet.organisationId);
  const clock = {
    read: () => ({ now: "2026-11-25T12:00:00.000Z", serviceDay: "2026-11-25", timeZone: "UTC" }),
  };
  // Counts and sums need the database and the clock alone.
  const deps = { db: open.db, clock } as unknown as Parameters<typeof createOperations>[0];
  const reads = { db: open.db, operations: createOperations(deps), places: null };
  const parts: Part[] = [];
  for await (const part of executeExplain(reads, scope, plan)) parts.push(part);
  return parts;
};

const answer = async (plan: Omit<Extract<QueryPlan, { kind: "explain-count" }>, "kind" | "exception">) => {
  const parts = await partsOf({ kind: "explain-count", exception: "missed-pickup", ...plan });
  const rows = parts.find((part) => part.type === "rows")?.rows ?? [];
  return {
    text: parts.find((part) => part.type === "text")?.text,
    routes: rows.filter(({ by }) => by === "route").map(({ key, change }) => [key, change]),
  };
};

const whyOf = (plan: Omit<Extract<QueryPlan, { kind: "explain-sum" }>, "kind">) =>
  partsOf({ kind: "explain-sum", ...plan });

describe("why a sum moved", () => {
  it("tells what each route added, for as many days, and what took longer on a route", async () => {
    const drive = (at: number, day: string, overtimeS: number, serviceS: number) =>
      open.db.$executeRaw(sql`UPDATE route SET service_day = ${day}::date, overtime_s = ${overtimeS}, service_s = ${serviceS},
        started_at = ${`${day}T06:00Z`}::timestamptz, ended_at = ${`${day}T15:00Z`}::timestamptz, status = 'done' WHERE id = ${fleet.vehicles[at]?.routeId ?? 0}`);
    await drive(0, "2026-11-17", 7_200, 18_000);
    await drive(1, "2026-11-18", 3_600, 14_400);
    await drive(2, "2026-11-05", 14_400, 7_200);
    const parts = await whyOf({
      ...{ name: "overtime", filter: { from: "2026-11-16", to: "2026-11-22" } },
      before: { from: "2026-11-02", to: "2026-11-15" },
    });
    const text = parts.find((part) => part.type === "text")?.text;
    expect(text).toContain("Overtime came to 3.0 h on ");
    expect(text).toContain("against 2.0 h on ");
    expect(text).toContain("reckoned for as many days: 1.0 h up, so worse. Most of it lies in ");
    const [times, moves] = parts.filter((part) => part.type === "rows");
    expect(times?.rows.find(({ cause }) => cause === "service at stops")).toMatchObject({
      ...{ now: 16_200, past: 7_200, added: 9_000 },
    });
    expect(moves?.rows.filter(({ by }) => by === "route").map(({ key, added }) => [key, added])).toEqual([
      ["R-1", 2],
      ["R-2", 1],
      ["R-3", -2],
    ]);
  });
});

describe("why a count moved", () => {
  it("names the largest falls, and puts them first, where there were fewer", async () => {
    await miss("2026-11-10", [5, 3, 1]);
    await miss("2026-11-17", [1, 2, 2]);
    const { text, routes } = await answer({ ...WEEK, against: WEEK_BEFORE });
    expect(text).toMatch(
      /^5 of missed pickup on .* against 9 on .*So there were fewer than before\. The fall lies most in /,
    );
    expect(text).toContain("route R-1 (-4.0)");
    expect(text).not.toContain("R-3");
    expect(routes).toEqual([
      ["R-1", -4],
      ["R-2", -1],
      ["R-3", 1],
    ]);
  });

  it("names the largest rises, and puts them first, where there were more", async () => {
    await miss("2026-11-10", [1, 2, 2]);
    await miss("2026-11-17", [5, 3, 1]);
    const { text, routes } = await answer({ ...WEEK, against: WEEK_BEFORE });
    expect(text).toContain("So there were more than before. The rise lies most in ");
    expect(text).toContain("route R-1 (+4.0)");
    expect(routes.map(([key]) => key)).toEqual(["R-1", "R-2", "R-3"]);
  });

  it("says so where as many were counted, and what moved nonetheless", async () => {
    await miss("2026-11-10", [1, 3, 0]);
    await miss("2026-11-17", [3, 1, 0]);
    const { text, routes } = await answer({ ...WEEK, against: WEEK_BEFORE });
    expect(text).toContain("So there were as many as before.");
    expect(routes).toEqual([
      ["R-1", 2],
      ["R-2", -2],
    ]);
  });

  it("reckons a longer stretch for as many days as are asked about", async () => {
    await miss("2026-11-03", [4, 0, 0]);
    await miss("2026-11-10", [4, 2, 0]);
    await miss("2026-11-17", [1, 1, 1]);
    const { text, routes } = await answer({ ...WEEK, against: { from: "2026-11-02", to: "2026-11-15" } });
    expect(text).toMatch(
      /^3 of .* against 5\.0 on .*, reckoned for as many days \(0\.6 times\)\. So there were fewer/,
    );
    expect(routes).toEqual([
      ["R-1", -3],
      ["R-3", 1],
    ]);
  });

  it("tells a day below the same weekday of the four weeks before as a fall", async () => {
    for (const day of ["2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"]) await miss(day, [2, 0, 0]);
    await miss("2026-11-17", [1, 0, 0]);
    const { text } = await answer({ day: "2026-11-17" });
    expect(text).toContain("So there were fewer than usual. The fall lies most in ");
    expect(text).toContain("route R-1 (-1.0)");
  });
});
