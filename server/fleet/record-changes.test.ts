import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { businessCustomersOf } from "#server/fleet/customer-store.ts";
import { CUSTOMERS, changeRecord, RECORD_CHANGED, recordUndoer } from "#server/fleet/record-changes.ts";
import { createAudit, systemScope } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
let customerId = 0;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const SCOPE = systemScope(1, "HubSpot");
beforeEach(async () => {
  const { db } = open;
  for (const table of [db.customer, db.audit, db.outbox])
    await (table as typeof db.outbox).deleteMany({ where: { organisationId: 1 } });
  const row = {
    ...{ organisationId: 1, externalId: "c1", accountNumber: "88213", name: "Bakery", kind: "commercial" },
    ...{ phone: "1", since: new Date("2020-01-01") },
  };
  ({ id: customerId } = await db.customer.create({ data: row }));
});
const phoneChange = (from: string, to: string, isConflict = false) => ({
  ...{ id: customerId, from: { phone: from }, to: { phone: to }, isConflict, refused: null },
});
const standing = async () => (await businessCustomersOf(open.db, 1, { externalIds: null, most: null }))[0];

it("changes a customer with its audit row and its announcement, and undoes it unless it changed since", async () => {
  await changeRecord(open.db, SCOPE, CUSTOMERS, phoneChange("1", "2", true));
  expect(await standing()).toMatchObject({ phone: "2", name: "Bakery", since: "2020-01-01", sites: 0 });
  const [row] = await open.db.audit.findMany({ where: { organisationId: 1 } });
  expect(row).toMatchObject({ action: "customer.conflict", before: { phone: "1" }, after: { phone: "2" } });
  expect(await open.db.outbox.count({ where: { topic: RECORD_CHANGED.customer, organisationId: 1 } })).toBe(
    1,
  );
  const audit = createAudit({ db: open.db, undoers: { customer: recordUndoer(CUSTOMERS) } });
  await open.db.customer.update({ where: { id: customerId }, data: { phone: "3" } });
  await expect(audit.undo(SCOPE, row?.id ?? 0)).rejects.toThrow("changed since");
  await open.db.customer.update({ where: { id: customerId }, data: { phone: "2" } });
  await audit.undo(SCOPE, row?.id ?? 0);
  expect(await standing()).toMatchObject({ phone: "1" });
});

it("refuses a change that was decided from what stands no more, and writes nothing", async () => {
  await expect(changeRecord(open.db, SCOPE, CUSTOMERS, phoneChange("0", "2"))).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await expect(
    changeRecord(open.db, systemScope(2, "HubSpot"), CUSTOMERS, phoneChange("1", "2")),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await standing()).toMatchObject({ phone: "1" });
  expect(await open.db.audit.count({ where: { organisationId: 1 } })).toBe(0);
});

it("tells of what was refused without a change and without a way back", async () => {
  const refused = { theirs: { roundsman_sites: "9" }, ours: { roundsman_sites: "1" } };
  await changeRecord(open.db, SCOPE, CUSTOMERS, {
    id: customerId,
    from: {},
    to: {},
    isConflict: false,
    refused,
  });
  const audit = createAudit({ db: open.db, undoers: { customer: recordUndoer(CUSTOMERS) } });
  const [row] = await audit.list(SCOPE);
  if (row === undefined) throw new Error("audit: found no row, expected one");
  expect(row).toMatchObject({ action: "customer.kept", before: { roundsman_sites: "9" } });
  expect(audit.isUndoable(SCOPE, row)).toBe(false);
  expect(await open.db.outbox.count({ where: { organisationId: 1 } })).toBe(0);
});
