import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { COMPANY, type CrmCustomer } from "#server/external/core/company.ts";
import { CRM_ID } from "#server/external/core/crm-record.ts";
import { type CrmTicket, newOrderOf, TICKET } from "#server/external/core/crm-ticket.ts";
import { createHubspotScene, createKeptRecords, type Mishap } from "#server/external/fixture-hubspot.ts";
import { createHubspotSync, objectKindOf } from "#server/external/hubspot-sync.ts";
import { readLinks } from "#server/external/link-store.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());
let organisationId = 100;
beforeEach(() => {
  organisationId++;
});

const order = (id: number, more: Partial<CrmTicket> = {}): CrmTicket => ({
  ...{ id, externalId: `order-${id}`, siteId: `s${id}`, site: `Site ${id}`, customerId: "c1" },
  ...{ kind: "extra-lift", stream: "refuse", status: "requested", description: `Lift ${id}` },
  ...{ scheduledFor: null, doneAt: null, ...more },
});
const WANTED = {
  ...{ subject: "Please", hs_pipeline_stage: "1", content: "One more lift", roundsman_site_id: "s1" },
  ...{ roundsman_kind: "extra-lift", roundsman_stream: "refuse" },
};

/** Three orders here beside a CRM without tickets. */
const make = async () => {
  const crm = await createHubspotScene();
  const kept = createKeptRecords([1, 2, 3].map((id) => order(id)));
  const { records: orders, words, recordsOf, change } = kept;
  const reports: string[] = [];
  let announcement = 0n;
  const sync = createHubspotSync<CrmTicket>({
    ...{ db: open.db, client: crm.client, nowMs: () => crm.nowMs },
    ...{ of: "ticket", shape: TICKET, objects: objectKindOf("tickets", "tickets", TICKET) },
    ...{ recordsOf, change },
    adopt: async (_, { id, properties }) => {
      const wanted = newOrderOf(id, properties);
      if (wanted === null || typeof wanted === "string") return wanted;
      const held = [...orders.values()].find(({ externalId }) => externalId === wanted.externalId);
      const made = held ?? order(orders.size + 1, { ...wanted, stream: wanted.stream ?? "refuse" });
      orders.set(made.id, made);
      return made;
    },
    report: (sentences) => void reports.push(...sentences),
  });
  const later = (ms = 60_000) => {
    crm.nowMs += ms;
    return sync.sync(organisationId);
  };
  return {
    ...{ crm, orders, words, reports, sync, later },
    ticket: (key: string) => crm.api.object("tickets", key),
    edit: (key: string, properties: Record<string, string>) =>
      crm.api.edit("tickets", key, properties, crm.nowMs),
    set(id: number, more: Partial<CrmTicket>) {
      orders.set(id, { ...(orders.get(id) ?? order(id)), ...more });
      return sync.noteChange(organisationId, ++announcement);
    },
    links: () => readLinks(open.db, { organisationId, service: "hubspot", kind: "ticket" }),
  };
};
const failing =
  (end: string, answer: (text: string) => { status: number; text: string }): Mishap =>
  (request, ask) =>
    request.path.endsWith(end) ? ask().then(({ text }) => ({ headers: {}, ...answer(text) })) : null;

