-- Stops of a day in the order of their list, by route and sequence. Without it the planner took the index of routes for
-- the first page, in which a day of late stands last, and read the stops of every day before it.
CREATE INDEX "stop_day_order_idx"
  ON "stop"("organisation_id", "service_day", "route_id", "sequence", "id", "depot_id");
