import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { createOutboxRelay } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createWaysOut, type Letter, signatureOf } from "#server/platform/ways-out.ts";
import { BRIEFING_EMAIL, BRIEFING_WEBHOOK } from "./briefings-out.ts";
import { COORDINATION_CHANGED, COORDINATION_UNDOERS } from "./records.ts";
import { createCoordination } from "./service.ts";

const database = withTestDatabase();
let db: ReturnType<typeof openDb>;
let coordination: ReturnType<typeof createCoordination>;
let audit: ReturnType<typeof createAudit>;
let now = "2026-11-26T10:30:00.000Z";
let organisationId = 0;
const SECRET = "a secret of sixteen letters";
const letters: Letter[] = [];

const scope = (role: Scope["role"] = "manager"): Scope => ({
  ...{ organisationId, userId: "ann", userName: "Ann", role },
  ...{ depotIds: null, driverId: null, isOperator: true },
});

const targets = async () => [{ name: "On time", value: "97%", target: "95%", isMet: true }];

beforeAll(() => {
  db = openDb({ url: database.url, poolSize: 2 });
  const clock = () => ({ now, serviceDay: now.slice(0, 10), timeZone: "Europe/London" });
  const savingRates = () => ({
    ...{ minutesPerQuestion: 3, minutesPerPlan: 45, centsPerWorkHour: 3_000, centsPerComputeHour: 6 },
  });
  coordination = createCoordination({
    ...{ db: db.db, clock, targets, savingRates, publicUrl: "https://r.example.org" },
    out: createWaysOut({
      ...{ secret: SECRET, isPrivateAllowed: true },
      send: async (letter) => void letters.push(letter),
    }),
  });
  audit = createAudit({ db: db.db, undoers: COORDINATION_UNDOERS });
});
afterAll(() => db.close());
// Each test has an organisation of its own.
beforeEach(() => {
  organisationId++;
  now = "2026-11-26T10:30:00.000Z";
});

const begin = async () => {
  await coordination.begin(scope());
  return (await coordination.records(scope())).workstreams.map(({ id }) => id);
};
const milestone = async (workstreamId: number, title: string, more: object = {}) =>
  (
    await coordination.saveMilestone(scope(), {
      ...{ workstreamId, title, dueOn: "2026-11-30", effortDays: 2, dependsOn: [] },
      ...more,
    })
  ).id;

