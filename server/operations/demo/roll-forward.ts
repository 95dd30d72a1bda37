import type { Pool, PoolClient } from "pg";
import { AppError } from "#server/lib/errors.ts";
import { DAYS_TAKEN_UP } from "#server/operations/days.ts";
import { RAISE_ALL } from "#server/platform/source-version.ts";
import { type City, createCity } from "./city.ts";
import { makeDay } from "./day.ts";
import { putDay } from "./day-rows.ts";
import { DAY_S, dayAt, dayOfIso, isoOfDay, midnightOf, stamp } from "./days.ts";
import { putReadings, putSchoolRun } from "./fleet-history.ts";
import { putLive } from "./live-rows.ts";
import { createSink } from "./sink.ts";
import { NUMBERED, type NumberedTable } from "./tables.ts";
import { SEEDED_KEY, type SeedOptions } from "./write.ts";

/** What the settings row of a seeded city holds. */
type Seeded = SeedOptions & { anchor: number };

/** Local time at which a day stands when the server takes it up, seconds after midnight. */
const TAKEN_UP_S = 10.5 * 3_600;
/** Ids set aside for one day, far more than a day has, so that rows written meanwhile never collide. */
const DAY_IDS: Partial<Record<NumberedTable, number>> = {
  route: 100,
  shift: 100,
  stop: 8_000,
  exception: 3_000,
  resident_call: 2_000,
  proof: 16_000,
  weigh_ticket: 500,
  harsh_event: 500,
  fault_code: 100,
  repair: 100,
};

const readSeeded = async (client: PoolClient, organisationId: number): Promise<Seeded> => {
  const { rows } = await client.query<{ value: Seeded }>(
    "SELECT value FROM setting WHERE organisation_id = $1 AND key = $2",
    [organisationId, SEEDED_KEY],
  );
  const seeded = rows[0]?.value;
  if (!seeded)
    throw new AppError(
      "NOT_FOUND",
      `organisation ${organisationId}: no seeded demo city, expected one made by \`npm run seed\``,
    );
  return seeded;
};

/** The ids of the city's rows start where its first rows stand; those of a day come out of the sequences. */
const basesFor = async (
  client: PoolClient,
  organisationId: number,
): Promise<Record<NumberedTable, number>> => {
  const bases = {} as Record<NumberedTable, number>;
  for (const table of NUMBERED) {
    const count = DAY_IDS[table];
    if (count === undefined) {
      const { rows } = await client.query<{ first: number }>(
        `SELECT coalesce(min(id), 1)::int AS first FROM ${client.escapeIdentifier(table)} WHERE organisation_id = $1`,
        [organisationId],
      );
      bases[table] = (rows[0]?.first ?? 1) - 1;
      continue;
    }
    const { rows } = await client.query<{ first: number }>(
      "SELECT (setval(s, nextval(s) + $2) - $2)::int AS first FROM (SELECT pg_get_serial_sequence($1, 'id')::regclass AS s) q",
      [`"${table}"`, count],
    );
    bases[table] = (rows[0]?.first ?? 1) - 1;
  }
  return bases;
};

const cities = new Map<string, City>();
const cityOf = ({ seed, anchor, vehicles, junctions }: Seeded): City => {
  const key = `${seed}/${anchor}/${vehicles}/${junctions}`;
  let city = cities.get(key);
  if (!city) {
    city = createCity({ seed, anchor, vehicles, ...(junctions === undefined ? {} : { junctions }) });
    // One is kept: making it takes seconds, and a server needs the same one every evening.
    cities.clear();
    cities.set(key, city);
  }
  return city;
};

