import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { COMPANY, type CrmCustomer } from "#server/external/core/company.ts";
import { CRM_ID } from "#server/external/core/crm-record.ts";
import { createHubspotScene, createKeptRecords, type Mishap } from "#server/external/fixture-hubspot.ts";
import { createHubspotSync, objectKindOf } from "#server/external/hubspot-sync.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

const customer = (id: number, more: Partial<CrmCustomer> = {}): CrmCustomer => ({
  ...{ id, externalId: `c${id}`, accountNumber: `100${id}`, name: `Customer ${id}`, kind: "commercial" },
  ...{ phone: `p${id}`, email: null, since: "2020-01-01", sites: 1, complaintRisk: 0.123, leaveIndex: 7 },
  ...more,
});

let organisationId = 10;
beforeEach(() => {
  organisationId++;
});

/** A city of three customers beside an empty CRM. */
const make = async () => {
  const crm = await createHubspotScene();
  const kept = createKeptRecords([1, 2, 3].map((id) => customer(id)));
  const { records: customers, words, recordsOf, change } = kept;
  const reports: string[] = [];
  let announcement = 0n;
  const sync = createHubspotSync<CrmCustomer>({
    ...{ db: open.db, client: crm.client, nowMs: () => crm.nowMs },
    ...{ of: "customer", shape: COMPANY, objects: objectKindOf("companies", "customers", COMPANY) },
    ...{ recordsOf, change },
    report: (sentences) => void reports.push(...sentences),
  });
  const later = (ms = 60_000) => {
    crm.nowMs += ms;
    return sync.sync(organisationId);
  };
  return {
    ...{ crm, customers, words, reports, sync, later },
    set(id: number, more: Partial<CrmCustomer>) {
      customers.set(id, { ...(customers.get(id) ?? customer(id)), ...more });
      return sync.noteChange(organisationId, ++announcement);
    },
    edit: (id: number, properties: Record<string, string>) =>
      crm.api.edit("companies", `c${id}`, properties, crm.nowMs),
  };
};
const textOf =
  (change: (text: string) => string): Mishap =>
  (_, answer) =>
    answer().then((a) => ({ ...a, text: change(a.text) }));

