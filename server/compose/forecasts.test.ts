import { afterAll, beforeAll, expect, it } from "vitest";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import { openForecasts } from "#server/compose/open-forecasts.ts";
import { createClock } from "#server/operations/clock.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { SETTINGS, type UNCHANGED } from "#server/settings.ts";

const database = withTestDatabase();
const NOW = "2026-11-23T10:30:00.000Z";
let city: AskedCity;
let warnsLateness = true;
let addsStops = false;
let forecasts: ReturnType<typeof openForecasts>;
/** One that remembers nothing read before. */
let openAnew: () => typeof forecasts;

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 60 });
  const clock = createClock({ db: city.db.db, hub: { publish: () => undefined } });
  await clock.refresh();
  const day = clock.read(city.scopeOf("manager").organisationId);
  const switches: Record<string, () => boolean> = {
    [SETTINGS.warnsLateness.key]: () => warnsLateness,
    [SETTINGS.addsStops.key]: () => addsStops,
  };
  const settings: typeof UNCHANGED = {
    get: ({ key, fallback }) => (switches[key]?.() as typeof fallback | undefined) ?? fallback,
  };
  openAnew = () =>
    openForecasts(city.db.db, { read: () => ({ ...day, serviceDay: "2026-11-23" }) }, settings);
  forecasts = openAnew();
}, 180_000);
afterAll(() => city.close());

const rowsOf = async (text: string) => {
  const parts = await city.partsOf(text, city.scopeOf("manager"));
  return {
    parts,
    tables: parts.filter((part) => part.type === "rows"),
    figures: partOf(parts, "figures")?.figures ?? [],
  };
};

it("tonnes of the next week lie in their range, and the weeks before are told as they were", async () => {
  const { parts, tables, figures } = await rowsOf(
    "How many tonnes will we collect next week? Show the range.",
  );
  const [point, low, high] = figures.map(({ value }) => value ?? Number.NaN) as [number, number, number];
  expect(low).toBeLessThan(point);
  expect(high).toBeGreaterThan(point);
  const lastWeekT = await city.value(
    "SELECT sum(weight_kg) / 1000.0 FROM route WHERE service_day BETWEEN '2026-11-16' AND '2026-11-22'",
  );
  // The demo city hardly changes from week to week, so what comes is near what was.
  expect(Math.abs(point / lastWeekT - 1)).toBeLessThan(0.15);
  expect(tables[0]?.rows).toHaveLength(7);
  // The sum lies in a range of its own, narrower than the ends of its days added up, and it is said how that is made.
  const days = tables[0]?.rows ?? [];
  const sumT = (of: string) => days.reduce((sum, row) => sum + Number(row[of]), 0) / 1_000;
  expect(point).toBeCloseTo(sumT("point"), 6);
  expect(high - low).toBeLessThan(sumT("high90") - sumT("low90"));
  const said = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");
  expect(said).toContain("are expected in all");
  expect(said).toContain("as wide as sums of as many days before made it");
  for (const { serviceDay, actual } of tables[1]?.rows ?? [])
    expect(actual).toBe(
      await city.value(`SELECT sum(weight_kg) FROM route WHERE service_day = '${serviceDay}'`),
    );
});

it("trucks needed are about those that went out on that weekday", async () => {
  const { figures, tables } = await rowsOf("How many trucks do we need on Friday?");
  const wentOut = await city.value(
    "SELECT count(DISTINCT vehicle_id) FROM route WHERE service_day = '2026-11-20'",
  );
  expect(Math.abs((figures[0]?.value ?? 0) - wentOut)).toBeLessThanOrEqual(4);
  expect(
    (tables[0]?.rows ?? []).every(
      ({ low, trucks, high }) => Number(low) <= Number(trucks) && Number(trucks) <= Number(high),
    ),
  ).toBe(true);
});