describe("what is coordinated", () => {
  it("begins with five workstreams, once, and is nobody else's", async () => {
    expect(await begin()).toHaveLength(5);
    await expect(coordination.begin(scope())).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await coordination.records({ ...scope(), organisationId: 9_999 })).workstreams).toEqual([]);
  });

  it("refuses milestones that wait for each other and names them, also where an undo would make them do so", async () => {
    const [one = 0] = await begin();
    const index = await milestone(one, "Index");
    const page = await milestone(one, "Page", { dependsOn: [index] });
    const form = { workstreamId: one, dueOn: "2026-11-30", effortDays: 2 };
    await expect(
      coordination.saveMilestone(scope(), { ...form, id: index, title: "Index", dependsOn: [page] }),
    ).rejects.toMatchObject({ code: "CONFLICT", message: expect.stringContaining("Index → Page → Index") });
    const freed = await coordination.saveMilestone(scope(), {
      ...form,
      id: page,
      title: "Page",
      dependsOn: [],
    });
    await coordination.saveMilestone(scope(), { ...form, id: index, title: "Index", dependsOn: [page] });
    await expect(audit.undo(scope(), freed.auditId)).rejects.toThrow(/wait for each other/);
    expect((await coordination.records(scope())).milestones.map(({ dependsOn }) => dependsOn)).toEqual([
      [page],
      [],
    ]);
  });

  it("keeps what others stand on, and takes every change back", async () => {
    const [one = 0, two = 0] = await begin();
    const index = await milestone(one, "Index");
    await milestone(two, "Page", { dependsOn: [index] });
    await expect(coordination.removeMilestone(scope(), index)).rejects.toThrow(/depends on milestone/);
    await expect(coordination.removeWorkstream(scope(), one)).rejects.toThrow(/found no workstream/);
    const before = await coordination.records(scope());
    const changes = [
      await coordination.openBlocker(scope(), {
        ...{ waitingId: two, awaitedId: one, milestoneId: index, title: "Waits for the index" },
      }),
      await coordination.handOver(scope(), {
        ...{ fromId: one, toId: two, milestoneId: null, title: "Recall figures", limitMinutes: 30 },
      }),
      await coordination.deliverMilestone(scope(), index, true),
    ];
    expect(await coordination.board(scope())).toMatchObject({
      blockers: [{ title: "Waits for the index", openedBy: "Ann" }],
      handoffs: [{ title: "Recall figures", handedAt: now }],
    });
    for (const { auditId } of changes.reverse()) await audit.undo(scope(), auditId);
    expect(await coordination.records(scope())).toEqual(before);
  });

  it("delivers nothing before what it depends on", async () => {
    const [one = 0] = await begin();
    const index = await milestone(one, "Index");
    const page = await milestone(one, "Page", { dependsOn: [index] });
    await expect(coordination.deliverMilestone(scope(), page, true)).rejects.toThrow(
      /found Index undelivered/,
    );
    await coordination.deliverMilestone(scope(), index, true);
    await coordination.deliverMilestone(scope(), page, true);
    expect((await coordination.board(scope())).critical).toEqual({ ids: [], days: 0 });
  });

  it("announces each change in its own transaction", async () => {
    const [one = 0] = await begin();
    const id = await milestone(one, "Index");
    const told = await db.db.$queryRaw<{ payload: unknown }[]>(sql`
      SELECT payload FROM outbox WHERE organisation_id = ${organisationId} AND topic = ${COORDINATION_CHANGED}`);
    expect(told).toHaveLength(6);
    expect(told.at(-1)?.payload).toEqual({ kind: "milestones", id });
  });
});

describe("blockers by themselves", () => {
  const openTitles = async () => (await coordination.board(scope())).blockers.map(({ title }) => title);
  const follow = () => coordination.followCauses(organisationId);
  const release = (flag: string, status: string, metric = "api.request_ms", isDry = false) =>
    db.db.$executeRaw(sql`
      INSERT INTO flag_release (flag, organisation_id, plan, status, base_version, started_by, started_at, stage_at, evidence_at, decision)
      VALUES (${flag}, ${organisationId}, ${JSON.stringify({ guards: [{ metric: "x" }, { metric }], isDry })}::jsonb,
        ${status}, 1, 'Ann', now(), now(), now(), '{"guard": 1}')`);

  it("open once when a guard takes a release back, wait for who answers for its meter, and close once one is done", async () => {
    await begin();
    await release("dark", "rolled-back", "vector.search_ms");
    await release("trial", "rolled-back", "api.request_ms", true);
    await release("bright", "running");
    expect(await follow()).toBe(1);
    expect(await follow()).toBe(0);
    const { blockers, workstreams } = await coordination.board(scope());
    expect(blockers).toMatchObject([{ cause: "guard", waitingId: null, openedBy: "coordination" }]);
    expect(blockers[0]?.title).toMatch(/^Release \d+ of dark was rolled back on vector.search_ms$/);
    expect(workstreams.find(({ id }) => id === blockers[0]?.awaitedId)?.name).toBe("Database");
    await release("dark", "done");
    expect(await follow()).toBe(1);
    expect(await openTitles()).toEqual([]);
  });

  it("open when an alert is raised and close when it falls; raised again it opens another", async () => {
    await begin();
    const raise = (raisedAt: string | null) =>
      db.db.$executeRaw(
        sql`UPDATE ask_rule SET raised_at = ${raisedAt}::timestamptz WHERE organisation_id = ${organisationId}`,
      );
    await db.db.$executeRaw(sql`
      INSERT INTO ask_rule (organisation_id, user_id, question, words, for_s) VALUES (${organisationId}, 'ann', 'q', 'Trucks stand still', 60)`);
    expect(await follow()).toBe(0);
    await raise("2026-11-26T09:00:00Z");
    await follow();
    expect(await openTitles()).toEqual(["Trucks stand still"]);
    await raise(null);
    await follow();
    expect(await openTitles()).toEqual([]);
    await raise("2026-11-26T10:00:00Z");
    await follow();
    expect(await openTitles()).toEqual(["Trucks stand still"]);
  });

  it("leave the last word to who resolved one by hand, and stay away where there are no workstreams", async () => {
    await release("dark", "rolled-back");
    expect(await follow()).toBe(0);
    await begin();
    await follow();
    const [first] = (await coordination.board(scope())).blockers;
    await coordination.resolveBlocker(scope(), first?.id ?? 0);
    expect(await follow()).toBe(0);
    expect(await openTitles()).toEqual([]);
  });
});

