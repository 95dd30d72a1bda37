import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Classifier } from "#server/ask/core/classify.ts";
import { openShipped } from "#server/ask/readers.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { createAsk } from "#server/ask/service.ts";
import { type AskedCity, partOf as find, openAskedCity } from "#server/compose/fixture-asked-city.ts";
import type { Scope } from "#server/lib/scope.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T12:40:00.000Z";
let city: AskedCity;
let manager: Scope;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 20 });
  manager = city.scopeOf("manager");
}, 120_000);
afterAll(() => city.close());

const partsOf = (text: string, by: Scope = manager) => city.partsOf(text, by);
const textOf = (parts: AnswerPart[]): string => find(parts, "text")?.text ?? "";
const rowsOf = (parts: AnswerPart[]) => find(parts, "rows")?.rows ?? [];
const value = (sql: string) => city.value(sql);
const table = async (sql: string): Promise<unknown[][]> =>
  (await city.db.pool.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row));

const DUTY = `SELECT count(*) FROM shift h WHERE h.service_day = '2026-11-23' AND h.clocked_in_at <= '${NOW}'
  AND (h.clocked_out_at IS NULL OR h.clocked_out_at > '${NOW}')
  AND NOT (h.break_start_at IS NOT NULL AND h.break_start_at <= '${NOW}' AND (h.break_end_at IS NULL OR h.break_end_at > '${NOW}'))`;
const SINCE = `greatest(h.clocked_in_at, CASE WHEN h.break_end_at <= '${NOW}' THEN h.break_end_at END)`;

/** A site of the city that can be named, by its address, with what hangs on it. */
const address = async (more: string): Promise<{ id: number; said: string }> => {
  const [row] = await table(`SELECT s.id, s.house_number || ' ' || s.street FROM site s
    WHERE s.house_number ~ '^[0-9]+$' AND s.street IS NOT NULL AND ${more}
      AND (SELECT count(*) FROM site o WHERE o.street = s.street AND o.house_number = s.house_number) = 1 ORDER BY s.id LIMIT 1`);
  return { id: Number(row?.[0]), said: String(row?.[1]) };
};

describe("what hangs on a place", () => {
  it("is told by its address: days, history, orders, and who knows it", async () => {
    const { id, said } = await address(
      "EXISTS (SELECT FROM service_order n WHERE n.site_id = s.id) AND EXISTS (SELECT FROM stop t WHERE t.site_id = s.id AND t.status = 'done')",
    );
    const days = rowsOf(await partsOf(`What day is collection for ${said}?`));
    expect(days.length).toBe(await value(`SELECT count(*) FROM container WHERE site_id = ${id}`));
    for (const { nextDay, weeks } of days) {
      const day =
        await table(`SELECT weekdays, extract(isodow FROM date '${String(nextDay).slice(0, 10)}')::int,
        date '${String(nextDay).slice(0, 10)}' >= date '2026-11-23' FROM container WHERE site_id = ${id} AND weeks = '${String(weeks).split(" ")[0]}'`);
      expect(day.some(([weekdays, weekday]) => (weekdays as number[]).includes(weekday as number))).toBe(
        true,
      );
      expect(day.every(([, , isToCome]) => isToCome)).toBe(true);
    }
    expect(find(await partsOf(`service history of ${said}`), "figures")?.figures[0]?.value).toBe(
      await value(`SELECT count(*) FROM stop WHERE site_id = ${id} AND service_day <= '2026-11-23'`),
    );
    expect(find(await partsOf(`service orders at ${said}`), "figures")?.figures[0]?.value).toBe(
      await value(`SELECT count(*) FROM service_order WHERE site_id = ${id} AND requested_at <= '${NOW}'`),
    );
    expect(rowsOf(await partsOf(`which drivers know ${said}`))[0]?.count).toBe(
      await value(`SELECT max(n) FROM (SELECT count(*) AS n FROM stop s LEFT JOIN route r ON r.id = s.route_id
        WHERE s.site_id = ${id} AND s.status = 'done' AND s.service_day <= '2026-11-23' GROUP BY r.driver_id) each`),
    );
  });
});