it("whether trucks suffice is told by what each depot needs against its trucks in service", async () => {
  const { parts, tables, figures } = await rowsOf("Do we have enough trucks for Friday?");
  const rows = tables[0]?.rows ?? [];
  const inService = await city.db.pool.query<{ id: number; count: number }>(
    `SELECT v.depot_id AS id, count(*)::int AS count FROM vehicle v LEFT JOIN vehicle_state x ON x.vehicle_id = v.id
      WHERE NOT v.in_workshop AND x.status IS DISTINCT FROM 'breakdown' GROUP BY 1`,
  );
  const countOf = new Map(inService.rows.map(({ id, count }) => [id, count]));
  expect(rows.length).toBeGreaterThan(1);
  for (const { depotId, trucks, available, spare } of rows) {
    expect(available).toBe(countOf.get(Number(depotId)));
    expect(spare).toBe(Number(available) - Number(trucks));
  }
  const needed = await rowsOf("How many trucks do we need on Friday?");
  expect(figures.map(({ value }) => value)).toEqual([
    needed.figures[0]?.value,
    rows.reduce((sum, { available }) => sum + Number(available), 0),
  ]);
  const said = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join(" ");
  expect(said).toMatch(/^(?:Not enough|Enough) trucks/);
});

it("late routes are told with their range, how often they were late, and what took longer", async () => {
  const { tables, figures } = await rowsOf("Which routes will probably run late tomorrow, and why?");
  expect(figures[0]?.value).toBe(tables[0]?.rows.filter(({ point }) => Number(point) >= 600).length);
  expect(tables[0]?.rows[0]).toMatchObject({
    serviceDay: "2026-11-24",
    reason: expect.any(String),
    method: expect.any(String),
  });
});

it("a route ends its usual lateness after its planned end, with the earliest and the latest", async () => {
  const late = await rowsOf("Which routes will probably run late tomorrow, and why?");
  const [first] = late.tables[0]?.rows ?? [];
  const { tables } = await rowsOf(`What time will ${first?.route} finish tomorrow, best and worst case?`);
  expect(tables[0]?.rows.map(({ route }) => route)).toEqual([first?.route]);
  const [row] = tables[0]?.rows ?? [];
  const at = (key: string) => Date.parse(String(row?.[key]));
  expect(at("expectedEndAt") - at("plannedEndAt")).toBeCloseTo(1_000 * Number(first?.point), -1);
  expect(at("earliestAt")).toBeLessThanOrEqual(at("expectedEndAt"));
  expect(at("expectedEndAt")).toBeLessThanOrEqual(at("latestAt"));
  // The planned end that it last had on this weekday, moved to the day that is asked about.
  const before = await city.value(
    `SELECT extract(epoch FROM planned_end_at)::float8 FROM route
     WHERE name = '${first?.route}' AND status = 'done' AND extract(isodow FROM service_day) = 2 AND service_day < '2026-11-23'
     ORDER BY service_day DESC LIMIT 1`,
  );
  expect(((at("plannedEndAt") / 1_000 - before) / 86_400) % 7).toBeCloseTo(0, 6);
});

it("a container overflows where what it gains until its next pickup fills it", async () => {
  const { tables, figures } = await rowsOf("Which containers will overflow before their next pickup?");
  expect(figures[0]?.value).toBe(tables[0]?.total);
  const [first] = tables[0]?.rows ?? [];
  expect(Number(first?.fullPct)).toBeGreaterThanOrEqual(100);
  const gained = await city.value(
    `SELECT fill_per_day * ('${first?.pickup}'::date - '${first?.emptiedDay}'::date) FROM container WHERE id = ${first?.id}`,
  );
  expect(Number(first?.fullPct)).toBeCloseTo(gained, 6);
});

it("a longer queue never makes less overtime, and a short one makes none", async () => {
  const long = await rowsOf("What happens to overtime if the south landfill queue stays at 90 minutes?");
  expect(long.figures[0]?.value).toBeGreaterThan(0);
  expect(long.tables[0]?.rows.every(({ beforeS, afterS }) => Number(afterS) >= Number(beforeS))).toBe(true);
  // Stays of the morning are none of an afternoon's queue.
  const late = await rowsOf(
    "What happens to overtime if the south landfill queue stays at 90 minutes all afternoon?",
  );
  expect(late.figures[0]?.value).toBeLessThan(long.figures[0]?.value ?? 0);
  const short = await rowsOf("What happens to overtime if the south landfill queue stays at 1 minute?");
  expect(short.figures[0]?.value).toBeLessThan(long.figures[0]?.value ?? 0);
});