/** Records as an export gives them, made of all that may happen: in time, late, not at all, at the edge of days. */
const fill = async () => {
  const [one = 0, two = 0] = await begin();
  const at = async (instant: string, work: () => Promise<unknown>) => {
    now = instant;
    await work();
  };
  const give = (title: string, limitMinutes: number) =>
    coordination.handOver(scope(), { ...{ fromId: one, toId: two, milestoneId: null, title, limitMinutes } });
  for (const [i, minutes] of [5, 29, 30, 31, 600, null, null].entries()) {
    await at(`2026-11-${20 + i}T23:50:00.000Z`, async () => {
      const { id } = await give(`handoff ${i}`, 30);
      if (minutes === null) return;
      now = new Date(Date.parse(now) + minutes * 60_000).toISOString();
      await coordination.acknowledge(scope(), id);
    });
    await at(`2026-11-${10 + i}T08:00:00.000Z`, async () => {
      const { id } = await coordination.openBlocker(scope(), {
        ...{ waitingId: one, awaitedId: two, milestoneId: null, title: `blocker ${i}` },
      });
      if (minutes === null) return;
      now = new Date(Date.parse(now) + minutes * 7 * 60_000).toISOString();
      await coordination.resolveBlocker(scope(), id);
    });
  }
  for (const [i, day] of ["2026-11-01", "2026-11-10", "2026-11-25", "2026-11-26", "2026-12-02"].entries()) {
    const id = await milestone(one, `milestone ${i}`, { dueOn: day });
    if (i % 2 === 0)
      await at(`2026-11-${10 + i * 5}T22:00:00.000Z`, () => coordination.deliverMilestone(scope(), id, true));
  }
  now = "2026-11-26T10:30:00.000Z";
};

