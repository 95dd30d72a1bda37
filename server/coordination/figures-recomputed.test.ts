import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "#server/lib/scope.ts";
import { addDays, serviceDayOf } from "#server/lib/service-day.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { csvCell } from "#server/platform/export.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createWaysOut } from "#server/platform/ways-out.ts";
import { COORDINATION_UNDOERS } from "./records.ts";
import type { FigureName } from "./schema.ts";
import { createCoordination } from "./service.ts";
import { TABLES } from "./store.ts";

/*
 * The figures once more, by whoever holds nothing but the exported files: CSV text as the export writes it, read back
 * here, and the definitions of PRODUCT.md in plain SQL. Nothing of core/ is used.
 */

const database = withTestDatabase();
let db: ReturnType<typeof openDb>;
let coordination: ReturnType<typeof createCoordination>;
let clock = { now: "2026-11-26T10:30:00.000Z", serviceDay: "2026-11-26", timeZone: "Europe/London" };
let organisationId = 0;

const scopeOf = (depotIds: number[] | null = null): Scope => ({
  ...{ organisationId, userId: "ann", userName: "Ann", role: "manager" },
  ...{ depotIds, driverId: null, isOperator: true },
});

beforeAll(async () => {
  db = openDb({ url: database.url, poolSize: 2 });
  const savingRates = () => ({
    ...{ minutesPerQuestion: 3, minutesPerPlan: 45, centsPerWorkHour: 3_000, centsPerComputeHour: 6 },
  });
  coordination = createCoordination({
    ...{ db: db.db, clock: () => clock, targets: async () => [], savingRates },
    ...{ out: createWaysOut({ secret: null, send: null }), publicUrl: "https://r.example.org" },
  });
  await db.db.$executeRaw(
    sql`SELECT ensure_partitions('sample', '2025-12-01'::timestamptz, '2027-02-01'::timestamptz, 'month')`,
  );
});
afterAll(() => db.close());