describe("records equal the rows that are stored", () => {
  it.each([
    [
      "Which trucks have active fault codes, worst first?",
      "SELECT count(*) FROM fault_code WHERE cleared_at IS NULL",
    ],
    [
      "any trucks with a serious fault",
      "SELECT count(*) FROM fault_code WHERE cleared_at IS NULL AND severity = 3",
    ],
    [
      "fault codes raised last week",
      "SELECT count(*) FROM fault_code WHERE (opened_at AT TIME ZONE 'Europe/London')::date BETWEEN '2026-11-16' AND '2026-11-22'",
    ],
    [
      "Which trucks have low cranking voltage?",
      `SELECT count(*) FROM (SELECT DISTINCT ON (vehicle_id) cranking_volts FROM vehicle_reading
        WHERE service_day <= '2026-11-23' ORDER BY vehicle_id, service_day DESC) x WHERE cranking_volts < 18`,
    ],
    [
      "Which arm or packer problems come back within 30 days of a repair?",
      `SELECT count(*) FROM repair e WHERE component IN ('arm', 'packer') AND EXISTS (SELECT FROM repair b
        WHERE b.vehicle_id = e.vehicle_id AND b.component = e.component AND b.id <> e.id AND b.done_at <= e.opened_at
        AND e.opened_at - b.done_at <= interval '30 days')`,
    ],
    [
      "Who was speeding near the school this morning?",
      `SELECT count(*) FROM harsh_event h WHERE kind = 'speeding' AND at >= '2026-11-23T00:00Z' AND at < '2026-11-23T12:00Z'
        AND (place ILIKE '%school%' OR EXISTS (SELECT FROM site s WHERE s.name ILIKE '%school%' AND ST_DWithin(s.location, h.location, 200)))`,
    ],
    [
      "Tickets without a matching route, last seven days.",
      `SELECT count(*) FROM weigh_ticket WHERE route_id IS NULL AND service_day > '2026-11-16' AND arrived_at <= '${NOW}'`,
    ],
    [
      "Who had no break in the last six hours?",
      `${DUTY} AND timestamptz '${NOW}' - ${SINCE} >= interval '6 hours'`,
    ],
    [
      "which drivers worked more than two hours without a break",
      `${DUTY} AND timestamptz '${NOW}' - ${SINCE} > interval '2 hours'`,
    ],
    [
      "Which trucks are over 30 % full and still have more than 10 stops?",
      `SELECT count(*) FROM vehicle_state x JOIN vehicle v ON v.id = x.vehicle_id JOIN route r ON r.id = x.route_id
        WHERE 100.0 * x.load_kg / v.capacity_kg > 30 AND r.stops_total - r.stops_done - r.stops_missed - r.stops_skipped > 10`,
    ],
  ])("%s", async (question, sql) => {
    const parts = await partsOf(question);
    expect(find(parts, "rows")?.total, textOf(parts)).toBe(await value(sql));
    expect(find(parts, "link")?.href).toMatch(/^\//);
  });

  it("puts what grounds a truck first", async () => {
    const severities = rowsOf(await partsOf("Which trucks have active fault codes, worst first?")).map(
      ({ severity }) => Number(severity),
    );
    expect(severities.length).toBeGreaterThan(3);
    expect(severities).toEqual([...severities].sort((a, b) => b - a));
  });

  it("says who comes nearest to the legal hours where nobody passes them", async () => {
    const parts = await partsOf("Which drivers will pass their legal hours today?");
    expect(find(parts, "rows")?.total).toBe(0);
    expect(textOf(parts)).toMatch(/^Nobody\. Nearest to it: .+ on duty/);
    const bound = await partsOf("any driver over 1 hour of duty time today");
    expect(find(bound, "rows")?.total).toBeGreaterThan(10);
  });

  it("sets harsh braking against the way each driver drove, those without any included", async () => {
    const rows = rowsOf(await partsOf("Harsh braking per 100 km by driver, last two weeks."));
    const expected = await table(`
      SELECT p.name, count(h.id)::int, 100000.0 * count(h.id) / w.m FROM driver p
      JOIN (SELECT driver_id, sum(actual_distance_m) AS m FROM route WHERE service_day BETWEEN '2026-11-10' AND '2026-11-23' GROUP BY 1) w
        ON w.driver_id = p.id AND w.m > 0
      LEFT JOIN harsh_event h ON h.driver_id = p.id AND h.kind = 'braking' AND h.at <= '${NOW}'
        AND (h.at AT TIME ZONE 'Europe/London')::date BETWEEN '2026-11-10' AND '2026-11-23'
      GROUP BY p.name, w.m`);
    expect(rows.length).toBe(expected.length);
    const byName = new Map(rows.map(({ key, count, value }) => [key, [count, value]]));
    for (const [name, count, rate] of expected) {
      expect(byName.get(name)?.[0], String(name)).toBe(count);
      expect(Number(byName.get(name)?.[1])).toBeCloseTo(Number(rate), 6);
    }
    const rates = rows.map((row) => Number(row.value));
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
  });
});

it("leaves a driver out of a rate where the question excepts him", async () => {
  const all = rowsOf(await partsOf("Harsh braking per 100 km by driver, last two weeks."));
  const name = String(all[0]?.key);
  const rows = rowsOf(await partsOf(`Harsh braking per 100 km by driver except ${name}, last two weeks.`));
  expect(rows.map(({ key }) => key)).toEqual(all.slice(1).map(({ key }) => key));
});

describe("can a truck go out", () => {
  it("cites the procedure beside the fault, and never says a bare yes", async () => {
    const text = textOf(await partsOf("Can truck 23 go out with this fault?"));
    expect(text).toContain("SPN 792 FMI 5");
    expect(text).toContain("duty mechanic");
    expect(text).toContain('"Going out with a fault code" says: Severity 2 codes');
    expect(text).not.toMatch(/^yes/i);
  });

  it("keeps in what is severe, and clears nothing where no fault stands", async () => {
    expect(textOf(await partsOf("is truck 4 safe to drive"))).toContain("By what is recorded it stays.");
    expect(textOf(await partsOf("is truck 46 roadworthy"))).toContain("no clearance");
  });
});

describe("costs equal sums over the routes that are stored", () => {
  it("prices idling by the price the question names, of trucks that burn fuel", async () => {
    const parts = await partsOf("What did idling cost us this year at 1.78 per litre?");
    const expected = await value(
      "SELECT sum(idle_s) / 3600.0 * 3.1 * 1.78 FROM route WHERE fuel_l > 0 AND service_day BETWEEN '2026-01-01' AND '2026-11-23'",
    );
    expect(find(parts, "figures")?.figures[0]?.value).toBeCloseTo(expected, 4);
    const inCents = await partsOf("What did idling cost us this year at 178 cents a litre?");
    expect(find(inCents, "figures")?.figures[0]?.value).toBeCloseTo(expected, 4);
  });

  it("ranks trucks by litres per route hour", async () => {
    const [first] = rowsOf(await partsOf("Which truck burns the most fuel per route hour?"));
    const [expected] = await table(`
      SELECT v.name, sum(r.fuel_l) / (sum(extract(epoch FROM coalesce(r.ended_at, '${NOW}') - r.started_at)) / 3600) AS rate
      FROM route r JOIN vehicle v ON v.id = r.vehicle_id WHERE service_day BETWEEN '2026-11-01' AND '2026-11-23'
      GROUP BY 1 HAVING sum(extract(epoch FROM coalesce(r.ended_at, '${NOW}') - r.started_at)) > 0 ORDER BY 2 DESC LIMIT 1`);
    expect(first?.key).toBe(expected?.[0]);
    expect(Number(first?.value)).toBeCloseTo(Number(expected?.[1]), 4);
  });

  it("tells cost per stop and per tonne side by side", async () => {
    const parts = await partsOf("Cost per stop and per tonne by waste stream.");
    const expected = await table(`
      SELECT stream, sum(wage_cents + distance_cents + fuel_cents + disposal_cents)::float8 / 100 / sum(stops_done) AS stop,
        sum(wage_cents + distance_cents + fuel_cents + disposal_cents)::float8 * 10 / sum(weight_kg) AS tonne
      FROM route WHERE status = 'done' AND service_day BETWEEN '2026-11-01' AND '2026-11-23' GROUP BY 1`);
    const byStream = new Map(rowsOf(parts).map((row) => [row.key, row]));
    for (const [stream, stop, tonne] of expected) {
      expect(Number(byStream.get(String(stream))?.value)).toBeCloseTo(Number(stop), 4);
      expect(Number(byStream.get(String(stream))?.["cost-per-tonne"])).toBeCloseTo(Number(tonne), 4);
    }
    expect(expected.length).toBeGreaterThan(2);
  });

  it("reckons overtime at one and a half wages and says against what it was longer", async () => {
    const parts = await partsOf("How much did overtime cost last week, and what caused it?");
    const expected =
      await value(`SELECT sum(r.overtime_s / 3600.0 * p.wage_cents_per_hour) * 1.5 / 100 FROM route r
      JOIN driver p ON p.id = r.driver_id WHERE service_day BETWEEN '2026-11-16' AND '2026-11-22' AND r.status <> 'cancelled'`);
    expect(find(parts, "figures")?.figures[0]?.value).toBeCloseTo(expected, 4);
    expect(textOf(parts)).toContain("No cause of overtime is recorded.");
  });

  it("finds the route farthest from the mean of the others of its day", async () => {
    const [first] = rowsOf(
      await partsOf("Which route is the most unbalanced against the others of that day?"),
    );
    const stops = (
      await table(
        "SELECT name, stops_total FROM route WHERE service_day = '2026-11-23' AND status <> 'cancelled'",
      )
    ).map(([name, n]) => ({ name: String(name), n: Number(n) }));
    const all = stops.reduce((sum, { n }) => sum + n, 0);
    const off = stops
      .map(({ name, n }) => ({ name, off: n / ((all - n) / (stops.length - 1)) - 1 }))
      .sort((a, b) => Math.abs(b.off) - Math.abs(a.off))[0];
    expect(first?.route).toBe(off?.name);
    expect(Number(first?.change)).toBeCloseTo(100 * (off?.off ?? 0), 6);
  });

  it("counts repeat exceptions per customer", async () => {
    const rows = rowsOf(await partsOf("top 5 customers by repeat exceptions this month"));
    const expected = await table(`
      SELECT c.name || ' (' || c.account_number || ')', count(*)::int FROM exception e JOIN site i ON i.id = e.site_id
      JOIN customer c ON c.id = i.customer_id WHERE e.service_day BETWEEN '2026-11-01' AND '2026-11-23'
      GROUP BY 1 HAVING count(*) >= 2 ORDER BY 2 DESC, 1 LIMIT 5`);
    expect(rows.map(({ count }) => count)).toEqual(expected.map(([, count]) => count));
    expect(rows.length).toBe(5);
  });
});

describe("what a role may not see", () => {
  it.each([
    ["dispatcher", "Harsh braking per 100 km by driver, last two weeks."],
    ["dispatcher", "Who is my most dangerous driver?"],
    ["engineer", "Who was speeding near the school this morning?"],
    ["engineer", "Who had no break in the last six hours?"],
  ] as const)("%s: %s", async (role, question) => {
    const parts = await partsOf(question, { ...manager, role });
    expect(find(parts, "refusal")?.reason).toBe("forbidden");
    expect(find(parts, "rows")).toBeUndefined();
    expect(city.refusals).toContain(`forbidden: ${question}`);
  });

  it("tells a dispatcher who needs a break", async () => {
    const parts = await partsOf("Who had no break in the last six hours?", {
      ...manager,
      role: "dispatcher",
    });
    expect(find(parts, "refusal")).toBeUndefined();
  });

  it("shows nothing of depots the asker has not", async () => {
    const none = { ...manager, depotIds: [-1] };
    for (const question of [
      "Which trucks have active fault codes, worst first?",
      "Tickets without a matching route, last seven days.",
      "speeding events this month",
      "Which trucks have low cranking voltage?",
      "which repairs did not hold",
      "which drivers worked more than two hours without a break",
    ])
      expect(find(await partsOf(question, none), "rows")?.total, question).toBe(0);
  });
});

/** The second reader, which says nothing in plain words. */
const withoutTemplates = async (): Promise<Classifier> => {
  const reader = await openShipped();
  return { ...reader, thresholds: { ...reader.thresholds, rephrase: 2 } };
};

describe("where the readers see different plans", () => {
  const SEEN_TWICE = "who is on lunch";
  const asked = async (choose: number | null, readingIndex?: number): Promise<AnswerPart[]> => {
    const offered: (readonly string[])[] = [];
    const ask = createAsk({
      ...city.deps,
      readerOf: withoutTemplates,
      decide: async (_, __, readings) => {
        offered.push(readings);
        return choose;
      },
    });
    const parts: AnswerPart[] = [];
    for await (const part of ask.ask(manager, { text: SEEN_TWICE, readingIndex }, NOW)) parts.push(part);
    // Who chose is not asked again, and a model sees what the asker would.
    expect(offered.length).toBe(readingIndex === undefined ? 1 : 0);
    for (const readings of offered) expect(new Set(readings).size).toBe(2);
    return parts;
  };

  it("runs the one that a model chooses, and says so", async () => {
    const reading = find(await asked(1), "reading")?.reading;
    expect(reading).toMatchObject({ reader: "model", plan: { kind: "list", list: "vehicles" } });
  });
  it("offers both where there is none, and runs nothing", async () => {
    const parts = await asked(null);
    expect(parts.map(({ type }) => type)).toEqual(["choice", "done"]);
    expect(find(parts, "choice")?.readings.map(({ reader }) => reader)).toEqual(["rules", "classifier"]);
  });
  it("runs the one that the asker chooses", async () => {
    const reading = find(await asked(null, 0), "reading")?.reading;
    expect(reading).toMatchObject({ reader: "rules", plan: { kind: "records", of: "shifts" } });
  });
});

describe("where a word is not understood that could change the answer", () => {
  // It says which of them are meant: nobody leaves that aside, whatever the second reader learnt.
  const HALF = "which flumadiddle stops are on R-9";
  const asked = async (asker: typeof manager, text: string, readingIndex?: number): Promise<AnswerPart[]> => {
    const ask = createAsk({ ...city.deps, readerOf: withoutTemplates });
    const parts: AnswerPart[] = [];
    for await (const part of ask.ask(asker, { text, readingIndex }, NOW)) parts.push(part);
    return parts;
  };

  it("runs nothing, and offers what would be read without it", async () => {
    const parts = await asked(manager, HALF);
    expect(parts.map(({ type }) => type)).toEqual(["refusal", "done"]);
    const refusal = find(parts, "refusal");
    expect(refusal?.text).toContain('"flumadiddle"');
    expect(refusal?.without?.plan).toMatchObject({ kind: "list", list: "stops" });
  });
  it("runs that where the asker picks it, and says what was left out", async () => {
    const parts = await asked(manager, HALF, 0);
    expect(parts.map(({ type }) => type)).toEqual(expect.arrayContaining(["reading", "rows", "done"]));
    expect(find(parts, "reading")?.reading.words).toBe(
      find(await asked(manager, HALF), "refusal")?.without?.words,
    );
  });
  it.each([
    "delete all late routes today",
    "mark every stop of R-9 as done",
    "give me the home address of the driver of R-9",
  ])("offers nothing in the place of what must not be: %s", async (text) => {
    expect(find(await asked(manager, text), "refusal")).toMatchObject({ without: null });
    expect(find(await asked(manager, text, 0), "refusal")).toMatchObject({ without: null });
  });
});

describe("where no reader understands a question", () => {
  const LOST = "which routes are languishing horribly today";
  const asked = async (text: string, subject: string | null) => {
    const told: string[] = [];
    const ask = createAsk({
      ...city.deps,
      readerOf: withoutTemplates,
      suppose: async (_, question) => {
        told.push(question);
        return subject;
      },
    });
    const parts: AnswerPart[] = [];
    for await (const part of ask.ask(manager, { text }, NOW)) parts.push(part);
    return { told, parts };
  };

  it("runs what it is as the subject that a model tells, and says who read it", async () => {
    const { told, parts } = await asked(LOST, "list routes delayS+status=active");
    expect(told).toEqual([LOST]);
    expect(find(parts, "reading")?.reading).toMatchObject({
      reader: "model",
      plan: { kind: "list", list: "routes" },
    });
  });
  it("refuses it as before where the model tells none", async () => {
    const { told, parts } = await asked(LOST, null);
    expect(told).toEqual([LOST]);
    expect(parts.map(({ type }) => type)).toEqual(["refusal", "done"]);
  });
  it.each([
    "delete all languishing routes",
    "mail me the languishing gurgling routes as CSV every Friday",
    "where is truck 4711",
    "and yesterday?",
  ])("never asks the model about %j", async (text) => {
    const { told, parts } = await asked(text, "list routes delayS+status=active");
    expect(told).toEqual([]);
    expect(find(parts, "reading")).toBeUndefined();
  });
});