describe("orders and tickets", () => {
  it("go both ways: made there, called off there, done here, and nothing is sent where nothing changed", async () => {
    const { crm, later, ticket, edit, set, orders, words } = await make();
    await later();
    expect(ticket("order-1")).toEqual({
      ...{ [CRM_ID]: "order-1", subject: "extra lift, Site 1", hs_pipeline: "0", hs_pipeline_stage: "1" },
      ...{ content: "Lift 1", roundsman_status: "requested", roundsman_kind: "extra-lift" },
      ...{ roundsman_stream: "refuse", roundsman_site_id: "s1", roundsman_customer_id: "c1" },
      ...{ roundsman_scheduled_for: "", roundsman_done_at: "" },
    });
    edit("order-1", { roundsman_status: "cancelled", hs_pipeline_stage: "4", subject: "Off" });
    await set(2, { status: "done", doneAt: "2026-11-23T09:00:00Z" });
    await later();
    expect(orders.get(1)).toMatchObject({ status: "cancelled" });
    // What the CRM alone has stays as it is there.
    expect(ticket("order-1")).toMatchObject({ hs_pipeline_stage: "4", subject: "Off" });
    expect(ticket("order-2")).toMatchObject({ roundsman_status: "done", hs_pipeline_stage: "1" });
    const writes = crm.count("upsert");
    for (let n = 0; n < 3; n++) await later();
    expect(crm.count("upsert")).toBe(writes);
    expect(words).toHaveLength(1);
  });

  it("puts back a status that is not the CRM's to say, and takes the text that came with it", async () => {
    const { later, ticket, edit, orders, words } = await make();
    await later();
    edit("order-3", { roundsman_status: "done", content: "Three bags" });
    await later();
    await later();
    expect(orders.get(3)).toMatchObject({ status: "requested", description: "Three bags" });
    expect(ticket("order-3")).toMatchObject({ roundsman_status: "requested", content: "Three bags" });
    expect(words).toMatchObject([
      { id: 3, to: { description: "Three bags" }, refused: { theirs: { roundsman_status: "done" } } },
    ]);
  });

  it("makes one order of a ticket that was written down there, whatever stops between the order and its id", async () => {
    const { crm, later, orders, reports } = await make();
    await later();
    const id = crm.api.add("tickets", WANTED, crm.nowMs);
    crm.mishap = ({ path }) =>
      path.endsWith("update") ? Promise.resolve({ status: 503, headers: {}, text: "" }) : null;
    await later();
    await later();
    expect(orders.size).toBe(4);
    expect(crm.api.object("tickets", `hubspot-${id}`)).toBeUndefined();
    crm.mishap = null;
    crm.gateway.reset("hubspot");
    await later();
    expect(crm.api.object("tickets", `hubspot-${id}`)).toMatchObject({
      ...{ ...WANTED, roundsman_status: "requested", roundsman_customer_id: "c1" },
    });
    await later();
    expect([orders.size, crm.api.count("tickets")]).toEqual([4, 4]);
    expect(reports.some((sentence) => sentence.includes("hubspot"))).toBe(true);
  });

  it.each([
    ["at once where the search tells of it", true],
    ["with its order's next change where it does not", false],
  ])("gives a ticket the id back that was taken off it, %s", async (_, isTold) => {
    const { crm, later, ticket, edit, set, orders } = await make();
    await later();
    await later(7_200_000);
    edit("order-3", { content: "So that the search begins after the others" });
    await later();
    const held = ticket("order-1");
    if (isTold) edit("order-1", { content: "News" });
    Object.assign(held ?? {}, { [CRM_ID]: "" });
    await later();
    expect(ticket("order-1") !== undefined).toBe(isTold);
    await set(1, { status: "scheduled", scheduledFor: "2026-11-25" });
    await later();
    expect(ticket("order-1")).toMatchObject({ roundsman_status: "scheduled" });
    expect([orders.size, crm.api.count("tickets")]).toEqual([3, 3]);
  });

  it("keeps to the ticket that carries an order's id where the one it had lost it to it", async () => {
    const { crm, later, ticket, edit, links, orders } = await make();
    await later();
    const held = ticket("order-1");
    edit("order-1", { content: "Old" });
    Object.assign(held ?? {}, { [CRM_ID]: "", roundsman_site_id: "" });
    edit("order-1", {
      ...TICKET.fieldsOf(order(1)),
      subject: "Other",
      hs_pipeline_stage: "1",
      content: "New",
    });
    await later();
    await later();
    expect(orders.get(1)?.description).toBe("New");
    expect(new Set((await links()).map(({ externalId }) => externalId)).size).toBe(3);
    expect([orders.size, crm.api.count("tickets"), ticket("order-1")?.subject]).toEqual([3, 4, "Other"]);
  });

  it("reports a ticket that cannot be an order, leaves alone one that is none, and goes on with the others", async () => {
    const { crm, later, orders, reports, edit } = await make();
    await later();
    crm.api.add("tickets", { ...WANTED, roundsman_kind: "party" }, crm.nowMs);
    crm.api.add("tickets", { subject: "Invoice", hs_pipeline_stage: "1", content: "Too high" }, crm.nowMs);
    edit("order-2", { content: "News" });
    await later();
    expect(orders.size).toBe(3);
    expect(orders.get(2)?.description).toBe("News");
    expect(reports).toEqual([expect.stringContaining('roundsman_kind: found "party"')]);
  });

  it("makes a deleted ticket anew when its order changes, and a merged one without writing over the other", async () => {
    const { crm, later, ticket, set, links } = await make();
    await later();
    crm.api.remove("tickets", "order-1");
    crm.api.merge("tickets", "order-2", "order-3", crm.nowMs);
    await later();
    await set(1, { status: "scheduled" });
    await set(2, { status: "scheduled" });
    await later();
    expect(["order-1", "order-2", "order-3"].map((key) => ticket(key)?.roundsman_status)).toEqual([
      ...["scheduled", "scheduled", "requested"],
    ]);
    expect(ticket("order-3")).toMatchObject({ content: "Lift 3" });
    expect(new Set((await links()).map(({ externalId }) => externalId)).size).toBe(3);
  });

  it("sends the rows of a batch that passed once, and the others again", async () => {
    const { crm, later, ticket, reports } = await make();
    crm.mishap = (request, ask) =>
      request.path.endsWith("upsert")
        ? ask().then(({ text }) => {
            const { results } = JSON.parse(text) as { results: { objectWriteTraceId: string }[] };
            const fault = { category: "RATE_LIMITS", message: "slow down" };
            return {
              ...{ status: 207, headers: {} },
              text: JSON.stringify({
                results: results.filter(({ objectWriteTraceId }) => objectWriteTraceId !== "order-2"),
                errors: [{ ...fault, context: { objectWriteTraceId: ["order-2"] } }],
              }),
            };
          })
        : null;
    await later();
    expect(reports).toEqual([expect.stringContaining("tickets order-2: found RATE_LIMITS")]);
    crm.mishap = null;
    const before = crm.sent.length;
    await later();
    const written = crm.sent.slice(before).filter(({ path }) => path.endsWith("upsert"));
    // It was written though HubSpot said that it was not: nothing is left to say.
    expect(written).toEqual([]);
    expect(ticket("order-2")).toBeDefined();
  });

  it.each<[string, Mishap]>([
    ["too many requests", failing("upsert", () => ({ status: 429, text: "" }))],
    ["a failure", failing("upsert", () => ({ status: 502, text: "" }))],
    [
      "an answer of other types",
      failing("upsert", (text) => ({ status: 200, text: text.replaceAll(/"id":"\d+"/g, '"id":7') })),
    ],
    ["an answer of nothing", failing("upsert", () => ({ status: 200, text: "{}" }))],
  ])("loses nothing to %s, and makes no second ticket", async (_, mishap) => {
    const { crm, later, set, ticket, orders } = await make();
    crm.mishap = mishap;
    await later();
    await set(1, { status: "scheduled" });
    crm.mishap = null;
    crm.gateway.reset("hubspot");
    await later(600_000);
    expect(ticket("order-1")).toMatchObject({ roundsman_status: "scheduled" });
    expect(crm.api.count("tickets")).toBe(3);
    expect(orders.size).toBe(3);
  });

  it("takes the newest of pages that come out of order", async () => {
    const { crm, later, edit, orders } = await make();
    await later();
    const pages: string[] = [];
    crm.mishap = (request, ask) =>
      request.path.endsWith("search")
        ? ask().then((answer) => {
            pages.push(answer.text);
            return answer;
          })
        : null;
    edit("order-1", { content: "first" });
    await later();
    edit("order-1", { content: "second" });
    await later();
    crm.mishap = failing("search", () => ({ status: 200, text: pages[0] ?? "" }));
    await later();
    expect(orders.get(1)?.description).toBe("second");
  });
});

