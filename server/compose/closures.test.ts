import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executePropose } from "#server/ask/execute-propose.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import type { WhatIf } from "#server/routing/schema.ts";

const database = withTestDatabase();
const NOW = "2026-11-25T10:30:00.000Z";
const at = (time: string): string => `2026-11-25T${time}:00.000Z`;
let city: AskedCity;
/** The street with the most stops that are left. */
let street = "";
let left = 0;
beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 3 });
  const { rows } = await city.db.pool.query<{ street: string; count: number }>(
    `SELECT t.street, count(*)::int AS count FROM stop s JOIN site t ON t.id = s.site_id
     WHERE s.service_day = '2026-11-25' AND s.status = 'pending' AND t.street IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
  );
  ({ street, count: left } = rows[0] ?? { street: "", count: 0 });
}, 120_000);
afterAll(() => city.close());

const shownOf = async (whatIf: Partial<WhatIf>, withoutDriverId: number | null = null) => {
  const parts: AnswerPart[] = [];
  const supposed = { withoutVehicleIds: [], facilityIds: null, closedStreets: [], ...whatIf };
  const proposal = { action: "replan" as const, whatIf: supposed, withoutDriverId, fewerTrucks: 0 };
  const reads = {
    operations: city.deps.operations,
    extraPlaces: null,
    handOver: null,
    changes: null,
    drafts: async () => [],
  };
  for await (const part of executePropose(reads, city.scopeOf("dispatcher"), { kind: "propose", proposal }))
    parts.push(part);
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return { parts, texts };
};
/** Stops of the street expected in a span, as its route runs. */
const expectedIn = (from: string, until: string) =>
  city.value(`SELECT count(*) FROM stop s JOIN site t ON t.id = s.site_id LEFT JOIN route r ON r.id = s.route_id
    WHERE s.service_day = '2026-11-25' AND s.status = 'pending' AND t.street = '${street.replaceAll("'", "''")}'
      AND greatest(s.planned_at + make_interval(secs => coalesce(r.delay_s, 0)), '${NOW}') >= '${from}'
      AND greatest(s.planned_at + make_interval(secs => coalesce(r.delay_s, 0)), '${NOW}') < '${until}'`);

describe("what a closure is about", () => {
  it("is the stops on its street, and how many of them are expected while it is closed", async () => {
    const [from, until] = [at("10:30"), at("14:00")];
    const inside = await expectedIn(from, until);
    expect(inside).toBeGreaterThan(1);
    const { parts, texts } = await shownOf({ closedStreets: [street], closedFrom: from, closedUntil: until });
    expect(texts).toEqual([
      `${inside} of its stops are expected while the street is closed, from 10:30 until 14:00. A plan begins them before or after it, and leads everybody else around the street.`,
    ]);
    expect(partOf(parts, "figures")?.figures[0]).toMatchObject({ label: "stops it touches", value: left });
    expect(partOf(parts, "rows")).toMatchObject({ view: "map", total: left });
  });

  it("says that it binds nothing where it has ended, and that no stop falls inside where none does", async () => {
    const ended = await shownOf({ closedStreets: [street], closedFrom: at("08:00"), closedUntil: NOW });
    expect(ended.texts).toEqual([
      expect.stringMatching(/^That closure ended at 10:30, before now: it binds nothing/),
    ]);
    const late = await shownOf({ closedStreets: [street], closedFrom: at("23:00") });
    expect(late.texts).toEqual([
      expect.stringMatching(
        /^None of its stops is expected while the street is closed, from 23:00\. A plan begins them before it/,
      ),
    ]);
  });

  it("is its stops alone where it has no times", async () => {
    const { parts, texts } = await shownOf({ closedStreets: [street] });
    expect(texts).toEqual([]);
    expect(partOf(parts, "figures")?.figures[0]?.value).toBe(left);
  });
});

it("says what overtime ruled out means beside the stops of a driver who is away", async () => {
  const { rows } = await city.db.pool.query<{ id: number; count: number }>(
    `SELECT r.driver_id AS id, count(*)::int AS count FROM route r JOIN stop s ON s.route_id = r.id AND s.status = 'pending'
     WHERE r.service_day = '2026-11-25' AND r.driver_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
  );
  const { parts, texts } = await shownOf({ withoutOvertime: true }, rows[0]?.id ?? 0);
  expect(texts).toEqual([
    expect.stringMatching(/^No truck is planned past the end of its shift; what does not fit/),
  ]);
  expect(partOf(parts, "figures")?.figures[0]?.value).toBe(rows[0]?.count);
});
