import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import { findTexts, readFacts, readPassages, recordIds } from "#server/operations/passage-store.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { PASSAGE_KINDS, type PassageKind } from "#server/vector/schema.ts";

const database = withTestDatabase();

describe("texts of records", () => {
  let opened: ReturnType<typeof openDb>;
  let fleet: FixtureFleet;
  const ids = new Map<PassageKind, number>();

  const insert = async (kind: PassageKind, query: ReturnType<typeof sql>) => {
    const [row] = await opened.db.$queryRaw<{ id: number }[]>(query);
    ids.set(kind, row?.id ?? 0);
  };
  const textOf = async (kind: PassageKind) =>
    (await readPassages(opened.db, fleet.organisationId, kind, [ids.get(kind) ?? 0, 99_999]))[0];

  beforeAll(async () => {
    opened = openDb({ url: database.url, poolSize: 4 });
    fleet = await plantFleet(opened.db, { vehicles: 1, stops: 2 });
    const { organisationId, depotId } = fleet;
    const [site] = await opened.db.$queryRaw<{ id: number }[]>(
      sql`SELECT id FROM site WHERE organisation_id = ${organisationId} ORDER BY id LIMIT 1`,
    );
    const siteId = site?.id ?? 0;
    await insert(
      "customer",
      sql`INSERT INTO customer (organisation_id, external_id, account_number, name, kind, phone, since)
        VALUES (${organisationId}, 'c', '88213', 'Harbour Bakery', 'commercial', '555 1234', '2020-01-01') RETURNING id`,
    );
    const customerId = ids.get("customer") ?? 0;
    await opened.db.$executeRaw(sql`UPDATE site SET customer_id = ${customerId} WHERE id = ${siteId}`);
    await insert(
      "note",
      sql`INSERT INTO note (organisation_id, depot_id, subject, subject_id, author, body, created_at)
        VALUES (${organisationId}, ${depotId}, 'site', ${siteId}, 'Ann', 'Gate is locked', '2026-11-23T08:00:00Z')
        RETURNING id`,
    );
    await insert(
      "exception",
      sql`INSERT INTO exception (organisation_id, depot_id, service_day, kind, stream, site_id, status, opened_at,
          respond_by, note, resolution, source)
        VALUES (${organisationId}, ${depotId}, '2026-11-23', 'no-access', 'refuse', ${siteId}, 'closed',
          '2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', 'Barrier down', 'Go-back done', 'driver') RETURNING id`,
    );
    await insert(
      "call",
      sql`INSERT INTO resident_call (organisation_id, depot_id, site_id, customer_id, at, reason, body)
        VALUES (${organisationId}, ${depotId}, ${siteId}, ${customerId}, '2026-11-23T08:00:00Z', 'missed-pickup',
          'Glass still at the kerb') RETURNING id`,
    );
    await insert(
      "procedure",
      sql`INSERT INTO procedure (organisation_id, title, body, updated_at)
        VALUES (${organisationId}, 'Smoking load', 'Tell dispatch at once.', '2026-01-01T00:00:00Z') RETURNING id`,
    );
    await insert(
      "service-order",
      sql`INSERT INTO service_order (organisation_id, depot_id, site_id, kind, stream, status, description, requested_at)
        VALUES (${organisationId}, ${depotId}, ${siteId}, 'bulky-pickup', 'bulky', 'requested', 'Mattress',
          '2026-11-20T08:00:00Z') RETURNING id`,
    );
  });
  afterAll(() => opened.close());

  it.each([
    ["note", "Site 1", "Gate is locked", true],
    ["exception", "no access, Site 1", "Barrier down. Go-back done", false],
    ["call", "missed pickup, Site 1", "Glass still at the kerb", false],
    ["customer", "Harbour Bakery", "commercial customer. account 88213. Site 1", false],
    ["procedure", "Smoking load", "Tell dispatch at once.", true],
    ["service-order", "bulky pickup, Site 1", "Mattress. requested", false],
  ] as const)("tell of a %s what it is about and who may read it", async (kind, title, text, isForCrews) => {
    const found = await textOf(kind);
    expect(found).toMatchObject({ id: `${kind}/${ids.get(kind)}`, kind, title, text });
    expect(found?.roles.includes("driver")).toBe(isForCrews);
    expect(found?.roles).toContain("dispatcher");
    expect(found?.depotId).toBe(kind === "procedure" ? null : fleet.depotId);
  });

  it("leave telephone numbers out", async () => {
    expect(JSON.stringify(await textOf("customer"))).not.toContain("555");
  });

  it("are of exceptions and calls the recent ones, of everything else all", async () => {
    const since = new Date("2026-11-24");
    for (const kind of PASSAGE_KINDS)
      expect(await recordIds(opened.db, fleet.organisationId, kind, since)).toEqual(
        kind === "exception" || kind === "call" ? [] : [ids.get(kind)],
      );
  });

  it("are shown where the record is, or what it is about, with who wrote it", async () => {
    const { organisationId } = fleet;
    const records = [...ids].map(([kind, recordId]) => ({ kind, recordId }));
    const note = await opened.db.note.findFirstOrThrow({ where: { organisationId } });
    const site = { list: "sites", id: note.subjectId };
    expect(Object.fromEntries(await readFacts(opened.db, organisationId, records))).toEqual({
      [`note/${ids.get("note")}`]: { place: site, by: "Ann" },
      [`call/${ids.get("call")}`]: { place: site, by: "Harbour Bakery" },
      [`service-order/${ids.get("service-order")}`]: { place: site, by: null },
      [`exception/${ids.get("exception")}`]: {
        place: { list: "exceptions", id: ids.get("exception") },
        by: null,
      },
      [`customer/${ids.get("customer")}`]: {
        place: { list: "customers", id: ids.get("customer") },
        by: null,
      },
    });
  });

  it("are found by their words, those that hold most of them first, within kinds, depots and time", async () => {
    const found = async (words: string[], given: Partial<Parameters<typeof findTexts>[2]> = {}) =>
      (
        await findTexts(opened.db, fleet.organisationId, {
          ...{ words, kinds: PASSAGE_KINDS, depotIds: null, role: "dispatcher" as const },
          ...{ from: new Date("2026-11-01"), until: null, limit: 10, ...given },
        })
      ).map(({ kind, words: count }) => `${kind} ${count}`);
    expect(await found(["GATE", "locked", "barrier"])).toEqual(["note 2", "exception 1"]);
    expect(await found(["locked", "barrier"], { kinds: ["exception"] })).toEqual(["exception 1"]);
    expect(await found(["locked"], { depotIds: [fleet.depotId + 1] })).toEqual([]);
    expect(await found(["dispatch"], { depotIds: [fleet.depotId + 1] })).toEqual(["procedure 1"]);
    expect(await found(["barrier"], { role: "driver" })).toEqual([]);
    expect(await found(["locked"], { until: new Date("2026-11-23T07:00:00Z") })).toEqual([]);
    expect(await found(["barrier"], { from: new Date("2026-11-24") })).toEqual([]);
    expect(await found(["%"])).toEqual([]);
    expect(await found([])).toEqual([]);
  });

  it("are of one organisation only", async () => {
    for (const kind of PASSAGE_KINDS) {
      const since = new Date("2026-11-01");
      expect(await recordIds(opened.db, fleet.organisationId, kind, since)).toEqual([ids.get(kind)]);
      expect(await recordIds(opened.db, fleet.organisationId + 1, kind, since)).toEqual([]);
      expect(await readPassages(opened.db, fleet.organisationId + 1, kind, [ids.get(kind) ?? 0])).toEqual([]);
    }
  });
});