it("companies that were merged there: the one that is gone is made anew, the other keeps its customer", async () => {
  const crm = await createHubspotScene();
  const kept = createKeptRecords(
    [1, 2].map(
      (id): CrmCustomer => ({
        ...{ id, externalId: `c${id}`, accountNumber: `${id}`, name: `Customer ${id}`, kind: "commercial" },
        ...{ phone: `p${id}`, email: null, since: "2020-01-01", sites: 1 },
        ...{ complaintRisk: null, leaveIndex: null },
      }),
    ),
  );
  const { records: customers, recordsOf, change } = kept;
  const sync = createHubspotSync<CrmCustomer>({
    ...{ db: open.db, client: crm.client, nowMs: () => crm.nowMs, report: () => {} },
    ...{ of: "customer", shape: COMPANY, objects: objectKindOf("companies", "customers", COMPANY) },
    ...{ recordsOf, change },
  });
  await sync.sync(organisationId);
  crm.nowMs += 60_000;
  crm.api.merge("companies", "c1", "c2", crm.nowMs);
  customers.set(1, { ...(customers.get(1) as CrmCustomer), sites: 2 });
  await sync.noteChange(organisationId, 1n);
  await sync.sync(organisationId);
  expect(crm.api.object("companies", "c1")).toMatchObject({ name: "Customer 1", roundsman_sites: "2" });
  expect(crm.api.object("companies", "c2")).toMatchObject({ name: "Customer 2", roundsman_sites: "1" });
  expect([...customers.values()].map(({ name }) => name)).toEqual(["Customer 1", "Customer 2"]);
});