const NOTHING = { depotId: null, stream: null, vehicleId: null } as const;

it("the coming days are stored once a day, also of sums and vehicles, beside what happened on days foretold before", async () => {
  const scope = city.scopeOf("manager");
  expect(await forecasts.recompute(scope.organisationId)).toBeGreaterThan(0);
  expect(await forecasts.recompute(scope.organisationId)).toBe(0);
  const { days, madeFrom, record, isAdded } = await forecasts.pages.days(scope, {
    measure: "tonnage",
    ...NOTHING,
  });
  expect([madeFrom, isAdded]).toEqual(["2026-11-22", false]);
  // Where nothing was stored before, the weeks before are foretold as they would have been then.
  expect(days.filter(({ day }) => day >= "2026-11-23")).toHaveLength(14);
  expect(days.every((each) => each.madeFrom < each.day)).toBe(true);
  expect(
    days.every(
      ({ low90, low80, point, high80, high90 }) =>
        low90 <= low80 && low80 <= point && point <= high80 && high80 <= high90,
    ),
  ).toBe(true);
  const over = days.filter(({ day }) => day < "2026-11-23");
  expect(record.count).toBe(over.length);
  for (const { day, actual } of over)
    expect(actual).toBe(
      await city.value(`coalesce((SELECT sum(weight_kg) FROM route WHERE service_day = '${day}'), 0)`),
    );
});

it("a day without a route was a day of nothing", async () => {
  const [part] = (
    await city.db.pool.query<{ depotId: number; stream: string }>(
      `SELECT depot_id AS "depotId", stream FROM route WHERE service_day BETWEEN '2026-10-26' AND '2026-11-22'
       GROUP BY 1, 2 ORDER BY count(DISTINCT service_day) LIMIT 1`,
    )
  ).rows;
  const { depotId = 0, stream = "" } = part ?? {};
  const { days } = await forecasts.pages.days(city.scopeOf("manager"), {
    ...{ measure: "lifts", depotId, stream, vehicleId: null },
  });
  const over = days.filter(({ day }) => day < "2026-11-23");
  const ran = await city.value(
    `SELECT count(DISTINCT service_day) FROM route WHERE depot_id = ${depotId} AND stream = '${stream}'
       AND service_day BETWEEN '${over[0]?.day}' AND '2026-11-22'`,
  );
  expect(ran).toBeLessThan(over.length);
  expect(over.filter(({ actual }) => actual === 0)).toHaveLength(over.length - ran);
  expect(over.every(({ actual }) => actual !== null)).toBe(true);
});

it("a depot's stream and a vehicle have days of their own", async () => {
  const scope = city.scopeOf("manager");
  const [route] = (
    await city.db.pool.query(
      `SELECT depot_id AS "depotId", stream, vehicle_id AS "vehicleId" FROM route
       WHERE service_day = '2026-11-20' AND vehicle_id IS NOT NULL ORDER BY number LIMIT 1`,
    )
  ).rows;
  const { depotId, stream, vehicleId } = route;
  const part = await forecasts.pages.days(scope, { ...NOTHING, measure: "tonnage", depotId, stream });
  expect(part.days.find(({ day }) => day === "2026-11-20")?.actual).toBe(
    await city.value(
      `SELECT sum(weight_kg) FROM route WHERE service_day = '2026-11-20' AND depot_id = ${depotId} AND stream = '${stream}'`,
    ),
  );
  const truck = await forecasts.pages.days(scope, { ...NOTHING, measure: "tonnage", vehicleId });
  expect(truck.days.find(({ day }) => day === "2026-11-20")?.actual).toBe(
    await city.value(
      `SELECT sum(weight_kg) FROM route WHERE service_day = '2026-11-20' AND vehicle_id = ${vehicleId}`,
    ),
  );
  expect(truck.days.at(-1)?.high90).toBeLessThan(part.days.reduce((sum, { high90 }) => sum + high90, 0));
});

