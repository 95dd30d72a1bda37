import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart } from "#server/ask/schema.ts";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import type { Board, Briefing } from "#server/coordination/schema.ts";
import type { IntegrationsOverview } from "#server/external/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
let city: AskedCity;
let manager: Scope;

const OVERVIEW: IntegrationsOverview = {
  states: (["graphhopper", "samsara"] as const).map((service) => ({
    ...{ service, mode: "live", isEmulator: service === "graphhopper" },
    ...{
      breaker: service === "samsara" ? "open" : "closed",
      reason: service === "samsara" ? "5 failed of 8" : null,
    },
    ...{ running: 0, waiting: 0, concurrency: 4, inDoubt: 0 },
    quota: { remaining: null, resetAtMs: null, limit: null },
    budget: { spentUnits: 0, spentCents: 0, limitUnits: null, thresholds: [], passed: null },
  })),
  days: [
    {
      service: "graphhopper",
      day: "2026-11-23",
      sent: 3,
      failed: 1,
      units: 12,
      cents: 40,
      p50Ms: 10,
      p99Ms: 20,
      avoided: [{ by: "cache", calls: 7, units: 21 }],
    },
    {
      service: "graphhopper",
      day: "2026-11-22",
      sent: 9,
      failed: 0,
      units: 90,
      cents: 300,
      p50Ms: 10,
      p99Ms: 20,
      avoided: [],
    },
    {
      service: "samsara",
      day: "2026-11-23",
      sent: 100,
      failed: 0,
      units: 0,
      cents: 0,
      p50Ms: 10,
      p99Ms: 20,
      avoided: [],
    },
  ],
  notSetUp: ["hubspot"],
  today: "2026-11-23",
};
const workstream = (id: number, name: string) => ({ id, name, lead: "L", capacityDays: 5, meters: [] });
const milestone = (id: number, workstreamId: number, title: string, dependsOn: number[]) => ({
  ...{ id, workstreamId, title, dueOn: "2026-11-30", effortDays: 2, deliveredAt: null, dependsOn },
});
const BOARD: Board = {
  workstreams: [workstream(1, "Database"), workstream(2, "Performance")],
  milestones: [milestone(11, 1, "Pool that holds", []), milestone(12, 2, "500 requests a second", [11])],
  blockers: [
    {
      ...{
        id: 7,
        waitingId: 2,
        awaitedId: 1,
        milestoneId: 12,
        title: "Load test waits",
        cause: "person",
        causeKey: null,
      },
      ...{ openedAt: "2026-11-23T08:00:00.000Z", openedBy: "Kim", resolvedAt: null, resolvedBy: null },
    },
  ],
  handoffs: [],
  today: "2026-11-23",
  now: NOW,
  critical: { ids: [11, 12], days: 4 },
  loads: [],
};
const BRIEFINGS: Briefing[] = (["13:00", "09:00"] as const).map((slot, i) => ({
  ...{
    id: 2 - i,
    timeZone: "Europe/London",
    depotIds: [],
    sent: [],
    day: slot === "13:00" ? "2026-11-22" : "2026-11-23",
    slot,
  },
  madeAt: NOW,
  parts: [{ name: "risks", lines: [{ text: `Line of ${slot}`, tone: "bad" }] }],
}));

beforeAll(async () => {
  city = await openAskedCity(database.url, {
    ...{ now: NOW, days: 3 },
    platform: {
      ...{ outside: async () => OVERVIEW, breakerChanges: async () => [], nowMs: () => Date.parse(NOW) },
      board: async () => BOARD,
      briefings: async () => BRIEFINGS,
    },
  });
  manager = city.scopeOf("manager");
  const run = (sql: string) => city.db.pool.query(sql);
  const vehicles = `(SELECT id, row_number() OVER (ORDER BY number) AS n FROM vehicle)`;
  await run(`INSERT INTO wear_model (organisation_id, made_from, vehicles, failures, examples, precision, base_share, error_days, usual_error_days)
    SELECT ${manager.organisationId}, d::date, 50, 20, 900, p, 0.1, 3, 6 FROM (VALUES ('2026-11-20', 0.5), ('2026-11-22', 0.4), ('2026-11-25', 0.9)) AS v(d, p)`);
  await run(`INSERT INTO vehicle_risk (organisation_id, vehicle_id, made_from, chance, days, low_days, high_days, reasons)
    SELECT ${manager.organisationId}, v.id, d::date, 0.01 * v.n, 30 - v.n, 1, 30, '[]' FROM ${vehicles} v, (VALUES ('2026-11-20'), ('2026-11-22'), ('2026-11-25')) AS k(d) WHERE v.n <= 5`);
  await run(`INSERT INTO work_order (organisation_id, vehicle_id, status, made_from, chance, days, proposed_at)
    SELECT ${manager.organisationId}, v.id, CASE v.n WHEN 1 THEN 'proposed' WHEN 2 THEN 'ordered' ELSE 'dismissed' END, '2026-11-22', 0.5, 3, '2026-11-22T20:00:00Z' FROM ${vehicles} v WHERE v.n <= 3`);
  await run(`INSERT INTO customer_risk (customer_id, organisation_id, made_from, complaint_risk, leave_index, reasons)
    SELECT c.id, c.organisation_id, '2026-11-22', 0.01 * n, 100 - n, '{"complaint":[],"leave":[]}' FROM (SELECT id, organisation_id, row_number() OVER (ORDER BY id) AS n FROM customer) c WHERE n <= 20`);
}, 120_000);
afterAll(() => city.close());

