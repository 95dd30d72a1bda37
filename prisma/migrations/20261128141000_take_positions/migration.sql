-- Stores positions of an organisation's vehicles, each once, and moves the vehicles on by those that are new: in one call
-- and so one transaction, for ingestion waits for each, and while it does it holds what others want to lock. A row for each
-- vehicle with the numbers that were new and, where they moved it, how it then stands; no rows, and nothing stored, where
-- a vehicle is not the organisation's, has no state yet, or was last told of by another count than its own: that takes
-- more than this knows. Numbers are the vehicles' own, from zero, and no two of a vehicle are equal. Each statement in it
-- sees what was committed before it began: see `lock_vehicles`.
CREATE FUNCTION take_positions(
  organisation integer, vehicle_ids integer[], sequences bigint[], ats timestamptz[],
  lngs float8[], lats float8[], speeds float8[], headings float8[]
)
RETURNS TABLE (
  id integer, stored float8[], is_moved boolean, depot_id integer, sequence float8, at timestamptz, lng float8,
  lat float8, speed_kmh float8, heading_deg float8, status text, status_since timestamptz, route_id integer,
  driver_id integer, load_kg integer
) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE ids integer[];
BEGIN
  SELECT array_agg(DISTINCT n) INTO ids FROM unnest(vehicle_ids) AS n;
  PERFORM v.id FROM vehicle v WHERE v.id = ANY(ids) ORDER BY v.id FOR NO KEY UPDATE;
  -- A state whose number is -1 has no position yet; what is below is a service's count.
  IF (SELECT count(*) FROM vehicle v JOIN vehicle_state s ON s.vehicle_id = v.id
      WHERE v.id = ANY(ids) AND v.organisation_id = organisation AND s.sequence >= -1) < cardinality(ids) THEN
    RETURN;
  END IF;
  RETURN QUERY
    WITH event AS (
      SELECT * FROM unnest(vehicle_ids, sequences, ats, lngs, lats, speeds, headings)
        AS e(vehicle_id, sequence, at, lng, lat, speed, heading)),
    stored AS (
      INSERT INTO event_ledger (vehicle_id, sequence, organisation_id, kind, at)
      SELECT vehicle_id, sequence, organisation, 'position', at FROM event
      ON CONFLICT (vehicle_id, sequence) DO NOTHING
      RETURNING vehicle_id, sequence),
    fresh AS (
      SELECT e.*, v.depot_id, v.capacity_kg, v.capacity_l, ST_SetSRID(ST_MakePoint(e.lng, e.lat), 4326)::geography AS location
      FROM event e JOIN stored USING (vehicle_id, sequence) JOIN vehicle v ON v.id = e.vehicle_id),
    place AS (
      INSERT INTO position (vehicle_id, at, sequence, organisation_id, depot_id, location, speed_kmh, heading_deg)
      SELECT vehicle_id, at, sequence, organisation, depot_id, location, speed, heading FROM fresh),
    newest AS (SELECT DISTINCT ON (vehicle_id) * FROM fresh ORDER BY vehicle_id, sequence DESC),
    moved AS (
      UPDATE vehicle_state s SET organisation_id = organisation, depot_id = n.depot_id, location = n.location,
        at = n.at, sequence = n.sequence, speed_kmh = n.speed, heading_deg = n.heading,
        -- As where a load is told: its volume is taken to fill the body as the weight does.
        load_l = CASE WHEN n.capacity_kg > 0 THEN (s.load_kg::float8 * n.capacity_l / n.capacity_kg)::int ELSE 0 END
      FROM newest n WHERE s.vehicle_id = n.vehicle_id AND n.sequence > s.sequence
      RETURNING s.vehicle_id, s.depot_id, s.sequence, s.at, n.lng, n.lat, s.speed_kmh, s.heading_deg, s.status,
        s.status_since, s.route_id, s.driver_id, s.load_kg)
    SELECT one.id, coalesce(f.stored, '{}'), m.vehicle_id IS NOT NULL, m.depot_id, m.sequence::float8, m.at, m.lng,
      m.lat, m.speed_kmh, m.heading_deg, m.status, m.status_since, m.route_id, m.driver_id, m.load_kg
    FROM unnest(ids) AS one(id)
    LEFT JOIN (SELECT vehicle_id, array_agg(sequence::float8) AS stored FROM fresh GROUP BY vehicle_id) f
      ON f.vehicle_id = one.id
    LEFT JOIN moved m ON m.vehicle_id = one.id;
END $$;
