import type { Scope } from "#server/lib/scope.ts";
import { type Db, type Sql, sql } from "#server/platform/db.ts";
import type { DayPicture } from "#server/routing/service.ts";

// What a fleet that states no rates is reckoned with, so that shorter is still cheaper.
const CENTS_PER_KM = 90;
const CENTS_PER_HOUR = 2_000;
const LITRES_PER_KM = 0.45;
// A container is emptied about so full, and its waste weighs this, where nothing was weighed yet.
const USUAL_FILL = 0.6;
const KG_PER_LITRE = 0.1;
// Days back in which visits and tickets say what is usual.
const USUAL_DAYS = 35;

/** What the picture of a day is taken with. */
export type PictureOptions = {
  day: string;
  /** The first instant of the day in the organisation's zone, from which seconds are counted. */
  midnight: Date;
  timeZone: string;
  /** Null where the day is not the running one. */
  now: Date | null;
  fuelCentsPerL: number;
};

type Clocked = { seconds: (instant: Sql) => Sql; minutes: (column: Sql, zone: Sql) => Sql };

const clocked = ({ day, midnight }: Pick<PictureOptions, "day" | "midnight">): Clocked => {
  const seconds = (instant: Sql) => sql`extract(epoch FROM ${instant} - ${midnight}::timestamptz)::float8`;
  return {
    seconds,
    // Minutes are those of the wall clock where something stands: on a day of 23 or 25 hours, or in another zone than the
    // organisation's, they are not as many after its midnight.
    minutes: (column, zone) =>
      seconds(sql`(${day}::date + make_interval(mins => ${column})) AT TIME ZONE ${zone}`),
  };
};

const mine = (scope: Scope, alias: Sql): Sql => sql`${alias}.organisation_id = ${scope.organisationId}
  AND (${scope.depotIds}::int[] IS NULL OR ${alias}.depot_id = ANY(${scope.depotIds}::int[]))`;

type VehicleRow = Omit<DayPicture["vehicles"][number], "underWay"> & {
  isOut: boolean;
  /** What it carries, in the unit of the day. */
  held: number;
  lng: number | null;
  lat: number | null;
};

/** A truck that is out where it was last seen; one that never said where has not left its depot. */
const vehicleOf = ({ isOut, held, lng, lat, ...vehicle }: VehicleRow): DayPicture["vehicles"][number] => ({
  ...vehicle,
  underWay: isOut && lng !== null && lat !== null ? { lng, lat, load: held } : null,
});

const readVehicles = (
  db: Db,
  scope: Scope,
  options: PictureOptions,
  unit: DayPicture["loadUnit"],
): Promise<VehicleRow[]> => {
  const { day, now, fuelCentsPerL } = options;
  const { minutes } = clocked(options);
  const at = (column: Sql): Sql => minutes(column, sql`o.time_zone`);
  const isKg = unit === "kg";
  return db.$queryRaw(sql`
    WITH usual AS (
      SELECT coalesce(sum(fuel_l) / nullif(sum(actual_distance_m) / 1000.0, 0), ${LITRES_PER_KM}) AS litres
      FROM route WHERE organisation_id = ${scope.organisationId} AND status = 'done'
        AND service_day BETWEEN ${day}::date - ${USUAL_DAYS}::int AND ${day}::date - 1)
    SELECT v.id, v.name, v.depot_id AS "depotId", v.body_type AS "bodyType", v.streams,
      (CASE WHEN ${isKg} THEN v.capacity_kg ELSE v.capacity_l END)::float8 AS capacity,
      ${at(sql`v.shift_start_min`)} AS "shiftStart", ${at(sql`v.shift_end_min`)} AS "shiftEnd",
      CASE WHEN v.break_s > 0 AND h.break_start_at IS NULL THEN json_build_object('seconds', v.break_s,
        'earliest', ${at(sql`v.break_earliest_min`)}, 'latest', ${at(sql`v.break_latest_min`)}) END AS pause,
      (coalesce(nullif(v.cost_cents_per_km, 0), ${CENTS_PER_KM})
        + CASE WHEN v.fuel = 'electric' THEN 0 ELSE u.litres * ${fuelCentsPerL} END)::float8 AS "centsPerKm",
      coalesce(d.wage_cents_per_hour, (SELECT avg(wage_cents_per_hour) FROM driver
        WHERE organisation_id = v.organisation_id), ${CENTS_PER_HOUR})::float8 AS "centsPerHour",
      NOT v.in_workshop AND (${now === null} OR (coalesce(s.status, 'yard') <> 'breakdown'
        AND coalesce(r.status, 'planned') <> 'done')) AS "isUsable",
      r.id AS "routeId", r.name AS route, r.stream,
      ${now !== null} AND r.status = 'active' AS "isOut",
      coalesce(CASE WHEN ${isKg} THEN s.load_kg ELSE s.load_l END, 0)::float8 AS held,
      ST_X(s.location::geometry) AS lng, ST_Y(s.location::geometry) AS lat
    FROM vehicle v JOIN depot o ON o.id = v.depot_id CROSS JOIN usual u
    LEFT JOIN LATERAL (SELECT * FROM route WHERE vehicle_id = v.id AND service_day = ${day}::date
      ORDER BY status = 'cancelled', id LIMIT 1) r ON true
    LEFT JOIN driver d ON d.id = r.driver_id
    LEFT JOIN shift h ON h.driver_id = r.driver_id AND h.service_day = ${day}::date
    LEFT JOIN vehicle_state s ON s.vehicle_id = v.id
    WHERE ${mine(scope, sql`v`)} ORDER BY v.number, v.id`);
};

