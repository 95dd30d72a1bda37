import type { Pool, PoolClient } from "pg";
import { RAISE_ALL } from "#server/platform/source-version.ts";
import { type City, createCity } from "./city.ts";
import { putCity, putNetwork, putSites } from "./city-rows.ts";
import { putCoordination } from "./coordination-rows.ts";
import { type DayOutcome, makeDay } from "./day.ts";
import { putDay } from "./day-rows.ts";
import { DAY_S, dayAt, stamp } from "./days.ts";
import { putReadings, putSchoolRun, putWorkshop } from "./fleet-history.ts";
import { putLive } from "./live-rows.ts";
import { putOffice } from "./office-rows.ts";
import { createSink, type Sink } from "./sink.ts";
import { NUMBERED, type NumberedTable, TABLES } from "./tables.ts";

/** How the demo city is seeded; `now` is epoch seconds by its day clock. */
export type SeedOptions = { seed: number; now: number; vehicles: number; days: number; junctions?: number };
/** What was seeded: rows by table and how long it took. */
export type SeedReport = { organisationId: number; rows: ReadonlyMap<string, number>; seconds: number };

/** The short name of the demo organisation. */
export const DEMO_SLUG = "demo";
/** Settings row that is written last; its value holds what the city is made from. */
export const SEEDED_KEY = "demo.seeded";
const TIME_ZONE = "Europe/London";
/** Rows held in memory before they are sent. */
const BATCH_ROWS = 60_000;
/** Tables that hold rows by organisation and are not listed in TABLES, emptied too when the city is made anew. */
const ALSO_EMPTIED = [
  "event_ledger",
  "briefing",
  "prediction",
  "vehicle_risk",
  "wear_model",
  "work_order",
  "customer_risk",
  "customer_risk_trial",
  "overflow_stop",
  "day_clock",
  "outbox",
] as const;

/** Makes the demo organisation again from scratch, in one transaction: readers see the old city or the new one. */
export const seedDemo = async (
  pool: Pool,
  options: SeedOptions,
  progress: (line: string) => void,
): Promise<SeedReport> => {
  const startedAt = Date.now();
  const anchor = dayAt(options.now, TIME_ZONE);
  progress(`making the city (seed ${options.seed})`);
  const { seed, vehicles, now, days } = options;
  const city = createCity({
    seed,
    anchor,
    vehicles,
    ...(options.junctions === undefined ? {} : { junctions: options.junctions }),
  });
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SET LOCAL synchronous_commit = off");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('demo.seed'))");
    const organisationId = await claimOrganisation(client, city, seed);
    const fresh = await emptyTables(client, organisationId, progress);
    const indexes = await setIndexesAside(client, fresh);
    const sink = createSink(await highestIds(client));
    progress("streets and sites");
    const odometers = city.vehicles.map((each) => each.odometerKm);
    const states = new Map<number, { emptiedAt: number; condition: string }>();
    putNetwork(sink, organisationId, city);
    await sink.store(client);
    const owner = { organisationId, now, city };
    const traced: DayOutcome[] = [];
    await client.query("SELECT ensure_partitions('position', $1, $2, 'day')", [
      stamp(now - 2 * DAY_S),
      stamp(now + 3 * DAY_S),
    ]);
    let sending: Promise<void> = Promise.resolve();
    for (let day = anchor - days; day <= anchor; day++) {
      const isTraced = day >= anchor - 1;
      const outcome = makeDay(city, day, { now, isLive: day === anchor, isTraced });
      const routeIds = putDay(sink, owner, outcome);
      putReadings(sink, owner, outcome, odometers, routeIds);
      if (isTraced) traced.push(outcome);
      if (day === anchor) {
        putSchoolRun(sink, owner, outcome, routeIds);
        putLive(sink, owner, traced, routeIds);
      }
      noteContainers(city, outcome, states);
      if (sink.heldRows() < BATCH_ROWS) continue;
      // The server stores one batch while the next is made.
      await sending;
      sending = sink.store(client);
      sending.catch(() => undefined);
      progress(`days ${Math.round(((day - anchor + days) / Math.max(1, days)) * 100)} %`);
    }
    await sending;
    putWorkshop(sink, owner, days);
    putOffice(sink, owner, days);
    putCoordination(sink, owner);
    putCity(sink, organisationId, city, odometers);
    putSites(sink, organisationId, city, now, states);
    await sink.store(client);
    progress("indexes");
    for (const definition of indexes) await client.query(definition);
    await client.query(
      `INSERT INTO day_clock (organisation_id, simulated_at, anchored_at, speed, is_paused) VALUES ($1, $2, now(), 1, false)`,
      [organisationId, stamp(now)],
    );
    await moveSequences(client, sink);
    await client.query(
      `INSERT INTO setting (organisation_id, key, value, updated_by, updated_at) VALUES ($1, $2, $3, 'seed', now())`,
      [organisationId, SEEDED_KEY, JSON.stringify({ ...options, anchor })],
    );
    await client.query(RAISE_ALL, [organisationId]);
    await client.query("COMMIT");
    progress("statistics");
    for (const table of Object.keys(TABLES)) await client.query(`ANALYZE ${client.escapeIdentifier(table)}`);
    return { organisationId, rows: sink.counts(), seconds: (Date.now() - startedAt) / 1000 };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
};