const partsOf = (text: string) => city.partsOf(text, manager);
const rowsOf = (parts: AnswerPart[]) => partOf(parts, "rows")?.rows ?? [];
const texts = (parts: AnswerPart[]) =>
  parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");

describe("what is likely", () => {
  it("is told of vehicles from the newest learning that the day knows", async () => {
    const rows = rowsOf(await partsOf("Which trucks are most likely to break down soon?"));
    expect(
      rows.map(({ chancePct, madeFrom }) => [Math.round(Number(chancePct)), String(madeFrom).slice(0, 10)]),
    ).toEqual([5, 4, 3, 2, 1].map((chance) => [chance, "2026-11-22"]));
    const [next] = rowsOf(await partsOf("which truck will fail next"));
    expect(next?.daysLeft).toBe(25);
  });
  it("is not told where what was learned is no better than a guess", async () => {
    await city.db.pool.query("UPDATE wear_model SET precision = 0.15 WHERE made_from = '2026-11-22'");
    const parts = await partsOf("Which trucks are most likely to break down soon?");
    expect(rowsOf(parts)).toEqual([]);
    expect(texts(parts)).toContain("no better than a guess");
    await city.db.pool.query("UPDATE wear_model SET precision = 0.4 WHERE made_from = '2026-11-22'");
  });
  it("is told of work orders by how they stand", async () => {
    expect(
      rowsOf(await partsOf("open work orders"))
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["ordered", "proposed"]);
    expect(rowsOf(await partsOf("dismissed work orders"))).toHaveLength(1);
  });
  it("is told of customers, those who may complain or leave first", async () => {
    const complaining = rowsOf(await partsOf("Which customers are at risk of complaining?"));
    expect(complaining).toHaveLength(20);
    expect(Math.round(Number(complaining[0]?.complaintPct))).toBe(20);
    const leaving = rowsOf(await partsOf("Which customers are likely to leave us?"));
    expect(leaving[0]?.leaveIndex).toBe(99);
    expect(rowsOf(await partsOf("customers with more than 15 % chance of a complaint"))).toHaveLength(5);
  });
});

describe("outside services, coordination and briefings", () => {
  it("tell the spend of the days asked about and every breaker that is open", async () => {
    const parts = await partsOf(
      "How much did we spend on external routing calls today, and which circuit breakers are open?",
    );
    expect(partOf(parts, "figures")?.figures.map(({ value }) => value)).toEqual([0.4, 3, 7]);
    expect(texts(parts)).toContain("samsara: open, 5 failed of 8");
    expect(rowsOf(parts).map(({ key }) => key)).toEqual(["graphhopper"]);
    const yesterday = await partsOf("What did outside services cost us yesterday?");
    expect(partOf(yesterday, "figures")?.figures[0]?.value).toBe(3);
  });
  it("tell who waits for whom, by blockers and by milestones that stand on others", async () => {
    const rows = rowsOf(await partsOf("Which milestones are blocked and who is waiting for whom?"));
    expect(rows.map(({ milestone: title, waiting, awaited }) => [title, waiting, awaited])).toEqual([
      ["500 requests a second", "Performance", "Database"],
      ["500 requests a second", "Performance", "Database"],
    ]);
  });
  it("tell what the briefing of a day and time said, and which is the newest where there is none", async () => {
    expect(rowsOf(await partsOf("What does this morning's briefing say?")).map(({ line }) => line)).toEqual([
      "Line of 09:00",
    ]);
    expect(rowsOf(await partsOf("latest briefing")).map(({ line }) => line)).toEqual(["Line of 13:00"]);
    expect(texts(await partsOf("What did the 17:00 briefing say yesterday?"))).toContain(
      "the newest is of Sun, 22 Nov 2026, 13:00",
    );
  });
  it("are not told to dispatchers", async () => {
    const parts = await city.partsOf("Who waits for whom?", city.scopeOf("dispatcher"));
    expect(partOf(parts, "refusal")?.reason).toBe("forbidden");
  });
});
