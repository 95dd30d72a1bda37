import { minutesToInstant } from "#server/lib/service-day.ts";
import type { CrewDay, CrewStop } from "#server/operations/simulate/crew.ts";
import type { Place } from "#server/operations/simulate/ways.ts";
import { type Db, sql } from "#server/platform/db.ts";

/** A vehicle as the simulator takes it up: where it is, and the number of its next event. */
export type SimVehicle = Place & {
  id: number;
  headingDeg: number;
  status: string;
  /** Epoch milliseconds of its newest position; null before the first. */
  atMs: number | null;
  nextSequence: number;
};

type RouteRow = {
  id: number;
  vehicleId: number;
  driverId: number | null;
  stream: string;
  depotLng: number;
  depotLat: number;
  timeZone: string;
  capacityKg: number;
  breakS: number;
  breakEarliestMin: number;
  plannedStartMs: number;
  startedMs: number | null;
  plannedDistanceM: number;
  isClockedIn: boolean;
  hasHadBreak: boolean;
  stopsTotal: number;
};
type StopRow = CrewStop & { routeId: number; arrivedMs: number | null };

/** A route that should have left this long ago is being held in the yard. */
const HELD_AFTER_MS = 1_800_000;

/** Every vehicle of an organisation, as the simulator takes it up. */
export const readVehicles = (db: Db, organisationId: number): Promise<SimVehicle[]> =>
  db.$queryRaw<SimVehicle[]>(sql`
    SELECT v.id, ST_X(coalesce(s.location, d.location)::geometry) AS lng,
      ST_Y(coalesce(s.location, d.location)::geometry) AS lat, coalesce(s.heading_deg, 0) AS "headingDeg",
      coalesce(s.status, 'yard') AS status, (extract(epoch FROM s.at) * 1000)::float8 AS "atMs",
      greatest(s.sequence, l.sequence, 0)::float8 + 1 AS "nextSequence"
    FROM vehicle v JOIN depot d ON d.id = v.depot_id LEFT JOIN vehicle_state s ON s.vehicle_id = v.id
    LEFT JOIN LATERAL (SELECT max(sequence) AS sequence FROM event_ledger e WHERE e.vehicle_id = v.id) l ON true
    WHERE v.organisation_id = ${organisationId} ORDER BY v.id`);

/** What the crews of a service day still have to do, by vehicle; `nowMs` is the time from which they go on. */
export const readCrewDays = async (
  db: Db,
  organisationId: number,
  day: string,
  nowMs: number,
  vehicles: ReadonlyMap<number, SimVehicle>,
): Promise<CrewDay[]> => {
  const routes = await db.$queryRaw<RouteRow[]>(sql`
    SELECT r.id, r.vehicle_id AS "vehicleId", r.driver_id AS "driverId", r.stream,
      ST_X(d.location::geometry) AS "depotLng", ST_Y(d.location::geometry) AS "depotLat", d.time_zone AS "timeZone",
      v.capacity_kg AS "capacityKg", v.break_s AS "breakS", v.break_earliest_min AS "breakEarliestMin",
      (extract(epoch FROM r.planned_start_at) * 1000)::float8 AS "plannedStartMs",
      (extract(epoch FROM r.started_at) * 1000)::float8 AS "startedMs", r.planned_distance_m AS "plannedDistanceM",
      h.clocked_in_at IS NOT NULL AS "isClockedIn", h.break_start_at IS NOT NULL AS "hasHadBreak",
      r.stops_total AS "stopsTotal"
    FROM route r JOIN vehicle v ON v.id = r.vehicle_id JOIN depot d ON d.id = r.depot_id
    LEFT JOIN shift h ON h.driver_id = r.driver_id AND h.service_day = r.service_day
    WHERE r.organisation_id = ${organisationId} AND r.service_day = ${day}::date AND r.status IN ('planned', 'active')
      AND NOT v.in_workshop ORDER BY r.id`);
  const stops = await db.$queryRaw<StopRow[]>(sql`
    SELECT s.id, s.route_id AS "routeId", ST_X(t.location::geometry) AS lng, ST_Y(t.location::geometry) AS lat,
      t.service_s AS "serviceS", t.demand_l AS "demandL",
      (SELECT count(*)::int FROM container c WHERE c.site_id = s.site_id AND c.stream = s.stream) AS containers,
      (extract(epoch FROM s.arrived_at) * 1000)::float8 AS "arrivedMs"
    FROM stop s JOIN site t ON t.id = s.site_id
    WHERE s.route_id = ANY(${routes.map(({ id }) => id)}::int[]) AND s.status = 'pending'
    ORDER BY s.route_id, (s.arrived_at IS NULL), s.sequence`);
  const facilities = await db.$queryRaw<(Place & { id: number; unloadS: number; streams: string[] })[]>(sql`
    SELECT id, ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat, unload_s AS "unloadS", streams
    FROM facility WHERE organisation_id = ${organisationId}`);
  const loads = await db.vehicleState.findMany({
    where: { organisationId },
    select: { vehicleId: true, loadKg: true },
  });
  const loadOf = new Map(loads.map(({ vehicleId, loadKg }) => [vehicleId, loadKg]));
  const stopsOf = new Map<number, StopRow[]>(routes.map(({ id }) => [id, []]));
  for (const stop of stops) stopsOf.get(stop.routeId)?.push(stop);
  return routes.map((route) => {
    const own = stopsOf.get(route.id) ?? [];
    const vehicle = vehicles.get(route.vehicleId);
    const depot = { lng: route.depotLng, lat: route.depotLat };
    const isHeld = route.startedMs === null && nowMs > route.plannedStartMs + HELD_AFTER_MS;
    const arrivedMs = own[0]?.arrivedMs ?? null;
    const share = route.stopsTotal > 0 ? 1 - own.length / route.stopsTotal : 0;
    return {
      seed: `${organisationId}/${day}/${route.id}`,
      ...{
        vehicleId: route.vehicleId,
        routeId: route.id,
        driverId: route.driverId,
        stream: route.stream,
        depot,
      },
      facilities: facilities.filter(({ streams }) => streams.length === 0 || streams.includes(route.stream)),
      capacityKg: route.capacityKg > 0 ? route.capacityKg : 10_000,
      stops: own,
      // A route held in the yard leaves some time from now rather than at once.
      plannedStartMs: isHeld ? nowMs + 1_200_000 + (route.id % 8) * 480_000 : route.plannedStartMs,
      break: route.hasHadBreak
        ? null
        : {
            earliestMs: minutesToInstant(day, route.breakEarliestMin, route.timeZone).getTime(),
            lengthS: route.breakS,
          },
      ...{ isClockedIn: route.isClockedIn, startedMs: route.startedMs, arrivedMs },
      here: vehicle ?? depot,
      atMs: route.startedMs === null ? nowMs : (arrivedMs ?? vehicle?.atMs ?? nowMs),
      loadKg: loadOf.get(route.vehicleId) ?? 0,
      distanceM: route.startedMs === null ? 0 : route.plannedDistanceM * share,
    };
  });
};