/** Finds or makes the demo organisation, keeping its users; it counts as not seeded from here on. */
const claimOrganisation = async (client: PoolClient, city: City, seed: number): Promise<number> => {
  const { nodeLng, nodeLat } = city.places.network;
  const bounds = [
    nodeLng.reduce((a, b) => Math.min(a, b)),
    nodeLat.reduce((a, b) => Math.min(a, b)),
    nodeLng.reduce((a, b) => Math.max(a, b)),
    nodeLat.reduce((a, b) => Math.max(a, b)),
  ];
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO organisation (slug, name, time_zone, kind, currency, seed, bounds, is_operator)
     VALUES ($1, 'Port Ellery', $2, 'demo', 'GBP', $3, $4, NOT EXISTS (SELECT FROM organisation WHERE is_operator))
     ON CONFLICT (slug) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone, kind = excluded.kind,
       currency = excluded.currency, seed = excluded.seed, bounds = excluded.bounds RETURNING id`,
    [DEMO_SLUG, TIME_ZONE, seed, bounds],
  );
  const id = rows[0]?.id ?? 0;
  await client.query("DELETE FROM setting WHERE organisation_id = $1 AND key LIKE 'demo.%'", [id]);
  return id;
};

/**
 * Empties the demo organisation's tables; those that hold nobody else's rows are truncated,
 * which leaves no dead rows. Maps to the tables that are quite empty then.
 */
const emptyTables = async (
  client: PoolClient,
  organisationId: number,
  progress: (line: string) => void,
): Promise<ReadonlySet<string>> => {
  const fresh = new Set<string>();
  await client.query("DELETE FROM audit WHERE organisation_id = $1 AND entity <> 'user'", [organisationId]);
  for (const table of [...Object.keys(TABLES), ...ALSO_EMPTIED]) {
    const name = client.escapeIdentifier(table);
    const { rows } = await client.query<{ own: boolean; others: boolean }>(
      `SELECT EXISTS (SELECT FROM ${name} WHERE organisation_id = $1) AS own, EXISTS (SELECT FROM ${name} WHERE organisation_id <> $1) AS others`,
      [organisationId],
    );
    if (!rows[0]?.others) fresh.add(table);
    if (!rows[0]?.own) continue;
    progress(`emptying ${table}`);
    if (rows[0].others)
      await client.query(`DELETE FROM ${name} WHERE organisation_id = $1`, [organisationId]);
    else await client.query(`TRUNCATE ${name}`);
  }
  return fresh;
};

/** Tables whose rows come in by the ten thousands: their indexes are cheaper to build once than to grow. */
const INDEXED_LATE = ["stop", "exception"] as const;

/** Drops the secondary indexes of big tables that hold no rows; maps to the statements that make them again. */
const setIndexesAside = async (client: PoolClient, fresh: ReadonlySet<string>): Promise<string[]> => {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE NOT indisunique AND indrelid = ANY($1::regclass[])`,
    [INDEXED_LATE.filter((table) => fresh.has(table)).map((table) => `"${table}"`)],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
};

/** The highest id in use per table: new rows are numbered from there, so that equal seeds give equal ids. */
const highestIds = async (client: PoolClient): Promise<Record<NumberedTable, number>> => {
  const bases = {} as Record<NumberedTable, number>;
  for (const table of NUMBERED) {
    const { rows } = await client.query<{ max: number }>(
      `SELECT coalesce(max(id), 0)::int AS max FROM ${client.escapeIdentifier(table)}`,
    );
    bases[table] = rows[0]?.max ?? 0;
  }
  return bases;
};

/** Moves the sequences behind the ids that were given out. */
const moveSequences = async (client: PoolClient, sink: Sink): Promise<void> => {
  for (const table of NUMBERED)
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, 'id'), greatest($2::bigint, 1), $2::bigint > 0)`,
      [`"${table}"`, sink.lastIds()[table]],
    );
};

/** Notes when the containers of a day's stops were emptied, and which of them are damaged and not replaced yet. */
const noteContainers = (
  city: City,
  outcome: DayOutcome,
  states: Map<number, { emptiedAt: number; condition: string }>,
): void => {
  for (const route of outcome.routes)
    for (const stop of route.stops) {
      const first = city.containerOf(stop.service);
      const broken = stop.incidents.find(
        (each) => each.kind === "damaged-container" && each.closedAt === null,
      );
      for (let k = 0; k < stop.service.containers.length; k++) {
        const held = states.get(first + k);
        const condition =
          broken && k === 0
            ? broken.takenAt === null
              ? "damaged"
              : "replacement-ordered"
            : (held?.condition ?? "ok");
        const emptiedAt = stop.lifts > 0 && stop.doneAt !== null ? stop.doneAt : held?.emptiedAt;
        if (emptiedAt !== undefined) states.set(first + k, { emptiedAt, condition });
      }
    }
};

/** Whether the demo city is there whole: its marker is written last. */
export const isSeeded = async (pool: Pool): Promise<boolean> => {
  const { rows } = await pool.query(
    "SELECT FROM setting s JOIN organisation o ON o.id = s.organisation_id WHERE o.slug = $1 AND s.key = $2",
    [DEMO_SLUG, SEEDED_KEY],
  );
  return rows.length > 0;
};