it("who is limited to some depots gets their sum, and nothing of a depot or a vehicle beyond them", async () => {
  const all = (await city.db.pool.query<{ id: number }>("SELECT id FROM depot ORDER BY id")).rows.map(
    ({ id }) => id,
  );
  const [first, second, ...others] = all as [number, number, ...number[]];
  const scope = { ...city.scopeOf("manager"), depotIds: [first, second] };
  const both = await forecasts.pages.days(scope, { ...NOTHING, measure: "lifts" });
  const one = await forecasts.pages.days(scope, { ...NOTHING, measure: "lifts", depotId: first });
  const two = await forecasts.pages.days(scope, { ...NOTHING, measure: "lifts", depotId: second });
  expect([both.isAdded, one.isAdded]).toEqual([true, false]);
  expect(both.days[0]?.actual).toBe((one.days[0]?.actual ?? 0) + (two.days[0]?.actual ?? 0));
  const third = others[0] ?? 0;
  await expect(forecasts.pages.days(scope, { ...NOTHING, measure: "lifts", depotId: third })).rejects.toThrow(
    `depot ${third} is not among those you see`,
  );
  const foreign = await city.value(`SELECT min(id) FROM vehicle WHERE depot_id NOT IN (${first}, ${second})`);
  await expect(
    forecasts.pages.days(scope, { ...NOTHING, measure: "tonnage", vehicleId: foreign || 999_999 }),
  ).rejects.toThrow("expected one you see");
});

it("containers stand by their risk, each with what it gains until its pickup", async () => {
  const scope = city.scopeOf("manager");
  const { rows, mayRunOver } = await forecasts.pages.containers(scope, { depotId: null, stream: null });
  expect(mayRunOver).toBeGreaterThanOrEqual(rows.length);
  expect(rows.map(({ risk }) => risk)).toEqual(rows.map(({ risk }) => risk).sort((a, b) => b - a));
  const [first] = rows;
  const gain = await city.value(`SELECT fill_per_day FROM container WHERE id = ${first?.containerId}`);
  expect((first?.point ?? 0) / gain).toBeCloseTo(Math.round((first?.point ?? 0) / gain), 6);
  expect(first?.pickup ?? "").toMatch(/^2026-(11|12)-/);
});

it("of containers that may run over each depot counts its own, and shows those of the stream asked for", async () => {
  const scope = city.scopeOf("manager");
  const all = await forecasts.pages.containers(scope, { depotId: null, stream: null });
  const { rows: depots } = await city.db.pool.query<{ id: number }>("SELECT id FROM depot ORDER BY id");
  let [counted, expected] = [0, 0];
  for (const { id } of depots) {
    const own = await forecasts.pages.containers(scope, { depotId: id, stream: null });
    expect(own.rows.every(({ depotId }) => depotId === id)).toBe(true);
    const limited = { ...scope, depotIds: [id] };
    expect(await forecasts.pages.containers(limited, { depotId: null, stream: null })).toEqual(own);
    counted += own.mayRunOver;
    expected += own.expected;
  }
  expect(counted).toBe(all.mayRunOver);
  expect(expected).toBeCloseTo(all.expected, 6);
  const stream = all.rows[0]?.stream ?? "";
  const some = await forecasts.pages.containers(scope, { depotId: null, stream });
  expect(some.rows.every((row) => row.stream === stream)).toBe(true);
  expect(some.mayRunOver).toBeLessThan(all.mayRunOver);
});