describe("figures", () => {
  it("give the busy share of trucks and of the model as it was stored, and say which pools were not measured", async () => {
    await db.db.$executeRaw(sql`
      INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, status, planned_start_at,
        planned_end_at, shift_end_at, started_at, ended_at, planned_distance_m, planned_duration_s, stops_total, transit_s,
        service_s, disposal_s, updated_at)
      SELECT ${organisationId}, depot, '2026-11-25', number, 'R', 'refuse', 1, 'done', '2026-11-25T06:00Z', '2026-11-25T14:00Z',
        '2026-11-25T14:00Z', '2026-11-25T06:00Z', ended, 1, 1, 1, busy, 0, 0, now()
      FROM (VALUES (1, 1, '2026-11-25T13:00Z'::timestamptz, 14400), (2, 2, '2026-11-25T16:00Z', 28800), (2, 3, null, 9999))
        AS given(depot, number, ended, busy)`);
    await db.db.$executeRaw(sql`
      SELECT ensure_partitions('sample', '2026-11-20'::timestamptz, '2026-11-28'::timestamptz, 'day')`);
    await db.db.$executeRaw(sql`
      INSERT INTO sample (at, step_s, name, labels, kind, count, sum, min, max)
      SELECT '2026-11-25T00:00Z'::timestamptz + hour * interval '1 hour', 3600, name, 'pool=' || pool, 'counter', 1, ms, 1, 1
      FROM (VALUES ('model', 9, 3600000, 7200000), ('model', 10, 0, 7200000), ('solver', 9, 900000, 7200000),
        ('solver', 10, 2700000, 3600000)) AS given(pool, hour, busy, slots),
        LATERAL (VALUES ('pool.busy_ms', busy), ('pool.slots_ms', slots)) AS each(name, ms)`);
    const poolsOf = async (who: Scope) => {
      const figure = (await coordination.figures(who, 7)).find(({ name }) => name === "utilisation");
      return { value: figure?.value, pools: figure?.records.map(({ title, value }) => [title, value]) };
    };
    // Eight and ten hours of shift, of which four and eight were busy; the model half busy in its one hour with work; the
    // solver an eighth of two slots and three quarters of the one that was left.
    expect(await poolsOf(scope())).toEqual({
      value: expect.closeTo((12 / 18 + 0.5 + 1 / 3) / 3, 12),
      pools: [
        ["vehicles", 12 / 18],
        ["model", 0.5],
        ["solver", 1 / 3],
        ["workers", null],
      ],
    });
    expect((await poolsOf({ ...scope(), depotIds: [1] })).pools?.[0]).toEqual(["vehicles", 0.5]);
  });
});

describe("savings", () => {
  it("are counted from routes, calls, measures and plans of the organisation and its depots", async () => {
    await db.db.$executeRaw(sql`
      INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, status, planned_start_at,
        planned_end_at, shift_end_at, started_at, ended_at, planned_distance_m, planned_duration_s, stops_total, stops_done,
        wage_cents, distance_cents, updated_at)
      SELECT ${organisationId}, depot, day::date, depot, 'R', 'refuse', 1, 'done', day::timestamptz, day::timestamptz,
        day::timestamptz, day::timestamptz, day::timestamptz, 1, 1, 100, 100, cents, 100, now()
      FROM (VALUES (1, '2026-06-01', 9900), (1, '2026-07-01', 9900), (1, '2026-08-01', 9900), (1, '2026-09-01', 7900),
        (2, '2026-09-01', 10900), (1, '2026-10-01', 11900)) AS given(depot, day, cents)`);
    await db.db.$executeRaw(sql`
      INSERT INTO external_call (organisation_id, service, operation, cause, priority, attempt, outcome, saved_by, saved_units,
        expected_units, units, cents, process, reserved_at)
      SELECT ${organisationId}, 'graphhopper', 'route', 'map', 'now', 1, outcome, saved, saved_units, 1, units, cents, 'p',
        '2026-10-20T10:00Z'
      FROM (VALUES ('answered', null, 0, 4, 8), ('avoided', 'cache', 3, null, null), ('avoided', 'fallback', 9, null, null))
        AS given(outcome, saved, saved_units, units, cents)`);
    await db.db.$executeRaw(sql`
      INSERT INTO plan (organisation_id, depot_ids, kind, status, service_day, budget_s, created_by, created_at, finished_at)
      VALUES (${organisationId}, '{1}', 'day', 'accepted', '2026-10-21', 20, 'Ann', now(), '2026-10-20T10:00Z'),
        (${organisationId}, '{2}', 'day', 'rejected', '2026-10-21', 20, 'Ann', now(), '2026-10-20T10:00Z')`);
    const centsOf = async (who: Scope) => {
      const { months: all, worst } = await coordination.savings(who);
      // What the installation measured in other tests lies behind it.
      const months = all.filter(({ month }) => month < "2026-11");
      const cents = months.map(({ month, heads }) => [month, heads.routes.cents, heads.outside.cents]);
      return { worst, cents, plans: months.find(({ month }) => month === "2026-10")?.heads.time };
    };
    // A stop cost 100 cents in the first three months.
    expect(await centsOf(scope())).toEqual({
      worst: "2026-10",
      cents: [
        ["2026-10", -2_000, 6],
        ["2026-09", 1_000, null],
        ["2026-08", null, null],
        ["2026-07", null, null],
        ["2026-06", null, null],
      ],
      plans: { cents: 2_250, amount: 45, centsEach: null },
    });
    expect((await centsOf({ ...scope(), depotIds: [1] })).cents[1]).toEqual(["2026-09", 2_000, null]);
    expect((await centsOf({ ...scope(), depotIds: [9] })).plans).toMatchObject({ amount: 0 });
  });
});