/** Stops of the day as they are stored, or a row of their shape. */
const storedStops = (day: string): Sql => sql`(SELECT * FROM stop WHERE service_day = ${day}::date)`;

const readStops = (
  db: Db,
  scope: Scope,
  options: PictureOptions,
  unit: DayPicture["loadUnit"],
  source: Sql,
): Promise<DayPicture["stops"]> => {
  const { day, now } = options;
  const { seconds, minutes } = clocked(options);
  return db.$queryRaw(sql`
    SELECT s.id, t.name, t.street, ST_X(t.location::geometry) AS lng, ST_Y(t.location::geometry) AS lat, s.stream,
      CASE WHEN EXISTS (SELECT FROM vehicle v WHERE v.organisation_id = s.organisation_id AND v.body_type = 'front-loader')
          AND 'front-load' = ANY(c.kinds) THEN 'front-load'
        WHEN EXISTS (SELECT FROM vehicle v WHERE v.organisation_id = s.organisation_id AND v.body_type = 'roll-off')
          AND 'roll-off' = ANY(c.kinds) THEN 'roll-off' END AS body,
      (CASE WHEN ${unit === "kg"} THEN coalesce(u.kg, coalesce(c.litres, t.demand_l) * ${USUAL_FILL * KG_PER_LITRE})
        ELSE t.demand_l END)::float8 AS load,
      coalesce(u.service, t.service_s)::float8 AS service,
      -- What was announced for a coming day follows from its plan, so a new plan keeps to the site's own window.
      coalesce(CASE WHEN ${now !== null} THEN ${seconds(sql`s.window_start_at`)} END,
        ${minutes(sql`t.window_start_min`, sql`o.time_zone`)}) AS early,
      coalesce(CASE WHEN ${now !== null} THEN ${seconds(sql`s.window_end_at`)} END,
        ${minutes(sql`t.window_end_min`, sql`o.time_zone`)}) AS late,
      r.vehicle_id AS "vehicleId", s.sequence, s.status,
      ${seconds(sql`s.arrived_at`)} AS arrived, ${seconds(sql`s.done_at`)} AS done
    FROM ${source} s JOIN site t ON t.id = s.site_id JOIN depot o ON o.id = t.depot_id
    LEFT JOIN route r ON r.id = s.route_id
    LEFT JOIN LATERAL (SELECT array_agg(kind) AS kinds, sum(volume_l)::float8 AS litres FROM container
      WHERE site_id = s.site_id AND stream = s.stream) c ON true
    LEFT JOIN LATERAL (
      SELECT avg(nullif(p.weight_kg, 0)) AS kg,
        avg(extract(epoch FROM p.done_at - p.arrived_at)) FILTER (WHERE p.done_at - p.arrived_at
          BETWEEN interval '10 seconds' AND interval '1 hour') AS service
      FROM stop p WHERE p.site_id = s.site_id AND p.stream = s.stream AND p.status = 'done'
        AND p.service_day BETWEEN ${day}::date - ${USUAL_DAYS}::int AND ${day}::date - 1) u ON true
    WHERE ${mine(scope, sql`s`)}
    ORDER BY s.id`);
};

const readFacilities = (db: Db, scope: Scope, options: PictureOptions): Promise<DayPicture["facilities"]> => {
  const { day, timeZone } = options;
  const { minutes } = clocked(options);
  const at = (column: Sql): Sql => minutes(column, sql`${timeZone}::text`);
  return db.$queryRaw(sql`
    SELECT f.id, f.name, ST_X(f.location::geometry) AS lng, ST_Y(f.location::geometry) AS lat, f.streams,
      ${at(sql`f.opens_min`)} AS opens, ${at(sql`f.closes_min`)} AS closes,
      coalesce(w.seconds, f.unload_s)::float8 AS unload, f.fee_cents_per_tonne AS "feeCentsPerTonne"
    FROM facility f LEFT JOIN LATERAL (
      -- Queues belong to the visit: what tickets say is nearer to the truth than the unloading alone.
      SELECT avg(extract(epoch FROM left_at - arrived_at)) AS seconds FROM weigh_ticket
      WHERE organisation_id = f.organisation_id AND facility_id = f.id
        AND service_day BETWEEN ${day}::date - ${USUAL_DAYS}::int AND ${day}::date - 1) w ON true
    WHERE f.organisation_id = ${scope.organisationId} ORDER BY f.id`);
};