it("a pickup that is over notes how full its containers were, by weight or as reported", async () => {
  const scope = city.scopeOf("manager");
  const stop = `(SELECT c.id FROM stop s JOIN container c ON c.site_id = s.site_id AND c.stream = s.stream
    WHERE s.service_day = '2026-11-20' AND s.status = 'done' AND s.weight_kg > 0 ORDER BY s.id LIMIT 1)`;
  const id = await city.value(stop);
  await city.db.pool.query(
    `INSERT INTO prediction (organisation_id, kind, subject, subject_id, for_at, made_at, value, low80, high80, low90, high90, model)
     VALUES ($1, 'fill', 'refuse', $2, '2026-11-20T12:00Z', '2026-11-19T12:00Z', 60, 40, 80, 30, 90, 'gain-per-day')`,
    [scope.organisationId, id],
  );
  await city.db.pool.query("DELETE FROM prediction WHERE made_at = '2026-11-22T12:00Z'");
  await forecasts.recompute(scope.organisationId);
  const actual = await city.value(
    `SELECT actual FROM prediction WHERE kind = 'fill' AND subject_id = ${id} AND for_at = '2026-11-20T12:00Z'`,
  );
  const [weights] = (
    await city.db.pool.query<{ own: number; others: number }>(
      `WITH day AS (SELECT service_day, sum(weight_kg)::float8 AS kg FROM stop JOIN container c ON c.id = ${id}
         AND c.site_id = stop.site_id AND c.stream = stop.stream
         WHERE status = 'done' AND weight_kg > 0 AND service_day BETWEEN '2026-08-31' AND '2026-11-22' GROUP BY 1)
       SELECT max(kg) FILTER (WHERE service_day = '2026-11-20') AS own, avg(kg) FILTER (WHERE service_day <> '2026-11-20') AS others FROM day`,
    )
  ).rows;
  const byWeight = (60 * (weights?.own ?? 0)) / (weights?.others ?? 1);
  expect([byWeight, Math.max(100, byWeight)].some((each) => Math.abs(each - actual) < 1e-6)).toBe(true);
});

it("routes of tomorrow stand by the chance that they are late, and what happened is noted beside those before", async () => {
  const scope = city.scopeOf("manager");
  const { day, rows, record } = await forecasts.pages.routes(scope, { depotId: null, stream: null }, null);
  expect(day).toBe("2026-11-24");
  expect(rows.map(({ risk }) => risk)).toEqual(rows.map(({ risk }) => risk).sort((a, b) => b - a));
  expect(rows.every(({ point, low90, high90 }) => low90 <= point && point <= high90)).toBe(true);
  expect(record.count).toBeGreaterThan(0);
  const wrong = await city.value(
    `SELECT count(*) FROM prediction p JOIN route r ON r.number = p.subject_id AND r.service_day = (p.for_at AT TIME ZONE 'UTC')::date
     WHERE p.kind = 'lateness' AND r.status = 'done' AND r.service_day < '2026-11-23'
       AND abs(p.actual - extract(epoch FROM r.ended_at - r.planned_end_at)) > 0.001`,
  );
  expect(wrong).toBe(0);
});

it("tomorrow's routes that are likelier late than not are warned of, with how they ended on that weekday before", async () => {
  const scope = city.scopeOf("manager");
  const { day, rows } = await forecasts.pages.routes(scope, { depotId: null, stream: null }, null);
  const warning = await forecasts.pages.warning(scope, null);
  expect([warning.isOn, warning.day]).toEqual([true, day]);
  expect(warning.total).toBe(rows.filter(({ risk }) => risk >= 0.5).length);
  expect(warning.rows.map(({ number }) => number)).toEqual(
    rows.slice(0, warning.rows.length).map(({ number }) => number),
  );
  const seen = warning.rows.flatMap(({ number, before }) => before.map((each) => ({ number, ...each })));
  expect(seen.length).toBeGreaterThan(0);
  for (const { number, day: on, lateS } of seen) {
    expect(new Date(on).getUTCDay()).toBe(new Date(day ?? "").getUTCDay());
    expect(lateS).toBeCloseTo(
      await city.value(
        `SELECT extract(epoch FROM ended_at - planned_end_at)::float8 FROM route WHERE number = ${number} AND service_day = '${on}'`,
      ),
      2,
    );
  }
  const depotId = warning.rows[0]?.depotId ?? 0;
  const own = await forecasts.pages.warning({ ...scope, depotIds: [depotId] }, null);
  expect(own.total).toBeLessThan(warning.total);
  expect(own.rows.every((row) => row.depotId === depotId)).toBe(true);
});