/** Makes the rows of a service day that has none yet, as it stands at `now` (epoch seconds); maps to the routes made. */
const addDay = async (
  client: PoolClient,
  organisationId: number,
  day: number,
  now: number,
  isLive: boolean,
): Promise<number> => {
  await client.query("SELECT pg_advisory_xact_lock(hashtext('demo.seed'))");
  const { rowCount } = await client.query(
    "SELECT FROM route WHERE organisation_id = $1 AND service_day = $2 LIMIT 1",
    [organisationId, isoOfDay(day)],
  );
  if (rowCount) return 0;
  const city = cityOf(await readSeeded(client, organisationId));
  const sink = createSink(await basesFor(client, organisationId));
  const owner = { organisationId, now, city };
  const outcome = makeDay(city, day, { now, isLive, isTraced: isLive });
  const routeIds = putDay(sink, owner, outcome);
  const { rows } = await client.query<{ number: number; km: number }>(
    "SELECT number, odometer_km AS km FROM vehicle WHERE organisation_id = $1 ORDER BY number",
    [organisationId],
  );
  const odometers = rows.map(({ km }) => km);
  putReadings(sink, owner, outcome, odometers, routeIds);
  await client.query("SELECT ensure_partitions('position', $1, $2, 'day')", [
    stamp(outcome.midnight - DAY_S),
    stamp(outcome.midnight + 3 * DAY_S),
  ]);
  if (isLive) {
    putSchoolRun(sink, owner, outcome, routeIds);
    const { rows: states } = await client.query<{ id: number; sequence: string }>(
      `SELECT v.id, greatest(s.sequence, (SELECT max(sequence) FROM event_ledger e WHERE e.vehicle_id = v.id), 0) AS sequence
       FROM vehicle v LEFT JOIN vehicle_state s ON s.vehicle_id = v.id WHERE v.organisation_id = $1`,
      [organisationId],
    );
    await client.query("DELETE FROM vehicle_state WHERE organisation_id = $1", [organisationId]);
    putLive(
      sink,
      owner,
      [outcome],
      routeIds,
      new Map(states.map((each) => [each.id, Number(each.sequence)])),
    );
  }
  await sink.store(client);
  await client.query(
    "UPDATE vehicle v SET odometer_km = r.odometer_km FROM vehicle_reading r WHERE r.vehicle_id = v.id AND r.service_day = $2 AND v.organisation_id = $1",
    [organisationId, isoOfDay(day)],
  );
  return outcome.routes.length;
};

const CLOSING = [
  // What the crews had left is done, as late as they were when the day was left.
  `UPDATE stop s SET status = 'done', done_sequence = s.sequence, lifts = q.lifts, weight_kg = greatest(1, q.kg),
     arrived_at = s.planned_at + make_interval(secs => q.late), done_at = s.planned_at + make_interval(secs => q.late + 170)
   FROM (
     SELECT p.id, greatest(0, least(r.delay_s, 10800)) AS late, least(100, count(c.id))::int AS lifts,
       coalesce(sum(c.volume_l * CASE c.stream WHEN 'refuse' THEN 0.065 WHEN 'recycling' THEN 0.032 ELSE 0.16 END), 0)::int AS kg
     FROM route r JOIN stop p ON p.route_id = r.id LEFT JOIN container c ON c.site_id = p.site_id AND c.stream = p.stream
     WHERE p.status = 'pending' AND r.organisation_id = $1 AND r.service_day < $2 AND r.status IN ('planned', 'active')
     GROUP BY p.id, r.delay_s) q
   WHERE s.id = q.id`,
  `UPDATE stop SET status = 'skipped', reason = 'never assigned'
   WHERE organisation_id = $1 AND service_day < $2 AND route_id IS NULL AND status = 'pending'`,
  `INSERT INTO weigh_ticket (organisation_id, depot_id, number, facility_id, vehicle_id, route_id, service_day, stream, arrived_at, left_at, net_kg, fee_cents)
   SELECT r.organisation_id, r.depot_id, 'WT-' || to_char(r.service_day, 'YYMMDD') || '-E' || r.number, f.id, r.vehicle_id, r.id, r.service_day, r.stream,
     t.at - interval '35 minutes', t.at - interval '18 minutes', t.kg, (t.kg * f.fee_cents_per_tonne / 1000.0)::int
   FROM route r
   JOIN LATERAL (SELECT id, fee_cents_per_tonne FROM facility WHERE organisation_id = $1 AND r.stream = ANY(streams) ORDER BY id LIMIT 1) f ON true
   JOIN LATERAL (
     SELECT (SELECT coalesce(sum(weight_kg), 0) FROM stop WHERE route_id = r.id)::int
       - (SELECT coalesce(sum(net_kg), 0) FROM weigh_ticket WHERE route_id = r.id)::int AS kg,
       greatest(r.planned_end_at, (SELECT max(done_at) FROM stop WHERE route_id = r.id) + interval '55 minutes') AS at) t ON t.kg > 0
   WHERE r.organisation_id = $1 AND r.service_day < $2 AND r.status IN ('planned', 'active')
   ON CONFLICT (organisation_id, number) DO NOTHING`,
  `UPDATE route r SET status = 'done', stops_done = n.done, stops_on_time = n.on_time, lifts = n.lifts, weight_kg = n.kg, tips = w.tips,
     disposal_cents = w.cents, started_at = coalesce(r.started_at, r.planned_start_at + make_interval(secs => r.delay_s)),
     actual_distance_m = greatest(r.actual_distance_m, r.planned_distance_m), ended_at = e.at, expected_end_at = e.at, updated_at = e.at,
     overtime_s = greatest(0, extract(epoch FROM e.at - r.shift_end_at))::int, delay_s = extract(epoch FROM e.at - r.planned_end_at)::int
   FROM route o
   JOIN LATERAL (SELECT count(*) FILTER (WHERE status = 'done')::int AS done, coalesce(sum(lifts), 0)::int AS lifts, coalesce(sum(weight_kg), 0)::int AS kg,
     count(*) FILTER (WHERE arrived_at BETWEEN window_start_at AND window_end_at)::int AS on_time, max(done_at) AS last FROM stop WHERE route_id = o.id) n ON true
   JOIN LATERAL (SELECT count(*)::int AS tips, coalesce(sum(fee_cents), 0)::int AS cents, max(left_at) AS last FROM weigh_ticket WHERE route_id = o.id) w ON true
   JOIN LATERAL (SELECT greatest(o.planned_end_at, n.last + interval '25 minutes', w.last + interval '18 minutes') AS at) e ON true
   WHERE r.id = o.id AND o.organisation_id = $1 AND o.service_day < $2 AND o.status IN ('planned', 'active')`,
  `UPDATE shift s SET clocked_in_at = coalesce(s.clocked_in_at, s.planned_start_at), left_yard_at = coalesce(s.left_yard_at, r.started_at),
     clocked_out_at = r.ended_at + interval '8 minutes', overtime_s = r.overtime_s
   FROM route r WHERE s.organisation_id = $1 AND s.service_day < $2 AND s.clocked_out_at IS NULL
     AND r.organisation_id = $1 AND r.service_day = s.service_day AND r.driver_id = s.driver_id AND r.status = 'done'`,
];