describe("customers and companies", () => {
  it("makes companies of customers once, and sends nothing while nothing changes", async () => {
    const { crm, later, words } = await make();
    await later();
    expect(crm.api.object("companies", "c1")).toEqual({
      ...{ [CRM_ID]: "c1", name: "Customer 1", phone: "p1", roundsman_email: "" },
      ...{ roundsman_segment: "commercial", roundsman_account_number: "1001", roundsman_since: "2020-01-01" },
      ...{ roundsman_sites: "1", roundsman_complaint_risk: "12", roundsman_leave_index: "7" },
    });
    expect(crm.count("upsert")).toBe(1);
    for (let n = 0; n < 3; n++) await later();
    expect(crm.count("upsert")).toBe(1);
    expect(words).toEqual([]);
  });

  it("takes changes of both sides, field by field, and lets the CRM win where both changed one", async () => {
    const { crm, later, set, edit, customers, words } = await make();
    await later();
    edit(1, { phone: "new" });
    await set(1, { sites: 4, name: "Bakery" });
    edit(2, { name: "Theirs" });
    await set(2, { name: "Ours" });
    await later();
    expect(customers.get(1)).toMatchObject({ phone: "new", name: "Bakery" });
    expect(crm.api.object("companies", "c1")).toMatchObject({
      phone: "new",
      name: "Bakery",
      roundsman_sites: "4",
    });
    expect(customers.get(2)).toMatchObject({ name: "Theirs" });
    expect(crm.api.object("companies", "c2")).toMatchObject({ name: "Theirs" });
    expect(words).toEqual([
      { id: 1, from: { phone: "p1" }, to: { phone: "new" }, isConflict: false, refused: null },
      { id: 2, from: { name: "Ours" }, to: { name: "Theirs" }, isConflict: true, refused: null },
    ]);
    await later();
    expect(words).toHaveLength(2);
  });

  it("puts back what is ours alone to say, and tells of it once", async () => {
    const { crm, later, edit, words, customers } = await make();
    await later();
    edit(3, { roundsman_account_number: "9", roundsman_segment: "spaceship" });
    await later();
    await later();
    expect(crm.api.object("companies", "c3")).toMatchObject({ roundsman_account_number: "1003" });
    expect(words).toEqual([
      {
        ...{ id: 3, from: {}, to: {}, isConflict: false },
        refused: {
          theirs: { roundsman_account_number: "9" },
          ours: { roundsman_account_number: "1003" },
        },
      },
    ]);
    expect(customers.get(3)?.kind).toBe("commercial");
  });

  it("keeps what was changed there between the read and the write", async () => {
    const { crm, later, set, edit, customers } = await make();
    await later();
    await set(1, { name: "Bakery" });
    crm.mishap = (request) => {
      if (request.path.endsWith("upsert")) edit(1, { phone: "between" });
      return null;
    };
    await later();
    crm.mishap = null;
    await later();
    expect(customers.get(1)).toMatchObject({ name: "Bakery", phone: "between" });
    expect(crm.api.object("companies", "c1")).toMatchObject({ name: "Bakery", phone: "between" });
  });

  it("is not held up by one customer that HubSpot refuses, alone or with all that travel with him", async () => {
    const { crm, later, set, reports } = await make();
    await set(2, { name: "" });
    crm.mishap = (request) => {
      const isPoisoned = request.path.endsWith("upsert") && JSON.stringify(request.body).includes('"p3"');
      return isPoisoned ? Promise.resolve({ status: 400, headers: {}, text: "bad batch" }) : null;
    };
    await later();
    expect(["c1", "c2", "c3"].map((key) => crm.api.object("companies", key)?.name)).toEqual([
      "Customer 1",
      undefined,
      undefined,
    ]);
    expect(reports).toEqual([
      expect.stringContaining("VALIDATION"),
      expect.stringContaining("customer c3: "),
    ]);
    const tries = crm.count("upsert");
    await later();
    expect(crm.count("upsert")).toBe(tries);
    crm.mishap = null;
    await set(2, { name: "Named" });
    await later();
    expect(["c2", "c3"].map((key) => crm.api.object("companies", key)?.name)).toEqual([
      "Named",
      "Customer 3",
    ]);
  });

  it("goes on reading where one company cannot be written, and writes it once it can be", async () => {
    const { crm, later, edit } = await make();
    await later();
    edit(1, { roundsman_sites: "9" });
    const fault = { category: "INTERNAL_ERROR", message: "later", context: { objectWriteTraceId: ["c1"] } };
    crm.mishap = (request) =>
      request.path.endsWith("upsert")
        ? Promise.resolve({
            ...{ status: 207, headers: {} },
            text: JSON.stringify({ results: [], errors: [fault] }),
          })
        : null;
    await later(3_600_000);
    await later();
    const [newest] = crm.sent.filter(({ path }) => path.endsWith("search")).slice(-1);
    const from = /"value":"(\d+)"/.exec(JSON.stringify(newest?.body))?.[1];
    expect(Number(from)).toBeGreaterThanOrEqual(crm.nowMs - 3_600_000 - 180_000);
    expect(crm.api.object("companies", "c1")).toMatchObject({ roundsman_sites: "9" });
    crm.mishap = null;
    await later();
    expect(crm.api.object("companies", "c1")).toMatchObject({ roundsman_sites: "1" });
  });

  it("sends after an outage what changed in it, and takes what changed there", async () => {
    const { crm, later, set, edit, customers } = await make();
    await later();
    await set(1, { name: "Bakery" });
    edit(2, { phone: "new" });
    crm.mishap = textOf((text) => text.slice(0, 30));
    await expect(later()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    crm.mishap = null;
    crm.gateway.reset("hubspot");
    await later(86_400_000);
    expect(crm.api.object("companies", "c1")).toMatchObject({ name: "Bakery" });
    expect(customers.get(2)).toMatchObject({ phone: "new" });
  });

  it("changes nothing by pages that come twice or tell of what was before", async () => {
    const { crm, later, edit, customers, words } = await make();
    await later();
    const old: string[] = [];
    crm.mishap = (request, answer) =>
      request.path.endsWith("search")
        ? answer().then((a) => {
            old.push(a.text);
            return a;
          })
        : null;
    edit(1, { phone: "first" });
    await later();
    edit(1, { phone: "second" });
    await later();
    crm.mishap = (request) =>
      request.path.endsWith("search")
        ? Promise.resolve({ status: 200, headers: {}, text: old[0] ?? "" })
        : null;
    await later();
    await later();
    expect(customers.get(1)?.phone).toBe("second");
    expect(words.map(({ to }) => to.phone)).toEqual(["first", "second"]);
  });

  it("loses nothing when a clock jumps: ours back by a day, theirs ahead by years", async () => {
    const { crm, later, edit, customers } = await make();
    await later();
    crm.nowMs -= 86_400_000;
    edit(1, { phone: "while back" });
    await later();
    expect(customers.get(1)?.phone).toBe("while back");
    crm.nowMs += 86_400_000;
    crm.api.edit("companies", "c2", { phone: "from the time to come" }, Date.parse("2031-01-01T00:00:00Z"));
    await later();
    edit(3, { phone: "after it" });
    await later();
    edit(2, { phone: "and again" });
    await later();
    expect([2, 3].map((id) => customers.get(id)?.phone)).toEqual(["and again", "after it"]);
  });

  it("reads a CRM of many pages whole, once", async () => {
    const { crm, customers, later, words } = await make();
    for (let id = 1; id <= 450; id++) {
      customers.set(id, customer(id, { phone: "" }));
      crm.api.edit(
        "companies",
        `c${id}`,
        { name: `Customer ${id}`, phone: `crm ${id}` },
        crm.nowMs - (id % 3),
      );
    }
    await later();
    expect(words).toHaveLength(450);
    expect(new Set(words.map(({ id }) => id)).size).toBe(450);
    expect([...customers.values()].every(({ id, phone }) => phone === `crm ${id}`)).toBe(true);
  });
});
