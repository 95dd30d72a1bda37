-- The page looks at the calls of all services together, and old ones are dropped by their age.
CREATE INDEX "external_call_reserved_at_idx" ON "external_call"("reserved_at");
