import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { seeded } from "#server/lib/random.ts";
import { type FixtureFleet, plantFleet } from "#server/operations/fixture-fleet.ts";
import type { VehicleEvent } from "#server/operations/schema.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** What was found after the kills; everything but the first three must be zero. */
export type KillReport = {
  kills: number;
  acknowledged: number;
  /** Batches that were sent again, since their acknowledgement never came. */
  resent: number;
  /** Acknowledged events that are not in the ledger. */
  lost: number;
  /** Events in the ledger that were never sent. */
  invented: number;
  /** Positions without their event, and the other way round. */
  strayPositions: number;
  /** Stops whose sums are not those of their events in the ledger. */
  wrongStops: number;
};

const START = Date.parse("2026-11-23T06:00:00Z");
const CHILD = fileURLToPath(new URL("./ingest-child.ts", import.meta.url));

const startChild = async (
  url: string,
  organisationId: number,
): Promise<{ child: ChildProcess; address: string }> => {
  const child = spawn(process.execPath, ["--import", "tsx", CHILD, url, String(organisationId)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (!child.stdout) throw new Error("the child has no stdout");
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  return { child, address: `http://127.0.0.1:${port.toString().trim()}` };
};

/** One vehicle's next events: positions, and a visit of a stop now and then. */
const makeEvents = (
  { id: vehicleId, routeId, stopIds }: FixtureFleet["vehicles"][number],
  from: number,
  count: number,
): VehicleEvent[] =>
  Array.from({ length: count }, (_, i): VehicleEvent => {
    const sequence = from + i;
    const base = { vehicleId, sequence, at: new Date(START + sequence * 1000).toISOString() };
    const stopId = stopIds[Math.floor(sequence / 8) % stopIds.length] ?? 0;
    if (sequence % 8 === 3) return { ...base, kind: "arrive", routeId, stopId };
    if (sequence % 8 === 5)
      return { ...base, kind: "lift", routeId, stopId, lifts: 1, weightKg: sequence % 50 };
    return { ...base, kind: "position", lng: 120 + sequence / 1e5, lat: 36, speedKmh: 30, headingDeg: 90 };
  });

const inspect = async (
  db: Db,
  fleet: FixtureFleet,
  sent: ReadonlyMap<number, number>,
  acked: ReadonlyMap<number, number>,
) => {
  const ids = fleet.vehicles.map(({ id }) => id);
  const ledger = await db.$queryRaw<{ id: number; sequence: number }[]>(
    sql`SELECT vehicle_id AS id, sequence::float8 FROM event_ledger WHERE vehicle_id = ANY(${ids}::int[])`,
  );
  const stored = new Set(ledger.map(({ id, sequence }) => `${id}/${sequence}`));
  let lost = 0;
  for (const [id, upTo] of acked) for (let s = 0; s < upTo; s++) if (!stored.has(`${id}/${s}`)) lost++;
  const [rows] = await db.$queryRaw<{ strayPositions: number; wrongStops: number }[]>(sql`
    SELECT (SELECT count(*)::int FROM position p FULL JOIN
        (SELECT vehicle_id, sequence FROM event_ledger WHERE kind = 'position' AND vehicle_id = ANY(${ids}::int[])) e
        ON e.vehicle_id = p.vehicle_id AND e.sequence = p.sequence
        WHERE p.vehicle_id IS NULL OR (e.vehicle_id IS NULL AND p.vehicle_id = ANY(${ids}::int[]))) AS "strayPositions",
      (SELECT count(*)::int FROM stop s LEFT JOIN
        (SELECT (payload->>'stopId')::int AS id, count(*)::int AS lifts, sum((payload->>'weightKg')::int)::int AS kg
          FROM event_ledger WHERE kind = 'lift' AND vehicle_id = ANY(${ids}::int[]) GROUP BY 1) e ON e.id = s.id
        WHERE s.organisation_id = ${fleet.organisationId}
          AND (s.lifts <> coalesce(e.lifts, 0) OR s.weight_kg <> coalesce(e.kg, 0))) AS "wrongStops"`);
  return {
    lost,
    invented: ledger.filter(({ id, sequence }) => sequence >= (sent.get(id) ?? 0)).length,
    strayPositions: rows?.strayPositions ?? -1,
    wrongStops: rows?.wrongStops ?? -1,
  };
};

/**
 * Kills a process that takes events in, `kills` times by SIGKILL in the middle of batches, starts it again each time,
 * and sends again what was not acknowledged, as vehicles do; then compares what is stored with what was acknowledged.
 */
export const killIngestion = async (
  db: Db,
  { url, kills, seed = 1, slug = "kill" }: { url: string; kills: number; seed?: number; slug?: string },
): Promise<KillReport> => {
  const fleet = await plantFleet(db, { slug, vehicles: 4, stops: 10 });
  const random = seeded(seed);
  const sent = new Map(fleet.vehicles.map(({ id }) => [id, 0]));
  const acked = new Map(fleet.vehicles.map(({ id }) => [id, 0]));
  let running = await startChild(url, fleet.organisationId);
  let resent = 0;
  let isOver = false;

  const sendFor = async (vehicle: FixtureFleet["vehicles"][number]): Promise<void> => {
    let from = 0;
    while (!isOver) {
      const events = makeEvents(vehicle, from, 20);
      sent.set(vehicle.id, from + events.length);
      for (;;) {
        try {
          const response = await fetch(running.address, { method: "POST", body: JSON.stringify({ events }) });
          if (!response.ok) throw new Error(await response.text());
          await response.text();
          break;
        } catch {
          // Killed in the middle, or not up again yet: a vehicle keeps its batch and tries again.
          resent++;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
      from += events.length;
      acked.set(vehicle.id, from);
    }
  };
  const senders = fleet.vehicles.map(sendFor);
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const total = () => [...acked.values()].reduce((sum, n) => sum + n, 0);
  for (let i = 0; i < kills; i++) {
    // Killed only once it has begun to acknowledge, or the kill would be in the middle of nothing.
    for (const before = total(); total() === before; ) await wait(5);
    await wait(random.int(300));
    running.child.kill("SIGKILL");
    await once(running.child, "exit");
    running = await startChild(url, fleet.organisationId);
  }
  isOver = true;
  await Promise.all(senders);
  running.child.kill("SIGKILL");
  return { kills, acknowledged: total(), resent, ...(await inspect(db, fleet, sent, acked)) };
};
