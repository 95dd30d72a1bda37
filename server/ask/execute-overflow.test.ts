import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executeOverflow } from "#server/ask/execute-overflow.ts";
import { managerOf } from "#server/ask/fixture-scope.ts";
import type { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { createOperations } from "#server/operations/service.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const scope = managerOf(1);
let opened: ReturnType<typeof openDb>;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 3 });
  const run = (sql: string, values: unknown[] = []) => opened.pool.query(sql, values);
  await run(`INSERT INTO depot (id, organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
    VALUES (1, 1, 'd', 'Depot', 'POINT(0 51)', 'UTC', 0, 1440)`);
  await run(`INSERT INTO site (id, organisation_id, external_id, depot_id, name, location, streams, demand_l, service_s,
    window_start_min, window_end_min) VALUES (1, 1, 's', 1, 'S', 'POINT(0 51)', '{refuse}', 1, 1, 0, 1)`);
  // Name, weekdays, fill a day; the day is Wednesday 25 November. "thu" was emptied on Tuesday, is emptied on Thursday and then
  // not for a week, in which it fills; "slow" is full within its first stretch, on Monday.
  for (const [name, weekdays, fillPerDay, emptied] of [
    ["thu", "{4}", 20, "2026-11-24T10:00Z"],
    ["slow", "{3}", 20, "2026-11-25T10:00Z"],
    ["never", "{1,3,5}", 20, "2026-11-25T10:00Z"],
  ] as const)
    await run(
      `INSERT INTO container (organisation_id, site_id, external_id, stream, kind, volume_l, weekdays, weeks, fill_per_day, emptied_at)
       VALUES (1, 1, $1, 'refuse', 'cart', 240, $2, 'every', $3, $4)`,
      [name, weekdays, fillPerDay, emptied],
    );
});
afterAll(() => opened.close());

const fullOn = async (plan: Partial<ForecastPlan>) => {
  const clock = {
    read: () => ({ now: "2026-11-25T12:00:00.000Z", serviceDay: "2026-11-25", timeZone: "UTC" }),
  };
  // Levels need the database and the clock alone.
  const deps = { db: opened.db, clock } as unknown as Parameters<typeof createOperations>[0];
  const reads = { db: opened.db, operations: createOperations(deps) };
  const whole: ForecastPlan = {
    ...{ kind: "forecast", what: "overflow", from: "2026-11-25", to: "2026-12-05" },
    ...{ streams: [], depotIds: [], zones: [], facilityIds: [], queueS: null, ...plan },
  };
  for await (const part of executeOverflow(reads, scope, whole))
    if (part.type === "rows") return part.rows.map(({ container, fullOn: day }) => [container, day]);
  throw new Error("no rows came");
};

describe("the day on which a container is full", () => {
  it("is reckoned from the emptying after which it first gets that full, soonest first", async () => {
    expect(await fullOn({ before: "2026-12-05", isSoonestFirst: true })).toEqual([
      ["slow", "2026-11-30"],
      ["thu", "2026-12-01"],
    ]);
  });

  it("is that of the first stretch for a level it reaches before it is emptied again", async () => {
    expect(await fullOn({ before: "2026-12-05", isSoonestFirst: true, levelPct: 40 })).toEqual([
      ["thu", "2026-11-26"],
      ["slow", "2026-11-27"],
      ["never", "2026-11-27"],
    ]);
  });
});
