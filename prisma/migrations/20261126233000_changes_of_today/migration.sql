-- The inbox in its usual order, and what changed since a user left, were read by looking through all rows.
CREATE INDEX "exception_organisation_id_respond_by_id_idx" ON "exception"("organisation_id", "respond_by", "id");
CREATE INDEX "exception_organisation_id_opened_at_idx" ON "exception"("organisation_id", "opened_at");
CREATE INDEX "exception_organisation_id_closed_at_idx" ON "exception"("organisation_id", "closed_at");
CREATE INDEX "route_organisation_id_ended_at_idx" ON "route"("organisation_id", "ended_at");
