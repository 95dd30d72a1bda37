-- A search of stops looks up which sites and reasons are meant; their stops are then counted from an index alone.
CREATE INDEX "stop_site_id_service_day_organisation_id_depot_id_idx" ON "stop"("site_id", "service_day", "organisation_id", "depot_id");
DROP INDEX "stop_site_id_service_day_idx";
CREATE INDEX "stop_reason_idx" ON "stop"("organisation_id", "reason", "site_id", "depot_id") WHERE "reason" IS NOT NULL;
