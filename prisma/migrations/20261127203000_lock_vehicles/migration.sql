-- Locks vehicles until the transaction ends, in order of id, and tells how they then stand: in one call, for ingestion
-- waits for each. A statement of its own for the lock and for the rows, which a volatile function reads as of when each
-- began: rows joined to one that was waited for would else be as they were before the wait.
CREATE FUNCTION lock_vehicles(ids integer[])
RETURNS TABLE (
  id integer, organisation_id integer, depot_id integer, time_zone text, sequence bigint, at timestamptz,
  lng float8, lat float8, speed_kmh float8, heading_deg float8, status text, status_since timestamptz,
  route_id integer, driver_id integer, load_kg integer, said_sequence bigint, said_at timestamptz,
  told_sequence bigint, told_at timestamptz
) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
BEGIN
  PERFORM v.id FROM vehicle v WHERE v.id = ANY(ids) ORDER BY v.id FOR NO KEY UPDATE;
  RETURN QUERY
    SELECT v.id, v.organisation_id, v.depot_id, d.time_zone, s.sequence, s.at,
      ST_X(coalesce(s.location, d.location)::geometry), ST_Y(coalesce(s.location, d.location)::geometry),
      coalesce(s.speed_kmh, 0), coalesce(s.heading_deg, 0), coalesce(s.status, 'offline'), s.status_since,
      s.route_id, s.driver_id, coalesce(s.load_kg, 0), l.sequence, l.at, t.sequence, t.at
    FROM vehicle v JOIN depot d ON d.id = v.depot_id LEFT JOIN vehicle_state s ON s.vehicle_id = v.id
    LEFT JOIN LATERAL (SELECT e.sequence, e.at FROM event_ledger e WHERE e.vehicle_id = v.id AND e.kind <> 'position'
      AND e.sequence >= 0 ORDER BY e.sequence DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT e.sequence, e.at FROM event_ledger e WHERE e.vehicle_id = v.id AND e.kind <> 'position'
      AND e.sequence < 0 ORDER BY e.sequence DESC LIMIT 1) t ON true
    WHERE v.id = ANY(ids);
END $$;