/** Reads RFC 4180 text into rows of text by column; an empty cell is null. */
const rowsOfCsv = (text: string): Record<string, string | null>[] => {
  const lines: string[][] = [[]];
  let [cell, isQuoted] = ["", false];
  const close = () => {
    lines.at(-1)?.push(cell);
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? "";
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[i + 1] === '"') cell += text[++i];
      else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") close();
    else if (letter === "\n") {
      close();
      lines.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  const [head = [], ...rest] = lines;
  return rest
    .filter((line) => line.length === head.length)
    .map((line) =>
      Object.fromEntries(head.map((key, i) => [key, line[i] === "" ? null : (line[i] ?? null)])),
    );
};

type Exported = ReturnType<typeof coordination.exportPools>;
const csvOf = async ({ keys, stream }: Exported, scope: Scope): Promise<string> => {
  let text = `${keys.join(",")}\r\n`;
  for await (const rows of stream(scope))
    for (const row of rows) text += `${keys.map((key) => csvCell(Reflect.get(row, key))).join(",")}\r\n`;
  return text;
};

type Span = { first: string; last: string };
/** Numbers of the records that count, null where there are none. */
type Counted = Record<"handoffIds" | "blockerIds" | "milestoneIds", number[] | null>;
type Recomputed = Record<FigureName, number | null> & Counted;

/** The four figures over each span, from the files alone. */
const recompute = async (scope: Scope, spans: readonly Span[]): Promise<Recomputed[]> => {
  const read = async (exported: Exported) => JSON.stringify(rowsOfCsv(await csvOf(exported, scope)));
  const [handoffs, blockers, milestones, pools] = [
    await read(coordination.exportOf("handoffs")),
    await read(coordination.exportOf("blockers")),
    await read(coordination.exportOf("milestones")),
    await read(coordination.exportPools()),
  ];
  return db.db.$queryRaw<Recomputed[]>(sql`
    WITH span AS (
      SELECT i, (value->>'first')::date AS first, (value->>'last')::date AS last
      FROM jsonb_array_elements(${JSON.stringify(spans)}::jsonb) WITH ORDINALITY AS e(value, i)),
    h AS (SELECT * FROM jsonb_to_recordset(${handoffs}::jsonb)
      AS x(id int, "limitMinutes" int, "handedAt" timestamptz, "acknowledgedAt" timestamptz, "asOf" timestamptz, "timeZone" text)),
    b AS (SELECT * FROM jsonb_to_recordset(${blockers}::jsonb)
      AS x(id int, "openedAt" timestamptz, "resolvedAt" timestamptz, "timeZone" text)),
    m AS (SELECT * FROM jsonb_to_recordset(${milestones}::jsonb)
      AS x(id int, "dueOn" date, "deliveredAt" timestamptz, "asOf" timestamptz, "timeZone" text)),
    p AS (SELECT * FROM jsonb_to_recordset(${pools}::jsonb)
      AS x(pool text, day date, "busyS" float8, "totalS" float8)),
    hs AS (SELECT i, h.* FROM span, h WHERE ("handedAt" AT TIME ZONE "timeZone")::date BETWEEN first AND last
      AND ("acknowledgedAt" IS NOT NULL OR "asOf" > "handedAt" + "limitMinutes" * interval '1 minute')),
    bs AS (SELECT i, b.* FROM span, b WHERE ("resolvedAt" AT TIME ZONE "timeZone")::date BETWEEN first AND last),
    ms AS (SELECT i, m.* FROM span, m WHERE "dueOn" BETWEEN first AND last
      AND ("deliveredAt" IS NOT NULL OR "dueOn" < ("asOf" AT TIME ZONE "timeZone")::date))
    SELECT
      (SELECT count(*) FILTER (WHERE "acknowledgedAt" <= "handedAt" + "limitMinutes" * interval '1 minute')::float8 / nullif(count(*), 0)
        FROM hs WHERE hs.i = span.i) AS handoffs,
      (SELECT avg(extract(epoch FROM "resolvedAt" - "openedAt") / 3600)::float8 FROM bs WHERE bs.i = span.i) AS resolution,
      (SELECT count(*) FILTER (WHERE ("deliveredAt" AT TIME ZONE "timeZone")::date <= "dueOn")::float8 / nullif(count(*), 0)
        FROM ms WHERE ms.i = span.i) AS "onTime",
      (SELECT avg(busy) FROM (
        SELECT sum("busyS") / nullif(sum("totalS"), 0) AS busy FROM p WHERE day BETWEEN first AND last GROUP BY pool) AS each
      ) AS utilisation,
      (SELECT array_agg(id ORDER BY id) FROM hs WHERE hs.i = span.i) AS "handoffIds",
      (SELECT array_agg(id ORDER BY id) FROM bs WHERE bs.i = span.i) AS "blockerIds",
      (SELECT array_agg(id ORDER BY id) FROM ms WHERE ms.i = span.i) AS "milestoneIds"
    FROM span ORDER BY i`);
};

const WINDOWS = [7, 30, 90] as const;

/** Holds every figure of every window, and every week of every trend, against the files. */
const expectAgreement = async (scope: Scope): Promise<void> => {
  const near = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
  for (const days of WINDOWS) {
    const figures = await coordination.figures(scope, days);
    const weeks = figures[0]?.trend ?? [];
    const [whole, ...byWeek] = await recompute(scope, [
      { first: addDays(clock.serviceDay, 1 - days), last: clock.serviceDay },
      ...weeks.map(({ from, to }) => ({ first: from, last: to })),
    ]);
    const ids = Object.fromEntries(
      figures.map(({ name, records }) => [name, records.length === 0 ? null : records.map(({ id }) => id)]),
    );
    expect([ids.handoffs, ids.resolution, ids.onTime]).toEqual([
      whole?.handoffIds,
      whole?.blockerIds,
      whole?.milestoneIds,
    ]);
    for (const { name, value, trend } of figures) {
      expect([name, days, value]).toEqual([name, days, near(whole?.[name] ?? null)]);
      expect(trend.map((week) => week.value)).toEqual(byWeek.map((week) => near(week[name])));
    }
  }
};

const ZONES = ["Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata"] as const;
const HOUR_MS = 3_600_000;

/** Days back from now in quarters of an hour, with edges of days, of limits and of the longest window drawn often. */
const back = fc.oneof(
  fc.integer({ min: 0, max: 95 * 96 }).map((quarters) => quarters * 15 * 60_000),
  fc.integer({ min: 0, max: 92 }).map((days) => days * 24 * HOUR_MS),
  fc.integer({ min: 0, max: 120 * 60_000 }),
);
const took = fc.option(
  fc
    .oneof(fc.constantFrom(0, 29, 30, 31, 120), fc.integer({ min: 0, max: 20_000 }))
    .map((minutes) => minutes * 60_000),
);

const world = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  // Around changes of the clocks in spring and autumn of these zones, and elsewhere.
  now: fc
    .constantFrom("2026-03-29", "2026-04-05", "2026-11-01", "2026-10-25", "2026-11-26", "2026-06-30")
    .chain((day) => fc.integer({ min: 0, max: 1_439 }).map((minute) => Date.parse(day) + minute * 60_000)),
  handoffs: fc.array(fc.record({ back, took, limitMinutes: fc.constantFrom(1, 30, 600) }), { maxLength: 12 }),
  blockers: fc.array(fc.record({ back, took, isOpen: fc.boolean() }), { maxLength: 8 }),
  milestones: fc.array(fc.record({ dueIn: fc.integer({ min: -95, max: 5 }), back: fc.option(back) }), {
    maxLength: 10,
  }),
  hours: fc.array(
    fc.record({
      back: fc.integer({ min: 0, max: 95 * 24 }),
      pool: fc.constantFrom("model", "solver", "workers"),
      busyMs: fc.constantFrom(0, 900_000, 3_600_000),
      slots: fc.integer({ min: 1, max: 16 }),
    }),
    { maxLength: 12 },
  ),
  routes: fc.array(
    fc.record({
      dayBack: fc.integer({ min: 0, max: 95 }),
      depotId: fc.constantFrom(1, 2),
      busyS: fc.integer({ min: 0, max: 40_000 }),
      hours: fc.option(fc.integer({ min: 1, max: 14 })),
    }),
    { maxLength: 8 },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Writes a drawn world as the records of an organisation of its own, titles that a file has to quote among them. */
const write = async ({ timeZone, now, ...drawn }: World): Promise<void> => {
  organisationId++;
  clock = { now: new Date(now).toISOString(), serviceDay: serviceDayOf(now, timeZone), timeZone };
  const before = (ms: number) => new Date(now - ms).toISOString();
  const title = 'Index, "the large one"\nsecond line';
  await db.db.$transaction(async (tx) => {
    const stream = await TABLES.workstreams.insert(tx, organisationId, {
      ...{ name: "Team", lead: "Ann", capacityDays: 5, meters: [] },
    });
    for (const { back: ago, took: ms, limitMinutes } of drawn.handoffs) {
      const acknowledgedAt = ms === null || ms > ago ? null : before(ago - ms);
      await TABLES.handoffs.insert(tx, organisationId, {
        ...{ fromId: stream.id, toId: stream.id, milestoneId: null, title, limitMinutes },
        ...{ handedAt: before(ago), handedBy: "Ann", acknowledgedAt },
        acknowledgedBy: acknowledgedAt === null ? null : "Ben",
      });
    }
    for (const { back: ago, took: ms, isOpen } of drawn.blockers) {
      const resolvedAt = isOpen || ms === null || ms > ago ? null : before(ago - ms);
      await TABLES.blockers.insert(tx, organisationId, {
        ...{
          waitingId: null,
          awaitedId: stream.id,
          milestoneId: null,
          title,
          cause: "person",
          causeKey: null,
        },
        ...{ openedAt: before(ago), openedBy: "Ann", resolvedAt },
        resolvedBy: resolvedAt === null ? null : "Ben",
      });
    }
    for (const { dueIn, back: ago } of drawn.milestones)
      await TABLES.milestones.insert(tx, organisationId, {
        ...{ workstreamId: stream.id, title, dueOn: addDays(clock.serviceDay, dueIn), effortDays: 1 },
        ...{ deliveredAt: ago === null ? null : before(ago), dependsOn: [] },
      });
    // The processes' pools are the installation's: each world begins without those of the one before.
    await tx.$executeRaw(sql`DELETE FROM sample`);
    for (const { back: ago, pool, busyMs, slots } of drawn.hours) {
      const at = new Date(Math.floor(now / HOUR_MS) * HOUR_MS - ago * HOUR_MS);
      for (const [name, ms] of [
        ["pool.busy_ms", Math.min(busyMs, slots * HOUR_MS)],
        ["pool.slots_ms", slots * HOUR_MS],
      ] as const)
        await tx.$executeRaw(sql`
          INSERT INTO sample (at, step_s, name, labels, kind, count, sum, min, max)
          VALUES (${at}, 3600, ${name}, ${`pool=${pool}`}, 'counter', 1, ${ms}, 0, 0)
          ON CONFLICT (at, step_s, name, labels) DO NOTHING`);
    }
    for (const [number, { dayBack, depotId, busyS, hours }] of drawn.routes.entries()) {
      const day = addDays(clock.serviceDay, -dayBack);
      const begin = new Date(`${day}T06:00:00Z`);
      const end = hours === null ? null : new Date(begin.getTime() + hours * HOUR_MS);
      await tx.$executeRaw(sql`
        INSERT INTO route (organisation_id, depot_id, service_day, number, name, stream, vehicle_id, status, planned_start_at,
          planned_end_at, shift_end_at, started_at, ended_at, planned_distance_m, planned_duration_s, stops_total, transit_s,
          service_s, disposal_s, updated_at)
        VALUES (${organisationId}, ${depotId}, ${day}::date, ${number}, 'R', 'refuse', 1, 'done', ${begin}, ${begin}, ${begin},
          ${begin}, ${end}, 1, 1, 1, ${busyS}, 0, 0, now())`);
    }
  });
};

describe("the figures of coordination, recomputed from the exported files", () => {
  it("agree for whatever is recorded, in every zone, also where clocks change", async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        await write(drawn);
        await expectAgreement(scopeOf());
        await expectAgreement(scopeOf([1]));
      }),
      { numRuns: 40, seed: 8 },
    );
  }, 300_000);

  it("agree while milestones move, blockers open again and slots come and go", async () => {
    const now = Date.parse("2026-11-26T12:00:00Z");
    await write({
      ...{ timeZone: "Europe/London", now, handoffs: [], blockers: [], milestones: [], routes: [] },
      hours: [
        { back: 2, pool: "model", busyMs: 3_600_000, slots: 2 },
        { back: 1, pool: "model", busyMs: 3_600_000, slots: 8 },
      ],
    });
    const [team] = (await coordination.records(scopeOf())).workstreams;
    const at = (instant: string) => {
      clock = { ...clock, now: instant, serviceDay: instant.slice(0, 10) };
    };
    const other = await coordination.saveWorkstream(scopeOf(), {
      ...{ name: "Other", lead: "Ben", capacityDays: 5, meters: [] },
    });
    const form = { workstreamId: team?.id ?? 0, title: "Page", effortDays: 1, dependsOn: [] };
    at("2026-11-20T09:00:00.000Z");
    const { id } = await coordination.saveMilestone(scopeOf(), { ...form, dueOn: "2026-11-22" });
    const blocker = await coordination.openBlocker(scopeOf(), {
      ...{ waitingId: team?.id ?? 0, awaitedId: other.id, milestoneId: null, title: "Waits" },
    });
    at("2026-11-20T10:00:00.000Z");
    const resolved = await coordination.resolveBlocker(scopeOf(), blocker.id);
    const figureOf = async (name: FigureName) =>
      (await coordination.figures(scopeOf(), 30)).find((each) => each.name === name)?.value;
    at("2026-11-24T09:00:00.000Z");
    await expectAgreement(scopeOf());
    expect([await figureOf("onTime"), await figureOf("resolution")]).toEqual([0, 1]);
    await coordination.saveMilestone(scopeOf(), { ...form, id, dueOn: "2026-11-25" });
    await expectAgreement(scopeOf());
    expect(await figureOf("onTime")).toBeNull();
    await coordination.deliverMilestone(scopeOf(), id, true);
    await createAudit({ db: db.db, undoers: COORDINATION_UNDOERS }).undo(scopeOf(), resolved.auditId);
    await expectAgreement(scopeOf());
    // Open again, so nothing is resolved; then it stood from its first opening on.
    expect(await figureOf("resolution")).toBeNull();
    await coordination.resolveBlocker(scopeOf(), blocker.id);
    at("2026-11-26T12:00:00.000Z");
    await expectAgreement(scopeOf());
    // Two slots, then eight: two hours busy of ten, whatever the pool holds now.
    expect([await figureOf("onTime"), await figureOf("utilisation")]).toEqual([1, 0.2]);
    expect(await figureOf("resolution")).toBe(96);
  });
});