/** Takes the picture of a service day: depots, facilities, trucks and stops as they stand, in seconds after midnight. */
export const readDayPicture = async (db: Db, scope: Scope, options: PictureOptions): Promise<DayPicture> => {
  const { day, midnight, now } = options;
  const [weighed] = await db.$queryRaw<{ isKg: boolean }[]>(sql`
    SELECT coalesce(bool_and(v.capacity_kg > 0), false) AS "isKg" FROM vehicle v WHERE ${mine(scope, sql`v`)}`);
  const loadUnit = weighed?.isKg ? "kg" : "l";
  const [depots, facilities, vehicles, stops] = await Promise.all([
    // Every depot, for a truck may be lent between depots that the user sees one of.
    db.$queryRaw<DayPicture["depots"]>(sql`
      SELECT id, name, ST_X(location::geometry) AS lng, ST_Y(location::geometry) AS lat FROM depot
      WHERE organisation_id = ${scope.organisationId} ORDER BY id`),
    readFacilities(db, scope, options),
    readVehicles(db, scope, options, loadUnit),
    readStops(db, scope, options, loadUnit, storedStops(day)),
  ]);
  return {
    serviceDay: day,
    midnightMs: midnight.getTime(),
    now: now === null ? null : (now.getTime() - midnight.getTime()) / 1000,
    loadUnit,
    depots,
    facilities,
    vehicles: vehicles.map(vehicleOf),
    stops,
  };
};

/**
 * The middle of where each truck's driver of the day emptied containers in the weeks before: of the truck, where nobody
 * is to drive it. Half of the stops lie on either side of a middle, so that a day spent helping elsewhere moves it little.
 */
export const readTerritories = async (
  db: Db,
  scope: Scope,
  day: string,
): Promise<Map<number, { lng: number; lat: number }>> => {
  const span = sql`BETWEEN ${day}::date - ${USUAL_DAYS}::int AND ${day}::date - 1`;
  const rows = await db.$queryRaw<{ id: number; lng: number; lat: number }[]>(sql`
    SELECT v.id, percentile_cont(0.5) WITHIN GROUP (ORDER BY ST_X(t.location::geometry)) AS lng,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY ST_Y(t.location::geometry)) AS lat
    FROM vehicle v
    LEFT JOIN LATERAL (SELECT driver_id FROM route WHERE vehicle_id = v.id AND service_day = ${day}::date
      ORDER BY status = 'cancelled', id LIMIT 1) r ON true
    JOIN route d ON d.organisation_id = v.organisation_id AND d.service_day ${span}
      AND CASE WHEN r.driver_id IS NULL THEN d.vehicle_id = v.id ELSE d.driver_id = r.driver_id END
    JOIN stop s ON s.route_id = d.id AND s.service_day ${span} AND s.status = 'done'
    JOIN site t ON t.id = s.site_id
    WHERE ${mine(scope, sql`v`)} GROUP BY v.id`);
  return new Map(rows.map(({ id, lng, lat }) => [id, { lng, lat }]));
};

/** Stops that sites would have on a day, with what is usual there; those of sites that the scope does not have are left out. */
export const readExtraStops = async (
  db: Db,
  scope: Scope,
  options: PictureOptions,
  loadUnit: DayPicture["loadUnit"],
  rows: readonly { id: number; siteId: number; stream: string }[],
): Promise<DayPicture["stops"]> => {
  const supposed = sql`(SELECT n.id, organisation_id, depot_id, site.id AS site_id, n.stream,
    NULL::int AS route_id, 0 AS sequence, 'pending' AS status, NULL::timestamptz AS window_start_at,
    NULL::timestamptz AS window_end_at, NULL::timestamptz AS arrived_at, NULL::timestamptz AS done_at
    FROM unnest(${rows.map(({ id }) => id)}::int[], ${rows.map(({ siteId }) => siteId)}::int[],
      ${rows.map(({ stream }) => stream)}::text[]) AS n(id, site_id, stream)
    JOIN site ON site.id = n.site_id)`;
  return readStops(db, scope, options, loadUnit, supposed);
};
