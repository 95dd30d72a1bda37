-- What Samsara tells of a vehicle was numbered by instants among the vehicle's own numbers, next to which none that the
-- vehicle sent itself was ever the newest. It has a count of its own now, below zero; what is stored moves there. Such a
-- number is 64 times the instant and a place below 64, sometimes of the next millisecond.
CREATE FUNCTION pg_temp.is_told(sequence bigint, at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT sequence / 64 - round(extract(epoch FROM at) * 1000)::bigint BETWEEN 0 AND 2 $$;

UPDATE "event_ledger" SET "sequence" = "sequence" - 9007199254740991,
  "payload" = CASE WHEN "payload" IS NULL THEN NULL
    ELSE jsonb_set("payload", '{sequence}', to_jsonb("sequence" - 9007199254740991)) END
WHERE "sequence" > 1000000000000 AND pg_temp.is_told("sequence", "at");
UPDATE "position" SET "sequence" = "sequence" - 9007199254740991
WHERE "sequence" > 1000000000000 AND pg_temp.is_told("sequence", "at");
UPDATE "vehicle_state" SET "sequence" = "sequence" - 9007199254740991
WHERE "sequence" > 1000000000000 AND pg_temp.is_told("sequence", "at");

-- The last that a vehicle said, of either count, among thousands of positions.
CREATE INDEX "event_ledger_said_idx" ON "event_ledger" ("vehicle_id", "sequence") WHERE "kind" <> 'position';