/** Brings the days before a day to their end where they were left open. */
const closeDays = async (client: PoolClient, organisationId: number, before: number): Promise<void> => {
  for (const statement of CLOSING) await client.query(statement, [organisationId, isoOfDay(before)]);
};

const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

/** Makes a coming service day of the demo city, all of it still planned; does nothing where it exists. Maps to the routes made. */
export const nextDemoDay = (pool: Pool, organisationId: number, serviceDay: string): Promise<number> =>
  inTransaction(pool, async (client) => {
    const { timeZone } = cityOf(await readSeeded(client, organisationId));
    const day = dayOfIso(serviceDay);
    return addDay(client, organisationId, day, midnightOf(day, timeZone), false);
  });

/**
 * Takes the demo city up to the real day: closes days that were left open, makes the missing ones, and today in
 * progress at 10:30 with the day clock there. Does nothing where today exists. Maps to the days made.
 */
export const rollForward = (pool: Pool, organisationId: number, realNow: Date): Promise<number> =>
  inTransaction(pool, async (client) => {
    const seeded = await readSeeded(client, organisationId);
    const { timeZone } = cityOf(seeded);
    const today = dayAt(realNow.getTime() / 1000, timeZone);
    const { rows } = await client.query<{ day: string }>(
      "SELECT max(service_day)::text AS day FROM route WHERE organisation_id = $1",
      [organisationId],
    );
    const newest = rows[0]?.day ? dayOfIso(rows[0].day) : seeded.anchor;
    if (newest >= today) return 0;
    await closeDays(client, organisationId, today);
    // Readings may have come for days that have no routes yet.
    await client.query("DELETE FROM vehicle_reading WHERE organisation_id = $1 AND service_day > $2::date", [
      organisationId,
      rows[0]?.day ?? null,
    ]);
    const now = midnightOf(today, timeZone) + TAKEN_UP_S;
    for (let day = newest + 1; day <= today; day++)
      await addDay(client, organisationId, day, now, day === today);
    await client.query(
      `INSERT INTO day_clock (organisation_id, simulated_at, anchored_at, speed, is_paused) VALUES ($1, $2, now(), 1, false)
       ON CONFLICT (organisation_id) DO UPDATE SET simulated_at = excluded.simulated_at, anchored_at = excluded.anchored_at, is_paused = false`,
      [organisationId, stamp(now)],
    );
    await client.query(RAISE_ALL, [organisationId]);
    // Written in bulk, of which no record tells: whoever embeds records hears of it once this is committed, and only then.
    await client.query("INSERT INTO outbox (organisation_id, topic, payload) VALUES ($1, $2, $3)", [
      organisationId,
      DAYS_TAKEN_UP,
      JSON.stringify({ organisationId, days: today - newest }),
    ]);
    return today - newest;
  });
