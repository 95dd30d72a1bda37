import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { executeChanges } from "#server/ask/execute-changes.ts";
import type { Part } from "#server/ask/execute-parts.ts";
import type { Scope } from "#server/lib/scope.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const scope: Scope = {
  ...{ organisationId: 1, userId: "eli", userName: "Eli", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};
let opened: ReturnType<typeof openDb>;

beforeAll(async () => {
  opened = openDb({ url: database.url, poolSize: 2 });
  // A change a minute: the first ten by Priya, the 240 after them by Eli.
  await opened.pool.query(
    `INSERT INTO audit (organisation_id, actor, action, entity, entity_id, before, after, at)
     SELECT 1, CASE WHEN n <= 10 THEN 'Priya' ELSE 'Eli' END, 'change', 'setting', 's' || n % 2,
       jsonb_build_object('value', n - 1), jsonb_build_object('value', n), '2026-11-23T00:00Z'::timestamptz + make_interval(mins => n)
     FROM generate_series(1, 250) n ORDER BY n`,
  );
});
afterAll(() => opened.close());

const answer = async (plan: Partial<EngineerPlan>) => {
  const whole: EngineerPlan = {
    ...{ kind: "engineer", of: "changes", meter: null, statistic: null, beside: null },
    ...{ fromS: 86_400, toS: 0, entities: ["setting"], ...plan },
  };
  const parts: Part[] = [];
  const range = { from: new Date("2026-11-23T00:00Z"), to: new Date("2026-11-24T00:00Z") };
  for await (const part of executeChanges(opened.db, scope, whole, range)) parts.push(part);
  const table = parts.find((part) => part.type === "rows");
  const figures = parts.find((part) => part.type === "figures")?.figures ?? [];
  return { count: figures[0]?.value, rows: table?.rows ?? [], total: table?.total };
};

describe("a log of more changes than are shown", () => {
  it("is counted whole, and shows the newest", async () => {
    const { count, rows, total } = await answer({});
    expect([count, rows.length, total]).toEqual([250, 200, 250]);
    expect([rows[0]?.now, rows.at(-1)?.now]).toEqual(["250", "51"]);
  });

  it("begins with the very first where the oldest are wanted", async () => {
    const { count, rows, total } = await answer({ isOldestFirst: true, limit: 2 });
    expect([count, total]).toEqual([250, 2]);
    expect(rows.map(({ now }) => now)).toEqual(["1", "2"]);
  });

  it("is counted whole for each person and thing", async () => {
    const by = async (split: "actor" | "subject") =>
      (await answer({ by: split })).rows.map(({ key, value, last }) => [key, value, last]);
    expect(await by("actor")).toEqual([
      ["Eli", 240, "2026-11-23T04:10:00.000Z"],
      ["Priya", 10, "2026-11-23T00:10:00.000Z"],
    ]);
    expect(await by("subject")).toEqual([
      ["setting s0", 125, "2026-11-23T04:10:00.000Z"],
      ["setting s1", 125, "2026-11-23T04:09:00.000Z"],
    ]);
  });
});