it("warnings of the weeks before are told with how many came true, of the asker's depots", async () => {
  const scope = city.scopeOf("manager");
  const use = await forecasts.pages.lateUse(scope, null);
  const counted = async (which: string) =>
    city.value(
      `WITH told AS (SELECT DISTINCT ON (subject_id, for_at) risk, actual FROM prediction
         WHERE kind = 'lateness' AND made_at < for_at AND for_at < '2026-11-23' AND for_at > '2026-10-26'
         ORDER BY subject_id, for_at, made_at DESC)
       SELECT count(*) FROM told WHERE actual IS NOT NULL AND ${which}`,
    );
  expect(use).toEqual({
    ...{ isOn: true, days: 28, ran: await counted("true"), warned: await counted("risk >= 0.5") },
    ...{ late: await counted("actual >= 600"), warnedLate: await counted("risk >= 0.5 AND actual >= 600") },
  });
  expect(use.warned).toBeGreaterThan(0);
  // A warning that is worth something comes true more often than lateness comes anyway.
  expect(use.warnedLate / use.warned).toBeGreaterThan(use.late / use.ran);
  const { rows } = await city.db.pool.query<{ id: number }>("SELECT id FROM depot ORDER BY id");
  const parts = [];
  for (const { id } of rows)
    parts.push((await forecasts.pages.lateUse({ ...scope, depotIds: [id] }, null)).ran);
  expect(parts.reduce((sum, each) => sum + each, 0)).toBe(use.ran);
  expect((await forecasts.pages.lateUse(scope, rows[0]?.id ?? 0)).ran).toBe(parts[0]);
});

it("where the setting is off nothing is warned of", async () => {
  warnsLateness = false;
  const warning = await forecasts.pages.warning(city.scopeOf("manager"), null);
  warnsLateness = true;
  expect(warning).toEqual({ isOn: false, day: null, total: 0, rows: [] });
});

it("sites whose containers may run over before a pickup behind a day are told, likeliest first, once switched on", async () => {
  const scope = city.scopeOf("manager");
  expect(await forecasts.overflowing(scope, "2026-11-24")).toEqual([]);
  addsStops = true;
  const risks = await forecasts.overflowing(scope, "2026-11-24");
  const own = await forecasts.overflowing({ ...scope, depotIds: [risks[0]?.depotId ?? 0] }, "2026-11-24");
  addsStops = false;
  const { rows } = await forecasts.pages.containers(scope, { depotId: null, stream: null });
  const listed = rows.filter(({ risk, pickup }) => risk >= 0.6 && pickup > "2026-11-24");
  expect(listed.length).toBeGreaterThan(0);
  for (const { siteId, stream, risk } of listed)
    expect(
      risks.find((each) => each.siteId === siteId && each.stream === stream)?.chance,
    ).toBeGreaterThanOrEqual(risk);
  expect(
    risks.every(
      ({ chance, pickup, penaltyCents }) =>
        chance >= 0.6 && pickup > "2026-11-24" && penaltyCents >= Math.round(3_000 * chance),
    ),
  ).toBe(true);
  expect(risks.map(({ chance }) => chance)).toEqual(risks.map(({ chance }) => chance).sort((a, b) => b - a));
  expect(own).toEqual(risks.filter(({ depotId }) => depotId === risks[0]?.depotId));
});

it("what added stops came to is told: their price, and whether their sites were reported overfull all the same", async () => {
  const scope = city.scopeOf("manager");
  const before = await forecasts.pages.used(scope, null);
  expect([before.isOn, before.chance, before.added, before.done]).toEqual([false, 0.6, 0, 0]);
  const { rows } = await city.db.pool.query<{ id: number; depotId: number; isOverfull: boolean }>(
    `SELECT s.id, s.depot_id AS "depotId", EXISTS (SELECT FROM exception e WHERE e.site_id = s.site_id AND e.kind = 'overfull'
       AND (e.stream IS NULL OR e.stream = s.stream) AND e.service_day BETWEEN '2026-11-19' AND '2026-11-20') AS "isOverfull"
     FROM stop s WHERE s.service_day = '2026-11-18' AND s.status = 'done' ORDER BY 3 DESC, s.id LIMIT 3`,
  );
  const stops = rows.map(({ id }, i) => ({
    ...{ stopId: id, chance: 0.8, costCents: 100 * (i + 1) },
    // The pickup of the last one is still to come.
    pickup: i === 2 ? "2026-11-25" : "2026-11-20",
  }));
  const gone = { stopId: 2_000_000_000, chance: 0.8, costCents: 5, pickup: "2026-11-20" };
  await city.db.db.$transaction((tx) =>
    forecasts.noteOverflowStops(tx, scope, "2026-11-18", [...stops, gone]),
  );
  const used = await forecasts.pages.used(scope, null);
  expect(used).toEqual({
    ...before,
    ...{ added: 3, done: 3, costCents: 600, over: 2, expected: 1.6 },
    overfull: rows.slice(0, 2).filter(({ isOverfull }) => isOverfull).length,
  });
  const depotId = rows[0]?.depotId ?? 0;
  expect((await forecasts.pages.used(scope, depotId)).added).toBe(
    rows.filter((row) => row.depotId === depotId).length,
  );
  expect((await forecasts.pages.used({ ...scope, depotIds: [] }, null)).added).toBe(0);
});

