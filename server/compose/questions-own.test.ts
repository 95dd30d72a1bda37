import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { insertNotice, insertRule, readRules, writeQuiet } from "#server/ask/store-drafts.ts";
import { insertMailing } from "#server/ask/store-mailings.ts";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const NOW = "2026-11-25T12:40:00.000Z";
const database = withTestDatabase();
let city: AskedCity;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 3 });
}, 120_000);
afterAll(() => city.close());

const user = (userId: string): Scope => ({ ...city.scopeOf("dispatcher"), userId });
const ask = async (scope: Scope, text: string): Promise<AnswerPart[]> => {
  const parts: AnswerPart[] = [];
  for await (const part of city.ask.ask(scope, { text })) parts.push(part);
  return parts;
};
const rowsOf = async (scope: Scope, text: string) => partOf(await ask(scope, text), "rows")?.rows ?? [];

describe("what runs for who asks", () => {
  const rule = { question: "which routes are late", forS: 0, bound: null };

  it("are his alerts alone, with what they leave out now, or those about what runs late", async () => {
    const { db } = city.db;
    await db.$transaction(async (tx) => {
      const late = await insertRule(tx, user("ann"), {
        ...rule,
        words: "routes: at least 10 min behind plan",
      });
      await insertRule(tx, user("ann"), { ...rule, words: "vehicles: stopped" });
      await insertRule(tx, user("bob"), { ...rule, words: "vehicles: tipping" });
      await writeQuiet(tx, late, [
        { name: "Truck 4", until: "2026-11-26T00:00:00.000Z" },
        { name: "Truck 5", until: "2026-11-25T12:00:00.000Z" },
      ]);
    });
    expect((await rowsOf(user("ann"), "List my alert rules")).map(({ words }) => words)).toEqual([
      "routes: at least 10 min behind plan; without Truck 4 until Thu, 26 Nov 2026",
      "vehicles: stopped",
    ]);
    expect(await rowsOf(user("ann"), "Which alerts do I have about lateness?")).toHaveLength(1);
    const none = await ask(user("cat"), "List my alert rules");
    expect(partOf(none, "text")?.text).toMatch(/^No alert of yours runs/);
  });

  it("are the notices of his alerts in the last day", async () => {
    const { db } = city.db;
    const [own] = await readRules(db, user("ann"));
    if (!own) throw new Error("alerts of ann: found none");
    await db.$transaction(async (tx) => {
      await insertNotice(tx, own, new Date("2026-11-25T11:00:00Z"), 3);
      await insertNotice(tx, own, new Date("2026-11-24T11:00:00Z"), 9);
    });
    expect((await rowsOf(user("ann"), "What alerts have gone off today?")).map(({ count }) => count)).toEqual(
      [3],
    );
  });

  it("are his reports by mail, the next to go out first", async () => {
    const mailing = {
      action: "mailing",
      question: "late routes",
      weekdays: [1],
      minute: 480,
      format: "csv",
      emails: [],
    } as const;
    await city.db.db.$transaction(async (tx) => {
      for (const [words, day] of [
        ["later", "2026-12-07"],
        ["sooner", "2026-11-30"],
      ] as const)
        await insertMailing(
          tx,
          user("ann"),
          { ...mailing, weekdays: [1], emails: [], nth: 1 },
          { words, dueAt: new Date(`${day}T08:00:00Z`) },
        );
    });
    expect((await rowsOf(user("ann"), "Show my scheduled reports")).map(({ words }) => words)).toEqual([
      "sooner",
      "later",
    ]);
  });
});

it("trucks at a facility are those that stand by it now", async () => {
  const { pool } = city.db;
  const { rows: places } = await pool.query<{ name: string; id: number }>(
    "SELECT id, name FROM facility ORDER BY id",
  );
  const [there, elsewhere] = places;
  if (!there || !elsewhere) throw new Error("facilities: found fewer than two, expected two");
  const { rows: trucks } = await pool.query<{ id: number }>(
    "SELECT vehicle_id AS id FROM vehicle_state ORDER BY 1 LIMIT 1",
  );
  const id = trucks[0]?.id;
  await pool.query(
    `UPDATE vehicle_state SET location = (SELECT location FROM facility WHERE id = $1), status = 'tipping', status_since = '2026-11-25T11:40:00Z' WHERE vehicle_id = $2`,
    [there.id, id],
  );
  const { rows: near } = await pool.query<{ id: number }>(
    `SELECT x.vehicle_id AS id FROM vehicle_state x, facility f WHERE f.id = $1 AND ST_DWithin(x.location, f.location, 300)
       AND NOT EXISTS (SELECT FROM facility g WHERE ST_Distance(g.location, x.location) < ST_Distance(f.location, x.location))`,
    [there.id],
  );
  const idsOf = async (text: string) => (await rowsOf(user("ann"), text)).map((row) => row.id).sort();
  expect(near.map((row) => row.id)).toContain(id);
  expect(await idsOf(`Which trucks are at the ${there.name} now?`)).toEqual(near.map((row) => row.id).sort());
  expect(await idsOf(`trucks tipping at the ${there.name} for more than 59 minutes`)).toContain(id);
  expect(await idsOf(`trucks tipping at the ${there.name} for more than 61 minutes`)).not.toContain(id);
  expect(await idsOf(`Which trucks are at the ${elsewhere.name} now?`)).not.toContain(id);
});
