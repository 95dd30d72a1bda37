import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { type DayScope, stopList } from "#server/operations/lists.ts";
import { openDb, sql } from "#server/platform/db.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
const fleets: FixtureFleet[] = [];
const REASONS = ["no access", "Site 3 was shut", "gate code changed", "50% full"];

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 2 });
  for (const slug of ["ours", "theirs"])
    fleets.push(await plantFleet(open.db, { slug, vehicles: 4, stops: 12 }));
  await open.db.$executeRaw(sql`
    UPDATE stop SET reason = (${REASONS}::text[])[1 + id % ${REASONS.length}], status = 'missed' WHERE id % 5 = 0`);
});
afterAll(() => open.close());

const scopes = (): Record<string, DayScope> => {
  const [fleet] = fleets as [FixtureFleet];
  const scope: DayScope = {
    ...{ organisationId: fleet.organisationId, userId: "ann", userName: "Ann", role: "dispatcher" },
    ...{ depotIds: null, driverId: null, isOperator: false, now: "2026-11-23T10:00:00Z" },
  };
  return {
    all: scope,
    depot: { ...scope, depotIds: [fleet.depotId] },
    elsewhere: { ...scope, depotIds: [fleet.depotId + 1_000] },
    driver: { ...scope, role: "driver", driverId: fleet.vehicles[1]?.driverId ?? 0 },
  };
};

it("finds the stops whose site or reason holds each word, as one condition over all of them does", async () => {
  const word = fc.constantFrom("site", "SITE 3", "3", "1", "access", "an", "gate", "%", "_", "zzzz");
  const sizes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("all", "depot", "elsewhere", "driver"),
      fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
      fc.constantFrom<Filter[]>([], [{ column: "status", op: "eq", value: "missed" }]),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 40 }),
      async (who, search, filters, offset, limit) => {
        const scope = scopes()[who] as DayScope;
        const { from, where } = stopList.sqlWhere(scope, { search, filters });
        const all = await open.db.$queryRaw<{ id: number }[]>(sql`
          SELECT s.id FROM ${from} WHERE ${where}
          ORDER BY s.service_day DESC, s.route_id NULLS LAST, s.sequence NULLS LAST, s.id`);
        const page = await stopList.page(open.db, scope, { search, filters, sort: [], offset, limit });
        expect(page.rows.map(({ id }) => id)).toEqual(all.slice(offset, offset + limit).map(({ id }) => id));
        expect(page.total).toBe(all.length);
        sizes.add(all.length > 0);
      },
    ),
    { numRuns: 150 },
  );
  expect(sizes).toEqual(new Set([true, false]));
});