it("containers that were left alone are counted in the asker's depots alone", async () => {
  const scope = city.scopeOf("manager");
  const { rows: kept } = await city.db.pool.query<{ id: number; depotId: number }>(
    `WITH numbered AS (SELECT c.id, c.stream, s.depot_id, row_number() OVER (PARTITION BY s.depot_id ORDER BY c.id) AS n
       FROM container c JOIN site s ON s.id = c.site_id WHERE c.organisation_id = $1), told AS (
       INSERT INTO prediction (organisation_id, kind, subject, subject_id, for_at, made_at, value, low80, high80, low90,
         high90, model, risk, actual)
       SELECT $1, 'fill', stream, id, '2026-11-20 12:00Z', '2026-11-18 12:00Z', 90, 80, 100, 70, 110, 'usual', 0.9,
         CASE n WHEN 1 THEN 100 ELSE 60 END FROM numbered WHERE n <= 2 RETURNING subject_id)
     SELECT s.id, s.depot_id AS "depotId" FROM numbered s JOIN told t ON t.subject_id = s.id`,
    [scope.organisationId],
  );
  const { pages } = openAnew();
  const leftOf = async (depotIds: number[] | null, depotId: number | null) => {
    const { left, leftFull } = await pages.used({ ...scope, depotIds }, depotId);
    return [left, leftFull];
  };
  const depots = [...new Set(kept.map(({ depotId }) => depotId))];
  expect(depots.length).toBeGreaterThan(1);
  expect(await leftOf(null, null)).toEqual([2 * depots.length, depots.length]);
  expect(await leftOf([], null)).toEqual([0, 0]);
  for (const id of depots) for (const seen of [[id], depots]) expect(await leftOf(seen, id)).toEqual([2, 1]);
  expect(await leftOf(depots.slice(1), depots[0] ?? 0)).toEqual([0, 0]);
  await city.db.pool.query("DELETE FROM prediction WHERE model = 'usual' AND for_at = '2026-11-20 12:00Z'");
});

it("a depot that the asker does not see is in no forecast", async () => {
  const all = await forecasts.outlook(
    city.scopeOf("manager"),
    { measure: "tonnage", depotIds: [], streams: [] },
    { from: "2026-11-24", to: "2026-11-24" },
    "2026-11-23",
  );
  const [{ depotId }] = (await city.db.pool.query('SELECT min(id) AS "depotId" FROM depot')).rows;
  const one = await forecasts.outlook(
    { ...city.scopeOf("manager"), depotIds: [depotId] },
    { measure: "tonnage", depotIds: [], streams: [] },
    { from: "2026-11-24", to: "2026-11-24" },
    "2026-11-23",
  );
  expect(one.total.point).toBeLessThan(all.total.point / 2);
});

it.each([
  ["days that are over", { from: "2026-11-22", to: "2026-11-24" }, "expected days from 2026-11-23 on"],
  ["days too far ahead", { from: "2027-04-01", to: "2027-04-02" }, "90 ahead at most"],
])("%s are refused", async (_, days, message) => {
  await expect(
    forecasts.outlook(
      city.scopeOf("manager"),
      { measure: "tonnage", depotIds: [], streams: [] },
      days,
      "2026-11-23",
    ),
  ).rejects.toThrow(message);
});
