import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { createInbox } from "#server/operations/inbox.ts";
import { createAudit, recordAll } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { announceAll } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createTraces } from "#server/platform/trace.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:00:00.000Z";
let open: ReturnType<typeof openDb>;
let fleet: FixtureFleet;
/** What open pages were told: each exception with the status that others saw then. */
let told: string[] = [];

beforeAll(async () => {
  open = openDb({ url: database.url, poolSize: 4 });
  fleet = await plantFleet(open.db, { vehicles: 1, stops: 1 });
});
afterAll(() => open.close());
beforeEach(async () => {
  told = [];
  for (const table of [open.db.exception, open.db.audit, open.db.outbox])
    await (table as typeof open.db.outbox).deleteMany();
});

const inboxOf = () =>
  createInbox({
    ...{ db: open.db, now: () => NOW, recordAll, announceAll },
    async changed(_, ids) {
      for (const { id, status } of await open.db.exception.findMany({ where: { id: { in: ids } } }))
        told.push(`${id} ${status}`);
    },
  });
const ann = (): Scope => ({
  ...{ organisationId: fleet.organisationId, userId: "ann", userName: "Ann", role: "dispatcher" },
  ...{ depotIds: null, driverId: null, isOperator: true },
});
const plant = async (count: number): Promise<number[]> =>
  (
    await open.db.$queryRaw<{ id: number }[]>(sql`
      INSERT INTO exception (organisation_id, depot_id, service_day, kind, status, opened_at, respond_by, source)
      SELECT ${fleet.organisationId}, ${fleet.depotId}, '2026-11-23', 'blocked', 'open', ${NOW}::timestamptz,
        ${NOW}::timestamptz, 'driver' FROM generate_series(1, ${count}::int) RETURNING id`)
  ).map(({ id }) => id);

describe("work on exceptions", () => {
  it("takes a thousand at once in a few statements, each with its record and its announcement, in their order", async () => {
    const ids = await plant(1_000);
    let statements = 0;
    const traces = createTraces({
      heard: ({ spans, left }) => {
        statements = spans.filter(({ kind }) => kind === "sql").length + left;
      },
    });
    const { changed, auditIds } = await traces.run({ kind: "job", name: "take" }, () =>
      inboxOf().work(ann(), ids, { kind: "take" }),
    );
    expect(statements).toBeLessThan(20);
    expect([changed, auditIds.length]).toEqual([1_000, 1_000]);
    const rows = await open.db.audit.findMany({ orderBy: { id: "asc" } });
    expect(rows.map(({ id, entityId }) => [id, Number(entityId)])).toEqual(
      ids.map((id, i) => [auditIds[i], id]),
    );
    expect(rows[0]).toMatchObject({
      ...{ action: "exception.take", entity: "exception", actor: "Ann", userId: "ann" },
      ...{
        before: { status: "open", ownerId: null },
        after: { status: "taken", ownerId: "ann", takenAt: NOW },
      },
    });
    const announced = await open.db.outbox.findMany({ orderBy: { id: "asc" } });
    expect(announced.map(({ topic, payload }) => [topic, payload])).toEqual(
      ids.map((id) => ["exception", { id, action: "take" }]),
    );
    expect(await open.db.exception.count({ where: { status: "taken", ownerName: "Ann" } })).toBe(1_000);
  });

  it("is told to open pages once it stands, and so is its undo", async () => {
    const [id = 0] = await plant(1);
    const inbox = inboxOf();
    const audit = createAudit({ db: open.db, undoers: { exception: inbox.undo } });
    const { auditIds } = await inbox.work(ann(), [id], { kind: "close", resolution: "Emptied by hand" });
    const undone = await audit.undo(ann(), auditIds[0] ?? 0);
    await audit.undo(ann(), undone);
    expect(told).toEqual([`${id} closed`, `${id} open`, `${id} closed`]);
  });

  it("leaves all as they are where one cannot be changed", async () => {
    const ids = await plant(3);
    const inbox = inboxOf();
    await inbox.work(ann(), ids.slice(2), { kind: "close", resolution: "Done" });
    await expect(inbox.work(ann(), ids, { kind: "take" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await open.db.exception.count({ where: { status: "open" } })).toBe(2);
    expect(await inbox.work(ann(), ids.slice(2), { kind: "release" }).catch(({ code }) => code)).toBe(
      "CONFLICT",
    );
    expect(await open.db.audit.count()).toBe(1);
  });
});