describe("an export", () => {
  it("gives every record under its columns, to who may read them", async () => {
    await fill();
    const { keys, stream } = coordination.exportOf("handoffs");
    const rows: object[] = [];
    for await (const part of stream(scope("engineer"))) rows.push(...part);
    expect(rows).toHaveLength(7);
    expect(Object.keys(rows[0] ?? {})).toEqual(keys);
    await expect(stream(scope("dispatcher")).next()).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("briefings", () => {
  const depot = (timeZone: string, externalId: string) =>
    db.db.$executeRaw(sql`
      INSERT INTO depot (organisation_id, external_id, name, location, time_zone, opens_min, closes_min)
      VALUES (${organisationId}, ${externalId}, 'D', ST_Point(0, 0)::geography, ${timeZone}, 0, 1440)`);
  const at = async (instant: string) => {
    now = instant;
    return coordination.makeBriefings(organisationId);
  };
  const slots = async () => (await coordination.briefings(scope())).map(({ day, slot }) => `${day} ${slot}`);

  it("are made once per slot of a zone, late rather than never, and not before the first of the day", async () => {
    await depot("Europe/London", "a");
    expect(await at("2026-11-26T10:00:00.000Z")).toBe(0);
    await begin();
    expect(await at("2026-11-26T08:59:59.000Z")).toBe(0);
    expect(await at("2026-11-26T09:00:00.000Z")).toBe(1);
    expect(await at("2026-11-26T12:59:00.000Z")).toBe(0);
    expect(await at("2026-11-26T18:00:00.000Z")).toBe(1);
    expect(await slots()).toEqual(["2026-11-26 17:00", "2026-11-26 09:00"]);
  });

  it("follow each depot's zone, and are for those who see all of its depots", async () => {
    await begin();
    await depot("Europe/London", "a");
    await depot("America/New_York", "b");
    expect(await at("2026-11-26T13:30:00.000Z")).toBe(1);
    expect(await at("2026-11-26T14:00:00.000Z")).toBe(1);
    expect(await slots()).toEqual(["2026-11-26 13:00", "2026-11-26 09:00"]);
    expect(await coordination.briefings({ ...scope(), depotIds: [9_999] })).toEqual([]);
  });

  it("tell targets, who is needed, what shipped since the one before, what is at risk and what is next", async () => {
    const [one = 0, two = 0] = await begin();
    await depot("Europe/London", "a");
    const index = await milestone(one, "Index");
    await milestone(two, "Page", { dueOn: "2026-11-24" });
    await milestone(two, "Report", { dueOn: "2026-11-28" });
    await coordination.openBlocker(scope(), {
      ...{ waitingId: two, awaitedId: one, milestoneId: null, title: "No index" },
    });
    await coordination.deliverMilestone(scope(), index, true);
    await at("2026-11-26T13:00:00.000Z");
    await at("2026-11-26T17:00:00.000Z");
    const [evening, noon] = await coordination.briefings(scope());
    const texts = (part: string) =>
      noon?.parts.find(({ name }) => name === part)?.lines.map(({ text }) => text);
    expect(texts("targets")).toContain("On time 97%, target 95%");
    expect(texts("needed")).toEqual(["Performance is needed by Database: No index, for 2 hr 30 min"]);
    expect(texts("shipped")).toEqual(["Milestone delivered: Index, by Ann"]);
    expect(texts("rolledBack")).toEqual([]);
    expect(texts("risks")).toContain("Page was due on Tue 24 Nov and is not delivered");
    expect(texts("next")).toEqual(["Report, due on Sat 28 Nov, by Database"]);
    expect(evening?.parts.find(({ name }) => name === "shipped")?.lines).toEqual([]);
  });

  it("go by letter and signed webhook to where the organisation said, once each, and say when they went", async () => {
    const got: { signature: unknown; atS: number; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        const { "x-roundsman-signature": signature, "x-roundsman-timestamp": atS } = request.headers;
        got.push({ signature, atS: Number(atS), body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const [one = 0] = await begin();
    await depot("Europe/London", "a");
    await milestone(one, "Page", { dueOn: "2026-11-24" });
    const { write, post, saveBriefingWays } = coordination.briefingsOut;
    const webhook = `http://127.0.0.1:${port}/hook`;
    await saveBriefingWays(scope(), { emails: ["ann@example.org", "ben@example.org"], webhook });
    letters.length = 0;
    await at("2026-11-26T09:00:00.000Z");
    await at("2026-11-26T09:05:00.000Z");
    const relay = createOutboxRelay({
      ...{ db: db.db, now: () => Date.now() + 60_000 },
      handlers: { [BRIEFING_EMAIL]: write, [BRIEFING_WEBHOOK]: post },
    });
    await relay.drain();
    await relay.drain();
    server.close();
    expect(await relay.dead()).toEqual([]);
    const [briefing] = await coordination.briefings(scope());
    expect(letters).toMatchObject([
      {
        to: ["ann@example.org", "ben@example.org"],
        subject: expect.stringMatching(/^Briefing of Thu, 26 Nov 2026, 09:00: [1-9] to look at$/),
        text: expect.stringContaining("! Page was due on Tue 24 Nov and is not delivered"),
      },
    ]);
    expect(letters[0]?.text).toContain(`https://r.example.org/coordination?briefing=${briefing?.id}`);
    const [hook] = got;
    expect(got).toHaveLength(1);
    expect(hook?.signature).toBe(signatureOf(SECRET, hook?.atS ?? 0, hook?.body ?? ""));
    expect(JSON.parse(hook?.body ?? "")).toMatchObject({
      event: "briefing",
      briefing: { id: briefing?.id, slot: "09:00", parts: briefing?.parts },
    });
    expect(briefing?.sent.map(({ way, count }) => [way, count]).sort()).toEqual([
      ["email", 2],
      ["webhook", 1],
    ]);
  });

  it("go nowhere until somebody who sees all depots says where, by ways that there are, and that is taken back", async () => {
    await begin();
    await depot("Europe/London", "a");
    const { briefingWays, saveBriefingWays } = coordination.briefingsOut;
    const ways = { emails: ["ann@example.org"], webhook: null };
    await expect(saveBriefingWays({ ...scope(), depotIds: [1] }, ways)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const { auditId } = await saveBriefingWays(scope(), ways);
    expect(await briefingWays(scope())).toEqual({ ...ways, hasWebhooks: true, hasLetters: true });
    await audit.undo(scope(), auditId);
    expect(await briefingWays(scope())).toMatchObject({ emails: [], webhook: null });
    await at("2026-11-26T09:00:00.000Z");
    const asked = await db.db.outbox.count({
      where: { organisationId, topic: { in: [BRIEFING_EMAIL, BRIEFING_WEBHOOK] } },
    });
    expect(asked).toBe(0);
    const bare = createCoordination({
      ...{ db: db.db, clock: () => ({ now, serviceDay: "2026-11-26", timeZone: "Europe/London" }), targets },
      savingRates: () => ({
        minutesPerQuestion: 3,
        minutesPerPlan: 45,
        centsPerWorkHour: 1,
        centsPerComputeHour: 1,
      }),
      ...{ out: createWaysOut({ secret: null, send: null }), publicUrl: "" },
    });
    await expect(bare.briefingsOut.saveBriefingWays(scope(), ways)).rejects.toThrow(/SMTP_URL/);
  });
});
