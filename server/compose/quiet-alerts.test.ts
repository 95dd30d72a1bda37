import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAlerts } from "#server/ask/alerts.ts";
import { createDrafts, type Drafts } from "#server/ask/drafts.ts";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const NOW = "2026-11-25T12:40:00Z";
const SURE = "Tell me when there are open exceptions";
const database = withTestDatabase();
let city: AskedCity;
let drafts: Drafts;
let truck = "";

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 3 });
  const never = () => Promise.reject(new Error("an alert touches no plan"));
  drafts = createDrafts({
    ...{ db: city.db.db, operations: city.deps.operations, rowsNow: city.ask.rowsNow },
    routing: {
      ...{ request: never, rescue: never },
      board: { day: never, extraPlaces: never, addExtra: never, moveAll: never },
    },
    changes: { list: never, isUndoable: () => false, undo: never },
  });
  const { rows } = await city.db.pool.query<{ name: string }>("SELECT name FROM vehicle ORDER BY id LIMIT 1");
  truck = rows[0]?.name ?? "";
}, 120_000);
afterAll(() => city.close());

const user = (userId: string): Scope => ({ ...city.scopeOf("dispatcher"), userId });
const draftOf = async (scope: Scope, text: string): Promise<number> => {
  const parts = [];
  for await (const part of city.ask.ask(scope, { text })) parts.push(part);
  const draftId = partOf(parts, "proposal")?.draftId;
  if (typeof draftId !== "number")
    throw new Error(`"${text}" left no draft but ${JSON.stringify(parts.slice(0, 2))}`);
  return draftId;
};

describe("an alert that is to be quiet", () => {
  it("has the alerts of who asks leave a truck out", async () => {
    const scope = user("vic");
    for (const text of ["Tell me when any truck is silent for more than 20 minutes", SURE])
      await drafts.confirm(scope, await draftOf(scope, text));
    await drafts.confirm(
      scope,
      await draftOf(scope, `Stop alerting me about ${truck}, it is in the workshop.`),
    );
    const words = async () => (await drafts.alerts(scope)).map((alert) => alert.words);
    const muted = (await words()).filter((each) => each.endsWith(`; without ${truck}`));
    expect(muted.length).toBeGreaterThan(0);
    expect(await words()).toHaveLength(2);
    // Told once more it has nothing left to do, and says so.
    await expect(
      drafts.confirm(scope, await draftOf(scope, `stop alerting me about ${truck}`)),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await drafts.confirm(scope, await draftOf(scope, `Turn ${truck}'s alerts back on`));
    expect((await words()).filter((each) => each.includes("without"))).toEqual([]);
    await expect(drafts.confirm(scope, await draftOf(scope, `unmute ${truck}`))).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("has the alerts of who asks be quiet until a time, and watch again from then on", async () => {
    const scope = user("wim");
    await drafts.confirm(scope, await draftOf(scope, SURE));
    await city.db.pool.query("UPDATE ask_rule SET ended_at = now() WHERE user_id <> $1", [scope.userId]);
    await drafts.confirm(scope, await draftOf(scope, "Pause all my alerts for one hour"));
    const raisedAfter = (minutes: number) =>
      createAlerts({
        ...{ db: city.db.db, ask: city.ask, report: () => undefined },
        ownerOf: async (organisationId) => ({ ...scope, organisationId }),
        nowMs: () => Date.parse(NOW) + minutes * 60_000,
      })();
    expect(await raisedAfter(30)).toBe(0);
    expect(await raisedAfter(61)).toBe(1);
    expect((await drafts.alerts(scope))[0]?.words).toMatch(/; quiet until /);
  });
});
